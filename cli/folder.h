/* SPDX-License-Identifier: MIT */
/*
 * Open folders, and what is done to the files in them by their names. Whatever somebody puts in the place of a folder on
 * the way meanwhile, it is done in the folder that was opened. A name has no separators in it; no link is followed.
 * Results are those of os.h.
 */
#ifndef SKT_CLI_FOLDER_H
#define SKT_CLI_FOLDER_H

#include "os.h"

typedef struct os_folder {
    skt_file handle;
    char path[OS_PATH_MAX]; /* Windows: nobody can move what the handle holds. Else empty */
} os_folder;

/* What a file or folder has besides its name and bytes. */
typedef struct os_details {
    bool has_mode, has_time;
    unsigned mode;   /* who may read, write and execute it, as POSIX has it: 0777 at most */
    int64_t seconds; /* of its last change, since 1970 */
    uint32_t nanoseconds;
} os_details;

/* The user's own path, of which links are followed. SKT_ENOTDIR for what is no folder. */
int os_folder_open(const char *path, os_folder *out);

/* A folder in it: SKT_ENOTDIR or SKT_ELOOP for anything else. */
int os_folder_enter(const os_folder *in, const char *name, os_folder *out);
int os_folder_make(const os_folder *in, const char *name);
void os_folder_close(os_folder *f);
int os_folder_sync(const os_folder *f);

/* The names in it in the order of their bytes, without "." and "..": one block for free(), NULL behind the last. */
int os_folder_names(const os_folder *f, char ***out);

/* What has this name. */
os_kind os_kind_in(const os_folder *f, const char *name);

/* Opens a regular file to read, or to read and change. */
int os_open_in(const os_folder *f, const char *name, skt_file *out, uint64_t *len_out);
int os_open_to_change_in(const os_folder *f, const char *name, skt_file *out, uint64_t *len_out);

/* Makes a new file, which others may not do more with than `mode` says. SKT_EEXIST where there is anything. */
int os_create_in(const os_folder *f, const char *name, unsigned mode, skt_file *out);

/*
 * Makes a whole file in one step: nobody ever sees less of it. SKT_EEXIST where there is anything of that name;
 * SKT_EUNSUPPORTED where the system or the file system cannot do that.
 */
int os_put_in(const os_folder *f, const char *name, const void *data, size_t len, const os_details *details);

/* Whether the name is that of this very file. */
bool os_is_in(const os_folder *f, const char *name, skt_file file);

/* Gives the open file `from` its new name; SKT_EEXIST where that is taken and `replace` does not allow it. */
int os_rename_in(const os_folder *f, skt_file file, const char *from, const char *to, bool replace);
int os_remove_in(const os_folder *f, const char *name);

/* Makes a link, and reads where one leads. SKT_EUNSUPPORTED on Windows. */
int os_link_in(const os_folder *f, const char *name, const char *target);
int os_link_target_in(const os_folder *f, const char *name, char *out, size_t size);

/* Of an open file or folder. What the system does not have is not set, and not there when it is read. */
int os_details_of(skt_file file, os_details *out);
int os_set_details(skt_file file, const os_details *details);

/* Where the next bytes at or behind the offset are that are no hole, and where these end; `len` if there are none. */
void os_data_at(skt_file file, uint64_t offset, uint64_t len, uint64_t *begin_out, uint64_t *end_out);

/* What is not written from now on shall take no room, where that has to be asked for. */
void os_allow_holes(skt_file file);

#endif
