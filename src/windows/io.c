/* SPDX-License-Identifier: MIT */
/* Sending and receiving on Windows: one call each. */
#include "native_message.h"

/*
 * The result of a receive into `room` bytes. For a truncated datagram Windows fails although it has filled the room;
 * after a shutdown of the receiving side it fails where other systems return 0.
 */
static skt_ssize received(skt_ssize count, skt_ssize room)
{
    if (count >= 0) return count;
    int code = skt__socket_code();
    if (code == SKT_EMSGSIZE) return room;
    return code == SKT_EPIPE ? 0 : code;
}

skt_ssize skt_send(skt_socket s, const void *data, size_t len, int flags)
{
    if (flags & SKT__MSG_ABSENT) return SKT_EUNSUPPORTED;
    int count;
    SKT__COUNT(count, send(s, data, skt__io_length(len), flags));
    return skt__io_result(count >= 0, count);
}

skt_ssize skt_recv(skt_socket s, void *out, size_t len, int flags)
{
    if (flags & SKT__MSG_ABSENT) return SKT_EUNSUPPORTED;
    int count;
    SKT__COUNT(count, recv(s, out, skt__io_length(len), flags));
    return received(count, skt__io_length(len));
}

skt_ssize skt_sendto(skt_socket s, const void *data, size_t len, int flags, const skt_addr *to)
{
    if (to == NULL) return skt_send(s, data, len, flags);
    if (flags & SKT__MSG_ABSENT) return SKT_EUNSUPPORTED;
    int count;
    SKT__COUNT(count, sendto(s, data, skt__io_length(len), flags, skt__sockaddr(to), (int)to->len));
    return skt__io_result(count >= 0, count);
}

skt_ssize skt_recvfrom(skt_socket s, void *out, size_t len, int flags, skt_addr *from_out)
{
    if (from_out == NULL) return skt_recv(s, out, len, flags);
    if (flags & SKT__MSG_ABSENT) return SKT_EUNSUPPORTED;
    int from_len = sizeof from_out->storage;
    int count;
    SKT__COUNT(count, recvfrom(s, out, skt__io_length(len), flags, skt__sockaddr_out(from_out), &from_len));
    skt_ssize done = received(count, skt__io_length(len));
    skt__received(from_out, done < 0 ? 0 : from_len);
    return done;
}

int skt_peek_sender(skt_socket s, skt_addr *out)
{
    char some[8];
    skt_ssize count = skt_recvfrom(s, some, sizeof some, SKT_MSG_PEEK, out);
    return count < 0 ? (int)count : 0;
}
