/* SPDX-License-Identifier: MIT */
/* Options that are numbers, in the forms that set_plain.c does not handle. */
#include "native_option.h"
#include "option/row.h"

int skt__set_number(skt_socket s, const skt__option_row *row, int64_t value, skt_option_kind kind)
{
    if (!skt__is_kind(row, kind)) return skt__refuse_row(row, kind);
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
