/* SPDX-License-Identifier: MIT */
#include "received.h"

#include <netinet/in.h>
#include <sys/socket.h>

int control_of(received *r, int level, int type, void *out, size_t size)
{
    struct msghdr header = {.msg_control = &r->control, .msg_controllen = (uint32_t)r->msg.control_len};
    for (struct cmsghdr *c = CMSG_FIRSTHDR(&header); c != NULL; c = CMSG_NXTHDR(&header, c)) {
        size_t len = c->cmsg_len - CMSG_LEN(0);
        if (c->cmsg_level != level || c->cmsg_type != type) continue;
        memcpy(out, CMSG_DATA(c), len < size ? len : size);
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
        [ITEM_ECN] = {-1, -1},
        [ITEM_HOP_LIMIT] = {IPPROTO_IPV6, IPV6_HOPLIMIT},
        [ITEM_TRAFFIC_CLASS] = {IPPROTO_IPV6, IPV6_TCLASS},
        [ITEM_ECN6] = {-1, -1},
    };
    union {
        int wide;
        uint8_t byte;
    } number = {.wide = 0};
    int len = control_of(r, items[which].level, items[which].type, &number, sizeof number);
    if (len < 0) return -1;
    return len == 1 ? number.byte : number.wide;
}

bool destination_of(received *r, int family, skt_addr *out, uint32_t *index_out)
{
    if (family == SKT_AF_INET) {
        struct in_pktinfo info;
        if (control_of(r, IPPROTO_IP, IP_PKTINFO, &info, sizeof info) != sizeof info) return false;
        skt_addr_ipv4((const uint8_t *)&info.ipi_addr, 0, out);
        *index_out = (uint32_t)info.ipi_ifindex;
        return true;
    }
    struct in6_pktinfo info;
    if (control_of(r, IPPROTO_IPV6, IPV6_PKTINFO, &info, sizeof info) != sizeof info) return false;
    skt_addr_ipv6(info.ipi6_addr.s6_addr, 0, 0, out);
    *index_out = info.ipi6_ifindex;
    return true;
}
