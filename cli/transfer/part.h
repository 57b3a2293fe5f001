/* SPDX-License-Identifier: MIT */
/*
 * A file that is being received: until it is whole and verified it is NAME.part, and nothing has its final name. As long
 * as it is open it is locked, so that two receivers never write to one part.
 */
#ifndef SKT_CLI_PART_H
#define SKT_CLI_PART_H

#include "../folder.h"
#include "../say.h"
#include "wire.h"

#define PART_NAME_MAX (WIRE_NAME_MAX + 1)

/* Where received files go, and what may happen to those that are there. */
typedef struct destination {
    os_folder folder;
    char name[PART_NAME_MAX]; /* of the one file or folder; "" where they have the sender's names */
    bool to_output;           /* the one file goes to standard output instead */
    bool resume, force, sync;
} destination;

typedef struct part {
    const os_folder *folder;
    char name[PART_NAME_MAX]; /* the final one */
    char part_name[PART_NAME_MAX + 8];
    skt_file file;
    uint64_t len;  /* bytes that it has already */
    bool is_final; /* the file is there already, and may be whole */
} part;

/* Looks at what -o said. A status. */
int destination_of(const char *output, destination *out);

/* Why what has a name cannot make room for a file, as a sentence; NULL where it can. */
const char *part_in_the_way(os_kind there);

/* Why a name of the sender's is none for a file or folder here, as a sentence; NULL where it is one. */
const char *part_name_problem(const char *name, bool is_file, char why[SAY_MAX]);

/*
 * Opens the part of a file in this folder; with --resume the file itself if it is there and has that length. Returns
 * NULL, or why it is refused, as a sentence.
 */
const char *part_open(const destination *d, const os_folder *folder, const char *name, uint64_t len, unsigned mode,
                      part *out, char why[SAY_MAX]);

/* The file that is there is another one: its part instead, or why not. */
const char *part_open_anew(const destination *d, unsigned mode, part *p, char why[SAY_MAX]);

/* The file is whole: gives it its details and its final name. As part_open. */
const char *part_finish(part *p, const destination *d, const os_details *details, char why[SAY_MAX]);

/* The file is not whole: the part stays unless it is empty or `worthless`. */
void part_leave(part *p, bool worthless);

#endif
