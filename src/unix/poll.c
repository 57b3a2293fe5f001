/* SPDX-License-Identifier: MIT */
/* Waiting for sockets, to the nanosecond where the system can. */
#include "events.h"

/* The longest wait of one call: a 32-bit time_t holds 68 years, and some BSDs refuse more than 100000000 seconds. */
#define LONGEST SKT_SECONDS(100000000)

/* Waits until an entry has events, as the system has them, or the deadline has passed. */
static int wait_until(skt_pollfd *fds, size_t count, skt_deadline deadline)
{
    for (;;) {
        skt_duration left = skt_deadline_left(deadline);
        skt_duration part = left < LONGEST ? left : LONGEST;
        struct timespec wait = {.tv_sec = (time_t)(part / SKT_SECONDS(1)), .tv_nsec = (long)(part % SKT_SECONDS(1))};
        int ready = skt__poll_once((struct pollfd *)(void *)fds, (nfds_t)count, left == SKT_FOREVER ? NULL : &wait);
        if (ready != 0) return skt__result(ready);
        if (left == 0 || skt_deadline_passed(deadline)) return 0;
    }
}

int skt_poll(skt_pollfd *fds, size_t count, skt_deadline deadline)
{
    for (size_t i = 0; SKT__POLL_ABSENT && i < count; i++)
        if (fds[i].events & SKT__POLL_ABSENT) return SKT_EUNSUPPORTED;
    if (count > (nfds_t)-1) return SKT_EINVAL;
    int ready = wait_until(fds, count, deadline);
    if (ready > 0) skt__complete_all(fds, count);
    return ready;
}

int skt__wait(skt_socket s, short events, skt_deadline deadline)
{
    skt_pollfd fd = {.socket = s, .events = events};
    if (s < 0) return SKT_EBADF;
    int ready;
    do ready = wait_until(&fd, 1, deadline);
    while (ready == SKT_EINTR);
    if (ready <= 0) return ready;
    return fd.revents & SKT_POLLNVAL ? SKT_EBADF : fd.revents;
}
