/* SPDX-License-Identifier: MIT */
/*
 * Receiving: Windows' behaviour for ICMP errors, after a shutdown of receiving, and for datagrams and control data that
 * do not fit. recv, recvfrom, WSARecv, WSARecvFrom, WSARecvMsg, Microsoft.
 */
#include "kernel.h"

/*
 * The error that prevents a receive; 0 if there is none. An ICMP error is returned once, unless the socket ignores it.
 */
static int obstacle(endpoint *e)
{
    if (e == NULL) return 0;
    if (e->receive_shut) return WSAESHUTDOWN;
    int error = e->icmp;
    e->icmp = 0;
    if ((error == WSAECONNRESET && !e->told[0]) || (error == WSAENETRESET && !e->told[1])) return 0;
    return error;
}

/*
 * Whether a receive failed with an ICMP error of the underlying system, which must be ignored: obstacle() returns
 * those.
 */
static bool to_be_passed_over(const endpoint *e, int rc)
{
    return rc < 0 && e != NULL && !is_stream(e) &&
           (WSAGetLastError() == WSAECONNREFUSED || WSAGetLastError() == WSAECONNRESET);
}

/* A message that does not fit is an error, and its flags contain MSG_PARTIAL. */
static int ended(const endpoint *e, int rc, DWORD *flags)
{
    if (rc != 0 && WSAGetLastError() == WSAEMSGSIZE && e != NULL && !is_stream(e)) *flags |= MSG_PARTIAL;
    return rc;
}

int WSAAPI standin_recv(SOCKET s, char *out, int len, int flags)
{
    if (fails("recv", s, 0, (unsigned long)flags, NULL, (size_t)len)) return SOCKET_ERROR;
    endpoint *e = endpoint_of(s);
    int error = obstacle(e), rc;
    if (error != 0) return refuse(error);
    do rc = recv(s, out, len, flags);
    while (to_be_passed_over(e, rc));
    return rc;
}

/* For streams the sender's address is not returned: both parameters are ignored. */
int WSAAPI standin_recvfrom(SOCKET s, char *out, int len, int flags, struct sockaddr *from, int *from_len)
{
    if (fails("recvfrom", s, 0, (unsigned long)flags, NULL, (size_t)len)) return SOCKET_ERROR;
    endpoint *e = endpoint_of(s);
    int error = obstacle(e), rc;
    if (error != 0) return refuse(error);
    if (is_stream(e)) return recv(s, out, len, flags);
    do rc = recvfrom(s, out, len, flags, from, from_len);
    while (to_be_passed_over(e, rc));
    see_through(from, from_len);
    return rc;
}

int WSAAPI standin_WSARecvFrom(SOCKET s, WSABUF *bufs, DWORD count, DWORD *received, DWORD *flags,
                               struct sockaddr *from, int *from_len, WSAOVERLAPPED *overlapped,
                               LPWSAOVERLAPPED_COMPLETION_ROUTINE routine)
{
    if (fails("WSARecvFrom", s, 0, *flags, NULL, size_of(bufs, count))) return SOCKET_ERROR;
    endpoint *e = endpoint_of(s);
    int error = obstacle(e), rc;
    if (error != 0) return refuse(error);
    if (is_stream(e)) return WSARecv(s, bufs, count, received, flags, overlapped, routine);
    do rc = WSARecvFrom(s, bufs, count, received, flags, from, from_len, overlapped, routine);
    while (to_be_passed_over(e, rc));
    see_through(from, from_len);
    return ended(e, rc, flags);
}

int WSAAPI standin_WSARecv(SOCKET s, WSABUF *bufs, DWORD count, DWORD *received, DWORD *flags,
                           WSAOVERLAPPED *overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine)
{
    if (fails("WSARecv", s, 0, *flags, NULL, size_of(bufs, count))) return SOCKET_ERROR;
    endpoint *e = endpoint_of(s);
    if (e != NULL && !e->overlapped) overlapped = NULL;
    int error = obstacle(e), rc;
    if (error != 0) return refuse(error);
    do rc = WSARecv(s, bufs, count, received, flags, overlapped, routine);
    while (to_be_passed_over(e, rc));
    return ended(e, rc, flags);
}

/* The control data of a receive, before it is truncated to the caller's room. */
typedef struct gathered {
    _Alignas(size_t) char bytes[1024];
    size_t used;
} gathered;

static void add_bytes(gathered *to, int level, int type, const void *value, size_t size)
{
    WSACMSGHDR header = {.cmsg_len = CONTROL_HEAD + size, .cmsg_level = level, .cmsg_type = type};
    memcpy(to->bytes + to->used, &header, sizeof header);
    memcpy(to->bytes + to->used + CONTROL_HEAD, value, size);
    to->used += CONTROL_HEAD + CONTROL_ALIGN(size);
}

static void add_control(gathered *to, int level, int type, DWORD value)
{
    add_bytes(to, level, type, &value, sizeof value);
}

/* "Winsock timestamping", Microsoft: a count of QueryPerformanceCounter, or of the network card. */
static void add_stamp(gathered *to)
{
    LARGE_INTEGER now = {.QuadPart = standin.stamp};
    if (now.QuadPart == 0) QueryPerformanceCounter(&now);
    add_bytes(to, SOL_SOCKET, STANDIN_SO_TIMESTAMP, &now.QuadPart, sizeof now.QuadPart);
}

/*
 * Puts the datagrams of the same sender and size that wait already behind the first, as far as the option and the first
 * buffer allow. Returns the bytes added.
 */
static DWORD coalesce(SOCKET s, const WSAMSG *msg, DWORD size, DWORD limit)
{
    DWORD total = size, more = size;
    while (size > 0 && more == size && total + size <= limit && total + size <= msg->lpBuffers[0].len) {
        struct sockaddr_storage from;
        int from_len = sizeof from;
        u_long waiting = 0;
        char peeked[65536];
        if (ioctlsocket(s, (long)FIONREAD, &waiting) != 0 || waiting == 0) break;
        int got = recvfrom(s, peeked, sizeof peeked, MSG_PEEK, (struct sockaddr *)&from, &from_len);
        if (got <= 0 || (DWORD)got > size || from_len != msg->namelen ||
            memcmp(&from, msg->name, (size_t)from_len) != 0)
            break;
        more = (DWORD)recv(s, msg->lpBuffers[0].buf + total, got, 0);
        total += more;
    }
    return total - size;
}

/* Applies the socket's options to a received message. */
static void decorate(SOCKET s, const endpoint *e, const WSAMSG *msg, DWORD *received, gathered *control)
{
    int limit = 0, on = 0;
    int level = e->family == AF_INET6 ? IPPROTO_IPV6 : IPPROTO_IP;
    option_kept(e, IPPROTO_UDP, STANDIN_UDP_RECV_MAX_COALESCED_SIZE, &limit);
    DWORD size = *received, added = limit > 0 && msg->name != NULL ? coalesce(s, msg, size, (DWORD)limit) : 0;
    *received += added;
    if (added > 0) add_control(control, IPPROTO_UDP, STANDIN_UDP_COALESCED_INFO, size);
    if (option_kept(e, level, STANDIN_IP_RECVECN, &on) && on) add_control(control, level, IP_ECN, 0);
    if (e->stamps) add_stamp(control);
}

/* Gives the items that fit; whether one that does not is an error as a message that does not is not documented. */
static int deliver(WSAMSG *msg, WSABUF room, const gathered *control, int rc)
{
    size_t given = 0;
    for (size_t at = 0; at < control->used;) {
        WSACMSGHDR header;
        memcpy(&header, control->bytes + at, sizeof header);
        at += CONTROL_ALIGN(header.cmsg_len);
        if (at <= room.len) given = at;
    }
    if (given > 0) memcpy(room.buf, control->bytes, given);
    msg->Control = (WSABUF){.len = (ULONG)given, .buf = room.buf};
    if (given == control->used) return rc;
    msg->dwFlags |= MSG_CTRUNC;
    return rc == 0 && standin.cut_control_fails ? refuse(WSAEMSGSIZE) : rc;
}

/* Only datagram and raw sockets have it, they must be bound, and of the flags it knows MSG_PEEK. */
int WSAAPI standin_WSARecvMsg(SOCKET s, WSAMSG *msg, DWORD *received, WSAOVERLAPPED *overlapped,
                              LPWSAOVERLAPPED_COMPLETION_ROUTINE routine)
{
    static const GUID id = WSAID_WSARECVMSG;
    gathered control = {.used = 0};
    if (fails("WSARecvMsg", s, 0, msg->dwFlags, NULL, size_of(msg->lpBuffers, msg->dwBufferCount))) return SOCKET_ERROR;
    endpoint *e = endpoint_of(s);
    int error = obstacle(e), rc;
    DWORD asked = msg->dwFlags, before = *received;
    if (error != 0) return refuse(error);
    if (e == NULL || is_stream(e) || overlapped != NULL || !is_bound(s)) return refuse(WSAEINVAL);
    if ((asked & ~(DWORD)MSG_PEEK) != 0) return refuse(WSAEOPNOTSUPP);
    LPFN_WSARECVMSG real = (LPFN_WSARECVMSG)real_extension(&id);
    WSABUF room = msg->Control;
    do {
        msg->Control = (WSABUF){.len = sizeof control.bytes, .buf = control.bytes};
        rc = real(s, msg, received, NULL, routine);
    } while (to_be_passed_over(e, rc));
    bool cut = rc != 0 && WSAGetLastError() == WSAEMSGSIZE;
    if (rc != 0 && !cut) {
        msg->Control = room;
        return rc;
    }
    control.used = msg->Control.len;
    if (cut) msg->dwFlags |= MSG_TRUNC;
    if (!cut && (asked & MSG_PEEK) == 0) decorate(s, e, msg, received, &control);
    see_through(msg->name, &msg->namelen);
    DWORD count = *received;
    rc = deliver(msg, room, &control, rc);
    if (rc != 0) WSASetLastError(WSAEMSGSIZE);
    *received = rc == 0 || standin.failure_counts ? count : before;
    return rc;
}
