/* SPDX-License-Identifier: MIT */
/* The client's output during a run: text, or JSON Lines. */
#ifndef SKT_CLI_BENCH_ACCOUNT_H
#define SKT_CLI_BENCH_ACCOUNT_H

#include "result.h"

void account_begin(const result *r);
void account_interval(const result *r, const stretch *s);
void account_end(const result *r);

#endif
