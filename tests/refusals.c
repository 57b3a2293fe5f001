/* SPDX-License-Identifier: MIT */
#include "refusals.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/udp.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#if !defined(UDP_SEGMENT)
#define UDP_SEGMENT 103
#endif

/* musl's are unsigned. */
#if defined(__GLIBC__)
typedef int mmsg_flags;
#else
typedef unsigned mmsg_flags;
#endif

handed handed_over;
static refusal now;
static unsigned drawn = 1;

void refuse(refusal what)
{
    now = what;
    handed_over = (handed){0};
}

unsigned draw_below(unsigned end)
{
    drawn = drawn * 1103515245 + 12345;
    return (drawn >> 16) % end;
}

bool draw(int one_in)
{
    return one_in > 0 && draw_below((unsigned)one_in) == 0;
}

static const struct cmsghdr *item_of(const struct msghdr *msg, int level, int type)
{
    for (struct cmsghdr *c = CMSG_FIRSTHDR(msg); c; c = CMSG_NXTHDR((struct msghdr *)(uintptr_t)msg, c))
        if (c->cmsg_level == level && c->cmsg_type == type) return c;
    return NULL;
}

static uint16_t segment_size(const struct msghdr *msg)
{
    const struct cmsghdr *item = item_of(msg, SOL_UDP, UDP_SEGMENT);
    uint16_t size = 0;
    if (item) memcpy(&size, CMSG_DATA((struct cmsghdr *)(uintptr_t)item), sizeof size);
    return size;
}

static bool is_refused(const struct msghdr *msg)
{
    bool several = segment_size(msg) > 0;
    handed_over.segmented += several;
    if (now.only_segmented && !several) return false;
    if (now.only_tos && !item_of(msg, IPPROTO_IP, IP_TOS)) return false;
    return draw(now.one_in);
}

static void count(const struct msghdr *msg, size_t bytes)
{
    const size_t size = segment_size(msg);
    handed_over.datagrams += size > 0 ? (bytes + size - 1) / size : 1;
}

/* libc's headers call the parameters otherwise. NOLINTBEGIN(readability-inconsistent-declaration-parameter-name) */
ssize_t sendmsg(int fd, const struct msghdr *msg, int flags)
{
    ssize_t sent = -1;
    if (is_refused(msg))
        errno = now.error;
    else
        sent = syscall(SYS_sendmsg, fd, msg, flags);
    if (sent < 0)
        handed_over.refused++;
    else
        count(msg, (size_t)sent);
    return sent;
}

/* By another name: to glibc the address is a union of pointers. */
ssize_t own_sendto(int fd, const void *bytes, size_t len, int flags, const struct sockaddr *to,
                   socklen_t to_len) __asm__("sendto");
ssize_t own_sendto(int fd, const void *bytes, size_t len, int flags, const struct sockaddr *to, socklen_t to_len)
{
    struct iovec buf = {.iov_base = (void *)(uintptr_t)bytes, .iov_len = len};
    const struct msghdr msg = {
        .msg_name = (void *)(uintptr_t)to, .msg_namelen = to_len, .msg_iov = &buf, .msg_iovlen = 1};
    return sendmsg(fd, &msg, flags);
}

/* Up to the first that is refused by us, by one call. */
int sendmmsg(int fd, struct mmsghdr *msgs, unsigned count_of, mmsg_flags flags)
{
    unsigned most = 0;
    while (most < count_of && !is_refused(&msgs[most].msg_hdr)) most++;
    long sent = -1;
    if (most > 0)
        sent = syscall(SYS_sendmmsg, fd, msgs, most, flags);
    else
        errno = now.error;
    for (long i = 0; i < sent; i++) count(&msgs[i].msg_hdr, msgs[i].msg_len);
    handed_over.refused += sent < (long)count_of;
    return (int)sent;
}
/* NOLINTEND(readability-inconsistent-declaration-parameter-name) */
