/* SPDX-License-Identifier: MIT */
/* skt check --why: the cause of what does not work, and what can be done about it. */
#ifndef SKT_CLI_CHECK_WHY_H
#define SKT_CLI_CHECK_WHY_H

#include "outcome.h"

typedef struct why {
    char cause[SAY_MAX];
    const char *remedy;
} why;

/* Of the thing of that name, of which that came; what works has none. */
void why_find(const char *name, const outcome *o, why *out);

#endif
