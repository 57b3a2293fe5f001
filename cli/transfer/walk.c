/* SPDX-License-Identifier: MIT */
#include "walk.h"

#include "transfer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int leave_out(sending *s, const char *why)
{
    char shown[SAY_MAX];
    s->left_out = true;
    complain("%s: left out: %s", printable(s->path, shown), why);
    return STATUS_OK;
}

static int leave_out_for(sending *s, int rc)
{
    char why[SAY_MAX];
    return rc == 0 ? STATUS_OK : leave_out(s, explain(rc, why));
}

static int send_link(sending *s, const os_folder *in, const char *name)
{
    uint8_t body[WIRE_BODY_MAX];
    const os_details none = {0};
    size_t len = strlen(name);
    char *target = (char *)body + WIRE_DETAILS + 1 + len;
    wire_put_details(body, &none, 0);
    body[WIRE_DETAILS] = (uint8_t)len;
    memcpy(body + WIRE_DETAILS + 1, name, len); /* NOLINT(bugprone-not-null-terminated-result) */
    int rc = os_link_target_in(in, name, target, sizeof body - WIRE_DETAILS - 1 - len);
    if (rc < 0) return leave_out_for(s, rc);
    return sending_announce(s, WIRE_LINK, body, WIRE_DETAILS + 1 + len + strlen(target));
}

static int send_regular(sending *s, const os_folder *in, const char *name)
{
    source from;
    int rc = os_open_in(in, name, &from.file, &from.len);
    if (rc < 0) return leave_out_for(s, rc);
    printable(s->path, from.name);
    int status = sending_file(s, &from, name);
    source_close(&from);
    return status;
}

/* A folder that is being sent, and its next entry. */
typedef struct level {
    os_folder folder;
    bool is_ours; /* must be closed */
    char **names, **at;
    size_t path_len; /* the length of the path up to this folder */
} level;

typedef struct walk {
    sending *s;
    size_t depth;
    level levels[WIRE_DEPTH_MAX];
} walk;

/* Announces the folder of the next level. */
static int begin(walk *w, const char *name)
{
    uint8_t body[WIRE_DETAILS + WIRE_NAME_MAX];
    level *l = &w->levels[w->depth];
    os_details details;
    size_t len = strlen(name);
    int rc = os_details_of(l->folder.handle, &details);
    if (rc == 0) rc = os_folder_names(&l->folder, &l->names);
    if (rc < 0) {
        if (l->is_ours) os_folder_close(&l->folder);
        return leave_out_for(w->s, rc);
    }
    l->at = l->names;
    l->path_len = strlen(w->s->path);
    w->depth++;
    wire_put_details(body, &details, 0);
    memcpy(body + WIRE_DETAILS, name, len); /* NOLINT(bugprone-not-null-terminated-result) */
    return sending_announce(w->s, WIRE_FOLDER, body, WIRE_DETAILS + len);
}

static void end(walk *w)
{
    level *l = &w->levels[--w->depth];
    free((void *)l->names);
    if (l->is_ours) os_folder_close(&l->folder);
}

static int send_subfolder(walk *w, const os_folder *in, const char *name)
{
    if (w->depth == WIRE_DEPTH_MAX) return leave_out(w->s, "there are too many folders in each other");
    level *l = &w->levels[w->depth];
    int rc = os_folder_enter(in, name, &l->folder);
    l->is_ours = true;
    return rc < 0 ? leave_out_for(w->s, rc) : begin(w, name);
}

static int send_entry(walk *w, const os_folder *in, const char *name)
{
    const char *problem = wire_name_problem(name, strlen(name));
    char why[SAY_MAX];
    if (problem != NULL) {
        snprintf(why, sizeof why, "the name %s", problem);
        return leave_out(w->s, why);
    }
    switch (os_kind_in(in, name)) {
    case OS_FILE: return send_regular(w->s, in, name);
    case OS_DIRECTORY: return send_subfolder(w, in, name);
    case OS_LINK: return send_link(w->s, in, name);
    case OS_OTHER: return leave_out(w->s, "it is a device, a pipe or a socket");
    default: return leave_out(w->s, "it is gone");
    }
}

/* Sends the next entry of the innermost folder, or leaves the folder. */
static int step(walk *w)
{
    level *l = &w->levels[w->depth - 1];
    const char *name = *l->at;
    w->s->path[l->path_len] = '\0';
    if (name == NULL) {
        end(w);
        return sending_announce(w->s, WIRE_UP, NULL, 0);
    }
    l->at++;
    snprintf(w->s->path + l->path_len, sizeof w->s->path - l->path_len, "/%s", name);
    return send_entry(w, &l->folder, name);
}

int walk_folder(sending *s, const os_folder *folder, const char *name)
{
    walk *w = (walk *)calloc(1, sizeof *w);
    if (w == NULL) return complain_of("a folder", SKT_ENOMEM);
    w->s = s;
    w->levels[0].folder = *folder;
    int status = begin(w, name);
    while (status == STATUS_OK && w->depth > 0) status = step(w);
    while (w->depth > 0) end(w);
    free(w);
    return status;
}
