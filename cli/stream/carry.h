/* SPDX-License-Identifier: MIT */
/* One direction of a stream: a thread that copies from a source to a sink until either ends. */
#ifndef SKT_CLI_CARRY_H
#define SKT_CLI_CARRY_H

#include <stdatomic.h>

#include <skt/skt.h>

/* The most bytes of one step. */
#define CARRY_CHUNK (256 * 1024)

typedef enum carry_state {
    CARRY_RUNS,
    CARRY_ENDED, /* the source has ended, and the sink was shut down if requested */
    CARRY_SOURCE_FAILED,
    CARRY_SINK_FAILED,
} carry_state;

typedef struct carry carry;

/*
 * A direction with the functions of its ends. `take` returns a count or an error, and SKT_EEOF at the end if a count of
 * 0 is an empty message; `give` returns 0 or an error.
 */
struct carry {
    skt_ssize (*take)(carry *c, void *out, size_t len);
    int (*give)(carry *c, const void *data, size_t len);
    /*
     * Moves bytes within the kernel, in place of the two above: a count, 0 at the end, or an error. NULL: not possible.
     */
    skt_ssize (*move)(carry *c, size_t len);
    skt_socket from, to;     /* the ends that are sockets */
    bool empty_is_end;       /* not so for datagrams */
    bool shuts_down;         /* shut down `to` when the source ends */
    size_t chunk;            /* at most CARRY_CHUNK */
    const skt_waker *change; /* woken when the state changes */
    skt_file pipe[2];        /* for carry_splice */

    /* May be read by other threads. */
    _Atomic uint64_t bytes;
    _Atomic int64_t moved_at; /* the time of the last bytes, as in skt_deadline */
    _Atomic int state;        /* a carry_state */
    int error;                /* valid once the state is a failure */
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

/* Starts the thread. Returns an error if the system cannot make one. */
int carry_start(carry *c);

/* Sockets as ends. */
skt_ssize carry_recv(carry *c, void *out, size_t len);
int carry_send(carry *c, const void *data, size_t len);
int carry_send_message(carry *c, const void *data, size_t len);

/*
 * Moves bytes out of or into a pipe, waiting until there are some. The socket must be non-blocking: Linux holds the
 * pipe's lock while splice waits for the socket, which would block the process at the pipe's other end too.
 */
skt_ssize carry_splice_once(skt_file from, skt_file to, size_t len);

/* A `move` function between two sockets, by the pipe. */
skt_ssize carry_splice(carry *c, size_t len);

/* Standard input as a source, and a sink that discards everything. */
skt_ssize carry_input(carry *c, void *out, size_t len);
int carry_nothing(carry *c, const void *data, size_t len);

#endif
