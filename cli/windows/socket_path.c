/* SPDX-License-Identifier: MIT */
/* Paths of sockets on Windows. */
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
    if (error == ERROR_FILE_NOT_FOUND || error == ERROR_PATH_NOT_FOUND) return SKT_ENOENT;
    return -(int)error;
}

/* Opens the reparse point itself, which a socket is, and does not follow links, which are reparse points too. */
static HANDLE open_socket(const char *path, DWORD access)
{
    const DWORD share = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
    const DWORD flags = FILE_FLAG_OPEN_REPARSE_POINT | FILE_FLAG_BACKUP_SEMANTICS;
    wchar_t wide[OS_PATH_MAX];
    if (MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, path, -1, wide, OS_PATH_MAX) == 0)
        return INVALID_HANDLE_VALUE;
    return CreateFileW(wide, access, share, NULL, OPEN_EXISTING, flags, NULL);
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
