/* SPDX-License-Identifier: MIT */
/* Which sockets are asked for: those of the processes named, and of these those that the flags are about. */
#ifndef SKT_CLI_INSPECT_SELECTION_H
#define SKT_CLI_INSPECT_SELECTION_H

#include "seen.h"

/* A word: PID, PID:FD or NAME. */
typedef struct target {
    int64_t pid; /* -1 for a name */
    int64_t fd;  /* -1 for every one */
    const char *name;
    const char *text;
} target;

typedef struct selection {
    target *targets; /* of none, every process */
    size_t count;
    int listening;         /* a port; -1 where it is not asked for */
    const char *unix_path; /* as an address has it, NULL likewise */
    skt_addr unix_address;
    skt_addr to[16];
    size_t to_count;
    int state; /* STATE_UNKNOWN likewise */
} selection;

/* Reads a word. Complains; a status. */
int target_read(const char *text, target *out);

/* Whether the socket is one that the flags are about. `peer` is the Unix socket at its other end, or NULL. */
bool selection_takes(const selection *wanted, const seen *s, const seen *peer);

/* Whether the flags are about anything. */
bool selection_is_narrow(const selection *wanted);

#endif
