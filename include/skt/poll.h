/* SPDX-License-Identifier: MIT */
/*
 * Waiting for a handful of sockets, and waking who waits.
 *
 * The events mean the same on every system:
 *
 *     SKT_POLLIN    receiving or accepting does not block: there is data, a connection, the end, or an error
 *     SKT_POLLOUT   sending does not block: there is room, a connect has ended, or there is an error
 *     SKT_POLLPRI   there is urgent data
 *     SKT_POLLERR   an error is pending, or the error queue has an entry
 *     SKT_POLLHUP   the connection is over
 *     SKT_POLLNVAL  the handle is not open
 *
 * SKT_POLLERR, SKT_POLLHUP and SKT_POLLNVAL are reported whether they were asked for or not. SKT_POLLERR comes with
 * whichever of SKT_POLLIN and SKT_POLLOUT were asked for, and SKT_POLLHUP with SKT_POLLIN and, but on Apple and
 * Windows, with SKT_POLLOUT. So a program that waits for SKT_POLLIN does not miss the end, and one that waits for
 * SKT_POLLOUT does not miss the end of a connect. An event may be reported in vain; the call then returns SKT_EAGAIN.
 *
 * Apple     A socket whose peer has ended sending does not report SKT_POLLOUT in an entry that asks for SKT_POLLIN.
 * Windows   SKT_POLLHUP is reported as soon as the peer has ended sending. A shutdown of one's own is not reported;
 *           wake the thread with a skt_waker. Urgent data is SKT_POLLRDBAND, which SKT_POLLIN includes.
 */
#ifndef SKT_POLL_H
#define SKT_POLL_H

#include <skt/system.h>
#include <skt/time.h>

SKT_BEGIN

/* One socket to wait for: the system's pollfd. */
typedef struct skt_pollfd {
    skt_socket socket; /* SKT_INVALID_SOCKET: the entry is passed over */
    short events;      /* what to wait for: SKT_POLLIN and so on */
    short revents;     /* what there is; 0 in an entry that is passed over */
} skt_pollfd;

/*
 * Waits until a socket has events or the deadline has passed.
 *
 * A handler that runs meanwhile ends the wait, whatever SA_RESTART says; a deadline is a point in time, so the same
 * call can be made again. Where there are events and a signal, the events are returned.
 *
 * fds       The sockets; may be NULL if count is 0. Only their revents are written.
 * deadline  A point in the past: the call does not wait.
 *
 * Returns   The number of entries with revents, 0 once the deadline has passed.
 * Errors    SKT_EINTR         A signal handler ran.
 *           SKT_EUNSUPPORTED  An entry asks for an event that this system lacks.
 *           SKT_EINVAL        More entries than the process may have open handles.
 *           SKT_EFAULT, SKT_ENOMEM
 * Calls     ppoll(2), pollts(2) or poll(2) once; again only if the wait is longer than the system accepts: 100000000
 *           seconds, or 24 days with poll(2).
 * Windows   WSAPoll, or Sleep if there is no socket; there are no signals. SKT_POLLPRI is SKT_EUNSUPPORTED.
 *           SKT_POLLERR, SKT_POLLHUP and SKT_POLLNVAL, which WSAPoll refuses, are removed from events. Entries that are
 *           passed over change places during the call. WSAPoll does not report failed connects before Windows 10 2004:
 *           there the wait ends every 50 ms if an entry asks for SKT_POLLOUT, and select looks at each of these.
 * Threads   Safe.
 * Since     0.1
 * See       poll(2)
 */
SKT_API int skt_poll(skt_pollfd *fds, size_t count, skt_deadline deadline);

/*
 * Wakes a thread that waits in skt_poll, epoll or the like.
 *
 * A waker does not remember who woke it or how often: any number of wakes between two clears are one. Its handle is
 * readable from the first wake to the next clear.
 */
typedef struct skt_waker {
    skt_socket receive; /* what skt_waker_socket returns */
    skt_socket send;    /* the same handle where the system has eventfd(2) */
} skt_waker;

/*
 * Makes a waker.
 *
 * Its handles are not inherited across exec and do not block. After fork(2) both processes have the same waker: a wake
 * in one can wake the other, so a child that goes on without exec closes it and opens one of its own.
 *
 * out       On failure both of its handles are SKT_INVALID_SOCKET.
 *
 * Returns   0.
 * Errors    SKT_EMFILE, SKT_ENFILE, SKT_ENOMEM
 * Calls     eventfd(2) on Linux, else pipe2(2), or pipe(2) and four fcntl(2).
 * Windows   As skt_pair, and two ioctls for the mode.
 * Threads   Safe.
 * Since     0.1
 */
SKT_API int skt_waker_open(skt_waker *out);

/*
 * The handle to wait for with SKT_POLLIN. It may be used with epoll(7), kqueue(2) and the like too.
 *
 * Returns   The handle, which the waker keeps.
 * Since     0.1
 */
SKT_API skt_socket skt_waker_socket(const skt_waker *waker);

/*
 * Wakes the thread that waits for the waker, or the next one that will.
 *
 * Returns   0, also where a wake is pending already.
 * Errors    SKT_EBADF  The waker is closed; on Windows SKT_ENOTSOCK.
 * Calls     write(2), again after a signal.
 * Windows   send.
 * Threads   Safe.
 * Signals   Safe; errno is kept. On Windows it may be called from a console handler, and keeps GetLastError.
 * Since     0.1
 */
SKT_API int skt_waker_wake(const skt_waker *waker);

/*
 * Takes all wakes, so that the waker's handle is no longer readable.
 *
 * Clear before looking at the work: a wake that comes while the work is looked at then wakes again.
 *
 * Returns   0, also where there was no wake.
 * Errors    SKT_EBADF  The waker is closed; on Windows SKT_ENOTSOCK.
 * Calls     read(2), again after a signal; where the waker is a pipe, again for each 512 bytes.
 * Windows   recv, until it has nothing. Wakes that are under way over TCP may still wake once more.
 * Threads   Safe.
 * Since     0.1
 */
SKT_API int skt_waker_clear(const skt_waker *waker);

/*
 * Closes the waker. Nobody may be waking it any more.
 *
 * waker     Both handles become SKT_INVALID_SOCKET; a waker that has those already is left alone.
 *
 * Calls     close(2), twice where the waker has two handles.
 * Since     0.1
 */
SKT_API void skt_waker_close(skt_waker *waker);

SKT_END

#endif
