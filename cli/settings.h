/* SPDX-License-Identifier: MIT */
/* -o OPTION=VALUE, any number of times: each is set in its own phase. */
#ifndef SKT_CLI_SETTINGS_H
#define SKT_CLI_SETTINGS_H

#include "command.h"
#include "option_word.h"

typedef struct settings {
    option_word words[COMMAND_SETTINGS_MAX];
    size_t count;
} settings;

/* What --help says of such a flag. */
#define SETTINGS_HELP "set a socket option: tcp_nodelay, so_rcvbuf=1M, tcp_keepidle=30s; may be repeated"

/* Reads those that were given with the flag of this place. Complains. A status. */
int settings_read(const arguments *given, size_t flag, settings *out);

/* Sets those of sockets that are connected, or those of all others. 0, or why `*failed_out` was refused. */
int settings_apply(const settings *all, skt_socket s, bool connected, const option_word **failed_out);

/* Complains of one that was refused. A status. */
int settings_complain(const option_word *failed, int rc);

#endif
