/* SPDX-License-Identifier: MIT */
/* Options that are durations and plain: an int of seconds. set_plain.c says why they are in a file of their own. */
#include "option/row.h"

int skt_set_duration(skt_socket s, skt_duration_option key, skt_duration value)
{
    if (!skt__has_place(key.number)) return skt__refuse_number(key.number);
    const skt__option_row *row = skt__row_at(key.number);
    if (!skt__is_plain(row, SKT_KIND_DURATION)) return skt__set_duration(s, row, value);
    /* As unsigned numbers, negative spans and SKT_FOREVER are above the limit as well. */
    uint64_t span = (uint64_t)value, second = SKT_SECONDS(1);
    if (span > INT_MAX * second) return skt__set_duration(s, row, value);
    return skt__set_plain(s, row, (int)((span + second - 1) / second));
}

int skt_get_duration(skt_socket s, skt_duration_option key, skt_duration *out)
{
    if (!skt__has_place(key.number)) return skt__refuse_number(key.number);
    const skt__option_row *row = skt__row_at(key.number);
    if (!skt__is_plain(row, SKT_KIND_DURATION)) return skt__get_duration(s, row, out);
    int units;
    int rc = skt__get_plain(s, row, &units);
    if (rc < 0) return rc;
    *out = SKT_SECONDS(units);
    return rc;
}
