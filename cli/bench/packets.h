/* SPDX-License-Identifier: MIT */
/* Many datagrams at once, over IP with segmentation and coalescing, and over Unix sockets. */
#ifndef SKT_CLI_BENCH_PACKETS_H
#define SKT_CLI_BENCH_PACKETS_H

#include "../settings.h"

#define PACKETS_AT_ONCE  16
#define PACKETS_ROOM     65536
#define PACKETS_LARGEST  65507
#define PACKETS_SEGMENTS 64 /* what all kernels take */

typedef struct packets {
    skt_socket socket;
    bool is_ip;
    bool segments, coalesces; /* it sends, and receives, several as one */
    skt_udp udp;
} packets;

/* Who a datagram goes to. */
typedef struct packets_peer {
    skt_addr addr;
    skt_local local; /* the address that it sent to */
    uint32_t has;    /* SKT_INFO_LOCAL, or 0 */
} packets_peer;

int packets_open(packets *p, skt_socket s, bool coalesce);

/* Gives the socket a larger buffer for what is received, unless the options say how large it is to be. */
void packets_widen(skt_socket s, const settings *options);

/*
 * Sends `count` messages that lie one behind the other, as segments of one datagram where `segments` is 2 or more, to
 * `to` or the socket's peer (NULL). How many the system took, at least 1; or an error.
 */
skt_ssize packets_send(packets *p, const unsigned char *data, size_t size, size_t count, size_t segments,
                       packets_peer *to);

/* Makes room for datagrams in one piece of memory, for packets_recv. */
void packets_rooms(skt_datagram in[PACKETS_AT_ONCE], skt_addr peers[PACKETS_AT_ONCE], unsigned char *memory);

/* Receives what is there, `most` at most, waiting for the first as the socket does. The count, or an error. */
skt_ssize packets_recv(packets *p, skt_datagram in[PACKETS_AT_ONCE], size_t most);

/* Who sent it. */
void packets_sender(const packets *p, const skt_datagram *in, packets_peer *out);

#endif
