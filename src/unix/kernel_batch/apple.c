/* SPDX-License-Identifier: MIT */
/*
 * macOS: sendmsg_x and recvmsg_x, which libSystem exports and no header declares. They are weak: the loader leaves NULL
 * where a system has none, so that nothing is looked up, kept or allocated as by dlsym(3).
 *
 * What they do is known from the sources of XNU, bsd/kern/uipc_syscalls.c, and much of it only in some versions:
 *
 *   - Flags other than MSG_DONTWAIT are refused; so SIGPIPE has to be off for the socket.
 *   - On a connected socket addresses are passed over. Messages that have one go singly.
 *   - Messages without bytes are left out, those without buffers make lost ones count as sent.
 *   - That a datagram was cut is not said. It is seen by a byte of room behind the buffer.
 *   - The length of control data is not written. The room is cleared, in which an item then has no length.
 *   - A failure after some were sent does not tell how many. They go again.
 */
#include "kernel_batch.h"

extern ssize_t sendmsg_x(int s, const skt_msg *msgs, unsigned count, int flags) __attribute__((weak));
extern ssize_t recvmsg_x(int s, skt_msg *msgs, unsigned count, int flags) __attribute__((weak));

/* Fewer are not worth the calls that ask what the socket is. */
enum { LEAST = 4, MOST = 64 };

/* The result of either call. The first message alone would have met these errors too, and they might not come twice. */
static int outcome(ssize_t done)
{
    if (done >= 0) return (int)done;
    int code = skt__socket_code();
    bool same = code == SKT_EAGAIN || code == SKT_EINTR || code == SKT_ENOBUFS || code == SKT_ECONNREFUSED;
    return same ? code : 0;
}

static int asked(skt_socket s, int option)
{
    int value = 0;
    return skt__sockopt_get_int(s, SOL_SOCKET, option, &value) == 0 ? value : 0;
}

static size_t size_of(const skt_msg *msg)
{
    size_t size = 0;
    for (size_t i = 0; i < msg->buf_count; i++) size += msg->bufs[i].len;
    return size;
}

int skt__send_several(skt_socket s, skt_msg *msgs, size_t count, int flags)
{
    unsigned fit = 0;
    if (sendmsg_x == NULL || flags & ~MSG_DONTWAIT) return 0;
    while (fit < count && fit < MOST && msgs[fit].addr == NULL && size_of(&msgs[fit]) > 0) msgs[fit++].flags = 0;
    if (fit < LEAST || asked(s, SO_TYPE) != SOCK_DGRAM || asked(s, SO_NOSIGPIPE) == 0) return 0;
    int sent = outcome(sendmsg_x(s, msgs, fit, flags));
    for (int i = 0; i < sent; i++) msgs[i].count = (uint32_t)size_of(&msgs[i]);
    return sent;
}

int skt__recv_several(skt_socket s, skt_msg *msgs, size_t count, int flags)
{
    skt_buf rooms[MOST][2], *bufs[MOST];
    char behind = 0;
    unsigned fit = 0;
    if (recvmsg_x == NULL || flags & ~MSG_DONTWAIT) return 0;
    for (; fit < count && fit < MOST && msgs[fit].buf_count == 1; fit++) {
        skt_msg *msg = &msgs[fit];
        bufs[fit] = msg->bufs;
        rooms[fit][0] = msg->bufs[0];
        rooms[fit][1] = skt_buf_of(&behind, 1);
        msg->flags = 0;
        if (msg->control_len > 0) memset(msg->control, 0, msg->control_len);
    }
    if (fit < LEAST || asked(s, SO_TYPE) != SOCK_DGRAM) return 0;
    for (unsigned i = 0; i < fit; i++) {
        msgs[i].bufs = rooms[i];
        msgs[i].buf_count = 2;
    }
    int received = outcome(recvmsg_x(s, msgs, fit, flags));
    for (unsigned i = 0; i < fit; i++) {
        msgs[i].bufs = bufs[i];
        msgs[i].buf_count = 1;
        if ((int)i >= received || msgs[i].count <= bufs[i]->len) continue;
        msgs[i].count = (uint32_t)bufs[i]->len;
        msgs[i].flags |= MSG_TRUNC;
    }
    return received;
}
