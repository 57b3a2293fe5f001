/* SPDX-License-Identifier: MIT */
/*
 * Buffers and whole messages.
 *
 * The structures stand in system.h because their order is the system's; their fields have the same names everywhere, so
 * nothing is converted on the way to the kernel:
 *
 *     skt_buf.base          the bytes
 *     skt_buf.len           how many
 *
 *     skt_msg.addr          where to, or where the sender's address is put with its length; may be NULL
 *     skt_msg.bufs          the buffers, in order
 *     skt_msg.buf_count     how many; the system's limit is 1024 on Linux (SKT_EMSGSIZE)
 *     skt_msg.control       bytes of control data, aligned as the system's cmsghdr; may be NULL
 *     skt_msg.control_len   how many; after a receive, how many were written
 *     skt_msg.flags         after a receive: SKT_MSG_TRUNC, _CTRUNC, _EOR, _OOB, _CONFIRM, _DONTROUTE
 *     skt_msg.count         after a batch: the bytes of this message
 *
 * Everything pointed to belongs to the caller and is used only during the call. The functions are macros too, which put
 * their code in place of the call; they make no system call.
 */
#ifndef SKT_MESSAGE_H
#define SKT_MESSAGE_H

#include <skt/address.h>
#include <skt/system.h>

#include <string.h>

SKT_BEGIN

/* The bytes behind the nth parameter are not read: they may be a buffer that has nothing in it yet. */
#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ >= 11
#define SKT__UNREAD(n) __attribute__((access(none, n)))
#else
#define SKT__UNREAD(n)
#endif

/*
 * Makes a buffer.
 *
 * base      The bytes. The parameter is const so that a sender needs no cast; a receive writes into the buffer.
 * len       Their number.
 *
 * Returns   The buffer.
 * Since     0.1
 */
SKT_API skt_buf skt_buf_of(const void *base, size_t len) SKT__UNREAD(1);

/*
 * Makes a message. The field flags is 0.
 *
 * If a count or length is too large for the system's structure, the largest value that fits takes its place. The system
 * refuses that.
 *
 * addr      The address to send to, or room for the sender's; may be NULL. The parameters are const so that a sender
 *           needs no cast; a receive writes to the address, the buffers and the control data.
 * bufs      count buffers.
 * control   control_len bytes of control data; may be NULL if that is 0.
 *
 * Returns   The message.
 * Since     0.1
 */
SKT_API skt_msg skt_msg_of(const skt_addr *addr, const skt_buf *bufs, size_t count, const void *control,
                           size_t control_len) SKT__UNREAD(1) SKT__UNREAD(2) SKT__UNREAD(4);

SKT__INLINE skt_buf skt__inline_buf_of(const void *base, size_t len) SKT__UNREAD(1);
SKT__INLINE skt_buf skt__inline_buf_of(const void *base, size_t len)
{
    skt_buf buf;
    buf.base = SKT__MUTABLE(void *, base);
    buf.len = len;
    return buf;
}
#define skt_buf_of(...) skt__inline_buf_of(__VA_ARGS__)

/* As wide as the fields. Windows is given all, and refuses too much by itself. */
#if defined(_WIN32)
#define SKT__FIT(count) (count)
#elif defined(__linux__)
#define SKT__FIT(count) ((count) < INT32_MAX ? (count) : INT32_MAX)
#else
#define SKT__FIT(count) ((count) < INT32_MAX ? SKT__CAST(uint32_t, count) : INT32_MAX)
#endif

/* NetBSD wants no control data to be NULL. */
SKT__INLINE skt_msg skt__inline_msg_of(const skt_addr *addr, const skt_buf *bufs, size_t count, const void *control,
                                       size_t control_len) SKT__UNREAD(1) SKT__UNREAD(2) SKT__UNREAD(4);
SKT__INLINE skt_msg skt__inline_msg_of(const skt_addr *addr, const skt_buf *bufs, size_t count, const void *control,
                                       size_t control_len)
{
    skt_msg msg;
    memset(&msg, 0, sizeof msg);
    msg.addr = SKT__MUTABLE(skt_addr *, addr);
    msg.bufs = SKT__MUTABLE(skt_buf *, bufs);
    msg.buf_count = SKT__FIT(count);
    if (control_len > 0) msg.control = SKT__MUTABLE(void *, control);
    msg.control_len = SKT__FIT(control_len);
    return msg;
}
#define skt_msg_of(...) skt__inline_msg_of(__VA_ARGS__)

SKT_END

#endif
