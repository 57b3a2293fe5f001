/* SPDX-License-Identifier: MIT */
/*
 * Sending datagrams. Datagrams of one size to one peer become one message that the system segments. If the system
 * refuses such a message, its datagrams are sent one by one.
 */
#include "datagram.h"
#include "native_message.h"
#include "udp_state.h"
#include "udp_native.h"

/*
 * Limits of one system call. CONTROL is room for all items of a message; together the arrays stay below 8 KiB of stack.
 */
enum { MESSAGES = 20, BUFS = 96, CONTROL = 192 };

/* Limits of a segmented message: UDP_MAX_SEGMENTS of Linux before 6.9, and the longest datagram of IPv4. */
enum { SEGMENTS_MAX = 64, BYTES_MAX = 65507 };

/* One message: datagrams first to first + count, or a part of the one at first. */
typedef struct run {
    size_t first;
    size_t count;
    size_t bytes; /* of each datagram (the last may be shorter), or of the part */
    bool is_segmented;
    bool is_part;
} run;

typedef struct plan {
    size_t count, buf_count;
    run runs[MESSAGES];
    skt_msg msgs[MESSAGES];
    skt_buf bufs[BUFS];
    struct sockaddr_in6 mapped[MESSAGES];
    SKT_CONTROL_BUFFER(control, MESSAGES *CONTROL);
} plan;

/* The state of one skt_udp_send: its arguments, and what the system has refused so far. */
typedef struct sending {
    skt__udp *udp;
    skt_datagram *datagrams;
    size_t count;
    uint32_t features;
    uint32_t least_run;
    size_t singly_until; /* datagrams before this one are not segmented */
    uint32_t without;    /* features that the system refused: datagrams are sent without them */
    uint32_t blamed;     /* features left out of the next attempt; if it succeeds they are disabled for good */
} sending;

/* The control items for a datagram: those it asks for, less those that the system refuses. */
static uint32_t said(const sending *to, const skt_datagram *d)
{
    uint32_t has = d->has & ~to->without;
    if (!to->udp->names_source) has &= ~(uint32_t)SKT_INFO_LOCAL;
    return has;
}

static bool is_same_peer(const skt_datagram *a, const skt_datagram *b)
{
    return a->peer == b->peer || (a->peer && b->peer && skt_addr_equal(a->peer, b->peer));
}

/* Whether both can be segments of one message. */
static bool may_follow(const skt_datagram *a, const skt_datagram *b)
{
    const uint32_t never = SKT_INFO_KEY | SKT_INFO_SEND_TIME;
    if (a->has != b->has || a->has & never || b->segment_size > 0 || !is_same_peer(a, b)) return false;
    if (a->has == 0) return true;
    if (a->has & SKT_INFO_LOCAL && memcmp(&a->local, &b->local, sizeof a->local) != 0) return false;
    if (a->has & (SKT_INFO_TOS | SKT_INFO_ECN) && a->tos != b->tos) return false;
    return !(a->has & SKT_INFO_HOP_LIMIT) || a->hop_limit == b->hop_limit;
}

/* The datagrams from `first` on that are sent as one message. */
static run find_run(const sending *to, size_t first, size_t bufs_left)
{
    const skt_datagram *d = &to->datagrams[first];
    size_t size = skt__datagram_size(d), total = size, bufs = skt__datagram_buf_count(d);
    run one = {.first = first, .count = 1, .bytes = size};
    if (size == 0 || first < to->singly_until || !(to->features & SKT_INFO_SEGMENTS)) return one;
    if (to->least_run > to->count - first || to->least_run > SEGMENTS_MAX) return one;
    size_t count = 1;
    for (; first + count < to->count && count < SEGMENTS_MAX; count++) {
        const skt_datagram *next = &to->datagrams[first + count];
        size_t len = skt__datagram_size(next);
        bufs += skt__datagram_buf_count(next);
        if (len == 0 || len > size || total + len > BYTES_MAX || bufs > bufs_left || !may_follow(d, next)) break;
        total += len;
        if (len < size) {
            count++;
            break;
        }
    }
    if (count < to->least_run || count < 2) return one;
    return (run){.first = first, .count = count, .bytes = size, .is_segmented = true};
}

/* The next part of a datagram that has a segment size of its own. */
static run find_part(const sending *to, size_t first, size_t done)
{
    const skt_datagram *d = &to->datagrams[first];
    size_t each = d->segment_size, left = skt__datagram_size(d) - done;
    bool segmented = first >= to->singly_until && to->features & SKT_INFO_SEGMENTS && left > each;
    size_t most = segmented ? BYTES_MAX / each : 1;
    if (most > SEGMENTS_MAX) most = SEGMENTS_MAX;
    if (most == 0) most = 1;
    size_t bytes = left < most * each ? left : most * each;
    return (run){.first = first, .count = 1, .bytes = bytes, .is_segmented = bytes > each, .is_part = true};
}

/* Adds bytes to the message whose buffers begin at `first`; extends its last buffer if they follow it in memory. */
static bool add_buf(plan *p, size_t first, void *base, size_t len)
{
    skt_buf *last = p->buf_count > first ? &p->bufs[p->buf_count - 1] : NULL;
    if (last && (unsigned char *)last->base + last->len == base) {
        last->len += len;
        return true;
    }
    if (p->buf_count == BUFS) return false;
    p->bufs[p->buf_count++] = skt_buf_of(base, len);
    return true;
}

/* Adds a part of a datagram. Returns whether there was room for its buffers. */
static bool add_part(plan *p, size_t first, const skt_datagram *d, size_t from, size_t bytes)
{
    const skt_buf *bufs = skt__datagram_bufs(d);
    for (size_t i = 0, count = skt__datagram_buf_count(d); i < count && bytes > 0; i++) {
        if (from >= bufs[i].len) {
            from -= bufs[i].len;
            continue;
        }
        size_t len = bufs[i].len - from < bytes ? bufs[i].len - from : bytes;
        if (!add_buf(p, first, (unsigned char *)bufs[i].base + from, len)) return false;
        bytes -= len;
        from = 0;
    }
    return true;
}

/* Sets the buffers of a message: those of the datagram if it is sent as a whole, else a list in the plan. */
static bool lay_out(plan *p, const sending *to, const run *r, size_t done, skt_msg *msg)
{
    const skt_datagram *d = &to->datagrams[r->first];
    size_t first_buf = p->buf_count;
    bool fits = true;
    if (!r->is_part && r->count == 1) {
        *msg = skt_msg_of(NULL, skt__datagram_bufs(d), skt__datagram_buf_count(d), NULL, 0);
        return true;
    }
    if (r->is_part)
        fits = add_part(p, first_buf, d, done, r->bytes);
    else
        for (size_t i = 0; i < r->count && fits; i++) fits = add_part(p, first_buf, &d[i], 0, SIZE_MAX);
    if (!fits) {
        p->buf_count = first_buf;
        return false;
    }
    *msg = skt_msg_of(NULL, &p->bufs[first_buf], p->buf_count - first_buf, NULL, 0);
    return true;
}

static void address(plan *p, const sending *to, const skt_datagram *d, skt_msg *msg)
{
    if (d->peer == NULL) return;
    msg->addr = d->peer;
    msg->skt__addr_len = (skt__msg_addr_len)d->peer->len;
    if (!skt__datagram_needs_mapping(d, to->udp->family)) return;
    skt_addr mapped;
    skt_addr_map_v4(d->peer, &mapped);
    struct sockaddr_in6 *room = &p->mapped[p->count];
    memcpy(room, &mapped, sizeof *room);
    msg->addr = (skt_addr *)(void *)room;
    msg->skt__addr_len = sizeof *room;
}

/* Adds a message. Returns 0, 1 if this call has no room for it, or the error of a control item. */
static int add(plan *p, const sending *to, const run *r, size_t done)
{
    const skt_datagram *d = &to->datagrams[r->first];
    skt_msg *msg = &p->msgs[p->count];
    if (!lay_out(p, to, r, done, msg)) return p->count > 0 ? 1 : SKT_EMSGSIZE;
    address(p, to, d, msg);
    uint32_t has = said(to, d);
    if (has != 0 || r->is_segmented) {
        size_t segment_size = !r->is_segmented ? 0 : r->is_part ? d->segment_size : r->bytes;
        int family = skt__datagram_family(d, to->udp->family);
        msg->control = p->control + p->count * CONTROL;
        msg->control_len = CONTROL;
        int rc = skt__datagram_put(d, family, has, segment_size, msg, to->udp->tos_base[family == AF_INET6]);
        if (rc < 0) return rc;
    }
    p->runs[p->count++] = *r;
    return 0;
}

/* Plans messages for the datagrams from `from` on. Returns 0, or the error of the first. */
static int make_plan(plan *p, const sending *to, size_t from)
{
    p->count = p->buf_count = 0;
    int rc = 0;
    size_t done = to->datagrams[from].segment_size > 0 ? to->datagrams[from].sent : 0;
    while (rc == 0 && from < to->count && p->count < MESSAGES) {
        const skt_datagram *d = &to->datagrams[from];
        run r = d->segment_size > 0 ? find_part(to, from, done) : find_run(to, from, BUFS - p->buf_count);
        rc = add(p, to, &r, done);
        if (rc != 0) break;
        done += r.bytes;
        if (r.is_part && done < skt__datagram_size(d)) continue;
        from += r.count;
        done = 0;
    }
    return p->count > 0 ? 0 : rc;
}

/* Records the first `taken` messages as sent. Returns how many datagrams are complete. */
static size_t account(const plan *p, const sending *to, size_t taken)
{
    size_t done = 0;
    for (size_t i = 0; i < taken; i++) {
        const run *r = &p->runs[i];
        skt_datagram *d = &to->datagrams[r->first];
        if (r->is_part) {
            d->sent += r->bytes;
            done += d->sent >= skt__datagram_size(d);
            continue;
        }
        for (size_t j = 0; j < r->count; j++) d[j].sent = skt__datagram_size(&d[j]);
        done += r->count;
    }
    return done;
}

/* Disables the blamed features for good: the system accepted a message once they were left out. */
static void learn(sending *to)
{
    if (to->blamed == 0) return;
    atomic_fetch_and_explicit(&to->udp->sendable, ~to->blamed, memory_order_relaxed);
    atomic_fetch_or_explicit(&to->udp->refused, to->blamed, memory_order_relaxed);
    to->features &= ~to->blamed;
    to->blamed = 0;
}

/* Whether to try again in another form, unsegmented or without TOS and ECN, which later messages then use too. */
static bool has_another_form(sending *to, const run *r, int rc)
{
    to->blamed = 0;
    if (rc != SKT_EIO && rc != SKT_EINVAL && rc != SKT_EMSGSIZE) return false;
    if (r->is_segmented) {
        to->singly_until = r->first + r->count;
        if (rc == SKT_EIO) to->blamed = SKT_INFO_SEGMENTS;
        return true;
    }
    const uint32_t tos = SKT_INFO_TOS | SKT_INFO_ECN;
    if (rc == SKT_EMSGSIZE || to->without & tos || !(to->datagrams[r->first].has & tos)) return false;
    to->without |= tos;
    to->blamed = tos;
    return true;
}

/* One plain datagram. */
static skt_ssize send_one(skt__udp *udp, skt_datagram *d, int flags)
{
    skt_ssize sent = skt_sendto(udp->s, d->data.base, d->data.len, flags, d->peer);
    if (sent < 0) return sent;
    d->sent = d->data.len;
    return 1;
}

static bool is_plain(const skt__udp *udp, const skt_datagram *d)
{
    return d->has == 0 && d->segment_size == 0 && d->piece_count == 0 && !skt__datagram_needs_mapping(d, udp->family);
}

/* Refuses datagrams with unsupported features before anything is sent. */
static int check(const sending *to)
{
    const uint32_t lacks = ~(to->features | to->without) | SKT_INFO_SEGMENTS;
    for (size_t i = 0; i < to->count; i++) {
        skt_datagram *d = &to->datagrams[i];
        if (d->has & lacks) return SKT_EUNSUPPORTED;
        /* A complete datagram of an earlier call is to be sent again, not continued. */
        if (d->segment_size == 0 || d->sent >= skt__datagram_size(d)) d->sent = 0;
    }
    return 0;
}

static skt_ssize send_all(sending *to, int flags)
{
    plan p;
    size_t done = 0;
    while (done < to->count) {
        int rc = make_plan(&p, to, done);
        if (rc == 0) rc = skt__udp_send(to->udp->s, p.msgs, p.count, flags);
        if (rc < 0) {
            if (p.count > 0 && has_another_form(to, &p.runs[0], rc)) continue;
            return done > 0 ? (skt_ssize)done : rc;
        }
        learn(to);
        done += account(&p, to, (size_t)rc);
        /* The caller gets the count, and the error from its next call if there still is one. */
        if ((size_t)rc < p.count) break;
    }
    return (skt_ssize)done;
}

skt_ssize skt_udp_send(skt_udp *u, skt_datagram *datagrams, size_t count, int flags)
{
    skt__udp *udp = skt__udp_of(u);
    if (count == 1 && is_plain(udp, datagrams) && !(flags & SKT_MSG_ZEROCOPY)) return send_one(udp, datagrams, flags);
    if (flags & SKT__MSG_ABSENT) return SKT_EUNSUPPORTED;
    if (flags & SKT_MSG_ZEROCOPY) return SKT_EINVAL;
    sending to = {
        .udp = udp,
        .datagrams = datagrams,
        .count = count,
        .features = atomic_load_explicit(&udp->sendable, memory_order_relaxed),
        .least_run = udp->least_run,
        .without = atomic_load_explicit(&udp->refused, memory_order_relaxed) & ~(uint32_t)SKT_INFO_SEGMENTS,
    };
    int rc = check(&to);
    return rc < 0 ? rc : send_all(&to, flags);
}
