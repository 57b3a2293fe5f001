/* SPDX-License-Identifier: MIT */
/* Connecting for the commands: skt_dial in a thread, so that interrupts and deadlines hold while it resolves. */
#ifndef SKT_CLI_REACH_H
#define SKT_CLI_REACH_H

#include "../settings.h"
#include "kind.h"

typedef struct reach {
    const char *text; /* the ADDRESS */
    kind kind;
    const settings *options;
    const option_word *failed;   /* the option that was refused, if that is why */
    const char *source, *device; /* or NULL */
    skt_duration timeout;        /* of resolving and connecting; SKT_FOREVER for the system's own */
    skt_duration patience;       /* how long to try again while nobody is there; 0 for once */
} reach;

/* Connects. Complains. A status, STATUS_NOT_REACHED and STATUS_TIMEOUT among them. */
int reach_connect(reach *r, skt_socket *out);

/* Removes the paths of all Unix sockets that were bound for their peers' answers. */
void reach_leave(void);

#endif
