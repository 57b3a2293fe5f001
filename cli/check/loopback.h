/* SPDX-License-Identifier: MIT */
/* skt check: the loopback interface. */
#ifndef SKT_CLI_CHECK_LOOPBACK_H
#define SKT_CLI_CHECK_LOOPBACK_H

#include "outcome.h"

/* The interface that leads back to this machine. 0, SKT_ENODEV where there is none, or another error. */
int check_loopback(char name[SKT_INTERFACE_NAME_MAX], uint32_t *index_out);

/* Says of a restriction of this family what is wrong with that interface. */
void check_add_cause(outcome *o, int family);

#endif
