/* SPDX-License-Identifier: MIT */
/*
 * Sending. Datagrams go through transmit(), which cuts them for UDP_SEND_MSG_SIZE, gives them the source address that
 * control data asked for, and sees when nobody listens where they go. WSASendMsg, IN_PKTINFO, IPPROTO_UDP socket
 * options.
 */
#include "kernel.h"

DWORD size_of(const WSABUF *bufs, DWORD count)
{
    DWORD size = 0;
    for (DWORD i = 0; i < count; i++) size += bufs[i].len;
    return size;
}

/* Whether a loopback address has no socket, so that a datagram to it is answered by an ICMP error. */
static bool is_vacant(const struct sockaddr *to, int len)
{
    const struct sockaddr_in *v4 = (const struct sockaddr_in *)(const void *)to;
    const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)(const void *)to;
    bool here = to->sa_family == AF_INET ? *(const unsigned char *)&v4->sin_addr == 127
                                         : to->sa_family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(&v6->sin6_addr);
    if (!here) return false;
    SOCKET s = own_socket(to->sa_family, SOCK_DGRAM);
    bool vacant = bind(s, to, len) == 0;
    closesocket(s);
    return vacant;
}

static void expect_icmp(SOCKET s, endpoint *e, const struct sockaddr *to, int to_len)
{
    struct sockaddr_storage peer;
    int len = sizeof peer;
    if (to == NULL && getpeername(s, (struct sockaddr *)&peer, &len) != 0) return;
    if (is_vacant(to ? to : (const struct sockaddr *)&peer, to ? to_len : len)) e->icmp = WSAECONNRESET;
}

/*
 * The system below gives datagrams of the loopback interface one source. So one with another goes by a socket of its
 * own, and who receives from that is told the source that was asked for.
 */
static struct disguise {
    USHORT port;
    struct sockaddr_storage source;
} disguises[64];
static SRWLOCK disguise_lock = SRWLOCK_INIT;

void see_through(struct sockaddr *from, const int *len)
{
    struct sockaddr_in *seen = (struct sockaddr_in *)(void *)from;
    if (from == NULL || len == NULL || *len < (int)sizeof *seen) return;
    AcquireSRWLockShared(&disguise_lock);
    for (size_t i = 0; i < COUNT_OF(disguises); i++)
        if (disguises[i].port == seen->sin_port && disguises[i].source.ss_family == seen->sin_family)
            memcpy(from, &disguises[i].source, (size_t)*len);
    ReleaseSRWLockShared(&disguise_lock);
}

static SOCKET disguised(SOCKET s, const endpoint *e, const struct sockaddr *source)
{
    static size_t next;
    int len = source->sa_family == AF_INET6 ? (int)sizeof(struct sockaddr_in6) : (int)sizeof(struct sockaddr_in);
    SOCKET second = own_socket(e->family, SOCK_DGRAM);
    if (bind(second, source, len) != 0) {
        int error = WSAGetLastError();
        closesocket(second);
        WSASetLastError(error);
        return INVALID_SOCKET;
    }
    AcquireSRWLockExclusive(&disguise_lock);
    struct disguise *d = &disguises[next++ % COUNT_OF(disguises)];
    memset(d, 0, sizeof *d);
    d->port = port_of(second, getsockname);
    memcpy(&d->source, source, (size_t)len);
    ((struct sockaddr_in *)(void *)&d->source)->sin_port = port_of(s, getsockname);
    ReleaseSRWLockExclusive(&disguise_lock);
    return second;
}

static int send_one(SOCKET s, WSABUF *bufs, DWORD count, DWORD *sent, DWORD flags, const struct sockaddr *to,
                    int to_len)
{
    int rc = WSASendTo(s, bufs, count, sent, flags, to, to_len, NULL, NULL);
    /* The underlying system also returns ICMP errors from sends, unlike Windows. */
    if (rc != 0 && WSAGetLastError() == WSAECONNREFUSED)
        rc = WSASendTo(s, bufs, count, sent, flags, to, to_len, NULL, NULL);
    return rc;
}

/* Sends the buffers as datagrams of `segment` bytes. */
static int send_cut(SOCKET s, WSABUF *bufs, DWORD count, DWORD *sent, DWORD flags, const struct sockaddr *to,
                    int to_len, DWORD segment)
{
    static SRWLOCK lock = SRWLOCK_INIT;
    static char whole[65536];
    DWORD size = 0, part;
    int rc = 0;
    AcquireSRWLockExclusive(&lock);
    for (DWORD i = 0; i < count && size + bufs[i].len <= sizeof whole; i++) {
        memcpy(whole + size, bufs[i].buf, bufs[i].len);
        size += bufs[i].len;
    }
    for (*sent = 0; *sent < size && rc == 0; *sent += part) {
        part = size - *sent < segment ? size - *sent : segment;
        rc = send_one(s, &(WSABUF){.len = part, .buf = whole + *sent}, 1, &part, flags, to, to_len);
    }
    ReleaseSRWLockExclusive(&lock);
    return rc;
}

static int transmit(SOCKET s, endpoint *e, WSABUF *bufs, DWORD count, DWORD *sent, DWORD flags,
                    const struct sockaddr *to, int to_len, const struct sockaddr *source, DWORD segment)
{
    int kept = 0;
    if (is_stream(e) || e == NULL) return WSASendTo(s, bufs, count, sent, flags, to, to_len, NULL, NULL);
    if (option_kept(e, IPPROTO_UDP, STANDIN_UDP_SEND_MSG_SIZE, &kept) && segment == 0) segment = (DWORD)kept;
    SOCKET through = source ? disguised(s, e, source) : s;
    if (through == INVALID_SOCKET) return SOCKET_ERROR;
    int rc = segment > 0 && size_of(bufs, count) > segment
                 ? send_cut(through, bufs, count, sent, flags, to, to_len, segment)
                 : send_one(through, bufs, count, sent, flags, to, to_len);
    int error = WSAGetLastError();
    if (through != s) closesocket(through);
    if (rc == 0) expect_icmp(s, e, to, to_len);
    WSASetLastError(error);
    return rc;
}

int WSAAPI standin_send(SOCKET s, const char *data, int len, int flags)
{
    if (fails("send", s, 0, (unsigned long)flags, NULL, (size_t)len)) return SOCKET_ERROR;
    DWORD sent = 0;
    WSABUF whole = {.len = (ULONG)len, .buf = (char *)(uintptr_t)data};
    endpoint *e = endpoint_of(s);
    if (is_stream(e)) return send(s, data, len, flags);
    return transmit(s, e, &whole, 1, &sent, (DWORD)flags, NULL, 0, NULL, 0) == 0 ? (int)sent : SOCKET_ERROR;
}

int WSAAPI standin_sendto(SOCKET s, const char *data, int len, int flags, const struct sockaddr *to, int to_len)
{
    if (fails("sendto", s, 0, (unsigned long)flags, to, (size_t)len)) return SOCKET_ERROR;
    DWORD sent = 0;
    WSABUF whole = {.len = (ULONG)len, .buf = (char *)(uintptr_t)data};
    endpoint *e = endpoint_of(s);
    if (is_stream(e)) return send(s, data, len, flags);
    return transmit(s, e, &whole, 1, &sent, (DWORD)flags, to, to_len, NULL, 0) == 0 ? (int)sent : SOCKET_ERROR;
}

int WSAAPI standin_WSASend(SOCKET s, WSABUF *bufs, DWORD count, DWORD *sent, DWORD flags, WSAOVERLAPPED *overlapped,
                           LPWSAOVERLAPPED_COMPLETION_ROUTINE routine)
{
    if (fails("WSASend", s, 0, flags, NULL, size_of(bufs, count))) return SOCKET_ERROR;
    endpoint *e = endpoint_of(s);
    if (e != NULL && !e->overlapped) overlapped = NULL;
    if (is_stream(e) || overlapped != NULL) return WSASend(s, bufs, count, sent, flags, overlapped, routine);
    return transmit(s, e, bufs, count, sent, flags, NULL, 0, NULL, 0);
}

int WSAAPI standin_WSASendTo(SOCKET s, WSABUF *bufs, DWORD count, DWORD *sent, DWORD flags, const struct sockaddr *to,
                             int to_len, WSAOVERLAPPED *overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine)
{
    if (fails("WSASendTo", s, 0, flags, to, size_of(bufs, count))) return SOCKET_ERROR;
    endpoint *e = endpoint_of(s);
    if (is_stream(e) || overlapped != NULL)
        return WSASendTo(s, bufs, count, sent, flags, is_stream(e) ? NULL : to, is_stream(e) ? 0 : to_len, overlapped,
                         routine);
    return transmit(s, e, bufs, count, sent, flags, to, to_len, NULL, 0);
}

/* The items in the control data of a send. */
typedef struct wishes {
    struct sockaddr_storage source;
    DWORD segment;
} wishes;

static void read_source(const WSACMSGHDR *header, const void *data, struct sockaddr_storage *out)
{
    if (header->cmsg_level == IPPROTO_IP) {
        struct sockaddr_in v4 = {.sin_family = AF_INET};
        memcpy(&v4.sin_addr, data, sizeof v4.sin_addr);
        if (v4.sin_addr.s_addr != 0) memcpy(out, &v4, sizeof v4);
    } else {
        struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
        memcpy(&v6.sin6_addr, data, sizeof v6.sin6_addr);
        if (!IN6_IS_ADDR_UNSPECIFIED(&v6.sin6_addr)) memcpy(out, &v6, sizeof v6);
    }
}

static bool read_wishes(const WSAMSG *msg, wishes *out)
{
    size_t at = 0;
    while (at + CONTROL_HEAD <= msg->Control.len) {
        WSACMSGHDR header;
        const char *data = msg->Control.buf + at + CONTROL_HEAD;
        memcpy(&header, msg->Control.buf + at, sizeof header);
        if (header.cmsg_len < CONTROL_HEAD || header.cmsg_len > msg->Control.len - at) return false;
        bool ip = header.cmsg_level == IPPROTO_IP || header.cmsg_level == IPPROTO_IPV6;
        if (ip && header.cmsg_type == IP_PKTINFO) read_source(&header, data, &out->source);
        if (header.cmsg_level == IPPROTO_UDP && header.cmsg_type == STANDIN_UDP_SEND_MSG_SIZE) {
            if (header.cmsg_len < CONTROL_HEAD + sizeof out->segment || standin.build < 19041) return false;
            memcpy(&out->segment, data, sizeof out->segment);
        }
        at += CONTROL_ALIGN(header.cmsg_len);
    }
    return true;
}

/* Only datagram and raw sockets have it. */
int WSAAPI standin_WSASendMsg(SOCKET s, WSAMSG *msg, DWORD flags, DWORD *sent, WSAOVERLAPPED *overlapped,
                              LPWSAOVERLAPPED_COMPLETION_ROUTINE routine)
{
    if (fails("WSASendMsg", s, 0, flags, msg->Control.buf, msg->Control.len)) return SOCKET_ERROR;
    wishes asked = {0};
    endpoint *e = endpoint_of(s);
    (void)routine;
    if (is_stream(e) || overlapped != NULL || !read_wishes(msg, &asked)) return refuse(WSAEINVAL);
    const struct sockaddr *source = asked.source.ss_family != 0 ? (const struct sockaddr *)&asked.source : NULL;
    return transmit(s, e, msg->lpBuffers, msg->dwBufferCount, sent, flags, msg->name, msg->namelen, source,
                    asked.segment);
}
