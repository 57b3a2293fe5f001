/* SPDX-License-Identifier: MIT */
#include "part.h"

#include <stdio.h>
#include <string.h>

#define SUFFIX ".part"

const char *part_in_the_way(os_kind there)
{
    switch (there) {
    case OS_DIRECTORY: return "there is a folder of that name";
    case OS_LINK: return "there is a link of that name, and no link is replaced or followed";
    case OS_OTHER: return "there is a device, a pipe or a socket of that name, and only files are replaced";
    default: return NULL;
    }
}

/* The folder of a path whose last component is `name`. */
static int open_parent(const char *path, const char *name, os_folder *out)
{
    char parent[OS_PATH_MAX];
    size_t len = (size_t)(name - path);
    memcpy(parent, path, len);
    memcpy(parent + len, ".", 2);
    return os_folder_open(parent, out);
}

int destination_of(const char *output, destination *out)
{
    char shown[SAY_MAX];
    printable(output, shown);
    if (output[0] == '\0') return complain_of_usage("the name of the output is empty");
    if (strlen(output) + 2 > OS_PATH_MAX) return complain_of_usage("the output's name is too long");
    out->to_output = strcmp(output, "-") == 0;
    if (out->to_output) return STATUS_OK;
    int rc = os_kind_of(output) == OS_DIRECTORY ? os_folder_open(output, &out->folder) : SKT_ENOTDIR;
    if (rc == 0) return STATUS_OK;
    const char *name = os_base_name(output);
    if (rc != SKT_ENOTDIR) return complain_of(shown, rc);
    if (name[0] == '\0') return complain("%s: there is no such folder", shown);
    if (strlen(name) >= PART_NAME_MAX) return complain_of_usage("the output's name is too long");
    snprintf(out->name, sizeof out->name, "%s", name);
    rc = open_parent(output, name, &out->folder);
    if (rc < 0) return complain_of(shown, rc);
    const char *problem = part_in_the_way(os_kind_in(&out->folder, name));
    return problem != NULL ? complain("%s: %s", shown, problem) : STATUS_OK;
}

/* Compares without regard to case, since some file systems do. */
static bool ends_like_a_part(const char *name)
{
    size_t len = strlen(name), suffix = strlen(SUFFIX);
    if (len < suffix || name[len - suffix] != '.') return false;
    for (size_t i = 1; i < suffix; i++)
        if ((name[len - suffix + i] | 0x20) != SUFFIX[i]) return false;
    return true;
}

#define IN_USE "another receiver is at work on its .part file"

/* Locks the file and checks that the name still leads to it. */
static int claim(part *p)
{
    int rc = os_lock_file(p->file);
    return rc == 0 && !os_is_in(p->folder, p->part_name, p->file) ? SKT_EBUSY : rc;
}

static int create_part(part *p, unsigned mode)
{
    int rc = os_create_in(p->folder, p->part_name, mode, &p->file);
    return rc == 0 ? claim(p) : rc;
}

/* Opens the existing part; without --resume removes it and creates a new one, which no other process has open. */
static int take_over(const destination *d, unsigned mode, part *p)
{
    int rc = os_open_to_change_in(p->folder, p->part_name, &p->file, &p->len);
    if (rc == 0) rc = claim(p);
    if (rc == 0 && d->resume) return os_measure(p->file, &p->len);
    if (rc < 0) return rc;
    rc = os_remove_in(p->folder, p->part_name);
    os_close(p->file);
    p->file = OS_NO_FILE;
    p->len = 0;
    if (rc == 0) rc = create_part(p, mode);
    return rc == SKT_EEXIST ? SKT_EBUSY : rc;
}

static const char *open_part(const destination *d, unsigned mode, part *p, char why[SAY_MAX])
{
    p->len = 0;
    p->file = OS_NO_FILE;
    int rc = create_part(p, mode);
    if (rc == SKT_EEXIST) {
        const char *problem = part_in_the_way(os_kind_in(p->folder, p->part_name));
        if (problem != NULL) return "what has the name of its .part file is no file";
        if (d->resume || d->force) rc = take_over(d, mode, p);
    }
    if (rc < 0 && p->file != OS_NO_FILE) os_close(p->file);
    if (rc < 0) p->file = OS_NO_FILE;
    if (rc == SKT_EBUSY) return IN_USE;
    if (rc == SKT_EEXIST) return "a .part file of that name is in the way (the receiver's --resume continues it)";
    return rc < 0 ? explain(rc, why) : NULL;
}

const char *part_name_problem(const char *name, bool is_file, char why[SAY_MAX])
{
    const char *problem = wire_name_problem(name, strlen(name));
    if (problem == NULL) problem = os_name_problem(name);
    if (problem != NULL) {
        snprintf(why, SAY_MAX, "the name %s", problem);
        return why;
    }
    /* A name that ends in .part could be the part of another file of the transfer. */
    return is_file && ends_like_a_part(name) ? "names that end in .part are the receiver's own" : NULL;
}

const char *part_open(const destination *d, const os_folder *folder, const char *name, uint64_t len, unsigned mode,
                      part *out, char why[SAY_MAX])
{
    out->folder = folder;
    out->file = OS_NO_FILE;
    out->is_final = false;
    snprintf(out->name, sizeof out->name, "%s", name);
    snprintf(out->part_name, sizeof out->part_name, "%s%s", name, SUFFIX);
    os_kind there = os_kind_in(folder, name);
    if (part_in_the_way(there) != NULL) return part_in_the_way(there);
    if (there == OS_FILE && d->resume && os_open_in(folder, name, &out->file, &out->len) == 0) {
        out->is_final = out->len == len;
        if (out->is_final) return NULL;
        os_close(out->file);
        out->file = OS_NO_FILE;
    }
    if (there != OS_NOTHING && !d->force) return "there is a file of that name already";
    return open_part(d, mode, out, why);
}

const char *part_open_anew(const destination *d, unsigned mode, part *p, char why[SAY_MAX])
{
    os_close(p->file);
    p->file = OS_NO_FILE;
    p->is_final = false;
    return d->force ? open_part(d, mode, p, why) : "there is another file of that name already";
}

/* Completes the file's data and metadata, before it gets its name. */
static int make_ready(const part *p, const destination *d, const os_details *details)
{
    int rc = os_settle(p->file);
    if (rc == 0) rc = os_set_details(p->file, details);
    return rc == 0 && d->sync ? os_sync(p->file) : rc;
}

static int close_part(part *p)
{
    int rc = os_close(p->file);
    p->file = OS_NO_FILE;
    return rc;
}

/* Renames the part while it is open and locked, so that the file that gets the name is the one that was verified. */
const char *part_finish(part *p, const destination *d, const os_details *details, char why[SAY_MAX])
{
    if (p->is_final) {
        close_part(p);
        return NULL;
    }
    int rc = make_ready(p, d, details);
    if (rc < 0) return explain(rc, why);
    if (!os_is_in(p->folder, p->part_name, p->file)) return "somebody has moved or replaced its .part file";
    /* With --force, checks a file that was created meanwhile; without, the rename fails if the name exists. */
    const char *problem = d->force ? part_in_the_way(os_kind_in(p->folder, p->name)) : NULL;
    if (problem != NULL) return problem;
    rc = os_rename_in(p->folder, p->file, p->part_name, p->name, d->force);
    if (rc == SKT_EEXIST) return "a file of that name has appeared meanwhile";
    if (rc < 0) return explain(rc, why);
    if (!os_is_in(p->folder, p->name, p->file)) return "somebody has moved or replaced the file as it got its name";
    if (d->sync) rc = os_folder_sync(p->folder);
    int closed = close_part(p);
    if (rc == 0) rc = closed;
    return rc < 0 ? explain(rc, why) : NULL;
}

void part_leave(part *p, bool worthless)
{
    uint64_t len = 0;
    p->len = 0;
    if (p->file == OS_NO_FILE) return;
    bool ours = !p->is_final && os_is_in(p->folder, p->part_name, p->file) && os_measure(p->file, &len) == 0;
    if (ours && (worthless || len == 0)) os_remove_in(p->folder, p->part_name);
    p->len = worthless || !ours ? 0 : len;
    close_part(p);
}
