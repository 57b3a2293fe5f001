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
    memcpy(body + WIRE_DETAILS + 1, name, len);
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

static int send_subfolder(sending *s, const os_folder *in, const char *name)
{
    os_folder folder;
    int rc = os_folder_enter(in, name, &folder);
    if (rc < 0) return leave_out_for(s, rc);
    int status = walk_folder(s, &folder, name);
    os_folder_close(&folder);
    return status;
}

static int send_entry(sending *s, const os_folder *in, const char *name)
{
    const char *problem = wire_name_problem(name, strlen(name));
    char why[SAY_MAX];
    if (problem != NULL) {
        snprintf(why, sizeof why, "the name %s", problem);
        return leave_out(s, why);
    }
    switch (os_kind_in(in, name)) {
    case OS_FILE: return send_regular(s, in, name);
    case OS_DIRECTORY: return send_subfolder(s, in, name);
    case OS_LINK: return send_link(s, in, name);
    case OS_OTHER: return leave_out(s, "it is a device, a pipe or a socket");
    default: return leave_out(s, "it is gone");
    }
}

int walk_folder(sending *s, const os_folder *folder, const char *name)
{
    uint8_t body[WIRE_DETAILS + WIRE_NAME_MAX];
    char **names = NULL;
    os_details details;
    size_t len = strlen(s->path), name_len = strlen(name);
    int rc = os_details_of(folder->handle, &details);
    if (rc == 0) rc = os_folder_names(folder, &names);
    if (rc < 0) return leave_out_for(s, rc);
    wire_put_details(body, &details, 0);
    memcpy(body + WIRE_DETAILS, name, name_len); /* NOLINT(bugprone-not-null-terminated-result) */
    int status = sending_announce(s, WIRE_FOLDER, body, WIRE_DETAILS + name_len);
    for (size_t i = 0; status == STATUS_OK && names[i] != NULL; i++) {
        snprintf(s->path + len, sizeof s->path - len, "/%s", names[i]);
        status = send_entry(s, folder, names[i]);
        s->path[len] = '\0';
    }
    free(names);
    return status == STATUS_OK ? sending_announce(s, WIRE_UP, NULL, 0) : status;
}
