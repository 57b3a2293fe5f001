/* SPDX-License-Identifier: MIT */
/* Files of Unix sockets on Windows, and lock files beside them. */
#include "path.h"

/* mingw-w64 lacks it. */
#ifndef IO_REPARSE_TAG_AF_UNIX
#define IO_REPARSE_TAG_AF_UNIX 0x80000023L
#endif

static int code(void)
{
    DWORD error = GetLastError();
    if (error == ERROR_SHARING_VIOLATION || error == ERROR_LOCK_VIOLATION) return SKT_EADDRINUSE;
    if (error == ERROR_FILE_NOT_FOUND || error == ERROR_PATH_NOT_FOUND) return SKT_ENOENT;
    return -(int)error;
}

static HANDLE open_path(const char *path, DWORD access, DWORD share, DWORD disposition, DWORD flags)
{
    WCHAR wide[SKT__PATH_MOST + 16];
    SetLastError(ERROR_INVALID_NAME);
    if (skt__to_wide(path, wide, sizeof wide / sizeof wide[0]) < 0) return INVALID_HANDLE_VALUE;
    return CreateFileW(wide, access, share, NULL, disposition, flags, NULL);
}

/* Opens the reparse point itself, which a socket is, and does not follow links, which are reparse points too. */
static HANDLE open_socket(const char *path, DWORD access)
{
    DWORD share = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
    return open_path(path, access, share, OPEN_EXISTING, FILE_FLAG_OPEN_REPARSE_POINT | FILE_FLAG_BACKUP_SEMANTICS);
}

static int identify(HANDLE file, skt__file_id *out)
{
    BY_HANDLE_FILE_INFORMATION info;
    FILE_ATTRIBUTE_TAG_INFO tag;
    if (!GetFileInformationByHandle(file, &info)) return code();
    out->device = info.dwVolumeSerialNumber;
    out->number = (uint64_t)info.nFileIndexHigh << 32 | info.nFileIndexLow;
    if (!GetFileInformationByHandleEx(file, FileAttributeTagInfo, &tag, sizeof tag)) return code();
    bool is_socket = (tag.FileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) && tag.ReparseTag == IO_REPARSE_TAG_AF_UNIX;
    return is_socket ? 0 : SKT_ENOTSOCK;
}

int skt__path_look(const char *path, skt__file_id *out)
{
    HANDLE file = open_socket(path, FILE_READ_ATTRIBUTES);
    if (file == INVALID_HANDLE_VALUE) return code();
    int rc = identify(file, out);
    CloseHandle(file);
    return rc;
}

int skt__path_remove(const char *path, const skt__file_id *which)
{
    FILE_DISPOSITION_INFO end = {.DeleteFile = TRUE};
    skt__file_id there = {0};
    HANDLE file = open_socket(path, FILE_READ_ATTRIBUTES | DELETE);
    if (file == INVALID_HANDLE_VALUE) return code();
    int rc = identify(file, &there);
    if (rc == 0 && (there.device != which->device || there.number != which->number)) rc = SKT_ENOENT;
    if (rc == 0 && !SetFileInformationByHandle(file, FileDispositionInfo, &end, sizeof end)) rc = code();
    CloseHandle(file);
    return rc;
}

int skt__path_mode(skt_socket s, const char *path_or_null, uint32_t mode)
{
    (void)s, (void)path_or_null, (void)mode;
    return SKT_EUNSUPPORTED;
}

/* Windows deletes the file when its handle is closed, even if the process ends. */
int skt__lock_take(const char *path, skt_file *out)
{
    FILE_DISPOSITION_INFO end = {.DeleteFile = TRUE};
    LARGE_INTEGER size;
    HANDLE file = open_path(path, GENERIC_READ | GENERIC_WRITE | DELETE, 0, OPEN_ALWAYS,
                            FILE_ATTRIBUTE_NORMAL | FILE_FLAG_OPEN_REPARSE_POINT);
    if (file == INVALID_HANDLE_VALUE) return code();
    if (GetFileSizeEx(file, &size) && size.QuadPart > 0) {
        CloseHandle(file);
        return SKT_EEXIST;
    }
    SetFileInformationByHandle(file, FileDispositionInfo, &end, sizeof end);
    *out = (skt_file)file;
    return 0;
}

void skt__lock_leave(const char *path, skt_file lock)
{
    (void)path;
    CloseHandle((HANDLE)lock);
}
