/* SPDX-License-Identifier: MIT */
/*
 * macOS: sendmsg_x and recvmsg_x, which libSystem exports but no header declares. As weak symbols they are NULL on
 * systems without them, which needs no dlsym(3) with its lookups and allocations.
 *
 * Their behaviour is known from XNU's bsd/kern/uipc_syscalls.c; much of it applies to some versions only:
 *
 *   - They refuse flags other than MSG_DONTWAIT; so the socket must have SO_NOSIGPIPE.
 *   - They ignore addresses on a connected socket. Messages with an address are sent one by one.
 *   - They skip messages without bytes, and messages without buffers make unsent ones count as sent.
 *   - They do not report truncated datagrams. An extra buffer of one byte shows them.
 *   - They do not write the length of control data. The buffer is zeroed first, so that an item of length 0 ends it.
 *   - If sending fails after some messages, the count of these is lost. They are sent again.
 */
#include "kernel_batch.h"

extern ssize_t sendmsg_x(int s, const skt_msg *msgs, unsigned count, int flags) __attribute__((weak));
extern ssize_t recvmsg_x(int s, skt_msg *msgs, unsigned count, int flags) __attribute__((weak));

/* Fewer messages are not worth the getsockopt calls that check the socket. */
enum { LEAST = 4, MOST = 64 };

/*
 * The result of either call. Errors that a call for the first message would have returned too are passed on, since they
 * may not come again; after all others the caller uses one call per message.
 */
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
