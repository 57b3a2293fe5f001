/* SPDX-License-Identifier: MIT */
/* The receiving side of docs/transfer.md over one connection. All data from the sender is checked. */
#ifndef SKT_CLI_RECEIVE_H
#define SKT_CLI_RECEIVE_H

#include "channel.h"
#include "part.h"

typedef struct receive_plan {
    destination to;
    skt_duration idle;
    bool quiet, verbose, json;
} receive_plan;

/* Receives a transfer. Leaves the socket open. `turn` may be NULL. Prints a message on error. A status. */
int receive_all(const receive_plan *plan, skt_socket socket, channel_turn *turn);

#endif
