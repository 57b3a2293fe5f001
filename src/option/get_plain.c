/* SPDX-License-Identifier: MIT */
/* Reading the options that set_plain.c sets. */
#include "option/row.h"

int skt_get_bool(skt_socket s, skt_bool_option key, bool *out)
{
    if (!skt__has_place(key.number)) return skt__refuse_number(key.number);
    const skt__option_row *row = skt__row_at(key.number);
    if (!skt__is_plain(row, SKT_KIND_BOOL)) return skt__get_truth(s, row, out);
    int value;
    int rc = skt__get_plain(s, row, &value);
    if (rc < 0) return rc;
    *out = value != 0;
    return rc;
}

int skt_get_int(skt_socket s, skt_int_option key, int64_t *out)
{
    if (!skt__has_place(key.number)) return skt__refuse_number(key.number);
    const skt__option_row *row = skt__row_at(key.number);
    if (!skt__is_plain(row, SKT_KIND_INT)) return skt__get_number(s, row, out, SKT_KIND_INT);
    int value;
    int rc = skt__get_plain(s, row, &value);
    if (rc < 0) return rc;
    *out = value;
    return rc;
}
