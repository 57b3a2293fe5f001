/* SPDX-License-Identifier: MIT */
/* Finding the kind of socket that has an option. */
#ifndef SKT_CLI_FITTING_H
#define SKT_CLI_FITTING_H

#include <skt/skt.h>

/* A new socket on which this kernel has the option. Initialize with {0}. */
typedef struct fitting {
    skt_socket socket;
    const char *kind; /* the name of its kind */
    size_t next;      /* the index of the next kind to try */
} fitting;

/*
 * Opens the next such socket. Returns 0, or why there is none: a lack of permission if any kind had that error, else
 * the error of the first kind.
 */
int fitting_socket(skt_option option, fitting *io);

#endif
