/* SPDX-License-Identifier: MIT */
/* When a stream between standard input and output and a socket ends, and with which status. */
#ifndef SKT_CLI_END_H
#define SKT_CLI_END_H

#include "carry.h"

/* What the command line says about it. */
typedef struct end_rules {
    bool datagrams; /* nothing tells that the peer has ended */
    bool input_is_terminal;
    bool recv_only;          /* no input is sent */
    bool send_only;          /* what comes is thrown away */
    bool no_shutdown;        /* the end of the input is not told to the peer */
    skt_duration quit_after; /* from the first end of either direction; SKT_FOREVER if not given */
    skt_duration idle;       /* the longest silence; SKT_FOREVER if not given */
} end_rules;

/* Which states both directions have, and since when. */
typedef struct end_state {
    carry_state sending, receiving;
    int send_error, recv_error;
    skt_deadline send_ended, recv_ended, moved, received; /* `received`: the last bytes from the peer */
    int64_t unsent; /* bytes that the peer has not acknowledged; an error where nobody knows */
    skt_deadline now;
} end_state;

/*
 * Whether it is over: the exit status; or -1, and when to look again at the latest unless a direction changes.
 */
int end_status(const end_rules *rules, const end_state *state, int broken_output, skt_deadline *next_out);

#endif
