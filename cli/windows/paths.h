/* SPDX-License-Identifier: MIT */
/* Operations on files by path, for os.c and folder.c. */
#ifndef SKT_CLI_WINDOWS_PATHS_H
#define SKT_CLI_WINDOWS_PATHS_H

#include "../os.h"

#include <windows.h>

#define WINDOWS_PATH_MAX (2 * OS_PATH_MAX)

/* A path of any length in UTF-16. */
int windows_path(const char *path, wchar_t out[WINDOWS_PATH_MAX]);

/* The negative code of the last error; if several codes mean the same, the one that the library names. */
int windows_code(void);

/* CreateFileW for any kind of file, with full sharing. Returns INVALID_HANDLE_VALUE and sets *rc_out on failure. */
HANDLE windows_open(const char *path, DWORD access, DWORD disposition, DWORD flags, int *rc_out);

/* The kind of an open file; and of a path, with FILE_FLAG_OPEN_REPARSE_POINT without following a link. */
os_kind windows_kind(HANDLE file, BY_HANDLE_FILE_INFORMATION *info);
os_kind windows_kind_of(const char *path, DWORD flags);

/* The kind of a path, without following a link. */
os_kind os_kind_at(const char *path);

/* Whether the path leads to this open file, and not by a link. */
bool os_is_at(skt_file file, const char *path);

/* Renames the open file. SKT_EEXIST if the name exists, unless `replace`. */
int os_rename(skt_file file, const char *from, const char *to, bool replace);

#endif
