/* SPDX-License-Identifier: MIT */
/* Which kind of socket an option is for. */
#ifndef SKT_CLI_FITTING_H
#define SKT_CLI_FITTING_H

#include <skt/skt.h>

/* A fresh socket on which this kernel takes an option. {0} to begin with. */
typedef struct fitting {
    skt_socket socket;
    const char *kind; /* what it is called */
    size_t next;      /* the kind to go on with */
} fitting;

/*
 * Opens the next such socket. Returns 0, or why there is none: the first socket's error, or a lack of permission where
 * that is what stands in the way.
 */
int fitting_socket(skt_option option, fitting *io);

#endif
