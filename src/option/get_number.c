/* SPDX-License-Identifier: MIT */
/* Reading the options that set_number.c sets. */
#include "native_option.h"
#include "option/row.h"

/* The system chooses the width of the result: Windows returns one byte for many options that it sets with four. */
int skt__get_number(skt_socket s, const skt__option_row *row, int64_t *out, skt_option_kind kind)
{
    if (!skt__is_kind(row, kind)) return skt__refuse_row(row, kind);
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
