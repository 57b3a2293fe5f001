/* SPDX-License-Identifier: MIT */
/* What is done to files by their whole paths, for folder.c. */
#ifndef SKT_CLI_WINDOWS_PATHS_H
#define SKT_CLI_WINDOWS_PATHS_H

#include "../os.h"

#include <wchar.h>

#define WINDOWS_PATH_MAX (2 * OS_PATH_MAX)

/* The path in the system's characters, of any length. */
int windows_path(const char *path, wchar_t out[WINDOWS_PATH_MAX]);

/* The negative code of the last error. */
int windows_code(void);

/* What has this name; a link is OS_LINK, wherever it leads. */
os_kind os_kind_at(const char *path);

/* Opens a regular file to read and change it; a link is not followed. */
int os_open_to_change(const char *path, skt_file *out, uint64_t *len_out);

/* Whether the path names this very file, and not by a link. */
bool os_is_at(skt_file file, const char *path);

/* Gives the open file its new name; SKT_EEXIST where that is taken and `replace` does not allow it. */
int os_rename(skt_file file, const char *from, const char *to, bool replace);

#endif
