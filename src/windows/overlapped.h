/* SPDX-License-Identifier: MIT */
/*
 * An overlapped call that the calling thread waits for, until a deadline: the only way on Windows to wait for a socket
 * without changing its blocking mode, which cannot be read and so not be restored. No completion is queued to a port.
 *
 *     int rc = skt__overlapped_begin(&call);
 *     if (rc < 0) return rc;
 *     bool done = WSASend(..., &count, ..., &call.overlapped, NULL) == 0;
 *     skt_ssize sent = skt__overlapped_end(&call, s, done, count, deadline);
 */
#ifndef SKT_OVERLAPPED_H
#define SKT_OVERLAPPED_H

#include "sys.h"

typedef struct skt__overlapped {
    OVERLAPPED overlapped;
    HANDLE event;
} skt__overlapped;

/* Returns 0 or the negative code; after an error skt__overlapped_end must not be called. */
int skt__overlapped_begin(skt__overlapped *call);

/*
 * `done`: the call has succeeded at once, as on a socket that is not overlapped, and moved `count` bytes; else
 * WSAGetLastError must still hold its error, which may be WSA_IO_PENDING. Waits, and cancels the call at the deadline.
 * Returns the bytes that were moved, SKT_ETIMEDOUT if the call was cancelled before any, or its error.
 */
skt_ssize skt__overlapped_end(skt__overlapped *call, skt_socket s, bool done, DWORD count, skt_deadline deadline);

/* Waits for an event. Returns false if the deadline passed first. */
bool skt__event_came(HANDLE event, skt_deadline deadline);

#endif
