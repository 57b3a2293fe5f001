/* SPDX-License-Identifier: MIT */
/* What the options are of a socket of the same kind that nobody has changed. */
#ifndef SKT_CLI_INSPECT_LINUX_FRESH_H
#define SKT_CLI_INSPECT_LINUX_FRESH_H

#include "../seen.h"

/*
 * Opens such a socket in the network of the process and compares the options with it: what differs gets its "fresh".
 * `cache` is an object that keeps what was found for the next socket of the kind. 0 or why there is none.
 */
int fresh_compare(seen *s, int64_t pid, json_t *cache);

#endif
