/* SPDX-License-Identifier: MIT */
/* Threads on Windows. */
#include "../os.h"

#include <stdlib.h>
#include <windows.h>

typedef struct start {
    void (*run)(void *);
    void *argument;
} start;

static DWORD WINAPI begin(void *given)
{
    start s = *(start *)given;
    free(given);
    s.run(s.argument);
    return 0;
}

int os_start_thread(void (*run)(void *), void *argument)
{
    start *given = malloc(sizeof *given);
    if (given == NULL) return SKT_ENOMEM;
    *given = (start){run, argument};
    HANDLE thread = CreateThread(NULL, 0, begin, given, 0, NULL);
    if (thread == NULL) {
        DWORD error = GetLastError();
        free(given);
        return -(int)error;
    }
    CloseHandle(thread);
    return 0;
}
