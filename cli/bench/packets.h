/* SPDX-License-Identifier: MIT */
/* Many datagrams at once, over IP with segmentation and coalescing, and over Unix sockets. */
#ifndef SKT_CLI_BENCH_PACKETS_H
#define SKT_CLI_BENCH_PACKETS_H

#include "../settings.h"

#define PACKETS_AT_ONCE  16
#define PACKETS_ROOM     65536
#define PACKETS_LARGEST  65507
#define PACKETS_SEGMENTS 64 /* the limit of the oldest kernels */

typedef struct packets {
    skt_socket socket;
    bool is_ip;
    bool segments, coalesces; /* several datagrams are sent, and received, by one message */
    skt_udp udp;
} packets;

/* The receiver of a datagram. */
typedef struct packets_peer {
    skt_addr addr;
    skt_local local; /* our address, to which it sent */
    uint32_t has;    /* SKT_INFO_LOCAL, or 0 */
} packets_peer;

int packets_open(packets *p, skt_socket s, bool coalesce);

/* Enlarges the receive buffer, unless the options set its size. */
void packets_widen(skt_socket s, const settings *options);

/*
 * Sends `count` messages that are contiguous in memory to `to`, or to the socket's peer (NULL); with segmentation if
 * `segments` is 2 or more. Returns how many were sent, at least 1, or an error.
 */
skt_ssize packets_send(packets *p, const unsigned char *data, size_t size, size_t count, size_t segments,
                       packets_peer *to);

/* Makes room for datagrams in one piece of memory, for packets_recv. */
void packets_rooms(skt_datagram in[PACKETS_AT_ONCE], skt_addr peers[PACKETS_AT_ONCE], unsigned char *memory);

/* Receives up to `most` datagrams; blocks for the first one if the socket blocks. Returns the count or an error. */
skt_ssize packets_recv(packets *p, skt_datagram in[PACKETS_AT_ONCE], size_t most);

/* The sender of a received datagram. */
void packets_sender(const packets *p, const skt_datagram *in, packets_peer *out);

#endif
