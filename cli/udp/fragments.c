/* SPDX-License-Identifier: MIT */
#include "fragments.h"

/* Systems without IP_MTU_DISCOVER have a "don't fragment" option for each family. */
static int by_flag(skt_socket s, bool allowed)
{
    int rc = skt_set_bool(s, SKT_IP_DONTFRAGMENT, !allowed);
    if (skt_family(s) != SKT_AF_INET6) return rc;
    int rc6 = skt_set_bool(s, SKT_IPV6_DONTFRAG, !allowed);
    return rc6 == 0 ? 0 : rc;
}

int fragments_allow(skt_socket s, bool allowed)
{
    int rc = skt_set_path_mtu(s, allowed ? SKT_IP_PMTUDISC_DONT : SKT_IP_PMTUDISC_PROBE);
    return rc < 0 ? by_flag(s, allowed) : rc;
}
