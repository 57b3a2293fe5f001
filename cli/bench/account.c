/* SPDX-License-Identifier: MIT */
#include "account.h"

#include "../os.h"
#include "../say.h"
#include "histogram.h"
#include "lines.h"
#include "quantity.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static bool line_is_drawn;

/* Clears the live line on the terminal. */
static void clear(void)
{
    if (line_is_drawn) say_wipe();
    line_is_drawn = false;
}

void account_begin(const result *r)
{
    const uint64_t *plan = r->wishes->plan;
    say_first(clear);
    if (r->wishes->json) {
        lines_begin(r);
        return;
    }
    print(OS_STDOUT, "%s  %s, %" PRIu64 " stream%s, %s of %" PRIu64 " bytes\n", r->peer, r->transport,
          plan[PLAN_STREAMS], plan[PLAN_STREAMS] == 1 ? "" : "s", plan[PLAN_PING] ? "requests" : "messages",
          plan[PLAN_SIZE]);
}

static void describe_way(const result *r, const stretch *s, bool forth, char *out, size_t size)
{
    char rate[QUANTITY_MAX];
    way w = result_way(s, forth, false);
    size_t len = (size_t)snprintf(out, size, "  %s %s", forth ? "->" : "<-", quantity_bits(w.bits_per_second, rate));
    if (r->datagrams && len < size)
        snprintf(out + len, size - len, ", lost %" PRIu64, w.lost);
    else if (w.has_tcp && len < size)
        snprintf(out + len, size - len, ", retransmits %" PRIu64, w.retransmits);
}

static void draw_line(const result *r, const stretch *s)
{
    char line[512] = "", text[2][160] = {"", ""}, p50[QUANTITY_MAX], p99[QUANTITY_MAX], most[QUANTITY_MAX];
    const uint64_t *plan = r->wishes->plan;
    if (plan[PLAN_PING]) {
        snprintf(text[0], sizeof text[0], "  %" PRIu64 " answers, 50 %% %s, 99 %% %s, max %s", s->latency.count,
                 quantity_span((double)s->latency.percentiles[0], p50),
                 quantity_span((double)s->latency.percentiles[2], p99), quantity_span((double)s->latency.most, most));
    } else {
        if (plan[PLAN_DIRECTIONS] & PLAN_FORTH) describe_way(r, s, true, text[0], sizeof text[0]);
        if (plan[PLAN_DIRECTIONS] & PLAN_BACK) describe_way(r, s, false, text[1], sizeof text[1]);
    }
    snprintf(line, sizeof line, "%5.1f s%s%s%s", (double)s->to / 1e9, s->omitted ? " (omitted)" : "", text[0], text[1]);
    say_over(line);
    line_is_drawn = true;
}

void account_interval(const result *r, const stretch *s)
{
    if (os_has_terminal()) draw_line(r, s);
    if (r->wishes->json) lines_interval(r, s);
}

static void print_way(const result *r, bool forth)
{
    char sent[QUANTITY_MAX], came[QUANTITY_MAX], rate[QUANTITY_MAX], rtt[QUANTITY_MAX], least[QUANTITY_MAX];
    way w = result_way(&r->whole, forth, true);
    print(OS_STDOUT, "%-12s %s sent, %s received in %.2f s: %s\n", forth ? "there" : "back",
          quantity_bytes((double)w.sent_bytes, sent), quantity_bytes((double)w.received_bytes, came), w.seconds,
          quantity_bits(w.bits_per_second, rate));
    if (r->datagrams) {
        double share = w.lost + w.received > 0 ? 100 * (double)w.lost / (double)(w.lost + w.received) : 0;
        print(OS_STDOUT,
              "             %" PRIu64 " datagrams, %.0f a second; lost %" PRIu64 " (%.3g %%), reordered %" PRIu64
              ", duplicates %" PRIu64 ", jitter %s\n",
              w.received, w.messages_per_second, w.lost, share, w.reordered, w.duplicates,
              quantity_span((double)w.jitter_ns, rtt));
    }
    if (w.has_tcp)
        print(OS_STDOUT, "             retransmits %" PRIu64 ", round trip %s (least %s)\n", w.retransmits,
              quantity_span((double)w.rtt_ns, rtt), quantity_span((double)w.rtt_least_ns, least));
}

static void print_latency(const result *r)
{
    char text[QUANTITY_MAX];
    const latency_summary *l = &r->whole.latency;
    uint64_t asked = r->whole.last.here[FIGURE_SENT], answered = r->whole.last.here[FIGURE_RECEIVED];
    print(OS_STDOUT, "%" PRIu64 " answers to %" PRIu64 " requests, lost %" PRIu64 "; counted from when they were due\n",
          answered, asked, asked - answered);
    print(OS_STDOUT, "  mean    %10s\n", quantity_span(l->mean, text));
    for (size_t i = 0; i < LATENCY_PERCENTILES; i++)
        print(OS_STDOUT, "  %5.2f %% %10s\n", latency_percentiles[i], quantity_span((double)l->percentiles[i], text));
    print(OS_STDOUT, "  max     %10s\n\n", quantity_span((double)l->most, text));
    histogram_print(r->times);
}

static void print_whole(const result *r)
{
    const uint64_t directions = r->wishes->plan[PLAN_DIRECTIONS];
    if (r->wishes->plan[PLAN_PING]) {
        print_latency(r);
        return;
    }
    if (directions & PLAN_FORTH) print_way(r, true);
    if (directions & PLAN_BACK) print_way(r, false);
    if (r->datagrams)
        print(OS_STDOUT, "several at once  here: sends %s, receives %s; there: sends %s, receives %s\n",
              r->whole.last.here[FIGURE_SEGMENTS] ? "yes" : "no", r->whole.last.here[FIGURE_COALESCES] ? "yes" : "no",
              r->whole.last.there[FIGURE_SEGMENTS] ? "yes" : "no",
              r->whole.last.there[FIGURE_COALESCES] ? "yes" : "no");
    print(OS_STDOUT, "processor    %.3f s/GB here, %.3f s/GB there\n", result_processor(&r->whole, true),
          result_processor(&r->whole, false));
}

void account_end(const result *r)
{
    clear();
    if (r->wishes->json)
        lines_end(r);
    else
        print_whole(r);
}
