/* SPDX-License-Identifier: MIT */
/* The receiving side of docs/transfer.md over one connection. Nothing that the sender says is believed unchecked. */
#ifndef SKT_CLI_RECEIVE_H
#define SKT_CLI_RECEIVE_H

#include "channel.h"
#include "part.h"

typedef struct receive_plan {
    destination to;
    skt_duration idle;
    bool quiet, verbose, json;
} receive_plan;

/* Receives what comes over the socket, which stays open. `turn` may be NULL. Complains. A status. */
int receive_all(const receive_plan *plan, skt_socket socket, channel_turn *turn);

#endif
