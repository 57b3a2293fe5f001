/* SPDX-License-Identifier: MIT */
/*
 * Options that are numbers. Most are plain: an int, by setsockopt. Those are written and read here in few instructions,
 * the others by value.c, which stands in a file of its own so that no compiler puts all its ways into the short one.
 */
#include "option/row.h"

static inline bool is_plain(const skt__option_row *row, skt_option_kind kind)
{
    return row->kind == (SKT__ROW_KIND(kind) | SKT__PLAIN);
}

static inline int set_plain(skt_socket s, const skt__option_row *row, int value)
{
    return skt__sockopt_set(s, row->level, row->name, &value, sizeof value);
}

static inline int get_plain(skt_socket s, const skt__option_row *row, int *out)
{
    return skt__sockopt_get_int(s, row->level, row->name, out);
}

int skt_set_bool(skt_socket s, skt_bool_option key, bool value)
{
    if (!skt__has_place(key.number)) return skt__refuse_number(key.number);
    const skt__option_row *row = &skt__option_table[key.number];
    if (!is_plain(row, SKT_KIND_BOOL)) return skt__set_number(s, row, value, SKT_KIND_BOOL);
    return set_plain(s, row, value);
}

int skt_get_bool(skt_socket s, skt_bool_option key, bool *out)
{
    if (!skt__has_place(key.number)) return skt__refuse_number(key.number);
    const skt__option_row *row = &skt__option_table[key.number];
    if (!is_plain(row, SKT_KIND_BOOL)) return skt__get_truth(s, row, out);
    int value;
    int rc = get_plain(s, row, &value);
    if (rc < 0) return rc;
    *out = value != 0;
    return rc;
}

int skt_set_int(skt_socket s, skt_int_option key, int64_t value)
{
    if (!skt__has_place(key.number)) return skt__refuse_number(key.number);
    const skt__option_row *row = &skt__option_table[key.number];
    if (!is_plain(row, SKT_KIND_INT) || value != (int)value) return skt__set_number(s, row, value, SKT_KIND_INT);
    return set_plain(s, row, (int)value);
}

int skt_get_int(skt_socket s, skt_int_option key, int64_t *out)
{
    if (!skt__has_place(key.number)) return skt__refuse_number(key.number);
    const skt__option_row *row = &skt__option_table[key.number];
    if (!is_plain(row, SKT_KIND_INT)) return skt__get_number(s, row, out, SKT_KIND_INT);
    int value;
    int rc = get_plain(s, row, &value);
    if (rc < 0) return rc;
    *out = value;
    return rc;
}

int skt_set_duration(skt_socket s, skt_duration_option key, skt_duration value)
{
    if (!skt__has_place(key.number)) return skt__refuse_number(key.number);
    const skt__option_row *row = &skt__option_table[key.number];
    if (!is_plain(row, SKT_KIND_DURATION)) return skt__set_duration(s, row, value);
    /* As numbers without a sign, negative spans and SKT_FOREVER are too many units too. */
    uint64_t span = (uint64_t)value, unit = (uint64_t)row->unit;
    uint64_t units = span / unit + (span % unit != 0);
    return units <= INT_MAX ? set_plain(s, row, (int)units) : skt__set_duration(s, row, value);
}

int skt_get_duration(skt_socket s, skt_duration_option key, skt_duration *out)
{
    if (!skt__has_place(key.number)) return skt__refuse_number(key.number);
    const skt__option_row *row = &skt__option_table[key.number];
    if (!is_plain(row, SKT_KIND_DURATION)) return skt__get_duration(s, row, out);
    int64_t unit = row->unit;
    int units;
    int rc = get_plain(s, row, &units);
    if (rc < 0) return rc;
    *out = units * unit;
    return rc;
}
