/* SPDX-License-Identifier: MIT */
/*
 * Finds the largest packet that passes unfragmented by trying sizes. ICMP answers of routers are only hints for the
 * next size, so that routers which drop large packets silently do not matter.
 */
#include "findings.h"
#include "fragments.h"

#define TRIES 3

/* The largest payload of a datagram, and the largest packet. */
#define DATA_MOST(c) (65535 - ((c)->family == SKT_AF_INET6 ? 8U : 28U))

/* Whether a probe of this size and a report of that size arrive: 1 or 0, or an error. */
static int arrives(client *c, uint32_t bytes, uint32_t report_len)
{
    const exchange_plan plan = {.window = 2};
    for (int i = 0; i < TRIES; i++) {
        /* The second probe shows that the report of the first is overdue. */
        probe probes[] = {{.len = bytes - c->headers, .wish = {.report_len = report_len}},
                          {.len = WIRE_PROBE_LEN, .tries = TRIES}};
        int rc = client_exchange(c, probes, 2, &plan);
        if (rc < 0) return rc;
        if (probes[0].state == PROBE_ANSWERED) return 1;
        if (probes[0].state == PROBE_TOO_LARGE) return 0;
    }
    return 0;
}

static int passes(client *c, uint32_t bytes, bool is_back)
{
    return arrives(c, bytes, is_back ? bytes - c->headers : 0);
}

/* A search between two sizes. */
typedef struct search {
    uint32_t passed, refused;
    uint32_t guess; /* a size to try first; 0: none */
    bool proves;    /* a guess has passed: next, check that the size above it does not */
} search;

static uint32_t next_size(const client *c, search *s)
{
    uint32_t guess = s->guess != 0 ? s->guess : c->mtu;
    bool proves = s->proves;
    s->guess = 0;
    s->proves = false;
    if (proves) return s->passed + 1;
    if (guess <= s->passed || guess >= s->refused) return s->passed + (s->refused - s->passed) / 2;
    s->proves = true;
    return guess;
}

static int search_on(client *c, search *s, bool is_back)
{
    while (s->refused - s->passed > 1) {
        uint32_t size = next_size(c, s);
        int rc = passes(c, size, is_back);
        if (rc < 0) return rc;
        if (rc > 0) s->passed = size;
        if (rc == 0) s->refused = size, s->proves = false;
    }
    return 0;
}

static int find_there(client *c, path_mtu *out)
{
    const uint32_t most = DATA_MOST(c) + c->headers;
    search s = {.passed = WIRE_PROBE_LEN + c->headers, .refused = most + 1, .guess = most};
    c->mtu = 0;
    int rc = fragments_allow(c->s, false);
    if (rc < 0) {
        out->end = MTU_FRAGMENTS;
        return 0;
    }
    rc = search_on(c, &s, false);
    out->bytes = s.passed;
    out->end = s.passed == most ? MTU_NO_LIMIT : MTU_FOUND;
    return rc;
}

/* The server's report is never larger than the request, so the request has the same size and may be fragmented. */
static int find_back(client *c, const path_mtu *there, path_mtu *out)
{
    const uint32_t most = DATA_MOST(c) + c->headers;
    search s = {.passed = WIRE_PROBE_LEN + c->headers, .refused = most + 1, .guess = there->bytes};
    c->mtu = 0;
    int rc = fragments_allow(c->s, true);
    if (rc == 0) rc = search_on(c, &s, true);
    if (rc < 0) return rc;
    out->bytes = s.passed;
    out->end = s.passed == most ? MTU_NO_LIMIT : MTU_FOUND;
    if (out->end == MTU_FOUND) {
        /* Find out whether the report does not pass, or whether the request did not arrive even in fragments. */
        rc = arrives(c, s.refused, 0);
        if (rc == 0) out->end = MTU_AT_LEAST;
    }
    if (c->fragments) out->end = MTU_FRAGMENTS;
    return rc < 0 ? rc : 0;
}

int find_path_mtu(client *c, path_mtu *there, path_mtu *back)
{
    int rc = find_there(c, there);
    return rc < 0 ? rc : find_back(c, there, back);
}
