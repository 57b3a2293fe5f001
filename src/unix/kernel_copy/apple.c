/* SPDX-License-Identifier: MIT */
/* Apple: sendfile(2) with the length in and out, which holds the count also when the call fails. */
#include "kernel_copy.h"

skt_ssize skt__kernel_sendfile(int s, int file, off_t offset, uint64_t len)
{
    /* A length of 0 would mean "to the end of the file". */
    if (len == 0) return 0;
    off_t count = len < (uint64_t)SKT__OFF_MAX ? (off_t)len : SKT__OFF_MAX;
    int rc = sendfile(file, s, offset, &count, NULL, 0);
    return rc < 0 && count == 0 ? skt__socket_code() : (skt_ssize)count;
}

skt_ssize skt__kernel_splice(int from, int to, size_t len, int flags)
{
    (void)from, (void)to, (void)len, (void)flags;
    return SKT_EUNSUPPORTED;
}
