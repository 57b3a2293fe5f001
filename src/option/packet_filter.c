/* SPDX-License-Identifier: MIT */
/* Programs that filter packets or select a socket of a port: classic BPF, and extended BPF by descriptor. */
#include "option/row.h"

int skt_attach_filter(skt_socket s, const skt_filter *filter, size_t count)
{
    if (count > UINT16_MAX) return SKT_ERANGE;
    skt__program whole = {.len = (unsigned short)count, .filter = filter};
    return skt__set_row(s, &skt__option_table[SKT__SO_ATTACH_FILTER], &whole, sizeof whole);
}

int skt_detach_filter(skt_socket s)
{
    const int nothing = 0;
    return skt__set_row(s, &skt__option_table[SKT__SO_DETACH_FILTER], &nothing, sizeof nothing);
}

/* The kernel takes a descriptor as an int. */
static int attach(skt_socket s, skt_bytes_option key, skt_file program)
{
    const int descriptor = (int)program;
    return skt_set_bytes(s, key, &descriptor, sizeof descriptor);
}

int skt_attach_program(skt_socket s, skt_file program)
{
    return attach(s, SKT_SO_ATTACH_BPF, program);
}

int skt_attach_reuseport_filter(skt_socket s, const skt_filter *filter, size_t count)
{
    if (count > UINT16_MAX) return SKT_ERANGE;
    skt__program whole = {.len = (unsigned short)count, .filter = filter};
    return skt_set_bytes(s, SKT_SO_ATTACH_REUSEPORT_CBPF, &whole, sizeof whole);
}

int skt_attach_reuseport_program(skt_socket s, skt_file program)
{
    return attach(s, SKT_SO_ATTACH_REUSEPORT_EBPF, program);
}

int skt_detach_reuseport(skt_socket s)
{
    return skt_set_bool(s, SKT_SO_DETACH_REUSEPORT_BPF, true);
}
