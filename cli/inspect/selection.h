/* SPDX-License-Identifier: MIT */
/* The sockets to show: those of the named processes, restricted by the flags. */
#ifndef SKT_CLI_INSPECT_SELECTION_H
#define SKT_CLI_INSPECT_SELECTION_H

#include "seen.h"

/* An argument: PID, PID:FD or NAME. */
typedef struct target {
    int64_t pid; /* -1 for a name */
    int64_t fd;  /* -1 for all */
    const char *name;
    const char *text;
} target;

typedef struct selection {
    target *targets; /* if there are none, all processes */
    size_t count;
    int listening;         /* a port; -1 for no restriction */
    const char *unix_path; /* as in an address; NULL for no restriction */
    skt_addr unix_address;
    skt_addr to[16];
    size_t to_count;
    int state; /* STATE_UNKNOWN for no restriction */
} selection;

/* Reads an argument. Prints a message on error. A status. */
int target_read(const char *text, target *out);

/* Whether the flags select the socket. `peer` is the Unix socket at its other end, or NULL. */
bool selection_takes(const selection *wanted, const seen *s, const seen *peer);

/* Whether the flags restrict the selection at all. */
bool selection_is_narrow(const selection *wanted);

#endif
