/* SPDX-License-Identifier: MIT */
/* Sending and receiving on Unix: one system call each, never a SIGPIPE. */
#include "native_message.h"

/* The result of a data call: the count, or the negative code. */
static inline skt_ssize result(ssize_t count)
{
    return count < 0 ? skt__socket_code() : count;
}

/* The system's structure, which skt_msg is laid out as. */
static inline struct msghdr *msghdr_of(skt_msg *msg)
{
    return (struct msghdr *)(void *)msg;
}

skt_ssize skt_send(skt_socket s, const void *data, size_t len, int flags)
{
    if (flags & SKT__MSG_ABSENT) return SKT_EUNSUPPORTED;
    return result(send(s, data, skt__io_length(len), flags | SKT__NOSIGNAL));
}

skt_ssize skt_recv(skt_socket s, void *out, size_t len, int flags)
{
    if (flags & SKT__MSG_ABSENT) return SKT_EUNSUPPORTED;
    return result(recv(s, out, skt__io_length(len), flags));
}

skt_ssize skt_sendto(skt_socket s, const void *data, size_t len, int flags, const skt_addr *to)
{
    if (flags & SKT__MSG_ABSENT) return SKT_EUNSUPPORTED;
    if (to == NULL) return result(send(s, data, skt__io_length(len), flags | SKT__NOSIGNAL));
    return result(sendto(s, data, skt__io_length(len), flags | SKT__NOSIGNAL, skt__sockaddr(to), to->len));
}

static SKT__APART skt_ssize take_sender(ssize_t count, skt_addr *from)
{
    if (count < 0) {
        from->len = 0;
        return skt__socket_code();
    }
    skt__received(from, from->len);
    return count;
}

skt_ssize skt_recvfrom(skt_socket s, void *out, size_t len, int flags, skt_addr *from_out)
{
    if (flags & SKT__MSG_ABSENT) return SKT_EUNSUPPORTED;
    if (from_out == NULL) return result(recv(s, out, skt__io_length(len), flags));
    ssize_t count = recvfrom(s, out, skt__io_length(len), flags, skt__sockaddr_out(from_out), skt__len_out(from_out));
    return skt__is_odd(from_out->len) ? take_sender(count, from_out) : count;
}

skt_ssize skt_sendv(skt_socket s, const skt_buf *bufs, size_t count, int flags)
{
    if (count == 1) return skt_send(s, bufs[0].base, bufs[0].len, flags);
    if (flags & SKT__MSG_ABSENT) return SKT_EUNSUPPORTED;
    skt_msg native = {.bufs = (skt_buf *)(uintptr_t)bufs, .buf_count = skt__fit(count)};
    return result(skt__sendmsg(s, msghdr_of(&native), flags | SKT__NOSIGNAL));
}

skt_ssize skt_recvv(skt_socket s, skt_buf *bufs, size_t count, int flags, int *flags_out)
{
    if (count == 1 && flags_out == NULL) return skt_recv(s, bufs[0].base, bufs[0].len, flags);
    if (flags & SKT__MSG_ABSENT) return SKT_EUNSUPPORTED;
    skt_msg native = {.bufs = bufs, .buf_count = skt__fit(count)};
    /* Without room for control data no descriptor can arrive. */
    ssize_t received = recvmsg(s, msghdr_of(&native), flags);
    if (received < 0) return skt__socket_code();
    if (flags_out) *flags_out = native.flags & ~SKT__CMSG_CLOEXEC;
    return received;
}

skt_ssize skt_sendmsg(skt_socket s, const skt_msg *msg, int flags)
{
    if (flags & SKT__MSG_ABSENT) return SKT_EUNSUPPORTED;
    skt_msg native = *msg;
    native.skt__addr_len = msg->addr ? msg->addr->len : 0;
    native.buf_count = skt__fit(msg->buf_count);
    native.control_len = skt__fit(msg->control_len);
    return result(skt__sendmsg(s, msghdr_of(&native), flags | SKT__NOSIGNAL));
}

skt_ssize skt_recvmsg(skt_socket s, skt_msg *msg, int flags)
{
    if (flags & SKT__MSG_ABSENT) return SKT_EUNSUPPORTED;
    skt_msg native = *msg;
    native.skt__addr_len = msg->addr ? sizeof msg->addr->storage : 0;
    native.buf_count = skt__fit(msg->buf_count);
    native.control_len = skt__fit(msg->control_len);
    ssize_t count = recvmsg(s, msghdr_of(&native), flags | SKT__CMSG_CLOEXEC);
    if (count < 0) return skt__socket_code();

    if (msg->addr) skt__received(msg->addr, native.skt__addr_len);
    msg->control_len = native.control_len;
    msg->flags = native.flags & ~SKT__CMSG_CLOEXEC;
    if (SKT__CMSG_CLOEXEC == 0) skt__close_on_exec(msg);
    return count;
}

int skt_peek_sender(skt_socket s, skt_addr *out)
{
    /* XNU does not tell the sender to a receive of nothing. */
    char some[8];
    skt_ssize count = skt_recvfrom(s, some, sizeof some, SKT_MSG_PEEK, out);
    return count < 0 ? (int)count : 0;
}
