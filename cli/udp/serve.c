/* SPDX-License-Identifier: MIT */
/*
 * The server stores nothing for a peer that has not yet proved by a cookie that it receives at its address, and sends
 * it less than it received. For proved peers it counts recent runs, and sends no more than it received. So it cannot be
 * used to amplify attacks with forged senders.
 */
#include "serve.h"

#include "../os.h"
#include "../say.h"
#include "../stdio.h"
#include "../stream/hear.h"
#include "fragments.h"
#include "runs.h"
#include "wire.h"

#include <string.h>

#define AT_ONCE 64

/* A socket of the server. */
typedef struct counter {
    skt_udp udp;
    bool fragments; /* fragmentation cannot be turned off */
} counter;

static struct {
    hear heard;
    counter counters[SKT_SERVE_MOST];
    cookie_secret secret;
    unsigned char room[1 << 16], reply[1 << 16];
} server;

static uint64_t now_ns(void)
{
    return (uint64_t)skt_now().nanoseconds;
}

static void challenge(counter *c, const skt_datagram *in, const wire_head *hello)
{
    wire_head head = {.type = WIRE_CHALLENGE, .run = hello->run, .seq = hello->seq};
    cookie_make(&server.secret, in->peer, now_ns(), head.cookie);
    wire_put_head(&head, server.reply);
    skt_datagram out = skt_datagram_to(server.reply, WIRE_CHALLENGE_LEN, in->peer);
    skt_udp_reply(in, &out);
    skt_udp_send(&c->udp, &out, 1, 0);
}

/* If the requested reports exceed the received bytes, sends only one of the least length. */
static wire_wish granted(const wire_wish *wish, size_t len)
{
    wire_wish out = *wish;
    if (out.report_len < WIRE_REPORT_LEN || out.report_len > sizeof server.reply) out.report_len = WIRE_REPORT_LEN;
    if (out.copies < 1 || out.copies > WIRE_COPIES_MOST) out.copies = 1;
    uint64_t bytes = (uint64_t)out.copies * (out.report_len + WIRE_HEADERS);
    if (bytes > len + WIRE_HEADERS) out.report_len = WIRE_REPORT_LEN, out.copies = 1;
    return out;
}

static skt_ssize send_reports(counter *c, const skt_datagram *in, const wire_wish *wish, wire_head *head,
                              wire_report *report)
{
    size_t len = wish->report_len;
    memset(server.reply, 0, len * wish->copies);
    for (report->copy = 0; report->copy < wish->copies; report->copy++) {
        wire_put_head(head, server.reply + len * report->copy);
        wire_put_report(report, server.reply + len * report->copy);
    }
    skt_datagram out = skt_datagram_to(server.reply, len * wish->copies, in->peer);
    skt_udp_reply(in, &out);
    if (wish->copies > 1) out.segment_size = (uint32_t)len;
    out.tos = wish->tos;
    out.has |= SKT_INFO_TOS;
    out.has &= skt_udp_features(&c->udp);
    return skt_udp_send(&c->udp, &out, 1, 0);
}

static void fill_in(const skt_datagram *in, const run *counted, wire_head *head, wire_report *report)
{
    if (in->got & (SKT_INFO_TOS | SKT_INFO_ECN)) head->flags |= WIRE_HAS_TOS, report->tos = in->tos;
    if (in->got & SKT_INFO_HOP_LIMIT) head->flags |= WIRE_HAS_HOPS, report->hop_limit = in->hop_limit;
    if (in->got & SKT_INFO_TIME) {
        int64_t held = stdio_time() * 1000 - in->time;
        head->flags |= WIRE_HAS_HELD;
        report->held = held > 0 ? held : 0;
    }
    report->received = counted->received;
    report->duplicates = counted->duplicates;
    report->reordered = counted->reordered;
    report->order = counted->reports;
}

static void report_on(counter *c, const skt_datagram *in, const skt_buf *one, uint16_t beside, const wire_head *probe)
{
    wire_wish wish;
    run *counted = runs_find(in->peer, probe->run);
    wire_take_wish(one->base, &wish);
    wish = granted(&wish, one->len);
    if (probe->flags & WIRE_COUNTED && !run_count(counted, probe->seq)) return;
    if (probe->flags & WIRE_COUNTED) counted->reports++;
    wire_head head = {.type = WIRE_REPORT, .run = probe->run, .seq = probe->seq};
    wire_report report = {.len = (uint32_t)one->len, .beside = beside};
    fill_in(in, counted, &head, &report);
    if (c->fragments) head.flags |= WIRE_FRAGMENTS;
    if (!(skt_udp_features(&c->udp) & SKT_INFO_TOS)) head.flags |= WIRE_NO_TOS;
    if (wish.copies > 1 && skt_udp_features(&c->udp) & SKT_INFO_SEGMENTS) head.flags |= WIRE_SEGMENTED;
    if (send_reports(c, in, &wish, &head, &report) != SKT_EMSGSIZE) return;
    wish.report_len = WIRE_REPORT_LEN;
    wish.copies = 1;
    head.flags |= WIRE_TOO_LARGE;
    send_reports(c, in, &wish, &head, &report);
}

static void answer(counter *c, const skt_datagram *in)
{
    wire_head head;
    skt_buf one;
    uint16_t beside = 0;
    for (size_t at = 0; skt_udp_next(in, &at, &one);) beside++;
    for (size_t at = 0; skt_udp_next(in, &at, &one);) {
        if (!wire_take_head(one.base, one.len, &head)) continue;
        if (head.type == WIRE_HELLO) challenge(c, in, &head);
        if (head.type == WIRE_PROBE && cookie_holds(&server.secret, in->peer, now_ns(), head.cookie))
            report_on(c, in, &one, beside, &head);
    }
}

/* Discards ICMP errors for sent reports, so that they do not fail calls for other peers. */
static bool is_passing(skt_ssize rc)
{
    return rc == SKT_EAGAIN || rc == SKT_EINTR || rc == SKT_ECONNREFUSED || rc == SKT_ECONNRESET ||
           rc == SKT_EHOSTUNREACH || rc == SKT_ENETUNREACH || rc == SKT_EMSGSIZE || rc == SKT_ENOBUFS;
}

static int take(counter *c)
{
    skt_addr peer;
    skt_ssize rc = 1;
    for (int i = 0; rc == 1 && i < AT_ONCE; i++) {
        skt_datagram in = skt_datagram_into(server.room, sizeof server.room, &peer);
        rc = skt_udp_recv(&c->udp, &in, 1, 0);
        if (rc == 1) answer(c, &in);
    }
    return rc == 1 || is_passing(rc) ? 0 : (int)rc;
}

static int prepare(void)
{
    const uint32_t wanted = SKT_INFO_LOCAL | SKT_INFO_TOS | SKT_INFO_HOP_LIMIT | SKT_INFO_TIME | SKT_INFO_SEGMENTS;
    for (size_t i = 0; i < server.heard.count; i++) {
        counter *c = &server.counters[i];
        int rc = skt_udp_attach(&c->udp, sizeof c->udp, server.heard.sockets[i], wanted, NULL);
        if (rc < 0) return rc;
        c->fragments = fragments_allow(server.heard.sockets[i], false) < 0;
    }
    return cookie_secret_make(&server.secret) ? 0 : SKT_EUNSUPPORTED;
}

static counter *counter_of(skt_socket s)
{
    size_t i = 0;
    while (server.heard.sockets[i] != s) i++;
    return &server.counters[i];
}

int udp_serve(const char *address, const settings *options)
{
    const kind udp = {SKT_SOCK_DGRAM, 0, true};
    skt_socket ready;
    int rc = os_catch_interrupts();
    if (rc < 0) return complain_of("cannot wait for interrupts", rc);
    int status = hear_begin(&server.heard, address, &udp, options, false);
    if (status != STATUS_OK) return status;
    rc = prepare();
    while (rc == 0) {
        rc = hear_wait(&server.heard, &ready);
        if (rc == 0) rc = take(counter_of(ready));
    }
    hear_end(&server.heard, SKT_INVALID_SOCKET);
    return os_interrupt_status() ? os_interrupt_status() : complain_of("answering", rc);
}
