/* SPDX-License-Identifier: MIT */
/* The default options of a socket, from a new one of the same kind. */
#ifndef SKT_CLI_INSPECT_LINUX_FRESH_H
#define SKT_CLI_INSPECT_LINUX_FRESH_H

#include "../seen.h"

/*
 * Opens a new socket in the network namespace of the process and compares the options: rows that differ get the default
 * as "fresh". `cache` is an object that keeps the defaults for other sockets of the kind. Returns 0, or the error.
 */
int fresh_compare(seen *s, int64_t pid, json_t *cache);

#endif
