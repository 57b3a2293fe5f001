/* SPDX-License-Identifier: MIT */
/* The path of a Unix socket as a file, and the lock beside it. */
#ifndef SKT_PATH_H
#define SKT_PATH_H

#include "sys.h"

/* Which file a path leads to: it differs from that of another one that gets the path while this one exists. */
typedef struct skt__file_id {
    uint64_t device, number;
} skt__file_id;

/* Looks at the socket of a path; a link is not followed. SKT_ENOENT: there is nothing; SKT_ENOTSOCK: no socket. */
int skt__path_look(const char *path, skt__file_id *out);

/* Removes the socket if it is still that one; SKT_ENOENT where it is not. */
int skt__path_remove(const char *path, const skt__file_id *which);

/* Sets the mode of a socket before it is bound, as far as the system can, and that of its path afterwards. */
int skt__path_mode(skt_socket s, const char *path_or_null, uint32_t mode);

/* Makes the file if it is not there, and locks it. SKT_EADDRINUSE: somebody has it; SKT_EEXIST: it is no lock. */
int skt__lock_take(const char *path, skt_file *out);

/*
 * Removes the file and ends the lock. It does not matter who made the file: whoever did may have found it locked by
 * somebody else.
 */
void skt__lock_leave(const char *path, skt_file lock);

#endif
