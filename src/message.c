/* SPDX-License-Identifier: MIT */
/* Buffers and messages as values. */
#include "sys.h"

skt_buf skt_buf_of(void *base, size_t len)
{
    return (skt_buf){.base = base, .len = len};
}

skt_msg skt_msg_of(skt_addr *addr, skt_buf *bufs, size_t count, void *control, size_t control_len)
{
    /* NetBSD wants no control data to be NULL. */
    return (skt_msg){
        .addr = addr,
        .bufs = bufs,
        .buf_count = skt__fit(count),
        .control = control_len ? control : NULL,
        .control_len = skt__fit(control_len),
    };
}
