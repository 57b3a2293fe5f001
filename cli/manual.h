/* SPDX-License-Identifier: MIT */
/* Pages of the manual, in mdoc(7), from the tables of the commands. */
#ifndef SKT_CLI_MANUAL_H
#define SKT_CLI_MANUAL_H

#include "command.h"

/* Prints skt-COMMAND(1), or skt(1) for NULL. */
void manual_print(const command *c);

#endif
