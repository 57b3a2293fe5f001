/* SPDX-License-Identifier: MIT */
/* Events that skt_poll derives from those of the system, for unix/poll.c and windows/poll.c. */
#ifndef SKT_EVENTS_H
#define SKT_EVENTS_H

#include "sys.h"

/*
 * Sets the requested SKT_POLLIN and SKT_POLLOUT of an entry that has an error or a hang-up: the next receive or send
 * returns at once. With SKT__HUP_IS_BOTH the system reports SKT_POLLHUP only when both directions have ended.
 */
static SKT__APART void skt__complete(skt_pollfd *fd)
{
    const int in = SKT_POLLIN | SKT_POLLRDNORM, out = SKT_POLLOUT | SKT_POLLWRNORM;
    int implied = 0;
    if (fd->revents & SKT_POLLERR) implied = in | out;
    if (fd->revents & SKT_POLLHUP) implied |= SKT__HUP_IS_BOTH ? in | out : in;
    fd->revents = (short)(fd->revents | (fd->events & implied));
}

/* `count` is at least 1. */
static inline void skt__complete_all(skt_pollfd *fds, size_t count)
{
    do {
        if (fds->revents & (SKT_POLLERR | SKT_POLLHUP)) skt__complete(fds);
        fds++;
    } while (--count > 0);
}

#endif
