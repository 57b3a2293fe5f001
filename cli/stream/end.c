/* SPDX-License-Identifier: MIT */
#include "end.h"

#include "../say.h"

/* How long to wait for datagrams after the end of the input, and the interval of counting unacknowledged bytes. */
#define DATAGRAM_PATIENCE SKT_SECONDS(1)
#define COUNT_AGAIN       SKT_MILLISECONDS(20)

static skt_deadline after(skt_deadline from, skt_duration span)
{
    if (span == SKT_FOREVER || from.nanoseconds > INT64_MAX - span) return SKT_NEVER;
    from.nanoseconds += span;
    return from;
}

static bool is_due(skt_deadline at, skt_deadline now, skt_deadline *next)
{
    if (at.nanoseconds <= now.nanoseconds) return true;
    if (at.nanoseconds < next->nanoseconds) *next = at;
    return false;
}

/* The exit status if a direction has failed. */
static int failure(const end_rules *r, const end_state *s, int broken_output)
{
    if (s->receiving == CARRY_SINK_FAILED) return s->recv_error == SKT_EPIPE ? broken_output : STATUS_FAILED;
    if (s->sending == CARRY_SOURCE_FAILED) return STATUS_FAILED;
    int error = carry_has_failed(s->receiving) ? s->recv_error : s->send_error;
    bool refused = error == SKT_ECONNREFUSED || error == SKT_EHOSTUNREACH || error == SKT_ENETUNREACH;
    return r->datagrams && refused ? STATUS_NOT_REACHED : STATUS_BROKEN;
}

/* Once all is sent, the session ends when the peer has acknowledged it. */
static int when_sent(const end_state *s, skt_deadline *next)
{
    if (s->unsent <= 0) return STATUS_OK;
    is_due(after(s->now, COUNT_AGAIN), s->now, next);
    return -1;
}

static int of_datagrams(const end_rules *r, const end_state *s, skt_deadline *next)
{
    skt_duration patience = r->quit_after != SKT_FOREVER ? r->quit_after : DATAGRAM_PATIENCE;
    if (s->sending != CARRY_ENDED || r->recv_only) return -1;
    skt_deadline last = s->received.nanoseconds > s->send_ended.nanoseconds ? s->received : s->send_ended;
    return is_due(after(last, r->send_only ? 0 : patience), s->now, next) ? STATUS_OK : -1;
}

static int of_streams(const end_rules *r, const end_state *s, skt_deadline *next)
{
    bool sent = s->sending == CARRY_ENDED, received = s->receiving == CARRY_ENDED;
    if (r->send_only && sent) return when_sent(s, next);
    /* Without a shutdown the peer's end alone ends the session. */
    if (received && (sent || r->input_is_terminal || r->recv_only || r->no_shutdown)) return when_sent(s, next);
    if (!sent && !received) return -1;
    bool first_is_sent = sent && (!received || s->send_ended.nanoseconds < s->recv_ended.nanoseconds);
    if (!is_due(after(first_is_sent ? s->send_ended : s->recv_ended, r->quit_after), s->now, next)) return -1;
    return s->unsent > 0 ? STATUS_TIMEOUT : STATUS_OK;
}

int end_status(const end_rules *r, const end_state *s, int broken_output, skt_deadline *next_out)
{
    *next_out = SKT_NEVER;
    if (carry_has_failed(s->receiving) || carry_has_failed(s->sending)) return failure(r, s, broken_output);
    int status = r->datagrams ? of_datagrams(r, s, next_out) : of_streams(r, s, next_out);
    if (status >= 0) return status;
    return is_due(after(s->moved, r->idle), s->now, next_out) ? STATUS_TIMEOUT : -1;
}
