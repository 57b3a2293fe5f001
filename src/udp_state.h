/* SPDX-License-Identifier: MIT */
/* What skt_udp holds. */
#ifndef SKT_UDP_STATE_H
#define SKT_UDP_STATE_H

#include "sys.h"

#include <stdatomic.h>

typedef struct skt__udp {
    skt_socket s;
    _Atomic uint32_t sendable; /* SKT_INFO_* that has may hold, and SEGMENTS */
    _Atomic uint32_t received; /* SKT_INFO_* that receives say */
    _Atomic uint32_t refused;  /* what the system turned out to refuse: sent without, if it is asked for */
    uint32_t least_run;
    uint16_t control_room; /* what a receive needs at most */
    uint16_t family;
    int16_t tos_base[2]; /* the socket's for IPv4 and IPv6, where ECN is set by the whole byte; else -1 */
    bool names_source;   /* whether a datagram's local address may be put */
    bool tells_length;   /* whether SKT__LENGTH_FLAG has its effect */
} skt__udp;

static inline skt__udp *skt__udp_of(skt_udp *u)
{
    return (skt__udp *)(void *)u;
}

static inline const skt__udp *skt__udp_of_const(const skt_udp *u)
{
    return (const skt__udp *)(const void *)u;
}

#endif
