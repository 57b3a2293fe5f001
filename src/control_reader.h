/* SPDX-License-Identifier: MIT */
/* Reading control data. The functions are inline, so that the common items are read in one pass without calls. */
#ifndef SKT_CONTROL_READER_H
#define SKT_CONTROL_READER_H

#include "control_table.h"

/* An item within the control data. */
typedef struct skt__part {
    int level, type;
    const unsigned char *data;
    size_t len;
} skt__part;

/* Finds the item at `bytes`; *step_out is the distance to the next one, or to the end. */
static SKT__WITHIN bool skt__first_part(const unsigned char *bytes, size_t left, skt__part *out, size_t *step_out)
{
    skt__cmsghdr header;
    *step_out = left;
    if (left < SKT__CMSG_LEN(0)) return false;
    memcpy(&header, bytes, sizeof header);
    size_t len = header.cmsg_len;
    if (len < SKT__CMSG_LEN(0)) return false;
    /* XNU leaves the original length in an item that it has truncated. */
    if (len > left) len = left;
    out->level = header.cmsg_level;
    out->type = header.cmsg_type;
    out->data = bytes + SKT__CMSG_LEN(0);
    out->len = len - SKT__CMSG_LEN(0);
    size_t step = SKT__CMSG_SPACE(out->len);
    if (step < left) *step_out = step;
    return true;
}

static SKT__WITHIN bool skt__read_number(int form, const unsigned char *data, size_t len, uint32_t *out)
{
    uint16_t half;
    bool is_byte = form == SKT__FORM_BYTE || (form == SKT__FORM_INT_OR_BYTE && len < sizeof *out);
    bool is_half = form == SKT__FORM_U16_OR_INT && len < sizeof *out;
    size_t wanted = is_byte ? 1 : is_half ? sizeof half : sizeof *out;
    if (len < wanted) return false;
    if (is_byte) {
        *out = data[0];
    } else if (is_half) {
        memcpy(&half, data, sizeof half);
        *out = half;
    } else {
        memcpy(out, data, sizeof *out);
    }
    return true;
}

static SKT__WITHIN bool skt__read_pktinfo6(const unsigned char *data, size_t len, skt_control_item *io)
{
    if (len < 20) return false;
    io->local.family = AF_INET6;
    memcpy(io->local.ip, data, 16);
    memcpy(&io->local.interface_index, data + 16, 4);
    return true;
}

/* Judges by the address alone, so that directed broadcasts are missed; a system may report those itself. */
static SKT__WITHIN bool skt__is_group(const skt_local *local)
{
    static const uint8_t broadcast[4] = {255, 255, 255, 255};
    if (local->family == AF_INET6) return local->ip[0] == 0xff;
    return local->family == AF_INET && (local->ip[0] >> 4 == 14 || memcmp(local->ip, broadcast, 4) == 0);
}

#endif
