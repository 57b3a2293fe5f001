/* SPDX-License-Identifier: MIT */
/* The distance between words, to suggest corrections. */
#ifndef SKT_CLI_SPELLING_H
#define SKT_CLI_SPELLING_H

#include <stdbool.h>
#include <stddef.h>

/* Longer words are not compared and count as far from all others. */
#define SPELLING_MAX 63

/* How many letters must be removed, added, replaced or swapped with a neighbour to turn one word into the other. Ignores
   case. */
size_t spelling_distance(const char *one, const char *other);

/* Whether the distance is small enough, for the length of the word, to suggest a correction. */
bool spelling_is_near(const char *word, size_t distance);

#endif
