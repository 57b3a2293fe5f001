/* SPDX-License-Identifier: MIT */
/* The files to send. */
#ifndef SKT_CLI_SOURCE_H
#define SKT_CLI_SOURCE_H

#include "../say.h"

#include <stddef.h>

/* An open file to send. */
typedef struct source {
    char name[SAY_MAX]; /* for messages */
    skt_file file;
    uint64_t len; /* the length when it was opened */
} source;

/* Checks all files before connecting. A status. */
int source_check_all(char **paths, size_t count, bool folders, bool renamed);

/* Whether the argument is "-", standard input. */
bool source_is_input(const char *word);

/* The last component of a path. Removes trailing separators. */
const char *source_base_name(char *path);

/* Opens a file. Prints a message if it cannot be sent. A status; after STATUS_OK the source must be closed. */
int source_open(const char *path, source *out);
void source_close(source *s);

/* Prints a message if the length of the file has changed. A status. */
int source_is_unchanged(const source *s);

#endif
