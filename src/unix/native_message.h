/* SPDX-License-Identifier: MIT */
/* Control data as the Unix-likes lay it out, and the descriptors that it brings. */
#ifndef SKT_UNIX_NATIVE_MESSAGE_H
#define SKT_UNIX_NATIVE_MESSAGE_H

#include "sys.h"

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
    const unsigned char *said = (const unsigned char *)header + header->cmsg_len;
    if (said < end) end = said;
    return end > data ? (size_t)(end - data) / sizeof(int) : 0;
}

static inline int skt__descriptor(struct cmsghdr *header, size_t index)
{
    int fd;
    memcpy(&fd, CMSG_DATA(header) + index * sizeof fd, sizeof fd);
    return fd;
}

#endif
