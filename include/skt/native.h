/* SPDX-License-Identifier: MIT */
/*
 * The bridge to the system's own types. This is the one public header that brings the system's headers; skt.h does not
 * include it. Since a skt_socket is the system's handle and a skt_buf its iovec or WSABUF, only pointers change type.
 */
#ifndef SKT_NATIVE_H
#define SKT_NATIVE_H

#include <skt/skt.h>

#if defined(_WIN32)
#include <winsock2.h>
#include <ws2tcpip.h>
typedef WSABUF skt_native_buf;
typedef WSAMSG skt_native_msg;
#else
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/uio.h>
typedef struct iovec skt_native_buf;
typedef struct msghdr skt_native_msg;
#endif

/* The address as the system's own; its length is skt_native_len. It points into *addr. */
static inline const struct sockaddr *skt_native_sockaddr(const skt_addr *addr)
{
    return (const struct sockaddr *)(const void *)&addr->storage;
}

static inline socklen_t skt_native_len(const skt_addr *addr)
{
    return (socklen_t)addr->len;
}

/* The buffers as the system's own. */
static inline skt_native_buf *skt_native_bufs(skt_buf *bufs)
{
    return (skt_native_buf *)(void *)bufs;
}

/* The message as the system's own; its address length is set from the address. */
static inline skt_native_msg *skt_native_msg_of(skt_msg *msg)
{
    if (msg->addr != NULL) msg->skt__addr_len = skt_native_len(msg->addr);
    return (skt_native_msg *)(void *)msg;
}

#endif
