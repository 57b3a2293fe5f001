/* SPDX-License-Identifier: MIT */
/*
 * ConnectEx and TransmitFile: the real functions, unless a test changes their results. ConnectEx, TransmitFile,
 * Microsoft.
 */
#include "kernel.h"

/* The socket of a call that is being cancelled; one at a time. */
static HANDLE cancelled;

/* It wants a bound stream, and has not been seen to work on Unix sockets, which cannot be bound without a path. */
BOOL WSAAPI standin_ConnectEx(SOCKET s, const struct sockaddr *name, int len, void *data, DWORD size, DWORD *sent,
                              OVERLAPPED *overlapped)
{
    static const GUID id = WSAID_CONNECTEX;
    if (fails("ConnectEx", s, 0, 0, name, (size_t)len)) return FALSE;
    endpoint *e = endpoint_of(s);
    struct sockaddr_storage silent;
    if (!is_stream(e) || is_unix(e) || !is_bound(s) || overlapped == NULL) return refuse(WSAEINVAL) == 0;
    if (standin.silence) {
        len = nobody(e->family, &silent);
        name = (const struct sockaddr *)&silent;
    }
    LPFN_CONNECTEX real = (LPFN_CONNECTEX)real_extension(&id);
    BOOL begun = real(s, name, len, data, size, sent, overlapped);
    /* The underlying system first returns the failure of an earlier connect; Windows starts a new one. */
    if (!begun && WSAGetLastError() == WSAECONNABORTED) begun = real(s, name, len, data, size, sent, overlapped);
    if (begun || WSAGetLastError() == WSA_IO_PENDING) e->stale = true;
    return begun;
}

/* Cancels a call some time after CancelIoEx has returned. */
static DWORD WINAPI cancel_later(void *context)
{
    OVERLAPPED *overlapped = context;
    Sleep(100);
    CancelIoEx(cancelled, overlapped);
    return 0;
}

BOOL WINAPI standin_CancelIoEx(HANDLE file, OVERLAPPED *overlapped)
{
    if (fails("CancelIoEx", (SOCKET)file, 0, 0, NULL, 0)) return FALSE;
    if (!standin.slow_cancel) return CancelIoEx(file, overlapped);
    cancelled = file;
    HANDLE thread = CreateThread(NULL, 0, cancel_later, overlapped, 0, NULL);
    if (thread != NULL) CloseHandle(thread);
    return thread != NULL;
}

BOOL WINAPI standin_CancelIo(HANDLE file)
{
    if (fails("CancelIo", (SOCKET)file, 0, 0, NULL, 0)) return FALSE;
    return CancelIo(file);
}

/* Sends the bytes up to the limit, then ends the call with a connection reset. */
static BOOL transmit_some(LPFN_TRANSMITFILE real, SOCKET s, HANDLE file, DWORD bytes, OVERLAPPED *overlapped,
                          TRANSMIT_FILE_BUFFERS buffers)
{
    OVERLAPPED own = {.Offset = overlapped->Offset, .OffsetHigh = overlapped->OffsetHigh};
    DWORD moved = 0, flags, left = standin.transmit_limit;
    if (buffers.HeadLength > left) buffers.HeadLength = left;
    left -= buffers.HeadLength;
    if (bytes > left) bytes = left;
    left -= bytes;
    if (buffers.TailLength > left) buffers.TailLength = left;
    own.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL);
    if (real(s, bytes > 0 ? file : NULL, bytes, 0, &own, &buffers, 0) || WSAGetLastError() == WSA_IO_PENDING)
        WSAGetOverlappedResult(s, &own, &moved, TRUE, &flags);
    CloseHandle(own.hEvent);
    overlapped->Internal = 0xc000020d; /* STATUS_CONNECTION_RESET */
    overlapped->InternalHigh = moved;
    if (overlapped->hEvent != NULL) SetEvent((HANDLE)((ULONG_PTR)overlapped->hEvent & ~(ULONG_PTR)1));
    return refuse(WSA_IO_PENDING) == 0;
}

/* A length of 0 would be all of the file. Of the head, the file and the tail together no more is taken than of one. */
BOOL WSAAPI standin_TransmitFile(SOCKET s, HANDLE file, DWORD bytes, DWORD per_send, OVERLAPPED *overlapped,
                                 TRANSMIT_FILE_BUFFERS *buffers, DWORD flags)
{
    static const GUID id = WSAID_TRANSMITFILE;
    TRANSMIT_FILE_BUFFERS none = {.HeadLength = 0}, *around = buffers ? buffers : &none;
    standin.transmit_head = around->HeadLength;
    standin.transmit_tail = around->TailLength;
    if (fails("TransmitFile", s, 0, flags, NULL, bytes)) return FALSE;
    LPFN_TRANSMITFILE real = (LPFN_TRANSMITFILE)real_extension(&id);
    uint64_t all = (uint64_t)around->HeadLength + bytes + around->TailLength;
    if (all > 2147483646) return refuse(WSAEINVAL) == 0;
    if (standin.transmit_limit == 0 || overlapped == NULL || all <= standin.transmit_limit)
        return real(s, file, bytes, per_send, overlapped, buffers, flags);
    return transmit_some(real, s, file, bytes, overlapped, *around);
}
