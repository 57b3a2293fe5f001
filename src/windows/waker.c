/* SPDX-License-Identifier: MIT */
/* Waking a thread that waits, by a pair of sockets, since WSAPoll accepts nothing else. */
#include "sys.h"

int skt_waker_open(skt_waker *out)
{
    skt_socket ends[2];
    *out = (skt_waker){.receive = SKT_INVALID_SOCKET, .send = SKT_INVALID_SOCKET};
    int rc = skt_pair(SKT_AF_UNIX, SKT_SOCK_STREAM | SKT_SOCK_NONBLOCK, 0, ends);
    if (rc < 0) return rc;
    *out = (skt_waker){.receive = ends[0], .send = ends[1]};
    return 0;
}

skt_socket skt_waker_socket(const skt_waker *waker)
{
    return waker->receive;
}

int skt_waker_wake(const skt_waker *waker)
{
    DWORD before = GetLastError();
    int count;
    SKT__COUNT(count, send(waker->send, "", 1, 0));
    int rc = count < 0 ? skt__socket_code() : 0;
    SetLastError(before);
    /* If the buffer is full, wakes are pending already. */
    return rc == SKT_EAGAIN ? 0 : rc;
}

int skt_waker_clear(const skt_waker *waker)
{
    char wakes[512];
    int count;
    do SKT__COUNT(count, recv(waker->receive, wakes, sizeof wakes, 0));
    while (count > 0);
    int rc = count < 0 ? skt__socket_code() : 0;
    return rc == SKT_EAGAIN ? 0 : rc;
}

void skt_waker_close(skt_waker *waker)
{
    if (waker->receive != SKT_INVALID_SOCKET) skt_close(waker->receive);
    if (waker->send != SKT_INVALID_SOCKET) skt_close(waker->send);
    *waker = (skt_waker){.receive = SKT_INVALID_SOCKET, .send = SKT_INVALID_SOCKET};
}
