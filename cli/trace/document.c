/* SPDX-License-Identifier: MIT */
#include "../json.h"
#include "../say.h"
#include "names.h"
#include "show.h"

static void set(json_t *into, const char *name, json_int_t value)
{
    json_object_set_new(into, name, json_integer(value));
}

static void set_text(json_t *into, const char *name, const char *text)
{
    json_object_set_new(into, name, json_string(text));
}

/* The kind of answer, without its time. */
static void put_answer(const route *r, const answer *a, json_t *into)
{
    static const char *const words[] = {
        [ANSWER_NONE] = "none", [ANSWER_ROUTER] = "router", [ANSWER_REACHED] = "reached", [ANSWER_REFUSED] = "refused"};
    char from[SKT_IP_TEXT_MAX];
    set_text(into, "answer", words[a->what]);
    if (a->what == ANSWER_NONE) return;
    if (a->by_icmp) {
        icmp_put_json(&(icmp_answer){.from = a->from,
                                     .family = skt_addr_family(&r->plan.to),
                                     .error = a->error,
                                     .type = a->type,
                                     .code = a->code,
                                     .mtu = a->mtu},
                      into);
    } else {
        const char *error = a->error != 0 ? skt_error_name(a->error) : NULL;
        if (a->from.len > 0) set_text(into, "address", icmp_from(&a->from, from));
        if (error != NULL) set_text(into, "error", error);
    }
    const char *name = a->from.len > 0 ? names_find(&a->from) : NULL;
    if (name != NULL) set_text(into, "name", name);
}

static json_t *hop_json(const route *r, unsigned hop)
{
    json_t *o = json_object(), *probes = json_array();
    set(o, "hop", hop + 1);
    for (unsigned i = 0; i < r->probes; i++) {
        const answer *a = &r->answers[hop][i];
        json_t *one = json_object();
        put_answer(r, a, one);
        if (a->what != ANSWER_NONE) set(one, "rtt_ns", a->took);
        json_array_append_new(probes, one);
    }
    json_object_set_new(o, "probes", probes);
    return o;
}

static json_t *statistics_json(const route *r, const hop_statistics *h, unsigned hop)
{
    json_t *o = json_object(), *hosts = json_array();
    set(o, "hop", hop + 1);
    set(o, "sent", (json_int_t)h->sent);
    set(o, "answered", (json_int_t)h->answered);
    for (size_t i = 0; i < h->host_count; i++) {
        char text[SKT_IP_TEXT_MAX];
        json_array_append_new(hosts, json_string(icmp_from(&h->hosts[i], text)));
    }
    json_object_set_new(o, "addresses", hosts);
    put_answer(r, &h->last, o);
    if (h->answered == 0) return o;
    set(o, "last_ns", h->last.took);
    set(o, "min_ns", h->least);
    set(o, "mean_ns", (json_int_t)h->mean);
    set(o, "max_ns", h->most);
    set(o, "deviation_ns", (json_int_t)statistics_deviation(h));
    return o;
}

int show_json(const route *r, const statistics *all)
{
    char text[SKT_ADDR_TEXT_MAX] = "?";
    json_t *o = json_object(), *hops = json_array();
    unsigned last = all ? all->last : r->last;
    set_text(o, "schema", "skt.trace/1");
    skt_addr_format(&r->plan.to, text, sizeof text);
    set_text(o, "to", text);
    set_text(o, "protocol", r->plan.tcp ? "tcp" : "udp");
    json_object_set_new(o, "reached", json_boolean(all ? all->reached : r->reached));
    if (all) set(o, "rounds", (json_int_t)all->rounds);
    for (unsigned hop = 0; hop < last; hop++)
        json_array_append_new(hops, all ? statistics_json(r, &all->hops[hop], hop) : hop_json(r, hop));
    json_object_set_new(o, "hops", hops);
    return all ? print_json_line(o) : print_json(o);
}
