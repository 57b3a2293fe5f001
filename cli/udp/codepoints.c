/* SPDX-License-Identifier: MIT */
#include "findings.h"

#define COUNT (DSCP_COUNT + ECN_COUNT)
#define TRIES 4

/* The bytes to try: all values of DSCP with ECN 0, then all values of ECN with DSCP 0. */
static uint8_t tos_of(size_t i)
{
    return (uint8_t)(i < DSCP_COUNT ? i << 2 : i - DSCP_COUNT);
}

/* The result is unknown if one side cannot send the byte, or the other does not receive it as an item. */
static int outcome(const client *c, const probe *p, bool is_back)
{
    bool sent = is_back ? !(p->flags & WIRE_NO_TOS) : (skt_udp_features(&c->udp) & SKT_INFO_TOS) != 0;
    bool heard = is_back ? (p->got & SKT_INFO_TOS) != 0 : (p->flags & WIRE_HAS_TOS) != 0;
    if (p->arrival == 0) return TOS_LOST;
    if (!sent || !heard) return TOS_UNSAID;
    return is_back ? p->here_tos : p->report.tos;
}

/* Sends the probes that have no report yet. The last probe shows that reports of the others are overdue. */
static int ask_again(client *c, probe probes[COUNT])
{
    const exchange_plan plan = {.window = 16};
    probe batch[COUNT + 1];
    size_t count = 0;
    for (size_t i = 0; i < COUNT; i++)
        if (probes[i].arrival == 0) batch[count++] = probes[i];
    if (count == 0) return 0;
    batch[count] = (probe){.len = WIRE_PROBE_LEN, .tries = TRIES};
    int rc = client_exchange(c, batch, count + 1, &plan);
    for (size_t i = 0, at = 0; i < COUNT; i++)
        if (probes[i].arrival == 0) probes[i] = batch[at++];
    return rc;
}

/* In each round trip either the probe or the report has the byte. */
static int find(client *c, bool is_back, codepoints *out)
{
    probe probes[COUNT] = {{.len = 0}};
    int rc = 0;
    for (size_t i = 0; i < COUNT; i++) {
        probes[i].len = WIRE_PROBE_LEN;
        if (is_back)
            probes[i].wish.tos = tos_of(i);
        else
            probes[i].tos = tos_of(i);
    }
    for (int i = 0; rc == 0 && i < TRIES; i++) rc = ask_again(c, probes);
    for (size_t i = 0; i < DSCP_COUNT; i++) out->dscp[i] = outcome(c, &probes[i], is_back);
    for (size_t i = 0; i < ECN_COUNT; i++) out->ecn[i] = outcome(c, &probes[DSCP_COUNT + i], is_back);
    return rc;
}

int find_codepoints(client *c, codepoints *there, codepoints *back)
{
    int rc = find(c, false, there);
    return rc < 0 ? rc : find(c, true, back);
}
