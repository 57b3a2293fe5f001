/* SPDX-License-Identifier: MIT */
/* What is done to files by their whole paths, for os.c and folder.c. */
#ifndef SKT_CLI_WINDOWS_PATHS_H
#define SKT_CLI_WINDOWS_PATHS_H

#include "../os.h"

#include <windows.h>

#define WINDOWS_PATH_MAX (2 * OS_PATH_MAX)

/* The path in the system's characters, of any length. */
int windows_path(const char *path, wchar_t out[WINDOWS_PATH_MAX]);

/* The negative code of the last error; of several that say the same, the one that the library has a name for. */
int windows_code(void);

/* CreateFileW, of whatever it is; INVALID_HANDLE_VALUE and *rc_out if that fails. Others may use and remove it meanwhile. */
HANDLE windows_open(const char *path, DWORD access, DWORD disposition, DWORD flags, int *rc_out);

/* What an open file is; and what a path leads to, with FILE_FLAG_OPEN_REPARSE_POINT a link itself. */
os_kind windows_kind(HANDLE file, BY_HANDLE_FILE_INFORMATION *info);
os_kind windows_kind_of(const char *path, DWORD flags);

/* What has this name; a link is OS_LINK, wherever it leads. */
os_kind os_kind_at(const char *path);

/* Whether the path names this very file, and not by a link. */
bool os_is_at(skt_file file, const char *path);

/* Gives the open file its new name; SKT_EEXIST where that is taken and `replace` does not allow it. */
int os_rename(skt_file file, const char *from, const char *to, bool replace);

#endif
