/* SPDX-License-Identifier: MIT */
/* Sending and receiving the whole of a buffer until a deadline. */
#include "native_message.h"
#include "overlapped.h"

/*
 * The most bytes of one call. More than any datagram, so that none is split; but little enough that a deadline is met
 * and that Windows can lock the memory without WSAENOBUFS.
 */
#define CHUNK ((size_t)128 * 1024)

/* Fails at once on a stream that is not connected, which would never become writable. */
static int wait_for_room(skt_socket s, skt_deadline deadline)
{
    skt_addr peer;
    int ready = skt__wait(s, SKT_POLLOUT, (skt_deadline){0});
    if (ready == 0) {
        int rc = skt_peer_address(s, &peer);
        if (rc < 0) return rc;
        ready = skt__wait(s, SKT_POLLOUT, deadline);
        if (ready == 0) return SKT_ETIMEDOUT;
    }
    return ready < 0 ? ready : 0;
}

/*
 * One send, cancelled at the deadline. It begins only when the socket is writable, so that it seldom has to be
 * cancelled.
 */
static skt_ssize send_by(skt_socket s, const char *data, size_t len, int flags, skt_deadline deadline)
{
    skt__overlapped call;
    int rc = wait_for_room(s, deadline);
    if (rc == 0) rc = skt__overlapped_begin(&call);
    if (rc < 0) return rc;
    skt_buf buf = skt_buf_of((void *)(uintptr_t)data, len < CHUNK ? len : CHUNK);
    DWORD count = 0;
    bool done = SKT__SUCCEEDS(WSASend(s, skt__native_bufs(&buf), 1, &count, (DWORD)flags, &call.overlapped, NULL));
    return skt__overlapped_end(&call, s, done, count, deadline);
}

int skt_send_all(skt_socket s, const void *data, size_t len, int flags, skt_deadline deadline, size_t *done_out)
{
    size_t done = 0;
    int rc = flags & SKT__MSG_ABSENT ? SKT_EUNSUPPORTED : 0;
    if (flags & SKT__NOT_FOR_SEND_ALL) rc = SKT_EINVAL;
    while (rc == 0 && done < len) {
        skt_ssize sent = send_by(s, (const char *)data + done, len - done, flags, deadline);
        if (sent >= 0)
            done += (size_t)sent;
        else
            rc = (int)sent;
    }
    if (done_out) *done_out = done;
    return rc;
}

static skt_ssize recv_by(skt_socket s, char *out, size_t len, int flags, skt_deadline deadline)
{
    skt__overlapped call;
    int rc = skt__overlapped_begin(&call);
    if (rc < 0) return rc;
    skt_buf buf = skt_buf_of(out, len < CHUNK ? len : CHUNK);
    DWORD count = 0, bits = (DWORD)flags;
    bool done = SKT__SUCCEEDS(WSARecv(s, skt__native_bufs(&buf), 1, &count, &bits, &call.overlapped, NULL));
    skt_ssize received_now = skt__overlapped_end(&call, s, done, count, deadline);
    if (received_now == SKT_EMSGSIZE) return (skt_ssize)buf.len;
    return received_now == SKT_EPIPE ? 0 : received_now;
}

int skt_recv_all(skt_socket s, void *out, size_t len, int flags, skt_deadline deadline, size_t *done_out)
{
    size_t done = 0;
    int rc = flags & SKT__MSG_ABSENT ? SKT_EUNSUPPORTED : 0;
    if (flags & SKT__NOT_FOR_RECV_ALL) rc = SKT_EINVAL;
    while (rc == 0 && done < len) {
        skt_ssize count = recv_by(s, (char *)out + done, len - done, flags, deadline);
        if (count > 0)
            done += (size_t)count;
        else
            rc = count == 0 ? SKT_EEOF : (int)count;
    }
    if (done_out) *done_out = done;
    return rc;
}
