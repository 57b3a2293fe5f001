/* SPDX-License-Identifier: MIT */
/* skt help: what the tables of the commands say, for people at a terminal. */
#ifndef SKT_CLI_HELP_H
#define SKT_CLI_HELP_H

#include "command.h"
#include "say.h"

/* All commands, a line each. */
void help_overview(os_stream to);

/* One command. */
void help_print(const command *c);

#endif
