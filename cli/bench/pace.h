/* SPDX-License-Identifier: MIT */
/* When messages are due. */
#ifndef SKT_CLI_BENCH_PACE_H
#define SKT_CLI_BENCH_PACE_H

#include <skt/skt.h>

/* Messages at a fixed rate, from `begun` on. */
typedef struct pace {
    int64_t begun;
    uint64_t interval_ps; /* 0: as fast as they can be sent */
} pace;

/* When the message of this number, counted from 0, is due. */
int64_t pace_due(const pace *p, uint64_t number);

/* How many messages are due at a time. */
uint64_t pace_count(const pace *p, int64_t now);

/* Waits until that time, but at most PACE_MOST. */
void pace_wait(int64_t until);
#define PACE_MOST SKT_MILLISECONDS(100)

/* Sleeps end about 50 us late, so the last part of a precise wait is spent in a loop. */
#define PACE_AWAKE SKT_MICROSECONDS(150)

#endif
