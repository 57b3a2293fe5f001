/* SPDX-License-Identifier: MIT */
/* What udp.c wants of either folder: its udp.c. */
#ifndef SKT_UDP_NATIVE_H
#define SKT_UDP_NATIVE_H

#include "sys.h"

/* What can be said of each datagram that is sent, whatever the socket was asked for. */
uint32_t skt__udp_sendable(skt_socket s, int family, bool is_udp);

/* What has to be set on the socket for bits that are of sending alone. Returns those that it then has. */
uint32_t skt__udp_enable_sending(skt_socket s, uint32_t wanted);

/* Lets datagrams come one by one again. */
void skt__udp_separate(skt_socket s);

/* Whether the source of a datagram may be named on a socket that is bound to one address. */
bool skt__udp_names_source(void);

/*
 * Sends messages whose skt__addr_len is set and whose addr is any sockaddr. Returns how many were taken, or why the
 * first was not.
 */
int skt__udp_send(skt_socket s, skt_msg *msgs, size_t count, int flags);

/* Receives; the lengths of the addresses are in skt__addr_len, the bytes in count. It waits for the first at most. */
int skt__udp_recv(skt_socket s, skt_msg *msgs, size_t count, int flags);

/* What coalesced datagrams may hold without being said so; longer ones are suspect. */
size_t skt__udp_single_max(void);

/* The flags with which the error queue is read, or 0. */
int skt__udp_event_flags(void);

#endif
