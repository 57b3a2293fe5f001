/* SPDX-License-Identifier: MIT */
/* A stream of a session, at either end. Each direction has a thread of its own. */
#ifndef SKT_CLI_BENCH_FLOW_H
#define SKT_CLI_BENCH_FLOW_H

#include "message.h"
#include "packets.h"
#include "sequence.h"

#include <stdatomic.h>

typedef struct flow {
    skt_socket socket;
    bool datagrams;
    packets port;                  /* for datagrams; all flows of a server share one socket */
    packets_peer *to;              /* the receiver of a server's datagrams */
    uint64_t plan[MESSAGE_VALUES]; /* PLAN_* */
    uint64_t token;                /* of the session's datagrams */
    uint64_t bytes;                /* to send; 0 for no bound */
    uint64_t jitter_scaled;        /* the jitter times 16 */
    int64_t last_way;              /* the last datagram's arrival less its send time, which are of different clocks */
    sequence seen;
    atomic_bool stop;  /* nothing more is to be sent */
    atomic_bool over;  /* nothing more is to be received either */
    atomic_bool ended; /* the peer has ended sending, or all is received */
    _Atomic int error; /* the first error that ended it early, or 0 */
    _Atomic uint64_t figures[FIGURE_COUNT];
} flow;

/* The longest blocking call; after it the loops check whether the flow is over. */
#define FLOW_PATIENCE SKT_MILLISECONDS(100)

/* Sets up a stream's socket, or a client's datagram socket, for the loops below. */
int flow_prepare(flow *f);

/* Sends as planned until it is stopped or all is sent, then shuts down sending if the transport can. */
void flow_send(flow *f);

/* Receives until the peer has ended or the flow is over. */
void flow_receive(flow *f);

/* Counts the datagrams of one received buffer, which arrived at `now`. */
void flow_take(flow *f, const skt_datagram *in, int64_t now);

/* Answers each message of a stream with the same one. */
void flow_echo(flow *f);

/* Adds the flow's figures to those of its session. */
void flow_look(flow *f, uint64_t figures[MESSAGE_VALUES]);

/* Whether to repeat the call: it was interrupted by a signal or timed out. */
bool flow_is_passing(int rc);

static inline void flow_add(flow *f, int figure, uint64_t count)
{
    atomic_fetch_add_explicit(&f->figures[figure], count, memory_order_relaxed);
}

static inline uint64_t flow_figure(flow *f, int figure)
{
    return atomic_load_explicit(&f->figures[figure], memory_order_relaxed);
}

static inline bool flow_stops(flow *f)
{
    return atomic_load_explicit(&f->stop, memory_order_relaxed) || atomic_load_explicit(&f->over, memory_order_relaxed);
}

#endif
