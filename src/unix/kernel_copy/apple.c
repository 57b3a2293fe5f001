/* SPDX-License-Identifier: MIT */
/*
 * Apple: sendfile(2), whose length argument returns the count even if the call fails. Its header argument is not used:
 * the kernel sends the headers by a separate writev(2), continues with the file even if only a part of them was sent,
 * and counts them in the length of the file.
 */
#include "kernel_copy.h"

skt_ssize skt__kernel_sendfile(int s, const skt_buf *head, int file, off_t offset, uint64_t len)
{
    skt_ssize before;
    if (!skt__send_head(s, head, 0, &before)) return before;
    /* A length of 0 would mean "to the end of the file". */
    if (len == 0) return before;
    off_t count = len < (uint64_t)SKT__OFF_MAX ? (off_t)len : SKT__OFF_MAX;
    int rc = sendfile(file, s, offset, &count, NULL, 0);
    return skt__sum(before, rc < 0 && count == 0 ? skt__socket_code() : (skt_ssize)count);
}

skt_ssize skt__kernel_splice(int from, int to, size_t len, int flags)
{
    (void)from, (void)to, (void)len, (void)flags;
    return SKT_EUNSUPPORTED;
}
