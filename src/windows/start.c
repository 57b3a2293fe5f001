/* SPDX-License-Identifier: MIT */
/* Starting Winsock. */
#include "sys.h"

static BOOL CALLBACK start_once(PINIT_ONCE once, void *code_out, void **context)
{
    (void)once, (void)context;
    WSADATA data;
    int *code = code_out;
    *code = WSAStartup(MAKEWORD(2, 2), &data);
    return *code == 0;
}

/*
 * WSACleanup is never called: other users of Winsock have their own count, and the end of the process frees everything.
 */
int skt__start(void)
{
    static INIT_ONCE once = INIT_ONCE_STATIC_INIT;
    int code = 0;
    return InitOnceExecuteOnce(&once, start_once, &code, NULL) ? 0 : -code;
}

bool skt__start_late(void)
{
    if (WSAGetLastError() != WSANOTINITIALISED) return false;
    int rc = skt__start();
    if (rc < 0) SetLastError((DWORD)-rc);
    return rc == 0;
}
