/* SPDX-License-Identifier: MIT */
/* Path MTU discovery, for both families on a dual-stack socket. */
#include "option/row.h"

int skt_set_path_mtu(skt_socket s, int discovery)
{
    int family = skt_family(s);
    if (family < 0) return family;
    if (family == AF_INET) return skt_set_int(s, SKT_IP_MTU_DISCOVER, discovery);
    if (family != AF_INET6) return SKT_EAFNOSUPPORT;
    int rc = skt_set_int(s, SKT_IPV6_MTU_DISCOVER, discovery);
    if (rc < 0) return rc;
    bool only = true;
    rc = skt_get_bool(s, SKT_IPV6_V6ONLY, &only);
    return rc < 0 || only ? rc : skt_set_int(s, SKT_IP_MTU_DISCOVER, discovery);
}

int skt_path_mtu(skt_socket s)
{
    skt_addr peer;
    int64_t mtu;
    int rc = skt_peer_address(s, &peer);
    if (rc < 0) return rc;
    int family = skt_addr_is_v4_mapped(&peer) ? AF_INET : skt_addr_family(&peer);
    if (family == AF_INET)
        rc = skt_get_int(s, SKT_IP_MTU, &mtu);
    else if (family == AF_INET6)
        rc = skt_get_int(s, SKT_IPV6_MTU, &mtu);
    else
        rc = SKT_EAFNOSUPPORT;
    return rc < 0 ? rc : (int)mtu;
}
