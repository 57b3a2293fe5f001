/* SPDX-License-Identifier: MIT */
/* What skt_poll adds to the events of the system, for poll.c of either folder. */
#ifndef SKT_EVENTS_H
#define SKT_EVENTS_H

#include "sys.h"

/*
 * Completes the events of an entry, by their bits alone: who waits to receive does not miss the end, and who waits to
 * send does not miss the end of a connect. SKT__HUP_IS_BOTH: the system reports SKT_POLLHUP only when neither direction
 * is left.
 */
static SKT__APART void skt__complete(skt_pollfd *fd)
{
    const int in = SKT_POLLIN | SKT_POLLRDNORM, out = SKT_POLLOUT | SKT_POLLWRNORM;
    int implied = 0;
    if (fd->revents & SKT_POLLERR) implied = in | out;
    if (fd->revents & SKT_POLLHUP) implied |= SKT__HUP_IS_BOTH ? in | out : in;
    fd->revents = (short)(fd->revents | (fd->events & implied));
}

/* Of one entry at least. */
static inline void skt__complete_all(skt_pollfd *fds, size_t count)
{
    do {
        if (fds->revents & (SKT_POLLERR | SKT_POLLHUP)) skt__complete(fds);
        fds++;
    } while (--count > 0);
}

#endif
