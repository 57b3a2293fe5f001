/* SPDX-License-Identifier: MIT */
/*
 * Copying within the kernel, one file per way of doing it in kernel_copy/; the build picks one. Both return the bytes
 * that were moved, or the negative code if there were none, and may raise SIGPIPE.
 */
#ifndef SKT_KERNEL_COPY_H
#define SKT_KERNEL_COPY_H

#include "sys.h"

/* The largest offset that off_t holds. */
#define SKT__OFF_MAX ((off_t)(sizeof(off_t) == 8 ? INT64_MAX : INT32_MAX))

skt_ssize skt__kernel_sendfile(int s, int file, off_t offset, uint64_t len);
skt_ssize skt__kernel_splice(int from, int to, size_t len, int flags);

#endif
