/* SPDX-License-Identifier: MIT */
#include "pace.h"

int64_t pace_due(const pace *p, uint64_t number)
{
    /* Split the product: the picoseconds of a long run overflow 64 bits. */
    uint64_t whole = p->interval_ps / 1000, rest = p->interval_ps % 1000;
    return p->begun + (int64_t)(number * whole + number / 1000 * rest + number % 1000 * rest / 1000);
}

uint64_t pace_count(const pace *p, int64_t now)
{
    if (p->interval_ps == 0) return UINT64_MAX;
    if (now < p->begun) return 0;
    uint64_t count = (uint64_t)((double)(now - p->begun) * 1000 / (double)p->interval_ps);
    while (pace_due(p, count) > now && count > 0) count--;
    return count + 1;
}

void pace_wait(int64_t until)
{
    int64_t most = skt_now().nanoseconds + PACE_MOST;
    skt_poll(NULL, 0, (skt_deadline){until < most ? until : most});
}
