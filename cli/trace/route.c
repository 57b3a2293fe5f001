/* SPDX-License-Identifier: MIT */
#include "route.h"

#include "../os.h"

#include <string.h>

static hop_probe out[AT_ONCE_MOST];
static size_t count;

static void remove_probe(size_t i)
{
    out[i] = out[--count];
}

/* Ends the probes of hops behind the last one. */
static void end_at(route *r, unsigned hop, bool reached)
{
    if (hop > r->last || (hop == r->last && r->reached)) return;
    r->last = hop;
    r->reached = reached;
    for (size_t i = count; i-- > 0;) {
        if (out[i].hop <= hop || out[i].s == SKT_INVALID_SOCKET) continue;
        probe_end(&r->plan, &out[i]);
        remove_probe(i);
    }
}

static void keep(route *r, const hop_probe *p)
{
    r->answers[p->hop - 1][p->index % r->probes] = p->answer;
    r->done[p->hop - 1]++;
    if (p->answer.what == ANSWER_REACHED || p->answer.what == ANSWER_REFUSED)
        end_at(r, p->hop, p->answer.what == ANSWER_REACHED);
}

static void look(route *r)
{
    for (size_t i = count; i-- > 0;) {
        if (i >= count || !probe_look(&r->plan, &out[i])) continue;
        hop_probe ended = out[i];
        remove_probe(i);
        keep(r, &ended);
    }
}

static int wait_for_any(const route *r)
{
    const short events = r->plan.tcp ? SKT_POLLIN | SKT_POLLOUT : SKT_POLLIN;
    skt_pollfd entries[AT_ONCE_MOST + 1];
    skt_deadline until = SKT_NEVER;
    for (size_t i = 0; i < count; i++) {
        entries[i] = (skt_pollfd){.socket = out[i].s, .events = events};
        if (out[i].until.nanoseconds < until.nanoseconds) until = out[i].until;
    }
    entries[count] = (skt_pollfd){.socket = os_interrupt_socket(), .events = SKT_POLLIN};
    if (os_interrupt_status()) return SKT_EINTR;
    int rc = skt_poll(entries, count + 1, until);
    if (os_interrupt_status()) return SKT_EINTR;
    return rc < 0 && rc != SKT_EINTR ? rc : 0;
}

static int send_more(route *r, unsigned *next)
{
    int rc = 0;
    while (rc == 0 && count < r->at_once && *next < r->last * r->probes) {
        rc = probe_begin(&r->plan, *next / r->probes + 1, *next, &out[count]);
        if (rc < 0) return rc;
        count++;
        ++*next;
    }
    return rc;
}

int route_run(route *r, void (*on_hop)(const route *r, unsigned hop))
{
    unsigned next = 0, shown = 0;
    int rc = 0;
    count = 0;
    r->last = r->max_hops;
    r->reached = false;
    memset(r->answers, 0, sizeof r->answers);
    memset(r->done, 0, sizeof r->done);
    while (rc == 0 && shown < r->last) {
        rc = send_more(r, &next);
        if (rc == 0) rc = wait_for_any(r);
        look(r);
        while (shown < r->last && r->done[shown] == r->probes) on_hop(r, ++shown);
    }
    while (count > 0) probe_end(&r->plan, &out[--count]);
    return rc;
}
