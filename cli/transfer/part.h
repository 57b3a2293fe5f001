/* SPDX-License-Identifier: MIT */
/*
 * A file that is being received. It is NAME.part until it is complete and verified, and only then gets its final name.
 * It is locked while it is open, so that two receivers never write to the same part.
 */
#ifndef SKT_CLI_PART_H
#define SKT_CLI_PART_H

#include "../folder.h"
#include "../say.h"
#include "wire.h"

#define PART_NAME_MAX (WIRE_NAME_MAX + 1)

/* The destination of received files, and how to treat existing ones. */
typedef struct destination {
    os_folder folder;
    char name[PART_NAME_MAX]; /* the name of the only file or folder; "" to use the sender's names */
    bool to_output;           /* write the only file to standard output instead */
    bool resume, force, sync;
} destination;

typedef struct part {
    const os_folder *folder;
    char name[PART_NAME_MAX]; /* the final name */
    char part_name[PART_NAME_MAX + 8];
    skt_file file;
    uint64_t len;  /* the bytes that it already has */
    bool is_final; /* it is the existing file itself, which may be complete */
} part;

/* Reads the argument of -o. A status. */
int destination_of(const char *output, destination *out);

/* Why a file cannot replace what has the name, as a sentence; NULL if it can. */
const char *part_in_the_way(os_kind there);

/* Why a name from the sender is not acceptable here, as a sentence; NULL if it is. */
const char *part_name_problem(const char *name, bool is_file, char why[SAY_MAX]);

/*
 * Opens the part of a file in this folder; with --resume the file itself if it exists with that length. Returns NULL,
 * or why it is refused, as a sentence.
 */
const char *part_open(const destination *d, const os_folder *folder, const char *name, uint64_t len, unsigned mode,
                      part *out, char why[SAY_MAX]);

/* Opens the part instead, after the existing file turned out to differ. Returns as part_open does. */
const char *part_open_anew(const destination *d, unsigned mode, part *p, char why[SAY_MAX]);

/* Gives the complete file its metadata and its final name. Returns as part_open does. */
const char *part_finish(part *p, const destination *d, const os_details *details, char why[SAY_MAX]);

/* Closes an incomplete file. Keeps the part unless it is empty or `worthless`. */
void part_leave(part *p, bool worthless);

#endif
