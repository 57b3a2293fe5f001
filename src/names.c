/* SPDX-License-Identifier: MIT */
/* The names of families, types and protocols. */
#include "sys.h"

typedef struct name_row {
    int number;
    char name[20];
} name_row;

#define NAME(constant) {SKT_##constant, #constant}

static const name_row families[] = {
    NAME(AF_UNSPEC),  NAME(AF_UNIX),      NAME(AF_INET), NAME(AF_INET6),  NAME(AF_PACKET), NAME(AF_NETLINK),
    NAME(AF_LINK),    NAME(AF_ROUTE),     NAME(AF_KEY),  NAME(AF_SYSTEM), NAME(AF_VSOCK),  NAME(AF_HYPERV),
    NAME(AF_CAN),     NAME(AF_BLUETOOTH), NAME(AF_ALG),  NAME(AF_TIPC),   NAME(AF_RDS),    NAME(AF_XDP),
    NAME(AF_QIPCRTR), NAME(AF_SMC),       NAME(AF_KCM),  NAME(AF_IRDA),
};

static const name_row types[] = {
    NAME(SOCK_STREAM), NAME(SOCK_DGRAM), NAME(SOCK_RAW), NAME(SOCK_RDM), NAME(SOCK_SEQPACKET), NAME(SOCK_DCCP),
};

static const name_row protocols[] = {
    NAME(IPPROTO_IP),     NAME(IPPROTO_ICMP), NAME(IPPROTO_IGMP), NAME(IPPROTO_TCP),     NAME(IPPROTO_UDP),
    NAME(IPPROTO_DCCP),   NAME(IPPROTO_IPV6), NAME(IPPROTO_GRE),  NAME(IPPROTO_ESP),     NAME(IPPROTO_AH),
    NAME(IPPROTO_ICMPV6), NAME(IPPROTO_PIM),  NAME(IPPROTO_SCTP), NAME(IPPROTO_UDPLITE), NAME(IPPROTO_MPTCP),
    NAME(IPPROTO_DIVERT), NAME(IPPROTO_RAW),
};

static const char *find(const name_row *rows, size_t count, int number)
{
    for (size_t i = 0; i < count; i++)
        if (rows[i].number == number) return rows[i].name;
    return NULL;
}

const char *skt_family_name(int family)
{
    return find(families, sizeof families / sizeof families[0], family);
}

const char *skt_type_name(int type)
{
    int bits = SKT_SOCK_NONBLOCK | SKT_SOCK_INHERIT | SKT_SOCK_BARE | SKT_SOCK_REGISTERED_IO;
    return find(types, sizeof types / sizeof types[0], type & ~bits);
}

const char *skt_protocol_name(int protocol)
{
    return find(protocols, sizeof protocols / sizeof protocols[0], protocol);
}
