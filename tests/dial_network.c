/* SPDX-License-Identifier: MIT */
#include "dial_network.h"

#include <skt/native.h>

#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* Types that are not the same in every libc. */
#if defined(__GLIBC__)
typedef unsigned long ioctl_request;
#else
typedef int ioctl_request;
#endif

enum { FIRST_FD = 5000, SOCKETS_MAX = 400 };

network played;
static network_socket sockets[SOCKETS_MAX];

void network_begin(const network_host *hosts)
{
    memset(&played, 0, sizeof played);
    played.hosts = hosts;
    played.shortage = EMFILE;
}

static int fail_with(int error)
{
    errno = error;
    return -1;
}

static network_socket *socket_of(int fd)
{
    bool is_played = fd >= FIRST_FD && fd < FIRST_FD + SOCKETS_MAX && sockets[fd - FIRST_FD].open;
    return is_played ? &sockets[fd - FIRST_FD] : NULL;
}

const network_socket *network_socket_of(skt_socket s)
{
    return socket_of(s);
}

int network_ms(void)
{
    return (int)(played.now / SKT_MILLISECONDS(1));
}

skt_addr network_address(const network_host *at)
{
    static const uint8_t net4[4] = {192, 0, 2}, net6[16] = {0x20, 0x01, 0x0d, 0xb8};
    uint8_t ip[16];
    char path[32];
    skt_addr addr;
    memcpy(ip, at->family == V4 ? net4 : net6, at->family == V4 ? 4 : 16);
    ip[at->family == V4 ? 3 : 15] = (uint8_t)at->number;
    snprintf(path, sizeof path, "/played/%u", at->number);
    if (at->family == V4) skt_addr_ipv4(ip, 80, &addr);
    if (at->family == V6) skt_addr_ipv6(ip, 80, 0, &addr);
    if (at->family == LOCAL) assert_ok(skt_addr_unix(path, &addr));
    return addr;
}

int network_index(const skt_addr *addr)
{
    for (int i = 0; played.hosts[i].family != NO_HOST; i++) {
        skt_addr of_host = network_address(&played.hosts[i]);
        if (skt_addr_equal(&of_host, addr)) return i;
    }
    return -1;
}

/* glibc's headers have other types for addresses. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
/* libc's headers call the parameters otherwise. NOLINTBEGIN(readability-inconsistent-declaration-parameter-name) */
int clock_gettime(clockid_t clock, struct timespec *out)
{
    if (!played.on) return (int)syscall(SYS_clock_gettime, clock, out);
    *out = (struct timespec){.tv_sec = (time_t)(played.now / SKT_SECONDS(1)),
                             .tv_nsec = (long)(played.now % SKT_SECONDS(1))};
    return 0;
}

int socket(int family, int type, int protocol)
{
    if (!played.on) return (int)syscall(SYS_socket, family, type, protocol);
    if (played.no_mptcp && protocol == SKT_IPPROTO_MPTCP) return fail_with(EPROTONOSUPPORT);
    if (played.limit > 0 && played.open >= played.limit) return fail_with(played.shortage);
    assert_true(played.made < SOCKETS_MAX);
    network_socket *s = &sockets[played.made];
    *s = (network_socket){.open = true, .blocks = !(type & SOCK_NONBLOCK), .type = type & 0xff, .at = -1};
    played.open++;
    if (played.open > played.most_open) played.most_open = played.open;
    return FIRST_FD + (int)played.made++;
}

int close(int fd)
{
    network_socket *s = socket_of(fd);
    if (s == NULL) return (int)syscall(SYS_close, fd);
    s->open = false;
    played.open--;
    return 0;
}

int bind(int fd, const struct sockaddr *addr, socklen_t len)
{
    return socket_of(fd) ? 0 : (int)syscall(SYS_bind, fd, addr, len);
}

int connect(int fd, const struct sockaddr *to, socklen_t len)
{
    network_socket *s = socket_of(fd);
    skt_addr addr;
    if (s == NULL) return (int)syscall(SYS_connect, fd, to, len);
    assert_false(s->blocks);
    assert_ok(skt_addr_from_native(to, len, &addr));
    int index = network_index(&addr);
    assert_true(index >= 0 && index < NETWORK_HOSTS && s->host == NULL);
    const network_host *to_host = &played.hosts[index];
    if (to_host->family == LOCAL && SKT_MILLISECONDS(to_host->after) > played.now) return fail_with(EAGAIN);
    played.connects[index]++;
    s->host = to_host;
    if (s->type == SOCK_DGRAM || to_host->family == LOCAL || (to_host->after == 0 && to_host->error == 0)) return 0;
    if (to_host->after == 0) return fail_with(to_host->error);
    s->at = to_host->after == NEVER ? -1 : played.now + SKT_MILLISECONDS(to_host->after);
    s->error = to_host->error;
    s->noisy = to_host->noisy;
    return fail_with(EINPROGRESS);
}

static short events_now(int fd)
{
    const network_socket *s = socket_of(fd);
    assert_non_null(s);
    if (s->at < 0 || s->at > played.now) return s->noisy ? POLLERR : 0;
    return s->error ? POLLOUT | POLLERR | POLLHUP : POLLOUT;
}

static int look(struct pollfd *fds, nfds_t count)
{
    int ready = 0;
    for (nfds_t i = 0; i < count; i++) {
        fds[i].revents = events_now(fds[i].fd);
        ready += fds[i].revents != 0;
    }
    return ready;
}

int ppoll(struct pollfd *fds, nfds_t count, const struct timespec *timeout, const sigset_t *mask)
{
    if (!played.on) return (int)syscall(SYS_ppoll, fds, count, timeout, mask, 8);
    assert_true(++played.polls < 20000);
    if (look(fds, count) > 0) return look(fds, count);
    int64_t end = timeout ? played.now + SKT_SECONDS(timeout->tv_sec) + timeout->tv_nsec : INT64_MAX;
    bool interrupted = played.signals && played.polls % 2 == 0 && end > played.now + SKT_MILLISECONDS(1);
    if (interrupted) end = played.now + SKT_MILLISECONDS(1);
    for (nfds_t i = 0; i < count; i++) {
        int64_t at = socket_of(fds[i].fd)->at;
        if (at >= 0 && at < end) end = at;
    }
    assert_true(end < INT64_MAX);
    played.now = end;
    int ready = look(fds, count);
    return ready == 0 && interrupted ? fail_with(EINTR) : ready;
}

int getsockopt(int fd, int level, int name, void *out, socklen_t *len)
{
    network_socket *s = socket_of(fd);
    if (s == NULL) return (int)syscall(SYS_getsockopt, fd, level, name, out, len);
    assert_true(level == SOL_SOCKET && name == SO_ERROR);
    bool ended = s->at >= 0 && s->at <= played.now;
    int error = ended ? s->error : 0;
    s->connected = ended && s->error == 0;
    memcpy(out, &error, sizeof error);
    return 0;
}

int getpeername(int fd, struct sockaddr *out, socklen_t *len)
{
    const network_socket *s = socket_of(fd);
    if (s == NULL) return (int)syscall(SYS_getpeername, fd, out, len);
    return s->connected ? 0 : fail_with(ENOTCONN);
}

int ioctl(int fd, ioctl_request request, ...)
{
    va_list arguments;
    va_start(arguments, request);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    network_socket *s = socket_of(fd);
    if (s == NULL) return (int)syscall(SYS_ioctl, fd, request, argument);
    assert_true(request == FIONBIO);
    s->blocks = !*(int *)argument;
    return 0;
}
/* NOLINTEND(readability-inconsistent-declaration-parameter-name) */
#pragma GCC diagnostic pop
