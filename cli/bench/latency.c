/* SPDX-License-Identifier: MIT */
#include "latency.h"

/* The histogram's range, up to two minutes, and precision. */
#define LONGEST SKT_SECONDS(120)
#define DIGITS  3

const double latency_percentiles[LATENCY_PERCENTILES] = {50, 90, 99, 99.9, 99.99};
const char *const latency_names[LATENCY_PERCENTILES] = {"p50", "p90", "p99", "p99_9", "p99_99"};

int latency_open(latency *l)
{
    *l = (latency){.busy = ATOMIC_FLAG_INIT, .begins_at = INT64_MAX, .counts_from = INT64_MAX};
    if (hdr_init(1, LONGEST, DIGITS, &l->all) == 0 && hdr_init(1, LONGEST, DIGITS, &l->fresh) == 0 &&
        hdr_init(1, LONGEST, DIGITS, &l->spare) == 0)
        return 0;
    latency_close(l);
    return SKT_ENOMEM;
}

void latency_close(latency *l)
{
    hdr_close(l->all);
    hdr_close(l->fresh);
    hdr_close(l->spare);
    l->all = l->fresh = l->spare = NULL;
}

static void lock(latency *l)
{
    while (atomic_flag_test_and_set_explicit(&l->busy, memory_order_acquire)) continue;
}

static void unlock(latency *l)
{
    atomic_flag_clear_explicit(&l->busy, memory_order_release);
}

void latency_add(latency *l, int64_t due, int64_t now)
{
    int64_t time = now - due < LONGEST ? now - due : LONGEST;
    if (due < atomic_load_explicit(&l->begins_at, memory_order_relaxed)) return;
    lock(l);
    hdr_record_value(l->fresh, time);
    if (due >= atomic_load_explicit(&l->counts_from, memory_order_relaxed)) hdr_record_value(l->all, time);
    unlock(l);
}

latency_summary latency_interval(latency *l)
{
    lock(l);
    struct hdr_histogram *full = l->fresh;
    l->fresh = l->spare;
    l->spare = full;
    unlock(l);
    latency_summary out = latency_summarize(full);
    hdr_reset(full);
    return out;
}

latency_summary latency_summarize(const struct hdr_histogram *h)
{
    latency_summary out = {.count = (uint64_t)h->total_count};
    if (out.count == 0) return out;
    out.least = hdr_min(h);
    out.most = hdr_max(h);
    out.mean = hdr_mean(h);
    out.deviation = hdr_stddev(h);
    for (size_t i = 0; i < LATENCY_PERCENTILES; i++)
        out.percentiles[i] = hdr_value_at_percentile(h, latency_percentiles[i]);
    return out;
}
