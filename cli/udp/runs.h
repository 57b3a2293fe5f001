/* SPDX-License-Identifier: MIT */
/*
 * What the server counts of its peers' runs. There is room for so many; a new one takes the place of the one that was
 * longest idle.
 */
#ifndef SKT_CLI_UDP_RUNS_H
#define SKT_CLI_UDP_RUNS_H

#include "wire.h"

#define RUNS_MOST 256

typedef struct run {
    skt_addr peer;
    uint64_t number;   /* the peer's */
    uint64_t used;     /* when, in the order of all */
    uint32_t received; /* different probes */
    uint32_t duplicates, reordered, reports;
    uint32_t next; /* behind the highest number so far */
    uint64_t seen[WIRE_COUNTED_MOST / 64];
} run;

/* The run of a peer, a new one where it is not known. */
run *runs_find(const skt_addr *peer, uint64_t number);

/* Counts a probe; false for a duplicate. */
bool run_count(run *r, uint32_t seq);

#endif
