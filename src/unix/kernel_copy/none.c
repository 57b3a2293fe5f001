/* SPDX-License-Identifier: MIT */
/* NetBSD, OpenBSD and others: no copying within the kernel. */
#include "kernel_copy.h"

skt_ssize skt__kernel_sendfile(int s, const skt_buf *head, int file, off_t offset, uint64_t len)
{
    (void)s, (void)head, (void)file, (void)offset, (void)len;
    return SKT_EUNSUPPORTED;
}

skt_ssize skt__kernel_splice(int from, int to, size_t len, int flags)
{
    (void)from, (void)to, (void)len, (void)flags;
    return SKT_EUNSUPPORTED;
}
