/* SPDX-License-Identifier: MIT */
/* The results as skt.udp/1. */
#include "../json.h"
#include "../say.h"
#include "findings.h"

static void set(json_t *into, const char *name, json_int_t value)
{
    json_object_set_new(into, name, json_integer(value));
}

static void set_text(json_t *into, const char *name, const char *text)
{
    json_object_set_new(into, name, json_string(text));
}

static json_t *round_trips_json(const round_trips *r)
{
    json_t *o = json_object();
    set(o, "sent", r->sent);
    set(o, "answered", r->answered);
    if (r->totals) {
        set(o, "lost_there", (json_int_t)r->sent - r->received);
        set(o, "lost_back", r->received > r->answered ? r->received - r->answered : 0);
        set(o, "duplicates_there", r->duplicates_there);
        set(o, "reordered_there", r->reordered_there);
    }
    set(o, "duplicates_back", r->duplicates_back);
    set(o, "reordered_back", r->reordered_back);
    if (r->hops_there >= 0) set(o, "hop_limit_there", r->hops_there);
    if (r->hops_back >= 0) set(o, "hop_limit_back", r->hops_back);
    if (r->timed == 0) return o;
    set(o, "by_kernel", r->by_kernel);
    set(o, "min_ns", r->least);
    set(o, "median_ns", r->median);
    set(o, "mean_ns", r->mean);
    set(o, "max_ns", r->most);
    return o;
}

static json_t *mtu_json(const path_mtu *m)
{
    static const char *const ends[] = {[MTU_UNKNOWN] = "unknown",
                                       [MTU_FOUND] = "found",
                                       [MTU_AT_LEAST] = "at_least",
                                       [MTU_NO_LIMIT] = "no_limit",
                                       [MTU_FRAGMENTS] = "fragments"};
    json_t *o = json_object();
    set_text(o, "end", ends[m->end]);
    if (m->end != MTU_FRAGMENTS && m->end != MTU_UNKNOWN) set(o, "mtu_bytes", m->bytes);
    return o;
}

/* The byte that arrived for the one sent; null if nothing arrived or it is unknown. */
static json_t *codepoints_json(const codepoints *c)
{
    json_t *o = json_object(), *dscp = json_array(), *ecn = json_array();
    for (size_t i = 0; i < DSCP_COUNT; i++)
        json_array_append_new(dscp, c->dscp[i] < 0 ? json_null() : json_integer(c->dscp[i] >> 2));
    for (size_t i = 0; i < ECN_COUNT; i++)
        json_array_append_new(ecn, c->ecn[i] < 0 ? json_null() : json_integer(c->ecn[i] & 3));
    json_object_set_new(o, "dscp", dscp);
    json_object_set_new(o, "ecn", ecn);
    return o;
}

static json_t *segments_json(const segments *s)
{
    json_t *o = json_object();
    json_object_set_new(o, "segmented", json_boolean(s->sent > 0 && s->by_one_call));
    if (s->sent == 0) return o;
    set(o, "sent", s->sent);
    set(o, "arrived", s->arrived);
    set(o, "segment_bytes", s->bytes);
    set(o, "coalesced", (json_int_t)s->coalesced);
    return o;
}

static json_t *both(json_t *there, json_t *back)
{
    json_t *o = json_object();
    json_object_set_new(o, "there", there);
    json_object_set_new(o, "back", back);
    return o;
}

static json_t *icmp_json(const icmp_answers *all)
{
    json_t *list = json_array();
    for (size_t i = 0; i < all->count; i++) {
        json_t *o = json_object();
        icmp_put_json(&all->kinds[i], o);
        set(o, "count", (json_int_t)all->kinds[i].count);
        json_array_append_new(list, o);
    }
    return list;
}

int findings_print_json(const client *c, const findings *f)
{
    char text[SKT_ADDR_TEXT_MAX];
    json_t *o = json_object();
    set_text(o, "schema", "skt.udp/1");
    skt_addr_format(&c->peer, text, sizeof text);
    set_text(o, "peer", text);
    skt_addr_format(&c->local, text, sizeof text);
    set_text(o, "local", text);
    json_object_set_new(o, "round_trips", round_trips_json(&f->round));
    json_object_set_new(o, "path_mtu", both(mtu_json(&f->mtu_there), mtu_json(&f->mtu_back)));
    json_object_set_new(o, "codepoints", both(codepoints_json(&f->there), codepoints_json(&f->back)));
    json_object_set_new(o, "segments", both(segments_json(&f->segments_there), segments_json(&f->segments_back)));
    json_object_set_new(o, "icmp", icmp_json(&c->answers));
    if (c->answers.others > 0) set(o, "icmp_others", (json_int_t)c->answers.others);
    if (c->strange > 0) set(o, "strange", (json_int_t)c->strange);
    return print_json(o);
}
