/* SPDX-License-Identifier: MIT */
/* The options of a socket, as rows of JSON: [{"name", "level", "kind", "value", "value_ns"}]. */
#ifndef SKT_CLI_INSPECT_OPTIONS_H
#define SKT_CLI_INSPECT_OPTIONS_H

#include <skt/skt.h>

#include <jansson.h>

#define OPTION_TEXT_MAX 4096

/* Whether to read an option changes nothing, and shows no key. */
bool option_is_safe_to_read(const skt_option_info *info);

/*
 * Reads the options that this kernel answers into the rows, beginning with the one of number `from` until the time is
 * over, at least one. Returns the number to go on with, skt_option_count at the end.
 */
size_t options_read(skt_socket s, size_t from, skt_deadline until, json_t *rows);

/* The text of an option's value as JSON: names come from outside. */
json_t *option_text(const skt_option_info *info, const char *text);

/*
 * A row from the name of an option and its text in the form of skt_option_get_text. NULL where no option has the name.
 */
json_t *option_row(const char *name, const char *text);

/* Compares with the rows of another socket: a value that differs there becomes "fresh". */
void options_compare(json_t *rows, const json_t *fresh);

/* Removes the rows of those that do not match the pattern, and, if asked to, of those that equal a fresh socket's. */
void options_keep(json_t *rows, const char *pattern, bool only_changed);

#endif
