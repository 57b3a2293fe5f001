/* SPDX-License-Identifier: MIT */
/* What setsockopt and getsockopt of a value cannot deal with. */
#include "native_option.h"
#include "option/row.h"

int skt_ports_reserve(skt_socket s, uint16_t first, uint16_t count, uint16_t *first_out, uint64_t *token_out)
{
    (void)s, (void)first, (void)count, (void)first_out, (void)token_out;
    return SKT_EUNSUPPORTED;
}

/* On Unix these can only be switched off, by an empty value: Cygwin's SO_PEERCRED_HANDSHAKE. */
int skt__option_call(skt_socket s, const skt__option_row *row, const void *value, void *out, size_t *len_io)
{
    (void)len_io;
    int on;
    if (out != NULL) return SKT_EUNSUPPORTED;
    if (value == NULL) return 0;
    memcpy(&on, value, sizeof on);
    return on ? SKT_EINVAL : skt__sockopt_set(s, row->level, row->name, NULL, 0);
}

int skt__set_both_keepalive_times(skt_socket s, skt_duration idle, skt_duration interval)
{
    (void)s, (void)idle, (void)interval;
    return SKT_ENOPROTOOPT;
}
