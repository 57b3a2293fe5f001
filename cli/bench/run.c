/* SPDX-License-Identifier: MIT */
#include "run.h"

#include "../os.h"
#include "../say.h"
#include "crew.h"
#include "account.h"
#include "svg.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How long to wait for data that is in flight once all is sent. */
#define DRAIN_STREAMS   SKT_SECONDS(30)
#define DRAIN_DATAGRAMS SKT_SECONDS(1)

/* The client sends something to the server at least this often. */
#define KEEP_ALIVE SKT_SECONDS(1)

/* The interval of asking whether all is sent. */
#define ASK_AGAIN SKT_MILLISECONDS(20)

static struct {
    crew crew;
    result result;
    int64_t begun;
} run;

static int wait_until(int64_t until, bool *ended_out)
{
    skt_pollfd entries[] = {{.socket = skt_waker_socket(&run.crew.change), .events = SKT_POLLIN},
                            {.socket = os_interrupt_socket(), .events = SKT_POLLIN}};
    for (;;) {
        *ended_out = atomic_load(&run.crew.at_work) == 0;
        if (os_interrupt_status()) return SKT_EINTR;
        if (crew_error(&run.crew) < 0) return crew_error(&run.crew);
        if (*ended_out || skt_now().nanoseconds >= until) return 0;
        skt_poll(entries, 2, (skt_deadline){until});
        skt_waker_clear(&run.crew.change);
    }
}

/* Whether the server has sent all bytes of its datagrams, which have no end mark. */
static bool all_is_sent(const look *now)
{
    const wishes *w = run.result.wishes;
    bool forth = w->plan[PLAN_DIRECTIONS] & PLAN_FORTH, back = w->plan[PLAN_DIRECTIONS] & PLAN_BACK;
    return w->bytes > 0 && run.result.datagrams && back && now->there[FIGURE_ENDED] == w->plan[PLAN_STREAMS] &&
           (!forth || now->here[FIGURE_SENT_BYTES] >= w->bytes);
}

/* Waits, and keeps the session alive meanwhile. */
static int wait_alive(int64_t until, bool *ended_out)
{
    const bool asks = run.result.wishes->bytes > 0 && run.result.datagrams;
    for (;;) {
        int64_t next = skt_now().nanoseconds + (asks ? ASK_AGAIN : KEEP_ALIVE);
        look now;
        int rc = wait_until(next < until ? next : until, ended_out);
        if (rc < 0 || *ended_out || next >= until) return rc;
        rc = crew_look(&run.crew, MESSAGE_LOOK, &now);
        if (rc < 0) return rc;
        *ended_out = all_is_sent(&now);
        if (*ended_out) return 0;
    }
}

/* Reports intervals until that time, or until all bytes are sent. */
static int watch(int64_t until, bool omitted, look *io)
{
    const wishes *w = run.result.wishes;
    bool ended = false;
    int64_t at = skt_now().nanoseconds;
    do {
        int64_t next = at < until - w->interval ? at + w->interval : until;
        stretch s = {.from = at - run.begun, .first = *io, .omitted = omitted, .streams = w->plan[PLAN_STREAMS]};
        int rc = wait_alive(next, &ended);
        if (rc == 0) rc = crew_look(&run.crew, MESSAGE_LOOK, &s.last);
        if (rc < 0) return rc;
        at = skt_now().nanoseconds;
        s.to = at - run.begun;
        if (w->plan[PLAN_PING]) s.latency = latency_interval(&run.crew.times);
        *io = s.last;
        result_note(&run.result, &s);
        account_interval(&run.result, &s);
    } while (!ended && at < until);
    return 0;
}

/* Whether all bytes sent in a direction were received. */
static bool has_come(const uint64_t from[], const uint64_t to[])
{
    return to[FIGURE_RECEIVED_BYTES] >= from[FIGURE_SENT_BYTES];
}

/* Waits for data in flight; for datagrams only for a while, and only as long as some arrive. */
static int drain(look *last_out)
{
    bool datagrams = run.result.datagrams;
    skt_deadline deadline = skt_deadline_in(datagrams ? DRAIN_DATAGRAMS : DRAIN_STREAMS);
    for (uint64_t before = UINT64_MAX, pause = 1;; pause = pause < 100 ? 2 * pause : pause) {
        int rc = crew_look(&run.crew, MESSAGE_STOP, last_out);
        if (rc < 0) return rc;
        if (os_interrupt_status()) return SKT_EINTR;
        uint64_t come = last_out->here[FIGURE_RECEIVED_BYTES] + last_out->there[FIGURE_RECEIVED_BYTES];
        bool all = has_come(last_out->here, last_out->there) && has_come(last_out->there, last_out->here);
        if (all || skt_deadline_passed(deadline) || (datagrams && come == before && pause > 64)) return 0;
        before = come;
        skt_poll(NULL, 0, skt_deadline_in(SKT_MILLISECONDS((int64_t)pause)));
    }
}

static void count_from(int64_t begin, int64_t omitted_until)
{
    run.begun = begin;
    atomic_store(&run.crew.times.begins_at, begin);
    atomic_store(&run.crew.times.counts_from, omitted_until);
}

/* The warm-up and the omitted intervals, which are not part of the result. */
static int begin_late(look *now_out)
{
    const wishes *w = run.result.wishes;
    bool ended;
    int rc = wait_alive(skt_now().nanoseconds + w->warm_up, &ended);
    if (rc == 0) rc = crew_look(&run.crew, MESSAGE_LOOK, now_out);
    int64_t begin = skt_now().nanoseconds;
    count_from(begin, begin + w->omit);
    return rc == 0 && w->omit > 0 ? watch(begin + w->omit, true, now_out) : rc;
}

/* The run itself, from the first stream on. */
static int move(void)
{
    const wishes *w = run.result.wishes;
    look now = {{0}, {0}};
    bool ended;
    int rc = 0;
    if (w->bytes > 0) {
        /* With a fixed number of bytes all count, so take the first figures before the streams begin. */
        rc = crew_look(&run.crew, MESSAGE_LOOK, &now);
        count_from(skt_now().nanoseconds, 0);
    }
    int status = rc == 0 ? crew_begin(&run.crew) : complain_of("the server", rc);
    if (status != STATUS_OK) return status;
    if (w->bytes == 0) rc = begin_late(&now);
    int64_t begin = w->bytes > 0 ? run.begun : skt_now().nanoseconds;
    run.result.whole = (stretch){.from = begin - run.begun, .first = now, .streams = w->plan[PLAN_STREAMS]};
    if (rc == 0) rc = watch(w->bytes > 0 ? INT64_MAX : begin + w->time, false, &now);
    run.result.whole.to = skt_now().nanoseconds - run.begun;
    crew_stop(&run.crew);
    if (rc == 0 && w->plan[PLAN_PING]) rc = wait_alive(INT64_MAX, &ended);
    if (rc == 0) rc = drain(&run.result.whole.last);
    if (rc == 0) return STATUS_OK;
    status = complain_of("the measurement", rc);
    return status == STATUS_FAILED ? STATUS_BROKEN : status;
}

static const char *transport(const crew *c)
{
    const skt_socket s = c->control.socket;
    const int family = skt_family(s);
    const bool stream = !c->control.datagrams;
    if (family == SKT_AF_UNIX)
        return skt_type(s) == SKT_SOCK_SEQPACKET ? "unix-seqpacket" : stream ? "unix" : "unix-datagram";
    if (family == SKT_AF_VSOCK) return "vsock";
    if (!stream) return "udp";
    return skt_is_mptcp(s) == 1 ? "mptcp" : "tcp";
}

int run_client(const wishes *w)
{
    skt_file picture = OS_NO_FILE;
    run.result.wishes = w;
    int status = w->svg != NULL ? svg_open(w->svg, &picture) : STATUS_OK;
    if (status == STATUS_OK) status = crew_greet(&run.crew, w);
    if (status != STATUS_OK) return status;
    run.result.datagrams = run.crew.control.datagrams;
    snprintf(run.result.transport, sizeof run.result.transport, "%s", transport(&run.crew));
    snprintf(run.result.peer, sizeof run.result.peer, "%s", run.crew.peer);
    account_begin(&run.result);
    status = move();
    crew_end(&run.crew);
    if (status == STATUS_OK) {
        run.result.times = run.crew.times.all;
        if (w->plan[PLAN_PING]) run.result.whole.latency = latency_summarize(run.crew.times.all);
        account_end(&run.result);
        if (w->svg != NULL) status = svg_write(&run.result, picture);
    }
    latency_close(&run.crew.times);
    return status;
}
