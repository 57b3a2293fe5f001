/* SPDX-License-Identifier: MIT */
/* The typed options: a value of its kind to and from what the system's table says is stored, in every way there is. */
#include "native_option.h"
#include "option/row.h"

int skt_set_raw(skt_socket s, int level, int name, const void *value, size_t len)
{
    if (len > INT_MAX) return SKT_ERANGE;
    return skt__sockopt_set(s, level, name, value, len);
}

int skt_get_raw(skt_socket s, int level, int name, void *out, size_t *len_io)
{
    if (*len_io > INT_MAX) return SKT_ERANGE;
    return skt__sockopt_get(s, level, name, out, len_io);
}

static int set_row(skt_socket s, const skt__option_row *row, const void *value, size_t len)
{
    if (row->via != SKT__VIA_SOCKOPT) return skt__option_call(s, row, value, NULL, &len);
    return skt__sockopt_set(s, row->level, row->name, value, len);
}

static int get_row(skt_socket s, const skt__option_row *row, void *out, size_t *len_io)
{
    if (row->via != SKT__VIA_SOCKOPT) return skt__option_call(s, row, NULL, out, len_io);
    return skt__sockopt_get(s, row->level, row->name, out, len_io);
}

int skt__set_row(skt_socket s, const skt__option_row *row, const void *value, size_t len)
{
    return row->wire == SKT__WIRE_NONE ? SKT_EUNSUPPORTED : set_row(s, row, value, len);
}

int skt__get_row(skt_socket s, const skt__option_row *row, void *out, size_t *len_io)
{
    return row->wire == SKT__WIRE_NONE ? SKT_EUNSUPPORTED : get_row(s, row, out, len_io);
}

static bool is_kind(const skt__option_row *row, skt_option_kind kind)
{
    return (row->kind & ~SKT__PLAIN) == SKT__ROW_KIND((int)kind);
}

/* What is said where a row is not of the kind. */
static int refuse(const skt__option_row *row, skt_option_kind kind)
{
    return skt__refuse_key((unsigned)(row - skt__option_table), kind);
}

/* The row of a key that is of the function's kind; else NULL, and why. */
static const skt__option_row *row_of(unsigned number, skt_option_kind kind, int *why)
{
    if (skt__has_place(number) && is_kind(&skt__option_table[number], kind)) return &skt__option_table[number];
    *why = skt__refuse_key(number, kind);
    return NULL;
}

static int set_number(skt_socket s, const skt__option_row *row, int64_t value)
{
    if (row->wire == SKT__WIRE_INT) {
        int wide = (int)value;
        return wide == value ? set_row(s, row, &wide, sizeof wide) : SKT_ERANGE;
    }
    uint32_t bits = (uint32_t)value;
    uint8_t byte = (uint8_t)value;
    switch (row->wire) {
    case SKT__WIRE_UINT: return bits == value ? set_row(s, row, &bits, sizeof bits) : SKT_ERANGE;
    case SKT__WIRE_U8: return byte == value ? set_row(s, row, &byte, sizeof byte) : SKT_ERANGE;
    case SKT__WIRE_BE32:
        if (bits != value) return SKT_ERANGE;
        bits = htonl(bits);
        return set_row(s, row, &bits, sizeof bits);
    default: return SKT_EUNSUPPORTED;
    }
}

int skt__set_number(skt_socket s, const skt__option_row *row, int64_t value, skt_option_kind kind)
{
    return is_kind(row, kind) ? set_number(s, row, value) : refuse(row, kind);
}

/* Numbers come back as wide as the system likes: Windows answers many of four bytes with one. */
static int get_number(skt_socket s, const skt__option_row *row, int64_t *out)
{
    union {
        uint8_t byte;
        int32_t wide;
        uint32_t bits;
    } value = {.bits = 0};
    size_t len = row->wire == SKT__WIRE_U8 ? sizeof value.byte : sizeof value.wide;
    int rc = get_row(s, row, &value, &len);
    if (rc < 0) return rc;

    if (len == sizeof value.byte)
        *out = value.byte;
    else if (row->wire == SKT__WIRE_BE32)
        *out = ntohl(value.bits);
    else
        *out = row->wire == SKT__WIRE_UINT ? (int64_t)value.bits : value.wide;
    return 0;
}

int skt__get_number(skt_socket s, const skt__option_row *row, int64_t *out, skt_option_kind kind)
{
    return is_kind(row, kind) ? get_number(s, row, out) : refuse(row, kind);
}

int skt__get_truth(skt_socket s, const skt__option_row *row, bool *out)
{
    int64_t value = 0;
    int rc = skt__get_number(s, row, &value, SKT_KIND_BOOL);
    if (rc == 0) *out = value != 0;
    return rc;
}

int skt_set_u64(skt_socket s, skt_u64_option key, uint64_t value)
{
    int rc = 0;
    const skt__option_row *row = row_of(key.number, SKT_KIND_U64, &rc);
    return row ? set_row(s, row, &value, sizeof value) : rc;
}

int skt_get_u64(skt_socket s, skt_u64_option key, uint64_t *out)
{
    int rc = 0;
    const skt__option_row *row = row_of(key.number, SKT_KIND_U64, &rc);
    uint64_t value = 0;
    size_t len = sizeof value;
    if (row) rc = get_row(s, row, &value, &len);
    if (rc == 0) *out = value;
    return rc;
}

/* The units that the system stores for a span. */
static int units_of(const skt__option_row *row, skt_duration value, int64_t *out)
{
    static const int forever[] = {[SKT__FOREVER_IS_ZERO] = 0, [SKT__FOREVER_IS_MINUS_ONE] = -1};
    if (value < 0 || (value == 0 && row->forever == SKT__FOREVER_IS_ZERO)) return SKT_EINVAL;
    if (value == SKT_FOREVER && row->forever == SKT__NO_FOREVER) return SKT_ERANGE;
    *out = value == SKT_FOREVER ? forever[row->forever] : value / row->unit + (value % row->unit != 0);
    return 0;
}

int skt__set_duration(skt_socket s, const skt__option_row *row, skt_duration value)
{
    if (!is_kind(row, SKT_KIND_DURATION)) return refuse(row, SKT_KIND_DURATION);
    int64_t units;
    int rc = units_of(row, value, &units);
    if (rc < 0) return rc;
    if (row->wire != SKT__WIRE_TIMEVAL) return set_number(s, row, units);

    skt__timeval wire;
    rc = skt__timeval_of(units, &wire);
    return rc == 0 ? set_row(s, row, &wire, sizeof wire) : rc;
}

int skt__check_duration(skt_duration_option key, skt_duration value)
{
    int rc = 0;
    const skt__option_row *row = row_of(key.number, SKT_KIND_DURATION, &rc);
    skt__timeval wire;
    int64_t units;
    if (row == NULL) return rc;
    rc = units_of(row, value, &units);
    if (rc < 0) return rc;
    if (row->wire == SKT__WIRE_TIMEVAL) return skt__timeval_of(units, &wire);
    return units <= (row->wire == SKT__WIRE_UINT ? (int64_t)UINT32_MAX : INT_MAX) ? 0 : SKT_ERANGE;
}

int skt__get_duration(skt_socket s, const skt__option_row *row, skt_duration *out)
{
    int64_t units = 0;
    int rc;
    if (!is_kind(row, SKT_KIND_DURATION)) return refuse(row, SKT_KIND_DURATION);
    if (row->wire == SKT__WIRE_TIMEVAL) {
        skt__timeval wire;
        size_t len = sizeof wire;
        memset(&wire, 0, sizeof wire);
        rc = get_row(s, row, &wire, &len);
        if (rc == 0) units = skt__timeval_units(&wire);
    } else {
        rc = get_number(s, row, &units);
    }
    if (rc < 0) return rc;
    bool endless = (units == 0 && row->forever == SKT__FOREVER_IS_ZERO) ||
                   (units < 0 && row->forever == SKT__FOREVER_IS_MINUS_ONE) || units > SKT_FOREVER / row->unit;
    *out = endless ? SKT_FOREVER : units * row->unit;
    return 0;
}

int skt_set_linger(skt_socket s, skt_linger_option key, skt_linger value)
{
    int rc = 0;
    const skt__option_row *row = row_of(key.number, SKT_KIND_LINGER, &rc);
    if (row == NULL) return rc;
    skt_duration time = value.on ? value.time : 0;
    if (time < 0) return SKT_EINVAL;
    int64_t seconds = time / SKT_SECONDS(1) + (time % SKT_SECONDS(1) != 0);
    if (seconds > SKT__LINGER_MAX) return SKT_ERANGE;
    skt__linger wire = {.l_onoff = value.on, .l_linger = (skt__linger_seconds)seconds};
    return set_row(s, row, &wire, sizeof wire);
}

int skt_get_linger(skt_socket s, skt_linger_option key, skt_linger *out)
{
    int rc = 0;
    const skt__option_row *row = row_of(key.number, SKT_KIND_LINGER, &rc);
    skt__linger wire = {.l_onoff = 0};
    size_t len = sizeof wire;
    if (row) rc = get_row(s, row, &wire, &len);
    if (rc == 0) *out = (skt_linger){.on = wire.l_onoff != 0, .time = SKT_SECONDS(wire.l_linger)};
    return rc;
}

int skt_set_name(skt_socket s, skt_name_option key, const char *value)
{
    int rc = 0;
    const skt__option_row *row = row_of(key.number, SKT_KIND_NAME, &rc);
    if (row == NULL) return rc;
    size_t len = strlen(value);
    if (len >= (size_t)row->unit) return SKT_ENAMETOOLONG;
    return set_row(s, row, value, len);
}

int skt_get_name(skt_socket s, skt_name_option key, char *out, size_t size)
{
    int rc = 0;
    const skt__option_row *row = row_of(key.number, SKT_KIND_NAME, &rc);
    char text[256] = {0};
    size_t len = row ? (size_t)row->unit : 0;
    if (row) rc = get_row(s, row, text, &len);
    if (rc < 0) return rc;
    const char *end = memchr(text, '\0', len);
    return skt__text_copy(out, size, text, end ? (size_t)(end - text) : len);
}

int skt_set_ipv4(skt_socket s, skt_ipv4_option key, const uint8_t value[4])
{
    int rc = 0;
    const skt__option_row *row = row_of(key.number, SKT_KIND_IPV4, &rc);
    return row ? set_row(s, row, value, 4) : rc;
}

int skt_get_ipv4(skt_socket s, skt_ipv4_option key, uint8_t out[4])
{
    int rc = 0;
    const skt__option_row *row = row_of(key.number, SKT_KIND_IPV4, &rc);
    size_t len = 4;
    return row ? get_row(s, row, out, &len) : rc;
}

int skt_set_bytes(skt_socket s, skt_bytes_option key, const void *value, size_t len)
{
    int rc = 0;
    const skt__option_row *row = row_of(key.number, SKT_KIND_BYTES, &rc);
    if (row == NULL) return rc;
    return len <= INT_MAX ? set_row(s, row, value, len) : SKT_ERANGE;
}

int skt_get_bytes(skt_socket s, skt_bytes_option key, void *out, size_t *len_io)
{
    int rc = 0;
    const skt__option_row *row = row_of(key.number, SKT_KIND_BYTES, &rc);
    if (row == NULL) return rc;
    return *len_io <= INT_MAX ? get_row(s, row, out, len_io) : SKT_ERANGE;
}

bool skt_option_supported(skt_option option)
{
    return skt__has_place(option.number) && skt__option_table[option.number].wire != SKT__WIRE_NONE;
}

int skt_option_probe(skt_socket s, skt_option option)
{
    const skt_option_info *info = skt_option_describe(option);
    if (info == NULL) return skt__refuse_number(option.number);
    const skt__option_row *row = &skt__option_table[option.number];
    if (info->access & SKT_ACCESS_READ) {
        unsigned char value[256];
        size_t len = sizeof value;
        return skt__get_row(s, row, value, &len);
    }
    int rc = skt__set_row(s, row, NULL, 0);
    /* An ioctl that is not known is WSAEINVAL too. */
    bool value_is_missed = rc == SKT_EFAULT || (rc == SKT_EINVAL && row->via == SKT__VIA_SOCKOPT);
    return value_is_missed ? 0 : rc;
}
