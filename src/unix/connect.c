/* SPDX-License-Identifier: MIT */
/* Connecting on Unix. */
#include "sys.h"

/* 4.4BSD does it, and then says EAFNOSUPPORT or EINVAL. */
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
    if (addr->len == 0) return forget_peer(s);
    return skt__result(connect(s, skt__sockaddr(addr), addr->len));
}

/* Connects, again after a pause while a Unix peer's backlog is full, which no poll can wait for. */
static int connect_or_start(skt_socket s, const skt_addr *addr, skt_deadline deadline)
{
    for (skt_duration pause = SKT_MILLISECONDS(1);; pause *= 2) {
        int rc = skt_connect(s, addr);
        if (rc != SKT_EAGAIN || skt_addr_family(addr) != SKT_AF_UNIX) return rc;

        if (pause > SKT_MILLISECONDS(50)) pause = SKT_MILLISECONDS(50);
        skt_duration left = skt_deadline_left(deadline);
        if (left == 0) return SKT_ETIMEDOUT;
        if (pause > left) pause = left;
        skt_poll(NULL, 0, skt_deadline_in(pause));
    }
}

static int connect_until(skt_socket s, const skt_addr *addr, skt_deadline deadline)
{
    int rc = connect_or_start(s, addr, deadline);
    if (rc != SKT_EINPROGRESS && rc != SKT_EALREADY && rc != SKT_EINTR) return rc;

    rc = skt__wait(s, SKT_POLLOUT, deadline);
    if (rc == 0) rc = skt_pending_error(s);
    skt_addr peer;
    return rc == 0 ? skt_peer_address(s, &peer) : rc;
}

int skt_connect_by(skt_socket s, const skt_addr *addr, skt_deadline deadline)
{
    int mode = fcntl(s, F_GETFL);
    if (mode < 0) return skt__socket_code();
    if (mode & O_NONBLOCK) return connect_until(s, addr, deadline);

    if (fcntl(s, F_SETFL, mode | O_NONBLOCK) < 0) return skt__socket_code();
    int rc = connect_until(s, addr, deadline);
    if (fcntl(s, F_SETFL, mode) < 0 && rc == 0) rc = skt__socket_code();
    return rc;
}
