/* SPDX-License-Identifier: MIT */
/* The UDP path on Unix-likes. udp(7), socket(7). */
#include "udp_native.h"

#include "control_table.h"
#include "kernel_batch.h"

#include <sys/utsname.h>

/* struct sock_txtime of linux/net_tstamp.h, which is not always installed. */
typedef struct txtime {
    int32_t clock;
    uint32_t flags;
} txtime;

enum { OPT_ID = 1 << 7, SOFTWARE = 1 << 4 };

static bool has_option(skt_socket s, int level, int name)
{
    int value[4];
    size_t len = sizeof value;
    return name != SKT__NO_SUCH && skt__sockopt_get(s, level, name, value, &len) == 0;
}

static bool can_put(int family, skt__put_kind what)
{
    return skt__put_rows[family == AF_INET6 ? SKT__PEER_IPV6 : SKT__PEER_IPV4][what].form != SKT__FORM_NONE;
}

uint32_t skt__udp_sendable(skt_socket s, int family, bool is_udp)
{
    uint32_t can = SKT_INFO_LOCAL;
    bool is_ipv6_alone = false;
    if (can_put(family, SKT__PUT_TOS)) can |= SKT_INFO_TOS | SKT_INFO_ECN;
    if (can_put(family, SKT__PUT_HOP_LIMIT)) can |= SKT_INFO_HOP_LIMIT;
    /* IPv4 has no such item, so a dual-stack socket cannot promise it. */
    if (family == AF_INET6) skt_get_bool(s, SKT_IPV6_V6ONLY, &is_ipv6_alone);
    if (is_ipv6_alone && can_put(family, SKT__PUT_DONT_FRAGMENT)) can |= SKT_INFO_DONT_FRAGMENT;
    if (is_udp && has_option(s, SKT__SOL_UDP, SKT__UDP_SEGMENT)) can |= SKT_INFO_SEGMENTS;
    return can;
}

/* Leaves SO_TXTIME if the user has set it, else sets it to the clock of skt_now. */
static bool enable_send_time(skt_socket s)
{
    txtime now = {0};
    size_t len = sizeof now;
    if (SKT__SO_TXTIME == SKT__NO_SUCH) return false;
    if (skt__sockopt_get(s, SOL_SOCKET, SKT__SO_TXTIME, &now, &len) < 0) return false;
    if (now.flags != 0 || (now.clock != CLOCK_REALTIME && now.clock != CLOCK_MONOTONIC)) return true;
    now.clock = CLOCK_MONOTONIC;
    return skt__sockopt_set(s, SOL_SOCKET, SKT__SO_TXTIME, &now, sizeof now) == 0;
}

/* SCM_TS_OPT_ID needs Linux 6.13; older kernels refuse datagrams with it, so the version must be known before. */
static bool enable_key(skt_socket s)
{
    struct utsname kernel;
    int flags[2] = {0, 0};
    size_t len = sizeof flags;
    if (SCM_TS_OPT_ID == SKT__NO_SUCH || uname(&kernel) < 0) return false;
    int major = 0, minor = 0;
    const char *at = kernel.release;
    while (*at >= '0' && *at <= '9' && major < 1000) major = major * 10 + (*at++ - '0');
    if (*at == '.') at++;
    while (*at >= '0' && *at <= '9' && minor < 1000) minor = minor * 10 + (*at++ - '0');
    if (major < 6 || (major == 6 && minor < 13)) return false;
    if (skt__sockopt_get(s, SOL_SOCKET, SO_TIMESTAMPING, flags, &len) < 0) return false;
    flags[0] |= OPT_ID | SOFTWARE;
    return skt__sockopt_set(s, SOL_SOCKET, SO_TIMESTAMPING, flags, sizeof flags[0]) == 0;
}

uint32_t skt__udp_enable_sending(skt_socket s, uint32_t wanted)
{
    uint32_t can = 0;
    if (wanted & SKT_INFO_SEND_TIME && enable_send_time(s)) can |= SKT_INFO_SEND_TIME;
    if (wanted & SKT_INFO_KEY && enable_key(s)) can |= SKT_INFO_KEY;
    return can;
}

void skt__udp_separate(skt_socket s)
{
    const int off = 0;
    if (SKT__UDP_GRO != SKT__NO_SUCH) skt__sockopt_set(s, SKT__SOL_UDP, SKT__UDP_GRO, &off, sizeof off);
}

bool skt__udp_names_source(void)
{
    /* Systems with IP_SENDSRCADDR instead, such as FreeBSD, refuse it on a socket that is bound to one address. */
    return SKT__HAVE_PKTINFO;
}

int skt__udp_send(skt_socket s, skt_msg *msgs, size_t count, int flags)
{
    if (SKT__HAVE_MMSG && count > 1) return skt__result(skt__sendmmsg(s, msgs, (unsigned)count, flags | SKT__NOSIGNAL));
    int sent = SKT__HAVE_MMSG ? 0 : skt__send_several(s, msgs, count, flags);
    if (sent != 0) return sent;
    for (size_t i = 0; i < count; i++)
        if (sendmsg(s, (struct msghdr *)(void *)&msgs[i], flags | SKT__NOSIGNAL) < 0)
            return i > 0 ? (int)i : skt__socket_code();
    return (int)count;
}

int skt__udp_recv(skt_socket s, skt_msg *msgs, size_t count, int flags)
{
    if (SKT__HAVE_MMSG && count > 1)
        return skt__result(skt__recvmmsg(s, msgs, (unsigned)count, flags | SKT__CMSG_CLOEXEC));
    int received = SKT__HAVE_MMSG ? 0 : skt__recv_several(s, msgs, count, flags);
    if (received != 0) return received;
    for (size_t i = 0; i < count; i++) {
        int how = flags | SKT__CMSG_CLOEXEC | (i > 0 ? MSG_DONTWAIT : 0);
        ssize_t len = recvmsg(s, (struct msghdr *)(void *)&msgs[i], how);
        if (len < 0) return i > 0 ? (int)i : skt__socket_code();
        msgs[i].count = (uint32_t)len;
    }
    return (int)count;
}

size_t skt__udp_single_max(void)
{
    /* Linux always reports the segment size of coalesced datagrams. */
    return SIZE_MAX;
}

int skt__udp_event_flags(void)
{
    return SKT__IP_RECVERR != SKT__NO_SUCH ? SKT_MSG_ERRQUEUE | SKT_MSG_DONTWAIT : 0;
}
