/* SPDX-License-Identifier: MIT */
/* Files, output, the terminal and interrupts on Windows. */
#include "paths.h"

#include <sddl.h>
#include <shellapi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT_OF(rows) (sizeof(rows) / sizeof((rows)[0]))

/* The parent may have passed no handle, or an invalid one. */
static bool is_open(DWORD stream)
{
    HANDLE handle = GetStdHandle(stream);
    DWORD count;
    if (handle == NULL || handle == INVALID_HANDLE_VALUE) return false;
    SetLastError(NO_ERROR);
    DWORD type = GetFileType(handle);
    if (type == FILE_TYPE_UNKNOWN && GetLastError() != NO_ERROR) return false;
    /* If the descriptor was closed, Wine passes a read-only file. Writing 0 bytes detects that without an effect. */
    if (type != FILE_TYPE_DISK || stream == STD_INPUT_HANDLE) return true;
    return WriteFile(handle, "", 0, &count, NULL) || GetLastError() != ERROR_INVALID_HANDLE;
}

int os_open_standard(void)
{
    static const DWORD streams[] = {STD_INPUT_HANDLE, STD_OUTPUT_HANDLE, STD_ERROR_HANDLE};
    bool missing[COUNT_OF(streams)];
    /* Check all handles before opening any: a new one could get the number of an invalid one. */
    for (size_t i = 0; i < COUNT_OF(streams); i++) missing[i] = !is_open(streams[i]);
    for (size_t i = 0; i < COUNT_OF(streams); i++) {
        if (!missing[i]) continue;
        DWORD share = FILE_SHARE_READ | FILE_SHARE_WRITE;
        HANDLE null = CreateFileW(L"NUL", GENERIC_READ | GENERIC_WRITE, share, NULL, OPEN_EXISTING, 0, NULL);
        if (null == INVALID_HANDLE_VALUE || !SetStdHandle(streams[i], null)) return windows_code();
    }
    return 0;
}

char **os_arguments(int *argc, char **argv)
{
    (void)argv; /* in the system's code page, which lacks characters */
    wchar_t **wide = CommandLineToArgvW(GetCommandLineW(), argc);
    if (wide == NULL) return NULL;
    size_t table = ((size_t)*argc + 1) * sizeof(char *), room = 0;
    for (int i = 0; i < *argc; i++) room += (size_t)WideCharToMultiByte(CP_UTF8, 0, wide[i], -1, NULL, 0, NULL, NULL);
    char **out = (char **)malloc(table + room);
    if (out == NULL) return NULL;
    char *at = (char *)out + table;
    for (int i = 0; i < *argc; i++) {
        out[i] = at;
        at += WideCharToMultiByte(CP_UTF8, 0, wide[i], -1, at, (int)room, NULL, NULL);
    }
    out[*argc] = NULL;
    LocalFree((HLOCAL)wide);
    return out;
}

/* DELETE is the access right for renaming. */
#define TO_CHANGE (GENERIC_READ | GENERIC_WRITE | DELETE)

os_kind os_kind_of(const char *path)
{
    return windows_kind_of(path, 0);
}

static int open_regular(const char *path, DWORD access, DWORD flags, skt_file *out, uint64_t *len_out)
{
    BY_HANDLE_FILE_INFORMATION info;
    int rc;
    HANDLE file = windows_open(path, access, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS | flags, &rc);
    if (file == INVALID_HANDLE_VALUE) return rc;
    os_kind found = windows_kind(file, &info);
    if (found == OS_LINK)
        rc = SKT_ELOOP;
    else if (found != OS_FILE)
        rc = found == OS_DIRECTORY ? SKT_EISDIR : SKT_EINVAL;
    else if ((flags & FILE_FLAG_OPEN_REPARSE_POINT) && (info.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT))
        rc = SKT_EINVAL; /* other reparse points store their data elsewhere and must not be written directly */
    if (rc < 0) {
        CloseHandle(file);
        return rc;
    }
    *out = (skt_file)file;
    *len_out = (uint64_t)info.nFileSizeHigh << 32 | info.nFileSizeLow;
    return 0;
}

int os_open_to_read(const char *path, skt_file *out, uint64_t *len_out)
{
    return open_regular(path, GENERIC_READ, 0, out, len_out);
}

int os_create(const char *path, skt_file *out)
{
    int rc;
    *out = (skt_file)windows_open(path, TO_CHANGE, CREATE_NEW, 0, &rc);
    return rc;
}

int os_open_to_change(const char *path, skt_file *out, uint64_t *len_out)
{
    return open_regular(path, TO_CHANGE, FILE_FLAG_OPEN_REPARSE_POINT, out, len_out);
}

int os_measure(skt_file file, uint64_t *len_out)
{
    LARGE_INTEGER len;
    if (!GetFileSizeEx((HANDLE)file, &len)) return windows_code();
    *len_out = (uint64_t)len.QuadPart;
    return 0;
}

int os_lock_file(skt_file file)
{
    /* Lock a byte beyond any file: locks on Windows keep others from reading and writing the bytes they cover. */
    OVERLAPPED at = {.Offset = 0xffffffff, .OffsetHigh = 0x7fffffff};
    if (LockFileEx((HANDLE)file, LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &at)) return 0;
    return GetLastError() == ERROR_IO_PENDING ? SKT_EBUSY : windows_code();
}

/* A call takes at most 32 bits of length. */
static DWORD piece(size_t len)
{
    const DWORD most = 1 << 30;
    return len < most ? (DWORD)len : most;
}

static OVERLAPPED position(uint64_t offset)
{
    return (OVERLAPPED){.Offset = (DWORD)offset, .OffsetHigh = (DWORD)(offset >> 32)};
}

skt_ssize os_read_at(skt_file file, void *out, size_t len, uint64_t offset)
{
    OVERLAPPED at = position(offset);
    DWORD count = 0;
    if (ReadFile((HANDLE)file, out, piece(len), &count, &at)) return (skt_ssize)count;
    return GetLastError() == ERROR_HANDLE_EOF ? 0 : windows_code();
}

skt_ssize os_write_at(skt_file file, const void *data, size_t len, uint64_t offset)
{
    OVERLAPPED at = position(offset);
    DWORD count = 0;
    return WriteFile((HANDLE)file, data, piece(len), &count, &at) ? (skt_ssize)count : windows_code();
}

int os_truncate(skt_file file, uint64_t len)
{
    FILE_END_OF_FILE_INFO end = {.EndOfFile.QuadPart = (LONGLONG)len};
    return SetFileInformationByHandle((HANDLE)file, FileEndOfFileInfo, &end, sizeof end) ? 0 : windows_code();
}

int os_sync(skt_file file)
{
    return FlushFileBuffers((HANDLE)file) ? 0 : windows_code();
}

int os_settle(skt_file file)
{
    (void)file;
    return 0;
}

int os_close(skt_file file)
{
    return CloseHandle((HANDLE)file) ? 0 : windows_code();
}

int os_remove(const char *path)
{
    wchar_t wide[WINDOWS_PATH_MAX];
    int rc = windows_path(path, wide);
    if (rc < 0) return rc;
    return DeleteFileW(wide) ? 0 : windows_code();
}

const char *os_base_name(const char *path)
{
    const char *base = path[0] != '\0' && path[1] == ':' ? path + 2 : path;
    for (const char *c = base; *c != '\0'; c++)
        if (*c == '/' || *c == '\\') base = c + 1;
    return base;
}

/* Names of devices are reserved in every folder, also before a dot or spaces. */
static bool is_device(const wchar_t *name)
{
    static const wchar_t *const devices[] = {L"CON", L"PRN", L"AUX", L"NUL", L"CONIN$", L"CONOUT$"};
    size_t len = wcscspn(name, L".");
    while (len > 0 && name[len - 1] == L' ') len--;
    for (size_t i = 0; i < COUNT_OF(devices); i++)
        if (wcslen(devices[i]) == len && _wcsnicmp(name, devices[i], len) == 0) return true;
    bool numbered = len == 4 && (_wcsnicmp(name, L"COM", 3) == 0 || _wcsnicmp(name, L"LPT", 3) == 0);
    return numbered && wcschr(L"123456789\u00b9\u00b2\u00b3", name[3]) != NULL;
}

const char *os_name_problem(const char *name)
{
    wchar_t wide[OS_PATH_MAX];
    if (MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, name, -1, wide, OS_PATH_MAX) == 0) return "is not UTF-8";
    for (const char *c = name; *c != '\0'; c++)
        if (strchr("<>:\"/\\|?*", *c) != NULL || (unsigned char)*c < 0x20)
            return "has a character in it that Windows does not allow";
    size_t len = strlen(name);
    if (len > 0 && (name[len - 1] == '.' || name[len - 1] == ' '))
        return "ends with a dot or a space, which Windows drops";
    return is_device(wide) ? "is that of a device on Windows" : NULL;
}

/*
 * The user's folder for temporary files, ended by a separator; its short form if it has one, since paths of Unix
 * sockets are short.
 */
static int temporary_parent(char *out, size_t size)
{
    wchar_t given[MAX_PATH + 1], shorter[MAX_PATH + 1];
    DWORD len = GetTempPathW(MAX_PATH + 1, given);
    if (len == 0) return windows_code();
    if (len > MAX_PATH) return SKT_ENAMETOOLONG;
    len = GetShortPathNameW(given, shorter, MAX_PATH + 1);
    const wchar_t *best = len > 0 && len <= MAX_PATH ? shorter : given;
    return WideCharToMultiByte(CP_UTF8, WC_ERR_INVALID_CHARS, best, -1, out, (int)size, NULL, NULL) ? 0
                                                                                                    : windows_code();
}

int os_make_temporary_folder(char *out, size_t size)
{
    char parent[OS_PATH_MAX];
    wchar_t wide[WINDOWS_PATH_MAX];
    int rc = temporary_parent(parent, sizeof parent);
    if (rc < 0) return rc;
    /* Access for the owner and the system only; nothing is inherited from the parent folder. */
    SECURITY_ATTRIBUTES attributes = {.nLength = sizeof attributes};
    if (!ConvertStringSecurityDescriptorToSecurityDescriptorW(L"D:P(A;OICI;FA;;;OW)(A;OICI;FA;;;SY)", SDDL_REVISION_1,
                                                              &attributes.lpSecurityDescriptor, NULL))
        return windows_code();
    unsigned attempt = 0;
    do {
        int len = snprintf(out, size, "%sskt-%lu-%u", parent, GetCurrentProcessId(), attempt++);
        rc = len < 0 || (size_t)len >= size ? SKT_ENAMETOOLONG : windows_path(out, wide);
        if (rc == 0 && !CreateDirectoryW(wide, &attributes)) rc = windows_code();
    } while (rc == SKT_EEXIST && attempt < 1000);
    LocalFree(attributes.lpSecurityDescriptor);
    return rc;
}

int os_remove_folder(const char *path)
{
    wchar_t wide[WINDOWS_PATH_MAX];
    int rc = windows_path(path, wide);
    if (rc < 0) return rc;
    return RemoveDirectoryW(wide) ? 0 : windows_code();
}

static bool is_console(HANDLE handle)
{
    DWORD mode;
    return GetConsoleMode(handle, &mode) != 0;
}

static int write_to_console(HANDLE console, const char *text, size_t len)
{
    wchar_t wide[1024];
    while (len > 0) {
        size_t part = len < COUNT_OF(wide) ? len : COUNT_OF(wide);
        /* Do not split a character. */
        for (int i = 0; i < 3 && part < len && ((unsigned char)text[part] & 0xc0) == 0x80; i++) part--;
        DWORD count = (DWORD)MultiByteToWideChar(CP_UTF8, 0, text, (int)part, wide, COUNT_OF(wide)), done = 0;
        if (!WriteConsoleW(console, wide, count, &done, NULL)) return windows_code();
        text += part;
        len -= part;
    }
    return 0;
}

int os_write(os_stream to, const char *text, size_t len)
{
    HANDLE file = GetStdHandle(to == OS_STDOUT ? STD_OUTPUT_HANDLE : STD_ERROR_HANDLE);
    /* Write UTF-16: bytes would be converted by the console's code page, which all its programs share. */
    if (is_console(file)) return write_to_console(file, text, len);
    while (len > 0) {
        DWORD count = 0;
        if (!WriteFile(file, text, piece(len), &count, NULL)) return windows_code();
        /* Another process has made the pipe non-blocking. There is no way to wait for room in it, so sleep. */
        if (count == 0 && os_interrupt_status()) return SKT_EINTR;
        if (count == 0) Sleep(10);
        text += count;
        len -= count;
    }
    return 0;
}

bool os_is_terminal(os_stream which)
{
    return is_console(GetStdHandle(which == OS_STDOUT ? STD_OUTPUT_HANDLE : STD_ERROR_HANDLE));
}

bool os_has_terminal(void)
{
    return is_console(GetStdHandle(STD_ERROR_HANDLE));
}

int os_terminal_width(void)
{
    CONSOLE_SCREEN_BUFFER_INFO info;
    if (!GetConsoleScreenBufferInfo(GetStdHandle(STD_ERROR_HANDLE), &info) &&
        !GetConsoleScreenBufferInfo(GetStdHandle(STD_OUTPUT_HANDLE), &info))
        return 80;
    return info.srWindow.Right - info.srWindow.Left + 1;
}

void os_leave_socket(skt_socket s)
{
    skt_close(s);
}

static volatile LONG caught;
static skt_waker interrupted = {SKT_INVALID_SOCKET, SKT_INVALID_SOCKET};

/* The socket path to remove if an interrupt ends the program at once. */
static const char *volatile ended_path;
static os_identity ended_socket;

void os_remove_when_ended(const char *path, const os_identity *which)
{
    ended_path = NULL;
    if (path != NULL) ended_socket = *which;
    ended_path = path;
}

/* Runs in a thread of its own. Returning FALSE ends the program. */
static BOOL WINAPI note(DWORD event)
{
    bool second = InterlockedExchange(&caught, 1) != 0;
    skt_waker_wake(&interrupted);
    if (second && ended_path != NULL) os_remove_socket(ended_path, &ended_socket);
    if (event == CTRL_C_EVENT || event == CTRL_BREAK_EVENT) return !second;
    /* The window closes or the user logs off: Windows ends the program when this returns, or after some seconds. */
    Sleep(INFINITE);
    return TRUE;
}

int os_catch_interrupts(void)
{
    int rc = skt_waker_open(&interrupted);
    if (rc < 0) return rc;
    return SetConsoleCtrlHandler(note, TRUE) ? 0 : windows_code();
}

skt_socket os_interrupt_socket(void)
{
    return skt_waker_socket(&interrupted);
}

int os_interrupt_status(void)
{
    return caught ? 130 : 0;
}

int64_t os_process_id(void)
{
    return GetCurrentProcessId();
}

bool os_sendfile_waits(void)
{
    /* TransmitFile returns only when the peer has acknowledged all data. */
    return true;
}
