/* SPDX-License-Identifier: MIT */
/* Creating, accepting and closing sockets on Windows. */
#include "sys.h"

#include "creation.h"
#include "pair.h"

#define SKT__SOCK_BITS (SKT_SOCK_NONBLOCK | SKT_SOCK_INHERIT | SKT_SOCK_BARE | SKT_SOCK_REGISTERED_IO)

/* Keeps ICMP errors for sent datagrams from failing the next receive. Windows before 11 lacks the second ioctl. */
static void ignore_icmp(skt_socket s)
{
    BOOL off = FALSE;
    skt__ioctl(s, SIO_UDP_CONNRESET, &off, sizeof off, NULL, NULL);
    skt__ioctl(s, SIO_UDP_NETRESET, &off, sizeof off, NULL, NULL);
}

/* Completes a new socket and stores it in *out, or closes it on failure. */
static int hand_out(skt_socket s, int bits, bool is_udp, skt_socket *out)
{
    if (is_udp && !(bits & SKT_SOCK_BARE)) ignore_icmp(s);
    int rc = bits & SKT_SOCK_NONBLOCK ? skt_set_nonblocking(s, true) : 0;
    if (rc < 0) {
        skt_close(s);
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
    skt_socket s = WSASocketW(family, plain, protocol, NULL, 0, skt__creation_flags(type));
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

    /* Connecting the ends needs blocking sockets. */
    int bits = type & SKT__SOCK_BITS & ~SKT_SOCK_NONBLOCK;
    int rc = skt__unix_pair(bits, out);
    if (rc < 0) rc = skt__tcp_pair(bits, out);
    if (rc < 0 || !(type & SKT_SOCK_NONBLOCK)) return rc;

    rc = skt_set_nonblocking(out[0], true);
    if (rc == 0) rc = skt_set_nonblocking(out[1], true);
    if (rc < 0) {
        skt_close(out[0]);
        skt_close(out[1]);
    }
    return rc;
}

/* Accepted sockets have their listener's blocking mode and event selection, and are inheritable. */
static int complete_accepted(skt_socket s, int flags)
{
    bool nonblocking = flags & SKT_SOCK_NONBLOCK;
    if (flags & SKT_SOCK_BARE) return nonblocking ? skt_set_nonblocking(s, true) : 0;
    int rc = skt_set_inheritable(s, flags & SKT_SOCK_INHERIT);
    /* The mode cannot be changed while there are events. */
    if (rc == 0) rc = SKT__RESULT(WSAEventSelect(s, NULL, 0));
    return rc == 0 ? skt_set_nonblocking(s, nonblocking) : rc;
}

int skt_accept(skt_socket s, int flags, skt_socket *out, skt_addr *peer_out)
{
    if (flags & SKT_SOCK_REGISTERED_IO) return SKT_EUNSUPPORTED;
    if (flags & ~SKT__SOCK_BITS) return SKT_EINVAL;
    int len = sizeof peer_out->storage;
    struct sockaddr *peer = peer_out ? skt__sockaddr_out(peer_out) : NULL;
    skt_socket accepted = accept(s, peer, peer ? &len : NULL);
    if (accepted == INVALID_SOCKET && skt__start_late()) accepted = accept(s, peer, peer ? &len : NULL);
    if (accepted == INVALID_SOCKET) return skt__socket_code();
    if (peer_out) skt__received(peer_out, len);
    int rc = complete_accepted(accepted, flags);
    if (rc < 0) {
        skt_close(accepted);
        return rc;
    }
    *out = accepted;
    return 0;
}

int skt_dup(skt_socket s, skt_socket *out)
{
    WSAPROTOCOL_INFOW description;
    if (!skt__is_handle((intptr_t)s)) return SKT_ENOTSOCK;
    int rc = SKT__RESULT(WSADuplicateSocketW(s, GetCurrentProcessId(), &description));
    return rc < 0 ? rc : skt__open_described(&description, 0, out);
}

/*
 * For a non-blocking socket with a linger time closesocket may return SKT_EAGAIN instead of closing it. Without the
 * linger time it closes at once, and Windows sends the remaining data. If that fails too, closes the socket in blocking
 * mode.
 */
static int close_now(skt_socket s)
{
    static const struct linger none = {.l_onoff = 0};
    skt__sockopt_set(s, SOL_SOCKET, SO_LINGER, &none, sizeof none);
    int rc = SKT__RESULT(closesocket(s));
    if (rc != SKT_EAGAIN) return rc;
    /* The mode cannot be changed while there are events. */
    WSAEventSelect(s, NULL, 0);
    skt_set_nonblocking(s, false);
    return SKT__RESULT(closesocket(s));
}

int skt_close(skt_socket s)
{
    int rc = SKT__RESULT(closesocket(s));
    return rc == SKT_EAGAIN ? close_now(s) : rc;
}

int skt_shutdown(skt_socket s, int how)
{
    return SKT__RESULT(shutdown(s, how));
}
