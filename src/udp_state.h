/* SPDX-License-Identifier: MIT */
/* The contents of skt_udp. */
#ifndef SKT_UDP_STATE_H
#define SKT_UDP_STATE_H

#include "sys.h"

#include <stdatomic.h>

typedef struct skt__udp {
    skt_socket s;
    _Atomic uint32_t sendable; /* SKT_INFO_* that a datagram's `has` may hold, and SKT_INFO_SEGMENTS */
    _Atomic uint32_t received; /* SKT_INFO_* that receives can report */
    _Atomic uint32_t refused;  /* SKT_INFO_* that the system refused on a send; datagrams are sent without them */
    uint32_t least_run;
    uint16_t control_room; /* bytes of control data that one received datagram needs at most */
    uint16_t family;
    int16_t tos_base[2]; /* the socket's TOS for IPv4 and IPv6 if ECN is sent as part of the TOS byte; else -1 */
    bool names_source;   /* whether datagrams may name their local address */
    bool tells_length;   /* whether SKT__LENGTH_FLAG has an effect on this socket */
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
