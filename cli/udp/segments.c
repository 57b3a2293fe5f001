/* SPDX-License-Identifier: MIT */
#include "findings.h"

#define BURST        16
#define BURST_LEN    1200
#define COPIES       8
#define COPIES_TRIES 3

static uint32_t bits_of(uint32_t set)
{
    uint32_t count = 0;
    for (; set != 0; set &= set - 1) count++;
    return count;
}

/* Each segment is a probe, for which the server reports how many datagrams it was coalesced with. */
static int find_there(client *c, uint32_t path_bytes, segments *out)
{
    const exchange_plan plan = {.window = BURST, .together = true};
    probe probes[BURST] = {{.len = 0}};
    uint32_t len = path_bytes != 0 && path_bytes < BURST_LEN + c->headers ? path_bytes - c->headers : BURST_LEN;
    if ((skt_udp_features(&c->udp) & SKT_INFO_SEGMENTS) == 0) return 0;
    for (size_t i = 0; i < BURST; i++) probes[i] = (probe){.len = len};
    int rc = client_exchange(c, probes, BURST, &plan);
    if (rc < 0) return rc;
    out->sent = BURST;
    out->bytes = len;
    out->by_one_call = (skt_udp_features(&c->udp) & SKT_INFO_SEGMENTS) != 0;
    for (size_t i = 0; i < BURST; i++) {
        if (probes[i].arrival == 0) continue;
        out->arrived += probes[i].report.len == len;
        if (probes[i].report.beside > out->coalesced) out->coalesced = probes[i].report.beside;
    }
    return 0;
}

/* Requests several reports at once. The request must be as large as all of them. */
static int find_back(client *c, uint32_t path_bytes, segments *out)
{
    const exchange_plan plan = {.window = 2};
    const uint32_t each = WIRE_REPORT_LEN + WIRE_HEADERS;
    uint32_t copies = COPIES;
    while (copies > 2 && path_bytes != 0 && copies * each + c->headers > path_bytes) copies--;
    for (int i = 0; i < COPIES_TRIES; i++) {
        /* The second probe shows that the reports for the first are overdue. */
        probe probes[] = {{.len = copies * each, .wish = {.report_len = WIRE_REPORT_LEN, .copies = (uint16_t)copies}},
                          {.len = WIRE_PROBE_LEN, .tries = COPIES_TRIES}};
        int rc = client_exchange(c, probes, 2, &plan);
        if (rc < 0) return rc;
        if (probes[0].arrival == 0) continue;
        if ((probes[0].flags & WIRE_SEGMENTED) == 0) return 0;
        out->sent = copies;
        out->bytes = WIRE_REPORT_LEN;
        out->by_one_call = true;
        out->arrived = bits_of(probes[0].copies_seen);
        out->coalesced = probes[0].beside;
        return 0;
    }
    return 0;
}

int find_segments(client *c, uint32_t path_bytes, segments *there, segments *back)
{
    int rc = find_there(c, path_bytes, there);
    return rc < 0 ? rc : find_back(c, path_bytes, back);
}
