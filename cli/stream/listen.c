/* SPDX-License-Identifier: MIT */
/* skt listen: connects standard input and output with a peer that connects. */
#include "../arguments.h"
#include "../command.h"
#include "../os.h"
#include "../say.h"
#include "hear.h"
#include "keep.h"
#include "session.h"

enum { FLAG_KEEP = SESSION_FLAG_COUNT, FLAG_BROADCAST, FLAG_REPLACE, FLAG_EXEC };

const command_flag listen_flags[] = {
    KIND_FLAGS,
    SESSION_FLAGS,
    [FLAG_KEEP] = {"keep", 'k', NULL, "take several clients at once, and go on when they end"},
    [FLAG_BROADCAST] = {"broadcast", 0, NULL, "with --keep: send the input to all clients"},
    [FLAG_REPLACE] = {"replace", 0, NULL, "replace a Unix path that nobody serves"},
    [FLAG_EXEC] = {"exec", 0, "COMMAND...", "run a program with the socket as its input and output; all words behind"},
    {0},
};

static int check(const arguments *given, const session_plan *plan)
{
    if (given->flags[FLAG_BROADCAST] && !given->flags[FLAG_KEEP])
        return complain_of_usage("--broadcast goes with --keep");
    if (given->flags[FLAG_BROADCAST] && plan->rules.datagrams)
        return complain_of_usage("--broadcast needs a transport with connections");
    if (given->flags[FLAG_EXEC] && plan->rules.datagrams)
        return complain_of_usage("--exec needs a transport with connections");
    return STATUS_OK;
}

static int serve_one(hear *h, const arguments *given, const session_plan *plan)
{
    skt_socket s;
    int status = hear_next(h, &s);
    if (status != STATUS_OK) return status;
    hear_end(h, s);
    session_tell(plan, "connection of", s);
    if (given->rest == NULL) return session_run(plan, s);
    status = keep_run_program(s, given->rest);
    skt_close(s);
    return status;
}

int listen_run(const arguments *given)
{
    static settings options;
    session_plan plan;
    hear h;
    int status = session_read(given, "skt.listen/1", &plan);
    if (status == STATUS_OK) status = settings_read(given, FLAG_OPTION, &options);
    if (status == STATUS_OK) status = check(given, &plan);
    if (status != STATUS_OK) return status;
    int rc = os_catch_interrupts();
    if (rc < 0) return complain_of("cannot wait for interrupts", rc);
    status = hear_begin(&h, given->words[0], &plan.kind, &options, given->flags[FLAG_REPLACE] != NULL);
    if (status != STATUS_OK) return status;
    if (given->flags[FLAG_KEEP])
        status = keep_run(&h, &plan, given->rest, given->flags[FLAG_BROADCAST] != NULL);
    else
        status = serve_one(&h, given, &plan);
    hear_end(&h, SKT_INVALID_SOCKET);
    return status;
}
