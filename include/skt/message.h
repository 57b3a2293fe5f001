/* SPDX-License-Identifier: MIT */
/*
 * Buffers and whole messages.
 *
 * The structures are in system.h, because they have the layout of the system's own structures, and nothing is converted
 * for a call. Their fields have the same names on every system:
 *
 *     skt_buf.base          the bytes
 *     skt_buf.len           the number of bytes
 *
 *     skt_msg.addr          the address to send to, or room for the sender's; may be NULL
 *     skt_msg.bufs          the buffers, in order
 *     skt_msg.buf_count     the number of buffers; the limit is 1024 on Linux (SKT_EMSGSIZE)
 *     skt_msg.control       the control data, aligned as the system's cmsghdr; may be NULL
 *     skt_msg.control_len   the bytes of control data; after a receive, the bytes written
 *     skt_msg.flags         after a receive: SKT_MSG_TRUNC, _CTRUNC, _EOR, _OOB, _CONFIRM, _DONTROUTE
 *     skt_msg.count         after a batch: the bytes of this message
 *
 * The caller owns the objects to which a message points. A call uses them only until it returns. The functions are also
 * macros, which expand to their code; they make no system call.
 */
#ifndef SKT_MESSAGE_H
#define SKT_MESSAGE_H

#include <skt/address.h>
#include <skt/system.h>

#include <string.h>

SKT_BEGIN

/* The bytes to which the nth parameter points are not read, so they need no value yet. */
#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ >= 11
#define SKT__UNREAD(n) __attribute__((access(none, n)))
#else
#define SKT__UNREAD(n)
#endif

/*
 * Makes a buffer.
 *
 * base      The bytes. The parameter is const so that a sender needs no cast; a receive writes into the buffer.
 * len       The number of bytes.
 *
 * Returns   The buffer.
 * Since     0.1
 */
SKT_API skt_buf skt_buf_of(const void *base, size_t len) SKT__UNREAD(1);

/*
 * Makes a message. The field flags is 0.
 *
 * If a count or a length does not fit the system's structure, the largest value that fits is stored, and the system
 * refuses it when the message is used.
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
