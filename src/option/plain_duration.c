/* SPDX-License-Identifier: MIT */
/* Options that are durations. Most are plain, an int in some unit: plain.c says why these stand apart. */
#include "option/row.h"

int skt_set_duration(skt_socket s, skt_duration_option key, skt_duration value)
{
    if (!skt__has_place(key.number)) return skt__refuse_number(key.number);
    const skt__option_row *row = &skt__option_table[key.number];
    if (!skt__is_plain(row, SKT_KIND_DURATION)) return skt__set_duration(s, row, value);
    /* As numbers without a sign, negative spans and SKT_FOREVER are too many units too. */
    uint64_t span = (uint64_t)value, unit = (uint64_t)row->unit;
    uint64_t units = span / unit + (span % unit != 0);
    return units <= INT_MAX ? skt__set_plain(s, row, (int)units) : skt__set_duration(s, row, value);
}

int skt_get_duration(skt_socket s, skt_duration_option key, skt_duration *out)
{
    if (!skt__has_place(key.number)) return skt__refuse_number(key.number);
    const skt__option_row *row = &skt__option_table[key.number];
    if (!skt__is_plain(row, SKT_KIND_DURATION)) return skt__get_duration(s, row, out);
    int64_t unit = row->unit;
    int units;
    int rc = skt__get_plain(s, row, &units);
    if (rc < 0) return rc;
    *out = units * unit;
    return rc;
}
