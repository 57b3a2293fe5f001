/* SPDX-License-Identifier: MIT */
/* Several messages, by one call per message. */
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

/* Only the first receive may block. Windows cannot tell whether a socket blocks, so the others wait for SKT_POLLIN. */
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
