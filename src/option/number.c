/* SPDX-License-Identifier: MIT */
/* Options that are numbers, in every way that a system stores them: what plain.c and duration.c leave over. */
#include "native_option.h"
#include "option/row.h"

/* What is said where a row is not of the kind. */
static int refuse(const skt__option_row *row, skt_option_kind kind)
{
    return skt__refuse_key((unsigned)(row - skt__option_table), kind);
}

int skt__set_number(skt_socket s, const skt__option_row *row, int64_t value, skt_option_kind kind)
{
    if (!skt__is_kind(row, kind)) return refuse(row, kind);
    if (row->wire == SKT__WIRE_INT) {
        int wide = (int)value;
        return wide == value ? skt__set_stored(s, row, &wide, sizeof wide) : SKT_ERANGE;
    }
    uint32_t bits = (uint32_t)value;
    uint16_t half = (uint16_t)value;
    uint8_t byte = (uint8_t)value;
    switch (row->wire) {
    case SKT__WIRE_UINT: return bits == value ? skt__set_stored(s, row, &bits, sizeof bits) : SKT_ERANGE;
    case SKT__WIRE_U8: return byte == value ? skt__set_stored(s, row, &byte, sizeof byte) : SKT_ERANGE;
    case SKT__WIRE_U16: return half == value ? skt__set_stored(s, row, &half, sizeof half) : SKT_ERANGE;
    case SKT__WIRE_BE32:
        if (bits != value) return SKT_ERANGE;
        bits = htonl(bits);
        return skt__set_stored(s, row, &bits, sizeof bits);
    default: return SKT_EUNSUPPORTED;
    }
}

/* Numbers come back as wide as the system likes: Windows answers many of four bytes with one. */
int skt__get_number(skt_socket s, const skt__option_row *row, int64_t *out, skt_option_kind kind)
{
    if (!skt__is_kind(row, kind)) return refuse(row, kind);
    union {
        uint8_t byte;
        uint16_t half;
        int32_t wide;
        uint32_t bits;
    } value = {.bits = 0};
    size_t len = row->wire == SKT__WIRE_U8    ? sizeof value.byte
                 : row->wire == SKT__WIRE_U16 ? sizeof value.half
                                              : sizeof value.wide;
    int rc = skt__get_stored(s, row, &value, &len);
    if (rc < 0) return rc;

    if (len == sizeof value.byte)
        *out = value.byte;
    else if (len == sizeof value.half)
        *out = value.half;
    else if (row->wire == SKT__WIRE_BE32)
        *out = ntohl(value.bits);
    else
        *out = row->wire == SKT__WIRE_UINT ? (int64_t)value.bits : value.wide;
    return 0;
}

int skt__get_truth(skt_socket s, const skt__option_row *row, bool *out)
{
    int64_t value = 0;
    int rc = skt__get_number(s, row, &value, SKT_KIND_BOOL);
    if (rc == 0) *out = value != 0;
    return rc;
}
