/* SPDX-License-Identifier: MIT */
/* Joins a group on the interface of loopback, and receives what it sends to the group by that interface. */
#include <skt/skt.h>

#include <stdio.h>

/* The interface that has the address 127.0.0.1. */
static uint32_t loopback_index(void)
{
    skt_interface all[64];
    int count = skt_interfaces(all, 64);
    for (int i = 0; i < count && i < 64; i++)
        if (skt_addr_family(&all[i].address) == SKT_AF_INET && skt_addr_is_loopback(&all[i].address))
            return all[i].index;
    return 0;
}

int main(void)
{
    skt_socket s;
    skt_addr here, peer;
    char room[64], text[SKT_ADDR_TEXT_MAX];
    skt_membership membership = {0};
    uint32_t interface_index = loopback_index();
    skt_ssize len = 0;

    skt_addr_any(SKT_AF_INET, 0, &here);
    int rc = skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &s);
    if (rc < 0) return fprintf(stderr, "%s\n", skt_error_name(rc)) < 0 ? 2 : 1;
    rc = skt_set_duration(s, SKT_SO_RCVTIMEO, SKT_SECONDS(10));
    if (rc == 0) rc = skt_bind(s, &here);
    if (rc == 0) rc = skt_local_address(s, &here);
    if (rc == 0) rc = skt_ip_parse("239.255.71.17", (uint16_t)skt_addr_port(&here), &membership.group);

    membership.interface_index = interface_index;
    if (rc == 0) rc = skt_multicast_join(s, &membership);
    if (rc == 0) rc = skt_multicast_interface(s, interface_index); /* where it leaves: that is not the same choice */
    if (rc == 0) rc = skt_set_int(s, SKT_IP_MULTICAST_TTL, 0);     /* it stays on this host */
    if (rc == 0) len = skt_sendto(s, "hello", 5, 0, &membership.group);
    if (rc == 0 && len == 5) len = skt_recvfrom(s, room, sizeof room, 0, &peer);
    if (rc == 0 && len < 0) rc = (int)len;
    if (rc == 0) {
        skt_addr_format(&peer, text, sizeof text);
        printf("%.*s from %s\n", (int)len, room, text);
        rc = skt_multicast_leave(s, &membership);
    }
    if (rc < 0) fprintf(stderr, "%s\n", skt_error_name(rc));
    skt_close(s);
    return rc == 0 ? 0 : 1;
}
