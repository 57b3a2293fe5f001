/* SPDX-License-Identifier: MIT */
/* Latencies, from the due time of a request to its answer, for the whole run and for each interval. */
#ifndef SKT_CLI_BENCH_LATENCY_H
#define SKT_CLI_BENCH_LATENCY_H

#include <stdatomic.h>

#include <hdr_histogram/hdr_histogram.h>
#include <skt/skt.h>

typedef struct latency {
    struct hdr_histogram *all, *fresh, *spare;
    atomic_flag busy;
    _Atomic int64_t begins_at;   /* requests that were due earlier are ignored */
    _Atomic int64_t counts_from; /* requests that were due earlier are not counted in `all` */
} latency;

/* The percentiles that are reported. */
#define LATENCY_PERCENTILES 5
extern const double latency_percentiles[LATENCY_PERCENTILES];
extern const char *const latency_names[LATENCY_PERCENTILES]; /* "p50" and so on */

typedef struct latency_summary {
    uint64_t count;
    int64_t least, most, percentiles[LATENCY_PERCENTILES];
    double mean, deviation;
} latency_summary;

/* Returns 0, or an error if there is no memory. */
int latency_open(latency *l);
void latency_close(latency *l);

/* Counts an answer. May be called by several threads at once. */
void latency_add(latency *l, int64_t due, int64_t now);

/* Ends an interval and returns its summary. Only one thread may call it. */
latency_summary latency_interval(latency *l);

latency_summary latency_summarize(const struct hdr_histogram *h);

#endif
