/* SPDX-License-Identifier: MIT */
/* Waiting by epoll(7). */
#include "wait.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>

void wait_for_any(skt_pollfd *entries, size_t count, skt_deadline deadline)
{
    static int epoll = -1;
    struct epoll_event happened[16];
    if (epoll < 0) epoll = epoll_create1(EPOLL_CLOEXEC);
    /* One-shot: sockets that are not in the next set report nothing more. Closed ones remove themselves. */
    for (size_t i = 0; i < count; i++) {
        struct epoll_event wanted = {.events = EPOLLOUT | EPOLLONESHOT, .data.fd = entries[i].socket};
        bool armed = epoll_ctl(epoll, EPOLL_CTL_MOD, entries[i].socket, &wanted) == 0 ||
                     epoll_ctl(epoll, EPOLL_CTL_ADD, entries[i].socket, &wanted) == 0;
        if (armed) continue;
        perror("epoll_ctl");
        exit(1);
    }
    /* In whole milliseconds, rounded up. */
    skt_duration left = skt_deadline_left(deadline);
    int64_t ms = left / SKT_MILLISECONDS(1) + (left % SKT_MILLISECONDS(1) != 0);
    epoll_wait(epoll, happened, 16, ms < 60000 ? (int)ms : 60000);
}
