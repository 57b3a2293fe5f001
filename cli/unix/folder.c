/* SPDX-License-Identifier: MIT */
#include "../folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#if defined(__linux__)
#include <sys/syscall.h>
#endif
#include <unistd.h>

#define FOLDER (O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOCTTY)

static int code(void)
{
    return -errno;
}

static int keep(int fd, os_folder *out)
{
    if (fd < 0) return code();
    *out = (os_folder){.handle = fd};
    return 0;
}

int os_folder_open(const char *path, os_folder *out)
{
    return keep(open(path, FOLDER), out);
}

int os_folder_enter(const os_folder *in, const char *name, os_folder *out)
{
    return keep(openat(in->handle, name, FOLDER | O_NOFOLLOW), out);
}

int os_folder_make(const os_folder *in, const char *name)
{
    return mkdirat(in->handle, name, 0700) < 0 ? code() : 0;
}

void os_folder_close(os_folder *f)
{
    close(f->handle);
}

int os_folder_sync(const os_folder *f)
{
    return os_sync(f->handle);
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names, each ended by a zero. */
typedef struct gathered {
    char *text;
    size_t len, size, count;
} gathered;

static int gather(gathered *g, const char *name)
{
    size_t len = strlen(name) + 1;
    if (g->len + len > g->size) {
        size_t size = 2 * g->size + len + 4096;
        char *text = (char *)realloc(g->text, size);
        if (text == NULL) return SKT_ENOMEM;
        g->text = text;
        g->size = size;
    }
    memcpy(g->text + g->len, name, len);
    g->len += len;
    g->count++;
    return 0;
}

static int gather_all(const os_folder *f, gathered *g)
{
    int rc = 0;
    /* Duplicate the descriptor, since closedir closes it. */
    int fd = openat(f->handle, ".", FOLDER);
    DIR *names = fd < 0 ? NULL : fdopendir(fd);
    if (names == NULL) {
        rc = code();
        if (fd >= 0) close(fd);
        return rc;
    }
    while (rc == 0) {
        errno = 0;
        const struct dirent *entry = readdir(names);
        if (entry == NULL) {
            rc = code();
            break;
        }
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) rc = gather(g, entry->d_name);
    }
    closedir(names);
    return rc;
}

int os_folder_names(const os_folder *f, char ***out)
{
    gathered g = {0};
    int rc = gather_all(f, &g);
    size_t table = (g.count + 1) * sizeof(char *);
    char **names = rc == 0 ? (char **)malloc(table + g.len) : NULL;
    if (rc == 0 && names == NULL) rc = SKT_ENOMEM;
    if (rc == 0) {
        char *at = (char *)names + table;
        if (g.len > 0) memcpy(at, g.text, g.len);
        for (size_t i = 0; i < g.count; i++, at += strlen(at) + 1) names[i] = at;
        names[g.count] = NULL;
        qsort((void *)names, g.count, sizeof *names, compare);
        *out = names;
    }
    free(g.text);
    return rc;
}

os_kind os_kind_in(const os_folder *f, const char *name)
{
    struct stat info;
    if (fstatat(f->handle, name, &info, AT_SYMLINK_NOFOLLOW) < 0) return OS_NOTHING;
    if (S_ISREG(info.st_mode)) return OS_FILE;
    if (S_ISDIR(info.st_mode)) return OS_DIRECTORY;
    return S_ISLNK(info.st_mode) ? OS_LINK : OS_OTHER;
}

static int open_regular(const os_folder *f, const char *name, int flags, skt_file *out, uint64_t *len_out)
{
    struct stat info;
    /* O_NONBLOCK, since opening a FIFO would otherwise wait for its other end. */
    int fd = openat(f->handle, name, flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) return code();
    int rc = fstat(fd, &info) < 0 ? code() : 0;
    if (rc == 0 && !S_ISREG(info.st_mode)) rc = S_ISDIR(info.st_mode) ? SKT_EISDIR : SKT_EINVAL;
    if (rc < 0) {
        close(fd);
        return rc;
    }
    *out = fd;
    *len_out = (uint64_t)info.st_size;
    return 0;
}

int os_open_in(const os_folder *f, const char *name, skt_file *out, uint64_t *len_out)
{
    return open_regular(f, name, O_RDONLY, out, len_out);
}

int os_open_to_change_in(const os_folder *f, const char *name, skt_file *out, uint64_t *len_out)
{
    return open_regular(f, name, O_RDWR, out, len_out);
}

int os_create_in(const os_folder *f, const char *name, unsigned mode, skt_file *out)
{
    int fd = openat(f->handle, name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, (mode_t)((mode & 0666) | 0600));
    if (fd < 0) return code();
    *out = fd;
    return 0;
}

#if defined(O_TMPFILE)
/* Some kernels allow the first way only to privileged processes; the second needs /proc. */
static int give_name(int fd, const char *self, int folder, const char *name)
{
    if (linkat(fd, "", folder, name, AT_EMPTY_PATH) == 0) return 0;
    if (errno != EEXIST && linkat(AT_FDCWD, self, folder, name, AT_SYMLINK_FOLLOW) == 0) return 0;
    return errno == EEXIST ? SKT_EEXIST : SKT_EUNSUPPORTED;
}
#endif

int os_put_in(const os_folder *f, const char *name, const void *data, size_t len, const os_details *details)
{
#if defined(O_TMPFILE)
    char self[40];
    int fd = openat(f->handle, ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, (mode_t)((details->mode & 0666) | 0600));
    if (fd < 0) return SKT_EUNSUPPORTED;
    skt_ssize count = os_write_at(fd, data, len, 0);
    int rc = count < 0 ? (int)count : (size_t)count < len ? SKT_EIO : os_set_details(fd, details);
    snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
    if (rc == 0) rc = give_name(fd, self, f->handle, name);
    int closed = os_close(fd);
    if (rc == 0 && closed < 0) unlinkat(f->handle, name, 0);
    return rc < 0 ? rc : closed;
#else
    (void)f;
    (void)name;
    (void)data;
    (void)len;
    (void)details;
    return SKT_EUNSUPPORTED;
#endif
}

bool os_is_in(const os_folder *f, const char *name, skt_file file)
{
    struct stat ours, there;
    return fstat(file, &ours) == 0 && fstatat(f->handle, name, &there, AT_SYMLINK_NOFOLLOW) == 0 &&
           ours.st_dev == there.st_dev && ours.st_ino == there.st_ino;
}

/* Renames atomically unless the name exists. SKT_ENOSYS if the system or the file system cannot do that. */
static int rename_to_nothing(int folder, const char *from, const char *to)
{
#if defined(SYS_renameat2)
    /* By number, since some C libraries lack the function and RENAME_NOREPLACE. */
    if (syscall(SYS_renameat2, folder, from, folder, to, 1U) == 0) return 0;
#elif defined(RENAME_EXCL)
    if (renameatx_np(folder, from, folder, to, RENAME_EXCL) == 0) return 0;
#else
    (void)folder;
    (void)from;
    (void)to;
    errno = ENOSYS;
#endif
    /* EPERM comes from seccomp filters that do not know the call. */
    bool lacks = errno == EINVAL || errno == ENOTSUP || errno == EOPNOTSUPP || errno == EPERM;
    return lacks ? SKT_ENOSYS : code();
}

/* Uses link(2), which fails atomically if the name exists. SKT_ENOSYS as above. */
static int link_and_remove(int folder, const char *from, const char *to)
{
    if (linkat(folder, from, folder, to, 0) == 0) {
        int rc = unlinkat(folder, from, 0) < 0 ? code() : 0;
        if (rc < 0) unlinkat(folder, to, 0);
        return rc;
    }
    bool lacks = errno == EPERM || errno == EACCES || errno == EMLINK || errno == ENOTSUP || errno == EOPNOTSUPP;
    return lacks ? SKT_ENOSYS : code();
}

/* Creates an empty file under the name, which fails if it exists, and then replaces that file. */
static int rename_to_own(const os_folder *f, const char *from, const char *to)
{
    int fd = openat(f->handle, to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) return code();
    int rc = os_is_in(f, to, fd) ? 0 : SKT_EEXIST;
    if (rc == 0 && renameat(f->handle, from, f->handle, to) < 0) {
        rc = code();
        if (os_is_in(f, to, fd)) unlinkat(f->handle, to, 0);
    }
    close(fd);
    return rc;
}

int os_rename_in(const os_folder *f, skt_file file, const char *from, const char *to, bool replace)
{
    (void)file;
    if (replace) return renameat(f->handle, from, f->handle, to) < 0 ? code() : 0;
    int rc = rename_to_nothing(f->handle, from, to);
    if (rc == SKT_ENOSYS) rc = link_and_remove(f->handle, from, to);
    return rc == SKT_ENOSYS ? rename_to_own(f, from, to) : rc;
}

int os_remove_in(const os_folder *f, const char *name)
{
    return unlinkat(f->handle, name, 0) < 0 ? code() : 0;
}

int os_link_in(const os_folder *f, const char *name, const char *target)
{
    return symlinkat(target, f->handle, name) < 0 ? code() : 0;
}

int os_link_target_in(const os_folder *f, const char *name, char *out, size_t size)
{
    ssize_t len = readlinkat(f->handle, name, out, size);
    if (len < 0) return code();
    if ((size_t)len >= size) return SKT_ENAMETOOLONG;
    out[len] = '\0';
    return 0;
}

#if defined(__APPLE__)
#define CHANGED st_mtimespec
#else
#define CHANGED st_mtim
#endif

int os_details_of(skt_file file, os_details *out)
{
    struct stat info;
    if (fstat(file, &info) < 0) return code();
    *out = (os_details){.has_mode = true,
                        .has_time = true,
                        .mode = (unsigned)info.st_mode & 0777,
                        .seconds = info.CHANGED.tv_sec,
                        .nanoseconds = (uint32_t)info.CHANGED.tv_nsec};
    return 0;
}

int os_set_details(skt_file file, const os_details *details)
{
    const struct timespec times[2] = {{.tv_nsec = UTIME_OMIT},
                                      {.tv_sec = (time_t)details->seconds, .tv_nsec = (long)details->nanoseconds}};
    if (details->has_mode && fchmod(file, (mode_t)(details->mode & 0777)) < 0) return code();
    return details->has_time && futimens(file, times) < 0 ? code() : 0;
}

void os_data_at(skt_file file, uint64_t offset, uint64_t len, uint64_t *begin_out, uint64_t *end_out)
{
    *begin_out = offset;
    *end_out = len;
#if defined(SEEK_DATA) && defined(SEEK_HOLE)
    off_t begin = lseek(file, (off_t)offset, SEEK_DATA);
    if (begin < 0 && errno == ENXIO) *begin_out = len;
    if (begin < 0) return;
    off_t end = lseek(file, begin, SEEK_HOLE);
    *begin_out = (uint64_t)begin < len ? (uint64_t)begin : len;
    if (end > begin && (uint64_t)end < len) *end_out = (uint64_t)end;
#endif
}

void os_allow_holes(skt_file file)
{
    (void)file; /* every file may have holes */
}
