/* SPDX-License-Identifier: MIT */
/* Appending items to control data. The functions are inline: an item of constant length becomes a few stores. */
#ifndef SKT_CONTROL_BUILDER_H
#define SKT_CONTROL_BUILDER_H

#include "control_table.h"

/* The contents of skt_control. */
typedef struct skt__builder {
    unsigned char *bytes;
    size_t size, len;         /* both 0 after an error, so that nothing is appended then */
    const skt__put_row *rows; /* the items for the peer's family */
    int family;
    int error;
} skt__builder;

static SKT__WITHIN skt__builder skt__builder_of(void *bytes, size_t size, int family, const skt__put_row *rows)
{
    return (skt__builder){bytes, bytes ? size : 0, 0, rows, family, 0};
}

static SKT__WITHIN void skt__builder_fail(skt__builder *b, int error)
{
    if (b->error == 0) b->error = error;
    b->size = b->len = 0;
}

/* Returns where to write the data, or NULL. The caller has made sure that `len` is small enough not to overflow. */
static SKT__WITHIN unsigned char *skt__append(skt__builder *b, int level, int type, size_t len)
{
    const size_t at = b->len, end = at + SKT__CMSG_SPACE(len);
    if (end > b->size) {
        skt__builder_fail(b, SKT_ENOBUFS);
        return NULL;
    }
    /* Stored field by field: compilers build a whole structure on the stack first and copy it. */
    const skt__cmsg_len full = (skt__cmsg_len)SKT__CMSG_LEN(len);
    unsigned char *header = b->bytes + at;
    memset(header, 0, offsetof(skt__cmsghdr, cmsg_level));
    memset(header + SKT__CMSG_LEN(0), 0, end - at - SKT__CMSG_LEN(0));
    memcpy(header + offsetof(skt__cmsghdr, cmsg_len), &full, sizeof full);
    memcpy(header + offsetof(skt__cmsghdr, cmsg_level), &level, sizeof level);
    memcpy(header + offsetof(skt__cmsghdr, cmsg_type), &type, sizeof type);
    b->len = end;
    return header + SKT__CMSG_LEN(0);
}

static SKT__WITHIN void skt__append_data(skt__builder *b, const skt__put_row *row, const void *data, size_t len)
{
    unsigned char *at = skt__append(b, row->level, row->type, len);
    if (at != NULL && len > 0) memcpy(at, data, len);
}

static SKT__WITHIN void skt__append_number(skt__builder *b, skt__put_kind what, uint64_t number)
{
    const skt__put_row *row = &b->rows[what];
    const uint8_t byte = (uint8_t)number;
    const uint16_t half = (uint16_t)number;
    const uint32_t word = (uint32_t)number;
    switch (row->form) {
    case SKT__FORM_INT: skt__append_data(b, row, &word, sizeof word); break;
    case SKT__FORM_U16: skt__append_data(b, row, &half, sizeof half); break;
    case SKT__FORM_BYTE: skt__append_data(b, row, &byte, sizeof byte); break;
    case SKT__FORM_U64: skt__append_data(b, row, &number, sizeof number); break;
    default: skt__builder_fail(b, SKT_EUNSUPPORTED);
    }
}

/* `local` has the peer's family, or no address. */
static SKT__WITHIN void skt__append_own_local(skt__builder *b, const skt_local *local)
{
    const skt__put_row *row = &b->rows[SKT__PUT_LOCAL];
    unsigned char data[SKT__LOCAL_MAX];
    if (row->form == SKT__FORM_PKTINFO6) {
        memset(data, 0, 16);
        if (local->family != 0) memcpy(data, local->ip, 16);
        memcpy(data + 16, &local->interface_index, 4);
        skt__append_data(b, row, data, 20);
    } else if (row->form == SKT__FORM_PKTINFO) {
        skt__append_data(b, row, data, skt__write_pktinfo(local, data));
    } else if (row->form == SKT__FORM_IN_ADDR && local->interface_index == 0 && local->family != 0) {
        /* IP_SENDSRCADDR holds an address but no interface. */
        skt__append_data(b, row, local->ip, 4);
    } else {
        skt__builder_fail(b, SKT_EUNSUPPORTED);
    }
}

static SKT__WITHIN int skt__builder_finish(const skt__builder *b, skt_msg *to)
{
    to->control = b->len > 0 ? b->bytes : NULL;
    to->control_len = skt__fit(b->len);
    return b->error;
}

#endif
