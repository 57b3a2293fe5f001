/* SPDX-License-Identifier: MIT */
#include "source.h"

#include "wire.h"

#include <stdlib.h>
#include <string.h>

/* The length of a file that reports 0 bytes: files of /proc have content although they report none. */
static int measure_by_reading(const source *s)
{
    char byte;
    skt_ssize count = os_read_at(s->file, &byte, 1, 0);
    if (count < 0) return complain_of(s->name, (int)count);
    if (count > 0) return complain("%s: its length cannot be known before it is read; send a copy of it", s->name);
    return STATUS_OK;
}

int source_open(const char *path, source *out)
{
    printable(path, out->name);
    int rc = os_open_to_read(path, &out->file, &out->len);
    if (rc == SKT_EINVAL) return complain("%s: is no regular file; send a copy of what is in it", out->name);
    if (rc < 0) return complain_of(out->name, rc);
    int status = out->len == 0 ? measure_by_reading(out) : STATUS_OK;
    if (status != STATUS_OK) source_close(out);
    return status;
}

void source_close(source *s)
{
    os_close(s->file);
}

int source_is_unchanged(const source *s)
{
    char byte;
    uint64_t len = 0;
    int rc = os_measure(s->file, &len);
    if (rc < 0) return complain_of(s->name, rc);
    if (len < s->len) return complain("%s: the file became shorter while it was sent", s->name);
    skt_ssize more = os_read_at(s->file, &byte, 1, s->len);
    if (more < 0) return complain_of(s->name, (int)more);
    if (more > 0 || len > s->len) return complain("%s: the file became longer while it was sent", s->name);
    return STATUS_OK;
}

bool source_is_input(const char *word)
{
    return strcmp(word, "-") == 0;
}

const char *source_base_name(char *path)
{
    size_t len = strlen(path);
    while (len > 1 && os_base_name(path)[0] == '\0') path[--len] = '\0';
    return os_base_name(path);
}

static int check(char *path, bool folders, bool renamed)
{
    source s;
    char shown[SAY_MAX];
    if (source_is_input(path)) return STATUS_OK;
    const char *name = source_base_name(path);
    const char *problem = renamed ? NULL : wire_name_problem(name, strlen(name));
    if (os_kind_of(path) == OS_DIRECTORY) {
        if (!folders) return complain("%s: EISDIR: it is a folder; -r sends it", printable(path, shown));
    } else {
        int status = source_open(path, &s);
        if (status != STATUS_OK) return status;
        source_close(&s);
    }
    return problem != NULL ? complain("%s: the name %s; --as gives it another", printable(path, shown), problem)
                           : STATUS_OK;
}

/* A path, and its name at the receiver. */
typedef struct named {
    const char *path, *name;
} named;

static int compare(const void *a, const void *b)
{
    const named *first = (const named *)a, *second = (const named *)b;
    return strcmp(first->name, second->name);
}

static int check_names(char **paths, size_t count)
{
    char shown[SAY_MAX];
    if (count < 2) return STATUS_OK;
    named *sorted = (named *)malloc(count * sizeof *sorted);
    if (sorted == NULL) return complain_of("the names of the files", SKT_ENOMEM);
    for (size_t i = 0; i < count; i++) sorted[i] = (named){paths[i], os_base_name(paths[i])};
    qsort(sorted, count, sizeof *sorted, compare);
    int status = STATUS_OK;
    for (size_t i = 1; status == STATUS_OK && i < count; i++)
        if (compare(&sorted[i - 1], &sorted[i]) == 0)
            status = complain("%s: another file has the same name", printable(sorted[i].path, shown));
    free(sorted);
    return status;
}

int source_check_all(char **paths, size_t count, bool folders, bool renamed)
{
    int status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < count; i++) status = check(paths[i], folders, renamed);
    return status == STATUS_OK ? check_names(paths, count) : status;
}
