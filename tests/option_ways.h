/* SPDX-License-Identifier: MIT */
/* Linux: options that are set or read only in a way of their own. */
#ifndef SKT_TESTS_OPTION_WAYS_H
#define SKT_TESTS_OPTION_WAYS_H

#include "support.h"

/*
 * Sets the options that must be set before this one can be, and loads what it asks for; 0 or the first refusal.
 */
int option_prepare(skt_option option, connection *c);

/* Whether the option has a way of its own: its value has pointers, or says what is asked for, or is longer than a text. */
bool option_has_way(skt_option option);

/* Goes it: sets the option, or reads it and compares. 0, the first refusal, or 1 where another value came back. */
int option_go_way(skt_option option, connection *c);

#endif
