/* SPDX-License-Identifier: MIT */
/* FreeBSD, DragonFly: sendfile(2) with a count of its own, which is set also when the call fails. */
#include "kernel_copy.h"

skt_ssize skt__kernel_sendfile(int s, int file, off_t offset, uint64_t len)
{
    /* A length of 0 would mean "to the end of the file". */
    if (len == 0) return 0;
    off_t count = 0;
    int rc = sendfile(file, s, offset, len < SSIZE_MAX ? (size_t)len : SSIZE_MAX, NULL, &count, 0);
    return rc < 0 && count == 0 ? skt__socket_code() : (skt_ssize)count;
}

skt_ssize skt__kernel_splice(int from, int to, size_t len, int flags)
{
    (void)from, (void)to, (void)len, (void)flags;
    return SKT_EUNSUPPORTED;
}
