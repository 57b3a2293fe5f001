/* SPDX-License-Identifier: MIT */
/* The typed options that are no numbers: a value of its kind to and from what the system's table says is stored. */
#include "native_option.h"
#include "option/row.h"

int skt_set_raw(skt_socket s, int level, int name, const void *value, size_t len)
{
    if (len > INT_MAX) return SKT_ERANGE;
    int rc = skt__sockopt_set(s, level, name, value, len);
    return rc > 0 ? 0 : rc;
}

int skt_get_raw(skt_socket s, int level, int name, void *out, size_t *len_io)
{
    if (*len_io > INT_MAX) return SKT_ERANGE;
    return skt__sockopt_get(s, level, name, out, len_io);
}

/* The row of a key that is of the function's kind; else NULL, and why. */
static const skt__option_row *row_of(unsigned number, skt_option_kind kind, int *why)
{
    if (skt__has_place(number) && skt__is_kind(&skt__option_table[number], kind)) return &skt__option_table[number];
    *why = skt__refuse_key(number, kind);
    return NULL;
}

int skt_set_u64(skt_socket s, skt_u64_option key, uint64_t value)
{
    int rc = 0;
    const skt__option_row *row = row_of(key.number, SKT_KIND_U64, &rc);
    return row ? skt__set_stored(s, row, &value, sizeof value) : rc;
}

int skt_get_u64(skt_socket s, skt_u64_option key, uint64_t *out)
{
    int rc = 0;
    const skt__option_row *row = row_of(key.number, SKT_KIND_U64, &rc);
    uint64_t value = 0;
    size_t len = sizeof value;
    if (row) rc = skt__get_stored(s, row, &value, &len);
    if (rc == 0) *out = value;
    return rc;
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
    return skt__set_stored(s, row, &wire, sizeof wire);
}

int skt_get_linger(skt_socket s, skt_linger_option key, skt_linger *out)
{
    int rc = 0;
    const skt__option_row *row = row_of(key.number, SKT_KIND_LINGER, &rc);
    skt__linger wire = {.l_onoff = 0};
    size_t len = sizeof wire;
    if (row) rc = skt__get_stored(s, row, &wire, &len);
    if (rc == 0) *out = (skt_linger){.on = wire.l_onoff != 0, .time = SKT_SECONDS(wire.l_linger)};
    return rc;
}

int skt_set_name(skt_socket s, skt_name_option key, const char *value)
{
    int rc = 0;
    const skt__option_row *row = row_of(key.number, SKT_KIND_NAME, &rc);
    if (row == NULL) return rc;
    size_t len = strlen(value);
    if (len >= skt__size_of(row)) return SKT_ENAMETOOLONG;
    return skt__set_stored(s, row, value, len);
}

int skt_get_name(skt_socket s, skt_name_option key, char *out, size_t size)
{
    int rc = 0;
    const skt__option_row *row = row_of(key.number, SKT_KIND_NAME, &rc);
    char text[256] = {0};
    size_t len = row ? skt__size_of(row) : 0;
    if (row) rc = skt__get_stored(s, row, text, &len);
    if (rc < 0) return rc;
    const char *end = memchr(text, '\0', len);
    return skt__text_copy(out, size, text, end ? (size_t)(end - text) : len);
}

int skt_set_ipv4(skt_socket s, skt_ipv4_option key, const uint8_t value[4])
{
    int rc = 0;
    const skt__option_row *row = row_of(key.number, SKT_KIND_IPV4, &rc);
    return row ? skt__set_stored(s, row, value, 4) : rc;
}

int skt_get_ipv4(skt_socket s, skt_ipv4_option key, uint8_t out[4])
{
    int rc = 0;
    const skt__option_row *row = row_of(key.number, SKT_KIND_IPV4, &rc);
    size_t len = 4;
    return row ? skt__get_stored(s, row, out, &len) : rc;
}

int skt_set_bytes(skt_socket s, skt_bytes_option key, const void *value, size_t len)
{
    int rc = 0;
    const skt__option_row *row = row_of(key.number, SKT_KIND_BYTES, &rc);
    if (row == NULL) return rc;
    return len <= INT_MAX ? skt__set_stored(s, row, value, len) : SKT_ERANGE;
}

int skt_get_bytes(skt_socket s, skt_bytes_option key, void *out, size_t *len_io)
{
    int rc = 0;
    const skt__option_row *row = row_of(key.number, SKT_KIND_BYTES, &rc);
    if (row == NULL) return rc;
    return *len_io <= INT_MAX ? skt__get_stored(s, row, out, len_io) : SKT_ERANGE;
}
