/* SPDX-License-Identifier: MIT */
/* Streams: each connection has a thread, whether it is a stream of a session or its control connection. */
#include "../os.h"
#include "../say.h"
#include "serve.h"
#include "session.h"

#include <stdlib.h>
#include <string.h>

#define CONNECTIONS_MOST 256

static struct {
    const serve_rules *rules;
    atomic_int connections;
    atomic_bool served; /* a session has ended */
    skt_waker change;
} server;

static int hear_message(skt_socket s, int64_t until, message *out)
{
    unsigned char data[MESSAGE_LEN];
    skt_deadline deadline = skt_deadline_in(server.rules->idle);
    if (deadline.nanoseconds > until) deadline.nanoseconds = until;
    int rc = skt_recv_all(s, data, sizeof data, 0, deadline, NULL);
    return rc == 0 && !message_decode(data, sizeof data, out) ? SKT_EPROTO : rc;
}

static int say_message(skt_socket s, const message *m)
{
    unsigned char data[MESSAGE_LEN];
    message_encode(m, data);
    return skt_send_all(s, data, sizeof data, 0, skt_deadline_in(server.rules->idle), NULL);
}

static void refuse(skt_socket s, refusal why)
{
    message m = {.type = MESSAGE_REFUSED, .number = why};
    say_message(s, &m);
}

/* Answers requests on the control connection until the session is over. */
static void talk(skt_socket s, session *of)
{
    message m;
    while (hear_message(s, of->until, &m) == 0) {
        if (m.version != MESSAGE_VERSION || (m.type != MESSAGE_LOOK && m.type != MESSAGE_STOP)) return;
        if (m.type == MESSAGE_STOP) session_stop(of);
        message answer = {.type = MESSAGE_FIGURES, .number = m.number};
        session_look(of, answer.values);
        if (say_message(s, &answer) < 0) return;
    }
}

static void serve_session(skt_socket s, const message *hello)
{
    refusal why;
    session *of = session_open(hello, false, &why);
    if (of == NULL) {
        refuse(s, why);
        return;
    }
    message welcome = {.type = MESSAGE_WELCOME, .number = hello->number};
    memcpy(welcome.token, of->token, sizeof welcome.token);
    if (say_message(s, &welcome) == 0) talk(s, of);
    session_end(of);
    session_leave(of);
    atomic_store(&server.served, true);
    skt_waker_wake(&server.change);
}

static void run_stream(session *of, flow *f)
{
    if (of->plan[PLAN_PING]) {
        flow_echo(f);
    } else if (of->plan[PLAN_DIRECTIONS] == PLAN_BACK) {
        flow_send(f);
        atomic_store(&f->ended, true);
    } else {
        if (of->plan[PLAN_DIRECTIONS] & PLAN_BACK) session_send(of, f, false);
        flow_receive(f);
    }
}

/* Returns whether the session has taken the socket over. */
static bool serve_stream(skt_socket s, const message *join)
{
    session *of = join->version == MESSAGE_VERSION ? session_find(join->token) : NULL;
    flow *f = of != NULL ? session_join(of, join, s) : NULL;
    if (f == NULL) {
        if (of != NULL) session_leave(of);
        refuse(s, join->version == MESSAGE_VERSION ? REFUSAL_TOKEN : REFUSAL_VERSION);
        return false;
    }
    message welcome = {.type = MESSAGE_WELCOME, .number = join->number};
    if (flow_prepare(f) == 0 && say_message(s, &welcome) == 0) run_stream(of, f);
    session_leave(of);
    return true;
}

static void serve_connection(void *given)
{
    skt_socket s = *(skt_socket *)given;
    message m;
    bool kept = false;
    free(given);
    if (hear_message(s, INT64_MAX, &m) == 0) {
        if (m.type == MESSAGE_HELLO)
            serve_session(s, &m);
        else if (m.type == MESSAGE_JOIN)
            kept = serve_stream(s, &m);
    }
    if (!kept) skt_close(s);
    atomic_fetch_sub(&server.connections, 1);
}

static int start(skt_socket s)
{
    skt_socket *given = malloc(sizeof *given);
    if (given == NULL) return SKT_ENOMEM;
    *given = s;
    int rc = os_start_thread(serve_connection, given);
    if (rc < 0) free(given);
    return rc;
}

static void accept_one(const hear *h, skt_socket from)
{
    skt_socket s;
    const option_word *failed = NULL;
    int rc = skt_accept(from, 0, &s, NULL);
    if (rc < 0) return;
    rc = settings_apply(h->options, s, true, &failed);
    if (rc < 0)
        settings_complain(failed, rc);
    else if (atomic_fetch_add(&server.connections, 1) < CONNECTIONS_MOST && start(s) == 0)
        return;
    else
        atomic_fetch_sub(&server.connections, 1);
    skt_close(s);
}

int serve_streams(const hear *h, const serve_rules *rules)
{
    server.rules = rules;
    int rc = skt_waker_open(&server.change);
    if (rc < 0) return complain_of("cannot wait", rc);
    for (;;) {
        skt_pollfd entries[SKT_SERVE_MOST + 2];
        for (size_t i = 0; i < h->count; i++) entries[i] = (skt_pollfd){.socket = h->sockets[i], .events = SKT_POLLIN};
        entries[h->count] = (skt_pollfd){.socket = os_interrupt_socket(), .events = SKT_POLLIN};
        entries[h->count + 1] = (skt_pollfd){.socket = skt_waker_socket(&server.change), .events = SKT_POLLIN};
        if (os_interrupt_status()) return os_interrupt_status();
        if (rules->once && atomic_load(&server.served)) return STATUS_OK;
        rc = skt_poll(entries, h->count + 2, SKT_NEVER);
        if (rc < 0 && rc != SKT_EINTR) return complain_of("waiting", rc);
        skt_waker_clear(&server.change);
        for (size_t i = 0; rc > 0 && i < h->count; i++)
            if (entries[i].revents != 0) accept_one(h, entries[i].socket);
    }
}
