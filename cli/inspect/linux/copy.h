/* SPDX-License-Identifier: MIT */
/*
 * A descriptor of another process, copied into this one. As long as the copy is there the other process cannot end the
 * connection by closing, so it is held for 50 ms at most, and signals are blocked until it is closed.
 */
#ifndef SKT_CLI_INSPECT_LINUX_COPY_H
#define SKT_CLI_INSPECT_LINUX_COPY_H

#include <skt/skt.h>

#include <signal.h>

typedef struct copy {
    skt_socket socket;
    skt_deadline until; /* by when it must be closed */
    sigset_t signals;   /* those that were blocked before */
} copy;

/*
 * Copies the descriptor if it is that socket, before and after. SKT_EBADF: it is not, any more; otherwise an error of
 * pidfd_open(2) or pidfd_getfd(2).
 */
int copy_take(int64_t pid, int fd, uint64_t inode, copy *out);

void copy_close(copy *c);

#endif
