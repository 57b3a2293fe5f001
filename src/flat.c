/* SPDX-License-Identifier: MIT */
/* Plain arguments for bindings: each of these functions jumps to its namesake, and has no frame of its own. */
#include "sys.h"

int skt_flat_option_probe(skt_socket s, uint32_t number)
{
    return skt_option_probe(s, (skt_option){number});
}

int skt_flat_option_get_text(skt_socket s, uint32_t number, char *out, size_t size)
{
    return skt_option_get_text(s, (skt_option){number}, out, size);
}

int64_t skt_flat_grow_buffer(skt_socket s, uint32_t number, int64_t at_least)
{
    return skt_grow_buffer(s, (skt_int_option){number}, at_least);
}

int64_t skt_flat_deadline_in(skt_duration span)
{
    return skt_deadline_in(span).nanoseconds;
}

int skt_flat_connect_by(skt_socket s, const skt_addr *addr, int64_t deadline)
{
    return skt_connect_by(s, addr, (skt_deadline){deadline});
}

int skt_flat_send_all(skt_socket s, const void *data, size_t len, int flags, int64_t deadline, size_t *done_out)
{
    return skt_send_all(s, data, len, flags, (skt_deadline){deadline}, done_out);
}

int skt_flat_recv_all(skt_socket s, void *out, size_t len, int flags, int64_t deadline, size_t *done_out)
{
    return skt_recv_all(s, out, len, flags, (skt_deadline){deadline}, done_out);
}

int skt_flat_poll(skt_pollfd *fds, size_t count, int64_t deadline)
{
    return skt_poll(fds, count, (skt_deadline){deadline});
}

int skt_flat_dial_list(const skt_addr *addrs, size_t count, const skt_dial_plan *plan, int64_t deadline,
                       skt_socket *out)
{
    return skt_dial_list(addrs, count, plan, (skt_deadline){deadline}, out);
}
