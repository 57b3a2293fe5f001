/* SPDX-License-Identifier: MIT */
/* System calls for messages on Unix-likes, and descriptors in control data. */
#ifndef SKT_UNIX_NATIVE_MESSAGE_H
#define SKT_UNIX_NATIVE_MESSAGE_H

#include "sys.h"

#if defined(__linux__) && !defined(__GLIBC__) && !defined(__ANDROID__)
#include <sys/syscall.h>
#endif

/* The type of the length of a message's address. */
typedef uint32_t skt__msg_addr_len;

/* The flag with which received descriptors are not inherited; 0 if the system lacks it and fcntl(2) must do that. */
#if defined(MSG_CMSG_CLOEXEC)
#define SKT__CMSG_CLOEXEC MSG_CMSG_CLOEXEC
#else
#define SKT__CMSG_CLOEXEC 0
#endif

/*
 * The next header of control data. Older XNU leaves headers of length 0, at which a loop with CMSG_NXTHDR never ends.
 * musl's macro compares a size with a signed difference, hence the pragma.
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

/* Older headers of Linux lack it. */
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
 * The number of descriptors in an item. XNU leaves the original length in an item that it has truncated, so the end of
 * the control data counts too.
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
 * Sends a message. musl's sendmsg copies control data into 1024 bytes to clear the padding of lengths, and refuses
 * more; longer control data goes directly to the system call.
 */
static inline ssize_t skt__sendmsg(skt_socket s, const struct msghdr *msg, int flags)
{
#if defined(SYS_sendmsg)
    if (msg->msg_controllen > 1024) return syscall(SYS_sendmsg, s, msg, flags);
#endif
    return sendmsg(s, msg, flags);
}

/* sendmmsg(2) and recvmmsg(2), if the system has them. The lengths of addresses must be set. */
#if defined(__linux__) || defined(__FreeBSD__) || defined(__NetBSD__)
#define SKT__HAVE_MMSG 1
/* musl and NetBSD have unsigned flags. */
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

/* Without MSG_CMSG_CLOEXEC: keeps received descriptors from being inherited. */
static inline void skt__close_on_exec(const skt_msg *msg)
{
    struct msghdr *native = (struct msghdr *)(uintptr_t)msg;
    for (struct cmsghdr *c = CMSG_FIRSTHDR(native); c != NULL; c = skt__next_header(native, c)) {
        size_t count = skt__descriptors(msg, c);
        for (size_t i = 0; i < count; i++) skt_set_inheritable(skt__descriptor(c, i), false);
    }
}

static inline skt_ssize skt__io_result(ssize_t count)
{
    return count < 0 ? skt__socket_code() : count;
}

#endif
