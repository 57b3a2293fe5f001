/* SPDX-License-Identifier: MIT */
/* Sending and receiving the whole of a buffer until a deadline. */
#include "sys.h"

/* After a call that would have waited or was interrupted: waits. Any other error is the result. */
static int wait_after(skt_ssize error, skt_socket s, short events, skt_deadline deadline)
{
    if (error != SKT_EAGAIN && error != SKT_EINTR) return (int)error;
    return skt__wait(s, events, deadline);
}

int skt_send_all(skt_socket s, const void *data, size_t len, int flags, skt_deadline deadline, size_t *done_out)
{
    size_t done = 0;
    int rc = 0;
    while (rc == 0 && done < len) {
        skt_ssize sent = skt_send(s, (const char *)data + done, len - done, flags | MSG_DONTWAIT);
        if (sent >= 0)
            done += (size_t)sent;
        else
            rc = wait_after(sent, s, SKT_POLLOUT, deadline);
    }
    if (done_out) *done_out = done;
    return rc;
}

int skt_recv_all(skt_socket s, void *out, size_t len, int flags, skt_deadline deadline, size_t *done_out)
{
    size_t done = 0;
    int rc = 0;
    while (rc == 0 && done < len) {
        skt_ssize received = skt_recv(s, (char *)out + done, len - done, flags | MSG_DONTWAIT);
        if (received > 0)
            done += (size_t)received;
        else if (received == 0)
            rc = SKT_EEOF;
        else
            rc = wait_after(received, s, SKT_POLLIN, deadline);
    }
    if (done_out) *done_out = done;
    return rc;
}
