/* SPDX-License-Identifier: MIT */
/* The options of a socket, as rows of JSON: [{"name", "level", "kind", "value", "value_ns"}]. */
#ifndef SKT_CLI_INSPECT_OPTIONS_H
#define SKT_CLI_INSPECT_OPTIONS_H

#include <skt/skt.h>

#include <jansson.h>

#define OPTION_TEXT_MAX 4096

/* Whether reading the option has no side effect and shows no key. */
bool option_is_safe_to_read(const skt_option_info *info);

/*
 * Reads the options that this kernel has into the rows, from index `from` on until the deadline, but at least one.
 * Returns the index to continue with; skt_option_count at the end.
 */
size_t options_read(skt_socket s, size_t from, skt_deadline until, json_t *rows);

/* The text of an option's value as JSON, with control characters replaced in names. */
json_t *option_text(const skt_option_info *info, const char *text);

/*
 * A row from an option's name and its text in the form of skt_option_get_text. NULL if there is no such option.
 */
json_t *option_row(const char *name, const char *text);

/* Adds to each row whose value differs from that of the other socket the other value as "fresh". */
void options_compare(json_t *rows, const json_t *fresh);

/* Keeps only rows that match the pattern and, with `only_changed`, that differ from a new socket's. */
void options_keep(json_t *rows, const char *pattern, bool only_changed);

#endif
