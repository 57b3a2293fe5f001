/* SPDX-License-Identifier: MIT */
/* The names of families, types and protocols. */
#include "sys.h"

#define FAMILIES(ROW) \
    ROW(AF_UNSPEC)    \
    ROW(AF_UNIX)      \
    ROW(AF_INET)      \
    ROW(AF_INET6)     \
    ROW(AF_PACKET)    \
    ROW(AF_NETLINK)   \
    ROW(AF_LINK)      \
    ROW(AF_ROUTE)     \
    ROW(AF_KEY)       \
    ROW(AF_SYSTEM)    \
    ROW(AF_VSOCK)     \
    ROW(AF_HYPERV)    \
    ROW(AF_CAN)       \
    ROW(AF_BLUETOOTH) \
    ROW(AF_ALG)       \
    ROW(AF_TIPC)      \
    ROW(AF_RDS)       \
    ROW(AF_XDP)       \
    ROW(AF_QIPCRTR)   \
    ROW(AF_SMC)       \
    ROW(AF_KCM)       \
    ROW(AF_IRDA)

#define TYPES(ROW)      \
    ROW(SOCK_STREAM)    \
    ROW(SOCK_DGRAM)     \
    ROW(SOCK_RAW)       \
    ROW(SOCK_RDM)       \
    ROW(SOCK_SEQPACKET) \
    ROW(SOCK_DCCP)

#define PROTOCOLS(ROW)   \
    ROW(IPPROTO_IP)      \
    ROW(IPPROTO_ICMP)    \
    ROW(IPPROTO_IGMP)    \
    ROW(IPPROTO_TCP)     \
    ROW(IPPROTO_UDP)     \
    ROW(IPPROTO_DCCP)    \
    ROW(IPPROTO_IPV6)    \
    ROW(IPPROTO_GRE)     \
    ROW(IPPROTO_ESP)     \
    ROW(IPPROTO_AH)      \
    ROW(IPPROTO_ICMPV6)  \
    ROW(IPPROTO_PIM)     \
    ROW(IPPROTO_SCTP)    \
    ROW(IPPROTO_UDPLITE) \
    ROW(IPPROTO_MPTCP)   \
    ROW(IPPROTO_DIVERT)  \
    ROW(IPPROTO_RAW)

/* The numbers, and in the same order the names as one text, each ended by a zero. */
#define NUMBER(name) SKT_##name,
#define NAME(name)   #name "\0"

static const char *find(const int *numbers, size_t count, const char *names, int number)
{
    for (size_t i = 0; i < count; i++, names += strlen(names) + 1)
        if (numbers[i] == number) return names;
    return NULL;
}

const char *skt_family_name(int family)
{
    static const int numbers[] = {FAMILIES(NUMBER)};
    return find(numbers, sizeof numbers / sizeof numbers[0], FAMILIES(NAME), family);
}

const char *skt_type_name(int type)
{
    int bits = SKT_SOCK_NONBLOCK | SKT_SOCK_INHERIT | SKT_SOCK_BARE | SKT_SOCK_REGISTERED_IO;
    static const int numbers[] = {TYPES(NUMBER)};
    return find(numbers, sizeof numbers / sizeof numbers[0], TYPES(NAME), type & ~bits);
}

const char *skt_protocol_name(int protocol)
{
    static const int numbers[] = {PROTOCOLS(NUMBER)};
    return find(numbers, sizeof numbers / sizeof numbers[0], PROTOCOLS(NAME), protocol);
}
