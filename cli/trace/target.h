/* SPDX-License-Identifier: MIT */
/* The HOST of a trace. */
#ifndef SKT_CLI_TRACE_TARGET_H
#define SKT_CLI_TRACE_TARGET_H

#include <skt/skt.h>

/* Reads an IP address or resolves a name to its first one of the family, or of any. Complains. A status. */
int target_find(const char *text, int family, skt_addr *out);

#endif
