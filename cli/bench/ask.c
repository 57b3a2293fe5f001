/* SPDX-License-Identifier: MIT */
#include "ask.h"

#include "pace.h"

#include <stdlib.h>
#include <string.h>

/* The time after which an answer counts as lost, also after the last request. */
#define ANSWER_PATIENCE SKT_SECONDS(1)

/* The most unanswered bytes on a stream: with more, both ends could block in a send. A single request may be larger. */
#define AHEAD_MOST (32 * 1024)

typedef struct asking {
    flow *f;
    latency *times;
    pace pace;
    unsigned char *request, *answer;
    size_t size, answer_len;
    uint64_t sent, answered;
    int64_t asked_at; /* when the last one was sent */
    int rc;
} asking;

static int send_request(asking *a, int64_t due, int64_t now)
{
    header h = {(uint32_t)a->f->plan[PLAN_STREAM], a->f->token, a->sent, due};
    header_encode(&h, a->request);
    int rc = 0;
    if (a->f->datagrams) {
        skt_ssize count = skt_send(a->f->socket, a->request, a->size, 0);
        /* A datagram for which the system has no room counts as lost. */
        rc = count < 0 && !flow_is_passing((int)count) ? (int)count : 0;
    } else {
        rc = skt_send_all(a->f->socket, a->request, a->size, 0, skt_deadline_in(ANSWER_PATIENCE), NULL);
    }
    a->sent++;
    a->asked_at = now;
    flow_add(a->f, FIGURE_SENT, 1);
    flow_add(a->f, FIGURE_SENT_BYTES, a->size);
    return rc;
}

static void note_answer(asking *a, size_t len)
{
    header h;
    int64_t now = skt_now().nanoseconds;
    if (!header_decode(a->answer, len, &h) || h.token != a->f->token) return;
    sequence_verdict verdict = sequence_take(&a->f->seen, h.number);
    if (verdict == SEQUENCE_DUPLICATE) {
        flow_add(a->f, FIGURE_DUPLICATES, 1);
        return;
    }
    if (verdict == SEQUENCE_LATE) flow_add(a->f, FIGURE_REORDERED, 1);
    a->answered++;
    flow_add(a->f, FIGURE_RECEIVED, 1);
    flow_add(a->f, FIGURE_RECEIVED_BYTES, len);
    latency_add(a->times, h.time, now);
}

/* Receives answers that have arrived. SKT_EAGAIN: there are no more. */
static int take_answer(asking *a)
{
    skt_ssize count = skt_recv(a->f->socket, a->answer + a->answer_len, a->size - a->answer_len, 0);
    if (count == 0 && !a->f->datagrams) return SKT_EEOF;
    if (count < 0) return (int)count;
    a->answer_len += (size_t)count;
    if (!a->f->datagrams && a->answer_len < a->size) return 0;
    note_answer(a, a->answer_len);
    a->answer_len = 0;
    return 0;
}

static bool may_send(const asking *a)
{
    uint64_t ahead = a->sent - a->answered;
    return a->f->datagrams || ahead == 0 || (ahead + 1) * a->size <= AHEAD_MOST;
}

/* When the next request is to be sent. */
static int64_t next_due(const asking *a, int64_t now)
{
    if (a->pace.interval_ps > 0) return pace_due(&a->pace, a->sent);
    return a->sent == a->answered || now - a->asked_at > ANSWER_PATIENCE ? now : INT64_MAX;
}

static bool is_done(asking *a, int64_t now)
{
    bool all = a->f->bytes > 0 && a->sent * a->size >= a->f->bytes;
    if (!all && !flow_stops(a->f)) return false;
    return a->answered >= a->sent || now - a->asked_at > ANSWER_PATIENCE;
}

/*
 * Sends a request if one is due, else receives an answer. Without a rate no request is due before the answer, so the
 * receive may block, which saves a poll.
 */
static int turn(asking *a, int64_t now)
{
    bool sends = !flow_stops(a->f) && (a->f->bytes == 0 || a->sent * a->size < a->f->bytes) && may_send(a);
    int64_t due = sends ? next_due(a, now) : INT64_MAX;
    if (due <= now) return send_request(a, due, now);
    if (a->pace.interval_ps > 0 && due - now > PACE_AWAKE) {
        skt_pollfd entry = {.socket = a->f->socket, .events = SKT_POLLIN};
        int64_t until = due - now > PACE_MOST ? now + PACE_MOST : due - PACE_AWAKE;
        int ready = skt_poll(&entry, 1, (skt_deadline){until});
        if (ready <= 0) return ready < 0 && ready != SKT_EINTR ? ready : 0;
    }
    int rc = take_answer(a);
    return flow_is_passing(rc) ? 0 : rc;
}

void ask_run(flow *f, latency *times)
{
    asking a = {.f = f, .times = times, .size = (size_t)f->plan[PLAN_SIZE]};
    a.request = calloc(2, a.size);
    a.answer = a.request + a.size;
    a.rc = a.request == NULL ? SKT_ENOMEM : 0;
    if (a.rc == 0 && f->plan[PLAN_INTERVAL] > 0) a.rc = skt_set_nonblocking(f->socket, true);
    a.pace = (pace){skt_now().nanoseconds, f->plan[PLAN_INTERVAL]};
    while (a.rc == 0 && !atomic_load_explicit(&f->over, memory_order_relaxed)) {
        int64_t now = skt_now().nanoseconds;
        if (is_done(&a, now)) break;
        a.rc = turn(&a, now);
    }
    free(a.request);
    if (a.rc < 0) atomic_store(&f->error, a.rc);
    atomic_store(&f->ended, true);
}
