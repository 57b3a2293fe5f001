/* SPDX-License-Identifier: MIT */
/* Statistics of each hop over many rounds of a trace. */
#ifndef SKT_CLI_TRACE_STATISTICS_H
#define SKT_CLI_TRACE_STATISTICS_H

#include "route.h"

#define HOSTS_MOST 8

typedef struct hop_statistics {
    uint64_t sent, answered;
    skt_addr hosts[HOSTS_MOST]; /* those that answered */
    size_t host_count;
    answer last; /* the last answer that came */
    skt_duration least, most;
    double mean, squares; /* in nanoseconds; the sum of the squared deviations from the mean */
} hop_statistics;

typedef struct statistics {
    hop_statistics hops[HOPS_MOST];
    unsigned last;
    bool reached;
    uint64_t rounds;
} statistics;

/* Counts a round. */
void statistics_add(statistics *all, const route *r);

/* The standard deviation in nanoseconds. */
double statistics_deviation(const hop_statistics *h);

#endif
