/* SPDX-License-Identifier: MIT */
/* A datagram and the control data of its message. */
#ifndef SKT_DATAGRAM_H
#define SKT_DATAGRAM_H

#include "sys.h"

/* The bytes of the datagram to send, or the room to receive into. */
static inline size_t skt__datagram_size(const skt_datagram *d)
{
    if (d->piece_count == 0) return d->data.len;
    size_t size = 0;
    for (size_t i = 0; i < d->piece_count; i++) size += d->pieces[i].len;
    return size;
}

/* The buffers: the pieces, or `data` if there are none. */
static inline skt_buf *skt__datagram_bufs(const skt_datagram *d)
{
    return d->piece_count > 0 ? (skt_buf *)(uintptr_t)d->pieces : (skt_buf *)(uintptr_t)&d->data;
}

static inline size_t skt__datagram_buf_count(const skt_datagram *d)
{
    return d->piece_count > 0 ? d->piece_count : 1;
}

/* The family of the packet that is sent, and whether the peer's address must be mapped into IPv6 for the socket. */
int skt__datagram_family(const skt_datagram *d, int socket_family);
static inline bool skt__datagram_needs_mapping(const skt_datagram *d, int socket_family)
{
    return socket_family == AF_INET6 && d->peer && skt_addr_family(d->peer) == AF_INET;
}

/*
 * Writes the items of `has`, and the segment size unless 0, into the message's room for control data. `tos_base` is the
 * TOS byte into which ECN is written, or -1 to write ECN alone. Returns 0 or the code, as skt_control_finish.
 */
int skt__datagram_put(const skt_datagram *d, int family, uint32_t has, size_t segment_size, skt_msg *io, int tos_base);

/* Fills in the datagram from a received message of `len` bytes; `maps`: IPv4 addresses are mapped into IPv6. */
void skt__datagram_take(const skt_msg *msg, size_t len, bool maps, skt_datagram *io);

#endif
