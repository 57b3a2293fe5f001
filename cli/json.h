/* SPDX-License-Identifier: MIT */
/* Printing JSON, for commands with --json. */
#ifndef SKT_CLI_JSON_H
#define SKT_CLI_JSON_H

#include <jansson.h>

/* Prints the value to stdout and releases it. Prints a message on error. A status. */
int print_json(json_t *value);

/* The same as one line. */
int print_json_line(json_t *value);

/* The same to stderr, for commands that write data to stdout. */
int print_json_line_aside(json_t *value);

#endif
