/* SPDX-License-Identifier: MIT */
/* skt check: the loopback interface. */
#ifndef SKT_CLI_CHECK_LOOPBACK_H
#define SKT_CLI_CHECK_LOOPBACK_H

#include "outcome.h"

/* Finds the loopback interface. Returns 0, SKT_ENODEV if there is none, or another error. */
int check_loopback(char name[SKT_INTERFACE_NAME_MAX], uint32_t *index_out);

/* Adds to a restriction of this family what is wrong with the loopback interface. */
void check_add_cause(outcome *o, int family);

#endif
