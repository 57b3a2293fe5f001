/* SPDX-License-Identifier: MIT */
/*
 * Buffers and whole messages. The structures stand in system.h because their order is the system's; their fields have
 * the same names everywhere, so nothing is converted on the way to the kernel:
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
 * Everything pointed to belongs to the caller and is used only during the call.
 */
#ifndef SKT_MESSAGE_H
#define SKT_MESSAGE_H

#include <skt/address.h>
#include <skt/system.h>

SKT_BEGIN

/* A buffer of `len` bytes. */
SKT_API skt_buf skt_buf_of(void *base, size_t len);

/*
 * A message of `count` buffers to or from `addr`, with control data. A count or length that the system's structure
 * cannot hold becomes the largest that it can, which the system refuses.
 */
SKT_API skt_msg skt_msg_of(skt_addr *addr, skt_buf *bufs, size_t count, void *control, size_t control_len);

SKT_END

#endif
