/* SPDX-License-Identifier: MIT */
/* illumos, Solaris: sendfile(3EXT), which advances the offset even if the call fails. */
#include "kernel_copy.h"

#include <sys/sendfile.h>

skt_ssize skt__kernel_sendfile(int s, const skt_buf *head, int file, off_t offset, uint64_t len)
{
    skt_ssize before;
    if (!skt__send_head(s, head, 0, &before)) return before;
    off_t end = offset;
    ssize_t sent = sendfile(s, file, &end, len < SSIZE_MAX ? (size_t)len : SSIZE_MAX);
    return skt__sum(before, sent < 0 && end == offset ? skt__socket_code() : (skt_ssize)(end - offset));
}

skt_ssize skt__kernel_splice(int from, int to, size_t len, int flags)
{
    (void)from, (void)to, (void)len, (void)flags;
    return SKT_EUNSUPPORTED;
}
