/* SPDX-License-Identifier: MIT */
/* The names of addresses, if anybody wants to know them. */
#ifndef SKT_CLI_TRACE_NAMES_H
#define SKT_CLI_TRACE_NAMES_H

#include <skt/skt.h>

/* From now on names are asked for. */
void names_begin(void);

/* The name of the host; NULL where there is none, or nobody asks. */
const char *names_find(const skt_addr *host);

#endif
