/* SPDX-License-Identifier: MIT */
/* Decides when a session between standard input and output and a socket ends, and its exit status. */
#ifndef SKT_CLI_END_H
#define SKT_CLI_END_H

#include "carry.h"

/* The rules from the command line. */
typedef struct end_rules {
    bool datagrams; /* the end of the peer cannot be seen */
    bool input_is_terminal;
    bool recv_only;          /* do not send input */
    bool send_only;          /* discard received data */
    bool no_shutdown;        /* do not shut down sending at the end of the input */
    skt_duration quit_after; /* counted from the first end of either direction; SKT_FOREVER if not given */
    skt_duration idle;       /* the longest silence; SKT_FOREVER if not given */
} end_rules;

/* The states of both directions, and their times. */
typedef struct end_state {
    carry_state sending, receiving;
    int send_error, recv_error;
    skt_deadline send_ended, recv_ended, moved, received; /* `received`: the time of the last bytes from the peer */
    int64_t unsent; /* bytes that the peer has not acknowledged; an error if that is unknown */
    skt_deadline now;
} end_state;

/*
 * Returns the exit status if the session is over; else -1, and when to check again unless a direction changes before.
 */
int end_status(const end_rules *rules, const end_state *state, int broken_output, skt_deadline *next_out);

#endif
