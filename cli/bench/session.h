/* SPDX-License-Identifier: MIT */
/* The sessions of a server: each client's plan and streams, in static memory. */
#ifndef SKT_CLI_BENCH_SESSION_H
#define SKT_CLI_BENCH_SESSION_H

#include "flow.h"

#define SESSION_MOST    16
#define SESSION_STREAMS 32

/* The longest duration of a session, and the extra time after its planned duration. */
#define SESSION_LONGEST SKT_SECONDS(3600)
#define SESSION_GRACE   SKT_SECONDS(15)

/* The largest message of a stream. */
#define SESSION_SIZE_MOST (1024 * 1024)

typedef struct session {
    int users; /* the number of references; 0: the entry is free */
    unsigned char token[MESSAGE_TOKEN_LEN];
    uint64_t plan[MESSAGE_VALUES];
    int64_t until;
    bool joined[SESSION_STREAMS];
    flow flows[SESSION_STREAMS];
    packets_peer to[SESSION_STREAMS];
} session;

/* Opens the session that a MESSAGE_HELLO asks for. NULL: refused, for the reason *why_out. */
session *session_open(const message *hello, bool datagrams, refusal *why_out);

/* The session of a token, with one more user; NULL if there is none. */
session *session_find(const unsigned char token[MESSAGE_TOKEN_LEN]);

/* Add and remove a user. When the last one leaves, the session ends and the sockets of its streams are closed. */
void session_hold(session *s);
void session_leave(session *s);

/* Assigns the socket to a stream of the session. NULL: there is no such stream, or it has a socket already. */
flow *session_join(session *s, const message *join, skt_socket socket);

/* Starts a thread that sends on a stream and counts as a user. `ends`: the stream is over once all is sent. */
void session_send(session *of, flow *f, bool ends);

/* The first makes all streams stop sending; the second ends them. */
void session_stop(session *s);
void session_end(session *s);

/* Waits for a short time until all sessions have ended and their threads no longer send. */
void session_wait(void);

void session_look(session *s, uint64_t figures[MESSAGE_VALUES]);

#endif
