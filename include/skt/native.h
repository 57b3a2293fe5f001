/* SPDX-License-Identifier: MIT */
/*
 * Conversions to the system's own types.
 *
 * This is the only public header that includes headers of the system: those of sockets, of IP and Unix addresses and
 * options, and of the resolver. skt.h does not include it. A skt_socket is the system's handle and a skt_buf is its
 * iovec or WSABUF, so the functions only change the types of pointers. They make no system call, and may be called from
 * several threads at once.
 *
 * Windows   Include this header before windows.h, or define WIN32_LEAN_AND_MEAN: otherwise windows.h includes
 *           winsock.h, which conflicts with winsock2.h.
 */
#ifndef SKT_NATIVE_H
#define SKT_NATIVE_H

#include <skt/skt.h>

#if defined(_WIN32)
#include <winsock2.h>
#include <ws2tcpip.h>

#include <mswsock.h>
#if defined(__has_include)
#if __has_include(<afunix.h>)
#include <afunix.h>
#endif
#endif
#else
#include <sys/types.h>
#include <sys/socket.h>

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/uio.h>
#include <sys/un.h>
#endif

/* The system's own buffer and message. */
#if defined(_WIN32)
typedef WSABUF skt_native_buf;
typedef WSAMSG skt_native_msg;
#else
typedef struct iovec skt_native_buf;
typedef struct msghdr skt_native_msg;
#endif

/*
 * Returns an address as the system's sockaddr.
 *
 * Returns   A pointer into addr. skt_native_len returns its length.
 * Since     0.1
 */
static inline const struct sockaddr *skt_native_sockaddr(const skt_addr *addr)
{
    return (const struct sockaddr *)(const void *)&addr->storage;
}

/*
 * Returns the length of an address as the system's socklen_t.
 *
 * Returns   The length in bytes.
 * Since     0.1
 */
static inline socklen_t skt_native_len(const skt_addr *addr)
{
    return (socklen_t)addr->len;
}

/*
 * Returns buffers as the system's iovec or WSABUF.
 *
 * Returns   The same pointer.
 * Since     0.1
 */
static inline skt_native_buf *skt_native_bufs(skt_buf *bufs)
{
    return (skt_native_buf *)(void *)bufs;
}

/*
 * Returns a message as the system's msghdr or WSAMSG.
 *
 * msg       If it has an address, the length of the address is stored in the message.
 *
 * Returns   The same pointer.
 * Since     0.1
 */
static inline skt_native_msg *skt_native_msg_of(skt_msg *msg)
{
    if (msg->addr != NULL) msg->skt__addr_len = skt_native_len(msg->addr);
    return (skt_native_msg *)(void *)msg;
}

#endif
