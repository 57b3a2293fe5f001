/* SPDX-License-Identifier: MIT */
/* Deadlines, on the clock of the system's time.c. */
#include "sys.h"

skt_deadline skt_deadline_in(skt_duration span)
{
    if (span == SKT_FOREVER) return SKT_NEVER;
    skt_deadline now = skt__now();
    return span > 0 && now > SKT_NEVER - span ? SKT_NEVER : now + span;
}
