/* SPDX-License-Identifier: MIT */
/* Reading a command line by a command's table. */
#ifndef SKT_CLI_ARGUMENTS_H
#define SKT_CLI_ARGUMENTS_H

#include "command.h"

#include <skt/skt.h>

/*
 * Reads the arguments behind the command's name: --name, --name=value, --name value, -n, -nvalue, -n value, -nm (two
 * flags) in any order, mixed with words. Negative numbers are words, and so is everything behind "--". Prints a message
 * and returns STATUS_USAGE if the command does not accept them. Sets `*help_out` for --help or -h. Moves the words to
 * the front of argv.
 */
int arguments_read(const command *c, int argc, char **argv, arguments *out, bool *help_out);

/* "500ms": a whole number with ns, us, ms, s, m or h, or of seconds; "forever". Prints a message on error. A status. */
int arguments_duration(const char *text, skt_duration *out);

#endif
