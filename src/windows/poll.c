/* SPDX-License-Identifier: MIT */
/* Waiting for sockets, to the millisecond. */
#include "sys.h"

/* How long a failed connect may stay unseen where WSAPoll does not tell of it. */
#define SLICE SKT_MILLISECONDS(50)

static bool is_socket(const skt_pollfd *entry)
{
    return entry->socket != SKT_INVALID_SOCKET;
}

/* Windows looks at none but some entries, and then wants at least one. */
static int count_sockets(skt_pollfd *fds, size_t count)
{
    int sockets = 0;
    for (size_t i = 0; i < count; i++) sockets += is_socket(&fds[i]);
    return sockets;
}

/* The entries that have events, of which those without a socket are none. */
static int count_ready(skt_pollfd *fds, size_t count)
{
    int ready = 0;
    for (size_t i = 0; i < count; i++) {
        if (!is_socket(&fds[i])) fds[i].revents = 0;
        ready += fds[i].revents != 0;
    }
    return ready;
}

static bool waits_to_write(const skt_pollfd *fds, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (fds[i].events & SKT_POLLOUT) return true;
    return false;
}

/* Adds the connects that failed, as select tells of them. */
static int add_failures(skt_pollfd *fds, size_t count)
{
    int ready = 0;
    for (size_t i = 0; i < count; i++) {
        if (!is_socket(&fds[i]) || !(fds[i].events & SKT_POLLOUT)) continue;
        fd_set failed = {.fd_count = 1, .fd_array = {fds[i].socket}};
        struct timeval at_once = {.tv_sec = 0};
        if (select(0, NULL, NULL, &failed, &at_once) != 1) continue;
        fds[i].revents = SKT_POLLERR | SKT_POLLHUP | (fds[i].events & SKT_POLLOUT);
        ready++;
    }
    return ready;
}

/* Waits once, for so many milliseconds; INFINITE becomes the -1 that WSAPoll wants for it. */
static int poll_once(skt_pollfd *fds, size_t count, DWORD milliseconds)
{
    if (count_sockets(fds, count) == 0) {
        Sleep(milliseconds);
        return count_ready(fds, count);
    }
    int ready = WSAPoll((WSAPOLLFD *)(void *)fds, (ULONG)count, (INT)milliseconds);
    int code = ready < 0 ? skt__socket_code() : 0;
    /* None of them is open, which their events say too. */
    if (code == SKT_ENOTSOCK && count_ready(fds, count) > 0) code = 0;
    return code < 0 ? code : count_ready(fds, count);
}

int skt_poll(skt_pollfd *fds, size_t count, skt_deadline deadline)
{
    for (size_t i = 0; i < count; i++)
        if (fds[i].events & SKT__POLL_ABSENT) return SKT_EUNSUPPORTED;
    if (count > INT_MAX) return SKT_EINVAL;
    bool deaf = waits_to_write(fds, count) && !skt__poll_tells_failures();

    for (;;) {
        skt_duration left = skt_deadline_left(deadline);
        skt_duration span = deaf && left > SLICE ? SLICE : left;
        int64_t milliseconds = span / SKT_MILLISECONDS(1) + (span % SKT_MILLISECONDS(1) != 0);
        if (span == SKT_FOREVER)
            milliseconds = INFINITE;
        else if (milliseconds > INT_MAX)
            milliseconds = INT_MAX;
        int ready = poll_once(fds, count, (DWORD)milliseconds);
        if (ready == 0 && deaf) ready = add_failures(fds, count);
        if (ready != 0) return ready;
        if (left == 0 || skt_deadline_left(deadline) == 0) return 0;
    }
}

int skt__wait(skt_socket s, short events, skt_deadline deadline)
{
    skt_pollfd fd = {.socket = s, .events = events};
    /* Which would be passed over. */
    if (s == SKT_INVALID_SOCKET) return SKT_ENOTSOCK;
    int rc = skt_poll(&fd, 1, deadline);
    if (rc < 0) return rc;
    if (rc == 0) return SKT_ETIMEDOUT;
    return fd.revents & SKT_POLLNVAL ? SKT_ENOTSOCK : 0;
}
