/* SPDX-License-Identifier: MIT */
#include "sequence.h"

#include <string.h>

static uint64_t bit(uint64_t number)
{
    return (uint64_t)1 << number % 64;
}

static uint64_t *word(sequence *s, uint64_t number)
{
    return &s->seen[number % SEQUENCE_WINDOW / 64];
}

/* Moves the window up to `number` and clears the entries that are reused. */
static void move_to(sequence *s, uint64_t number)
{
    if (number - s->next >= SEQUENCE_WINDOW) memset(s->seen, 0, sizeof s->seen);
    for (uint64_t i = s->next; number - s->next < SEQUENCE_WINDOW && i <= number; i++) *word(s, i) &= ~bit(i);
    s->next = number + 1;
}

sequence_verdict sequence_take(sequence *s, uint64_t number)
{
    if (number >= s->next) {
        move_to(s, number);
        *word(s, number) |= bit(number);
        return SEQUENCE_IN_ORDER;
    }
    if (s->next - number > SEQUENCE_WINDOW) return SEQUENCE_LATE;
    if (*word(s, number) & bit(number)) return SEQUENCE_DUPLICATE;
    *word(s, number) |= bit(number);
    return SEQUENCE_LATE;
}
