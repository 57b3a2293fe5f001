/* SPDX-License-Identifier: MIT */
/* FreeBSD: sendfile(2) with a head. It sets the count, which includes the head, even if the call fails. */
#include "kernel_copy.h"

skt_ssize skt__kernel_sendfile(int s, const skt_buf *head, int file, off_t offset, uint64_t len)
{
    struct iovec first = {.iov_base = head->base, .iov_len = head->len};
    struct sf_hdtr around = {.headers = &first, .hdr_cnt = 1};
    off_t count = 0;
    int rc = 0;
    /* A length of 0 would mean "to the end of the file". */
    if (len > 0)
        rc = sendfile(file, s, offset, len < SSIZE_MAX ? (size_t)len : SSIZE_MAX, head->len > 0 ? &around : NULL,
                      &count, 0);
    if (rc < 0 && count == 0) return skt__socket_code();
    /* The kernel does not send the head if the file has no bytes to send. */
    if (rc == 0 && count == 0 && head->len > 0) return skt_send(s, head->base, head->len, 0);
    return (skt_ssize)count;
}

skt_ssize skt__kernel_splice(int from, int to, size_t len, int flags)
{
    (void)from, (void)to, (void)len, (void)flags;
    return SKT_EUNSUPPORTED;
}
