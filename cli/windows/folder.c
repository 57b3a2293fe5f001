/* SPDX-License-Identifier: MIT */
/* An open handle keeps a folder from being moved, so that its path stays valid. */
#include "../folder.h"

#include "paths.h"

#include <windows.h>

#include <winioctl.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int join(const os_folder *f, const char *name, char out[OS_PATH_MAX])
{
    int len = snprintf(out, OS_PATH_MAX, "%s\\%s", f->path, name);
    return len < 0 || len >= OS_PATH_MAX ? SKT_ENAMETOOLONG : 0;
}

static int open_folder(const char *path, DWORD flags, os_folder *out)
{
    wchar_t wide[WINDOWS_PATH_MAX];
    FILE_ATTRIBUTE_TAG_INFO info;
    int rc = windows_path(path, wide);
    if (rc < 0) return rc;
    HANDLE handle =
        CreateFileW(wide, FILE_LIST_DIRECTORY | FILE_READ_ATTRIBUTES | FILE_WRITE_ATTRIBUTES,
                    FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS | flags, NULL);
    if (handle == INVALID_HANDLE_VALUE) return windows_code();
    bool known = GetFileInformationByHandleEx(handle, FileAttributeTagInfo, &info, sizeof info);
    if (!known || !(info.FileAttributes & FILE_ATTRIBUTE_DIRECTORY)) rc = SKT_ENOTDIR;
    if (known && flags != 0 && (info.FileAttributes & FILE_ATTRIBUTE_REPARSE_POINT)) rc = SKT_ELOOP;
    if (rc == 0 && strlen(path) >= sizeof out->path) rc = SKT_ENAMETOOLONG;
    if (rc < 0) {
        CloseHandle(handle);
        return rc;
    }
    out->handle = (skt_file)handle;
    memcpy(out->path, path, strlen(path) + 1);
    return 0;
}

int os_folder_open(const char *path, os_folder *out)
{
    return open_folder(path, 0, out);
}

int os_folder_enter(const os_folder *in, const char *name, os_folder *out)
{
    char path[OS_PATH_MAX];
    int rc = join(in, name, path);
    return rc == 0 ? open_folder(path, FILE_FLAG_OPEN_REPARSE_POINT, out) : rc;
}

int os_folder_make(const os_folder *in, const char *name)
{
    char path[OS_PATH_MAX];
    wchar_t wide[WINDOWS_PATH_MAX];
    int rc = join(in, name, path);
    if (rc == 0) rc = windows_path(path, wide);
    if (rc < 0) return rc;
    return CreateDirectoryW(wide, NULL) ? 0 : windows_code();
}

void os_folder_close(os_folder *f)
{
    CloseHandle((HANDLE)f->handle);
}

int os_folder_sync(const os_folder *f)
{
    (void)f; /* on Windows there is nothing to sync for a folder */
    return 0;
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Appends a name and its zero; *text_io was allocated by malloc. */
static int gather_all(const os_folder *f, char **text_io, size_t *len_out, size_t *count_out)
{
    char path[OS_PATH_MAX];
    wchar_t wide[WINDOWS_PATH_MAX];
    WIN32_FIND_DATAW found;
    size_t size = 0;
    int rc = join(f, "*", path);
    if (rc == 0) rc = windows_path(path, wide);
    if (rc < 0) return rc;
    HANDLE search = FindFirstFileW(wide, &found);
    if (search == INVALID_HANDLE_VALUE) return GetLastError() == ERROR_FILE_NOT_FOUND ? 0 : windows_code();
    do {
        if (wcscmp(found.cFileName, L".") == 0 || wcscmp(found.cFileName, L"..") == 0) continue;
        if (size < *len_out + 4 * MAX_PATH) {
            size = 2 * size + 64 * MAX_PATH;
            char *text = (char *)realloc(*text_io, size);
            if (text == NULL) {
                rc = SKT_ENOMEM;
                break;
            }
            *text_io = text;
        }
        *len_out +=
            (size_t)WideCharToMultiByte(CP_UTF8, 0, found.cFileName, -1, *text_io + *len_out, 4 * MAX_PATH, NULL, NULL);
        ++*count_out;
    } while (FindNextFileW(search, &found));
    if (rc == 0 && GetLastError() != ERROR_NO_MORE_FILES) rc = windows_code();
    FindClose(search);
    return rc;
}

int os_folder_names(const os_folder *f, char ***out)
{
    char *text = NULL;
    size_t len = 0, count = 0;
    int rc = gather_all(f, &text, &len, &count);
    size_t table = (count + 1) * sizeof(char *);
    char **names = rc == 0 ? (char **)malloc(table + len) : NULL;
    if (rc == 0 && names == NULL) rc = SKT_ENOMEM;
    if (rc == 0) {
        char *at = (char *)names + table;
        if (len > 0) memcpy(at, text, len);
        for (size_t i = 0; i < count; i++, at += strlen(at) + 1) names[i] = at;
        names[count] = NULL;
        qsort((void *)names, count, sizeof *names, compare);
        *out = names;
    }
    free(text);
    return rc;
}

os_kind os_kind_in(const os_folder *f, const char *name)
{
    char path[OS_PATH_MAX];
    return join(f, name, path) == 0 ? os_kind_at(path) : OS_NOTHING;
}

int os_open_in(const os_folder *f, const char *name, skt_file *out, uint64_t *len_out)
{
    char path[OS_PATH_MAX];
    int rc = join(f, name, path);
    if (rc == 0 && os_kind_at(path) == OS_LINK) rc = SKT_ELOOP;
    return rc == 0 ? os_open_to_read(path, out, len_out) : rc;
}

int os_open_to_change_in(const os_folder *f, const char *name, skt_file *out, uint64_t *len_out)
{
    char path[OS_PATH_MAX];
    int rc = join(f, name, path);
    return rc == 0 ? os_open_to_change(path, out, len_out) : rc;
}

int os_create_in(const os_folder *f, const char *name, unsigned mode, skt_file *out)
{
    char path[OS_PATH_MAX];
    (void)mode;
    int rc = join(f, name, path);
    return rc == 0 ? os_create(path, out) : rc;
}

int os_put_in(const os_folder *f, const char *name, const void *data, size_t len, const os_details *details)
{
    (void)f;
    (void)name;
    (void)data;
    (void)len;
    (void)details;
    return SKT_EUNSUPPORTED;
}

bool os_is_in(const os_folder *f, const char *name, skt_file file)
{
    char path[OS_PATH_MAX];
    return join(f, name, path) == 0 && os_is_at(file, path);
}

int os_rename_in(const os_folder *f, skt_file file, const char *from, const char *to, bool replace)
{
    char path[OS_PATH_MAX];
    int rc = join(f, to, path);
    return rc == 0 ? os_rename(file, from, path, replace) : rc;
}

int os_remove_in(const os_folder *f, const char *name)
{
    char path[OS_PATH_MAX];
    int rc = join(f, name, path);
    return rc == 0 ? os_remove(path) : rc;
}

int os_link_in(const os_folder *f, const char *name, const char *target)
{
    (void)f;
    (void)name;
    (void)target;
    return SKT_EUNSUPPORTED;
}

int os_link_target_in(const os_folder *f, const char *name, char *out, size_t size)
{
    (void)f;
    (void)name;
    (void)out;
    (void)size;
    return SKT_EUNSUPPORTED;
}

/* Windows counts units of 100 ns since 1601. */
#define TICKS         10000000
#define SECONDS_AHEAD 11644473600

int os_details_of(skt_file file, os_details *out)
{
    BY_HANDLE_FILE_INFORMATION info;
    if (!GetFileInformationByHandle((HANDLE)file, &info)) return windows_code();
    int64_t ticks = (int64_t)((uint64_t)info.ftLastWriteTime.dwHighDateTime << 32 | info.ftLastWriteTime.dwLowDateTime);
    *out = (os_details){
        .has_time = true, .seconds = ticks / TICKS - SECONDS_AHEAD, .nanoseconds = (uint32_t)(ticks % TICKS * 100)};
    return 0;
}

int os_set_details(skt_file file, const os_details *details)
{
    /* Times that Windows cannot represent, such as those before 1601, are not set. */
    if (!details->has_time || details->seconds < -SECONDS_AHEAD || details->seconds > INT64_MAX / TICKS / 2) return 0;
    int64_t ticks = (details->seconds + SECONDS_AHEAD) * TICKS + details->nanoseconds / 100;
    FILETIME time = {(DWORD)ticks, (DWORD)(ticks >> 32)};
    return SetFileTime((HANDLE)file, NULL, NULL, &time) ? 0 : windows_code();
}

void os_data_at(skt_file file, uint64_t offset, uint64_t len, uint64_t *begin_out, uint64_t *end_out)
{
    FILE_ALLOCATED_RANGE_BUFFER asked = {{.QuadPart = (LONGLONG)offset}, {.QuadPart = (LONGLONG)(len - offset)}}, first;
    DWORD count = 0;
    *begin_out = offset;
    *end_out = len;
    BOOL all = DeviceIoControl((HANDLE)file, FSCTL_QUERY_ALLOCATED_RANGES, &asked, sizeof asked, &first, sizeof first,
                               &count, NULL);
    if (!all && GetLastError() != ERROR_MORE_DATA) return;
    *begin_out = count < sizeof first ? len : (uint64_t)first.FileOffset.QuadPart;
    uint64_t end = count < sizeof first ? len : *begin_out + (uint64_t)first.Length.QuadPart;
    if (end < len) *end_out = end;
}

void os_allow_holes(skt_file file)
{
    DWORD count;
    DeviceIoControl((HANDLE)file, FSCTL_SET_SPARSE, NULL, 0, NULL, 0, &count, NULL);
}
