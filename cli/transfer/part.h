/* SPDX-License-Identifier: MIT */
/*
 * A file that is being received: until it is whole and verified it is NAME.part, and nothing has its final name. As long
 * as it is open it is locked, so that two receivers never write to one part.
 */
#ifndef SKT_CLI_PART_H
#define SKT_CLI_PART_H

#include "../os.h"
#include "../say.h"
#include "wire.h"

/* Where received files go, and what may happen to those that are there. */
typedef struct destination {
    const char *path;
    bool is_folder; /* else the path is that of the one file */
    bool resume, force, sync;
} destination;

typedef struct part {
    char path[OS_PATH_MAX]; /* the final one */
    char part_path[OS_PATH_MAX];
    skt_file file;
    uint64_t len; /* bytes that it has already */
} part;

/* Looks at what -o said. A status. */
int destination_of(const char *output, destination *out);

/* Opens the part of a file whose name was found harmless. Returns NULL, or why it is refused, as a sentence. */
const char *part_open(const destination *d, const char *name, part *out, char why[SAY_MAX]);

/* The file is whole: gives it its final name. As part_open. */
const char *part_finish(part *p, const destination *d, char why[SAY_MAX]);

/* The file is not whole: the part stays unless it is empty or `worthless`. */
void part_leave(part *p, bool worthless);

#endif
