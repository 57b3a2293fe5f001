/* SPDX-License-Identifier: MIT */
/* Paths of sockets on Windows, and the locks beside them. */
#include "../os.h"

#include <windows.h>

#include <string.h>

/* mingw-w64 lacks it. */
#ifndef IO_REPARSE_TAG_AF_UNIX
#define IO_REPARSE_TAG_AF_UNIX 0x80000023L
#endif

static int code(void)
{
    DWORD error = GetLastError();
    if (error == ERROR_SHARING_VIOLATION || error == ERROR_LOCK_VIOLATION) return SKT_EBUSY;
    if (error == ERROR_FILE_NOT_FOUND || error == ERROR_PATH_NOT_FOUND) return SKT_ENOENT;
    return -(int)error;
}

static HANDLE open_path(const char *path, DWORD access, DWORD share, DWORD disposition, DWORD flags)
{
    wchar_t wide[OS_PATH_MAX];
    if (MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, path, -1, wide, OS_PATH_MAX) == 0)
        return INVALID_HANDLE_VALUE;
    return CreateFileW(wide, access, share, NULL, disposition, flags, NULL);
}

/* A link to somewhere else and a socket are both reparse points; neither is followed. */
static HANDLE open_socket(const char *path, DWORD access)
{
    DWORD share = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
    return open_path(path, access, share, OPEN_EXISTING, FILE_FLAG_OPEN_REPARSE_POINT | FILE_FLAG_BACKUP_SEMANTICS);
}

static int identify(HANDLE file, os_identity *out)
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

int os_identify_socket(const char *path, os_identity *out)
{
    HANDLE file = open_socket(path, FILE_READ_ATTRIBUTES);
    if (file == INVALID_HANDLE_VALUE) return code();
    int rc = identify(file, out);
    CloseHandle(file);
    return rc;
}

int os_remove_socket(const char *path, const os_identity *which)
{
    FILE_DISPOSITION_INFO end = {.DeleteFile = TRUE};
    os_identity there = {0};
    HANDLE file = open_socket(path, FILE_READ_ATTRIBUTES | DELETE);
    if (file == INVALID_HANDLE_VALUE) return code();
    int rc = identify(file, &there);
    if (rc == 0 && (there.device != which->device || there.number != which->number)) rc = SKT_ENOENT;
    if (rc == 0 && !SetFileInformationByHandle(file, FileDispositionInfo, &end, sizeof end)) rc = code();
    CloseHandle(file);
    return rc;
}

/* The system removes the file when this process ends, however it ends. */
int os_lock_take(const char *path, os_lock *out)
{
    LARGE_INTEGER size;
    HANDLE file = open_path(path, GENERIC_READ | GENERIC_WRITE | DELETE, 0, OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL);
    if (file == INVALID_HANDLE_VALUE) return code();
    *out = (os_lock){.file = (skt_file)file, .made = GetLastError() != ERROR_ALREADY_EXISTS};
    if (GetFileSizeEx(file, &size) && size.QuadPart > 0) {
        CloseHandle(file);
        return SKT_EEXIST;
    }
    if (out->made) {
        FILE_DISPOSITION_INFO end = {.DeleteFile = TRUE};
        SetFileInformationByHandle(file, FileDispositionInfo, &end, sizeof end);
    }
    return 0;
}

void os_lock_leave(const char *path, const os_lock *lock)
{
    (void)path;
    CloseHandle((HANDLE)lock->file);
}
