/* SPDX-License-Identifier: MIT */
/* Several buffers at once and whole messages, sent and received on Unix: one system call each. */
#include "native_message.h"

/* skt_msg has the layout of struct msghdr. */
static inline struct msghdr *msghdr_of(skt_msg *msg)
{
    return (struct msghdr *)(void *)msg;
}

skt_ssize skt_sendv(skt_socket s, const skt_buf *bufs, size_t count, int flags)
{
    if (count == 1) return skt_send(s, bufs[0].base, bufs[0].len, flags);
    if (flags & SKT__MSG_ABSENT) return SKT_EUNSUPPORTED;
    skt_msg native = {.bufs = (skt_buf *)(uintptr_t)bufs, .buf_count = skt__fit(count)};
    return skt__io_result(skt__sendmsg(s, msghdr_of(&native), flags | SKT__NOSIGNAL));
}

skt_ssize skt_recvv(skt_socket s, skt_buf *bufs, size_t count, int flags, int *flags_out)
{
    if (count == 1 && flags_out == NULL) return skt_recv(s, bufs[0].base, bufs[0].len, flags);
    if (flags & SKT__MSG_ABSENT) return SKT_EUNSUPPORTED;
    skt_msg native = {.bufs = bufs, .buf_count = skt__fit(count)};
    /* No MSG_CMSG_CLOEXEC: descriptors cannot arrive without room for control data. */
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
    return skt__io_result(skt__sendmsg(s, msghdr_of(&native), flags | SKT__NOSIGNAL));
}

skt_ssize skt_recvmsg(skt_socket s, skt_msg *msg, int flags)
{
    if (flags & SKT__MSG_ABSENT) return SKT_EUNSUPPORTED;
    skt_msg native = *msg;
    native.skt__addr_len = msg->addr ? sizeof msg->addr->storage : 0;
    native.buf_count = skt__fit(msg->buf_count);
    native.control_len = skt__fit(msg->control_len);
    ssize_t count = recvmsg(s, msghdr_of(&native), flags | SKT__CMSG_CLOEXEC);
    /* Packet sockets of Linux refuse MSG_CMSG_CLOEXEC. They never receive descriptors. */
    if (SKT__CMSG_CLOEXEC != 0 && count < 0 && errno == EINVAL) count = recvmsg(s, msghdr_of(&native), flags);
    if (count < 0) return skt__socket_code();

    if (msg->addr) skt__received(msg->addr, native.skt__addr_len);
    msg->control_len = native.control_len;
    msg->flags = native.flags & ~SKT__CMSG_CLOEXEC;
    if (SKT__CMSG_CLOEXEC == 0) skt__close_on_exec(msg);
    return count;
}
