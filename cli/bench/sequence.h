/* SPDX-License-Identifier: MIT */
/* Detects lost, duplicated and reordered datagrams of a stream by their numbers. */
#ifndef SKT_CLI_BENCH_SEQUENCE_H
#define SKT_CLI_BENCH_SEQUENCE_H

#include <stdint.h>

/* The window in which duplicates can be told from late datagrams; a power of two. */
#define SEQUENCE_WINDOW 8192

/* {0} to begin with. */
typedef struct sequence {
    uint64_t next; /* one more than the highest number */
    uint64_t seen[SEQUENCE_WINDOW / 64];
} sequence;

typedef enum sequence_verdict { SEQUENCE_IN_ORDER, SEQUENCE_LATE, SEQUENCE_DUPLICATE } sequence_verdict;

sequence_verdict sequence_take(sequence *s, uint64_t number);

#endif
