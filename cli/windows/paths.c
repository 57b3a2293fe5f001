/* SPDX-License-Identifier: MIT */
#include "paths.h"

/* mingw-w64 lacks it. */
#ifndef ERROR_DISK_QUOTA_EXCEEDED
#define ERROR_DISK_QUOTA_EXCEEDED 1295L
#endif

#define COUNT_OF(rows) (sizeof(rows) / sizeof((rows)[0]))

int windows_code(void)
{
    static const struct {
        DWORD error;
        int rc;
    } names[] = {
        {ERROR_PATH_NOT_FOUND, SKT_ENOENT},
        {ERROR_INVALID_DRIVE, SKT_ENOENT},
        {ERROR_BAD_NETPATH, SKT_ENOENT},
        {ERROR_BAD_NET_NAME, SKT_ENOENT},
        {ERROR_INVALID_NAME, SKT_ENOENT},
        {ERROR_BAD_PATHNAME, SKT_ENOENT},
        {ERROR_OUTOFMEMORY, SKT_ENOMEM},
        {ERROR_SHARING_VIOLATION, SKT_EBUSY},
        {ERROR_LOCK_VIOLATION, SKT_EBUSY},
        {ERROR_FILE_EXISTS, SKT_EEXIST},
        {ERROR_FILE_TOO_LARGE, SKT_EFBIG},
        {ERROR_HANDLE_DISK_FULL, SKT_ENOSPC},
        {ERROR_DISK_QUOTA_EXCEEDED, SKT_EDQUOT},
        {ERROR_WRITE_PROTECT, SKT_EROFS},
        {ERROR_BROKEN_PIPE, SKT_EPIPE},
        {ERROR_NO_DATA, SKT_EPIPE},
        {ERROR_FILENAME_EXCED_RANGE, SKT_ENAMETOOLONG},
        {ERROR_INSUFFICIENT_BUFFER, SKT_ENAMETOOLONG},
        {ERROR_DIR_NOT_EMPTY, SKT_ENOTEMPTY},
        {ERROR_CANT_RESOLVE_FILENAME, SKT_ELOOP},
        {ERROR_NO_UNICODE_TRANSLATION, SKT_EILSEQ},
        {ERROR_CRC, SKT_EIO},
        {ERROR_WRITE_FAULT, SKT_EIO},
        {ERROR_READ_FAULT, SKT_EIO},
        {ERROR_GEN_FAILURE, SKT_EIO},
    };
    DWORD error = GetLastError();
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (names[i].error == error) return names[i].rc;
    return -(int)error;
}

/* Longer paths need an absolute path with a prefix; the limit for folders is a little lower than that for files. */
#define SHORT_PATH (MAX_PATH - 12)

int windows_path(const char *path, wchar_t out[WINDOWS_PATH_MAX])
{
    wchar_t whole[OS_PATH_MAX];
    if (MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, path, -1, out, OS_PATH_MAX) == 0) return windows_code();
    for (wchar_t *c = out; *c != L'\0'; c++)
        if (*c == L'/') *c = L'\\';
    DWORD len = GetFullPathNameW(out, OS_PATH_MAX, whole, NULL);
    if (len >= OS_PATH_MAX) return SKT_ENAMETOOLONG;
    if (len < SHORT_PATH || wcsncmp(whole, L"\\\\?\\", 4) == 0 || wcsncmp(whole, L"\\\\.\\", 4) == 0) return 0;
    bool share = wcsncmp(whole, L"\\\\", 2) == 0;
    wcscpy(out, share ? L"\\\\?\\UNC" : L"\\\\?\\");
    wcscat(out, share ? whole + 1 : whole);
    return 0;
}

HANDLE windows_open(const char *path, DWORD access, DWORD disposition, DWORD flags, int *rc_out)
{
    wchar_t wide[WINDOWS_PATH_MAX];
    *rc_out = windows_path(path, wide);
    if (*rc_out < 0) return INVALID_HANDLE_VALUE;
    DWORD share = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
    HANDLE file = CreateFileW(wide, access, share, NULL, disposition, FILE_ATTRIBUTE_NORMAL | flags, NULL);
    if (file == INVALID_HANDLE_VALUE) *rc_out = windows_code();
    return file;
}

/* The kind of special file that was opened with FILE_FLAG_OPEN_REPARSE_POINT; 0 for most files. */
static DWORD reparse_tag(HANDLE file)
{
    FILE_ATTRIBUTE_TAG_INFO info;
    bool known = GetFileInformationByHandleEx(file, FileAttributeTagInfo, &info, sizeof info);
    return known && (info.FileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) ? info.ReparseTag : 0;
}

os_kind windows_kind(HANDLE file, BY_HANDLE_FILE_INFORMATION *info)
{
    if (GetFileType(file) != FILE_TYPE_DISK || !GetFileInformationByHandle(file, info)) return OS_OTHER;
    DWORD tag = reparse_tag(file);
    if (IsReparseTagNameSurrogate(tag)) return OS_LINK; /* other tags only tell how a file is stored */
    if (info->dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) return OS_DIRECTORY;
    return tag == IO_REPARSE_TAG_AF_UNIX ? OS_OTHER : OS_FILE;
}

os_kind windows_kind_of(const char *path, DWORD flags)
{
    BY_HANDLE_FILE_INFORMATION info;
    int rc;
    /* Without that flag folders cannot be opened. */
    HANDLE file = windows_open(path, FILE_READ_ATTRIBUTES, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS | flags, &rc);
    if (file == INVALID_HANDLE_VALUE) return rc == -ERROR_CANT_ACCESS_FILE ? OS_OTHER : OS_NOTHING; /* a Unix socket */
    os_kind found = windows_kind(file, &info);
    CloseHandle(file);
    return found;
}

os_kind os_kind_at(const char *path)
{
    return windows_kind_of(path, FILE_FLAG_OPEN_REPARSE_POINT);
}

bool os_is_at(skt_file file, const char *path)
{
    BY_HANDLE_FILE_INFORMATION ours, there;
    int rc;
    HANDLE other = windows_open(path, FILE_READ_ATTRIBUTES, OPEN_EXISTING,
                                FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT, &rc);
    if (other == INVALID_HANDLE_VALUE) return false;
    bool found = GetFileInformationByHandle((HANDLE)file, &ours) && GetFileInformationByHandle(other, &there);
    CloseHandle(other);
    return found && ours.dwVolumeSerialNumber == there.dwVolumeSerialNumber &&
           ours.nFileIndexHigh == there.nFileIndexHigh && ours.nFileIndexLow == there.nFileIndexLow;
}

/* Renames by handle, so that it is this file even if another one has its name meanwhile. */
int os_rename(skt_file file, const char *from, const char *to, bool replace)
{
    union {
        FILE_RENAME_INFO info;
        /* cppcheck-suppress unusedStructMember */
        char room[sizeof(FILE_RENAME_INFO) + WINDOWS_PATH_MAX * sizeof(wchar_t)];
    } order = {.info = {.ReplaceIfExists = replace}};
    wchar_t wide[WINDOWS_PATH_MAX];
    (void)from;
    int rc = windows_path(to, wide);
    if (rc < 0) return rc;
    DWORD len = GetFullPathNameW(wide, WINDOWS_PATH_MAX, order.info.FileName, NULL);
    if (len == 0 || len >= WINDOWS_PATH_MAX) return len == 0 ? windows_code() : SKT_ENAMETOOLONG;
    order.info.FileNameLength = len * (DWORD)sizeof(wchar_t);
    return SetFileInformationByHandle((HANDLE)file, FileRenameInfo, &order, sizeof order) ? 0 : windows_code();
}
