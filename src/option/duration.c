/* SPDX-License-Identifier: MIT */
/* Options that are durations, in the forms that plain_duration.c does not handle. */
#include "native_option.h"
#include "option/row.h"

/* The duration in the row's units, rounded up. */
static int units_of(const skt__option_row *row, skt_duration value, int64_t *out)
{
    static const int forever[] = {[SKT__FOREVER_IS_ZERO] = 0, [SKT__FOREVER_IS_MINUS_ONE] = -1};
    if (value < 0 || (value == 0 && skt__forever_of(row) == SKT__FOREVER_IS_ZERO)) return SKT_EINVAL;
    if (value == SKT_FOREVER && skt__forever_of(row) == SKT__NO_FOREVER) return SKT_ERANGE;
    *out = value == SKT_FOREVER ? forever[skt__forever_of(row)]
                                : value / skt__unit_of(row) + (value % skt__unit_of(row) != 0);
    return 0;
}

int skt__set_duration(skt_socket s, const skt__option_row *row, skt_duration value)
{
    if (!skt__is_kind(row, SKT_KIND_DURATION)) return skt__refuse_row(row, SKT_KIND_DURATION);
    int64_t units;
    int rc = units_of(row, value, &units);
    if (rc < 0) return rc;
    if (row->wire != SKT__WIRE_TIMEVAL) return skt__set_number(s, row, units, SKT_KIND_DURATION);

    skt__timeval wire;
    rc = skt__timeval_of(units, &wire);
    return rc == 0 ? skt__set_stored(s, row, &wire, sizeof wire) : rc;
}

int skt__check_duration(skt_duration_option key, skt_duration value)
{
    if (!skt__has_place(key.number)) return skt__refuse_number(key.number);
    const skt__option_row *row = &skt__option_table[key.number];
    if (!skt__is_kind(row, SKT_KIND_DURATION)) return skt__refuse_row(row, SKT_KIND_DURATION);
    skt__timeval wire;
    int64_t units;
    int rc = units_of(row, value, &units);
    if (rc < 0) return rc;
    if (row->wire == SKT__WIRE_TIMEVAL) return skt__timeval_of(units, &wire);
    return units <= (row->wire == SKT__WIRE_UINT ? (int64_t)UINT32_MAX : INT_MAX) ? 0 : SKT_ERANGE;
}

int skt__get_duration(skt_socket s, const skt__option_row *row, skt_duration *out)
{
    int64_t units = 0;
    int rc;
    if (!skt__is_kind(row, SKT_KIND_DURATION)) return skt__refuse_row(row, SKT_KIND_DURATION);
    if (row->wire == SKT__WIRE_TIMEVAL) {
        skt__timeval wire;
        size_t len = sizeof wire;
        memset(&wire, 0, sizeof wire);
        rc = skt__get_stored(s, row, &wire, &len);
        if (rc == 0) units = skt__timeval_units(&wire);
    } else {
        rc = skt__get_number(s, row, &units, SKT_KIND_DURATION);
    }
    if (rc < 0) return rc;
    bool endless = (units == 0 && skt__forever_of(row) == SKT__FOREVER_IS_ZERO) ||
                   (units < 0 && skt__forever_of(row) == SKT__FOREVER_IS_MINUS_ONE) ||
                   units > SKT_FOREVER / skt__unit_of(row);
    *out = endless ? SKT_FOREVER : units * skt__unit_of(row);
    return 0;
}
