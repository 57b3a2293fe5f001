/* SPDX-License-Identifier: MIT */
/* Several buffers at once and whole messages, sent and received on Windows: one call each. */
#include "native_control.h"
#include "native_message.h"

/* Whether a count or the total length exceeds Winsock's ULONG. */
static bool is_too_much(const skt_buf *bufs, size_t count, size_t control_len)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < count && sum <= SKT__LENGTH_MAX; i++)
        sum = bufs[i].len <= SKT__LENGTH_MAX ? sum + bufs[i].len : UINT64_MAX;
    return sum > SKT__LENGTH_MAX || count > SKT__LENGTH_MAX || control_len > SKT__LENGTH_MAX;
}

/* The message for Winsock, which requires at least one buffer. */
static skt_msg complete(const skt_msg *msg, size_t addr_len, int flags)
{
    static const skt_buf none = {.len = 0};
    skt_msg native = *msg;
    native.skt__addr_len = msg->addr ? (int)addr_len : 0;
    native.flags = flags;
    if (native.buf_count > 0) return native;
    native.bufs = (skt_buf *)(uintptr_t)&none;
    native.buf_count = 1;
    return native;
}

skt_ssize skt_sendv(skt_socket s, const skt_buf *bufs, size_t count, int flags)
{
    if (count == 1) return skt_send(s, bufs[0].base, bufs[0].len, flags);
    skt_msg msg = {.bufs = (skt_buf *)(uintptr_t)bufs, .buf_count = count};
    return skt_sendmsg(s, &msg, flags);
}

skt_ssize skt_recvv(skt_socket s, skt_buf *bufs, size_t count, int flags, int *flags_out)
{
    if (count == 1 && flags_out == NULL) return skt_recv(s, bufs[0].base, bufs[0].len, flags);
    skt_msg msg = {.bufs = bufs, .buf_count = count};
    skt_ssize done = skt_recvmsg(s, &msg, flags);
    if (done >= 0 && flags_out) *flags_out = msg.flags;
    return done;
}

/* WSASendMsg accepts only datagram and raw sockets, so it is used only if there is control data. */
skt_ssize skt_sendmsg(skt_socket s, const skt_msg *msg, int flags)
{
    if (flags & SKT__MSG_ABSENT) return SKT_EUNSUPPORTED;
    if (is_too_much(msg->bufs, msg->buf_count, msg->control_len)) return SKT_ERANGE;
    skt_msg native = complete(msg, msg->addr ? msg->addr->len : 0, 0);
    DWORD sent = 0, bits = (DWORD)flags;
    if (msg->control_len > 0) {
        bool done = SKT__SUCCEEDS(WSASendMsg(s, skt__native_msg(&native), bits, &sent, NULL, NULL));
        return skt__io_result(done, (skt_ssize)sent);
    }
    const struct sockaddr *to = msg->addr ? skt__sockaddr(msg->addr) : NULL;
    DWORD count = (DWORD)native.buf_count;
    WSABUF *bufs = skt__native_bufs(native.bufs);
    int to_len = native.skt__addr_len;
    bool done = SKT__SUCCEEDS(WSASendTo(s, bufs, count, &sent, bits, to, to_len, NULL, NULL));
    return skt__io_result(done, (skt_ssize)sent);
}

/* The size of all buffers, which a truncated datagram has filled. */
static skt_ssize room_of(const skt_msg *msg)
{
    size_t room = 0;
    for (size_t i = 0; i < msg->buf_count; i++) room += msg->bufs[i].len;
    return (skt_ssize)room;
}

/* The result of a receive. SKT_EMSGSIZE means that the data was truncated, SKT_EPIPE that receiving was shut down. */
static skt_ssize take_message(skt_msg *msg, const skt_msg *native, int code, DWORD count)
{
    if (code < 0 && code != SKT_EMSGSIZE && code != SKT_EPIPE) return code;
    if (msg->addr) skt__received(msg->addr, native->skt__addr_len);
    msg->control_len = code == SKT_EPIPE ? 0 : native->control_len;
    msg->flags = native->flags;
    if (code == SKT_EPIPE) return 0;
    if (code == 0) return (skt_ssize)count;
    msg->flags |= SKT_MSG_TRUNC;
    return room_of(msg);
}

/* Without control data. Works for streams as well. */
static skt_ssize recv_plain(skt_socket s, skt_msg *msg, int flags)
{
    skt_msg native = complete(msg, sizeof msg->addr->storage, flags);
    DWORD received_now = 0, bits = (DWORD)flags, count = (DWORD)native.buf_count;
    struct sockaddr *from = msg->addr ? skt__sockaddr_out(msg->addr) : NULL;
    int *from_len = msg->addr ? &native.skt__addr_len : NULL;
    WSABUF *bufs = skt__native_bufs(native.bufs);
    int rc = SKT__RESULT(WSARecvFrom(s, bufs, count, &received_now, &bits, from, from_len, NULL, NULL));
    native.flags = (int)bits;
    native.control_len = 0;
    return take_message(msg, &native, rc, received_now);
}

/* Room for all the control data of a datagram. */
typedef union all_control {
    WSACMSGHDR first;
    char bytes[1024];
} all_control;

/* Copies as many whole items as fit into the caller's room. */
static void give_control(skt_msg *native, const skt_msg *msg)
{
    const char *items = native->control;
    size_t len = native->control_len, given = 0;
    WSACMSGHDR header;
    for (size_t at = 0; at + sizeof header <= len; at = given) {
        memcpy(&header, items + at, sizeof header);
        if (header.cmsg_len < sizeof header || header.cmsg_len > len - at) break;
        if (header.cmsg_len > msg->control_len - at) break;
        given = at + SKT__CMSG_ALIGN(header.cmsg_len);
        if (given > len || given > msg->control_len) given = at + header.cmsg_len;
    }
    if (given > 0) memcpy(msg->control, items, given);
    if (given < len) native->flags |= SKT_MSG_CTRUNC;
    native->control_len = given;
}

/*
 * If the room for control data is too small, Winsock returns an error instead of the count and may not tell whether the
 * data was truncated. So the call always gets a large buffer.
 */
static skt_ssize recv_control(skt_socket s, skt_msg *msg, int flags)
{
    skt__function recv_msg;
    all_control own;
    int rc = skt__find_extension(s, SKT__RECV_MSG, &recv_msg);
    if (rc < 0) return rc;
    skt_msg native = complete(msg, sizeof msg->addr->storage, flags);
    bool is_own = msg->control_len < sizeof own;
    if (is_own) {
        native.control = own.bytes;
        native.control_len = sizeof own;
    }
    DWORD received_now = 0;
    rc = SKT__RESULT(((LPFN_WSARECVMSG)recv_msg)(s, skt__native_msg(&native), &received_now, NULL, NULL));
    if (is_own && (rc == 0 || rc == SKT_EMSGSIZE)) give_control(&native, msg);
    return take_message(msg, &native, rc, received_now);
}

skt_ssize skt_recvmsg(skt_socket s, skt_msg *msg, int flags)
{
    if (flags & SKT__MSG_ABSENT) return SKT_EUNSUPPORTED;
    if (is_too_much(msg->bufs, msg->buf_count, msg->control_len)) return SKT_ERANGE;
    if (msg->control_len == 0) return recv_plain(s, msg, flags);
    skt_ssize count = recv_control(s, msg, flags);
    bool may_be_stream = count == SKT_EOPNOTSUPP || count == SKT_EINVAL;
    return may_be_stream && skt_type(s) == SOCK_STREAM ? recv_plain(s, msg, flags) : count;
}
