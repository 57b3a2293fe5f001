/* SPDX-License-Identifier: MIT */
/* Files of Unix sockets, and lock files beside them. */
#include "path.h"

#include <sys/file.h>
#include <sys/stat.h>

static bool is_same(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

int skt__path_look(const char *path, skt__file_id *out)
{
    struct stat info;
    *out = (skt__file_id){0};
    if (lstat(path, &info) < 0) return skt__socket_code();
    *out = (skt__file_id){(uint64_t)info.st_dev, (uint64_t)info.st_ino};
    return S_ISSOCK(info.st_mode) ? 0 : SKT_ENOTSOCK;
}

int skt__path_remove(const char *path, const skt__file_id *which)
{
    skt__file_id there;
    int rc = skt__path_look(path, &there);
    if (rc < 0) return rc;
    if (there.device != which->device || there.number != which->number) return SKT_ENOENT;
    return skt__result(unlink(path));
}

/* fchmod on a socket before bind works on Linux only; failure does not matter, since chmod follows. */
int skt__path_mode(skt_socket s, const char *path_or_null, uint32_t mode)
{
    if (path_or_null != NULL) return skt__result(chmod(path_or_null, (mode_t)mode));
    fchmod(s, (mode_t)mode);
    return 0;
}

/* Whether the path still leads to the open file: another process may have removed it before this one got the lock. */
static bool is_there(const char *path, int fd)
{
    struct stat there, here;
    return lstat(path, &there) == 0 && fstat(fd, &here) == 0 && is_same(&there, &here);
}

/* Locks the file against other processes; flock(2) also against other threads. */
static int lock(int fd)
{
#if defined(LOCK_EX)
    int rc = flock(fd, LOCK_EX | LOCK_NB);
#else
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    int rc = fcntl(fd, F_SETLK, &whole);
#endif
    if (rc < 0) return errno == EACCES || errno == EAGAIN ? SKT_EADDRINUSE : skt__socket_code();
    return 0;
}

static int try_to_take(const char *path, skt_file *out)
{
    const int flags = O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
    struct stat info;
    int fd = open(path, flags | O_CREAT, 0600);
    if (fd < 0) return skt__socket_code();
    int rc = skt__result(fstat(fd, &info));
    /* Lock files are empty; this is some other file. */
    if (rc == 0 && (!S_ISREG(info.st_mode) || info.st_size > 0)) rc = SKT_EEXIST;
    if (rc == 0) rc = lock(fd);
    if (rc == 0 && !is_there(path, fd)) rc = SKT_ENOENT;
    if (rc < 0) close(fd);
    *out = fd;
    return rc;
}

int skt__lock_take(const char *path, skt_file *out)
{
    int rc = SKT_ENOENT;
    for (int attempt = 0; rc == SKT_ENOENT && attempt < 100; attempt++) rc = try_to_take(path, out);
    return rc;
}

void skt__lock_leave(const char *path, skt_file lock)
{
    if (is_there(path, lock)) unlink(path);
    close(lock);
}
