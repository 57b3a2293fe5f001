/* SPDX-License-Identifier: MIT */
#include "fitting.h"

#include <string.h>

#define COUNT_OF(rows) (sizeof(rows) / sizeof((rows)[0]))

/* Kinds of socket in the order of trials. Options with `only` in their name are tried on these kinds only. */
static const struct {
    const char *name;
    const char *only;
    int family, type, protocol;
} kinds[] = {
    {"TCP over IPv4", NULL, SKT_AF_INET, SKT_SOCK_STREAM, 0},
    {"TCP over IPv6", NULL, SKT_AF_INET6, SKT_SOCK_STREAM, 0},
    {"UDP over IPv4", NULL, SKT_AF_INET, SKT_SOCK_DGRAM, 0},
    {"UDP over IPv6", NULL, SKT_AF_INET6, SKT_SOCK_DGRAM, 0},
    {"Unix stream", NULL, SKT_AF_UNIX, SKT_SOCK_STREAM, 0},
    {"UDP over IPv4", "MULTICAST", SKT_AF_INET, SKT_SOCK_DGRAM, 0}, /* on streams some cannot be set */
    {"UDP over IPv6", "MULTICAST", SKT_AF_INET6, SKT_SOCK_DGRAM, 0},
    {"raw IPv4", "HDRINCL", SKT_AF_INET, SKT_SOCK_RAW, SKT_IPPROTO_ICMP},
    {"raw IPv6", "HDRINCL", SKT_AF_INET6, SKT_SOCK_RAW, SKT_IPPROTO_ICMPV6},
    {"raw IPv4", "ICMP_", SKT_AF_INET, SKT_SOCK_RAW, SKT_IPPROTO_ICMP},
    {"raw IPv6", "ICMP6_", SKT_AF_INET6, SKT_SOCK_RAW, SKT_IPPROTO_ICMPV6},
    {"UDP-Lite", "UDPLITE_", SKT_AF_INET, SKT_SOCK_DGRAM, SKT_IPPROTO_UDPLITE},
    {"DCCP", "DCCP_", SKT_AF_INET, SKT_SOCK_DCCP, SKT_IPPROTO_DCCP},
    {"SCTP", "SCTP_", SKT_AF_INET, SKT_SOCK_STREAM, SKT_IPPROTO_SCTP},
    {"MPTCP", "MPTCP_", SKT_AF_INET, SKT_SOCK_STREAM, SKT_IPPROTO_MPTCP},
    {"vsock", "VM_SOCKETS", SKT_AF_VSOCK, SKT_SOCK_STREAM, 0},
    {"netlink", "NETLINK_", SKT_AF_NETLINK, SKT_SOCK_RAW, 0},
    {"packet", "PACKET_", SKT_AF_PACKET, SKT_SOCK_RAW, 0},
    {"CAN", "CAN_RAW_", SKT_AF_CAN, SKT_SOCK_RAW, 1},
    {"J1939", "J1939_", SKT_AF_CAN, SKT_SOCK_DGRAM, 7},
    {"Bluetooth", "BT_", SKT_AF_BLUETOOTH, SKT_SOCK_SEQPACKET, 0},
};

static const char *special_word(const char *option)
{
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (kinds[i].only != NULL && strstr(option, kinds[i].only) != NULL) return kinds[i].only;
    return NULL;
}

static int try_kind(size_t i, skt_option option, skt_socket *out)
{
    int rc = skt_open(kinds[i].family, kinds[i].type, kinds[i].protocol, out);
    if (rc < 0) return rc;
    rc = skt_option_probe(*out, option);
    if (rc < 0) skt_close(*out);
    return rc;
}

int fitting_socket(skt_option option, fitting *io)
{
    const skt_option_info *info = skt_option_describe(option);
    if (info == NULL || !skt_option_supported(option)) return SKT_EUNSUPPORTED;
    const char *only = special_word(info->name);
    int worst = 0;
    while (io->next < COUNT_OF(kinds)) {
        size_t i = io->next++;
        if ((only == NULL) != (kinds[i].only == NULL) || (only && strcmp(only, kinds[i].only) != 0)) continue;
        int rc = try_kind(i, option, &io->socket);
        if (rc == 0) {
            io->kind = kinds[i].name;
            return 0;
        }
        if (worst == 0 || rc == SKT_EPERM || rc == SKT_EACCES) worst = rc;
    }
    return worst < 0 ? worst : SKT_ENOPROTOOPT;
}
