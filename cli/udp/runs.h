/* SPDX-License-Identifier: MIT */
/*
 * The server's counts of its peers' runs, in a table of fixed size. A new run replaces the one that was idle longest.
 */
#ifndef SKT_CLI_UDP_RUNS_H
#define SKT_CLI_UDP_RUNS_H

#include "wire.h"

#define RUNS_MOST 256

typedef struct run {
    skt_addr peer;
    uint64_t number;   /* of the run, chosen by the peer */
    uint64_t used;     /* the time of the last use, as a count over all runs */
    uint32_t received; /* the number of different probes */
    uint32_t duplicates, reordered, reports;
    uint32_t next; /* one more than the highest number so far */
    uint64_t seen[WIRE_COUNTED_MOST / 64];
} run;

/* Finds the run of a peer, or makes a new one. */
run *runs_find(const skt_addr *peer, uint64_t number);

/* Counts a probe; false for a duplicate. */
bool run_count(run *r, uint32_t seq);

#endif
