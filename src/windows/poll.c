/* SPDX-License-Identifier: MIT */
/* Waiting for sockets, with millisecond precision. */
#include "events.h"

/* The interval between checks for failed connects on versions whose WSAPoll does not report them. */
#define SLICE SKT_MILLISECONDS(50)

/* Windows 10 2004, the first whose WSAPoll reports failed connects. */
#define REPORTS_FAILURES 19041

/* Events that are always reported; WSAPoll refuses them as requests. */
#define UNASKED (SKT_POLLERR | SKT_POLLHUP | SKT_POLLNVAL)

/*
 * Moves entries without a socket, which WSAPoll refuses, behind the others. Each stores its former index in place of
 * the socket. Returns the number of the others.
 */
static size_t set_aside(skt_pollfd *fds, size_t count)
{
    for (size_t i = 0; i < count;) {
        if (fds[i].socket != SKT_INVALID_SOCKET) {
            fds[i++].events &= (short)~UNASKED;
            continue;
        }
        skt_pollfd aside = {.socket = (skt_socket)i, .events = fds[i].events};
        fds[i] = fds[--count];
        fds[count] = aside;
    }
    return count;
}

/* Undoes the moves, the last one first: it is at `sockets`. */
static void put_back(skt_pollfd *fds, size_t sockets, size_t count)
{
    for (size_t i = sockets; i < count; i++) {
        skt_pollfd back = {.socket = SKT_INVALID_SOCKET, .events = fds[i].events};
        size_t place = (size_t)fds[i].socket;
        fds[i] = fds[place];
        fds[place] = back;
    }
}

static int count_ready(const skt_pollfd *fds, size_t count)
{
    int ready = 0;
    for (size_t i = 0; i < count; i++) ready += fds[i].revents != 0;
    return ready;
}

static bool waits_to_write(const skt_pollfd *fds, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (fds[i].events & SKT_POLLOUT) return true;
    return false;
}

/* select reports failed connects on all versions, but also urgent data, which only a connected socket can have. */
static bool has_failed(skt_socket s)
{
    fd_set failed = {.fd_count = 1, .fd_array = {s}};
    struct timeval at_once = {.tv_sec = 0};
    skt_addr peer;
    return select(0, NULL, NULL, &failed, &at_once) == 1 && skt_peer_address(s, &peer) < 0;
}

static int add_failures(skt_pollfd *fds, size_t count)
{
    int ready = 0;
    for (size_t i = 0; i < count; i++) {
        if (!(fds[i].events & SKT_POLLOUT) || !has_failed(fds[i].socket)) continue;
        fds[i].revents = SKT_POLLERR | SKT_POLLHUP;
        ready++;
    }
    return ready;
}

/* Polls once. INFINITE becomes -1, WSAPoll's value for it. */
static int poll_once(skt_pollfd *fds, size_t count, DWORD milliseconds)
{
    if (count == 0) {
        Sleep(milliseconds);
        return 0;
    }
    int ready;
    SKT__COUNT(ready, WSAPoll((WSAPOLLFD *)(void *)fds, (ULONG)count, (INT)milliseconds));
    int code = ready < 0 ? skt__socket_code() : 0;
    /* If no socket is open WSAPoll fails, but has set SKT_POLLNVAL in the entries. */
    bool all_closed = code == SKT_ENOTSOCK && count_ready(fds, count) > 0;
    return code < 0 && !all_closed ? code : count_ready(fds, count);
}

/* Waits for events or the deadline. The events stay as the system reports them. */
static int wait_until(skt_pollfd *fds, size_t count, skt_deadline deadline)
{
    bool misses_failures = waits_to_write(fds, count) && skt__windows_build() < REPORTS_FAILURES;
    for (;;) {
        skt_duration left = skt_deadline_left(deadline);
        skt_duration part = misses_failures && left > SLICE ? SLICE : left;
        int64_t milliseconds = part / SKT_MILLISECONDS(1) + (part % SKT_MILLISECONDS(1) != 0);
        if (part == SKT_FOREVER)
            milliseconds = INFINITE;
        else if (milliseconds > INT_MAX)
            milliseconds = INT_MAX;
        int ready = poll_once(fds, count, (DWORD)milliseconds);
        if (ready == 0 && misses_failures) ready = add_failures(fds, count);
        if (ready != 0) return ready;
        if (left == 0 || skt_deadline_passed(deadline)) return 0;
    }
}

int skt_poll(skt_pollfd *fds, size_t count, skt_deadline deadline)
{
    for (size_t i = 0; i < count; i++)
        if (fds[i].events & (SKT__POLL_ABSENT | SKT_POLLPRI)) return SKT_EUNSUPPORTED;
    if (count > INT_MAX) return SKT_EINVAL;
    size_t sockets = set_aside(fds, count);
    int ready = wait_until(fds, sockets, deadline);
    if (ready > 0) skt__complete_all(fds, sockets);
    put_back(fds, sockets, count);
    return ready;
}

int skt__wait(skt_socket s, short events, skt_deadline deadline)
{
    skt_pollfd fd = {.socket = s, .events = events};
    if (s == SKT_INVALID_SOCKET) return SKT_ENOTSOCK;
    int ready = wait_until(&fd, 1, deadline);
    if (ready <= 0) return ready;
    return fd.revents & SKT_POLLNVAL ? SKT_ENOTSOCK : fd.revents;
}
