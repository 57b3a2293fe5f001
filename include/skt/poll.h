/* SPDX-License-Identifier: MIT */
/*
 * Waiting for a few sockets, and waking a thread that waits.
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
 * SKT_POLLERR, SKT_POLLHUP and SKT_POLLNVAL are always reported, even if they are not in events. When SKT_POLLERR is
 * reported, SKT_POLLIN and SKT_POLLOUT are reported too if they are in events. When SKT_POLLHUP is reported, SKT_POLLIN
 * is reported too if it is in events, and so is SKT_POLLOUT except on Apple and Windows. So a program that waits only
 * for SKT_POLLIN does not miss the end of the connection, and one that waits only for SKT_POLLOUT does not miss the end
 * of a connect. An event may be reported although the following call would block; a non-blocking call then returns
 * SKT_EAGAIN.
 *
 * Apple     After the peer has shut down sending, an entry with SKT_POLLIN in events does not report SKT_POLLOUT.
 * Windows   SKT_POLLHUP is reported as soon as the peer has shut down sending. A shutdown by this process is not
 *           reported; wake the waiting thread with a skt_waker. Urgent data is reported as SKT_POLLRDBAND, which is
 *           part of SKT_POLLIN.
 */
#ifndef SKT_POLL_H
#define SKT_POLL_H

#include <skt/system.h>
#include <skt/time.h>

SKT_BEGIN

/* One socket to wait for: the system's pollfd. */
typedef struct skt_pollfd {
    skt_socket socket; /* SKT_INVALID_SOCKET: the entry is ignored */
    short events;      /* the events to wait for: SKT_POLLIN and so on */
    short revents;     /* the events that are there; 0 in an entry that is ignored */
} skt_pollfd;

/*
 * Waits until a socket has events or the deadline has passed.
 *
 * A signal handler that runs during the wait ends it, even with SA_RESTART. The deadline is a point in time, so the
 * caller can repeat the call with the same arguments. If there are both events and a signal, the events are returned.
 *
 * fds       The sockets; may be NULL if count is 0. Only revents is written.
 * deadline  If it has passed already, the call does not wait.
 *
 * Returns   The number of entries with revents, 0 once the deadline has passed.
 * Errors    SKT_EINTR         A signal handler ran.
 *           SKT_EUNSUPPORTED  events has an event that this system lacks.
 *           SKT_EINVAL        There are more entries than the process may have open handles.
 *           SKT_EFAULT, SKT_ENOMEM
 * Calls     ppoll(2), pollts(2) or poll(2) once. Several calls only if the wait is longer than the system accepts:
 *           100000000 seconds, or 24 days with poll(2).
 * Windows   WSAPoll, or Sleep if there is no socket. There are no signals. SKT_POLLPRI is SKT_EUNSUPPORTED. WSAPoll
 *           refuses SKT_POLLERR, SKT_POLLHUP and SKT_POLLNVAL in events, so they are removed for the call. Entries that
 *           are ignored change places during the call. Before Windows 10 2004 WSAPoll does not report failed connects:
 *           if an entry waits for SKT_POLLOUT, the function calls select for each such entry every 50 ms.
 * Threads   Safe.
 * Since     0.1
 * See       poll(2)
 */
SKT_API int skt_poll(skt_pollfd *fds, size_t count, skt_deadline deadline);

/*
 * An object that wakes a thread from skt_poll, epoll or the like.
 *
 * The handle of a waker is readable from the first wake until the next clear. Wakes are not counted: several wakes
 * before a clear have the effect of one.
 */
typedef struct skt_waker {
    skt_socket receive; /* what skt_waker_socket returns */
    skt_socket send;    /* the same handle as receive if the system has eventfd(2) */
} skt_waker;

/*
 * Makes a waker.
 *
 * Its handles do not block and are not inherited across exec. After fork(2) both processes share the waker: a wake in
 * one can wake the other. A child that continues without exec must close it and open its own.
 *
 * out       The waker. If the call fails, both of its handles are SKT_INVALID_SOCKET.
 *
 * Returns   0.
 * Errors    SKT_EMFILE, SKT_ENFILE, SKT_ENOMEM
 * Calls     eventfd(2) on Linux, else pipe2(2), or pipe(2) and four fcntl(2).
 * Windows   As skt_pair, and two ioctls that set the mode.
 * Threads   Safe.
 * Since     0.1
 */
SKT_API int skt_waker_open(skt_waker *out);

/*
 * Returns the handle to wait for with SKT_POLLIN, in skt_poll, epoll(7), kqueue(2) and the like.
 *
 * Returns   The handle. It still belongs to the waker; do not close it.
 * Since     0.1
 */
SKT_API skt_socket skt_waker_socket(const skt_waker *waker);

/*
 * Makes the waker's handle readable, which wakes the thread that waits for it.
 *
 * Returns   0, also if a wake is already pending.
 * Errors    SKT_EBADF  The waker is closed; on Windows SKT_ENOTSOCK.
 * Calls     write(2), repeated after a signal.
 * Windows   send.
 * Threads   Safe.
 * Signals   Safe in a signal handler; errno does not change. On Windows it is safe in a console control handler, and
 *           GetLastError does not change.
 * Since     0.1
 */
SKT_API int skt_waker_wake(const skt_waker *waker);

/*
 * Clears all pending wakes, so that the waker's handle is no longer readable.
 *
 * Clear the waker before you look for work. A wake that arrives while you look then makes the handle readable again.
 *
 * Returns   0, also if no wake was pending.
 * Errors    SKT_EBADF  The waker is closed; on Windows SKT_ENOTSOCK.
 * Calls     read(2), repeated after a signal; if the waker is a pipe, repeated for each 512 bytes.
 * Windows   recv, until there is nothing to receive. Wakes that are in transit over TCP may make the handle readable
 *           once more.
 * Threads   Safe.
 * Since     0.1
 */
SKT_API int skt_waker_clear(const skt_waker *waker);

/*
 * Closes a waker. No other thread may use it during the call or afterwards.
 *
 * waker     Both handles are set to SKT_INVALID_SOCKET. If they already are, the call does nothing.
 *
 * Calls     close(2), twice if the waker has two handles.
 * Since     0.1
 */
SKT_API void skt_waker_close(skt_waker *waker);

SKT_END

#endif
