/* SPDX-License-Identifier: MIT */
#include "client.h"

#include "../os.h"
#include "../say.h"
#include "../stdio.h"

#include <string.h>

/* How long to wait for a report after that of a later probe arrived, as the network may have reordered them. */
#define GRACE SKT_MILLISECONDS(50)

/* The most events that are read before the next attempt to send. */
#define SEND_TRIES 4

/* The number of requests for a cookie. */
#define HELLO_TRIES 5

/* The time after which the request is repeated. */
#define HELLO_PAUSE SKT_SECONDS(1)

/* The probes of the current exchange. */
typedef struct exchange {
    client *c;
    probe *probes;
    size_t count, begun; /* begun: the number of probes that were sent at least once */
    const exchange_plan *plan;
    uint32_t first_seq, arrivals;
    skt_deadline next_sending;
} exchange;

static unsigned char out_room[1 << 16], in_room[1 << 16];

static probe *probe_of(exchange *e, uint64_t run, uint32_t seq)
{
    if (e == NULL || run != e->c->run || seq - e->first_seq >= e->count) return NULL;
    return &e->probes[seq - e->first_seq];
}

static skt_deadline earlier(skt_deadline a, skt_deadline b)
{
    return a.nanoseconds < b.nanoseconds ? a : b;
}

/* The least MTU that a network may have; smaller values in answers are ignored. */
#define MTU_LEAST 68

/* The MTU in an answer limits all larger datagrams, whichever it answers. */
static void take_limit(exchange *e, client *c, uint32_t mtu)
{
    if (mtu < MTU_LEAST) return;
    c->mtu = mtu;
    for (size_t i = 0; e != NULL && i < e->begun; i++) {
        probe *p = &e->probes[i];
        if (p->state == PROBE_OUT && p->len + c->headers > mtu) p->state = PROBE_TOO_LARGE;
    }
}

static void take_events(exchange *e, client *c)
{
    skt_udp_event event = {.len = 0};
    while (skt_udp_event_next(&c->udp, &event, sizeof event) == 1) {
        if (event.kind == SKT_EVENT_ICMP) {
            icmp_count(&c->answers, c->family, &event);
            c->error = event.error;
        }
        if (event.error == SKT_EMSGSIZE) take_limit(e, c, event.mtu);
        probe *p = event.kind == SKT_EVENT_STAMP && event.got & SKT_INFO_TIME ? probe_of(e, c->run, event.key) : NULL;
        if (p != NULL && p->left == 0) p->left = event.time;
    }
}

/* A send may fail with the ICMP error of an earlier datagram, and then has sent nothing: repeat it. */
static skt_ssize send_datagram(exchange *e, client *c, skt_datagram *out)
{
    skt_ssize rc = 0;
    out->has &= skt_udp_features(&c->udp);
    for (int i = 0; i < SEND_TRIES; i++) {
        rc = skt_udp_send(&c->udp, out, 1, 0);
        if (rc == 1 || rc == SKT_EAGAIN) return rc;
        take_events(e, c);
    }
    return rc;
}

static skt_ssize say_hello(exchange *e, client *c)
{
    unsigned char bytes[WIRE_HELLO_LEN] = {0};
    wire_put_head(&(wire_head){.type = WIRE_HELLO, .run = c->run}, bytes);
    skt_datagram out = skt_datagram_to(bytes, sizeof bytes, NULL);
    return send_datagram(e, c, &out);
}

static void write_probe(const client *c, const probe *p, uint32_t seq, unsigned char *out)
{
    wire_head head = {.type = WIRE_PROBE, .flags = p->counted ? WIRE_COUNTED : 0, .run = c->run, .seq = seq};
    memcpy(head.cookie, c->cookie, sizeof head.cookie);
    memset(out, 0, p->len);
    wire_put_head(&head, out);
    wire_put_wish(&p->wish, out);
}

static void mark_sent(exchange *e, probe *p)
{
    p->state = PROBE_OUT;
    p->left = 0;
    p->sent_at = skt_now();
    p->until = skt_deadline_in(e->c->wait);
    if (p->tries > 0) p->tries--;
}

/* What else is refused is lost. */
static bool is_fatal(skt_ssize rc)
{
    return rc == SKT_EBADF || rc == SKT_ENOMEM;
}

static int send_probe(exchange *e, probe *p)
{
    uint32_t seq = e->first_seq + (uint32_t)(p - e->probes);
    write_probe(e->c, p, seq, out_room);
    skt_datagram out = skt_datagram_to(out_room, p->len, NULL);
    out.has = SKT_INFO_TOS | (e->c->granted & SKT_INFO_KEY);
    out.tos = p->tos;
    out.key = seq;
    mark_sent(e, p);
    skt_ssize rc = send_datagram(e, e->c, &out);
    if (rc == SKT_EMSGSIZE) p->state = PROBE_TOO_LARGE;
    return is_fatal(rc) ? (int)rc : 0;
}

static int send_together(exchange *e)
{
    size_t len = e->probes[0].len;
    for (size_t i = 0; i < e->count; i++) {
        write_probe(e->c, &e->probes[i], e->first_seq + (uint32_t)i, out_room + i * len);
        mark_sent(e, &e->probes[i]);
        e->probes[i].tries = 0;
    }
    e->begun = e->count;
    skt_datagram out = skt_datagram_to(out_room, len * e->count, NULL);
    out.segment_size = (uint32_t)len;
    skt_ssize rc = send_datagram(e, e->c, &out);
    return is_fatal(rc) ? (int)rc : 0;
}

/* Shortens the wait for probes that were sent before one whose report has arrived, except counted ones. */
static void hurry(exchange *e, const probe *answered)
{
    for (size_t i = 0; i < e->begun; i++) {
        probe *p = &e->probes[i];
        if (p->state == PROBE_OUT && !p->counted && p->sent_at.nanoseconds < answered->sent_at.nanoseconds)
            p->until = earlier(p->until, skt_deadline_in(GRACE));
    }
}

static void take_first_report(exchange *e, probe *p, const wire_head *head, const wire_report *report,
                              const skt_datagram *in)
{
    p->report = *report;
    p->flags = head->flags;
    p->arrival = ++e->arrivals;
    p->took = skt_now().nanoseconds - p->sent_at.nanoseconds;
    p->got = in->got;
    p->here_tos = in->tos;
    p->here_hops = in->hop_limit;
    if (in->got & SKT_INFO_TIME) p->came = in->time;
    /* Ignore impossible values. */
    if (report->held < 0 || report->held > p->took) p->report.held = 0;
    p->took -= p->report.held;
    hurry(e, p);
}

static bool is_complete(const probe *p)
{
    uint32_t wanted = p->wish.copies > 1 ? (UINT32_C(1) << p->wish.copies) - 1 : 1;
    return (p->copies_seen & wanted) == wanted;
}

static void take_one(exchange *e, client *c, const skt_datagram *in, const skt_buf *one, size_t beside)
{
    wire_head head;
    wire_report report;
    bool known = wire_take_head(one->base, one->len, &head) && head.run == c->run;
    if (known && head.type == WIRE_CHALLENGE) {
        memcpy(c->cookie, head.cookie, sizeof c->cookie);
        c->refresh = skt_deadline_in(COOKIE_SPAN / 2);
        return;
    }
    if (!known || head.type != WIRE_REPORT) {
        c->strange++;
        return;
    }
    probe *p = probe_of(e, head.run, head.seq);
    wire_take_report(one->base, &report);
    /* A late report, of an exchange that has ended. */
    if (p == NULL || p->state == PROBE_WAITS) return;
    if (report.copy > 0 && report.copy >= p->wish.copies) {
        c->strange++;
        return;
    }
    uint32_t bit = UINT32_C(1) << report.copy;
    if (head.flags & WIRE_FRAGMENTS) c->fragments = true;
    if (p->arrival == 0) take_first_report(e, p, &head, &report, in);
    if (p->copies_seen & bit) p->duplicates++;
    p->copies_seen |= bit;
    if (is_complete(p)) p->state = PROBE_ANSWERED;
    if (head.flags & WIRE_TOO_LARGE) p->state = PROBE_TOO_LARGE;
    if (beside > p->beside) p->beside = beside;
}

static void take_reports(exchange *e, client *c)
{
    skt_ssize rc = 1;
    /* An error belongs to an earlier send; its event in the error queue tells which. */
    for (int failures = 0; failures < SEND_TRIES && rc != SKT_EAGAIN;) {
        skt_datagram in = skt_datagram_into(in_room, sizeof in_room, NULL);
        skt_buf one;
        size_t beside = 0;
        rc = skt_udp_recv(&c->udp, &in, 1, 0);
        if (rc != 1) failures++;
        if (rc < 0 && rc != SKT_EAGAIN) c->error = (int)rc;
        if (rc != 1) continue;
        for (size_t at = 0; skt_udp_next(&in, &at, &one);) beside++;
        for (size_t at = 0; skt_udp_next(&in, &at, &one);) take_one(e, c, &in, &one, beside);
    }
}

/* Waits for a datagram or an event until the deadline. */
static int wait_for_any(exchange *e, client *c, skt_deadline until)
{
    skt_pollfd entries[] = {{.socket = c->s, .events = SKT_POLLIN},
                            {.socket = os_interrupt_socket(), .events = SKT_POLLIN}};
    if (os_interrupt_status()) return SKT_EINTR;
    int rc = skt_poll(entries, 2, until);
    if (rc < 0 && rc != SKT_EINTR) return rc;
    take_events(e, c);
    take_reports(e, c);
    return os_interrupt_status() ? SKT_EINTR : 0;
}

/* Ends or repeats overdue probes. Sets the next time to check, and counts the probes that have not ended. */
static int look(exchange *e, skt_deadline *next, size_t *out)
{
    int rc = 0;
    *out = 0;
    for (size_t i = 0; i < e->begun; i++) {
        probe *p = &e->probes[i];
        if (p->state != PROBE_OUT) continue;
        if (skt_deadline_passed(p->until)) {
            if (p->tries == 0 || p->arrival > 0)
                p->state = p->arrival > 0 ? PROBE_ANSWERED : PROBE_LOST;
            else
                rc = send_probe(e, p);
            if (rc < 0) return rc;
        }
        if (p->state != PROBE_OUT) continue;
        *next = earlier(*next, p->until);
        ++*out;
    }
    return 0;
}

static int send_next(exchange *e, size_t out, skt_deadline *next)
{
    int rc = 0;
    while (rc == 0 && e->begun < e->count && out < e->plan->window) {
        if (e->plan->last_waits && e->begun + 1 == e->count && out > 0) return 0;
        if (e->plan->interval > 0 && !skt_deadline_passed(e->next_sending)) {
            *next = earlier(*next, e->next_sending);
            return 0;
        }
        e->next_sending = skt_deadline_in(e->plan->interval);
        probe *p = &e->probes[e->begun++];
        rc = send_probe(e, p);
        if (p->state != PROBE_OUT) continue;
        *next = earlier(*next, p->until);
        out++;
    }
    return rc;
}

/* Uses the kernel's send and receive times if both are known, which excludes delays in this program. */
static void use_stamps(probe *p)
{
    skt_duration took = p->came - p->left - p->report.held;
    if (p->arrival == 0 || p->left == 0 || p->came == 0 || took < 0 || took > p->took + SKT_MILLISECONDS(1)) return;
    p->took = took;
    p->by_kernel = true;
}

/* The send timestamp of a probe may arrive after its report. */
static void finish(exchange *e)
{
    take_events(e, e->c);
    for (size_t i = 0; i < e->count; i++) use_stamps(&e->probes[i]);
}

int client_exchange(client *c, probe *probes, size_t count, const exchange_plan *plan)
{
    exchange e = {.c = c, .probes = probes, .count = count, .plan = plan, .first_seq = c->next_seq};
    c->next_seq += (uint32_t)count;
    for (size_t i = 0; i < count; i++) probes[i].took = -1;
    int rc = plan->together ? send_together(&e) : 0;
    while (rc == 0) {
        skt_deadline next = SKT_NEVER;
        size_t out;
        if (skt_deadline_passed(c->refresh)) {
            c->refresh = skt_deadline_in(HELLO_PAUSE);
            say_hello(&e, c);
        }
        rc = look(&e, &next, &out);
        if (rc == 0) rc = send_next(&e, out, &next);
        if (rc == 0 && out == 0 && next.nanoseconds == SKT_NEVER.nanoseconds) break;
        if (rc == 0) rc = wait_for_any(&e, c, earlier(next, c->refresh));
    }
    finish(&e);
    return rc;
}

static int complain_of_silence(const client *c)
{
    char text[SKT_ADDR_TEXT_MAX] = "?", from[SKT_IP_TEXT_MAX], words[ICMP_TEXT_MAX], why[SAY_MAX];
    skt_addr_format(&c->peer, text, sizeof text);
    if (c->answers.count > 0) {
        const icmp_answer *a = &c->answers.kinds[0];
        complain("%s: %s says: %s (ICMP type %d code %d)", text, icmp_from(&a->from, from),
                 icmp_text(a->family, a->type, a->code, words), a->type, a->code);
    } else if (c->strange > 0) {
        complain("%s: who answers there is no `skt udp --serve` of this version", text);
    } else if (c->error != 0) {
        complain_of(text, c->error);
    } else {
        complain("%s: nobody answers: `skt udp --serve` must run there (%s)", text, explain(SKT_ETIMEDOUT, why));
    }
    return STATUS_NOT_REACHED;
}

/* Requests a cookie until there is one, or gives up. */
static int greet(client *c)
{
    for (int i = 0; i < HELLO_TRIES; i++) {
        skt_deadline until = skt_deadline_in(c->wait);
        skt_ssize rc = say_hello(NULL, c);
        if (rc < 0 && rc != SKT_EAGAIN) c->error = (int)rc;
        while (!skt_deadline_passed(until)) {
            int waited = wait_for_any(NULL, c, until);
            if (waited < 0) return complain_of("waiting for the server", waited);
            if (c->refresh.nanoseconds != 0) return STATUS_OK;
            if (c->answers.count > 0 || c->error == SKT_ECONNREFUSED || c->error == SKT_ECONNRESET)
                return complain_of_silence(c);
        }
        if (c->strange > 0) break;
    }
    return complain_of_silence(c);
}

int client_begin(client *c, skt_socket connected, skt_duration wait)
{
    const uint32_t wanted =
        SKT_INFO_TOS | SKT_INFO_HOP_LIMIT | SKT_INFO_TIME | SKT_INFO_SEGMENTS | SKT_INFO_ERRORS | SKT_INFO_KEY;
    *c = (client){.s = connected, .wait = wait};
    int rc = os_random(&c->run, sizeof c->run);
    if (rc == 0) rc = skt_set_nonblocking(c->s, true);
    if (rc == 0) rc = skt_udp_attach(&c->udp, sizeof c->udp, c->s, wanted, &c->granted);
    if (rc == 0) rc = skt_peer_address(c->s, &c->peer);
    if (rc == 0) rc = skt_local_address(c->s, &c->local);
    if (rc < 0) return complain_of("the socket", rc);
    c->family = skt_addr_family(&c->peer);
    c->headers = c->family == SKT_AF_INET6 ? 48 : 28;
    return greet(c);
}
