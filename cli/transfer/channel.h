/* SPDX-License-Identifier: MIT */
/*
 * A connected stream for a transfer. No call waits longer than the idle time without progress: it returns SKT_ETIMEDOUT
 * then, SKT_EINTR after an interrupt, and SKT_EEOF if the peer has closed its end.
 */
#ifndef SKT_CLI_CHANNEL_H
#define SKT_CLI_CHANNEL_H

#include <skt/skt.h>

/*
 * A limit for slow peers while others wait at the listener: then CHANNEL_TURN_BYTES must arrive in each
 * CHANNEL_TURN_TIME spent waiting for the peer, or the wait ends with CHANNEL_TURN_OVER.
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
    channel_turn *turn; /* NULL for no such limit */
    size_t in_begin, in_end, out_len;
    char in[128 * 1024];
    char out[64 * 1024];
} channel;

/* Takes over a connected socket: makes it non-blocking and sets TCP_NODELAY. */
int channel_begin(channel *c, skt_socket socket, skt_duration idle, channel_turn *turn);

/* Restarts the turn's time, after work of the peer that takes long but sends few bytes. */
void channel_credit(const channel *c);

/* Waits for one of the events. Returns 0, SKT_ETIMEDOUT or SKT_EINTR. */
int channel_wait(skt_socket socket, short events, skt_deadline deadline);

/*
 * Sends everything, but may buffer it until channel_flush or the next wait. The idle time restarts whenever the system
 * accepts bytes.
 */
int channel_send(channel *c, const void *data, size_t len);
int channel_flush(channel *c);

/* Sends part of a file with skt_sendfile and returns how much. SKT_EEOF: the file ends before. */
int channel_send_file(channel *c, skt_file file, uint64_t offset, uint64_t len, uint64_t *done_out);

/* Receives exactly `len` bytes; all must arrive within the idle time. */
int channel_recv(channel *c, void *out, size_t len);

/* Receives what is available, at least one byte. */
skt_ssize channel_recv_some(channel *c, void *out, size_t len);

/* Whether there are buffered bytes, or bytes that can be received without blocking. */
bool channel_has_rest(const channel *c);
bool channel_has_input(const channel *c);

/* Shuts down sending and reads on for at most two seconds: closing at once while the peer still sends would reset the
   connection and lose data that was sent. */
void channel_drain(channel *c);

#endif
