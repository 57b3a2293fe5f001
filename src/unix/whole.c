/* SPDX-License-Identifier: MIT */
/* Sending and receiving the whole of a buffer until a deadline. */
#include "sys.h"

/* Waits after SKT_EAGAIN; returns 0 to repeat the call, or the error. */
static int wait_after(skt_ssize error, skt_socket s, short events, skt_deadline deadline, skt_duration *pause)
{
    if (error == SKT_EINTR) return 0;
    if (error != SKT_EAGAIN) return (int)error;
    int ready = skt__wait_again(s, events, deadline, pause);
    return ready < 0 ? ready : 0;
}

int skt_send_all(skt_socket s, const void *data, size_t len, int flags, skt_deadline deadline, size_t *done_out)
{
    size_t done = 0;
    skt_duration pause = 0;
    int rc = flags & SKT__MSG_ABSENT ? SKT_EUNSUPPORTED : 0;
    if (flags & SKT__NOT_FOR_SEND_ALL) rc = SKT_EINVAL;
    while (rc == 0 && done < len) {
        skt_ssize sent = skt_send(s, (const char *)data + done, len - done, flags | MSG_DONTWAIT);
        if (sent < 0) {
            rc = wait_after(sent, s, SKT_POLLOUT, deadline, &pause);
            continue;
        }
        done += (size_t)sent;
        pause = 0;
    }
    if (done_out) *done_out = done;
    return rc;
}

int skt_recv_all(skt_socket s, void *out, size_t len, int flags, skt_deadline deadline, size_t *done_out)
{
    size_t done = 0;
    skt_duration pause = 0;
    int rc = flags & SKT__MSG_ABSENT ? SKT_EUNSUPPORTED : 0;
    if (flags & SKT__NOT_FOR_RECV_ALL) rc = SKT_EINVAL;
    while (rc == 0 && done < len) {
        skt_ssize received = skt_recv(s, (char *)out + done, len - done, flags | MSG_DONTWAIT);
        if (received < 0) {
            rc = wait_after(received, s, SKT_POLLIN, deadline, &pause);
            continue;
        }
        if (received == 0) rc = SKT_EEOF;
        done += (size_t)received;
        pause = 0;
    }
    if (done_out) *done_out = done;
    return rc;
}
