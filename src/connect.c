/* SPDX-License-Identifier: MIT */
/* The result of a non-blocking connect. */
#include "sys.h"

int skt__connect_outcome(skt_socket s, int ready, skt_addr *peer_out)
{
    int rc = skt_pending_error(s);
    if (rc == 0) rc = skt_peer_address(s, peer_out);
    /* getpeername(2) on Apple's systems, if the connection has ended since. */
    if (rc == SKT_EINVAL) rc = SKT_ENOTCONN;
    /* SKT_POLLERR alone may come from an entry in the error queue while the connect is still in progress. */
    return rc == SKT_ENOTCONN && !(ready & (SKT_POLLOUT | SKT_POLLHUP)) ? SKT_EINPROGRESS : rc;
}

int skt_connect_result(skt_socket s)
{
    skt_addr peer;
    int ready = skt__wait(s, SKT_POLLOUT, (skt_deadline){0});
    if (ready < 0) return ready;
    if (ready > 0) return skt__connect_outcome(s, ready, &peer);
    /* A connected socket with a full send buffer is not ready for sending either. */
    return skt_peer_address(s, &peer) == 0 ? 0 : SKT_EINPROGRESS;
}

/* The system may add a scope to the address, and replaces the unspecified address by one of the host. */
bool skt__is_peer(const skt_addr *peer, const skt_addr *addr)
{
    uint8_t of_peer[16], of_addr[16];
    int len = skt_addr_ip(addr, of_addr);
    if (len < 0) return skt_addr_equal(peer, addr);
    if (skt_addr_ip(peer, of_peer) != len || skt_addr_port(peer) != skt_addr_port(addr)) return false;
    uint32_t scope = skt_addr_scope(addr), scope_of_peer = skt_addr_scope(peer);
    bool same_scope = scope == scope_of_peer || scope == 0 || scope_of_peer == 0;
    return skt_addr_is_any(addr) || (same_scope && memcmp(of_peer, of_addr, (size_t)len) == 0);
}
