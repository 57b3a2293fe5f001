/* SPDX-License-Identifier: MIT */
/* Waking a thread that waits: an eventfd(2) where there is one, else a pipe. */
#include "sys.h"

int skt_waker_open(skt_waker *out)
{
    int fds[2];
    *out = (skt_waker){.receive = SKT_INVALID_SOCKET, .send = SKT_INVALID_SOCKET};
    int rc = skt__wake_handles(fds);
    if (rc < 0) return rc;
    *out = (skt_waker){.receive = fds[0], .send = fds[1]};
    return 0;
}

skt_socket skt_waker_socket(const skt_waker *waker)
{
    return waker->receive;
}

int skt_waker_wake(const skt_waker *waker)
{
    /* eventfd(2) requires eight bytes; a pipe accepts them too. */
    const uint64_t one = 1;
    int before = errno;
    int rc;
    do rc = write(waker->send, &one, sizeof one) < 0 ? skt__socket_code() : 0;
    while (rc == SKT_EINTR);
    errno = before;
    /* If it is full, wakes are pending already. */
    return rc == SKT_EAGAIN ? 0 : rc;
}

int skt_waker_clear(const skt_waker *waker)
{
    uint64_t wakes[64];
    ssize_t count;
    do count = read(waker->receive, wakes, sizeof wakes);
    while (count == (ssize_t)sizeof wakes || (count < 0 && errno == EINTR));
    return count < 0 && errno != EAGAIN ? skt__socket_code() : 0;
}

void skt_waker_close(skt_waker *waker)
{
    close(waker->receive);
    if (waker->send != waker->receive) close(waker->send);
    *waker = (skt_waker){.receive = SKT_INVALID_SOCKET, .send = SKT_INVALID_SOCKET};
}
