/* SPDX-License-Identifier: MIT */
#include "statistics.h"

static void add_host(hop_statistics *h, const skt_addr *from)
{
    for (size_t i = 0; i < h->host_count; i++)
        if (skt_addr_same_host(&h->hosts[i], from)) return;
    if (from->len > 0 && h->host_count < HOSTS_MOST) h->hosts[h->host_count++] = *from;
}

static void add_answer(hop_statistics *h, const answer *a)
{
    h->sent++;
    if (a->what == ANSWER_NONE) return;
    h->answered++;
    h->last = *a;
    add_host(h, &a->from);
    if (h->answered == 1 || a->took < h->least) h->least = a->took;
    if (a->took > h->most) h->most = a->took;
    double from_mean = (double)a->took - h->mean;
    h->mean += from_mean / (double)h->answered;
    h->squares += from_mean * ((double)a->took - h->mean);
}

void statistics_add(statistics *all, const route *r)
{
    for (unsigned hop = 0; hop < r->last; hop++)
        for (unsigned i = 0; i < r->probes; i++) add_answer(&all->hops[hop], &r->answers[hop][i]);
    if (r->last > all->last || r->reached) all->last = r->last;
    all->reached = r->reached;
    all->rounds++;
}

/* The square root by Newton's method, which does not need libm. */
static double root(double value)
{
    double guess = value > 1 ? value : 1;
    for (int i = 0; i < 200 && guess * guess > value * (1 + 1e-12); i++) guess = (guess + value / guess) / 2;
    return value > 0 ? guess : 0;
}

double statistics_deviation(const hop_statistics *h)
{
    return h->answered > 1 ? root(h->squares / (double)(h->answered - 1)) : 0;
}
