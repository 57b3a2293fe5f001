/* SPDX-License-Identifier: MIT */
/* The client's session: its control connection, and its streams with their threads. */
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

/* Gets the figures of both ends. MESSAGE_STOP also makes the server stop sending. Returns 0 or an error. */
int crew_look(crew *c, message_type request, look *out);

/* The first error of a stream, or 0. */
int crew_error(crew *c);

/* Makes the streams stop sending. */
void crew_stop(crew *c);

/* Ends the session and waits for the threads. */
void crew_end(crew *c);

#endif
