/* SPDX-License-Identifier: MIT */
/* The rate that a line of progress shows. */
#ifndef SKT_CLI_RATE_H
#define SKT_CLI_RATE_H

#include <skt/skt.h>

/* A rate in bytes per second, smoothed, after so many more bytes in that time; 0 is the rate before the first. */
static inline double rate_after(double rate, uint64_t bytes, skt_duration since)
{
    double fresh = (double)bytes / ((double)since / 1e9);
    return rate > 0 ? 0.8 * rate + 0.2 * fresh : fresh;
}

#endif
