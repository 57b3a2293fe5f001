/* SPDX-License-Identifier: MIT */
/* The server of `skt bench`. */
#ifndef SKT_CLI_BENCH_SERVE_H
#define SKT_CLI_BENCH_SERVE_H

#include "../stream/hear.h"
#include "message.h"

typedef struct serve_rules {
    skt_duration idle; /* after such a silence a client is given up */
    bool once;         /* one session, and then the end */
    bool coalesce;     /* datagrams may come several at once */
} serve_rules;

/* Serves clients until an interrupt, or the end of one. Complains. A status. */
int serve_streams(const hear *h, const serve_rules *rules);
int serve_datagrams(const hear *h, const serve_rules *rules);

#endif
