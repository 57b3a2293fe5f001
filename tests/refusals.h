/* SPDX-License-Identifier: MIT */
/*
 * Linux: sendto, sendmsg and sendmmsg that stand before libc's. They refuse what they are asked to, hand the rest to the
 * kernel, and count. For programs with the static library.
 */
#ifndef SKT_TESTS_REFUSALS_H
#define SKT_TESTS_REFUSALS_H

#include <stdbool.h>
#include <stdint.h>

/* What messages are refused for, and how often: one in so many, 0 for never. */
typedef struct refusal {
    int error;
    int one_in;
    bool only_segmented, only_tos;
} refusal;

/* What became of the messages since refuse(). */
typedef struct handed {
    uint64_t datagrams; /* that the kernel took, each of several counted */
    uint64_t segmented; /* messages of several */
    uint64_t refused;   /* messages, by us or by the kernel */
} handed;

extern handed handed_over;

void refuse(refusal what);

/* One in so many. The same each time that the program runs. */
bool draw(int one_in);
unsigned draw_below(unsigned end);

#endif
