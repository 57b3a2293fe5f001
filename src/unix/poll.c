/* SPDX-License-Identifier: MIT */
/* Waiting for sockets, with nanosecond precision if the system has it. */
#include "events.h"

/* The longest wait of one call: a 32-bit time_t holds 68 years, and some BSDs refuse more than 100000000 seconds. */
#if defined(__linux__)
#define LONGEST (sizeof(time_t) > 4 ? INT64_MAX : SKT_SECONDS(100000000))
#else
#define LONGEST SKT_SECONDS(100000000)
#endif

static inline int poll_for(skt_pollfd *fds, size_t count, int64_t span)
{
    /* Unsigned division needs fewer instructions. */
    const uint64_t second = (uint64_t)SKT_SECONDS(1), nanoseconds = (uint64_t)span;
    struct timespec wait = {.tv_sec = (time_t)(nanoseconds / second), .tv_nsec = (long)(nanoseconds % second)};
    return skt__poll_once((struct pollfd *)(void *)fds, (nfds_t)count, &wait);
}

/* Polls again if the first call ended before the deadline. */
static SKT__APART int wait_longer(skt_pollfd *fds, size_t count, const skt_deadline *deadline)
{
    for (;;) {
        skt_duration left = skt_deadline_left(*deadline);
        if (left == 0) return 0;
        int ready = poll_for(fds, count, left < LONGEST ? left : LONGEST);
        if (ready != 0) return skt__result(ready);
    }
}

/* Waits for events or the deadline. The events stay as the system reports them. */
static inline int wait_until(skt_pollfd *fds, size_t count, skt_deadline deadline)
{
    int ready;
    if (deadline.nanoseconds == SKT_NEVER.nanoseconds) {
        do ready = skt__poll_once((struct pollfd *)(void *)fds, (nfds_t)count, NULL);
        while (ready == 0);
        return skt__result(ready);
    }
    struct timespec clock;
    clock_gettime(CLOCK_MONOTONIC, &clock);
    int64_t now = SKT_SECONDS(clock.tv_sec) + clock.tv_nsec;
    int64_t left = deadline.nanoseconds > now ? deadline.nanoseconds - now : 0;
    ready = poll_for(fds, count, left < LONGEST ? left : LONGEST);
    if (ready == 0 && left > 0) return wait_longer(fds, count, &deadline);
    return skt__result(ready);
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
