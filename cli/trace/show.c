/* SPDX-License-Identifier: MIT */
#include "show.h"

#include "../say.h"
#include "names.h"

#include <stdio.h>
#include <string.h>

#define LINE_ROOM 1500

static double ms(skt_duration span)
{
    return (double)span / 1e6;
}

static void add_host(char *out, const skt_addr *host)
{
    char from[SKT_IP_TEXT_MAX];
    const char *name = names_find(host);
    if (name != NULL)
        append(out, LINE_ROOM, "  %s (%s)", name, icmp_from(host, from));
    else
        append(out, LINE_ROOM, "  %s", icmp_from(host, from));
}

/* The reason why the trace ended, as text. */
static const char *ending(const route *r, const answer *a, char out[ICMP_TEXT_MAX])
{
    const char *name = skt_error_name(a->error);
    if (a->what == ANSWER_NONE || a->what == ANSWER_ROUTER) return NULL;
    if (a->by_icmp) return icmp_text(skt_addr_family(&r->plan.to), a->type, a->code, out);
    if (a->error == 0) return r->plan.tcp ? "port open" : "answered";
    if (a->what == ANSWER_REACHED) return "port closed";
    snprintf(out, ICMP_TEXT_MAX, "%s", name ? name : "?");
    return out;
}

void show_head(const route *r)
{
    char to[SKT_ADDR_TEXT_MAX] = "?";
    skt_addr_format(&r->plan.to, to, sizeof to);
    print(OS_STDOUT, "to %s%s by %s, %u hops at most\n", to, r->plan.ports_differ ? " and the ports behind it" : "",
          r->plan.tcp ? "TCP" : "UDP", r->max_hops);
}

void show_hop(const route *r, unsigned hop)
{
    char text[LINE_ROOM] = "", words[ICMP_TEXT_MAX];
    const answer *before = NULL;
    const char *end = NULL;
    if (hop == 1) show_head(r);
    for (unsigned i = 0; i < r->probes; i++) {
        const answer *a = &r->answers[hop - 1][i];
        if (a->what == ANSWER_NONE) {
            append(text, LINE_ROOM, "  *");
            continue;
        }
        if (before == NULL || !skt_addr_same_host(&before->from, &a->from)) add_host(text, &a->from);
        append(text, LINE_ROOM, "  %.3f ms", ms(a->took));
        before = a;
        if (ending(r, a, words) != NULL) end = ending(r, a, words);
    }
    print(OS_STDOUT, "%3u%s%s%s%s\n", hop, text, end ? "  (" : "", end ? end : "", end ? ")" : "");
}

void show_statistics(const statistics *all)
{
    print(OS_STDOUT, "hop   loss   sent     last      min     mean      max    stdev  ms; host\n");
    for (unsigned hop = 0; hop < all->last; hop++) {
        const hop_statistics *h = &all->hops[hop];
        char hosts[LINE_ROOM] = "";
        double lost = h->sent > 0 ? 100.0 * (double)(h->sent - h->answered) / (double)h->sent : 0;
        for (size_t i = 0; i < h->host_count; i++) add_host(hosts, &h->hosts[i]);
        print(OS_STDOUT, "%3u %5.1f%% %6llu %8.3f %8.3f %8.3f %8.3f %8.3f%s\n", hop + 1, lost,
              (unsigned long long)h->sent, ms(h->last.took), ms(h->least), h->mean / 1e6, ms(h->most),
              statistics_deviation(h) / 1e6, hosts[0] != '\0' ? hosts : "  *");
    }
}
