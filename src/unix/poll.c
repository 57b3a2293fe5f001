/* SPDX-License-Identifier: MIT */
/* Waiting for sockets, to the nanosecond where the system can. */
#include "sys.h"

int skt_poll(skt_pollfd *fds, size_t count, skt_deadline deadline)
{
    for (size_t i = 0; SKT__POLL_ABSENT && i < count; i++)
        if (fds[i].events & SKT__POLL_ABSENT) return SKT_EUNSUPPORTED;
    if (count > (nfds_t)-1) return SKT_EINVAL;

    for (;;) {
        skt_duration left = skt_deadline_left(deadline);
        struct timespec wait = {.tv_sec = (time_t)(left / SKT_SECONDS(1)), .tv_nsec = (long)(left % SKT_SECONDS(1))};
        int ready = skt__poll_once((struct pollfd *)(void *)fds, (nfds_t)count, left == SKT_FOREVER ? NULL : &wait);
        if (ready > 0) return ready;
        if (ready < 0 && errno != EINTR) return skt__socket_code();
        if (left == 0 || (ready == 0 && skt_deadline_left(deadline) == 0)) return 0;
    }
}

int skt__wait(skt_socket s, short events, skt_deadline deadline)
{
    skt_pollfd fd = {.socket = s, .events = events};
    int rc = skt_poll(&fd, 1, deadline);
    if (rc < 0) return rc;
    if (rc == 0) return SKT_ETIMEDOUT;
    return fd.revents & SKT_POLLNVAL ? SKT_EBADF : 0;
}
