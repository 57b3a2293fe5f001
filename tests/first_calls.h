/* SPDX-License-Identifier: MIT */
/* Every function that takes a handle, as the first call of a program that inherited the handle. */
#ifndef SKT_TESTS_FIRST_CALLS_H
#define SKT_TESTS_FIRST_CALLS_H

#include "support.h"

/*
 * The socket for a function: a new one, a listener with a pending connection, or a connected one to which "x" was sent;
 * the peer of a stream has shut down sending after that.
 */
typedef enum first_sort { NEW_STREAM, BOUND_STREAM, STREAM, LISTENER, NEW_DATAGRAM, DATAGRAM } first_sort;

typedef struct first_given {
    skt_socket s;
    skt_socket channel; /* a connected stream */
    skt_addr there;     /* the address of a listener, or of a receiver for a new datagram socket */
} first_given;

/* Calls a function. Returns 0 or more on success. */
typedef struct first_row {
    const char *name;
    first_sort sort;
    int (*call)(const first_given *g);
} first_row;

extern const first_row first_rows[];
extern const size_t first_row_count;

/* Starts this program once more for each function, which must succeed there. argv0 is this process's own. */
void first_calls_in_children(const char *argv0);

/* That child, if these are its arguments. */
bool is_first_call(int argc, char **argv);
int first_call(char **argv);

#endif
