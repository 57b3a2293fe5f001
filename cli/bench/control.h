/* SPDX-License-Identifier: MIT */
/* The client's side of what is said about a session. */
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
 * Makes a request, whose number is chosen here, and waits for its answer; of datagrams it is made again until there is
 * one, and with the cookie that is asked for. 0, SKT_EINTR after an interrupt, or another error; SKT_EPROTO: what came
 * is no answer.
 */
int control_ask(control *c, message *request, message *answer_out);

/* Says that the session is over. */
void control_end(control *c);

#endif
