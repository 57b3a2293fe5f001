/* SPDX-License-Identifier: MIT */
/* A histogram in the terminal. */
#ifndef SKT_CLI_BENCH_HISTOGRAM_H
#define SKT_CLI_BENCH_HISTOGRAM_H

#include <hdr_histogram/hdr_histogram.h>

/* Prints to stdout a bar for each range between 1, 2, 5, 10, 20 ...; nothing if there are no values. */
void histogram_print(const struct hdr_histogram *h);

#endif
