/* SPDX-License-Identifier: MIT */
/* Paths of sockets on Unix. */
#include "../os.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

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
