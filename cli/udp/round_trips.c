/* SPDX-License-Identifier: MIT */
#include "findings.h"

#include <stdlib.h>

/* The last probe requests the server's counts. */
static probe probes[WIRE_COUNTED_MOST + 1];

static int compare(const void *a, const void *b)
{
    skt_duration one = *(const skt_duration *)a, other = *(const skt_duration *)b;
    return (one > other) - (one < other);
}

static void measure_times(round_trips *out)
{
    static skt_duration times[WIRE_COUNTED_MOST];
    double sum = 0;
    for (size_t i = 0; i < out->sent; i++) {
        if (probes[i].took < 0) continue;
        times[out->timed++] = probes[i].took;
        sum += (double)probes[i].took;
        out->by_kernel += probes[i].by_kernel;
    }
    if (out->timed == 0) return;
    qsort(times, out->timed, sizeof times[0], compare);
    out->least = times[0];
    out->median = times[out->timed / 2];
    out->most = times[out->timed - 1];
    out->mean = (skt_duration)(sum / out->timed);
}

/* The number of reports that arrived after one that was sent later. */
static uint32_t reordered(const round_trips *r)
{
    static uint32_t arrivals[WIRE_COUNTED_MOST + 1];
    uint32_t earliest = UINT32_MAX, count = 0;
    for (size_t i = 0; i <= r->sent; i++) arrivals[i] = UINT32_MAX;
    for (size_t i = 0; i < r->sent; i++)
        if (probes[i].arrival > 0 && probes[i].report.order <= r->sent)
            arrivals[probes[i].report.order] = probes[i].arrival;
    for (size_t i = r->sent + 1; i-- > 0;) {
        if (arrivals[i] == UINT32_MAX) continue;
        if (earliest < arrivals[i]) count++;
        if (arrivals[i] < earliest) earliest = arrivals[i];
    }
    return count;
}

/* The server's counts. */
static void take_totals(const probe *last, round_trips *out)
{
    out->totals = last->state == PROBE_ANSWERED && last->report.received <= out->sent;
    out->received = last->report.received;
    out->duplicates_there = last->report.duplicates;
    out->reordered_there = last->report.reordered;
}

int find_round_trips(client *c, uint32_t count, skt_duration interval, round_trips *out)
{
    const exchange_plan plan = {.window = count, .interval = interval, .last_waits = true};
    *out = (round_trips){.sent = count, .hops_there = -1, .hops_back = -1};
    for (size_t i = 0; i < count; i++) probes[i] = (probe){.len = WIRE_PROBE_LEN, .counted = true};
    probes[count] = (probe){.len = WIRE_PROBE_LEN, .tries = 4};
    int rc = client_exchange(c, probes, count + 1, &plan);
    if (rc < 0) return rc;
    for (size_t i = 0; i < count; i++) {
        const probe *p = &probes[i];
        out->duplicates_back += p->duplicates;
        if (p->arrival == 0) continue;
        out->answered++;
        if (p->flags & WIRE_HAS_HOPS) out->hops_there = p->report.hop_limit;
        if (p->got & SKT_INFO_HOP_LIMIT) out->hops_back = p->here_hops;
    }
    measure_times(out);
    out->reordered_back = reordered(out);
    take_totals(&probes[count], out);
    return 0;
}
