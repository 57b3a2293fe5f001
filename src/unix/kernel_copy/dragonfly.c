/* SPDX-License-Identifier: MIT */
/*
 * DragonFly: sendfile(2) as in freebsd.c, but its header argument is not used: the kernel counts headers in the length
 * of the file.
 */
#include "kernel_copy.h"

skt_ssize skt__kernel_sendfile(int s, const skt_buf *head, int file, off_t offset, uint64_t len)
{
    skt_ssize before;
    if (!skt__send_head(s, head, 0, &before)) return before;
    /* A length of 0 would mean "to the end of the file". */
    if (len == 0) return before;
    off_t count = 0;
    int rc = sendfile(file, s, offset, len < SSIZE_MAX ? (size_t)len : SSIZE_MAX, NULL, &count, 0);
    return skt__sum(before, rc < 0 && count == 0 ? skt__socket_code() : (skt_ssize)count);
}

skt_ssize skt__kernel_splice(int from, int to, size_t len, int flags)
{
    (void)from, (void)to, (void)len, (void)flags;
    return SKT_EUNSUPPORTED;
}
