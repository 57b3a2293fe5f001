/* SPDX-License-Identifier: MIT */
/* The streams of the client's session with their threads, and the connection on which it is talked about. */
#ifndef SKT_CLI_BENCH_CREW_H
#define SKT_CLI_BENCH_CREW_H

#include "control.h"
#include "latency.h"
#include "result.h"
#include "session.h"

typedef struct crew {
    const wishes *wishes;
    control control;
    char peer[SKT_ADDR_TEXT_MAX]; /* the server's address, which the streams connect to */
    flow flows[SESSION_STREAMS];
    size_t count;
    latency times;      /* of requests */
    atomic_int at_work; /* threads */
    skt_waker change;   /* a thread has ended */
} crew;

/* Opens the session. Complains. A status. */
int crew_greet(crew *c, const wishes *w);

/* Connects the streams, each of which begins. Complains. A status. */
int crew_begin(crew *c);

/* The figures of both ends; after a MESSAGE_STOP request nothing more is sent back. 0 or an error. */
int crew_look(crew *c, message_type request, look *out);

/* The first error of a stream, or 0. */
int crew_error(crew *c);

/* Nothing more is sent. */
void crew_stop(crew *c);

/* Everything is over. The threads have ended then. */
void crew_end(crew *c);

#endif
