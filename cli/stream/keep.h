/* SPDX-License-Identifier: MIT */
/* skt listen --keep: several clients at once. */
#ifndef SKT_CLI_KEEP_H
#define SKT_CLI_KEEP_H

#include "hear.h"
#include "session.h"

/*
 * Serves clients until an interrupt. Writes their data in whole lines, or runs the program `words` for each. With
 * `broadcast` sends the input to all of them. Prints a message on error. A status.
 */
int keep_run(hear *h, const session_plan *plan, char **words, bool broadcast);

/* Runs a program with the socket as its input and output. Prints a message if it cannot be run. Returns its status. */
int keep_run_program(skt_socket s, char **words);

#endif
