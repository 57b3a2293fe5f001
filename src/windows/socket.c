/* SPDX-License-Identifier: MIT */
/* The life of a socket on Windows: WSASocketW and its family, each called once, the results negated. */
#include "sys.h"

#include "connect.h"
#include "pair.h"

#define SKT__SOCK_BITS (SKT_SOCK_NONBLOCK | SKT_SOCK_INHERIT | SKT_SOCK_BARE | SKT_SOCK_REGISTERED_IO)

/* All sockets are overlapped, which is no property that a program would notice otherwise. */
static DWORD creation_flags(int bits)
{
    DWORD flags = WSA_FLAG_OVERLAPPED;
    if (!(bits & (SKT_SOCK_INHERIT | SKT_SOCK_BARE))) flags |= WSA_FLAG_NO_HANDLE_INHERIT;
    return bits & SKT_SOCK_REGISTERED_IO ? flags | WSA_FLAG_REGISTERED_IO : flags;
}

/* Keeps what is told of one datagram by ICMP from failing the next receive. Windows before 11 lacks the second. */
static void ignore_icmp(skt_socket s)
{
    BOOL off = FALSE;
    skt__ioctl(s, SIO_UDP_CONNRESET, &off, sizeof off, NULL, NULL);
    skt__ioctl(s, SIO_UDP_NETRESET, &off, sizeof off, NULL, NULL);
}

/* Completes a new handle and gives it to *out, or closes it. */
static int hand_out(skt_socket s, int bits, bool is_udp, skt_socket *out)
{
    if (is_udp && !(bits & SKT_SOCK_BARE)) ignore_icmp(s);
    int rc = bits & SKT_SOCK_NONBLOCK ? skt_set_nonblocking(s, true) : 0;
    if (rc < 0) {
        closesocket(s);
        return rc;
    }
    *out = s;
    return 0;
}

int skt_open(int family, int type, int protocol, skt_socket *out)
{
    int plain = type & ~SKT__SOCK_BITS;
    if (skt__absent(family) || skt__absent(plain) || skt__absent(protocol)) return SKT_EUNSUPPORTED;
    int rc = skt__start();
    if (rc < 0) return rc;
    skt_socket s = WSASocketW(family, plain, protocol, NULL, 0, creation_flags(type));
    if (s == INVALID_SOCKET) return skt__socket_code();
    bool is_udp = plain == SOCK_DGRAM && (family == AF_INET || family == AF_INET6);
    return hand_out(s, type, is_udp, out);
}

int skt_pair(int family, int type, int protocol, skt_socket out[2])
{
    int plain = type & ~SKT__SOCK_BITS;
    if (skt__absent(family) || skt__absent(plain) || skt__absent(protocol)) return SKT_EUNSUPPORTED;
    if (family != AF_UNIX) return SKT_EOPNOTSUPP;
    if (plain != SOCK_STREAM) return SKT_EUNSUPPORTED;
    if (protocol != 0) return SKT_EPROTONOSUPPORT;

    /* The ends are made one after the other and wait meanwhile. */
    int bits = type & SKT__SOCK_BITS & ~SKT_SOCK_NONBLOCK;
    int rc = skt__unix_pair(bits, out);
    if (rc < 0) rc = skt__tcp_pair(bits, out);
    if (rc < 0 || !(type & SKT_SOCK_NONBLOCK)) return rc;

    rc = skt_set_nonblocking(out[0], true);
    if (rc == 0) rc = skt_set_nonblocking(out[1], true);
    if (rc < 0) {
        closesocket(out[0]);
        closesocket(out[1]);
    }
    return rc;
}

int skt_bind(skt_socket s, const skt_addr *addr)
{
    return skt__result(bind(s, skt__sockaddr(addr), (int)addr->len));
}

int skt_listen(skt_socket s, int backlog)
{
    if (backlog < 0) return SKT_EINVAL;
    return skt__result(listen(s, backlog < 65535 ? backlog : 65535));
}

/* An address of the socket's family that is all zero: "connect function". */
static int forget_peer(skt_socket s)
{
    int family = skt_family(s);
    if (family < 0) return family;
    skt_addr nobody = {.len = sizeof(struct sockaddr_in)};
    if (family == AF_INET6) nobody.len = sizeof(struct sockaddr_in6);
    skt__sockaddr_out(&nobody)->sa_family = (ADDRESS_FAMILY)family;
    return skt__result(connect(s, skt__sockaddr(&nobody), (int)nobody.len));
}

int skt_connect(skt_socket s, const skt_addr *addr)
{
    if (skt_addr_family(addr) == AF_UNSPEC) return forget_peer(s);
    if (skt_addr_is_loopback(addr)) skt__refuse_at_once(s);
    int rc = skt__result(connect(s, skt__sockaddr(addr), (int)addr->len));
    return rc == SKT_EAGAIN ? SKT_EINPROGRESS : rc;
}

/* A stream over IP by ConnectEx; the others, and a connect that is under way already, by connect. */
static int connect_or_start(skt_socket s, const skt_addr *addr, skt_deadline deadline)
{
    WSAPROTOCOL_INFOW info;
    int rc = skt__protocol_info(s, &info);
    if (rc < 0) return rc;
    bool is_ip = info.iAddressFamily == AF_INET || info.iAddressFamily == AF_INET6;
    bool fits = is_ip && info.iSocketType == SOCK_STREAM && info.iAddressFamily == skt_addr_family(addr);
    rc = fits ? skt__connect_ex(s, addr, deadline) : SKT_EINVAL;
    return rc == SKT_EINVAL ? skt_connect(s, addr) : rc;
}

int skt_connect_by(skt_socket s, const skt_addr *addr, skt_deadline deadline)
{
    int rc = connect_or_start(s, addr, deadline);
    bool under_way = rc == SKT_EINPROGRESS || rc == SKT_EALREADY;
    if (!under_way && rc != SKT_EISCONN) return rc;

    skt_addr peer;
    int end = under_way ? skt__wait_connected(s, deadline) : 0;
    if (end == 0) end = skt_pending_error(s);
    if (end == 0) end = skt_peer_address(s, &peer);
    /* What was under way may have ended just before it was asked for. */
    if (end == 0 && !under_way && !skt_addr_equal(&peer, addr)) end = SKT_EISCONN;
    return end;
}

/* An accepted socket has its listener's mode and events, and is inherited by whoever is created now. */
static int complete_accepted(skt_socket s, int flags)
{
    bool nonblocking = flags & SKT_SOCK_NONBLOCK;
    if (flags & SKT_SOCK_BARE) return nonblocking ? skt_set_nonblocking(s, true) : 0;
    int rc = skt_set_inheritable(s, flags & SKT_SOCK_INHERIT);
    /* The mode cannot be changed while there are events. */
    if (rc == 0) rc = skt__result(WSAEventSelect(s, NULL, 0));
    return rc == 0 ? skt_set_nonblocking(s, nonblocking) : rc;
}

int skt_accept(skt_socket s, int flags, skt_socket *out, skt_addr *peer_out)
{
    if (flags & SKT_SOCK_REGISTERED_IO) return SKT_EUNSUPPORTED;
    if (flags & ~SKT__SOCK_BITS) return SKT_EINVAL;
    int len = sizeof peer_out->storage;
    struct sockaddr *peer = peer_out ? skt__sockaddr_out(peer_out) : NULL;
    skt_socket accepted = accept(s, peer, peer ? &len : NULL);
    if (accepted == INVALID_SOCKET) return skt__socket_code();
    if (peer_out) skt__received(peer_out, len);
    int rc = complete_accepted(accepted, flags);
    if (rc < 0) {
        closesocket(accepted);
        return rc;
    }
    *out = accepted;
    return 0;
}

/* The socket that another process, or this one, described by WSADuplicateSocketW. */
static int from_description(WSAPROTOCOL_INFOW *description, int bits, skt_socket *out)
{
    enum { SAME = FROM_PROTOCOL_INFO };
    skt_socket s = WSASocketW(SAME, SAME, SAME, description, 0, creation_flags(bits));
    if (s == INVALID_SOCKET) return skt__socket_code();
    *out = s;
    return 0;
}

int skt_dup(skt_socket s, skt_socket *out)
{
    WSAPROTOCOL_INFOW description;
    int rc = skt__result(WSADuplicateSocketW(s, GetCurrentProcessId(), &description));
    return rc < 0 ? rc : from_description(&description, 0, out);
}

int skt_close(skt_socket s)
{
    return skt__result(closesocket(s));
}

int skt_shutdown(skt_socket s, int how)
{
    return skt__result(shutdown(s, how));
}

int skt_local_address(skt_socket s, skt_addr *out)
{
    int len = sizeof out->storage;
    if (getsockname(s, skt__sockaddr_out(out), &len) != 0) return skt__socket_code();
    skt__received(out, len);
    return 0;
}

int skt_peer_address(skt_socket s, skt_addr *out)
{
    int len = sizeof out->storage;
    if (getpeername(s, skt__sockaddr_out(out), &len) != 0) return skt__socket_code();
    skt__received(out, len);
    return 0;
}

int skt_set_nonblocking(skt_socket s, bool on)
{
    u_long mode = on;
    return skt__result(ioctlsocket(s, (long)FIONBIO, &mode));
}

int skt_get_nonblocking(skt_socket s, bool *out)
{
    (void)s, (void)out;
    return SKT_EUNSUPPORTED;
}

int skt_set_inheritable(skt_socket s, bool on)
{
    bool set = SetHandleInformation((HANDLE)s, HANDLE_FLAG_INHERIT, on ? HANDLE_FLAG_INHERIT : 0);
    return set ? 0 : skt__windows_code();
}

int skt_get_inheritable(skt_socket s, bool *out)
{
    DWORD flags;
    if (!GetHandleInformation((HANDLE)s, &flags)) return skt__windows_code();
    *out = flags & HANDLE_FLAG_INHERIT;
    return 0;
}

/* What goes through the channel: a mark, so that other data is not taken for a socket, and the description. */
typedef struct exported {
    char mark[8];
    WSAPROTOCOL_INFOW description;
} exported;

static const char mark[8] = {'s', 'k', 't', ' ', 's', 'o', 'c', 'k'};

int skt_export(skt_socket s, skt_socket channel, int64_t pid)
{
    exported whole;
    if (pid < 0 || pid > UINT32_MAX) return SKT_ERANGE;
    /* Once there is a duplicate, only the other process can close it. */
    int rc = skt_type(channel);
    if (rc < 0) return rc;
    memcpy(whole.mark, mark, sizeof mark);
    rc = skt__result(WSADuplicateSocketW(s, (DWORD)pid, &whole.description));
    return rc < 0 ? rc : skt_send_all(channel, &whole, sizeof whole, 0, SKT_NEVER, NULL);
}

int skt_import(skt_socket channel, int flags, skt_socket *out)
{
    exported whole;
    if (flags & ~(SKT_SOCK_INHERIT | SKT_SOCK_BARE)) return SKT_EINVAL;
    /* The first receive is as any other, so that it does not wait where the channel does not. */
    skt_ssize received = skt_recv(channel, &whole, sizeof whole, 0);
    if (received <= 0) return received < 0 ? (int)received : SKT_EEOF;

    size_t have = (size_t)received;
    int rc = skt_recv_all(channel, (char *)&whole + have, sizeof whole - have, 0, SKT_NEVER, NULL);
    if (rc < 0) return rc == SKT_EEOF ? SKT_EBADMSG : rc;
    if (memcmp(whole.mark, mark, sizeof mark) != 0) return SKT_EBADMSG;
    skt_socket taken = SKT_INVALID_SOCKET;
    rc = from_description(&whole.description, flags, &taken);
    if (rc < 0) return rc;
    if (flags != 0) rc = skt_set_inheritable(taken, true);
    if (rc < 0) {
        closesocket(taken);
        return rc;
    }
    *out = taken;
    return 0;
}
