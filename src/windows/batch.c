/* SPDX-License-Identifier: MIT */
/* Several messages, one call after the other. */
#include "native_message.h"

skt_ssize skt_send_batch(skt_socket s, skt_msg *msgs, size_t count, int flags)
{
    if (flags & SKT__MSG_ABSENT) return SKT_EUNSUPPORTED;
    for (size_t i = 0; i < count; i++) {
        skt_ssize sent = skt_sendmsg(s, &msgs[i], flags);
        if (sent < 0) return i > 0 ? (skt_ssize)i : sent;
        msgs[i].count = (uint32_t)sent;
    }
    return (skt_ssize)count;
}

/* Nobody can read whether the socket blocks, so that each but the first is received only once it is there. */
skt_ssize skt_recv_batch(skt_socket s, skt_msg *msgs, size_t count, int flags)
{
    if (flags & SKT__MSG_ABSENT) return SKT_EUNSUPPORTED;
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && !(skt__wait(s, SKT_POLLIN, (skt_deadline){0}) > 0)) return (skt_ssize)i;
        skt_ssize received = skt_recvmsg(s, &msgs[i], flags);
        if (received < 0) return i > 0 ? (skt_ssize)i : received;
        msgs[i].count = (uint32_t)received;
    }
    return (skt_ssize)count;
}
