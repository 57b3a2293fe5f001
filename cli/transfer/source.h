/* SPDX-License-Identifier: MIT */
/* The files that send is given. */
#ifndef SKT_CLI_SOURCE_H
#define SKT_CLI_SOURCE_H

#include "../say.h"

#include <stddef.h>

/* A file that is open to be sent. */
typedef struct source {
    char name[SAY_MAX]; /* to be shown */
    skt_file file;
    uint64_t len; /* when it was opened */
} source;

/* Finds what is wrong with the files before anybody is bothered. A status. */
int source_check_all(char **paths, size_t count, bool folders, bool renamed);

/* Whether the word is standard input, "-". */
bool source_is_input(const char *word);

/* The last name of a path, which may have separators behind it. They are cut off. */
const char *source_base_name(char *path);

/* Complains of what cannot be sent. A status; where it is 0 the source is to be closed. */
int source_open(const char *path, source *out);
void source_close(source *s);

/* Complains if the file no longer has the length that it had, or bytes behind it. A status. */
int source_is_unchanged(const source *s);

#endif
