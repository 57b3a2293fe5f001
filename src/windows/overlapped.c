/* SPDX-License-Identifier: MIT */
#include "overlapped.h"

int skt__overlapped_begin(skt__overlapped *call)
{
    HANDLE event = CreateEventW(NULL, TRUE, FALSE, NULL);
    if (event == NULL) return skt__windows_code();
    /* With the event's lowest bit set no completion is queued to the socket's port: GetQueuedCompletionStatus. */
    *call = (skt__overlapped){.overlapped = {.hEvent = (HANDLE)((uintptr_t)event | 1)}, .event = event};
    return 0;
}

/* The remaining time, rounded up, or the longest finite wait of one call. */
static DWORD milliseconds_left(skt_deadline deadline)
{
    skt_duration left = skt_deadline_left(deadline);
    if (left == SKT_FOREVER) return INFINITE;
    int64_t milliseconds = left / SKT_MILLISECONDS(1) + (left % SKT_MILLISECONDS(1) != 0);
    return milliseconds < INT_MAX ? (DWORD)milliseconds : INT_MAX;
}

bool skt__event_came(HANDLE event, skt_deadline deadline)
{
    for (;;) {
        DWORD wait = milliseconds_left(deadline);
        if (WaitForSingleObject(event, wait) != WAIT_TIMEOUT) return true;
        if (skt_deadline_left(deadline) == 0) return false;
    }
}

/*
 * If CancelIoEx is not possible, cancels all calls of this thread on the socket. If that fails too, the call ends by
 * itself when the peer answers or the socket is closed.
 */
static void cancel(skt_socket s, skt__overlapped *call)
{
    if (!CancelIoEx((HANDLE)s, &call->overlapped) && GetLastError() != ERROR_NOT_FOUND) CancelIo((HANDLE)s);
}

static skt_ssize result_of_pending(skt__overlapped *call, skt_socket s, skt_deadline deadline)
{
    DWORD count = 0, flags = 0;
    bool timed_out = !skt__event_came(call->event, deadline);
    if (timed_out) {
        /* The system may write to the structure until the event is set, even if there was nothing left to cancel. */
        cancel(s, call);
        WaitForSingleObject(call->event, INFINITE);
    }
    if (WSAGetOverlappedResult(s, &call->overlapped, &count, FALSE, &flags)) return (skt_ssize)count;
    int code = skt__socket_code();
    if (count > 0) return (skt_ssize)count; /* the next call will return the error */
    return timed_out && code == SKT_ECANCELED ? SKT_ETIMEDOUT : code;
}

skt_ssize skt__overlapped_end(skt__overlapped *call, skt_socket s, bool done, DWORD count, skt_deadline deadline)
{
    skt_ssize result = done ? (skt_ssize)count : skt__socket_code();
    if (result == SKT_WSA_IO_PENDING) result = result_of_pending(call, s, deadline);
    CloseHandle(call->event);
    return result;
}
