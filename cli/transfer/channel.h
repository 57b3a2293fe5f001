/* SPDX-License-Identifier: MIT */
/*
 * A connected stream for a transfer: everything waits no longer than the idle time, and an interrupt ends every wait
 * with SKT_EINTR. SKT_ETIMEDOUT says that nothing moved for the idle time, SKT_EEOF that the peer closed its end.
 */
#ifndef SKT_CLI_CHANNEL_H
#define SKT_CLI_CHANNEL_H

#include <skt/skt.h>

/*
 * What a peer owes to the others that wait at the listener: while there are any, CHANNEL_TURN_BYTES have to come in each
 * CHANNEL_TURN_TIME that is spent in waiting for it, or the wait ends with CHANNEL_TURN_OVER.
 */
typedef struct channel_turn {
    const skt_socket *others; /* the listeners */
    size_t count;
    skt_duration waited;
    uint64_t moved;
} channel_turn;

#define CHANNEL_TURN_TIME  SKT_SECONDS(5)
#define CHANNEL_TURN_BYTES (5 * 1024)
#define CHANNEL_TURN_OVER  SKT_EUSERS

typedef struct channel {
    skt_socket socket;
    skt_duration idle;
    channel_turn *turn; /* NULL where the time is not limited */
    size_t in_begin, in_end, out_len;
    char in[128 * 1024];
    char out[64 * 1024];
} channel;

/* Takes over a connected socket: it no longer blocks, and small messages go at once. */
int channel_begin(channel *c, skt_socket socket, skt_duration idle, channel_turn *turn);

/* The peer has done something that takes long though few bytes show it: its time starts again. */
void channel_credit(const channel *c);

/* Waits until the socket has one of the events; 0, SKT_ETIMEDOUT or SKT_EINTR. */
int channel_wait(skt_socket socket, short events, skt_deadline deadline);

/*
 * Sends all of it, at once or with what follows: at the latest by channel_flush, or before anything is waited for. The
 * idle time starts again with whatever the system takes.
 */
int channel_send(channel *c, const void *data, size_t len);
int channel_flush(channel *c);

/* Sends part of a file with skt_sendfile, and tells how much. SKT_EEOF: the file ends before. */
int channel_send_file(channel *c, skt_file file, uint64_t offset, uint64_t len, uint64_t *done_out);

/* Receives exactly `len` bytes, all of them within the idle time. */
int channel_recv(channel *c, void *out, size_t len);

/* Receives what there is, at least one byte. */
skt_ssize channel_recv_some(channel *c, void *out, size_t len);

/* Whether something was received already that nobody took; or can be received at once. */
bool channel_has_rest(const channel *c);
bool channel_has_input(const channel *c);

/* Ends sending and reads on, for two seconds at most, so that what was sent arrives although the peer still sends. */
void channel_drain(channel *c);

#endif
