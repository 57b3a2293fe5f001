/* SPDX-License-Identifier: MIT */
/* Waits for a socket and for a waker, which another thread or a signal handler would wake, until a deadline. */
#include <skt/skt.h>

#include <stdio.h>

/* Takes what there is; returns how many of the entries had something. */
static int step(skt_pollfd entries[2], const skt_waker *waker, skt_deadline deadline)
{
    char room[16];
    int count;
    do {
        count = skt_poll(entries, 2, deadline); /* the deadline stays the same point in time */
    } while (count == SKT_EINTR);
    if (count <= 0) return count;
    if (entries[0].revents) {
        skt_ssize len = skt_recv(entries[0].socket, room, sizeof room, 0);
        printf("%d bytes came\n", (int)len);
    }
    if (entries[1].revents) {
        skt_waker_clear(waker);
        printf("woken\n");
    }
    return count;
}

int main(void)
{
    skt_socket pair[2] = {SKT_INVALID_SOCKET, SKT_INVALID_SOCKET};
    skt_waker waker;
    skt_deadline soon = skt_deadline_in(SKT_SECONDS(10));

    int rc = skt_waker_open(&waker);
    if (rc == 0) rc = skt_pair(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, pair);
    skt_pollfd entries[2] = {
        {.socket = pair[0], .events = SKT_POLLIN},
        {.socket = skt_waker_socket(&waker), .events = SKT_POLLIN},
    };
    int nothing = rc == 0 ? step(entries, &waker, skt_now()) : rc; /* does not wait */
    if (rc == 0) rc = skt_send_all(pair[1], "hello", 5, 0, soon, NULL);
    int data = rc == 0 ? step(entries, &waker, soon) : rc;
    if (rc == 0) rc = skt_waker_wake(&waker);
    int woken = rc == 0 ? step(entries, &waker, soon) : rc;

    for (int i = 0; i < 2; i++)
        if (pair[i] != SKT_INVALID_SOCKET) skt_close(pair[i]);
    skt_waker_close(&waker);
    if (rc < 0) fprintf(stderr, "%s\n", skt_error_name(rc));
    return nothing == 0 && data == 1 && woken == 1 ? 0 : 1;
}
