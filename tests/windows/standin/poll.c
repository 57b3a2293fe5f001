/* SPDX-License-Identifier: MIT */
/*
 * WSAPoll. Before build 19041 it does not report failed connects; since then it reports POLLHUP, POLLERR and POLLWRNORM
 * (WSAPoll, Microsoft). select() puts such sockets into its exceptions on all builds.
 */
#include "kernel.h"

#define MOST 1024

enum connecting { NOT, STILL, FAILED };

/* The result of a connect in progress. */
static enum connecting state_of(SOCKET s)
{
    endpoint *e = endpoint_of(s);
    if (e == NULL || !e->connecting) return NOT;
    fd_set failed = {.fd_count = 1, .fd_array = {s}}, connected = failed;
    struct timeval at_once = {0};
    if (select(0, NULL, &connected, &failed, &at_once) <= 0) return STILL;
    if (port_of(s, getpeername) == 0) return FAILED;
    e->connecting = false;
    return NOT;
}

/* Polls one entry once. */
static short look_at(WSAPOLLFD fd)
{
    switch (state_of(fd.fd)) {
    case STILL: return 0;
    case FAILED: return standin.build < 19041 ? 0 : (short)(POLLHUP | POLLERR | (fd.events & POLLWRNORM));
    default: break;
    }
    if (WSAPoll(&fd, 1, 0) >= 0) return fd.revents;
    return WSAGetLastError() == WSAENOTSOCK ? POLLNVAL : -1;
}

/* Polls all entries once. A handle that is no socket is reported among others, but alone is an error. */
static int look(WSAPOLLFD *fds, ULONG count)
{
    ULONG ready = 0, none = 0;
    for (ULONG i = 0; i < count; i++) {
        fds[i].revents = look_at(fds[i]);
        if (fds[i].revents == -1) return SOCKET_ERROR;
        ready += fds[i].revents != 0;
        none += (fds[i].revents & POLLNVAL) != 0;
    }
    return none == count ? refuse(WSAENOTSOCK) : (int)ready;
}

int WSAAPI standin_WSAPoll(WSAPOLLFD *fds, ULONG count, int timeout)
{
    if (fails("WSAPoll", INVALID_SOCKET, (int)count, (unsigned long)timeout, fds, count * sizeof *fds))
        return SOCKET_ERROR;
    if (fds == NULL || count == 0 || count > MOST) return refuse(WSAEINVAL);
    ULONGLONG began = GetTickCount64();
    for (;;) {
        int ready = look(fds, count);
        if (ready != 0 || (timeout >= 0 && GetTickCount64() - began >= (ULONGLONG)timeout)) return ready;
        Sleep(1);
    }
}
