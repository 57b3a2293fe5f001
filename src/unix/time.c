/* SPDX-License-Identifier: MIT */
/* The clock of the deadlines: CLOCK_MONOTONIC. */
#include "sys.h"

skt_deadline skt__now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return SKT_SECONDS(now.tv_sec) + now.tv_nsec;
}
