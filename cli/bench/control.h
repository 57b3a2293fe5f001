/* SPDX-License-Identifier: MIT */
/* The client's side of the protocol that controls a session. */
#ifndef SKT_CLI_BENCH_CONTROL_H
#define SKT_CLI_BENCH_CONTROL_H

#include "message.h"

/* How long an answer may take. */
#define CONTROL_PATIENCE SKT_SECONDS(10)

/* A connected socket on which messages are exchanged. */
typedef struct control {
    skt_socket socket;
    bool datagrams;
    uint32_t number;                        /* of the last request */
    unsigned char token[MESSAGE_TOKEN_LEN]; /* of the session, once the server has given it */
} control;

/*
 * Numbers and sends a request and waits for the answer. Over datagrams it repeats the request until there is an answer,
 * with the cookie if the server asks for one. Returns 0, SKT_EINTR after an interrupt, SKT_EPROTO if the answer is no
 * valid message, or another error.
 */
int control_ask(control *c, message *request, message *answer_out);

/* Tells the server that the session is over. */
void control_end(control *c);

#endif
