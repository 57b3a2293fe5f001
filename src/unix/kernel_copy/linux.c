/* SPDX-License-Identifier: MIT */
/* Linux: sendfile(2), splice(2). */
#include "kernel_copy.h"

#include <sys/sendfile.h>

/* The kernel's MAX_RW_COUNT, INT_MAX less a page. Some versions refuse more, others reduce it. */
#define MOST 0x7ffff000U

static size_t at_most(uint64_t len)
{
    return len < MOST ? (size_t)len : MOST;
}

skt_ssize skt__kernel_sendfile(int s, const skt_buf *head, int file, off_t offset, uint64_t len)
{
    skt_ssize before;
    /* MSG_MORE lets the head share a packet with the start of the file. */
    if (!skt__send_head(s, head, len > 0 ? MSG_MORE : 0, &before)) return before;
    ssize_t sent = sendfile(s, file, &offset, at_most(len));
    return skt__sum(before, sent < 0 ? skt__socket_code() : sent);
}

skt_ssize skt__kernel_splice(int from, int to, size_t len, int flags)
{
    ssize_t moved = splice(from, NULL, to, NULL, at_most(len), (unsigned)flags);
    return moved < 0 ? skt__socket_code() : moved;
}
