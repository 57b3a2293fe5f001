/* SPDX-License-Identifier: MIT */
/* The client's JSON Lines: skt.bench/1, which docs/json.md describes. */
#ifndef SKT_CLI_BENCH_LINES_H
#define SKT_CLI_BENCH_LINES_H

#include "result.h"

void lines_begin(const result *r);
void lines_interval(const result *r, const stretch *s);
void lines_end(const result *r);

#endif
