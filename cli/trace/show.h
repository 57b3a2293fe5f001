/* SPDX-License-Identifier: MIT */
/* Printing a trace and the statistics of several, as text and as skt.trace/1. */
#ifndef SKT_CLI_TRACE_SHOW_H
#define SKT_CLI_TRACE_SHOW_H

#include "statistics.h"

void show_head(const route *r);

/* Prints a hop; before the first one, the heading. */
void show_hop(const route *r, unsigned hop);
void show_statistics(const statistics *all);

/* Prints a JSON document, on one line if there are statistics, which may be NULL. A status. */
int show_json(const route *r, const statistics *all);

#endif
