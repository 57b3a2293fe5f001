/* SPDX-License-Identifier: MIT */
/*
 * Operations on files in open folders. They act in the folder that was opened, even if another process moves it or puts
 * another one in its place. Names have no separators, and links are not followed. Results are those of os.h.
 */
#ifndef SKT_CLI_FOLDER_H
#define SKT_CLI_FOLDER_H

#include "os.h"

typedef struct os_folder {
    skt_file handle;
    char path[OS_PATH_MAX]; /* on Windows, where an open folder cannot be moved; else empty */
} os_folder;

/* The metadata of a file or folder. */
typedef struct os_details {
    bool has_mode, has_time;
    unsigned mode;   /* POSIX permission bits, at most 0777 */
    int64_t seconds; /* the time of the last modification, since 1970 */
    uint32_t nanoseconds;
} os_details;

/* Opens a path from the user, following links. SKT_ENOTDIR if it is no folder. */
int os_folder_open(const char *path, os_folder *out);

/* Open and make a folder in a folder. SKT_ENOTDIR or SKT_ELOOP if the name is something else. */
int os_folder_enter(const os_folder *in, const char *name, os_folder *out);
int os_folder_make(const os_folder *in, const char *name);
void os_folder_close(os_folder *f);
int os_folder_sync(const os_folder *f);

/* The names in the folder, sorted by bytes, without "." and "..", ended by NULL. One block of memory, to be freed. */
int os_folder_names(const os_folder *f, char ***out);

os_kind os_kind_in(const os_folder *f, const char *name);

/* Open a regular file to read, or to read and write. */
int os_open_in(const os_folder *f, const char *name, skt_file *out, uint64_t *len_out);
int os_open_to_change_in(const os_folder *f, const char *name, skt_file *out, uint64_t *len_out);

/* Creates a file with no more permissions than `mode`. SKT_EEXIST if the name exists. */
int os_create_in(const os_folder *f, const char *name, unsigned mode, skt_file *out);

/*
 * Creates a file with all its data atomically. SKT_EEXIST if the name exists; SKT_EUNSUPPORTED if the system or the
 * file system cannot do that.
 */
int os_put_in(const os_folder *f, const char *name, const void *data, size_t len, const os_details *details);

/* Whether the name leads to this open file. */
bool os_is_in(const os_folder *f, const char *name, skt_file file);

/* Renames the open file `from`. SKT_EEXIST if `to` exists, unless `replace`. */
int os_rename_in(const os_folder *f, skt_file file, const char *from, const char *to, bool replace);
int os_remove_in(const os_folder *f, const char *name);

/* Create and read a symbolic link. SKT_EUNSUPPORTED on Windows. */
int os_link_in(const os_folder *f, const char *name, const char *target);
int os_link_target_in(const os_folder *f, const char *name, char *out, size_t size);

/* Read and set the metadata of an open file or folder, as far as the system has them. */
int os_details_of(skt_file file, os_details *out);
int os_set_details(skt_file file, const os_details *details);

/* Finds the next range of data, as opposed to holes, from the offset on; both results are `len` if there is none. */
void os_data_at(skt_file file, uint64_t offset, uint64_t len, uint64_t *begin_out, uint64_t *end_out);

/* Makes the file sparse, on systems where that must be requested. */
void os_allow_holes(skt_file file);

#endif
