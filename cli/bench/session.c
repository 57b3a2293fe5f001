/* SPDX-License-Identifier: MIT */
#include "session.h"

#include "../os.h"

#include <stdlib.h>
#include <string.h>

static session sessions[SESSION_MOST];

/* A spin lock for the table and the joined streams, held for a few instructions. */
static atomic_flag busy = ATOMIC_FLAG_INIT;

static void lock(void)
{
    while (atomic_flag_test_and_set_explicit(&busy, memory_order_acquire)) continue;
}

static void unlock(void)
{
    atomic_flag_clear_explicit(&busy, memory_order_release);
}

static bool is_sensible(const uint64_t plan[MESSAGE_VALUES], bool datagrams)
{
    uint64_t least = datagrams || plan[PLAN_PING] ? HEADER_LEN : 1;
    uint64_t most = datagrams ? PACKETS_LARGEST : SESSION_SIZE_MOST;
    return plan[PLAN_DIRECTIONS] >= PLAN_FORTH && plan[PLAN_DIRECTIONS] <= (PLAN_FORTH | PLAN_BACK) &&
           plan[PLAN_PING] <= 1 && plan[PLAN_STREAMS] >= 1 && plan[PLAN_STREAMS] <= SESSION_STREAMS &&
           plan[PLAN_SIZE] >= least && plan[PLAN_SIZE] <= most && plan[PLAN_SPAN] <= (uint64_t)SESSION_LONGEST &&
           plan[PLAN_BYTES] <= INT64_MAX && plan[PLAN_INTERVAL] <= (uint64_t)SESSION_LONGEST * 1000 &&
           plan[PLAN_SEGMENTS] <= PACKETS_SEGMENTS;
}

/* The session stays invisible to session_find until it is complete. */
static session *take_free(const message *hello, const unsigned char token[MESSAGE_TOKEN_LEN])
{
    session *found = NULL;
    lock();
    for (size_t i = 0; found == NULL && i < SESSION_MOST; i++)
        if (sessions[i].users == 0) found = &sessions[i];
    if (found != NULL) {
        memset(found, 0, sizeof *found);
        memcpy(found->token, token, sizeof found->token);
        memcpy(found->plan, hello->values, sizeof found->plan);
        found->until = skt_deadline_in((skt_duration)found->plan[PLAN_SPAN] + SESSION_GRACE).nanoseconds;
        found->users = 1;
    }
    unlock();
    return found;
}

session *session_open(const message *hello, bool datagrams, refusal *why_out)
{
    unsigned char token[MESSAGE_TOKEN_LEN];
    *why_out = hello->version != MESSAGE_VERSION ? REFUSAL_VERSION : REFUSAL_PLAN;
    if (hello->version != MESSAGE_VERSION || !is_sensible(hello->values, datagrams)) return NULL;
    *why_out = REFUSAL_FULL;
    return os_random(token, sizeof token) < 0 ? NULL : take_free(hello, token);
}

session *session_find(const unsigned char token[MESSAGE_TOKEN_LEN])
{
    session *found = NULL;
    lock();
    for (size_t i = 0; found == NULL && i < SESSION_MOST; i++) {
        session *s = &sessions[i];
        if (s->users > 0 && memcmp(s->token, token, sizeof s->token) == 0) found = s;
    }
    if (found != NULL) found->users++;
    unlock();
    return found;
}

void session_hold(session *s)
{
    lock();
    s->users++;
    unlock();
}

/* Copies the sockets of the session's streams; the table must be locked. Returns the count. */
static size_t sockets_of(const session *s, skt_socket out[SESSION_STREAMS])
{
    size_t count = 0;
    for (size_t i = 0; i < SESSION_STREAMS; i++)
        if (s->joined[i] && !s->flows[i].datagrams) out[count++] = s->flows[i].socket;
    return count;
}

void session_leave(session *s)
{
    skt_socket sockets[SESSION_STREAMS];
    lock();
    size_t count = --s->users == 0 ? sockets_of(s, sockets) : 0;
    unlock();
    while (count-- > 0) {
        /* Reset the connection: otherwise a peer that still sends fills a queue that nobody reads. */
        skt_set_linger(sockets[count], SKT_SO_LINGER, (skt_linger){.on = true});
        skt_close(sockets[count]);
    }
}

flow *session_join(session *s, const message *join, skt_socket socket)
{
    uint64_t stream = join->values[PLAN_STREAM];
    if (stream >= s->plan[PLAN_STREAMS] || join->values[PLAN_BYTES] > INT64_MAX) return NULL;
    lock();
    bool taken = s->joined[stream];
    flow *f = &s->flows[stream];
    if (!taken) {
        f->socket = socket;
        memcpy(f->plan, s->plan, sizeof f->plan);
        f->plan[PLAN_STREAM] = stream;
        f->token = message_token(s->token);
        f->bytes = join->values[PLAN_BYTES];
        s->joined[stream] = true;
    }
    unlock();
    return taken ? NULL : f;
}

typedef struct sending {
    session *of;
    flow *f;
    bool ends;
} sending;

static void send_in_thread(void *given)
{
    sending *s = given;
    flow_send(s->f);
    if (s->ends) atomic_store(&s->f->ended, true);
    session_leave(s->of);
    free(s);
}

void session_send(session *of, flow *f, bool ends)
{
    sending *s = malloc(sizeof *s);
    if (s == NULL) return;
    *s = (sending){of, f, ends};
    session_hold(of);
    if (os_start_thread(send_in_thread, s) == 0) return;
    session_leave(of);
    free(s);
}

void session_stop(session *s)
{
    for (size_t i = 0; i < SESSION_STREAMS; i++) atomic_store(&s->flows[i].stop, true);
}

void session_end(session *s)
{
    skt_socket sockets[SESSION_STREAMS];
    for (size_t i = 0; i < SESSION_STREAMS; i++) atomic_store(&s->flows[i].over, true);
    lock();
    size_t count = sockets_of(s, sockets);
    unlock();
    while (count-- > 0) skt_shutdown(sockets[count], SKT_SHUT_RDWR);
}

void session_wait(void)
{
    skt_deadline deadline = skt_deadline_in(SKT_SECONDS(1));
    for (bool some = true; some && !skt_deadline_passed(deadline);) {
        some = false;
        lock();
        for (size_t i = 0; i < SESSION_MOST; i++) some |= sessions[i].users > 0;
        unlock();
        if (some) skt_poll(NULL, 0, skt_deadline_in(SKT_MILLISECONDS(1)));
    }
}

void session_look(session *s, uint64_t figures[MESSAGE_VALUES])
{
    bool joined[SESSION_STREAMS];
    memset(figures, 0, sizeof(uint64_t) * MESSAGE_VALUES);
    lock();
    memcpy(joined, s->joined, sizeof joined);
    unlock();
    for (size_t i = 0; i < SESSION_STREAMS; i++) {
        if (!joined[i]) continue;
        flow *f = &s->flows[i];
        flow_look(f, figures);
        figures[FIGURE_COALESCES] |= f->datagrams && f->port.coalesces;
        figures[FIGURE_SEGMENTS] |= f->datagrams && f->port.segments && f->plan[PLAN_SEGMENTS] > 1;
    }
    figures[FIGURE_PROCESSOR] = (uint64_t)os_processor_time();
    figures[FIGURE_TIME] = (uint64_t)skt_now().nanoseconds;
}
