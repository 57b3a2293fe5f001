/* SPDX-License-Identifier: MIT */
/* External definitions of the inline functions of message.h. */
#include "sys.h"

skt_buf(skt_buf_of)(const void *base, size_t len)
{
    return skt_buf_of(base, len);
}

skt_msg(skt_msg_of)(const skt_addr *addr, const skt_buf *bufs, size_t count, const void *control, size_t control_len)
{
    return skt_msg_of(addr, bufs, count, control, control_len);
}
