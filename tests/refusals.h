/* SPDX-License-Identifier: MIT */
/*
 * Linux: replacements of libc's sendto, sendmsg and sendmmsg. They fail as requested, pass all other calls to the
 * kernel, and count. For programs with the static library.
 */
#ifndef SKT_TESTS_REFUSALS_H
#define SKT_TESTS_REFUSALS_H

#include <stdbool.h>
#include <stdint.h>

/* The reasons for which messages are refused, and how often: one in N, or 0 for never. */
typedef struct refusal {
    int error;
    int one_in;
    bool only_segmented, only_tos;
} refusal;

/* The results of messages since refuse(). */
typedef struct handed {
    uint64_t datagrams; /* sent datagrams; segments count singly */
    uint64_t segmented; /* sent messages with segmentation */
    uint64_t refused;   /* messages refused by these functions or the kernel */
} handed;

extern handed handed_over;

void refuse(refusal what);

/* True once in N calls, at random, but the same in each run. */
bool draw(int one_in);
unsigned draw_below(unsigned end);

#endif
