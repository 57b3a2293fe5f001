/* SPDX-License-Identifier: MIT */
/* Names of addresses, if they were requested. */
#ifndef SKT_CLI_TRACE_NAMES_H
#define SKT_CLI_TRACE_NAMES_H

#include <skt/skt.h>

/* Turns name lookups on. */
void names_begin(void);

/* The name of the host; NULL if it has none or lookups are off. */
const char *names_find(const skt_addr *host);

#endif
