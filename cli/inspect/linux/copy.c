/* SPDX-License-Identifier: MIT */
#include "copy.h"

#include "processes.h"

#include <errno.h>
#include <pthread.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Some headers lack the numbers, which are the same on all processors but Alpha. */
#if !defined(SYS_pidfd_open)
#define SYS_pidfd_open 434
#endif
#if !defined(SYS_pidfd_getfd)
#define SYS_pidfd_getfd 438
#endif

#define MOST_HELD SKT_MILLISECONDS(50)

static bool is_socket(skt_socket s, uint64_t inode)
{
    struct stat info;
    return fstat(s, &info) == 0 && S_ISSOCK(info.st_mode) && info.st_ino == inode;
}

/* The pidfd refers to this process and fails once it has ended, so the pid cannot be reused between the checks. */
static int copy_by(int handle, int64_t pid, int fd, uint64_t inode, copy *out)
{
    int64_t before = process_socket(pid, fd);
    if (before < 0) return before == SKT_ENOENT ? SKT_EBADF : (int)before;
    if ((uint64_t)before != inode) return SKT_EBADF;
    out->until = skt_deadline_in(MOST_HELD);
    out->socket = (skt_socket)syscall(SYS_pidfd_getfd, handle, fd, 0U);
    if (out->socket < 0) return -errno;
    if (is_socket(out->socket, inode) && process_socket(pid, fd) == before) return 0;
    skt_close(out->socket);
    return SKT_EBADF;
}

int copy_take(int64_t pid, int fd, uint64_t inode, copy *out)
{
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &out->signals);
    int handle = (int)syscall(SYS_pidfd_open, (pid_t)pid, 0U);
    int rc = handle < 0 ? -errno : copy_by(handle, pid, fd, inode, out);
    if (handle >= 0) close(handle);
    if (rc < 0) pthread_sigmask(SIG_SETMASK, &out->signals, NULL);
    return rc;
}

void copy_close(copy *c)
{
    skt_close(c->socket);
    pthread_sigmask(SIG_SETMASK, &c->signals, NULL);
}
