/* SPDX-License-Identifier: MIT */
/* skt recv: accepts senders and receives from them. */
#include "../arguments.h"
#include "../command.h"
#include "../os.h"
#include "../stream/hear.h"
#include "crowd.h"
#include "receive.h"
#include "transfer.h"

#include <stdatomic.h>

enum {
    RECV_OUTPUT,
    RECV_RESUME,
    RECV_FORCE,
    RECV_KEEP,
    RECV_SYNC,
    RECV_MPTCP,
    RECV_TIMEOUT,
    RECV_QUIET,
    RECV_VERBOSE,
    RECV_REPLACE,
    RECV_OPTION,
    RECV_JSON,
};

const command_flag recv_flags[] = {
    [RECV_OUTPUT] = {"output", 'o', "FILE|DIR",
                     "the folder for the files (.); the name of the one file or folder; - for standard output"},
    [RECV_RESUME] = {"resume", 'r', NULL,
                     "continue .part files where the sender's begin the same; take what is whole for done"},
    [RECV_FORCE] = {"force", 'f', NULL, "replace files that are there already"},
    [RECV_KEEP] = {"keep", 'k', NULL, "take several senders at once, and go on until an interrupt"},
    [RECV_SYNC] = {"sync", 0, NULL, "confirm a file only when it is on the disk"},
    [RECV_MPTCP] = {"mptcp", 0, NULL, "Multipath TCP"},
    [RECV_TIMEOUT] = {"timeout", 't', "SPAN", TRANSFER_TIMEOUT_HELP},
    [RECV_QUIET] = {"quiet", 'q', NULL, "no progress bar"},
    [RECV_VERBOSE] = {"verbose", 'v', NULL, "say on stderr how many bytes of each file were received"},
    [RECV_REPLACE] = {"replace", 0, NULL, "replace a Unix path that nobody serves"},
    [RECV_OPTION] = {"option", 'O', "OPTION[=VALUE]", SETTINGS_HELP},
    [RECV_JSON] = {"json", 0, NULL, TRANSFER_JSON_HELP},
    {0},
};

/* The most senders at once with --keep. */
#define CLIENTS_MAX 16

/* A sender, with a thread of its own. */
typedef struct client {
    const receive_plan *plan;
    channel_turn turn;
    skt_socket socket;
    atomic_bool busy;
} client;

static client clients[CLIENTS_MAX];

/* Woken when a client has ended. */
static skt_waker ended;

static void serve_client(void *argument)
{
    client *c = (client *)argument;
    crowd_join();
    receive_all(c->plan, c->socket, &c->turn);
    crowd_leave();
    skt_close(c->socket);
    atomic_store(&c->busy, false);
    skt_waker_wake(&ended);
}

static client *find_client(bool busy)
{
    for (size_t i = 0; i < CLIENTS_MAX; i++)
        if (atomic_load(&clients[i].busy) == busy) return &clients[i];
    return NULL;
}

static void wait_for_a_client(void)
{
    skt_pollfd entry = {.socket = skt_waker_socket(&ended), .events = SKT_POLLIN};
    skt_poll(&entry, 1, SKT_NEVER);
    skt_waker_clear(&ended);
}

/* Serves clients until an interrupt, which ends all of them too. */
static int serve_many(hear *h, const receive_plan *plan)
{
    int rc = skt_waker_open(&ended), status = STATUS_OK;
    if (rc < 0) return complain_of("cannot wait", rc);
    while (status == STATUS_OK && os_interrupt_status() == 0) {
        client *c = find_client(false);
        if (c == NULL) {
            wait_for_a_client();
            continue;
        }
        status = hear_next(h, &c->socket);
        if (status != STATUS_OK) break;
        c->plan = plan;
        c->turn = (channel_turn){.others = h->sockets, .count = h->count};
        atomic_store(&c->busy, true);
        rc = os_start_thread(serve_client, c);
        if (rc == 0) continue;
        atomic_store(&c->busy, false);
        complain_of("cannot serve a connection", rc);
        skt_close(c->socket);
    }
    while (find_client(true) != NULL) wait_for_a_client();
    return os_interrupt_status() ? os_interrupt_status() : status;
}

static int serve_one(hear *h, const receive_plan *plan)
{
    skt_socket socket;
    int status = hear_next(h, &socket);
    if (status != STATUS_OK) return status;
    status = receive_all(plan, socket, NULL);
    skt_close(socket);
    /* A refusal that was under way hides an interrupt. */
    return status != STATUS_OK && os_interrupt_status() ? os_interrupt_status() : status;
}

static int listen_and_serve(const arguments *given, const settings *options, const receive_plan *plan)
{
    hear h;
    kind how = transfer_kind(given->flags[RECV_MPTCP] != NULL);
    int rc = os_catch_interrupts();
    if (rc < 0) return complain_of("cannot wait for interrupts", rc);
    int status =
        hear_open(&h, given->words[0], &how, options, given->flags[RECV_REPLACE] != NULL, skt_deadline_in(plan->idle));
    if (status != STATUS_OK) return status;
    hear_tell(&h, plan->to.to_output || plan->json ? OS_STDERR : OS_STDOUT);
    if (!print_is_complete())
        status = os_interrupt_status() ? os_interrupt_status() : STATUS_FAILED; /* SIGPIPE is one */
    else
        status = given->flags[RECV_KEEP] ? serve_many(&h, plan) : serve_one(&h, plan);
    hear_end(&h, SKT_INVALID_SOCKET);
    return status;
}

int recv_run(const arguments *given)
{
    static settings options;
    static receive_plan plan;
    const char *timeout = given->flags[RECV_TIMEOUT] ? given->flags[RECV_TIMEOUT] : TRANSFER_TIMEOUT;
    bool keep = given->flags[RECV_KEEP] != NULL;
    /* Several would write over each other's bar. */
    plan.quiet = given->flags[RECV_QUIET] != NULL || keep;
    if (keep && given->flags[RECV_QUIET] == NULL) crowd_begin();
    plan.verbose = given->flags[RECV_VERBOSE] != NULL;
    plan.json = given->flags[RECV_JSON] != NULL;
    plan.to.resume = given->flags[RECV_RESUME] != NULL;
    plan.to.force = given->flags[RECV_FORCE] != NULL;
    plan.to.sync = given->flags[RECV_SYNC] != NULL;
    int status = arguments_duration(timeout, &plan.idle);
    if (status == STATUS_OK) status = settings_read(given, RECV_OPTION, &options);
    if (status != STATUS_OK) return status;
    status = destination_of(given->flags[RECV_OUTPUT] ? given->flags[RECV_OUTPUT] : ".", &plan.to);
    if (status == STATUS_OK && keep && plan.to.to_output)
        return complain_of_usage("--keep takes many files, and -o - only one");
    if (status == STATUS_OK && plan.json && plan.to.to_output)
        return complain_of_usage("--json and -o - both write to standard output");
    if (status != STATUS_OK) return status;
    status = listen_and_serve(given, &options, &plan);
    if (!plan.to.to_output) os_folder_close(&plan.to.folder);
    return status;
}
