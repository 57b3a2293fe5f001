/* SPDX-License-Identifier: MIT */
/* Reading a command line by a command's table. */
#ifndef SKT_CLI_ARGUMENTS_H
#define SKT_CLI_ARGUMENTS_H

#include "command.h"

#include <skt/skt.h>

/*
 * Reads what follows the command's name: --name, --name=value, --name value, -n, -nvalue, -n value, -nm (two flags) in any place, and
 * words, of which negative numbers are some; all are words behind "--". Complains and returns STATUS_USAGE if that is not what the command takes.
 * `*help_out` says that --help or -h was there. The words are gathered at the front of argv.
 */
int arguments_read(const command *c, int argc, char **argv, arguments *out, bool *help_out);

/* "500ms": a whole number with ns, us, ms, s, m or h, or of seconds; "forever". Complains. A status. */
int arguments_duration(const char *text, skt_duration *out);

#endif
