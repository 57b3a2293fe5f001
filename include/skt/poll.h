/* SPDX-License-Identifier: MIT */
/* Waiting for a handful of sockets. */
#ifndef SKT_POLL_H
#define SKT_POLL_H

#include <skt/system.h>
#include <skt/time.h>

SKT_BEGIN

/*
 * The system's pollfd. events and revents are of SKT_POLLIN and so on. SKT_INVALID_SOCKET is passed over. Windows
 * refuses SKT_POLLPRI, and what is only told, among the events: SKT_EINVAL.
 */
typedef struct skt_pollfd {
    skt_socket socket;
    short events;
    short revents;
} skt_pollfd;

/*
 * Waits until one of the sockets is ready or the deadline has come, and never longer than to the first clock tick
 * behind it. Returns the number of entries with revents, 0 when the deadline came first; with SKT_NEVER it is never 0.
 * **Acts on:** SKT_EUNSUPPORTED (an event that this system lacks). **Calls:** ppoll(2), or poll(2) where there is
 * none, again after a signal and where the time is more than the system can wait at once. On Windows WSAPoll, or Sleep
 * if there is no socket; before Windows 10 2004, whose WSAPoll does not tell of failed connects, every 50 ms, and then
 * select for each socket that waits to send.
 */
SKT_API int skt_poll(skt_pollfd *fds, size_t count, skt_deadline deadline);

SKT_END

#endif
