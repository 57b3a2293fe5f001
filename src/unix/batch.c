/* SPDX-License-Identifier: MIT */
/* Several messages at once: by sendmmsg and recvmmsg, by a call of kernel_batch/, or by one call per message. */
#include "kernel_batch.h"

/* One call per message. Returns how many were sent, or the error of the first. */
static skt_ssize send_each(skt_socket s, skt_msg *msgs, size_t count, int flags)
{
    for (size_t i = 0; i < count; i++) {
        skt_ssize sent = skt_sendmsg(s, &msgs[i], flags);
        if (sent < 0) return i > 0 ? (skt_ssize)i : sent;
        msgs[i].count = (uint32_t)sent;
    }
    return (skt_ssize)count;
}

skt_ssize skt_send_batch(skt_socket s, skt_msg *msgs, size_t count, int flags)
{
    if (flags & SKT__MSG_ABSENT) return SKT_EUNSUPPORTED;
    for (size_t i = 0; i < count; i++) {
        msgs[i].skt__addr_len = msgs[i].addr ? msgs[i].addr->len : 0;
        msgs[i].buf_count = skt__fit(msgs[i].buf_count);
        msgs[i].control_len = skt__fit(msgs[i].control_len);
    }
    if (!SKT__HAVE_MMSG) {
        int sent = skt__send_several(s, msgs, count, flags);
        return sent == 0 ? send_each(s, msgs, count, flags) : sent;
    }
    unsigned most = count < UINT_MAX ? (unsigned)count : UINT_MAX;
    return skt__result(skt__sendmmsg(s, msgs, most, flags | SKT__NOSIGNAL));
}

static skt_ssize recv_each(skt_socket s, skt_msg *msgs, size_t count, int flags)
{
    for (size_t i = 0; i < count; i++) {
        skt_ssize received = skt_recvmsg(s, &msgs[i], i > 0 ? flags | MSG_DONTWAIT : flags);
        if (received < 0) return i > 0 ? (skt_ssize)i : received;
        msgs[i].count = (uint32_t)received;
    }
    return (skt_ssize)count;
}

skt_ssize skt_recv_batch(skt_socket s, skt_msg *msgs, size_t count, int flags)
{
    if (flags & SKT__MSG_ABSENT) return SKT_EUNSUPPORTED;
    /* Set without a test for addr: the kernel ignores the length if there is no address. */
#pragma GCC unroll 4
    for (skt_msg *msg = msgs; msg != msgs + count; msg++) {
        msg->skt__addr_len = sizeof msg->addr->storage;
        msg->buf_count = skt__fit(msg->buf_count);
        msg->control_len = skt__fit(msg->control_len);
    }
    unsigned most = count < UINT_MAX ? (unsigned)count : UINT_MAX;
    int received = SKT__HAVE_MMSG ? skt__result(skt__recvmmsg(s, msgs, most, flags | SKT__CMSG_CLOEXEC))
                                  : skt__recv_several(s, msgs, count, flags);
    if (SKT__HAVE_MMSG && received == SKT_EINVAL) received = skt__result(skt__recvmmsg(s, msgs, most, flags));
    if (!SKT__HAVE_MMSG && received == 0) return recv_each(s, msgs, count, flags);
#pragma GCC unroll 4
    for (skt_msg *msg = msgs; msg < msgs + received; msg++) {
        if (msg->addr) skt__received(msg->addr, msg->skt__addr_len);
        msg->flags &= ~SKT__CMSG_CLOEXEC;
        if (SKT__CMSG_CLOEXEC == 0) skt__close_on_exec(msg);
    }
    return received;
}
