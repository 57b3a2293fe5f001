/* SPDX-License-Identifier: MIT */
/* The sessions of a server: what each client asked for, and its streams. All memory is here. */
#ifndef SKT_CLI_BENCH_SESSION_H
#define SKT_CLI_BENCH_SESSION_H

#include "flow.h"

#define SESSION_MOST    16
#define SESSION_STREAMS 32

/* The longest that a session may take, and how long after its plan's time it may end. */
#define SESSION_LONGEST SKT_SECONDS(3600)
#define SESSION_GRACE   SKT_SECONDS(15)

/* The largest message of a stream. */
#define SESSION_SIZE_MOST (1024 * 1024)

typedef struct session {
    int users; /* those that are served by it; 0: it is free */
    unsigned char token[MESSAGE_TOKEN_LEN];
    uint64_t plan[MESSAGE_VALUES];
    int64_t until;
    bool joined[SESSION_STREAMS];
    flow flows[SESSION_STREAMS];
    packets_peer to[SESSION_STREAMS];
} session;

/* Opens the session that a greeting asks for. NULL: it is refused. */
session *session_open(const message *hello, bool datagrams, refusal *why_out);

/* The session of a token, with one more user; NULL if there is none. */
session *session_find(const unsigned char token[MESSAGE_TOKEN_LEN]);

/* Adds a user; takes one away, with the last of which the session ends and its streams' sockets are closed. */
void session_hold(session *s);
void session_leave(session *s);

/* Takes a stream of it, which nobody may take again. NULL: there is no such stream, or it is taken. */
flow *session_join(session *s, const message *join, skt_socket socket);

/* Sends on a stream in a thread of its own, which is a user meanwhile. `ends`: nothing more is expected of the stream then. */
void session_send(session *of, flow *f, bool ends);

/* Ends the sending of all streams; ends everything. */
void session_stop(session *s);
void session_end(session *s);

/* Waits, not for long, until all sessions have ended and nothing is sent any more. */
void session_wait(void);

/* Its figures. */
void session_look(session *s, uint64_t figures[MESSAGE_VALUES]);

#endif
