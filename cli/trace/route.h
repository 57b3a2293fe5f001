/* SPDX-License-Identifier: MIT */
/* Probes several hops at once, until the host or the last hop is reached. */
#ifndef SKT_CLI_TRACE_ROUTE_H
#define SKT_CLI_TRACE_ROUTE_H

#include "probe.h"

#define HOPS_MOST    255
#define PROBES_MOST  16
#define AT_ONCE_MOST 32

typedef struct route {
    probe_plan plan;
    unsigned max_hops, probes; /* probes: per hop */
    unsigned at_once;
    unsigned last; /* the last hop */
    bool reached;  /* the host answered; else the trace ended at a router that refuses, or at max_hops */
    answer answers[HOPS_MOST][PROBES_MOST];
    unsigned done[HOPS_MOST]; /* probes that have ended */
} route;

/*
 * Runs the trace; calls `on_hop` for each hop in order, once all of its probes have ended. Returns 0, SKT_EINTR, or an
 * error of this machine.
 */
int route_run(route *r, void (*on_hop)(const route *r, unsigned hop));

#endif
