/* SPDX-License-Identifier: MIT */
/* AIX: send_file(), without SF_CLOSE, which would close the socket. It sets the count even if it was interrupted. */
#include "kernel_copy.h"

skt_ssize skt__kernel_sendfile(int s, const skt_buf *head, int file, off_t offset, uint64_t len)
{
    skt_ssize before;
    if (!skt__send_head(s, head, 0, &before)) return before;
    struct sf_parms parms;
    memset(&parms, 0, sizeof parms);
    parms.file_descriptor = file;
    parms.file_offset = (uint64_t)offset;
    parms.file_bytes = len < INT64_MAX ? (int64_t)len : INT64_MAX;
    /* send_file() takes -1 as "to the end of the file"; 0 bytes need no call. */
    if (len == 0) return before;
    int rc = send_file(&s, &parms, 0);
    return skt__sum(before, rc < 0 && parms.bytes_sent == 0 ? skt__socket_code() : (skt_ssize)parms.bytes_sent);
}

skt_ssize skt__kernel_splice(int from, int to, size_t len, int flags)
{
    (void)from, (void)to, (void)len, (void)flags;
    return SKT_EUNSUPPORTED;
}
