/* SPDX-License-Identifier: MIT */
/*
 * Options of the kinds bool and int. Most are plain: an int by setsockopt, set here and read in get_plain.c in few
 * instructions. set_number.c and get_number.c handle the others; they are files of their own so that compilers do not
 * inline them here. All files about values are small so that a static program links only what it uses.
 */
#include "option/row.h"

int skt_set_bool(skt_socket s, skt_bool_option key, bool value)
{
    if (!skt__has_place(key.number)) return skt__refuse_number(key.number);
    const skt__option_row *row = skt__row_at(key.number);
    if (!skt__is_plain(row, SKT_KIND_BOOL)) return skt__set_number(s, row, value, SKT_KIND_BOOL);
    return skt__set_plain(s, row, value);
}

int skt_set_int(skt_socket s, skt_int_option key, int64_t value)
{
    if (!skt__has_place(key.number)) return skt__refuse_number(key.number);
    const skt__option_row *row = skt__row_at(key.number);
    if (!skt__is_plain(row, SKT_KIND_INT) || value != (int)value) return skt__set_number(s, row, value, SKT_KIND_INT);
    return skt__set_plain(s, row, (int)value);
}
