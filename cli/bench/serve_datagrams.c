/* SPDX-License-Identifier: MIT */
/*
 * Datagrams: one thread receives all and knows a peer by its address. A peer that has not yet returned its cookie gets
 * only a challenge, which is shorter than its request, so that forged senders gain nothing.
 */
#include "../os.h"
#include "../say.h"
#include "serve.h"
#include "session.h"

#include <stdlib.h>
#include <string.h>

#define PEERS_MOST (SESSION_MOST * (SESSION_STREAMS + 1))

/* The interval of checking for sessions that are over. */
#define SWEEP SKT_MILLISECONDS(100)

typedef struct peer {
    uint64_t hash;
    skt_addr addr;
    session *of;
    flow *f;         /* NULL: the session's control peer */
    uint32_t number; /* of the request that made it */
    int64_t heard_at;
} peer;

static struct {
    const serve_rules *rules;
    cookie_secret secret;
    packets ports[SKT_SERVE_MOST];
    peer peers[PEERS_MOST];
    size_t peer_count, last; /* `last` sent the last one */
    size_t at_once;          /* datagrams per receive: one if all are requests, which are then answered sooner */
    bool served;
    int64_t swept_at;
} server;

static peer *find(const skt_addr *addr)
{
    if (server.last < server.peer_count && skt_addr_equal(&server.peers[server.last].addr, addr))
        return &server.peers[server.last];
    uint64_t hash = skt_addr_hash(addr);
    for (size_t i = 0; i < server.peer_count; i++) {
        if (server.peers[i].hash != hash || !skt_addr_equal(&server.peers[i].addr, addr)) continue;
        server.last = i;
        return &server.peers[i];
    }
    return NULL;
}

static void choose_count(void)
{
    server.at_once = 1;
    for (size_t i = 0; i < server.peer_count; i++)
        if (!server.peers[i].of->plan[PLAN_PING]) server.at_once = PACKETS_AT_ONCE;
}

static peer *add(const skt_addr *addr, session *of, flow *f, uint32_t number, int64_t now)
{
    peer *p = &server.peers[server.peer_count++];
    *p = (peer){skt_addr_hash(addr), *addr, of, f, number, now};
    choose_count();
    return p;
}

/* Ends a session and removes its peers. */
static void end(session *of)
{
    size_t kept = 0;
    for (size_t i = 0; i < server.peer_count; i++)
        if (server.peers[i].of != of) server.peers[kept++] = server.peers[i];
    server.peer_count = kept;
    choose_count();
    session_end(of);
    session_leave(of);
    server.served = true;
}

/* Ends sessions whose time is over or whose client is silent. */
static void sweep(int64_t now)
{
    if (now - server.swept_at < SWEEP) return;
    server.swept_at = now;
    for (size_t i = 0; i < server.peer_count; i++) {
        peer *p = &server.peers[i];
        if (p->f != NULL || (now - p->heard_at < server.rules->idle && now < p->of->until)) continue;
        end(p->of);
        i = (size_t)-1;
    }
}

static void say(packets *port, packets_peer *to, const message *m, size_t len)
{
    unsigned char data[MESSAGE_LEN];
    message_encode(m, data);
    packets_send(port, data, len, 1, 0, to);
}

static void welcome(packets *port, packets_peer *to, const session *of, uint32_t number)
{
    message m = {.type = MESSAGE_WELCOME, .number = number};
    memcpy(m.token, of->token, sizeof m.token);
    say(port, to, &m, MESSAGE_LEN);
}

/* Whether the message has a valid cookie, which proves the peer's address. Sends a challenge if not. */
static bool is_proven(packets *port, packets_peer *to, const message *m, int64_t now)
{
    static const unsigned char none[COOKIE_LEN];
    if (memcmp(m->cookie, none, sizeof none) != 0)
        return cookie_holds(&server.secret, &to->addr, (uint64_t)now, m->cookie);
    message challenge = {.type = MESSAGE_CHALLENGE, .number = m->number};
    cookie_make(&server.secret, &to->addr, (uint64_t)now, challenge.cookie);
    say(port, to, &challenge, MESSAGE_SHORT_LEN);
    return false;
}

static void refuse(packets *port, packets_peer *to, refusal why)
{
    message m = {.type = MESSAGE_REFUSED, .number = why};
    say(port, to, &m, MESSAGE_SHORT_LEN);
}

/* Handles a known peer that repeats its request or begins a new session. */
static bool is_repeated(packets *port, packets_peer *to, peer *known, const message *m)
{
    if (known == NULL) return false;
    if (known->number == m->number && (known->f == NULL) == (m->type == MESSAGE_HELLO)) {
        welcome(port, to, known->of, m->number);
        return true;
    }
    end(known->of);
    return false;
}

static void begin_session(packets *port, packets_peer *to, const message *m, int64_t now)
{
    refusal why;
    session *of = session_open(m, true, &why);
    if (of == NULL) {
        refuse(port, to, why);
        return;
    }
    add(&to->addr, of, NULL, m->number, now);
    welcome(port, to, of, m->number);
}

static void begin_stream(packets *port, packets_peer *to, const message *m, int64_t now)
{
    session *of = m->version == MESSAGE_VERSION ? session_find(m->token) : NULL;
    flow *f = of != NULL ? session_join(of, m, port->socket) : NULL;
    if (of != NULL) session_leave(of); /* the reference of its control peer remains */
    if (f == NULL) {
        refuse(port, to, m->version == MESSAGE_VERSION ? REFUSAL_TOKEN : REFUSAL_VERSION);
        return;
    }
    f->datagrams = true;
    f->port = *port;
    f->to = &of->to[f->plan[PLAN_STREAM]];
    *f->to = *to;
    add(&to->addr, of, f, m->number, now);
    welcome(port, to, of, m->number);
    if (!of->plan[PLAN_PING] && (of->plan[PLAN_DIRECTIONS] & PLAN_BACK)) session_send(of, f, true);
}

/* The token tells the client from those who pretend to have its address. */
static void talk(packets *port, packets_peer *to, peer *known, const message *m, int64_t now)
{
    if (known == NULL || known->f != NULL || m->version != MESSAGE_VERSION) return;
    if (memcmp(m->token, known->of->token, sizeof m->token) != 0) return;
    known->heard_at = now;
    if (m->type == MESSAGE_BYE) {
        end(known->of);
        return;
    }
    if (m->type != MESSAGE_LOOK && m->type != MESSAGE_STOP) return;
    if (m->type == MESSAGE_STOP) session_stop(known->of);
    message answer = {.type = MESSAGE_FIGURES, .number = m->number};
    session_look(known->of, answer.values);
    say(port, to, &answer, MESSAGE_LEN);
}

static void take_message(packets *port, packets_peer *to, const message *m, int64_t now)
{
    peer *known = find(&to->addr);
    if (m->type != MESSAGE_HELLO && m->type != MESSAGE_JOIN) {
        talk(port, to, known, m, now);
        return;
    }
    if (!is_proven(port, to, m, now) || is_repeated(port, to, known, m) || server.peer_count == PEERS_MOST) return;
    if (m->type == MESSAGE_HELLO)
        begin_session(port, to, m, now);
    else
        begin_stream(port, to, m, now);
}

/* Answers requests with the same datagrams. */
static void echo(packets *port, packets_peer *to, flow *f, const skt_datagram *in, int64_t now)
{
    size_t at = 0;
    skt_buf one;
    header h;
    while (skt_udp_next(in, &at, &one)) {
        if (!header_decode(one.base, one.len, &h) || h.token != f->token) continue;
        if (packets_send(port, one.base, one.len, 1, 0, to) == 1) {
            flow_add(f, FIGURE_SENT, 1);
            flow_add(f, FIGURE_SENT_BYTES, one.len);
        }
    }
    flow_take(f, in, now);
}

static void take(packets *port, const skt_datagram *in, int64_t now)
{
    packets_peer from;
    peer *known = find(in->peer);
    if (known != NULL && known->f != NULL && !known->of->plan[PLAN_PING]) flow_take(known->f, in, now);
    packets_sender(port, in, &from);
    if (known != NULL && known->f != NULL && known->of->plan[PLAN_PING]) echo(port, &from, known->f, in, now);
    size_t at = 0;
    skt_buf one;
    message m;
    while (skt_udp_next(in, &at, &one))
        if (one.len == MESSAGE_LEN && message_decode(one.base, one.len, &m)) take_message(port, &from, &m, now);
}

/* Receives what has arrived, in a limited number of calls, so that other sockets get their turn. */
static void take_all(packets *port, skt_datagram in[PACKETS_AT_ONCE])
{
    for (int turns = 0; turns < 64; turns++) {
        size_t most = server.at_once;
        skt_ssize count = packets_recv(port, in, most);
        int64_t now = skt_now().nanoseconds;
        for (skt_ssize i = 0; i < count; i++) take(port, &in[i], now);
        if (count < (skt_ssize)most || most == 1) return;
    }
}

static int wait_and_take(const hear *h, skt_datagram in[PACKETS_AT_ONCE])
{
    skt_pollfd entries[SKT_SERVE_MOST + 1];
    for (size_t i = 0; i < h->count; i++) entries[i] = (skt_pollfd){.socket = h->sockets[i], .events = SKT_POLLIN};
    entries[h->count] = (skt_pollfd){.socket = os_interrupt_socket(), .events = SKT_POLLIN};
    int rc = skt_poll(entries, h->count + 1, server.peer_count > 0 ? skt_deadline_in(SWEEP) : SKT_NEVER);
    if (rc < 0 && rc != SKT_EINTR) return rc;
    for (size_t i = 0; rc > 0 && i < h->count; i++)
        if (entries[i].revents != 0) take_all(&server.ports[i], in);
    return 0;
}

static int serve(const hear *h, unsigned char *memory)
{
    skt_addr peers[PACKETS_AT_ONCE];
    skt_datagram in[PACKETS_AT_ONCE];
    packets_rooms(in, peers, memory);
    /* A single socket may block in receives while there are clients, which saves a poll for each answer. */
    bool waits = h->count == 1 && server.ports[0].is_ip && skt_set_nonblocking(h->sockets[0], false) == 0 &&
                 skt_set_duration(h->sockets[0], SKT_SO_RCVTIMEO, SWEEP) == 0;
    for (;;) {
        int rc = 0;
        if (os_interrupt_status()) return os_interrupt_status();
        if (waits && server.peer_count > 0)
            take_all(&server.ports[0], in);
        else
            rc = wait_and_take(h, in);
        if (rc < 0) return complain_of("waiting", rc);
        if (server.peer_count > 0) sweep(skt_now().nanoseconds);
        if (server.rules->once && server.served && server.peer_count == 0) return STATUS_OK;
    }
}

int serve_datagrams(const hear *h, const serve_rules *rules)
{
    server.rules = rules;
    choose_count();
    if (!cookie_secret_make(&server.secret)) return complain("the system gives no random bytes");
    for (size_t i = 0; i < h->count; i++) {
        int rc = packets_open(&server.ports[i], h->sockets[i], rules->coalesce);
        if (rc < 0) return complain_of("datagrams", rc);
        packets_widen(h->sockets[i], h->options);
    }
    unsigned char *memory = malloc((size_t)PACKETS_AT_ONCE * PACKETS_ROOM);
    if (memory == NULL) return complain("there is no memory");
    int status = serve(h, memory);
    /* Threads may still use the sockets, which are closed next. */
    while (server.peer_count > 0) end(server.peers[0].of);
    session_wait();
    free(memory);
    return status;
}
