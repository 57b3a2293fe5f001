/* SPDX-License-Identifier: MIT */
#include "crew.h"

#include "../os.h"
#include "../say.h"
#include "../stream/reach.h"
#include "ask.h"

#include <stdlib.h>
#include <string.h>

typedef struct task {
    crew *of;
    flow *f;
    void (*run)(flow *f);
} task;

static void work(void *given)
{
    task t = *(task *)given;
    crew *c = t.of;
    free(given);
    if (t.run != NULL)
        t.run(t.f);
    else
        ask_run(t.f, &c->times);
    skt_waker change = c->change;
    atomic_fetch_sub(&c->at_work, 1);
    skt_waker_wake(&change);
}

static int put_to_work(crew *c, flow *f, void (*run)(flow *f))
{
    task *t = malloc(sizeof *t);
    if (t == NULL) return SKT_ENOMEM;
    *t = (task){c, f, run};
    atomic_fetch_add(&c->at_work, 1);
    int rc = os_start_thread(work, t);
    if (rc < 0) {
        atomic_fetch_sub(&c->at_work, 1);
        free(t);
    }
    return rc;
}

static int connect_to(const crew *c, const char *text, skt_socket *out)
{
    reach to = {.text = text, .kind = c->wishes->kind, .options = &c->wishes->options, .timeout = c->wishes->timeout};
    return reach_connect(&to, out);
}

/* Prints why a request that needs MESSAGE_WELCOME failed. */
static int complain_of_answer(const crew *c, int rc, const message *answer)
{
    static const char *const refusals[REFUSAL_COUNT] = {
        [REFUSAL_VERSION] = "it speaks another version of the protocol",
        [REFUSAL_FULL] = "it has as many clients as it serves at once",
        [REFUSAL_PLAN] = "it does not do what was asked for",
        [REFUSAL_TOKEN] = "it does not know the session, or has the stream already",
    };
    char shown[SAY_MAX];
    printable(c->wishes->address, shown);
    if (rc == SKT_EPROTO || rc == SKT_EEOF || (rc == 0 && answer->type != MESSAGE_REFUSED)) {
        complain("%s: no `skt bench --serve` answers there", shown);
        return STATUS_BROKEN;
    }
    if (rc == 0)
        return complain("%s: the server refuses: %s", shown,
                        answer->number > 0 && answer->number < REFUSAL_COUNT ? refusals[answer->number] : "?");
    int status = complain_of(shown, rc);
    if (status != STATUS_FAILED) return status;
    return rc == SKT_ECONNREFUSED || rc == SKT_ETIMEDOUT ? STATUS_NOT_REACHED : STATUS_BROKEN;
}

int crew_greet(crew *c, const wishes *w)
{
    message answer = {0}, hello = {.type = MESSAGE_HELLO};
    skt_addr there;
    c->wishes = w;
    int rc = skt_waker_open(&c->change);
    if (rc == 0 && w->plan[PLAN_PING]) rc = latency_open(&c->times);
    if (rc < 0) return complain_of("cannot begin", rc);
    int status = connect_to(c, w->address, &c->control.socket);
    if (status != STATUS_OK) return status;
    c->control.datagrams = w->kind.type == SKT_SOCK_DGRAM;
    rc = skt_peer_address(c->control.socket, &there);
    if (rc == 0) rc = skt_addr_format(&there, c->peer, sizeof c->peer);
    if (rc < 0) return complain_of("the server's address", rc);
    memcpy(hello.values, w->plan, sizeof hello.values);
    rc = control_ask(&c->control, &hello, &answer);
    if (rc < 0 || answer.type != MESSAGE_WELCOME) return complain_of_answer(c, rc, &answer);
    memcpy(c->control.token, answer.token, sizeof c->control.token);
    return STATUS_OK;
}

/* The stream's part of the total bytes. */
static uint64_t share(const wishes *w, uint64_t stream)
{
    uint64_t streams = w->plan[PLAN_STREAMS];
    return w->bytes / streams + (stream < w->bytes % streams);
}

static int join(crew *c, flow *f)
{
    message answer = {0}, request = {.type = MESSAGE_JOIN};
    control at = {.socket = f->socket, .datagrams = f->datagrams, .number = (uint32_t)f->plan[PLAN_STREAM]};
    memcpy(at.token, c->control.token, sizeof at.token);
    request.values[PLAN_STREAM] = f->plan[PLAN_STREAM];
    request.values[PLAN_BYTES] = f->bytes;
    int rc = control_ask(&at, &request, &answer);
    return rc < 0 || answer.type != MESSAGE_WELCOME ? complain_of_answer(c, rc, &answer) : STATUS_OK;
}

static int prepare(crew *c, flow *f)
{
    int rc = 0;
    if (f->datagrams) {
        rc = packets_open(&f->port, f->socket, c->wishes->coalesce && !f->plan[PLAN_PING]);
        packets_widen(f->socket, &c->wishes->options);
    }
    return rc == 0 ? flow_prepare(f) : rc;
}

static int start(crew *c, flow *f)
{
    if (f->plan[PLAN_PING]) return put_to_work(c, f, NULL);
    int rc = f->plan[PLAN_DIRECTIONS] & PLAN_BACK ? put_to_work(c, f, flow_receive) : 0;
    return rc == 0 && f->plan[PLAN_DIRECTIONS] & PLAN_FORTH ? put_to_work(c, f, flow_send) : rc;
}

int crew_begin(crew *c)
{
    const wishes *w = c->wishes;
    for (uint64_t i = 0; i < w->plan[PLAN_STREAMS]; i++) {
        flow *f = &c->flows[i];
        memcpy(f->plan, w->plan, sizeof f->plan);
        f->plan[PLAN_STREAM] = i;
        f->datagrams = c->control.datagrams;
        f->token = message_token(c->control.token);
        f->bytes = share(w, i);
        int status = connect_to(c, c->peer, &f->socket);
        if (status != STATUS_OK) return status;
        c->count++;
        /* Before the stream joins, since the server may send at once. */
        int rc = prepare(c, f);
        status = rc == 0 ? join(c, f) : complain_of("cannot begin", rc);
        if (status != STATUS_OK) return status;
        rc = start(c, f);
        if (rc < 0) return complain_of("cannot begin", rc);
    }
    return STATUS_OK;
}

int crew_look(crew *c, message_type request, look *out)
{
    message ask = {.type = request}, answer;
    memset(out, 0, sizeof *out);
    int rc = control_ask(&c->control, &ask, &answer);
    if (rc < 0) return rc;
    if (answer.type != MESSAGE_FIGURES) return SKT_EPROTO;
    memcpy(out->there, answer.values, sizeof out->there);
    for (size_t i = 0; i < c->count; i++) {
        flow *f = &c->flows[i];
        flow_look(f, out->here);
        out->here[FIGURE_COALESCES] |= f->datagrams && f->port.coalesces;
        out->here[FIGURE_SEGMENTS] |= f->datagrams && f->port.segments && f->plan[PLAN_SEGMENTS] > 1;
    }
    out->here[FIGURE_PROCESSOR] = (uint64_t)os_processor_time();
    out->here[FIGURE_TIME] = (uint64_t)skt_now().nanoseconds;
    return 0;
}

int crew_error(crew *c)
{
    for (size_t i = 0; i < c->count; i++) {
        int rc = atomic_load(&c->flows[i].error);
        if (rc < 0) return rc;
    }
    return 0;
}

void crew_stop(crew *c)
{
    for (size_t i = 0; i < c->count; i++) atomic_store(&c->flows[i].stop, true);
}

void crew_end(crew *c)
{
    for (size_t i = 0; i < c->count; i++) atomic_store(&c->flows[i].over, true);
    while (atomic_load(&c->at_work) > 0) {
        skt_pollfd entry = {.socket = skt_waker_socket(&c->change), .events = SKT_POLLIN};
        skt_poll(&entry, 1, skt_deadline_in(FLOW_PATIENCE));
        skt_waker_clear(&c->change);
    }
    for (size_t i = 0; i < c->count; i++) skt_close(c->flows[i].socket);
    control_end(&c->control);
    skt_close(c->control.socket);
    reach_leave();
}
