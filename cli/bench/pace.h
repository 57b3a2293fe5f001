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

/* Waits until then, or a while. */
void pace_wait(int64_t until);
#define PACE_MOST SKT_MILLISECONDS(100)

/* A wait in the system ends some 50 us late. Who needs the time itself spends the last of it awake. */
#define PACE_AWAKE SKT_MICROSECONDS(150)

#endif
