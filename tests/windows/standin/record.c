/* SPDX-License-Identifier: MIT */
/* The simulated version of Windows, the record of calls, and the calls that are to fail. */
#include "kernel.h"

#define WINDOWS_11                           \
    {.build = STANDIN_11,                    \
     .bool_size = 4,                         \
     .whole_unix_names = true,               \
     .unix_datagram_error = WSAEAFNOSUPPORT, \
     .cut_control_fails = true,              \
     .attacker_pid = 4}

standin_windows standin = WINDOWS_11;

static SRWLOCK lock = SRWLOCK_INIT;
static standin_call calls[2048];
static size_t call_count;
static struct failure {
    const char *function;
    int error;
    unsigned passed, times;
} failures[8];
static unsigned starts; /* WSAStartup less WSACleanup */

void standin_reset(void)
{
    static const standin_windows windows_11 = WINDOWS_11;
    AcquireSRWLockExclusive(&lock);
    standin = windows_11;
    call_count = 0;
    memset(failures, 0, sizeof failures);
    ReleaseSRWLockExclusive(&lock);
    attackers_leave();
}

void standin_fail(const char *function, int error, unsigned passed, unsigned times)
{
    AcquireSRWLockExclusive(&lock);
    for (size_t i = 0; i < COUNT_OF(failures); i++)
        if (failures[i].times == 0) {
            failures[i] = (struct failure){.function = function, .error = error, .passed = passed, .times = times};
            break;
        }
    ReleaseSRWLockExclusive(&lock);
}

static bool is_call(const standin_call *call, const char *function, long level, long name)
{
    return strcmp(call->function, function) == 0 && (level == STANDIN_ANY || call->level == level) &&
           (name == STANDIN_ANY || call->name == (unsigned long)name);
}

size_t standin_count(const char *function, long level, long name)
{
    size_t count = 0;
    AcquireSRWLockShared(&lock);
    for (size_t i = 0; i < call_count; i++) count += is_call(&calls[i], function, level, name);
    ReleaseSRWLockShared(&lock);
    return count;
}

const standin_call *standin_last(const char *function, long level, long name)
{
    const standin_call *last = NULL;
    AcquireSRWLockShared(&lock);
    for (size_t i = 0; i < call_count; i++)
        if (is_call(&calls[i], function, level, name)) last = &calls[i];
    ReleaseSRWLockShared(&lock);
    return last;
}

int refuse(int error)
{
    WSASetLastError(error);
    return SOCKET_ERROR;
}

/* The error with which a call is to fail; 0 for none. Distinguishes WSAStartup from functions that need it by name. */
static int failure_of(const char *function)
{
    for (size_t i = 0; i < COUNT_OF(failures); i++) {
        struct failure *f = &failures[i];
        if (f->times == 0 || strcmp(f->function, function) != 0) continue;
        if (f->passed > 0) {
            f->passed--;
            continue;
        }
        f->times--;
        return f->error;
    }
    return starts == 0 && strcmp(function, "WSAStartup") != 0 ? WSANOTINITIALISED : 0;
}

bool fails(const char *function, SOCKET s, int level, unsigned long name, const void *value, size_t len)
{
    AcquireSRWLockExclusive(&lock);
    int error = failure_of(function);
    if (call_count < COUNT_OF(calls)) {
        standin_call *call = &calls[call_count++];
        *call = (standin_call){.function = function, .socket = s, .level = level, .name = name, .len = len};
        if (value != NULL) memcpy(call->value, value, len < sizeof call->value ? len : sizeof call->value);
    }
    ReleaseSRWLockExclusive(&lock);
    if (error != 0) WSASetLastError(error);
    return error != 0;
}

int WSAAPI standin_WSAStartup(WORD version, WSADATA *out)
{
    if (fails("WSAStartup", INVALID_SOCKET, 0, version, NULL, 0)) return WSAGetLastError();
    int error = WSAStartup(version, out);
    AcquireSRWLockExclusive(&lock);
    if (error == 0) starts++;
    ReleaseSRWLockExclusive(&lock);
    return error;
}

void standin_forget_start(void)
{
    AcquireSRWLockExclusive(&lock);
    starts = 0;
    call_count = 0;
    ReleaseSRWLockExclusive(&lock);
}

int WSAAPI standin_WSACleanup(void)
{
    if (fails("WSACleanup", INVALID_SOCKET, 0, 0, NULL, 0)) return SOCKET_ERROR;
    AcquireSRWLockExclusive(&lock);
    starts--;
    ReleaseSRWLockExclusive(&lock);
    return WSACleanup();
}

LONG WINAPI standin_RtlGetVersion(OSVERSIONINFOW *out)
{
    out->dwMajorVersion = 10;
    out->dwMinorVersion = 0;
    out->dwBuildNumber = standin.build;
    out->dwPlatformId = VER_PLATFORM_WIN32_NT;
    out->szCSDVersion[0] = 0;
    return 0;
}

/* Older headers lack these. */
WINSOCK_API_LINKAGE INT WSAAPI GetAddrInfoExOverlappedResult(LPOVERLAPPED);

/* Resolving is real, but needs WSAStartup as every call does. */
int WSAAPI standin_GetAddrInfoW(const WCHAR *host, const WCHAR *service, const ADDRINFOW *hints, ADDRINFOW **out)
{
    if (fails("GetAddrInfoW", INVALID_SOCKET, 0, 0, NULL, 0)) return WSAGetLastError();
    return GetAddrInfoW(host, service, hints, out);
}

void WSAAPI standin_FreeAddrInfoW(ADDRINFOW *list)
{
    fails("FreeAddrInfoW", INVALID_SOCKET, 0, 0, NULL, 0);
    FreeAddrInfoW(list);
}

/* A lookup that never gets an answer; its result is in its OVERLAPPED. */
static OVERLAPPED *unanswered;

int WSAAPI standin_GetAddrInfoExW(const WCHAR *host, const WCHAR *service, DWORD name_space, GUID *provider,
                                  const ADDRINFOEXW *hints, ADDRINFOEXW **out, struct timeval *timeout,
                                  OVERLAPPED *call, LPLOOKUPSERVICE_COMPLETION_ROUTINE routine, HANDLE *cancel)
{
    if (fails("GetAddrInfoExW", INVALID_SOCKET, 0, name_space, NULL, 0)) return WSAGetLastError();
    if (!standin.silent_resolver)
        return GetAddrInfoExW(host, service, name_space, provider, hints, out, timeout, call, routine, cancel);
    unanswered = call;
    *cancel = call;
    return WSA_IO_PENDING;
}

int WSAAPI standin_GetAddrInfoExCancel(HANDLE *cancel)
{
    fails("GetAddrInfoExCancel", INVALID_SOCKET, 0, 0, NULL, 0);
    if (unanswered == NULL || *cancel != unanswered) return WSA_INVALID_HANDLE;
    SetEvent(unanswered->hEvent);
    return 0;
}

int WSAAPI standin_GetAddrInfoExOverlappedResult(OVERLAPPED *call)
{
    if (call != unanswered) return GetAddrInfoExOverlappedResult(call);
    unanswered = NULL;
    return WSA_E_CANCELLED;
}

void WSAAPI standin_FreeAddrInfoExW(ADDRINFOEXW *list)
{
    fails("FreeAddrInfoExW", INVALID_SOCKET, 0, 0, NULL, 0);
    FreeAddrInfoExW(list);
}

int WSAAPI standin_GetNameInfoW(const SOCKADDR *addr, socklen_t len, WCHAR *host, DWORD host_room, WCHAR *service,
                                DWORD service_room, int flags)
{
    if (fails("GetNameInfoW", INVALID_SOCKET, addr->sa_family, (unsigned long)flags, NULL, 0)) return WSAGetLastError();
    return GetNameInfoW(addr, len, host, host_room, service, service_room, flags);
}
