/* SPDX-License-Identifier: MIT */
/* A trace and the statistics of several, for people and as skt.trace/1. */
#ifndef SKT_CLI_TRACE_SHOW_H
#define SKT_CLI_TRACE_SHOW_H

#include "statistics.h"

void show_head(const route *r);

/* Before the first hop there is the head. */
void show_hop(const route *r, unsigned hop);
void show_statistics(const statistics *all);

/* A document, of one line where there are statistics; they may be NULL. A status. */
int show_json(const route *r, const statistics *all);

#endif
