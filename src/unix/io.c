/* SPDX-License-Identifier: MIT */
/* Sending and receiving on Unix: one system call each, never a SIGPIPE. */
#include "native_message.h"

skt_ssize skt_send(skt_socket s, const void *data, size_t len, int flags)
{
    if (flags & SKT__MSG_ABSENT) return SKT_EUNSUPPORTED;
    return skt__io_result(send(s, data, skt__io_length(len), flags | SKT__NOSIGNAL));
}

skt_ssize skt_recv(skt_socket s, void *out, size_t len, int flags)
{
    if (flags & SKT__MSG_ABSENT) return SKT_EUNSUPPORTED;
    return skt__io_result(recv(s, out, skt__io_length(len), flags));
}

skt_ssize skt_sendto(skt_socket s, const void *data, size_t len, int flags, const skt_addr *to)
{
    if (flags & SKT__MSG_ABSENT) return SKT_EUNSUPPORTED;
    if (to == NULL) return skt__io_result(send(s, data, skt__io_length(len), flags | SKT__NOSIGNAL));
    return skt__io_result(sendto(s, data, skt__io_length(len), flags | SKT__NOSIGNAL, skt__sockaddr(to), to->len));
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
    if (from_out == NULL) return skt__io_result(recv(s, out, skt__io_length(len), flags));
    ssize_t count = recvfrom(s, out, skt__io_length(len), flags, skt__sockaddr_out(from_out), skt__len_out(from_out));
    return skt__is_odd(from_out->len) ? take_sender(count, from_out) : count;
}

int skt_peek_sender(skt_socket s, skt_addr *out)
{
    /* XNU does not return the sender for a receive of 0 bytes. */
    char some[8];
    skt_ssize count = skt_recvfrom(s, some, sizeof some, SKT_MSG_PEEK, out);
    return count < 0 ? (int)count : 0;
}
