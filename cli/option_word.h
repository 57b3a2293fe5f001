/* SPDX-License-Identifier: MIT */
/* An option on a command line: OPTION=VALUE. */
#ifndef SKT_CLI_OPTION_WORD_H
#define SKT_CLI_OPTION_WORD_H

#include <skt/skt.h>

#define OPTION_WORD_VALUE_MAX 640 /* what skt_option_set_text takes, and more */

typedef struct option_word {
    skt_option option;
    const skt_option_info *info;
    char value[OPTION_WORD_VALUE_MAX]; /* in the form of skt_option_set_text */
} option_word;

/*
 * Reads "tcp_keepidle=2m" or "tcp_nodelay", which is true: a name of any case, with SKT_ or without; a span of time
 * with its unit, or forever; a number, which K, M or G multiplies by 1024 once or more; other values as
 * skt_option_set_text has them. Complains; a status.
 */
int option_word_read(const char *text, option_word *out);

/* Finds an option by its name alone, of any case, with SKT_ or without. Complains, with the name that was meant; a status. */
int option_word_find(const char *text, skt_option *out);

#endif
