/* SPDX-License-Identifier: MIT */
#include "../stdio.h"

#include "../os.h"

#include <stdio.h>
#include <string.h>
#include <windows.h>

static HANDLE input(void)
{
    return GetStdHandle(STD_INPUT_HANDLE);
}

skt_ssize stdio_read(void *out, size_t len)
{
    DWORD count;
    if (ReadFile(input(), out, len < (1 << 30) ? (DWORD)len : 1 << 30, &count, NULL)) return (skt_ssize)count;
    DWORD error = GetLastError();
    /* The writer of the pipe has closed it. */
    return error == ERROR_BROKEN_PIPE || error == ERROR_HANDLE_EOF ? 0 : -(skt_ssize)error;
}

static bool is_console(HANDLE file)
{
    DWORD mode;
    return GetConsoleMode(file, &mode);
}

bool stdio_input_is_terminal(void)
{
    return is_console(input());
}

bool stdio_output_is_terminal(void)
{
    return is_console(GetStdHandle(STD_OUTPUT_HANDLE));
}

skt_file stdio_input(void)
{
    return (skt_file)input();
}

skt_file stdio_output(void)
{
    return (skt_file)GetStdHandle(STD_OUTPUT_HANDLE);
}

skt_socket stdio_output_polled(void)
{
    return SKT_INVALID_SOCKET;
}

int stdio_input_place(uint64_t *offset_out, uint64_t *len_out)
{
    LARGE_INTEGER at, len;
    if (GetFileType(input()) != FILE_TYPE_DISK) return SKT_ESPIPE;
    if (!SetFilePointerEx(input(), (LARGE_INTEGER){.QuadPart = 0}, &at, FILE_CURRENT)) return -(int)GetLastError();
    if (!GetFileSizeEx(input(), &len)) return -(int)GetLastError();
    *offset_out = (uint64_t)at.QuadPart;
    *len_out = (uint64_t)len.QuadPart;
    return 0;
}

int64_t stdio_time(void)
{
    /* Units of 100 ns since 1601. */
    const int64_t since_1601 = INT64_C(11644473600) * 1000000;
    FILETIME now;
    GetSystemTimeAsFileTime(&now);
    return (int64_t)((uint64_t)now.dwHighDateTime << 32 | now.dwLowDateTime) / 10 - since_1601;
}

int stdio_broken_status(void)
{
    return 1;
}

/* Joins the words to one command line, each quoted by the rules of CommandLineToArgvW. */
static bool join(char *const words[], wchar_t *out, size_t room)
{
    char line[8192];
    size_t used = 0;
    for (size_t i = 0; words[i] != NULL; i++) {
        size_t slashes = 0;
        if (used + 2 * strlen(words[i]) + 4 > sizeof line) return false;
        if (i > 0) line[used++] = ' ';
        line[used++] = '"';
        for (const char *at = words[i];; at++) {
            if (*at == '\\') {
                slashes++;
                line[used++] = '\\';
                continue;
            }
            /* Backslashes before a quotation mark must be doubled. */
            for (; slashes > 0 && (*at == '"' || *at == '\0'); slashes--) line[used++] = '\\';
            slashes = 0;
            if (*at == '\0') break;
            if (*at == '"') line[used++] = '\\';
            line[used++] = *at;
        }
        line[used++] = '"';
    }
    line[used] = '\0';
    return MultiByteToWideChar(CP_UTF8, 0, line, -1, out, (int)room) > 0;
}

int stdio_run(skt_socket s, char *const words[], int *status_out)
{
    wchar_t line[8192];
    STARTUPINFOW how = {.cb = sizeof how, .dwFlags = STARTF_USESTDHANDLES};
    PROCESS_INFORMATION process;
    DWORD status;
    if (!join(words, line, sizeof line / sizeof line[0])) return -ERROR_FILENAME_EXCED_RANGE;
    int rc = skt_set_inheritable(s, true);
    if (rc < 0) return rc;
    how.hStdInput = how.hStdOutput = (HANDLE)s;
    how.hStdError = GetStdHandle(STD_ERROR_HANDLE);
    if (!CreateProcessW(NULL, line, NULL, NULL, TRUE, 0, NULL, NULL, &how, &process)) return -(int)GetLastError();
    CloseHandle(process.hThread);
    WaitForSingleObject(process.hProcess, INFINITE);
    GetExitCodeProcess(process.hProcess, &status);
    CloseHandle(process.hProcess);
    *status_out = (int)(status & 255);
    return 0;
}
