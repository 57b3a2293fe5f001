/* SPDX-License-Identifier: MIT */
/* skt listen --keep: several clients at once. */
#ifndef SKT_CLI_KEEP_H
#define SKT_CLI_KEEP_H

#include "hear.h"
#include "session.h"

/*
 * Takes clients until an interrupt. What they send is written in whole lines; or each has a program, the words, for
 * itself. With `broadcast` the input goes to all of them. Complains. A status.
 */
int keep_run(hear *h, const session_plan *plan, char **words, bool broadcast);

/* Runs a program with the socket as its input and output. Complains if it cannot be run; its status. */
int keep_run_program(skt_socket s, char **words);

#endif
