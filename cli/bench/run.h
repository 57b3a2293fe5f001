/* SPDX-License-Identifier: MIT */
/* The client of `skt bench`. */
#ifndef SKT_CLI_BENCH_RUN_H
#define SKT_CLI_BENCH_RUN_H

#include "result.h"

/* Connects, makes the run, and reports. Prints a message on error. A status. */
int run_client(const wishes *w);

#endif
