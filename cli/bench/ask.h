/* SPDX-License-Identifier: MIT */
/* Requests at a fixed rate, each of which the server answers. */
#ifndef SKT_CLI_BENCH_ASK_H
#define SKT_CLI_BENCH_ASK_H

#include "flow.h"
#include "latency.h"

/*
 * Sends requests until it is stopped or all are sent, and takes their answers until they have come or have had their
 * time. A request is sent when it is due, whether the one before it is answered or not; one that is late counts from
 * when it was due. Without a rate each is due when the one before it is answered.
 */
void ask_run(flow *f, latency *times);

#endif
