/* SPDX-License-Identifier: MIT */
/* One direction of a stream, which runs in a thread of its own from its source to its sink until one of them ends. */
#ifndef SKT_CLI_CARRY_H
#define SKT_CLI_CARRY_H

#include <stdatomic.h>

#include <skt/skt.h>

/* How much is moved at once. */
#define CARRY_CHUNK (256 * 1024)

typedef enum carry_state {
    CARRY_RUNS,
    CARRY_ENDED, /* the source has ended, and the sink was told if it can be */
    CARRY_SOURCE_FAILED,
    CARRY_SINK_FAILED,
} carry_state;

typedef struct carry carry;

/*
 * An end of a direction. Where it is a source it returns the count, or an error, SKT_EEOF at the end where an empty
 * message is none; where it is a sink 0 or an error.
 */
struct carry {
    skt_ssize (*take)(carry *c, void *out, size_t len);
    int (*give)(carry *c, const void *data, size_t len);
    /* Moves bytes in the system, without the two above: the count, 0 at the end, or an error. NULL: no such way. */
    skt_ssize (*move)(carry *c, size_t len);
    skt_socket from, to;     /* those of the ends that are sockets */
    bool empty_is_end;       /* not so for datagrams */
    bool shuts_down;         /* `to`, when the source ends */
    size_t chunk;            /* at most CARRY_CHUNK */
    const skt_waker *change; /* woken when the state changes */
    skt_file pipe[2];        /* of carry_splice */

    /* What others may look at. */
    _Atomic uint64_t bytes;
    _Atomic int64_t moved_at; /* a skt_deadline: when bytes were moved last */
    _Atomic int state;        /* a carry_state */
    int error;                /* once the state says so */
    skt_deadline ended_at;
};

static inline carry_state carry_state_of(const carry *c)
{
    return (carry_state)atomic_load_explicit(&c->state, memory_order_acquire);
}

static inline bool carry_has_failed(carry_state state)
{
    return state == CARRY_SOURCE_FAILED || state == CARRY_SINK_FAILED;
}

/* Starts it. An error if there is no thread or no memory for it. */
int carry_start(carry *c);

/* Sockets as ends. */
skt_ssize carry_recv(carry *c, void *out, size_t len);
int carry_send(carry *c, const void *data, size_t len);
int carry_send_message(carry *c, const void *data, size_t len);

/*
 * Moves bytes of a pipe, or into one, when there are some. The socket must be one that does not block: Linux holds the
 * pipe's lock while splice waits for the socket, and whoever is at the other end of the pipe would wait as well.
 */
skt_ssize carry_splice_once(skt_file from, skt_file to, size_t len);

/* A way to move bytes between two sockets, by the pipe. */
skt_ssize carry_splice(carry *c, size_t len);

/* Standard input as an end, and nothing. */
skt_ssize carry_input(carry *c, void *out, size_t len);
int carry_nothing(carry *c, const void *data, size_t len);

#endif
