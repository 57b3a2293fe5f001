/* SPDX-License-Identifier: MIT */
/* The results as text. */
#include "../say.h"
#include "findings.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define LINE_MAX_LEN 400

static const char *const ecn_names[ECN_COUNT] = {"not-ECT", "ECT(1)", "ECT(0)", "CE"};

SAY_PRINTF(3, 4) static void line(const char *subject, const char *way, const char *format, ...)
{
    char text[PRINT_MAX / 2];
    va_list values;
    va_start(values, format);
    vsnprintf(text, sizeof text, format, values);
    va_end(values);
    print(OS_STDOUT, "%-13s %-6s %s\n", subject, way, text);
}

static double ms(skt_duration span)
{
    return (double)span / 1e6;
}

static void print_round_trips(const round_trips *r)
{
    if (r->timed > 0)
        line("round trip", "", "min %.3f  median %.3f  mean %.3f  max %.3f ms%s", ms(r->least), ms(r->median),
             ms(r->mean), ms(r->most),
             r->by_kernel == r->timed ? ", by the kernel's time stamps"
             : r->by_kernel > 0       ? ", some of them by the kernel's time stamps"
                                      : "");
    if (!r->totals) {
        line("loss", "both", "%u of %u", r->sent - r->answered, r->sent);
        return;
    }
    line("loss", "there", "%u of %u, %u duplicates, %u out of order", r->sent - r->received, r->sent,
         r->duplicates_there, r->reordered_there);
    line("", "back", "%u of %u, %u duplicates, %u out of order",
         r->received > r->answered ? r->received - r->answered : 0, r->received, r->duplicates_back, r->reordered_back);
}

static void print_hops(const round_trips *r)
{
    if (r->hops_there >= 0) line("hop limit", "there", "%d arrives", r->hops_there);
    if (r->hops_back >= 0) line(r->hops_there >= 0 ? "" : "hop limit", "back", "%d arrives", r->hops_back);
}

static void print_mtu(const char *subject, const char *way, const path_mtu *m)
{
    switch (m->end) {
    case MTU_FOUND: line(subject, way, "%u bytes", m->bytes); break;
    case MTU_AT_LEAST: line(subject, way, "%u bytes or more: no larger request arrives", m->bytes); break;
    case MTU_NO_LIMIT: line(subject, way, "no limit: the largest datagram passes, %u bytes", m->bytes); break;
    case MTU_FRAGMENTS: line(subject, way, "not known: the sender's system cannot forbid fragments"); break;
    case MTU_UNKNOWN: break;
    }
}

/* The byte that arrived; -1 for unchanged. */
static int change(int outcome, int sent, int shift)
{
    if (outcome < 0) return outcome - 1;
    int arrived = shift > 0 ? outcome >> shift : outcome & 3;
    return arrived == sent ? -1 : arrived;
}

static void print_dscp(const char *subject, const char *way, const codepoints *c)
{
    char text[LINE_MAX_LEN] = "";
    int unchanged = 0;
    for (int i = 0; i < DSCP_COUNT;) {
        int first = i, what = change(c->dscp[i], i, 2);
        while (i < DSCP_COUNT && change(c->dscp[i], i, 2) == what) i++;
        if (what == -1) {
            unchanged += i - first;
            continue;
        }
        append(text, LINE_MAX_LEN, "%s%d", text[0] ? ", " : "", first);
        if (i - first > 1) append(text, LINE_MAX_LEN, "-%d", i - 1);
        if (what == TOS_LOST - 1)
            append(text, LINE_MAX_LEN, " lost");
        else if (what == TOS_UNSAID - 1)
            append(text, LINE_MAX_LEN, " not known");
        else
            append(text, LINE_MAX_LEN, i - first > 1 ? " become %d" : " becomes %d", what);
    }
    if (unchanged == DSCP_COUNT)
        line(subject, way, "all 64 arrive unchanged");
    else
        line(subject, way, "%d of 64 arrive unchanged; %s", unchanged, text);
}

static void print_ecn(const char *subject, const char *way, const codepoints *c)
{
    char text[LINE_MAX_LEN] = "";
    for (int i = 0; i < ECN_COUNT; i++) {
        int what = change(c->ecn[i], i, 0);
        append(text, LINE_MAX_LEN, "%s%s ", i > 0 ? ", " : "", ecn_names[i]);
        if (what == -1)
            append(text, LINE_MAX_LEN, "unchanged");
        else if (what == TOS_LOST - 1)
            append(text, LINE_MAX_LEN, "lost");
        else if (what == TOS_UNSAID - 1)
            append(text, LINE_MAX_LEN, "not known");
        else
            append(text, LINE_MAX_LEN, "becomes %s", ecn_names[what]);
    }
    line(subject, way, "%s", text);
}

static void print_segments(const char *subject, const char *way, const segments *s)
{
    if (s->sent == 0)
        line(subject, way, "not on the sender's system");
    else
        line(subject, way, "%u of %u datagrams of %u bytes arrive that were sent %s, up to %zu in one buffer",
             s->arrived, s->sent, s->bytes, s->by_one_call ? "by one call" : "one by one", s->coalesced);
}

static void print_icmp(const client *c)
{
    for (size_t i = 0; i < c->answers.count; i++) {
        const icmp_answer *a = &c->answers.kinds[i];
        char from[SKT_IP_TEXT_MAX], text[ICMP_TEXT_MAX], mtu[40] = "";
        if (a->mtu != 0) snprintf(mtu, sizeof mtu, ", MTU %u", a->mtu);
        line(i == 0 ? "ICMP" : "", "", "%s: %s (type %d code %d%s), %llu times", icmp_from(&a->from, from),
             icmp_text(a->family, a->type, a->code, text), a->type, a->code, mtu, (unsigned long long)a->count);
    }
    if (c->answers.others > 0) line("", "", "and %llu others", (unsigned long long)c->answers.others);
    if (c->strange > 0) line("strange", "", "%llu datagrams that are no answers", (unsigned long long)c->strange);
}

int findings_print(const client *c, const findings *f)
{
    char peer[SKT_ADDR_TEXT_MAX], local[SKT_ADDR_TEXT_MAX];
    skt_addr_format(&c->peer, peer, sizeof peer);
    skt_addr_format(&c->local, local, sizeof local);
    print(OS_STDOUT, "from %s there to %s, and back\n", local, peer);
    print_round_trips(&f->round);
    print_hops(&f->round);
    print_mtu("path MTU", "there", &f->mtu_there);
    print_mtu("", "back", &f->mtu_back);
    print_dscp("DSCP", "there", &f->there);
    print_dscp("", "back", &f->back);
    print_ecn("ECN", "there", &f->there);
    print_ecn("", "back", &f->back);
    print_segments("segmentation", "there", &f->segments_there);
    print_segments("", "back", &f->segments_back);
    print_icmp(c);
    return STATUS_OK;
}
