/* SPDX-License-Identifier: MIT */
/*
 * The bridge to the system's own types.
 *
 * This is the one public header that includes the system's headers: those of sockets, of the addresses and options of IP
 * and Unix sockets, and of the resolver. skt.h does not include it. Since a skt_socket is the system's handle and a
 * skt_buf its iovec or WSABUF, only pointers change type. No function makes a system call; all may be called from
 * several threads at once.
 *
 * Windows   Include it before windows.h, or define WIN32_LEAN_AND_MEAN: winsock2.h does not go with winsock.h.
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
 * The address as the system's own.
 *
 * Returns   A pointer into the address. skt_native_len has its length.
 * Since     0.1
 */
static inline const struct sockaddr *skt_native_sockaddr(const skt_addr *addr)
{
    return (const struct sockaddr *)(const void *)&addr->storage;
}

/*
 * The length of the address as the system's own.
 *
 * Returns   The length in bytes.
 * Since     0.1
 */
static inline socklen_t skt_native_len(const skt_addr *addr)
{
    return (socklen_t)addr->len;
}

/*
 * The buffers as the system's own.
 *
 * Returns   The same pointer.
 * Since     0.1
 */
static inline skt_native_buf *skt_native_bufs(skt_buf *bufs)
{
    return (skt_native_buf *)(void *)bufs;
}

/*
 * The message as the system's own.
 *
 * msg       The length of its address is set from the address.
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
