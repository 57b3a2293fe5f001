/* SPDX-License-Identifier: MIT */
/* Connecting on Windows. With a deadline by an overlapped call, which leaves the blocking mode alone. */
#include "overlapped.h"

/* Older headers lack it. */
#ifndef SO_REUSE_UNICASTPORT
#define SO_REUSE_UNICASTPORT 0x3007
#endif

/* Windows 10 1709, the first that knows TCP_INITIAL_RTO_NO_SYN_RETRANSMISSIONS. Older ones take it for a count. */
#define HAS_NO_RETRANSMISSIONS 16299

static int set_retransmissions(skt_socket s, UCHAR count)
{
    TCP_INITIAL_RTO_PARAMETERS wanted = {.Rtt = TCP_INITIAL_RTO_UNSPECIFIED_RTT, .MaxSynRetransmissions = count};
    return skt__ioctl(s, SIO_TCP_INITIAL_RTO, &wanted, sizeof wanted, NULL, NULL);
}

/*
 * Windows repeats the SYN to a loopback port for two seconds although nobody listens there: turns the repetition off.
 * Leaves inheritable sockets alone, since those of SKT_SOCK_BARE are inheritable. Returns whether it changed the
 * socket.
 */
static bool stop_retransmissions(skt_socket s, const skt_addr *addr)
{
    bool inherited = true;
    if (!skt_addr_is_loopback(addr) || skt__windows_build() < HAS_NO_RETRANSMISSIONS) return false;
    if (skt_get_inheritable(s, &inherited) < 0 || inherited) return false;
    return set_retransmissions(s, TCP_INITIAL_RTO_NO_SYN_RETRANSMISSIONS) == 0;
}

static void restore_retransmissions(skt_socket s)
{
    set_retransmissions(s, TCP_INITIAL_RTO_UNSPECIFIED_MAX_SYN_RETRANSMISSIONS);
}

/* ConnectEx requires a bound socket. As connect does, binds to a port that other connections may share. */
static int bind_if_unbound(skt_socket s, int family)
{
    static const uint8_t any[16] = {0};
    static const BOOL shared = TRUE;
    skt_addr local;
    if (skt_local_address(s, &local) != SKT_EINVAL) return 0;
    skt__sockopt_set(s, SOL_SOCKET, SO_REUSE_UNICASTPORT, &shared, sizeof shared);
    if (family == AF_INET6)
        skt_addr_ipv6(any, 0, 0, &local);
    else
        skt_addr_ipv4(any, 0, &local);
    return skt_bind(s, &local);
}

/* For streams over IP. SKT_EALREADY: an earlier connect is in progress. */
static int connect_ex(skt_socket s, const skt_addr *addr, skt_deadline deadline)
{
    skt__function found;
    skt__overlapped call;
    int rc = skt__find_extension(s, SKT__CONNECT_EX, &found);
    if (rc == 0) rc = bind_if_unbound(s, skt_addr_family(addr));
    if (rc == 0) rc = skt__overlapped_begin(&call);
    if (rc < 0) return rc;

    const struct sockaddr *to = skt__sockaddr(addr);
    bool changed = stop_retransmissions(s, addr);
    bool done = ((LPFN_CONNECTEX)found)(s, to, (int)addr->len, NULL, 0, NULL, &call.overlapped);
    rc = (int)skt__overlapped_end(&call, s, done, 0, deadline);
    if (changed) restore_retransmissions(s);
    return rc < 0 ? rc : skt__sockopt_set(s, SOL_SOCKET, SO_UPDATE_CONNECT_CONTEXT, NULL, 0);
}

/*
 * Waits until a connect in progress has succeeded or failed. select reports failed connects on all versions of Windows,
 * WSAPoll only on newer ones. One call waits for an hour at most.
 */
static int wait_connected(skt_socket s, skt_deadline deadline)
{
    for (;;) {
        fd_set connected = {.fd_count = 1, .fd_array = {s}}, failed = connected;
        skt_duration left = skt_deadline_left(deadline);
        int64_t microseconds = (left < SKT_SECONDS(3600) ? left : SKT_SECONDS(3600)) / 1000 + 1;
        struct timeval wait = {.tv_sec = (long)(microseconds / 1000000), .tv_usec = (long)(microseconds % 1000000)};
        int ready = select(0, NULL, &connected, &failed, &wait);
        if (ready != 0) return ready < 0 ? skt__socket_code() : 0;
        if (skt_deadline_left(deadline) == 0) return SKT_ETIMEDOUT;
    }
}

/* By an address of zeros with the socket's family: "connect function". */
static int forget_peer(skt_socket s)
{
    int family = skt_family(s);
    if (family < 0) return family;
    skt_addr nobody = {.len = sizeof(struct sockaddr_in)};
    if (family == AF_INET6) nobody.len = sizeof(struct sockaddr_in6);
    skt__sockaddr_out(&nobody)->sa_family = (ADDRESS_FAMILY)family;
    return SKT__RESULT(connect(s, skt__sockaddr(&nobody), (int)nobody.len));
}

int skt_connect(skt_socket s, const skt_addr *addr)
{
    if (skt_addr_family(addr) == AF_UNSPEC) return forget_peer(s);
    bool changed = stop_retransmissions(s, addr);
    int rc = SKT__RESULT(connect(s, skt__sockaddr(addr), (int)addr->len));
    /* A connect in progress still needs the setting. */
    if (changed && rc != SKT_EAGAIN) restore_retransmissions(s);
    return rc == SKT_EAGAIN ? SKT_EINPROGRESS : rc;
}

/* Uses ConnectEx for streams over IP, and connect for other sockets and if a connect is in progress already. */
static int connect_or_start(skt_socket s, const skt_addr *addr, skt_deadline deadline)
{
    WSAPROTOCOL_INFOW info;
    int rc = skt__protocol_info(s, &info);
    if (rc < 0) return rc;
    bool is_ip = info.iAddressFamily == AF_INET || info.iAddressFamily == AF_INET6;
    bool fits = is_ip && info.iSocketType == SOCK_STREAM && info.iAddressFamily == skt_addr_family(addr);
    rc = fits ? connect_ex(s, addr, deadline) : SKT_EINVAL;
    return rc == SKT_EINVAL ? skt_connect(s, addr) : rc;
}

int skt_connect_by(skt_socket s, const skt_addr *addr, skt_deadline deadline)
{
    if (skt_addr_family(addr) == AF_UNSPEC) return SKT_EAFNOSUPPORT;
    int rc = connect_or_start(s, addr, deadline);
    bool started = rc == SKT_EINPROGRESS;
    bool was_under_way = rc == SKT_EALREADY;
    if (!started && !was_under_way && rc != SKT_EISCONN) return rc;

    /* SKT_EISCONN may mean that a connect in progress has just succeeded. */
    skt_addr peer;
    rc = started || was_under_way ? wait_connected(s, deadline) : 0;
    if (rc == 0) rc = skt_pending_error(s);
    if (rc == 0) rc = skt_peer_address(s, &peer);
    return rc == 0 && !started && !skt__is_peer(&peer, addr) ? SKT_EISCONN : rc;
}
