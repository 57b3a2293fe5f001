/* SPDX-License-Identifier: MIT */
/* The numbers of the datagrams of a stream: what is missing, came twice, or came late. */
#ifndef SKT_CLI_BENCH_SEQUENCE_H
#define SKT_CLI_BENCH_SEQUENCE_H

#include <stdint.h>

/* How far back a datagram that came twice is known from one that came late; a power of two. */
#define SEQUENCE_WINDOW 8192

/* {0} to begin with. */
typedef struct sequence {
    uint64_t next; /* one more than the highest number */
    uint64_t seen[SEQUENCE_WINDOW / 64];
} sequence;

typedef enum sequence_verdict { SEQUENCE_IN_ORDER, SEQUENCE_LATE, SEQUENCE_DUPLICATE } sequence_verdict;

sequence_verdict sequence_take(sequence *s, uint64_t number);

#endif
