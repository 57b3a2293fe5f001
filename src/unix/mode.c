/* SPDX-License-Identifier: MIT */
/* Whether calls on a socket block, and whether child processes inherit it. */
#include "sys.h"

#include <sys/ioctl.h>

int skt_set_nonblocking(skt_socket s, bool on)
{
    int mode = on;
    return skt__result(ioctl(s, FIONBIO, &mode));
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
    int flags = fcntl(s, F_GETFD);
    if (flags < 0) return skt__socket_code();
    int wanted = on ? flags & ~FD_CLOEXEC : flags | FD_CLOEXEC;
    return wanted == flags ? 0 : skt__result(fcntl(s, F_SETFD, wanted));
}

int skt_get_inheritable(skt_socket s, bool *out)
{
    int flags = fcntl(s, F_GETFD);
    if (flags < 0) return skt__socket_code();
    *out = !(flags & FD_CLOEXEC);
    return 0;
}
