/* SPDX-License-Identifier: MIT */
/*
 * A descriptor of another process, copied into this one. While the copy is open, the other process cannot end the
 * connection by close, so it is held for at most 50 ms, with signals blocked.
 */
#ifndef SKT_CLI_INSPECT_LINUX_COPY_H
#define SKT_CLI_INSPECT_LINUX_COPY_H

#include <skt/skt.h>

#include <signal.h>

typedef struct copy {
    skt_socket socket;
    skt_deadline until; /* by when it must be closed */
    sigset_t signals;   /* the signal mask to restore */
} copy;

/*
 * Copies the descriptor, and checks before and after that it is the socket with this inode. SKT_EBADF: it no longer is;
 * otherwise an error of pidfd_open(2) or pidfd_getfd(2).
 */
int copy_take(int64_t pid, int fd, uint64_t inode, copy *out);

void copy_close(copy *c);

#endif
