/* SPDX-License-Identifier: MIT */
/* Paths of sockets on Unix, and the locks beside them. */
#include "../os.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef O_CLOEXEC
#define O_CLOEXEC 0
#endif

static int code(void)
{
    return -errno;
}

static os_identity identity(const struct stat *info)
{
    return (os_identity){.device = (uint64_t)info->st_dev, .number = (uint64_t)info->st_ino};
}

static bool is_same(const os_identity *a, const os_identity *b)
{
    return a->device == b->device && a->number == b->number;
}

int os_identify_socket(const char *path, os_identity *out)
{
    struct stat info;
    *out = (os_identity){0};
    if (lstat(path, &info) < 0) return code();
    *out = identity(&info);
    return S_ISSOCK(info.st_mode) ? 0 : SKT_ENOTSOCK;
}

int os_remove_socket(const char *path, const os_identity *which)
{
    os_identity there;
    int rc = os_identify_socket(path, &there);
    if (rc < 0) return rc;
    if (!is_same(&there, which)) return SKT_ENOENT;
    return unlink(path) < 0 ? code() : 0;
}

/* Whether the path still leads to the open file: another process may have removed it before it was locked. */
static bool is_there(const char *path, int fd)
{
    struct stat there, here;
    if (lstat(path, &there) < 0 || fstat(fd, &here) < 0) return false;
    os_identity a = identity(&there), b = identity(&here);
    return is_same(&a, &b);
}

static int try_to_lock(const char *path, os_lock *out)
{
    const int flags = O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
    struct stat info;
    int fd = open(path, flags | O_CREAT | O_EXCL, 0600);
    *out = (os_lock){.file = fd, .made = fd >= 0};
    if (fd < 0 && errno == EEXIST) out->file = fd = open(path, flags);
    if (fd < 0) return code();
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    int rc = fstat(fd, &info) < 0 ? code() : 0;
    /* What has content is some other file. */
    if (rc == 0 && (!S_ISREG(info.st_mode) || info.st_size > 0)) rc = SKT_EEXIST;
    if (rc == 0 && fcntl(fd, F_SETLK, &whole) < 0) rc = errno == EACCES || errno == EAGAIN ? SKT_EBUSY : code();
    if (rc == 0 && !is_there(path, fd)) rc = SKT_ENOENT;
    if (rc < 0) close(fd);
    return rc;
}

int os_lock_take(const char *path, os_lock *out)
{
    int rc = SKT_ENOENT;
    for (int attempt = 0; rc == SKT_ENOENT && attempt < 100; attempt++) rc = try_to_lock(path, out);
    return rc;
}

void os_lock_leave(const char *path, const os_lock *lock)
{
    if (lock->made && is_there(path, lock->file)) unlink(path);
    close(lock->file);
}
