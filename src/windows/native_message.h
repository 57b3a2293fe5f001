/* SPDX-License-Identifier: MIT */
/* Buffers and messages for Winsock. */
#ifndef SKT_WINDOWS_NATIVE_MESSAGE_H
#define SKT_WINDOWS_NATIVE_MESSAGE_H

#include "sys.h"

/* The type of the length of a message's address. */
typedef int32_t skt__msg_addr_len;

/* send and recv take an int. */
static inline int skt__io_length(size_t len)
{
    return len < INT_MAX ? (int)len : INT_MAX;
}

/* skt_buf and skt_msg have the layout of WSABUF and WSAMSG. */
static inline WSABUF *skt__native_bufs(const skt_buf *bufs)
{
    return (WSABUF *)(uintptr_t)bufs;
}

static inline WSAMSG *skt__native_msg(skt_msg *msg)
{
    return (WSAMSG *)(void *)msg;
}

static inline skt_ssize skt__io_result(bool succeeded, skt_ssize count)
{
    return succeeded ? count : skt__socket_code();
}

#endif
