/* SPDX-License-Identifier: MIT */
/* Threads on Windows. */
#include "../os.h"

#include <windows.h>

static struct {
    void (*run)(void *);
    void *argument;
} start;

static DWORD WINAPI begin(void *unused)
{
    (void)unused;
    start.run(start.argument);
    return 0;
}

int os_start_thread(void (*run)(void *), void *argument)
{
    start.run = run;
    start.argument = argument;
    HANDLE thread = CreateThread(NULL, 0, begin, NULL, 0, NULL);
    if (thread == NULL) return -(int)GetLastError();
    CloseHandle(thread);
    return 0;
}
