/* SPDX-License-Identifier: MIT */
/* The server of `skt bench`. */
#ifndef SKT_CLI_BENCH_SERVE_H
#define SKT_CLI_BENCH_SERVE_H

#include "../stream/hear.h"
#include "message.h"

typedef struct serve_rules {
    skt_duration idle; /* a client that is silent for longer is dropped */
    bool once;         /* end after one session */
    bool coalesce;     /* receive coalesced datagrams */
} serve_rules;

/* Serve clients until an interrupt, or one session if `once`. Print messages on errors. Return a status. */
int serve_streams(const hear *h, const serve_rules *rules);
int serve_datagrams(const hear *h, const serve_rules *rules);

#endif
