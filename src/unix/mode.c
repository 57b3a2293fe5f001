/* SPDX-License-Identifier: MIT */
/* What fcntl(2) keeps of a socket: whether calls on it block, and whether child processes inherit it. */
#include "sys.h"

/* Sets or clears one bit of what fcntl reads with `get` and writes with `set`. */
static int change_flag(int fd, int get, int set, int bit, bool on)
{
    int flags = fcntl(fd, get);
    if (flags < 0) return skt__socket_code();
    int wanted = on ? flags | bit : flags & ~bit;
    if (wanted != flags && fcntl(fd, set, wanted) < 0) return skt__socket_code();
    return 0;
}

int skt_set_nonblocking(skt_socket s, bool on)
{
    return change_flag(s, F_GETFL, F_SETFL, O_NONBLOCK, on);
}

int skt_get_nonblocking(skt_socket s, bool *out)
{
    int flags = fcntl(s, F_GETFL);
    if (flags < 0) return skt__socket_code();
    *out = flags & O_NONBLOCK;
    return 0;
}

int skt_set_inheritable(skt_socket s, bool on)
{
    return change_flag(s, F_GETFD, F_SETFD, FD_CLOEXEC, !on);
}

int skt_get_inheritable(skt_socket s, bool *out)
{
    int flags = fcntl(s, F_GETFD);
    if (flags < 0) return skt__socket_code();
    *out = !(flags & FD_CLOEXEC);
    return 0;
}
