/* SPDX-License-Identifier: MIT */
/* The file of a Unix socket, and the lock file beside it. */
#ifndef SKT_PATH_H
#define SKT_PATH_H

#include "sys.h"

/* Identifies a file: a file that takes over its path has another id, as long as the first one exists. */
typedef struct skt__file_id {
    uint64_t device, number;
} skt__file_id;

/* Identifies the socket at the path, without following a link. SKT_ENOENT: no file; SKT_ENOTSOCK: not a socket. */
int skt__path_look(const char *path, skt__file_id *out);

/* Removes the socket if it is still the given one, else returns SKT_ENOENT. */
int skt__path_remove(const char *path, const skt__file_id *which);

/* Sets the mode of the path; without a path, that of a socket before bind, which only some systems can do. */
int skt__path_mode(skt_socket s, const char *path_or_null, uint32_t mode);

/* Creates the file if necessary and locks it. SKT_EADDRINUSE: somebody else has the lock; SKT_EEXIST: no lock file. */
int skt__lock_take(const char *path, skt_file *out);

/* Removes the file and ends the lock. The holder of the lock removes the file even if another process created it. */
void skt__lock_leave(const char *path, skt_file lock);

#endif
