/* SPDX-License-Identifier: MIT */
/* Datagrams as values, and their control data. */
#include "datagram.h"

#include "control_builder.h"
#include "control_reader.h"

skt_datagram skt_datagram_to(const void *data, size_t len, const skt_addr *peer)
{
    return (skt_datagram){
        .data = skt_buf_of((void *)(uintptr_t)data, len),
        .peer = (skt_addr *)(uintptr_t)peer,
    };
}

skt_datagram skt_datagram_into(void *room, size_t size, skt_addr *peer)
{
    return (skt_datagram){.data = skt_buf_of(room, size), .peer = peer};
}

int skt__datagram_family(const skt_datagram *d, int socket_family)
{
    if (socket_family != AF_INET6 || d->peer == NULL) return socket_family;
    bool is_ipv4 = skt_addr_family(d->peer) == AF_INET || skt_addr_is_v4_mapped(d->peer);
    return is_ipv4 ? AF_INET : AF_INET6;
}

static SKT__APART int put_all(const skt_datagram *d, int family, uint32_t has, size_t segment_size, skt_msg *io,
                              int tos_base)
{
    skt_control control;
    skt_control_begin(&control, io->control, io->control_len, family);
    if (has & SKT_INFO_LOCAL) skt_control_put_local(&control, &d->local);
    if (has & SKT_INFO_TOS)
        skt_control_put_tos(&control, d->tos);
    else if (has & SKT_INFO_ECN && tos_base >= 0)
        skt_control_put_tos(&control, (tos_base & ~3) | (d->tos & 3));
    else if (has & SKT_INFO_ECN)
        skt_control_put_ecn(&control, d->tos & 3);
    if (has & SKT_INFO_HOP_LIMIT) skt_control_put_hop_limit(&control, d->hop_limit);
    if (has & SKT_INFO_DONT_FRAGMENT) skt_control_put_dont_fragment(&control, true);
    if (has & SKT_INFO_SEND_TIME) skt_control_put_send_time(&control, d->send_time);
    if (has & SKT_INFO_KEY) {
        /* SOF_TIMESTAMPING_TX_HARDWARE and _TX_SOFTWARE: the kernel makes those that the socket has enabled. */
        skt_control_put_stamp(&control, 1 | 2);
        skt_control_put_key(&control, d->key);
    }
    if (segment_size > 0) skt_control_put_segment_size(&control, segment_size);
    return skt_control_finish(&control, io);
}

/* The common items. Callers pass a constant family, so that rows and lengths are constants too. */
static SKT__WITHIN int put_usual(const skt_datagram *d, int family, uint32_t has, size_t segment_size, skt_msg *io)
{
    static const skt__put_row rows[SKT__PEERS][SKT__PUTS] = {SKT__ALL_PUT_ROWS};
    const skt__put_row *own = rows[family == AF_INET ? SKT__PEER_IPV4 : SKT__PEER_IPV6];
    skt__builder b = skt__builder_of(io->control, io->control_len, family, own);
    if (has & SKT_INFO_LOCAL) skt__append_own_local(&b, &d->local);
    if (has & SKT_INFO_TOS) skt__append_number(&b, SKT__PUT_TOS, d->tos);
    if (segment_size > 0) skt__append_number(&b, SKT__PUT_SEGMENT_SIZE, segment_size);
    return skt__builder_finish(&b, io);
}

int skt__datagram_put(const skt_datagram *d, int family, uint32_t has, size_t segment_size, skt_msg *io, int tos_base)
{
    bool is_usual = !(has & ~(uint32_t)(SKT_INFO_LOCAL | SKT_INFO_TOS)) && segment_size <= UINT16_MAX && io->control;
    bool is_local_usual = !(has & SKT_INFO_LOCAL) || d->local.family == (uint32_t)family;
    if (is_usual && is_local_usual) {
        if (family == AF_INET) return put_usual(d, AF_INET, has, segment_size, io);
        if (family == AF_INET6) return put_usual(d, AF_INET6, has, segment_size, io);
    }
    return put_all(d, family, has, segment_size, io, tos_base);
}

/* An IPv6 socket has IPv4 addresses in mapped form. */
static void map(skt_local *local)
{
    if (local->family != AF_INET) return;
    memcpy(local->ip + 12, local->ip, 4);
    memset(local->ip, 0, 10);
    memset(local->ip + 10, 0xff, 2);
    local->family = AF_INET6;
}

/* Address and interface may come as two items, and a dual-stack socket may get an item of either family. */
static SKT__WITHIN void take_local(const skt_control_item *item, bool maps, skt_datagram *io)
{
    if (item->local.family != 0) {
        io->local.family = item->local.family;
        memcpy(io->local.ip, item->local.ip, sizeof io->local.ip);
        if (maps) map(&io->local);
    }
    if (item->local.interface_index != 0) io->local.interface_index = item->local.interface_index;
    io->got |= SKT_INFO_LOCAL;
    if (item->group) io->got |= SKT_INFO_GROUP;
}

static void take_time(const skt_control_item *item, skt_datagram *io)
{
    if (item->time != 0) {
        io->time = item->time;
        io->got |= SKT_INFO_TIME;
    }
    if (item->hardware_time != 0) {
        io->hardware_time = item->hardware_time;
        io->got |= SKT_INFO_HARDWARE_TIME;
    }
}

static SKT__WITHIN void take_number(int kind, uint32_t number, skt_datagram *io)
{
    if (kind == SKT_CONTROL_TOS) {
        io->tos = (uint8_t)number;
        io->got |= SKT_INFO_TOS | SKT_INFO_ECN;
    } else if (kind == SKT_CONTROL_ECN) {
        if (!(io->got & SKT_INFO_TOS)) io->tos = (uint8_t)(number & 3);
        io->got |= SKT_INFO_ECN;
    } else {
        io->segment_size = number;
        io->got |= SKT_INFO_SEGMENTS;
    }
}

static void take_item(const skt_control_item *item, bool maps, skt_datagram *io)
{
    switch (item->kind) {
    case SKT_CONTROL_LOCAL: take_local(item, maps, io); break;
    case SKT_CONTROL_TOS:
    case SKT_CONTROL_ECN: take_number(item->kind, (uint32_t)item->tos, io); break;
    case SKT_CONTROL_SEGMENT_SIZE: take_number(item->kind, (uint32_t)item->segment_size, io); break;
    case SKT_CONTROL_HOP_LIMIT:
        io->hop_limit = (uint8_t)item->hop_limit;
        io->got |= SKT_INFO_HOP_LIMIT;
        break;
    case SKT_CONTROL_TIME: take_time(item, io); break;
    case SKT_CONTROL_DROPS:
        io->drops = item->drops;
        io->got |= SKT_INFO_DROPS;
        break;
    case SKT_CONTROL_ORIGINAL:
        if (io->original && skt_control_address(item, io->original) == 0) io->got |= SKT_INFO_ORIGINAL;
        break;
    default: break;
    }
}

static SKT__APART void take_any(const skt_msg *msg, size_t at, bool maps, skt_datagram *io)
{
    skt_control_item item = {.skt__at = at};
    if (skt_control_next(msg, &item)) take_item(&item, maps, io);
}

/* Takes an item of the given row, which is a constant. Returns whether the item is of that row. */
static SKT__WITHIN bool take_usual(const skt__control_row *row, const skt__part *part, bool maps, skt_datagram *io)
{
    skt_control_item item;
    uint32_t number;
    if (part->level != row->level || part->type != row->type) return false;
    if (row->kind != SKT_CONTROL_LOCAL) {
        if (skt__read_number(row->form, part->data, part->len, &number)) take_number(row->kind, number, io);
        return true;
    }
    item.local = (skt_local){.family = 0};
    item.group = false;
    bool is_one = row->form == SKT__FORM_PKTINFO ? skt__read_pktinfo(part->data, part->len, &item)
                                                 : skt__read_pktinfo6(part->data, part->len, &item);
    if (!is_one) return true;
    item.group = item.group || skt__is_group(&item.local);
    take_local(&item, maps, io);
    return true;
}

void skt__datagram_take(const skt_msg *msg, size_t len, bool maps, skt_datagram *io)
{
    static const skt__control_row usual[] = {SKT__USUAL_CONTROL_ROWS};
    _Static_assert(sizeof usual == 5 * sizeof *usual, "there are other rows than are looked for");
    io->len = len;
    io->got = 0;
    io->segment_size = 0;
    io->local = (skt_local){.family = 0};
    if (msg->flags & SKT_MSG_TRUNC) io->got |= SKT_INFO_TRUNCATED;
    if (msg->flags & SKT_MSG_CTRUNC) io->got |= SKT_INFO_CONTROL_TRUNCATED;
    const unsigned char *bytes = msg->control;
    skt__part part;
    size_t step;
    for (size_t left = bytes ? msg->control_len : 0; skt__first_part(bytes, left, &part, &step); left -= step) {
        bool is_usual = take_usual(&usual[0], &part, maps, io) || take_usual(&usual[1], &part, maps, io) ||
                        take_usual(&usual[2], &part, maps, io) || take_usual(&usual[3], &part, maps, io) ||
                        take_usual(&usual[4], &part, maps, io);
        if (!is_usual) take_any(msg, msg->control_len - left, maps, io);
        bytes += step;
    }
}

bool skt_udp_next(const skt_datagram *datagram, size_t *at_io, skt_buf *one_out)
{
    const size_t at = *at_io, len = datagram->len;
    unsigned char *bytes = datagram->data.base;
    /* An empty datagram is returned once: *at_io is then 1, which is past its end. */
    if (at > len || (at == len && len > 0)) return false;
    size_t each = datagram->got & SKT_INFO_SEGMENTS ? datagram->segment_size : 0;
    size_t left = len - at;
    size_t one = each > 0 && each < left ? each : left;
    bool is_last = one == left;
    if (is_last && datagram->got & SKT_INFO_TRUNCATED && (each == 0 || one < each)) return false;
    *one_out = skt_buf_of(bytes + at, one);
    *at_io = one > 0 ? at + one : 1;
    return true;
}

void skt_udp_reply(const skt_datagram *in, skt_datagram *out)
{
    out->peer = in->peer;
    out->has &= ~(uint32_t)SKT_INFO_LOCAL;
    if (!(in->got & SKT_INFO_LOCAL)) return;
    out->has |= SKT_INFO_LOCAL;
    out->local = in->local;
    if (in->got & SKT_INFO_GROUP)
        out->local.family = 0;
    else if (in->peer == NULL || skt_addr_scope(in->peer) == 0)
        out->local.interface_index = 0;
}

static inline int pack(const skt_datagram *d, int family, void *control, size_t size, skt_msg *out)
{
    out->control = control;
    out->control_len = skt__fit(size);
    return skt__datagram_put(d, family, d->has, d->segment_size, out, -1);
}

/* A mapped peer address is stored at the end of the room for control data. */
static SKT__APART int pack_for_ipv6(const skt_datagram *d, void *control, size_t size, skt_msg *out)
{
    if (skt__datagram_needs_mapping(d, AF_INET6)) {
        if (size < sizeof *d->peer || control == NULL) return SKT_ENOBUFS;
        size = (size - sizeof *d->peer) & ~(size_t)7;
        skt_addr *peer = (skt_addr *)(void *)((unsigned char *)control + size);
        int rc = skt_addr_map_v4(d->peer, peer);
        if (rc < 0) return rc;
        out->addr = peer;
    }
    return pack(d, skt__datagram_family(d, AF_INET6), control, size, out);
}

int skt_datagram_pack(const skt_datagram *datagram, int socket_family, void *control, size_t size, skt_msg *out)
{
    const skt_datagram *d = datagram;
    *out = skt_msg_of(d->peer, skt__datagram_bufs(d), 1, NULL, 0);
    if (d->piece_count > 0) out->buf_count = skt__fit(d->piece_count);
    if (socket_family == AF_INET6) return pack_for_ipv6(d, control, size, out);
    return pack(d, socket_family, control, size, out);
}

void skt_datagram_unpack(const skt_msg *msg, skt_datagram *io)
{
    bool maps = msg->addr && skt_addr_family(msg->addr) == AF_INET6;
    io->peer = msg->addr;
    skt__datagram_take(msg, (size_t)msg->count, maps, io);
}
