/* SPDX-License-Identifier: MIT */
/* How far a word is from another, to suggest the one that was meant. */
#ifndef SKT_CLI_SPELLING_H
#define SKT_CLI_SPELLING_H

#include <stdbool.h>
#include <stddef.h>

/* The longest word that is compared; what is longer is far from all others. */
#define SPELLING_MAX 63

/* How many letters must be left out, added, replaced or swapped with their neighbour to make one word of the other,
   whatever the case. */
size_t spelling_distance(const char *one, const char *other);

/* Whether so many mistakes are few enough in this word for a suggestion. */
bool spelling_is_near(const char *word, size_t distance);

#endif
