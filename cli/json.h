/* SPDX-License-Identifier: MIT */
/* What the commands with --json share. */
#ifndef SKT_CLI_JSON_H
#define SKT_CLI_JSON_H

#include <jansson.h>

/* Writes the value to stdout, and gives it back. Complains; a status. */
int print_json(json_t *value);

/* The same as one line. */
int print_json_line(json_t *value);

/* The same to stderr, for commands whose stdout has the data. */
int print_json_line_aside(json_t *value);

#endif
