/* SPDX-License-Identifier: MIT */
/* The local address that the system uses for a destination. */
#include "sys.h"

/* Connects the datagram socket, which sends nothing, and reads the local address that the system chose. */
static int source_by(skt_socket s, const skt_addr *to, skt_addr *from)
{
    skt_addr peer = *to;
    /* Some systems refuse to connect to port 0. */
    if (skt_addr_port(&peer) == 0) skt_addr_set_port(&peer, 9);
    /* The result is ignored: if broadcasts stay refused, skt_connect returns that error for a broadcast address. */
    if (skt_addr_family(to) == SKT_AF_INET) skt_set_bool(s, SKT_SO_BROADCAST, true);
    int rc = skt_connect(s, &peer);
    if (rc == 0) rc = skt_local_address(s, from);
    return rc < 0 ? rc : skt_addr_set_port(from, 0);
}

int skt_source_for(const skt_addr *to, skt_addr *from_out)
{
    skt_socket s;
    skt_addr plain, from = {.len = 0};
    bool mapped = skt_addr_is_v4_mapped(to);
    if (mapped) skt_addr_unmap_v4(to, &plain);
    const skt_addr *asked = mapped ? &plain : to;
    int family = skt_addr_family(asked);
    if (family != SKT_AF_INET && family != SKT_AF_INET6) return SKT_EAFNOSUPPORT;
    int rc = skt_open(family, SKT_SOCK_DGRAM, SKT_IPPROTO_UDP, &s);
    if (rc < 0) return rc;
    rc = source_by(s, asked, &from);
    skt_close(s);
    if (rc < 0) return rc;
    if (mapped) return skt_addr_map_v4(&from, from_out);
    *from_out = from;
    return 0;
}
