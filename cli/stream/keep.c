/* SPDX-License-Identifier: MIT */
#include "keep.h"

#include "../os.h"
#include "../say.h"
#include "../stdio.h"

#include <stdlib.h>
#include <string.h>

enum { CLIENTS_MAX = 250, PIECE = 64 * 1024 };

/* A client whose lines are copied to standard output. */
typedef struct client {
    skt_socket socket;
    display display;
    session_result result;
} client;

static struct {
    client *clients[CLIENTS_MAX];
    size_t count;
    bool full;        /* no descriptor is left: accept no more until a client has ended */
    skt_socket input; /* the socket into which standard input is copied; SKT_INVALID_SOCKET for none */
    carry copying;
    skt_waker change;
} kept;

/* Removes a client. `error` is the reason; 0 if the client has ended. */
static void drop(const session_plan *plan, size_t i, int error)
{
    kept.clients[i]->result.error = error;
    kept.clients[i]->result.status = error < 0 ? STATUS_BROKEN : STATUS_OK;
    session_report(plan, &kept.clients[i]->result);
    display_end(&kept.clients[i]->display);
    skt_close(kept.clients[i]->socket);
    free(kept.clients[i]);
    kept.clients[i] = kept.clients[--kept.count];
    kept.full = false;
}

static int add(const session_plan *plan, skt_socket s)
{
    client *c = kept.count < CLIENTS_MAX ? calloc(1, sizeof *c) : NULL;
    if (c == NULL) {
        skt_close(s);
        return complain("there are %zu clients already", kept.count);
    }
    skt_set_nonblocking(s, true);
    c->socket = s;
    c->display = (display){.form = plan->form, .terminal = stdio_output_is_terminal()};
    /* Whole lines only, so that lines of different clients do not mix. */
    c->display.form.lines = true;
    c->result = session_begin(s);
    kept.clients[kept.count++] = c;
    session_tell(plan, "connection of", s);
    return STATUS_OK;
}

/* Returns a status other than STATUS_OK only if the output has failed; errors of the client only end the client. */
static int hear_client(const session_plan *plan, size_t i)
{
    static char piece[PIECE];
    client *c = kept.clients[i];
    skt_ssize count = skt_recv(c->socket, piece, sizeof piece, 0);
    if (count > 0) c->result.received += (uint64_t)count;
    if (count > 0 && !plan->rules.send_only) {
        int rc = display_write(&c->display, piece, (size_t)count);
        if (rc == SKT_EPIPE) return stdio_broken_status();
        return rc < 0 ? complain_of("the output", rc) : STATUS_OK;
    }
    if (count > 0 || count == SKT_EINTR || skt_error_is_again((int)count)) return STATUS_OK;
    if (count < 0 && plan->verbose) complain_of("receiving", (int)count);
    drop(plan, i, (int)count);
    return STATUS_OK;
}

/* Skips clients that do not read, which would stop all others. */
static void send_to_all(const session_plan *plan, const char *data, size_t len)
{
    for (size_t i = kept.count; i-- > 0;) {
        size_t done = 0;
        int rc = skt_send_all(kept.clients[i]->socket, data, len, 0, skt_deadline_in(SKT_SECONDS(1)), &done);
        kept.clients[i]->result.sent += done;
        if (rc == 0) continue;
        complain_of("a client", rc);
        drop(plan, i, rc);
    }
}

static void hear_input(const session_plan *plan)
{
    static char piece[PIECE];
    skt_ssize count = skt_recv(kept.input, piece, sizeof piece, 0);
    if (count > 0) send_to_all(plan, piece, (size_t)count);
    if (count > 0 || count == SKT_EINTR) return;
    skt_close(kept.input);
    kept.input = SKT_INVALID_SOCKET;
}

static int begin_input(void)
{
    skt_socket ends[2] = {SKT_INVALID_SOCKET, SKT_INVALID_SOCKET};
    int rc = skt_waker_open(&kept.change);
    if (rc == 0) rc = skt_pair(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, ends);
    if (rc < 0) return rc;
    kept.input = ends[0];
    kept.copying = (carry){.take = carry_input,
                           .give = carry_send,
                           .to = ends[1],
                           .empty_is_end = true,
                           .shuts_down = true,
                           .chunk = PIECE,
                           .change = &kept.change};
    return carry_start(&kept.copying);
}

/* Whether this process or the system has no descriptors left. */
static bool lacks_descriptors(int rc)
{
    return rc == SKT_EMFILE || rc == SKT_ENFILE;
}

static int take_clients(hear *h, const session_plan *plan, const skt_pollfd *entries)
{
    for (size_t i = 0; i < h->count; i++) {
        skt_socket s;
        if (entries[i].revents == 0) continue;
        int rc = skt_accept(h->sockets[i], 0, &s, NULL);
        if (rc == 0) rc = settings_apply(h->options, s, true, &h->failed);
        if (rc == 0)
            add(plan, s);
        else if (h->failed != NULL)
            return settings_complain(h->failed, rc);
        else if (lacks_descriptors(rc) && kept.count == 0)
            return complain_of("accepting", rc);
        else if (lacks_descriptors(rc))
            kept.full = true;
    }
    return STATUS_OK;
}

static int serve_clients(hear *h, const session_plan *plan)
{
    static skt_pollfd entries[SKT_SERVE_MOST + CLIENTS_MAX + 2];
    for (;;) {
        size_t clients = kept.count, first = h->count + 2;
        for (size_t i = 0; i < h->count; i++)
            entries[i] = (skt_pollfd){.socket = kept.full ? SKT_INVALID_SOCKET : h->sockets[i], .events = SKT_POLLIN};
        entries[h->count] = (skt_pollfd){.socket = os_interrupt_socket(), .events = SKT_POLLIN};
        entries[h->count + 1] = (skt_pollfd){.socket = kept.input, .events = SKT_POLLIN};
        for (size_t i = 0; i < clients; i++)
            entries[first + i] = (skt_pollfd){.socket = kept.clients[i]->socket, .events = SKT_POLLIN};
        if (os_interrupt_status()) return os_interrupt_status();
        int rc = skt_poll(entries, first + clients, SKT_NEVER);
        if (rc < 0 && rc != SKT_EINTR) return complain_of("cannot wait", rc);
        if (rc < 0) continue;
        int status = STATUS_OK;
        /* Backwards, since a removed client is replaced by the last one. */
        for (size_t i = clients; status == STATUS_OK && i-- > 0;)
            if (entries[first + i].revents != 0) status = hear_client(plan, i);
        if (status == STATUS_OK && entries[h->count + 1].revents != 0) hear_input(plan);
        if (status == STATUS_OK) status = take_clients(h, plan, entries);
        if (status != STATUS_OK) return status;
    }
}

/* Writes every datagram, from any sender. */
static int serve_datagrams(hear *h, const session_plan *plan)
{
    static char datagram[PIECE];
    display how = {.form = plan->form, .terminal = stdio_output_is_terminal()};
    for (;;) {
        skt_socket ready;
        int rc = hear_wait(h, &ready);
        if (rc < 0) return rc == SKT_EINTR ? os_interrupt_status() : complain_of("cannot wait", rc);
        skt_ssize count = skt_recv(ready, datagram, sizeof datagram, 0);
        if (count >= 0) rc = display_write(&how, datagram, (size_t)count);
        if (rc == SKT_EPIPE) return stdio_broken_status();
        if (rc < 0) return complain_of("the output", rc);
    }
}

int keep_run_program(skt_socket s, char **words)
{
    char shown[SAY_MAX];
    int status;
    int rc = stdio_run(s, words, &status);
    return rc < 0 ? complain_of(printable(words[0], shown), rc) : status;
}

/* A client with a program of its own. */
typedef struct program {
    skt_socket socket;
    char **words;
} program;

static void run_program(void *argument)
{
    program *p = argument;
    keep_run_program(p->socket, p->words);
    skt_close(p->socket);
    free(p);
}

static int start_program(skt_socket s, char **words)
{
    program *p = malloc(sizeof *p);
    if (p == NULL) return SKT_ENOMEM;
    *p = (program){s, words};
    int rc = os_start_thread(run_program, p);
    if (rc < 0) free(p);
    return rc;
}

static int serve_programs(hear *h, const session_plan *plan, char **words)
{
    for (;;) {
        skt_socket s;
        int status = hear_next(h, &s);
        if (status != STATUS_OK) return status;
        session_tell(plan, "connection of", s);
        int rc = start_program(s, words);
        if (rc == 0) continue;
        skt_close(s);
        return complain_of("cannot serve", rc);
    }
}

int keep_run(hear *h, const session_plan *plan, char **words, bool broadcast)
{
    kept.input = SKT_INVALID_SOCKET;
    if (words != NULL) return serve_programs(h, plan, words);
    if (plan->rules.datagrams) return serve_datagrams(h, plan);
    int rc = broadcast ? begin_input() : 0;
    return rc < 0 ? complain_of("cannot read the input", rc) : serve_clients(h, plan);
}
