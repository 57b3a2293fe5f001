/* SPDX-License-Identifier: MIT */
/* The UDP path: attaching to a socket, settings, and receiving. Sending is in udp_send.c. */
#include "udp_state.h"

#include "control_table.h"
#include "datagram.h"
#include "udp_native.h"

_Static_assert(sizeof(skt__udp) <= sizeof(skt_udp), "skt_udp has no room for its state");

/* Features of the socket that concern sending only. */
#define SENDING_ALONE (SKT_INFO_DONT_FRAGMENT | SKT_INFO_SEND_TIME | SKT_INFO_KEY)

/* The most bytes of control data for each feature, headers included; both families where a socket may get both. */
static size_t control_room(uint32_t granted)
{
    static const struct {
        uint32_t bit;
        size_t len;
    } items[] = {
        {SKT_INFO_LOCAL, 3 * 40},     {SKT_INFO_TOS | SKT_INFO_ECN, 2 * 24},
        {SKT_INFO_HOP_LIMIT, 2 * 24}, {SKT_INFO_DROPS, 24},
        {SKT_INFO_TIME, 64 + 32},     {SKT_INFO_HARDWARE_TIME, 64 + 32},
        {SKT_INFO_SEGMENTS, 24},      {SKT_INFO_ORIGINAL, 2 * 48},
    };
    size_t room = 0;
    for (size_t i = 0; i < sizeof items / sizeof items[0]; i++)
        if (granted & items[i].bit) room += items[i].len;
    return room;
}

static bool is_bound_to_one(skt_socket s)
{
    skt_addr local;
    return skt_local_address(s, &local) == 0 && !skt_addr_is_any(&local);
}

/* The TOS byte that the socket is set to use for a family, or -1 on systems where ECN has a control item of its own. */
static int tos_of(skt_socket s, int family)
{
    const skt__put_row *rows = skt__put_rows[family == AF_INET6 ? SKT__PEER_IPV6 : SKT__PEER_IPV4];
    const skt__put_row *tos = &rows[SKT__PUT_TOS], *ecn = &rows[SKT__PUT_ECN];
    if (tos->level != ecn->level || tos->type != ecn->type) return -1;
    int64_t value = 0;
    if (family == AF_INET6)
        skt_get_int(s, SKT_IPV6_TCLASS, &value);
    else
        skt_get_int(s, SKT_IP_TOS, &value);
    return value > 0 ? (int)value & UINT8_MAX : 0;
}

int skt_udp_attach(skt_udp *u, size_t size, skt_socket s, uint32_t wanted, uint32_t *granted_out)
{
    if (granted_out) *granted_out = 0;
    if (size < sizeof *u) return SKT_EINVAL;
    int type = skt_type(s);
    if (type < 0) return type;
    if (type != SOCK_DGRAM && type != SOCK_RAW) return SKT_EOPNOTSUPP;
    int family = skt_family(s);
    if (family < 0) return family;
    if (family != AF_INET && family != AF_INET6) return SKT_EAFNOSUPPORT;

    uint32_t received, granted;
    bool is_udp = type == SOCK_DGRAM && skt_protocol(s) == IPPROTO_UDP;
    int rc = skt_info_enable(s, wanted & ~(uint32_t)SKT_INFO_KEY, &received);
    if (rc < 0) return rc;
    uint32_t sent = skt__udp_sendable(s, family, is_udp) | skt__udp_enable_sending(s, wanted & SENDING_ALONE);
    granted = received | (wanted & sent & SENDING_ALONE);
    *skt__udp_of(u) = (skt__udp){
        .s = s,
        .sendable = sent,
        .received = received,
        .least_run = 2,
        .control_room = (uint16_t)control_room(received),
        .family = (uint16_t)family,
        .tos_base = {(int16_t)tos_of(s, AF_INET), (int16_t)(family == AF_INET6 ? tos_of(s, AF_INET6) : 0)},
        .names_source = skt__udp_names_source() || !is_bound_to_one(s),
        .tells_length = is_udp && SKT__LENGTH_FLAG != 0,
    };
    if (granted_out) *granted_out = granted;
    return 0;
}

uint32_t skt_udp_features(const skt_udp *u)
{
    return atomic_load_explicit(&skt__udp_of_const(u)->sendable, memory_order_relaxed);
}

void skt_udp_disable(skt_udp *u, uint32_t bits)
{
    skt__udp *udp = skt__udp_of(u);
    atomic_fetch_and_explicit(&udp->sendable, ~bits, memory_order_relaxed);
    uint32_t before = atomic_fetch_and_explicit(&udp->received, ~bits, memory_order_relaxed);
    if (before & bits & SKT_INFO_SEGMENTS) skt__udp_separate(udp->s);
}

void skt_udp_least_run(skt_udp *u, unsigned least)
{
    skt__udp_of(u)->least_run = least > 0 ? least : UINT32_MAX;
}

size_t skt_udp_room(const skt_udp *u)
{
    uint32_t received = atomic_load_explicit(&skt__udp_of_const(u)->received, memory_order_relaxed);
    return received & SKT_INFO_SEGMENTS ? UINT16_MAX : 0;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Compares without regard to case; `name` is in lower case. */
static bool is_name(const char *text, size_t len, const char *name)
{
    for (size_t i = 0; i < len; i++)
        if (name[i] == '\0' || lower(text[i]) != name[i]) return false;
    return name[len] == '\0';
}

int skt_udp_features_parse(const char *text, uint32_t *out)
{
    static const struct {
        char name[16]; /* no pointer, which a shared library would relocate */
        uint32_t bits;
    } features[] = {
        {"local", SKT_INFO_LOCAL},
        {"tos", SKT_INFO_TOS},
        {"hop_limit", SKT_INFO_HOP_LIMIT},
        {"dont_fragment", SKT_INFO_DONT_FRAGMENT},
        {"key", SKT_INFO_KEY},
        {"drops", SKT_INFO_DROPS},
        {"time", SKT_INFO_TIME},
        {"send_time", SKT_INFO_SEND_TIME},
        {"original", SKT_INFO_ORIGINAL},
        {"segments", SKT_INFO_SEGMENTS},
        {"errors", SKT_INFO_ERRORS},
        {"ecn", SKT_INFO_ECN},
        {"hardware_time", SKT_INFO_HARDWARE_TIME},
        {"all", UINT32_MAX},
    };
    uint32_t bits = 0;
    while (*text) {
        size_t len = strcspn(text, ","), i = 0;
        const size_t count = sizeof features / sizeof features[0];
        while (i < count && !is_name(text, len, features[i].name)) i++;
        if (i == count) return SKT_EINVAL;
        bits |= features[i].bits;
        text += text[len] ? len + 1 : len;
    }
    *out = bits;
    return 0;
}

/* Whether the data is longer than a usual datagram, so that the system may have coalesced several without saying so. */
static bool is_suspect(const skt__udp *udp, const skt_datagram *d)
{
    return udp->received & SKT_INFO_SEGMENTS && !(d->got & SKT_INFO_SEGMENTS) && d->len > skt__udp_single_max();
}

/* The most datagrams that one system call receives, and the bytes of control data for all of them. */
enum { RECEIVED_MOST = 32, RECEIVED_CONTROL = 5120 };

/* Whether the receive can bring only data and the sender's address, so that skt_recvfrom is enough. */
static bool is_plain(const skt__udp *udp, const skt_datagram *d, int flags)
{
    const int others = SKT_MSG_TRUNC | SKT_MSG_ERRQUEUE;
    return udp->tells_length && udp->control_room == 0 && d->piece_count == 0 && !(flags & others);
}

/* recvfrom costs less than recvmsg. A length larger than the buffer means that the datagram was truncated. */
static skt_ssize recv_one(const skt__udp *udp, skt_datagram *d, int flags)
{
    skt_ssize len = skt_recvfrom(udp->s, d->data.base, d->data.len, flags | SKT__LENGTH_FLAG, d->peer);
    if (len < 0) return len;
    bool is_cut = (size_t)len > d->data.len;
    const skt_msg msg = {.flags = is_cut ? SKT_MSG_TRUNC : 0};
    skt__datagram_take(&msg, is_cut ? d->data.len : (size_t)len, false, d);
    return 1;
}

skt_ssize skt_udp_recv(skt_udp *u, skt_datagram *datagrams, size_t count, int flags)
{
    const skt__udp *udp = skt__udp_of_const(u);
    if (count == 1 && is_plain(udp, datagrams, flags)) return recv_one(udp, datagrams, flags);
    skt_msg msgs[RECEIVED_MOST];
    SKT_CONTROL_BUFFER(control, RECEIVED_CONTROL);
    if (flags & SKT__MSG_ABSENT) return SKT_EUNSUPPORTED;
    const size_t room = udp->control_room;
    size_t most = room > 0 && RECEIVED_CONTROL / room < RECEIVED_MOST ? RECEIVED_CONTROL / room : RECEIVED_MOST;
    if (most > count) most = count;
    for (size_t i = 0; i < most; i++) {
        skt_datagram *d = &datagrams[i];
        if (d->piece_count > 0 && udp->received & SKT_INFO_SEGMENTS) return SKT_EINVAL;
        void *bytes = room > 0 ? control + i * room : NULL;
        msgs[i] = skt_msg_of(d->peer, skt__datagram_bufs(d), skt__datagram_buf_count(d), bytes, room);
        if (d->peer) msgs[i].skt__addr_len = sizeof d->peer->storage;
    }
    int came = skt__udp_recv(udp->s, msgs, most, flags);
    for (int i = 0; i < came; i++) {
        skt_datagram *d = &datagrams[i];
        if (d->peer) skt__received(d->peer, msgs[i].skt__addr_len);
        skt__datagram_take(&msgs[i], (size_t)msgs[i].count, udp->family == AF_INET6, d);
        if (is_suspect(udp, d)) d->got |= SKT_INFO_SUSPECT;
    }
    return came;
}

static void take_error(const skt_control_item *item, skt_udp_event *out)
{
    static const uint8_t kinds[] = {
        [SKT_SO_EE_ORIGIN_LOCAL] = SKT_EVENT_LOCAL,       [SKT_SO_EE_ORIGIN_ICMP] = SKT_EVENT_ICMP,
        [SKT_SO_EE_ORIGIN_ICMP6] = SKT_EVENT_ICMP,        [SKT_SO_EE_ORIGIN_TIMESTAMPING] = SKT_EVENT_STAMP,
        [SKT_SO_EE_ORIGIN_ZEROCOPY] = SKT_EVENT_ZEROCOPY, [SKT_SO_EE_ORIGIN_TXTIME] = SKT_EVENT_SEND_TIME,
    };
    uint8_t origin = item->error.origin;
    out->kind = origin < sizeof kinds && kinds[origin] ? kinds[origin] : SKT_EVENT_OTHER;
    out->error = -item->error.error;
    out->icmp_type = item->error.icmp_type;
    out->icmp_code = item->error.icmp_code;
    switch (out->kind) {
    case SKT_EVENT_STAMP:
        /* The kernel stores ENOMSG here; a timestamp is not an error. */
        out->error = 0;
        out->stage = (uint8_t)item->error.info;
        out->key = item->error.data;
        out->got |= SKT_INFO_KEY;
        break;
    case SKT_EVENT_ZEROCOPY:
        out->first = item->error.info;
        out->last = item->error.data;
        out->copied = item->error.icmp_code & 1;
        break;
    case SKT_EVENT_SEND_TIME: out->time = (int64_t)((uint64_t)item->error.data << 32 | item->error.info); break;
    default:
        if (out->error == SKT_EMSGSIZE) out->mtu = item->error.info;
        if (skt_control_address(item, &out->offender) < 0) out->offender.len = 0;
        break;
    }
}

skt_ssize skt_udp_event_next(skt_udp *u, skt_udp_event *out, size_t size)
{
    const skt__udp *udp = skt__udp_of_const(u);
    SKT_CONTROL_BUFFER(control, SKT_CONTROL_MAX);
    if (size < sizeof *out) return SKT_EINVAL;
    if (skt__udp_event_flags() == 0) return SKT_EUNSUPPORTED;
    skt_buf data = out->data;
    memset(out, 0, sizeof *out);
    out->data = data;
    skt_msg msg = skt_msg_of(&out->peer, &out->data, 1, control, sizeof control);
    skt_ssize len = skt_recvmsg(udp->s, &msg, skt__udp_event_flags());
    if (len < 0) return len;

    skt_datagram beside = {.len = 0};
    skt__datagram_take(&msg, (size_t)len, udp->family == AF_INET6, &beside);
    out->len = beside.len;
    out->got = beside.got;
    out->local = beside.local;
    out->time = beside.time;
    out->hardware_time = beside.hardware_time;
    skt_control_item item = {0};
    out->kind = SKT_EVENT_OTHER;
    while (skt_control_next(&msg, &item)) {
        if (item.kind == SKT_CONTROL_ERROR) take_error(&item, out);
        if (item.kind == SKT_CONTROL_TIME_SOURCE) {
            out->link_length = item.source.length;
            out->local.interface_index = item.source.interface_index;
        }
    }
    return 1;
}
