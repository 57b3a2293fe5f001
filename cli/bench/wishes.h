/* SPDX-License-Identifier: MIT */
/* What the command line of `skt bench` asks for. */
#ifndef SKT_CLI_BENCH_WISHES_H
#define SKT_CLI_BENCH_WISHES_H

#include "../settings.h"
#include "../stream/kind.h"
#include "message.h"

enum {
    FLAG_OPTION = KIND_FLAG_COUNT,
    FLAG_SERVE,
    FLAG_LATENCY,
    FLAG_REVERSE,
    FLAG_BOTH,
    FLAG_TIME,
    FLAG_BYTES,
    FLAG_OMIT,
    FLAG_WARM_UP,
    FLAG_STREAMS,
    FLAG_SIZE,
    FLAG_RATE,
    FLAG_SEGMENT,
    FLAG_COALESCE,
    FLAG_INTERVAL,
    FLAG_TIMEOUT,
    FLAG_JSON,
    FLAG_SVG,
    FLAG_ONCE,
    FLAG_IDLE,
    FLAG_REPLACE,
    WISHES_FLAG_COUNT
};

typedef struct wishes {
    const char *address;
    kind kind;
    settings options;
    bool serve, coalesce, json;
    /* For the server. */
    bool once, replace;
    skt_duration idle;
    /* For the client. */
    uint64_t plan[MESSAGE_VALUES];
    uint64_t bytes; /* 0: the run is limited by time */
    skt_duration time, omit, warm_up, interval, timeout;
    const char *svg;
} wishes;

/* Reads the flags. Prints a message on error. A status. */
int wishes_read(const arguments *given, wishes *out);

#endif
