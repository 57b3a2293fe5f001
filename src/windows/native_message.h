/* SPDX-License-Identifier: MIT */
/* Buffers and messages as Winsock takes them. */
#ifndef SKT_WINDOWS_NATIVE_MESSAGE_H
#define SKT_WINDOWS_NATIVE_MESSAGE_H

#include "sys.h"

/* How a message has the length of its address. */
typedef int32_t skt__msg_addr_len;

/* send and recv take an int. */
static inline int skt__io_length(size_t len)
{
    return len < INT_MAX ? (int)len : INT_MAX;
}

/* The system's structures, which skt_buf and skt_msg are laid out as. */
static inline WSABUF *skt__native_bufs(const skt_buf *bufs)
{
    return (WSABUF *)(uintptr_t)bufs;
}

static inline WSAMSG *skt__native_msg(skt_msg *msg)
{
    return (WSAMSG *)(void *)msg;
}

/* The result of a data call: the count, or the negative code. */
static inline skt_ssize skt__io_result(bool succeeded, skt_ssize count)
{
    return succeeded ? count : skt__socket_code();
}

#endif
