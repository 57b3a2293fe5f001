/* SPDX-License-Identifier: MIT */
/* What udp.c and udp_send.c need from unix/udp.c and windows/udp.c. */
#ifndef SKT_UDP_NATIVE_H
#define SKT_UDP_NATIVE_H

#include "sys.h"

/* The SKT_INFO_ bits that a datagram's `has` may hold, before anything is enabled on the socket. */
uint32_t skt__udp_sendable(skt_socket s, int family, bool is_udp);

/* Enables features that concern sending only and need an option of the socket. Returns those that it could enable. */
uint32_t skt__udp_enable_sending(skt_socket s, uint32_t wanted);

/* Turns coalescing of received datagrams off. */
void skt__udp_separate(skt_socket s);

/* Whether a datagram may name its source address on a socket that is bound to one address. */
bool skt__udp_names_source(void);

/*
 * Sends messages. skt__addr_len must be set, and addr may point to any sockaddr. Returns how many were sent, or the
 * error of the first.
 */
int skt__udp_send(skt_socket s, skt_msg *msgs, size_t count, int flags);

/* Receives; blocks for the first message only. Stores lengths of addresses in skt__addr_len, those of data in count. */
int skt__udp_recv(skt_socket s, skt_msg *msgs, size_t count, int flags);

/* The longest datagram that is surely not several coalesced ones if the system does not say so. */
size_t skt__udp_single_max(void);

/* The flags to read the error queue with; 0 if the system has none. */
int skt__udp_event_flags(void);

#endif
