/* SPDX-License-Identifier: MIT */
/* An option on a command line: OPTION=VALUE. */
#ifndef SKT_CLI_OPTION_WORD_H
#define SKT_CLI_OPTION_WORD_H

#include <skt/skt.h>

#define OPTION_WORD_VALUE_MAX 640 /* more than skt_option_set_text accepts */

typedef struct option_word {
    skt_option option;
    const skt_option_info *info;
    char value[OPTION_WORD_VALUE_MAX]; /* in the form of skt_option_set_text */
} option_word;

/*
 * Reads "tcp_keepidle=2m", or "tcp_nodelay", which means true. The name may have any case, with or without SKT_. The
 * value is a duration with its unit or "forever", a number that K, M or G multiplies by powers of 1024, or as in
 * skt_option_set_text. Prints a message on error. A status.
 */
int option_word_read(const char *text, option_word *out);

/* Finds an option by name, in any case, with or without SKT_. If there is none, suggests a similar name. A status. */
int option_word_find(const char *text, skt_option *out);

#endif
