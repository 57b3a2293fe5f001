/* SPDX-License-Identifier: MIT */
/* What differs between the Unix-likes, evened out. sys.h says what this file provides and why. */
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

static inline int skt__socket_code(void)
{
    return -errno;
}

/* The result of a call that answers 0 or -1. */
static inline int skt__result(int rc)
{
    return rc < 0 ? skt__socket_code() : rc;
}

/* Keeps a function out of its caller, whose short way would else pay for the long one. */
#if defined(__GNUC__)
#define SKT__APART __attribute__((noinline))
#else
#define SKT__APART
#endif

/* Creation flags that are taken with the type; 0 where fcntl must set them afterwards. */
#if defined(SOCK_CLOEXEC) && defined(SOCK_NONBLOCK)
#define SKT__SOCK_CLOEXEC  SOCK_CLOEXEC
#define SKT__SOCK_NONBLOCK SOCK_NONBLOCK
#else
#define SKT__SOCK_CLOEXEC  0
#define SKT__SOCK_NONBLOCK 0
#endif

/* accept4 exists where SOCK_CLOEXEC does, but for Solaris and the Hurd. */
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

/* SIGPIPE: left out per call where the system can, else per socket; on Apple both, as older kernels know one only. */
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

/* Takes one of the set that is pending, without waiting where the system can. Returns 0 or the error. */
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

/* AIX has it by another name. */
#if !defined(MSG_DONTWAIT) && defined(MSG_NONBLOCK)
#define MSG_DONTWAIT MSG_NONBLOCK
#endif

/* XNU and Cygwin refuse a length of INT_MAX and more; elsewhere the kernel cuts by itself. */
static inline size_t skt__io_length(size_t len)
{
#if defined(__APPLE__) || defined(__CYGWIN__)
    return len < INT_MAX ? len : INT_MAX - 1;
#else
    return len;
#endif
}

/* Only Apple reports a hang-up where one direction is left. */
#if defined(__APPLE__)
#define SKT__HUP_IS_BOTH 0
#else
#define SKT__HUP_IS_BOTH 1
#endif

static inline int skt__poll_once(struct pollfd *fds, nfds_t count, const struct timespec *timeout)
{
#if defined(__linux__) || defined(__FreeBSD__) || defined(__DragonFly__) || defined(__OpenBSD__) || defined(__sun) || \
    defined(__CYGWIN__)
    return ppoll(fds, count, timeout, NULL);
#elif defined(__NetBSD__)
    /* It has ppoll since release 10 only. */
    return pollts(fds, count, timeout, NULL);
#else
    if (timeout == NULL) return poll(fds, count, -1);
    int64_t milliseconds = (int64_t)timeout->tv_sec * 1000 + (timeout->tv_nsec + 999999) / 1000000;
    return poll(fds, count, milliseconds < INT_MAX ? (int)milliseconds : INT_MAX);
#endif
}

/* The two ends of a waker, neither of which blocks or is inherited: one handle twice where the system has eventfd(2). */
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
 * The counts of a msghdr: what does not fit becomes the largest that does, which the kernel refuses. Linux reads a size_t
 * where POSIX and musl have an int.
 */
#if defined(__linux__)
typedef size_t skt__msghdr_count;
#else
typedef uint32_t skt__msghdr_count;
#endif
static inline skt__msghdr_count skt__fit(size_t count)
{
    return (skt__msghdr_count)(count < INT_MAX ? count : INT_MAX);
}

/* getaddrinfo's codes that only some systems have: here then EAI_NONAME, whose row is the first in resolve.c. */
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

/* Times and linger as the system stores them. A timeout counts microseconds. */
typedef struct timeval skt__timeval;

static inline int skt__timeval_of(int64_t microseconds, skt__timeval *out)
{
    int64_t seconds = microseconds / 1000000;
    *out = (skt__timeval){.tv_sec = (time_t)seconds, .tv_usec = (suseconds_t)(microseconds % 1000000)};
    return out->tv_sec == seconds ? 0 : SKT_ERANGE;
}

static inline int64_t skt__timeval_units(const skt__timeval *timeval)
{
    return (int64_t)timeval->tv_sec * 1000000 + timeval->tv_usec;
}

typedef struct linger skt__linger;
#if defined(__CYGWIN__)
typedef unsigned short skt__linger_seconds;
#define SKT__LINGER_MAX USHRT_MAX
#else
typedef int skt__linger_seconds;
#define SKT__LINGER_MAX INT_MAX
#endif

/* How an IPv4 group is joined on an interface that is named by its index. */
#if defined(__linux__) || defined(__FreeBSD__) || defined(__DragonFly__) || defined(__OpenBSD__)
typedef struct ip_mreqn skt__mreq_by_index;
static inline skt__mreq_by_index skt__mreq_index(struct in_addr group, uint32_t index)
{
    return (skt__mreq_by_index){.imr_multiaddr = group, .imr_ifindex = (int)index};
}
#elif defined(MCAST_JOIN_GROUP) && !defined(__CYGWIN__)
/* Apple's kernel does not look at the index of an ip_mreqn. Its header packs this to four bytes, as the kernel does. */
typedef struct group_req skt__mreq_by_index;
static inline skt__mreq_by_index skt__mreq_index(struct in_addr group, uint32_t index)
{
    skt__mreq_by_index request = {.gr_interface = index};
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = group};
#if defined(SKT__BSD)
    address.sin_len = sizeof address;
#endif
    memcpy(&request.gr_group, &address, sizeof address);
    return request;
}
#else
/* NetBSD and Winsock below Cygwin take an interface address of 0.0.0.0/8 as an index: ip(4). */
typedef struct ip_mreq skt__mreq_by_index;
static inline skt__mreq_by_index skt__mreq_index(struct in_addr group, uint32_t index)
{
    return (skt__mreq_by_index){.imr_multiaddr = group, .imr_interface = {.s_addr = htonl(index)}};
}
#endif

/*
 * How the interface of sent multicast is named by its index: as above, but Apple has it by IP_MULTICAST_IFINDEX, and the
 * rest has no way: the option is then 0.
 */
#if defined(IP_MULTICAST_IFINDEX)
typedef uint32_t skt__multicast_if_index;
#define SKT__MULTICAST_IF_INDEX IP_MULTICAST_IFINDEX
static inline skt__multicast_if_index skt__multicast_if(uint32_t index)
{
    return index;
}
#elif defined(__linux__) || defined(__FreeBSD__) || defined(__DragonFly__) || defined(__OpenBSD__)
typedef struct ip_mreqn skt__multicast_if_index;
#define SKT__MULTICAST_IF_INDEX IP_MULTICAST_IF
static inline skt__multicast_if_index skt__multicast_if(uint32_t index)
{
    return (skt__multicast_if_index){.imr_ifindex = (int)index};
}
#else
typedef struct in_addr skt__multicast_if_index;
#if defined(__NetBSD__) || defined(__CYGWIN__)
#define SKT__MULTICAST_IF_INDEX IP_MULTICAST_IF
#else
#define SKT__MULTICAST_IF_INDEX 0
#endif
static inline skt__multicast_if_index skt__multicast_if(uint32_t index)
{
    return (skt__multicast_if_index){.s_addr = htonl(index)};
}
#endif

/* RFC 3678 is not everywhere; membership_table then says so, and these only let multicast.c compile. */
#if !defined(MCAST_JOIN_SOURCE_GROUP)
struct group_source_req {
    uint32_t gsr_interface;
    struct sockaddr_storage gsr_group;
    struct sockaddr_storage gsr_source;
};
#endif
#if !defined(IP_ADD_SOURCE_MEMBERSHIP)
struct ip_mreq_source {
    struct in_addr imr_multiaddr;
    struct in_addr imr_interface;
    struct in_addr imr_sourceaddr;
};
#endif

#endif
