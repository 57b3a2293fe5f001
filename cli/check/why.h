/* SPDX-License-Identifier: MIT */
/* skt check --why: the cause of what does not work, and what can be done about it. */
#ifndef SKT_CLI_CHECK_WHY_H
#define SKT_CLI_CHECK_WHY_H

#include "outcome.h"

typedef struct why {
    char cause[SAY_MAX];
    const char *remedy;
} why;

/* Finds the cause for the item of this name and outcome; there is none if it works. */
void why_find(const char *name, const outcome *o, why *out);

#endif
