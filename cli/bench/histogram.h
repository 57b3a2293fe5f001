/* SPDX-License-Identifier: MIT */
/* A histogram in the terminal. */
#ifndef SKT_CLI_BENCH_HISTOGRAM_H
#define SKT_CLI_BENCH_HISTOGRAM_H

#include <hdr_histogram/hdr_histogram.h>

/* Prints to stdout how many values lie between 1, 2, 5, 10 ... of each power of ten; nothing if there are none. */
void histogram_print(const struct hdr_histogram *h);

#endif
