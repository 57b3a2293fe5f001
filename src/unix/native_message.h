/* SPDX-License-Identifier: MIT */
/* Control data as the Unix-likes lay it out, and the descriptors that it brings. */
#ifndef SKT_UNIX_NATIVE_MESSAGE_H
#define SKT_UNIX_NATIVE_MESSAGE_H

#include "sys.h"

#if defined(__linux__) && !defined(__GLIBC__) && !defined(__ANDROID__)
#include <sys/syscall.h>
#endif

/* How a message has the length of its address. */
typedef uint32_t skt__msg_addr_len;

/* Handles that arrive in control data are not inherited: at once where the system can. */
#if defined(MSG_CMSG_CLOEXEC)
#define SKT__CMSG_CLOEXEC MSG_CMSG_CLOEXEC
#else
#define SKT__CMSG_CLOEXEC 0
#endif

/*
 * The next header of control data. Older XNU leaves headers of no length behind, from which CMSG_NXTHDR does not get
 * away; musl's compares a size with a difference.
 */
#if defined(__clang__)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wsign-compare"
#endif
static inline struct cmsghdr *skt__next_header(struct msghdr *msg, struct cmsghdr *header)
{
    return header->cmsg_len < sizeof *header ? NULL : CMSG_NXTHDR(msg, header);
}
#if defined(__clang__)
#pragma clang diagnostic pop
#endif

/* Linux's, which older headers lack. */
#if defined(__linux__) && !defined(SCM_PIDFD)
#define SCM_PIDFD 0x04
#endif

static inline bool skt__brings_descriptors(const struct cmsghdr *header)
{
    if (header->cmsg_level != SOL_SOCKET) return false;
#if defined(SCM_PIDFD)
    if (header->cmsg_type == SCM_PIDFD) return true;
#endif
    return header->cmsg_type == SCM_RIGHTS;
}

/*
 * How many descriptors the header brings. XNU leaves the full length in one that it cut off: only what is there counts.
 */
static inline size_t skt__descriptors(const skt_msg *msg, struct cmsghdr *header)
{
    if (!skt__brings_descriptors(header)) return 0;
    const unsigned char *data = CMSG_DATA(header);
    const unsigned char *end = (const unsigned char *)msg->control + msg->control_len;
    const unsigned char *header_end = (const unsigned char *)header + header->cmsg_len;
    if (header_end < end) end = header_end;
    return end > data ? (size_t)(end - data) / sizeof(int) : 0;
}

static inline int skt__descriptor(struct cmsghdr *header, size_t index)
{
    int fd;
    memcpy(&fd, CMSG_DATA(header) + index * sizeof fd, sizeof fd);
    return fd;
}

/*
 * Sends a message. musl copies control data to 1024 bytes of its own, to clear the upper halves of lengths; what is more
 * goes to the kernel as it is.
 */
static inline ssize_t skt__sendmsg(skt_socket s, const struct msghdr *msg, int flags)
{
#if defined(SYS_sendmsg)
    if (msg->msg_controllen > 1024) return syscall(SYS_sendmsg, s, msg, flags);
#endif
    return sendmsg(s, msg, flags);
}

/* Several messages by one call, where the system has one: sendmmsg(2). The lengths of addresses must be set. */
#if defined(__linux__) || defined(__FreeBSD__) || defined(__NetBSD__)
#define SKT__HAVE_MMSG 1
/* Those of musl and NetBSD. */
#if defined(__NetBSD__) || (defined(__linux__) && !defined(__GLIBC__) && !defined(__BIONIC__))
typedef unsigned skt__mmsg_flags;
#else
typedef int skt__mmsg_flags;
#endif
/* Some of the BSDs return an ssize_t. NOLINTBEGIN(readability-redundant-casting) */
static inline int skt__sendmmsg(skt_socket s, skt_msg *msgs, unsigned count, int flags)
{
    return (int)sendmmsg(s, (struct mmsghdr *)(void *)msgs, count, (skt__mmsg_flags)flags);
}

static inline int skt__recvmmsg(skt_socket s, skt_msg *msgs, unsigned count, int flags)
{
    const skt__mmsg_flags how = (skt__mmsg_flags)(flags | MSG_WAITFORONE);
    return (int)recvmmsg(s, (struct mmsghdr *)(void *)msgs, count, how, NULL);
}
/* NOLINTEND(readability-redundant-casting) */
#else
#define SKT__HAVE_MMSG 0
static inline int skt__sendmmsg(skt_socket s, skt_msg *msgs, unsigned count, int flags)
{
    (void)s, (void)msgs, (void)count, (void)flags;
    return -1;
}

static inline int skt__recvmmsg(skt_socket s, skt_msg *msgs, unsigned count, int flags)
{
    (void)s, (void)msgs, (void)count, (void)flags;
    return -1;
}
#endif

/* For the systems that cannot do it at once: no received descriptor is inherited. */
static inline void skt__close_on_exec(const skt_msg *msg)
{
    struct msghdr *native = (struct msghdr *)(uintptr_t)msg;
    for (struct cmsghdr *c = CMSG_FIRSTHDR(native); c != NULL; c = skt__next_header(native, c)) {
        size_t count = skt__descriptors(msg, c);
        for (size_t i = 0; i < count; i++) skt_set_inheritable(skt__descriptor(c, i), false);
    }
}

/* The result of a data call: the count, or the negative code. */
static inline skt_ssize skt__io_result(ssize_t count)
{
    return count < 0 ? skt__socket_code() : count;
}

#endif
