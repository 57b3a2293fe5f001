/* SPDX-License-Identifier: MIT */
#include "processes.h"

#include "../../say.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PATH_ROOM 64

/* The number in "socket:[123]" or "net:[123]"; 0 for other texts. */
static uint64_t number_of(const char *link, const char *kind)
{
    size_t len = strlen(kind);
    if (strncmp(link, kind, len) != 0 || strncmp(link + len, ":[", 2) != 0) return 0;
    return strtoull(link + len + 2, NULL, 10);
}

static int64_t link_number(int folder, const char *path, const char *kind)
{
    char link[PATH_ROOM];
    ssize_t len = readlinkat(folder, path, link, sizeof link - 1);
    if (len < 0) return -errno;
    link[len] = '\0';
    return (int64_t)number_of(link, kind);
}

int64_t process_socket(int64_t pid, int64_t fd)
{
    char path[PATH_ROOM];
    snprintf(path, sizeof path, "/proc/%" PRId64 "/fd/%" PRId64, pid, fd);
    return link_number(AT_FDCWD, path, "socket");
}

uint64_t process_namespace(int64_t pid, const char *kind)
{
    char path[PATH_ROOM];
    snprintf(path, sizeof path, "/proc/%" PRId64 "/ns/%s", pid, kind);
    int64_t number = link_number(AT_FDCWD, path, kind);
    return number > 0 ? (uint64_t)number : 0;
}

static size_t read_file(int64_t pid, const char *name, char *out, size_t size)
{
    char path[PATH_ROOM];
    snprintf(path, sizeof path, "/proc/%" PRId64 "/%s", pid, name);
    FILE *file = fopen(path, "re");
    size_t len = file ? fread(out, 1, size - 1, file) : 0;
    if (file != NULL) fclose(file);
    out[len] = '\0';
    return len;
}

void process_name(int64_t pid, char out[PROCESS_NAME_MAX])
{
    read_file(pid, "comm", out, PROCESS_NAME_MAX);
    out[strcspn(out, "\n")] = '\0';
}

size_t process_numbers(int64_t pid, const char *line, int base, uint64_t *out, size_t room)
{
    char text[4096], start[32];
    size_t count = 0;
    read_file(pid, "status", text, sizeof text);
    snprintf(start, sizeof start, "\n%s:", line);
    char *at = strstr(text, start);
    if (at == NULL) return 0;
    at += strlen(start);
    while (count < room) {
        char *end;
        while (*at == ' ' || *at == '\t') at++;
        if (*at == '\n' || *at == '\0') break;
        out[count++] = strtoull(at, &end, base);
        if (end == at) return count - 1;
        at = end;
    }
    return count;
}

int64_t process_user(int64_t pid)
{
    uint64_t users[4];
    return process_numbers(pid, "Uid", 10, users, 4) == 4 ? (int64_t)users[1] : -1;
}

/* Makes room for one more element; NULL if there is no memory. Grows whenever the count is a power of two. */
static void *grown(void *all, size_t count, size_t size)
{
    if (count != 0 && (count & (count - 1)) != 0) return all;
    return realloc(all, (count ? count * 2 : 1) * size);
}

static int add_holder(processes *p, uint64_t inode, int64_t pid, int fd)
{
    holder *all = grown(p->holders, p->holder_count, sizeof *all);
    if (all == NULL) return SKT_ENOMEM;
    p->holders = all;
    p->holders[p->holder_count++] = (holder){inode, pid, fd, p->count - 1};
    return 0;
}

static int read_process(processes *p, int64_t pid)
{
    char path[PATH_ROOM];
    uint64_t memory;
    process *all = grown(p->all, p->count, sizeof *all);
    if (all == NULL) return SKT_ENOMEM;
    p->all = all;
    process *one = &p->all[p->count++];
    *one = (process){.pid = pid};
    snprintf(path, sizeof path, "/proc/%" PRId64 "/fd", pid);
    DIR *folder = opendir(path);
    if (folder == NULL) one->hidden = -errno;
    int rc = 0;
    for (struct dirent *entry; folder != NULL && rc == 0 && (entry = readdir(folder)) != NULL;) {
        if (entry->d_name[0] == '.') continue;
        int64_t inode = link_number(dirfd(folder), entry->d_name, "socket");
        /* The folder may be readable although its links are not. */
        if (inode == SKT_EACCES) one->hidden = SKT_EACCES;
        if (inode > 0) rc = add_holder(p, (uint64_t)inode, pid, (int)strtol(entry->d_name, NULL, 10));
    }
    if (folder != NULL) closedir(folder);
    /* A zombie refuses access like a protected process, but holds no descriptors. */
    if (one->hidden < 0 && process_numbers(pid, "VmSize", 10, &memory, 1) == 0) one->hidden = 0;
    return rc;
}

static int compare(const void *one, const void *other)
{
    const holder *a = one, *b = other;
    if (a->inode != b->inode) return a->inode < b->inode ? -1 : 1;
    if (a->pid != b->pid) return a->pid < b->pid ? -1 : 1;
    return a->fd - b->fd;
}

int processes_read(processes *out)
{
    *out = (processes){0};
    DIR *folder = opendir("/proc");
    if (folder == NULL) return -errno;
    int rc = 0;
    for (struct dirent *entry; rc == 0 && (entry = readdir(folder)) != NULL;) {
        int64_t pid = strtoll(entry->d_name, NULL, 10);
        if (pid > 0 && pid != getpid()) rc = read_process(out, pid);
    }
    closedir(folder);
    if (out->holder_count > 0) qsort(out->holders, out->holder_count, sizeof *out->holders, compare);
    return rc;
}

void processes_free(processes *p)
{
    free(p->all);
    free(p->holders);
    *p = (processes){0};
}

const holder *processes_holders(const processes *p, uint64_t inode, size_t *count_out)
{
    size_t from = 0, to = p->holder_count;
    *count_out = 0;
    if (to == 0) return NULL;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (p->holders[middle].inode < inode)
            from = middle + 1;
        else
            to = middle;
    }
    size_t end = from;
    while (end < p->holder_count && p->holders[end].inode == inode) end++;
    *count_out = end - from;
    return p->holders + from;
}

json_t *processes_owners(const processes *p, uint64_t inode)
{
    size_t count;
    const holder *first = processes_holders(p, inode, &count);
    json_t *owners = json_array();
    for (size_t i = 0; i < count; i++) {
        char name[PROCESS_NAME_MAX], shown[SAY_MAX];
        process_name(first[i].pid, name);
        json_array_append_new(owners,
                              json_pack("{s:I, s:i, s:s, s:I}", "pid", (json_int_t)first[i].pid, "fd", first[i].fd,
                                        "name", printable(name, shown), "uid", (json_int_t)process_user(first[i].pid)));
    }
    return owners;
}
