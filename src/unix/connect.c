/* SPDX-License-Identifier: MIT */
/* Connecting on Unix. */
#include "sys.h"

/* Systems from 4.4BSD remove the peer but then fail with EAFNOSUPPORT or EINVAL. */
static SKT__APART int forget_peer(skt_socket s)
{
    struct sockaddr nobody = {.sa_family = AF_UNSPEC};
    if (connect(s, &nobody, sizeof nobody) == 0) return 0;
    int rc = skt__socket_code();
    skt_addr peer;
    bool forgotten = (rc == SKT_EAFNOSUPPORT || rc == SKT_EINVAL) && skt_peer_address(s, &peer) == SKT_ENOTCONN;
    return forgotten ? 0 : rc;
}

int skt_connect(skt_socket s, const skt_addr *addr)
{
    if (skt_addr_family(addr) == SKT_AF_UNSPEC) return forget_peer(s);
    return skt__result(connect(s, skt__sockaddr(addr), addr->len));
}

/* Connects; while a Unix peer's backlog is full, which poll cannot wait for, tries again after pauses. */
static int connect_or_start(skt_socket s, const skt_addr *addr, skt_deadline deadline)
{
    for (skt_duration pause = 0;;) {
        int rc = skt_connect(s, addr);
        if (rc != SKT_EAGAIN || skt_addr_family(addr) != SKT_AF_UNIX) return rc;
        rc = skt__pause(deadline, &pause);
        if (rc < 0) return rc;
    }
}

static int wait_connected(skt_socket s, skt_deadline deadline, skt_addr *peer_out)
{
    skt_duration pause = 0;
    int rc;
    do {
        int ready = skt__wait_again(s, SKT_POLLOUT, deadline, &pause);
        rc = ready < 0 ? ready : skt__connect_outcome(s, ready, peer_out);
    } while (rc == SKT_EINPROGRESS);
    return rc;
}

static int connect_until(skt_socket s, const skt_addr *addr, skt_deadline deadline)
{
    skt_addr peer;
    int rc = connect_or_start(s, addr, deadline);
    switch (rc) {
    case SKT_EINPROGRESS:
    case SKT_EINTR: return wait_connected(s, deadline, &peer);
    case SKT_EALREADY: rc = wait_connected(s, deadline, &peer); break;
    case SKT_EISCONN: rc = skt_peer_address(s, &peer); break;
    case 0:
        /* Over IP, Linux returns 0 once for an earlier non-blocking connect that succeeded, whatever address it had. */
        if (skt_addr_port(addr) < 0) return 0;
        rc = skt_peer_address(s, &peer);
        break;
    default: return rc;
    }
    return rc == 0 && !skt__is_peer(&peer, addr) ? SKT_EISCONN : rc;
}

int skt_connect_by(skt_socket s, const skt_addr *addr, skt_deadline deadline)
{
    if (skt_addr_family(addr) == SKT_AF_UNSPEC) return SKT_EAFNOSUPPORT;
    int mode = fcntl(s, F_GETFL);
    if (mode < 0) return skt__socket_code();
    if (mode & O_NONBLOCK) return connect_until(s, addr, deadline);

    if (fcntl(s, F_SETFL, mode | O_NONBLOCK) < 0) return skt__socket_code();
    int rc = connect_until(s, addr, deadline);
    if (fcntl(s, F_SETFL, mode) < 0 && rc == 0) rc = skt__socket_code();
    return rc;
}
