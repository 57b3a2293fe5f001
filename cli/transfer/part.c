/* SPDX-License-Identifier: MIT */
#include "part.h"

#include <stdio.h>
#include <string.h>

#define SUFFIX ".part"

/* Why what has a name cannot make room for a file, as a sentence; NULL where it can. */
static const char *in_the_way(os_kind there)
{
    switch (there) {
    case OS_DIRECTORY: return "there is a folder of that name";
    case OS_LINK: return "there is a link of that name, and no link is replaced or followed";
    case OS_OTHER: return "there is a device, a pipe or a socket of that name, and only files are replaced";
    default: return NULL;
    }
}

int destination_of(const char *output, destination *out)
{
    char shown[SAY_MAX];
    size_t len = strlen(output);
    os_kind kind = os_kind_of(output);
    out->path = output;
    out->is_folder = kind == OS_DIRECTORY;
    if (len == 0) return complain_of_usage("the name of the output is empty");
    if (len + WIRE_NAME_MAX + sizeof SUFFIX + 1 > OS_PATH_MAX)
        return complain_of_usage("the output's name is too long");
    if (!out->is_folder && os_base_name(output)[0] == '\0')
        return complain("%s: there is no such folder", printable(output, shown));
    const char *problem = out->is_folder ? NULL : in_the_way(os_kind_at(output));
    if (problem != NULL) return complain("%s: %s", printable(output, shown), problem);
    return STATUS_OK;
}

/* In small and in capital letters, which are the same to some file systems. */
static bool ends_like_a_part(const char *name)
{
    size_t len = strlen(name), suffix = strlen(SUFFIX);
    if (len < suffix || name[len - suffix] != '.') return false;
    for (size_t i = 1; i < suffix; i++)
        if ((name[len - suffix + i] | 0x20) != SUFFIX[i]) return false;
    return true;
}

#define IN_USE "another receiver is at work on its .part file"

/* Locked, and still the file that has the name. */
static int claim(part *p)
{
    int rc = os_lock_file(p->file);
    return rc == 0 && !os_is_at(p->file, p->part_path) ? SKT_EBUSY : rc;
}

static int create_part(part *p)
{
    int rc = os_create(p->part_path, &p->file);
    return rc == 0 ? claim(p) : rc;
}

/* Takes the part that is there; without --resume a new one, for which somebody else's handle to the old is nothing. */
static int take_over(const destination *d, part *p)
{
    int rc = os_open_to_change(p->part_path, &p->file, &p->len);
    if (rc == 0) rc = claim(p);
    if (rc == 0 && d->resume) return os_measure(p->file, &p->len);
    if (rc < 0) return rc;
    rc = os_remove(p->part_path);
    os_close(p->file);
    p->file = OS_NO_FILE;
    p->len = 0;
    if (rc == 0) rc = create_part(p);
    return rc == SKT_EEXIST ? SKT_EBUSY : rc;
}

static const char *open_part(const destination *d, part *p, char why[SAY_MAX])
{
    p->len = 0;
    p->file = OS_NO_FILE;
    int rc = create_part(p);
    if (rc == SKT_EEXIST && (d->resume || d->force)) rc = take_over(d, p);
    if (rc < 0 && p->file != OS_NO_FILE) os_close(p->file);
    if (rc == SKT_EBUSY) return IN_USE;
    if (rc == SKT_EEXIST) return "a .part file of that name is in the way (the receiver's --resume continues it)";
    return rc < 0 ? explain(rc, why) : NULL;
}

const char *part_open(const destination *d, const char *name, part *out, char why[SAY_MAX])
{
    if (d->is_folder) {
        const char *problem = os_name_problem(name);
        if (problem != NULL) {
            snprintf(why, SAY_MAX, "the name %s", problem);
            return why;
        }
        /* It could be the part of another file of the same transfer. */
        if (ends_like_a_part(name)) return "names that end in .part are the receiver's own";
        bool has_end = os_base_name(d->path)[0] == '\0';
        snprintf(out->path, sizeof out->path, "%s%s%s", d->path, has_end ? "" : "/", name);
    } else {
        snprintf(out->path, sizeof out->path, "%s", d->path);
    }
    size_t len = strlen(out->path);
    memcpy(out->part_path, out->path, len);
    memcpy(out->part_path + len, SUFFIX, sizeof SUFFIX);

    os_kind there = os_kind_at(out->path);
    if (in_the_way(there) != NULL) return in_the_way(there);
    if (there != OS_NOTHING && !d->force) return "there is a file of that name already";
    if (in_the_way(os_kind_at(out->part_path)) != NULL) return "what has the name of its .part file is no file";
    return open_part(d, out, why);
}

/* All that is left to do with the bytes; afterwards only the name is missing. */
static int make_ready(const part *p, const destination *d)
{
    int rc = os_settle(p->file);
    return rc == 0 && d->sync ? os_sync(p->file) : rc;
}

/* The part is kept open and locked until it has its name, so that it is the file that was verified that gets it. */
const char *part_finish(part *p, const destination *d, char why[SAY_MAX])
{
    int rc = make_ready(p, d);
    if (rc < 0) return explain(rc, why);
    if (!os_is_at(p->file, p->part_path)) return "somebody has moved or replaced its .part file";
    /* What has come meanwhile; without --force the system refuses anything. */
    const char *problem = in_the_way(os_kind_at(p->path));
    if (problem != NULL) return problem;
    rc = os_rename(p->file, p->part_path, p->path, d->force);
    if (rc == SKT_EEXIST) return "a file of that name has appeared meanwhile";
    if (rc < 0) return explain(rc, why);
    if (!os_is_at(p->file, p->path)) return "somebody has moved or replaced the file as it got its name";
    if (d->sync) rc = os_sync_name(p->file, p->path);
    int closed = os_close(p->file);
    p->file = OS_NO_FILE;
    if (rc == 0) rc = closed;
    return rc < 0 ? explain(rc, why) : NULL;
}

void part_leave(part *p, bool worthless)
{
    uint64_t len = 0;
    p->len = 0;
    if (p->file == OS_NO_FILE) return;
    bool ours = os_is_at(p->file, p->part_path) && os_measure(p->file, &len) == 0;
    if (ours && (worthless || len == 0)) os_remove(p->part_path);
    p->len = worthless || !ours ? 0 : len;
    os_close(p->file);
    p->file = OS_NO_FILE;
}
