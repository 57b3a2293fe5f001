/* SPDX-License-Identifier: MIT */
/* The sender's socket. */
#include "endpoint.h"
#include "os.h"
#include "say.h"
#include "transfer/channel.h"

/* A Unix peer has no room for one more: skt_connect_by tries again, in slices between which an interrupt is seen. */
static int connect_to_busy(skt_socket s, const skt_addr *addr, skt_deadline deadline)
{
    for (;;) {
        skt_deadline slice = skt_deadline_in(SKT_MILLISECONDS(200));
        int rc = skt_connect_by(s, addr, slice.nanoseconds < deadline.nanoseconds ? slice : deadline);
        if (os_interrupt_status()) return SKT_EINTR;
        if (rc != SKT_ETIMEDOUT || skt_deadline_passed(deadline)) return rc;
    }
}

/* Not by skt_connect_by: that sees no interrupt, and on Windows a connect is given up when its deadline comes. */
static int connect_by(skt_socket s, const skt_addr *addr, skt_deadline deadline)
{
    int rc = skt_set_nonblocking(s, true);
    if (rc == 0) rc = skt_connect(s, addr);
    if (rc == SKT_EAGAIN) return connect_to_busy(s, addr, deadline);
    if (rc != SKT_EINPROGRESS) return rc;
    rc = channel_wait(s, SKT_POLLOUT, deadline);
    return rc == 0 ? skt_connect_result(s) : rc;
}

/* An address that stands for all of this machine is one to listen on; not every system connects to it. */
static skt_addr reachable(const skt_addr *addr)
{
    static const uint8_t loopback_v6[16] = {[15] = 1}, loopback_v4[4] = {127, 0, 0, 1};
    skt_addr out = *addr;
    if (!skt_addr_is_any(addr)) return out;
    if (skt_addr_family(addr) == SKT_AF_INET6)
        skt_addr_ipv6(loopback_v6, (uint16_t)skt_addr_port(addr), 0, &out);
    else
        skt_addr_ipv4(loopback_v4, (uint16_t)skt_addr_port(addr), &out);
    return out;
}

int endpoint_connect(endpoint *e, skt_duration idle, skt_socket *out)
{
    char name[ENDPOINT_TEXT_MAX], shown[SAY_MAX];
    skt_deadline deadline = skt_deadline_in(idle);
    int rc = endpoint_resolve(e, false, deadline);
    if (rc < 0) return complain_of(printable(e->text, shown), rc);
    rc = SKT_EINVAL;
    for (size_t i = 0; rc < 0 && i < e->count && os_interrupt_status() == 0; i++) {
        skt_addr to = reachable(&e->addresses[i]);
        endpoint_name(e, &to, name);
        rc = skt_open(skt_addr_family(&to), SKT_SOCK_STREAM, e->protocol, out);
        if (rc < 0) continue;
        rc = connect_by(*out, &to, deadline);
        if (rc < 0) skt_close(*out);
    }
    return rc < 0 ? complain_of(printable(name, shown), rc) : STATUS_OK;
}
