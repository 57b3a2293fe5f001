/* SPDX-License-Identifier: MIT */
/* -o OPTION=VALUE, which may be repeated: options that are set before or after connecting, as each requires. */
#ifndef SKT_CLI_SETTINGS_H
#define SKT_CLI_SETTINGS_H

#include "command.h"
#include "option_word.h"

typedef struct settings {
    option_word words[COMMAND_SETTINGS_MAX];
    size_t count;
} settings;

/* The help text of the flag. */
#define SETTINGS_HELP "set a socket option: tcp_nodelay, so_rcvbuf=1M, tcp_keepidle=30s; may be repeated"

/* Reads all values of the flag with this index. Prints a message on error. A status. */
int settings_read(const arguments *given, size_t flag, settings *out);

/* Sets the options for connected sockets, or all others. Returns 0, or the error of the option `*failed_out`. */
int settings_apply(const settings *all, skt_socket s, bool connected, const option_word **failed_out);

/* Prints why an option was refused. A status. */
int settings_complain(const option_word *failed, int rc);

#endif
