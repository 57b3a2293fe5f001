/* SPDX-License-Identifier: MIT */
/* The clock of the deadlines: CLOCK_MONOTONIC. */
#include "sys.h"

skt_deadline skt_deadline_in(skt_duration span)
{
    if (span == SKT_FOREVER) return SKT_NEVER;
    skt_deadline now = skt__now();
    return span > 0 && now > SKT_NEVER - span ? SKT_NEVER : now + span;
}

skt_deadline skt__now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return SKT_SECONDS(now.tv_sec) + now.tv_nsec;
}
