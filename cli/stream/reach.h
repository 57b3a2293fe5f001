/* SPDX-License-Identifier: MIT */
/* Connecting for the commands: skt_dial in a thread, so that interrupts and timeouts work during name resolution. */
#ifndef SKT_CLI_REACH_H
#define SKT_CLI_REACH_H

#include "../settings.h"
#include "kind.h"

typedef struct reach {
    const char *text; /* the ADDRESS */
    kind kind;
    const settings *options;
    const option_word *failed;   /* the option that was refused, if that was the error */
    const char *source, *device; /* or NULL */
    skt_duration timeout;        /* for resolving and connecting; SKT_FOREVER for the system's timeout */
    skt_duration patience;       /* how long to retry while nobody listens; 0 for one attempt */
} reach;

/* Connects. Prints a message on error. Returns a status, such as STATUS_NOT_REACHED or STATUS_TIMEOUT. */
int reach_connect(reach *r, skt_socket *out);

/* Removes the paths of all Unix sockets that were bound for their peers' answers. */
void reach_leave(void);

#endif
