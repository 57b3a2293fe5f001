/* SPDX-License-Identifier: MIT */
/* Linux: options that need special code to be set or read. */
#ifndef SKT_TESTS_OPTION_WAYS_H
#define SKT_TESTS_OPTION_WAYS_H

#include "support.h"

/*
 * Sets the options that must be set before this one, and prepares what it needs. Returns 0 or the first error.
 */
int option_prepare(skt_option option, connection *c);

/* Whether the option needs special code: its value has pointers, contains a request, or is longer than a text. */
bool option_has_way(skt_option option);

/* Runs that code: sets the option, or reads and compares it. Returns 0, the first error, or 1 if the value differs. */
int option_go_way(skt_option option, connection *c);

#endif
