/* SPDX-License-Identifier: MIT */
/* skt check: the report, a line for each outcome. */
#ifndef SKT_CLI_CHECK_REPORT_H
#define SKT_CLI_CHECK_REPORT_H

#include "outcome.h"

/* `with_why`: of what works not, and with its cause. */
void report_begin(bool as_json, bool with_why);

/* The lines that follow are those of this group. */
void report_group(const char *name);

void report_line(const char *name, outcome o);

/* Sums up. The exit status. */
int report_end(void);

#endif
