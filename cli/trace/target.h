/* SPDX-License-Identifier: MIT */
/* The destination of a trace. */
#ifndef SKT_CLI_TRACE_TARGET_H
#define SKT_CLI_TRACE_TARGET_H

#include <skt/skt.h>

/*
 * Reads an IP address, or resolves a name to its first address of the family or of any. Prints a message on error. A
 * status.
 */
int target_find(const char *text, int family, skt_addr *out);

#endif
