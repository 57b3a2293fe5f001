/* SPDX-License-Identifier: MIT */
/* Requests at a fixed rate, each of which the server answers. */
#ifndef SKT_CLI_BENCH_ASK_H
#define SKT_CLI_BENCH_ASK_H

#include "flow.h"
#include "latency.h"

/*
 * Sends requests until it is stopped or all are sent, and waits for the answers until a timeout. With a rate, each
 * request is sent when it is due, answered predecessor or not, and its latency counts from the due time even if it is
 * sent late. Without a rate each request is due when its predecessor is answered.
 */
void ask_run(flow *f, latency *times);

#endif
