/* SPDX-License-Identifier: MIT */
/* What somebody may have meant by a word that is not known. */
#ifndef SKT_CLI_NEAREST_H
#define SKT_CLI_NEAREST_H

#include <stddef.h>

typedef struct nearest {
    const char *word;
    size_t len;
    const char *found; /* NULL as long as nothing is near */
    size_t distance;
} nearest;

/* Begins a search for what is near to a word. */
nearest nearest_to(const char *word, size_t len);

/* One that it could be. */
void nearest_try(nearest *best, const char *candidate);

#endif
