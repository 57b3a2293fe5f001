/* SPDX-License-Identifier: MIT */
/*
 * Copying within the kernel. Each file in kernel_copy/ is for one kind of sendfile; the build picks one. Both functions
 * return the bytes that were moved, or the negative code if there were none, and may raise SIGPIPE.
 */
#ifndef SKT_KERNEL_COPY_H
#define SKT_KERNEL_COPY_H

#include "sys.h"

/* The largest offset that off_t holds. */
#define SKT__OFF_MAX ((off_t)(sizeof(off_t) == 8 ? INT64_MAX : INT32_MAX))

skt_ssize skt__kernel_sendfile(int s, const skt_buf *head, int file, off_t offset, uint64_t len);
skt_ssize skt__kernel_splice(int from, int to, size_t len, int flags);

/* The result of two calls in sequence: an error of the second counts only if the first moved nothing. */
static inline skt_ssize skt__sum(skt_ssize first, skt_ssize second)
{
    if (second >= 0) return first + second;
    return first > 0 ? first : second;
}

/* Sends the head, for systems whose sendfile takes none. Returns whether all of it was sent. */
static inline bool skt__send_head(int s, const skt_buf *head, int flags, skt_ssize *sent_out)
{
    *sent_out = head->len > 0 ? skt_send(s, head->base, head->len, flags) : 0;
    return *sent_out >= 0 && (size_t)*sent_out == head->len;
}

#endif
