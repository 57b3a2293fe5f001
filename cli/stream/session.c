/* SPDX-License-Identifier: MIT */
#include "session.h"

#include "../arguments.h"
#include "../json.h"
#include "../os.h"
#include "../say.h"
#include "../stdio.h"
#include "pipe.h"

#include <inttypes.h>
#include <string.h>

/* The sizes of datagrams made from input: for IP one that fits an Ethernet frame. */
enum { IP_MESSAGE = 1400, UNIX_MESSAGE = 64 * 1024 };

static int read_span(const arguments *given, size_t flag, skt_duration *out)
{
    *out = SKT_FOREVER;
    if (given->flags[flag] == NULL) return STATUS_OK;
    if (strcmp(given->flags[flag], "0") != 0) return arguments_duration(given->flags[flag], out);
    *out = 0;
    return STATUS_OK;
}

int session_read(const arguments *given, const char *schema, session_plan *out)
{
    *out = (session_plan){.verbose = given->flags[FLAG_VERBOSE] != NULL,
                          .schema = given->flags[FLAG_JSON] ? schema : NULL};
    int status = kind_read(given, &out->kind);
    if (status == STATUS_OK) status = read_span(given, FLAG_IDLE, &out->rules.idle);
    if (status == STATUS_OK) status = read_span(given, FLAG_QUIT_AFTER, &out->rules.quit_after);
    if (status != STATUS_OK) return status;
    out->rules.datagrams = out->kind.type == SKT_SOCK_DGRAM;
    out->rules.no_shutdown = given->flags[FLAG_NO_SHUTDOWN] != NULL || out->rules.datagrams;
    out->rules.send_only = given->flags[FLAG_SEND_ONLY] != NULL;
    out->rules.recv_only = given->flags[FLAG_RECV_ONLY] != NULL;
    out->rules.input_is_terminal = stdio_input_is_terminal();
    out->form = (display_form){.hex = given->flags[FLAG_HEX] != NULL,
                               .lines = given->flags[FLAG_LINE] != NULL,
                               .timestamps = given->flags[FLAG_TIMESTAMPS] != NULL,
                               .messages = out->kind.messages};
    if (out->rules.send_only && out->rules.recv_only)
        return complain_of_usage("--send-only and --recv-only exclude each other");
    return STATUS_OK;
}

/* The one session of this process. Its threads end with it. */
static struct {
    carry sending, receiving;
    skt_waker change;
    display display;
    char line[CARRY_CHUNK]; /* input that is not yet split into lines */
    size_t line_len;
    bool line_ended;
} run;

static int give_shown(carry *c, const void *data, size_t len)
{
    (void)c;
    return display_write(&run.display, data, len);
}

/* Takes one line of the input, without its line end. */
static skt_ssize take_line(carry *c, void *out, size_t len)
{
    (void)c;
    for (;;) {
        const char *end = memchr(run.line, '\n', run.line_len);
        bool full = run.line_len >= len;
        if (end != NULL || full || (run.line_ended && run.line_len > 0)) {
            size_t taken = end ? (size_t)(end - run.line) : run.line_len;
            if (taken > len) taken = len, end = NULL;
            memcpy(out, run.line, taken);
            size_t gone = taken + (end != NULL);
            run.line_len -= gone;
            memmove(run.line, run.line + gone, run.line_len);
            return (skt_ssize)taken;
        }
        if (run.line_ended) return SKT_EEOF;
        skt_ssize count = stdio_read(run.line + run.line_len, sizeof run.line - run.line_len);
        if (count < 0) return count;
        run.line_len += (size_t)count;
        run.line_ended = count == 0;
    }
}

static skt_ssize splice_out(carry *c, size_t len)
{
    return carry_splice_once((skt_file)c->from, stdio_output(), len);
}

static skt_ssize splice_in(carry *c, size_t len)
{
    return carry_splice_once(stdio_input(), (skt_file)c->to, len);
}

static void plan_sending(const session_plan *plan, skt_socket s)
{
    carry *c = &run.sending;
    *c = (carry){.take = carry_input,
                 .give = carry_send,
                 .from = SKT_INVALID_SOCKET,
                 .to = s,
                 .empty_is_end = true,
                 .shuts_down = !plan->rules.no_shutdown,
                 .chunk = CARRY_CHUNK,
                 .change = &run.change};
    if (plan->kind.messages) {
        c->give = carry_send_message;
        c->chunk = skt_family(s) == SKT_AF_UNIX ? UNIX_MESSAGE : IP_MESSAGE;
        if (plan->form.lines) c->take = take_line, c->empty_is_end = false;
    } else {
        c->move = splice_in;
    }
}

static void plan_receiving(const session_plan *plan, skt_socket s)
{
    carry *c = &run.receiving;
    run.display = (display){.form = plan->form, .terminal = stdio_output_is_terminal()};
    *c = (carry){.take = carry_recv,
                 .give = give_shown,
                 .from = s,
                 .to = SKT_INVALID_SOCKET,
                 .empty_is_end = !plan->rules.datagrams,
                 .chunk = CARRY_CHUNK,
                 .change = &run.change};
    if (plan->rules.send_only)
        c->give = carry_nothing;
    else if (!plan->kind.messages && display_is_plain(&run.display))
        c->move = splice_out;
}

static void begin_splicing(skt_socket s)
{
    skt_set_nonblocking(s, true);
    pipe_enlarge(stdio_input());
    pipe_enlarge(stdio_output());
}

static end_state look(skt_socket s)
{
    end_state now = {
        .sending = carry_state_of(&run.sending), .receiving = carry_state_of(&run.receiving), .now = skt_now()};
    if (now.sending != CARRY_RUNS) now.send_error = run.sending.error, now.send_ended = run.sending.ended_at;
    if (now.receiving != CARRY_RUNS) now.recv_error = run.receiving.error, now.recv_ended = run.receiving.ended_at;
    int64_t sent_at = atomic_load_explicit(&run.sending.moved_at, memory_order_relaxed);
    now.received.nanoseconds = atomic_load_explicit(&run.receiving.moved_at, memory_order_relaxed);
    now.moved.nanoseconds = sent_at > now.received.nanoseconds ? sent_at : now.received.nanoseconds;
    now.unsent = now.sending == CARRY_RUNS && now.receiving == CARRY_RUNS ? 0 : skt_unacked_bytes(s);
    if (now.unsent > 0 && skt_pending_error(s) < 0) now.sending = CARRY_SINK_FAILED, now.send_error = SKT_ECONNRESET;
    return now;
}

/* Whether nothing of the peer waits, neither bytes, which would fail to be written, nor its end. */
static bool is_quiet(skt_socket s)
{
    char byte;
    return skt_error_is_again((int)skt_recv(s, &byte, 1, SKT_MSG_PEEK | SKT_MSG_DONTWAIT));
}

static int wait_for_end(const session_plan *plan, skt_socket s, end_state *last_out)
{
    bool watches = !plan->rules.send_only;
    for (;;) {
        skt_deadline next;
        if (os_interrupt_status()) return os_interrupt_status();
        *last_out = look(s);
        int status = end_status(&plan->rules, last_out, stdio_broken_status(), &next);
        if (status >= 0) return status;
        watches = watches && last_out->receiving == CARRY_RUNS;
        skt_pollfd entries[] = {{.socket = skt_waker_socket(&run.change), .events = SKT_POLLIN},
                                {.socket = os_interrupt_socket(), .events = SKT_POLLIN},
                                {.socket = watches ? stdio_output_polled() : SKT_INVALID_SOCKET}};
        skt_poll(entries, 3, next);
        skt_waker_clear(&run.change);
        if (entries[2].revents == 0) continue;
        if (is_quiet(s)) return stdio_broken_status();
        watches = false;
    }
}

static void complain_of_end(int status, const end_state *last)
{
    bool receiving = carry_has_failed(last->receiving);
    int error = receiving ? last->recv_error : last->send_error;
    switch (status) {
    case STATUS_FAILED: complain_of(last->receiving == CARRY_SINK_FAILED ? "the output" : "the input", error); break;
    case STATUS_NOT_REACHED:
    case STATUS_BROKEN: complain_of(receiving ? "receiving" : "sending", error); break;
    case STATUS_TIMEOUT:
        complain(last->unsent > 0 ? "not all that was sent is acknowledged"
                                  : "nothing was moved for the time of --idle");
        break;
    default: break;
    }
}

session_result session_begin(skt_socket s)
{
    skt_addr addr;
    session_result out = {.begun = skt_now()};
    if (skt_local_address(s, &addr) == 0) skt_addr_format(&addr, out.local, sizeof out.local);
    if (skt_peer_address(s, &addr) == 0) skt_addr_format(&addr, out.peer, sizeof out.peer);
    return out;
}

static const char *address_or_none(const char *text, char shown[SAY_MAX])
{
    return text[0] ? printable(text, shown) : NULL;
}

void session_report(const session_plan *plan, const session_result *result)
{
    char shown[2][SAY_MAX];
    if (plan->schema == NULL) return;
    print_json_line_aside(json_pack("{s:s, s:s*, s:s*, s:I, s:I, s:I, s:i, s:s*}", "schema", plan->schema, "local",
                                    address_or_none(result->local, shown[0]), "peer",
                                    address_or_none(result->peer, shown[1]), "sent_bytes", (json_int_t)result->sent,
                                    "received_bytes", (json_int_t)result->received, "duration_ns",
                                    (json_int_t)(skt_now().nanoseconds - result->begun.nanoseconds), "status",
                                    result->status, "error", result->error < 0 ? skt_error_name(result->error) : NULL));
}

void session_tell(const session_plan *plan, const char *what, skt_socket s)
{
    char here[SKT_ADDR_TEXT_MAX] = "?", there[SKT_ADDR_TEXT_MAX] = "?", shown[2][SAY_MAX];
    skt_addr addr;
    if (!plan->verbose) return;
    if (skt_local_address(s, &addr) == 0) skt_addr_format(&addr, here, sizeof here);
    if (skt_peer_address(s, &addr) == 0) skt_addr_format(&addr, there, sizeof there);
    print(OS_STDERR, "%s %s from %s\n", what, printable(there, shown[0]), printable(here, shown[1]));
}

int session_run(const session_plan *plan, skt_socket s)
{
    session_result result = session_begin(s);
    int rc = skt_waker_open(&run.change);
    if (rc < 0) {
        skt_close(s);
        return complain_of("cannot wait", rc);
    }
    if (!plan->kind.messages && pipe_is_spliced()) begin_splicing(s);
    plan_sending(plan, s);
    plan_receiving(plan, s);
    rc = carry_start(&run.receiving);
    /* With recv_only the sending direction never starts, hence never ends. */
    if (rc == 0 && !plan->rules.recv_only) rc = carry_start(&run.sending);
    if (rc < 0) {
        os_leave_socket(s);
        return complain_of("cannot begin", rc);
    }
    end_state last = {.sending = CARRY_RUNS};
    int status = wait_for_end(plan, s, &last);
    if (last.receiving == CARRY_ENDED) display_end(&run.display);
    complain_of_end(status, &last);
    result.sent = atomic_load(&run.sending.bytes);
    result.received = atomic_load(&run.receiving.bytes);
    result.status = status;
    if (status != STATUS_OK) result.error = carry_has_failed(last.receiving) ? last.recv_error : last.send_error;
    if (plan->verbose) print(OS_STDERR, "sent %" PRIu64 " bytes, received %" PRIu64 "\n", result.sent, result.received);
    session_report(plan, &result);
    bool sends = !plan->rules.recv_only && carry_state_of(&run.sending) == CARRY_RUNS;
    if (sends || carry_state_of(&run.receiving) == CARRY_RUNS)
        os_leave_socket(s);
    else
        skt_close(s);
    return status;
}
