/* SPDX-License-Identifier: MIT */
/* Waiting for sockets, to the millisecond. */
#include "events.h"

/* How long a failed connect may stay unseen where WSAPoll does not report it. */
#define SLICE SKT_MILLISECONDS(50)

/* The first Windows whose WSAPoll reports connects that failed: Windows 10 2004. */
#define TELLS_FAILURES 19041

/* What is always reported, and is refused by WSAPoll where it is asked for. */
#define UNASKED (SKT_POLLERR | SKT_POLLHUP | SKT_POLLNVAL)

/*
 * Moves the entries without a socket, of which Winsock must not hear, behind the others. Each keeps as its socket the
 * index of the place that it had. Returns the number of the others.
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

/* The last that was moved stands first. */
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

/* By select, which reports failed connects on every Windows, and urgent data of a connection in the same way. */
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

/* Waits once, for so many milliseconds; INFINITE becomes the -1 that WSAPoll wants for it. */
static int poll_once(skt_pollfd *fds, size_t count, DWORD milliseconds)
{
    if (count == 0) {
        Sleep(milliseconds);
        return 0;
    }
    int ready;
    SKT__COUNT(ready, WSAPoll((WSAPOLLFD *)(void *)fds, (ULONG)count, (INT)milliseconds));
    int code = ready < 0 ? skt__socket_code() : 0;
    /* None of them is open, which their events say too. */
    bool all_told = code == SKT_ENOTSOCK && count_ready(fds, count) > 0;
    return code < 0 && !all_told ? code : count_ready(fds, count);
}

/* Waits until an entry has events, as the system has them, or the deadline has passed. */
static int wait_until(skt_pollfd *fds, size_t count, skt_deadline deadline)
{
    bool deaf = waits_to_write(fds, count) && skt__windows_build() < TELLS_FAILURES;
    for (;;) {
        skt_duration left = skt_deadline_left(deadline);
        skt_duration part = deaf && left > SLICE ? SLICE : left;
        int64_t milliseconds = part / SKT_MILLISECONDS(1) + (part % SKT_MILLISECONDS(1) != 0);
        if (part == SKT_FOREVER)
            milliseconds = INFINITE;
        else if (milliseconds > INT_MAX)
            milliseconds = INT_MAX;
        int ready = poll_once(fds, count, (DWORD)milliseconds);
        if (ready == 0 && deaf) ready = add_failures(fds, count);
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
