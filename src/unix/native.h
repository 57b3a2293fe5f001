/* SPDX-License-Identifier: MIT */
/* Hides differences between the Unix-likes. sys.h says what this file provides. */
#ifndef SKT_UNIX_NATIVE_H
#define SKT_UNIX_NATIVE_H

#include <sys/types.h>
#include <sys/socket.h>

#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/uio.h>
#include <sys/un.h>

#include <errno.h>
#include <fcntl.h>
#include <ifaddrs.h>
#include <limits.h>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#if defined(__APPLE__) || defined(__FreeBSD__) || defined(__DragonFly__) || defined(__NetBSD__) || defined(__OpenBSD__)
#define SKT__BSD 1
#include <net/if_dl.h>
#endif
#if defined(__sun)
#include <sys/filio.h>
#endif

#if defined(__linux__)
#define SKT__THIS_SYSTEM SKT_ON_LINUX
#elif defined(__APPLE__)
#define SKT__THIS_SYSTEM SKT_ON_APPLE
#elif defined(__FreeBSD__) || defined(__DragonFly__)
#define SKT__THIS_SYSTEM SKT_ON_FREEBSD
#elif defined(__NetBSD__)
#define SKT__THIS_SYSTEM SKT_ON_NETBSD
#elif defined(__OpenBSD__)
#define SKT__THIS_SYSTEM SKT_ON_OPENBSD
#elif defined(__sun)
#define SKT__THIS_SYSTEM SKT_ON_SOLARIS
#elif defined(_AIX)
#define SKT__THIS_SYSTEM SKT_ON_AIX
#elif defined(__CYGWIN__)
#define SKT__THIS_SYSTEM SKT_ON_CYGWIN
#else
#define SKT__THIS_SYSTEM SKT_ON_POSIX
#endif

/* The type of an ioctl(2) code; POSIX has int. */
#if defined(__GLIBC__) || defined(__APPLE__) || defined(__FreeBSD__) || defined(__DragonFly__) || \
    defined(__NetBSD__) || defined(__OpenBSD__)
typedef unsigned long skt__ioctl_code;
#else
typedef int skt__ioctl_code;
#endif

static inline int skt__socket_code(void)
{
    return -errno;
}

static inline int skt__result(int rc)
{
    return rc < 0 ? skt__socket_code() : rc;
}

/* Flags that socket(2) takes with the type; 0 on systems that need fcntl(2) afterwards. */
#if defined(SOCK_CLOEXEC) && defined(SOCK_NONBLOCK)
#define SKT__SOCK_CLOEXEC  SOCK_CLOEXEC
#define SKT__SOCK_NONBLOCK SOCK_NONBLOCK
#else
#define SKT__SOCK_CLOEXEC  0
#define SKT__SOCK_NONBLOCK 0
#endif

/* Systems with SOCK_CLOEXEC have accept4, except Solaris and the Hurd. */
#if defined(SOCK_CLOEXEC) && (!defined(__sun) || defined(__illumos__)) && !defined(__gnu_hurd__)
#define SKT__HAVE_ACCEPT4 1
static inline int skt__accept4(int s, struct sockaddr *addr, socklen_t *len, int flags)
{
    return accept4(s, addr, len, flags);
}
#else
#define SKT__HAVE_ACCEPT4 0
static inline int skt__accept4(int s, struct sockaddr *addr, socklen_t *len, int flags)
{
    (void)flags;
    return accept(s, addr, len);
}
#endif

/* Systems suppress SIGPIPE per call or per socket; Apple's do both, since older kernels have only the latter. */
#if defined(MSG_NOSIGNAL)
#define SKT__NOSIGNAL MSG_NOSIGNAL
#else
#define SKT__NOSIGNAL 0
#endif
#if defined(SO_NOSIGPIPE) && (defined(__APPLE__) || !defined(MSG_NOSIGNAL))
#define SKT__NOSIGPIPE_PER_SOCKET 1
#else
#define SKT__NOSIGPIPE_PER_SOCKET 0
#endif

/*
 * Accepts a pending signal of the set, without waiting unless the system only has sigwait(3). Returns 0 or the error.
 */
static inline int skt__take_signal(const sigset_t *set)
{
#if defined(__APPLE__) || defined(__OpenBSD__)
    int taken;
    return sigwait(set, &taken);
#else
    const struct timespec at_once = {.tv_sec = 0};
    return sigtimedwait(set, NULL, &at_once) < 0 ? errno : 0;
#endif
}

/* AIX's name for it. */
#if !defined(MSG_DONTWAIT) && defined(MSG_NONBLOCK)
#define MSG_DONTWAIT MSG_NONBLOCK
#endif

/* XNU and Cygwin refuse lengths of INT_MAX and more; other kernels reduce them. */
static inline size_t skt__io_length(size_t len)
{
#if defined(__APPLE__) || defined(__CYGWIN__)
    return len < INT_MAX ? len : INT_MAX - 1;
#else
    return len;
#endif
}

/* Only Apple's systems report a hang-up while one direction is still open. */
#if defined(__APPLE__)
#define SKT__HUP_IS_BOTH 0
#else
#define SKT__HUP_IS_BOTH 1
#endif

/* Other systems have MSG_TRUNC only as a flag that a receive returns. */
#if defined(__linux__)
#define SKT__LENGTH_FLAG MSG_TRUNC
#else
#define SKT__LENGTH_FLAG 0
#endif

static inline int skt__poll_once(struct pollfd *fds, nfds_t count, const struct timespec *timeout)
{
#if defined(__linux__) || defined(__FreeBSD__) || defined(__DragonFly__) || defined(__OpenBSD__) || defined(__sun) || \
    defined(__CYGWIN__)
    return ppoll(fds, count, timeout, NULL);
#elif defined(__NetBSD__)
    /* NetBSD has ppoll since release 10 only. */
    return pollts(fds, count, timeout, NULL);
#else
    if (timeout == NULL) return poll(fds, count, -1);
    int64_t milliseconds = (int64_t)timeout->tv_sec * 1000 + (timeout->tv_nsec + 999999) / 1000000;
    return poll(fds, count, milliseconds < INT_MAX ? (int)milliseconds : INT_MAX);
#endif
}

/* Makes the two ends of a waker, non-blocking and not inherited. With eventfd(2) both are the same handle. */
#if defined(__linux__)
#include <sys/eventfd.h>
static inline int skt__wake_handles(int out[2])
{
    out[0] = out[1] = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    return out[0] < 0 ? skt__socket_code() : 0;
}
#elif defined(__FreeBSD__) || defined(__DragonFly__) || defined(__NetBSD__) || defined(__OpenBSD__) || \
    defined(__sun) || defined(__CYGWIN__)
static inline int skt__wake_handles(int out[2])
{
    return skt__result(pipe2(out, O_CLOEXEC | O_NONBLOCK));
}
#else
static inline int skt__wake_handles(int out[2])
{
    if (pipe(out) < 0) return skt__socket_code();
    int rc = 0;
    for (int i = 0; rc == 0 && i < 2; i++) {
        rc = skt__result(fcntl(out[i], F_SETFD, FD_CLOEXEC));
        if (rc >= 0) rc = skt__result(fcntl(out[i], F_SETFL, O_NONBLOCK));
    }
    if (rc < 0) close(out[0]), close(out[1]);
    return rc < 0 ? rc : 0;
}
#endif

/*
 * The type of counts in a msghdr. Linux and glibc have a size_t; POSIX and musl have an int. A count that does not fit
 * becomes the largest one, which the kernel refuses.
 */
#if defined(__linux__)
typedef size_t skt__msghdr_count;
#else
typedef uint32_t skt__msghdr_count;
#endif
static inline skt__msghdr_count skt__fit(size_t count)
{
#if defined(__linux__) && defined(__GLIBC__)
    return count;
#else
    return (skt__msghdr_count)(count < INT_MAX ? count : INT_MAX);
#endif
}

/* Codes of getaddrinfo that some systems lack. As EAI_NONAME they have no effect: its row comes first in resolve.c. */
#if !defined(EAI_NODATA)
#define EAI_NODATA EAI_NONAME
#endif
#if !defined(EAI_ADDRFAMILY)
#define EAI_ADDRFAMILY EAI_NONAME
#endif
#if !defined(EAI_BADHINTS)
#define EAI_BADHINTS EAI_NONAME
#endif
#if !defined(EAI_PROTOCOL)
#define EAI_PROTOCOL EAI_NONAME
#endif

static inline int skt__sockopt_set(int s, int level, int name, const void *value, size_t len)
{
    int rc = setsockopt(s, level, name, value, (socklen_t)len);
    return rc < 0 ? skt__socket_code() : rc;
}

static inline int skt__sockopt_get(int s, int level, int name, void *out, size_t *len_io)
{
    socklen_t len = (socklen_t)*len_io;
    int rc = getsockopt(s, level, name, out, &len);
    if (rc < 0) return skt__socket_code();
    *len_io = len;
    return rc;
}

static inline int skt__sockopt_get_int(int s, int level, int name, int *out)
{
    socklen_t len = sizeof *out;
    int rc = getsockopt(s, level, name, out, &len);
    return rc < 0 ? skt__socket_code() : rc;
}

#endif
