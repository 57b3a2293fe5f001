/* SPDX-License-Identifier: MIT */
/* skt relay: connects each client with a connection to the other address. */
#include "../arguments.h"
#include "../command.h"
#include "../json.h"
#include "../os.h"
#include "../say.h"
#include "carry.h"
#include "hear.h"
#include "pipe.h"
#include "reach.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum {
    FLAG_LISTEN_OPTION = KIND_FLAG_COUNT,
    FLAG_CONNECT_OPTION,
    FLAG_TO,
    FLAG_TIMEOUT,
    FLAG_ONCE,
    FLAG_REPLACE,
    FLAG_JSON,
    FLAG_VERBOSE
};

const command_flag relay_flags[] = {
    KIND_FLAGS,
    [FLAG_LISTEN_OPTION] = {"listen-option", 'o', "OPTION[=VALUE]", "of the clients' side: " SETTINGS_HELP},
    [FLAG_CONNECT_OPTION] = {"connect-option", 'O', "OPTION[=VALUE]", "the same for the other side"},
    [FLAG_TO] = {"to", 0, "udp|mptcp|seqpacket|dgram|stream", "the kind of the other side; as here if not given"},
    [FLAG_TIMEOUT] = {"timeout", 't', "SPAN", "connect to the other side within this time"},
    [FLAG_ONCE] = {"once", '1', NULL, "one client, and then the end"},
    [FLAG_REPLACE] = {"replace", 0, NULL, "replace a Unix path that nobody serves"},
    [FLAG_JSON] = {"json", 0, NULL, "print a line of JSON for each client that has ended"},
    [FLAG_VERBOSE] = {"verbose", 'v', NULL, "say on stderr when a client comes and ends"},
    {0},
};

/* The data that all clients share. */
typedef struct relaying {
    const arguments *given;
    const char *to;
    kind here, there;
    settings listen_options, connect_options;
    skt_duration timeout;
    hear h;
} relaying;

/* A client and its connection to the other address. */
typedef struct joint {
    relaying *r;
    skt_socket client, other;
    carry ways[2];             /* there and back */
    skt_waker ends[2];         /* one per direction: the wake is the thread's last access to the joint */
    const option_word *failed; /* the other side's option that was refused, if that was the error */
} joint;

static int prepare(skt_socket s, const skt_addr *address, void *user)
{
    joint *j = user;
    (void)address;
    return settings_apply(&j->r->connect_options, s, false, &j->failed);
}

static int connect_other(joint *j)
{
    skt_dial_plan plan;
    skt_dial_plan_init(&plan);
    plan.type = j->r->there.type;
    plan.protocol = j->r->there.protocol;
    plan.prepare = prepare;
    plan.user = j;
    int rc = skt_dial(j->r->to, NULL, &plan, skt_deadline_in(j->r->timeout), &j->other);
    if (rc < 0) return rc;
    j->failed = NULL;
    rc = settings_apply(&j->r->connect_options, j->other, true, &j->failed);
    if (rc < 0) skt_close(j->other);
    return rc;
}

static int start_way(joint *j, int way, skt_socket from, skt_socket to, const kind *of, const kind *into)
{
    carry *c = &j->ways[way];
    *c = (carry){.take = carry_recv,
                 .give = into->messages ? carry_send_message : carry_send,
                 .from = from,
                 .to = to,
                 .empty_is_end = of->type != SKT_SOCK_DGRAM,
                 .shuts_down = into->type != SKT_SOCK_DGRAM,
                 .chunk = CARRY_CHUNK,
                 .change = &j->ends[way]};
    int rc = skt_waker_open(&j->ends[way]);
    if (rc < 0) return rc;
    if (!of->messages && !into->messages && pipe_open(c->pipe) == 0) c->move = carry_splice;
    return carry_start(c);
}

static void end_way(joint *j, int way)
{
    if (j->ways[way].move != NULL) pipe_close(j->ways[way].pipe);
    skt_waker_close(&j->ends[way]);
}

/* The error that ended a direction; 0 if its source has ended. */
static int error_of(const carry *c)
{
    return carry_has_failed(carry_state_of(c)) ? c->error : 0;
}

/* Runs both directions until both have ended. If one fails, or either side has datagrams, the first end ends both. */
static int join(joint *j)
{
    const kind *here = &j->r->here, *there = &j->r->there;
    const bool datagrams = here->type == SKT_SOCK_DGRAM || there->type == SKT_SOCK_DGRAM;
    int errors[2] = {start_way(j, 0, j->client, j->other, here, there),
                     start_way(j, 1, j->other, j->client, there, here)};
    bool runs[2] = {errors[0] == 0, errors[1] == 0};
    while (runs[0] || runs[1]) {
        if (errors[0] < 0 || errors[1] < 0 || (datagrams && runs[0] != runs[1])) {
            skt_shutdown(j->client, SKT_SHUT_RDWR);
            skt_shutdown(j->other, SKT_SHUT_RDWR);
        }
        skt_pollfd entries[2];
        for (int way = 0; way < 2; way++)
            entries[way] = (skt_pollfd){.socket = runs[way] ? skt_waker_socket(&j->ends[way]) : SKT_INVALID_SOCKET,
                                        .events = SKT_POLLIN};
        skt_poll(entries, 2, SKT_NEVER);
        for (int way = 0; way < 2; way++) {
            if (!runs[way] || entries[way].revents == 0) continue;
            skt_waker_clear(&j->ends[way]);
            runs[way] = false;
            errors[way] = error_of(&j->ways[way]);
        }
    }
    end_way(j, 0);
    end_way(j, 1);
    return errors[0] < 0 ? errors[0] : errors[1];
}

static void report(const joint *j, const char *client, int rc)
{
    const arguments *given = j->r->given;
    char why[SAY_MAX], shown[SAY_MAX];
    uint64_t forth = atomic_load(&j->ways[0].bytes), back = atomic_load(&j->ways[1].bytes);
    if (given->flags[FLAG_JSON]) {
        json_t *line = json_pack("{s:s, s:s, s:I, s:I, s:s?}", "schema", "skt.relay/1", "client", client, "sent_bytes",
                                 (json_int_t)forth, "received_bytes", (json_int_t)back, "error",
                                 rc < 0 ? skt_error_name(rc) : NULL);
        print_json_line(line);
    }
    if (rc < 0 && j->failed != NULL)
        settings_complain(j->failed, rc);
    else if (rc < 0)
        complain("%s: %s", printable(client, shown), explain(rc, why));
    else if (given->flags[FLAG_VERBOSE])
        print(OS_STDERR, "%s ended: %" PRIu64 " bytes there, %" PRIu64 " back\n", printable(client, shown), forth,
              back);
}

static int serve(joint *j)
{
    char client[SKT_ADDR_TEXT_MAX] = "?", shown[SAY_MAX];
    skt_addr peer;
    if (skt_peer_address(j->client, &peer) == 0) skt_addr_format(&peer, client, sizeof client);
    if (j->r->given->flags[FLAG_VERBOSE]) print(OS_STDERR, "%s came\n", printable(client, shown));
    int rc = connect_other(j);
    bool connected = rc == 0;
    if (connected) rc = join(j);
    report(j, client, rc);
    if (connected) skt_close(j->other);
    skt_close(j->client);
    if (rc == 0) return STATUS_OK;
    if (j->failed != NULL) return STATUS_FAILED;
    return connected ? STATUS_BROKEN : STATUS_NOT_REACHED;
}

static void serve_in_thread(void *argument)
{
    serve(argument);
    free(argument);
}

static int start(relaying *r, skt_socket client)
{
    joint *j = calloc(1, sizeof *j);
    if (j == NULL) return SKT_ENOMEM;
    j->r = r;
    j->client = client;
    int rc = os_start_thread(serve_in_thread, j);
    if (rc < 0) free(j);
    return rc;
}

static int serve_all(relaying *r)
{
    static joint only;
    bool once = r->given->flags[FLAG_ONCE] != NULL || r->here.type == SKT_SOCK_DGRAM;
    for (;;) {
        skt_socket client;
        int status = hear_next(&r->h, &client);
        if (status != STATUS_OK) return status;
        if (once) {
            hear_end(&r->h, client);
            only = (joint){.r = r, .client = client};
            return serve(&only);
        }
        int rc = start(r, client);
        if (rc == 0) continue;
        skt_close(client);
        complain_of("cannot serve a client", rc);
    }
}

static int read_to(const arguments *given, const kind *here, kind *there)
{
    static const struct {
        const char *name;
        kind kind;
    } kinds[] = {{"stream", {SKT_SOCK_STREAM, 0, false}},
                 {"mptcp", {SKT_SOCK_STREAM, SKT_IPPROTO_MPTCP, false}},
                 {"udp", {SKT_SOCK_DGRAM, 0, true}},
                 {"dgram", {SKT_SOCK_DGRAM, 0, true}},
                 {"seqpacket", {SKT_SOCK_SEQPACKET, 0, true}}};
    char shown[SAY_MAX];
    *there = *here;
    if (given->flags[FLAG_TO] == NULL) return STATUS_OK;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(kinds[i].name, given->flags[FLAG_TO]) != 0) continue;
        *there = kinds[i].kind;
        return STATUS_OK;
    }
    return complain_of_usage("%s is no kind: stream, mptcp, udp, seqpacket, dgram",
                             printable(given->flags[FLAG_TO], shown));
}

int relay_run(const arguments *given)
{
    static relaying r;
    r.given = given;
    r.to = given->words[1];
    r.timeout = SKT_FOREVER;
    int status = kind_read(given, &r.here);
    if (status == STATUS_OK) status = read_to(given, &r.here, &r.there);
    if (status == STATUS_OK) status = settings_read(given, FLAG_LISTEN_OPTION, &r.listen_options);
    if (status == STATUS_OK) status = settings_read(given, FLAG_CONNECT_OPTION, &r.connect_options);
    if (status == STATUS_OK && given->flags[FLAG_TIMEOUT])
        status = arguments_duration(given->flags[FLAG_TIMEOUT], &r.timeout);
    if (status != STATUS_OK) return status;
    int rc = os_catch_interrupts();
    if (rc < 0) return complain_of("cannot wait for interrupts", rc);
    status = hear_begin(&r.h, given->words[0], &r.here, &r.listen_options, given->flags[FLAG_REPLACE] != NULL);
    if (status != STATUS_OK) return status;
    status = serve_all(&r);
    hear_end(&r.h, SKT_INVALID_SOCKET);
    return status;
}
