/* SPDX-License-Identifier: MIT */
/* skt help: the tables of commands as text. */
#ifndef SKT_CLI_HELP_H
#define SKT_CLI_HELP_H

#include "command.h"
#include "say.h"

/* Prints all commands, a line each. */
void help_overview(os_stream to);

/* Prints the help of one command. */
void help_print(const command *c);

#endif
