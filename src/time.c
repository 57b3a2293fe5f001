/* SPDX-License-Identifier: MIT */
/* Deadlines, on the clock of the system's time.c. */
#include "sys.h"

skt_deadline skt_deadline_in(skt_duration span)
{
    if (span == SKT_FOREVER) return SKT_NEVER;
    int64_t now = skt_now().nanoseconds;
    return span > 0 && now > INT64_MAX - span ? SKT_NEVER : (skt_deadline){now + span};
}

skt_duration skt_deadline_left(skt_deadline deadline)
{
    if (deadline.nanoseconds == INT64_MAX) return SKT_FOREVER;
    int64_t now = skt_now().nanoseconds;
    return deadline.nanoseconds > now ? deadline.nanoseconds - now : 0;
}

bool skt_deadline_passed(skt_deadline deadline)
{
    return skt_deadline_left(deadline) == 0;
}
