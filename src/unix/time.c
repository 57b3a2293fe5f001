/* SPDX-License-Identifier: MIT */
/* The clock of the deadlines: CLOCK_MONOTONIC. */
#include "sys.h"

skt_deadline skt_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (skt_deadline){SKT_SECONDS(now.tv_sec) + now.tv_nsec};
}
