/* SPDX-License-Identifier: MIT */
/* The client of `skt bench`. */
#ifndef SKT_CLI_BENCH_RUN_H
#define SKT_CLI_BENCH_RUN_H

#include "result.h"

/* Connects, moves what was wished, and reports. Complains. A status. */
int run_client(const wishes *w);

#endif
