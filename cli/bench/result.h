/* SPDX-License-Identifier: MIT */
/* The results of a run. */
#ifndef SKT_CLI_BENCH_RESULT_H
#define SKT_CLI_BENCH_RESULT_H

#include "latency.h"
#include "wishes.h"

/* The figures of both ends at one time. */
typedef struct look {
    uint64_t here[MESSAGE_VALUES], there[MESSAGE_VALUES];
} look;

/* The time between two looks. */
typedef struct stretch {
    skt_duration from, to; /* since the run began */
    look first, last;
    bool omitted;     /* it is not part of the result */
    uint64_t streams; /* how many there are */
    latency_summary latency;
} stretch;

/* One direction of a stretch. */
typedef struct way {
    uint64_t sent_bytes, received_bytes, sent, received;
    uint64_t lost, duplicates, reordered; /* of datagrams */
    double seconds, bits_per_second, messages_per_second;
    uint64_t jitter_ns, retransmits, rtt_ns, rtt_least_ns;
    bool has_tcp;
} way;

/* `forth`: from here to the server. `at_end`: all that is missing now is lost. */
way result_way(const stretch *s, bool forth, bool at_end);

/* Processor seconds for each 10^9 bytes that were received, here and there; 0 where there were none. */
double result_processor(const stretch *s, bool here);

/* A point of the curves. */
typedef struct point {
    double seconds;        /* the end of its interval */
    double forth, back;    /* bits per second */
    double p50, p99, most; /* ns */
    bool omitted;
} point;

#define RESULT_POINTS 4096

typedef struct result {
    const wishes *wishes;
    char transport[32], peer[SKT_ADDR_TEXT_MAX];
    bool datagrams;
    stretch whole;
    struct hdr_histogram *times; /* NULL: no latency was measured */
    point points[RESULT_POINTS];
    size_t point_count;
} result;

/* Adds a point for the curves, unless there is no more room. */
void result_note(result *r, const stretch *s);

#endif
