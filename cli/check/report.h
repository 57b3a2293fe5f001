/* SPDX-License-Identifier: MIT */
/* skt check: the report, a line for each outcome. */
#ifndef SKT_CLI_CHECK_REPORT_H
#define SKT_CLI_CHECK_REPORT_H

#include "outcome.h"

/* `with_why`: report only what does not work, with the cause. */
void report_begin(bool as_json, bool with_why);

/* Begins a group of lines. */
void report_group(const char *name);

void report_line(const char *name, outcome o);

/* Prints the summary. Returns the exit status. */
int report_end(void);

#endif
