/* SPDX-License-Identifier: MIT */
#include "received.h"

#include <winsock2.h>
#include <ws2tcpip.h>

#include <mswsock.h>

/* Of a newer SDK than many headers. */
#ifndef IP_ECN
#define IP_ECN 50
#endif
#ifndef IPV6_ECN
#define IPV6_ECN 50
#endif

/* WSA_CMSG_NXTHDR converts a sign, of which the compiler warns. */
static WSACMSGHDR *next_header(const WSAMSG *msg, WSACMSGHDR *header)
{
    const size_t unit = _Alignof(WSACMSGHDR);
    char *next = (char *)header + (header->cmsg_len + unit - 1) / unit * unit;
    bool is_room = next + sizeof *header <= msg->Control.buf + msg->Control.len;
    return is_room ? (WSACMSGHDR *)(void *)next : NULL;
}

int control_of(received *r, int level, int type, void *out, size_t size)
{
    WSAMSG msg = {.Control = {.len = (ULONG)r->msg.control_len, .buf = (char *)&r->control}};
    for (WSACMSGHDR *c = WSA_CMSG_FIRSTHDR(&msg); c != NULL; c = next_header(&msg, c)) {
        size_t len = c->cmsg_len - WSA_CMSG_LEN(0);
        if (c->cmsg_level != level || c->cmsg_type != type) continue;
        memcpy(out, WSA_CMSG_DATA(c), len < size ? len : size);
        return (int)len;
    }
    return -1;
}

int number_of(received *r, item which)
{
    static const struct {
        int level, type;
    } items[ITEMS] = {
        [ITEM_TTL] = {IPPROTO_IP, IP_TTL},
        [ITEM_TOS] = {IPPROTO_IP, IP_TOS},
        [ITEM_ECN] = {IPPROTO_IP, IP_ECN},
        [ITEM_HOP_LIMIT] = {IPPROTO_IPV6, IPV6_HOPLIMIT},
        [ITEM_TRAFFIC_CLASS] = {IPPROTO_IPV6, IPV6_TCLASS},
        [ITEM_ECN6] = {IPPROTO_IPV6, IPV6_ECN},
    };
    int number = 0;
    return control_of(r, items[which].level, items[which].type, &number, sizeof number) < 0 ? -1 : number;
}

bool destination_of(received *r, int family, skt_addr *out, uint32_t *index_out)
{
    if (family == SKT_AF_INET) {
        IN_PKTINFO info;
        if (control_of(r, IPPROTO_IP, IP_PKTINFO, &info, sizeof info) != sizeof info) return false;
        skt_addr_ipv4((const uint8_t *)&info.ipi_addr, 0, out);
        *index_out = info.ipi_ifindex;
        return true;
    }
    IN6_PKTINFO info;
    if (control_of(r, IPPROTO_IPV6, IPV6_PKTINFO, &info, sizeof info) != sizeof info) return false;
    skt_addr_ipv6(info.ipi6_addr.s6_addr, 0, 0, out);
    *index_out = info.ipi6_ifindex;
    return true;
}
