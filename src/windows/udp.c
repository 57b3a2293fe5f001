/* SPDX-License-Identifier: MIT */
/* The UDP path on Windows. "IPPROTO_UDP socket options". */
#include "udp_native.h"

#include "native_control.h"
#include "native_message.h"

static bool has_option(skt_socket s, int level, int name)
{
    int value;
    return skt__sockopt_get_int(s, level, name, &value) == 0;
}

uint32_t skt__udp_sendable(skt_socket s, int family, bool is_udp)
{
    int level = family == AF_INET6 ? IPPROTO_IPV6 : IPPROTO_IP;
    uint32_t can = SKT_INFO_LOCAL | SKT_INFO_DONT_FRAGMENT;
    /* Versions of Windows that report received ECN also send it. The option has the number of the control item. */
    if (has_option(s, level, IP_ECN)) can |= SKT_INFO_ECN;
    if (is_udp && has_option(s, IPPROTO_UDP, UDP_SEND_MSG_SIZE)) can |= SKT_INFO_SEGMENTS;
    return can;
}

uint32_t skt__udp_enable_sending(skt_socket s, uint32_t wanted)
{
    (void)s, (void)wanted;
    return 0;
}

void skt__udp_separate(skt_socket s)
{
    const DWORD none = 0;
    skt__sockopt_set(s, IPPROTO_UDP, UDP_RECV_MAX_COALESCED_SIZE, &none, sizeof none);
}

bool skt__udp_names_source(void)
{
    return true;
}

int skt__udp_send(skt_socket s, skt_msg *msgs, size_t count, int flags)
{
    for (size_t i = 0; i < count; i++) {
        DWORD sent, bits = (DWORD)flags;
        WSAMSG *msg = skt__native_msg(&msgs[i]);
        int rc = msgs[i].control_len > 0 ? SKT__RESULT(WSASendMsg(s, msg, bits, &sent, NULL, NULL))
                                         : SKT__RESULT(WSASendTo(s, msg->lpBuffers, msg->dwBufferCount, &sent, bits,
                                                                 msg->name, msg->namelen, NULL, NULL));
        if (rc < 0) return i > 0 ? (int)i : rc;
    }
    return (int)count;
}

int skt__udp_recv(skt_socket s, skt_msg *msgs, size_t count, int flags)
{
    int came = (int)skt_recv_batch(s, msgs, count, flags);
    for (int i = 0; i < came; i++)
        if (msgs[i].addr) msgs[i].skt__addr_len = (skt__msg_addr_len)msgs[i].addr->len;
    return came;
}

/* Some versions of Windows coalesce without saying so. A datagram that comes alone seldom exceeds an Ethernet frame. */
size_t skt__udp_single_max(void)
{
    return 1500 - 28;
}

int skt__udp_event_flags(void)
{
    return 0;
}
