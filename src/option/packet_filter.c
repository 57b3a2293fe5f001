/* SPDX-License-Identifier: MIT */
/* Classic packet filters. */
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
