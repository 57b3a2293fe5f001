/* SPDX-License-Identifier: MIT */
#include "nearest.h"

#include <string.h>

#define WORD_MAX 20

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Letters to insert, remove, change, or swap with their neighbour. */
static size_t distance(const char *a, size_t a_len, const char *b, size_t b_len)
{
    size_t cost[WORD_MAX + 1][WORD_MAX + 1] = {{0}};
    if (a_len > WORD_MAX || b_len > WORD_MAX) return WORD_MAX;
    for (size_t j = 0; j <= b_len; j++) cost[0][j] = j;
    for (size_t i = 1; i <= a_len; i++) {
        cost[i][0] = i;
        for (size_t j = 1; j <= b_len; j++) {
            size_t change = cost[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            cost[i][j] = least(least(cost[i - 1][j], cost[i][j - 1]) + 1, change);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                cost[i][j] = least(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    }
    return cost[a_len][b_len];
}

nearest nearest_to(const char *word, size_t len)
{
    /* What is found has fewer mistakes than that. */
    size_t bound = len >= 7 ? 4 : len >= 5 ? 3 : len >= 3 ? 2 : 0;
    return (nearest){.word = word, .len = len, .distance = bound};
}

void nearest_try(nearest *best, const char *candidate)
{
    size_t here = distance(best->word, best->len, candidate, strlen(candidate));
    if (here >= best->distance) return;
    best->distance = here;
    best->found = candidate;
}
