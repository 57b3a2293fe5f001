/* SPDX-License-Identifier: MIT */
/* skt connect: connects standard input and output with a peer. */
#include "../arguments.h"
#include "../command.h"
#include "../os.h"
#include "../say.h"
#include "reach.h"
#include "session.h"

enum { FLAG_SOURCE = SESSION_FLAG_COUNT, FLAG_DEVICE, FLAG_TIMEOUT, FLAG_WAIT, FLAG_CHECK };

const command_flag connect_flags[] = {
    KIND_FLAGS,
    SESSION_FLAGS,
    [FLAG_SOURCE] = {"source", 's', "ADDRESS", "connect from this address; the port is optional"},
    [FLAG_DEVICE] = {"device", 0, "NAME", "connect by this interface"},
    [FLAG_TIMEOUT] = {"timeout", 't', "SPAN", "resolve and connect within this time, else status 4"},
    [FLAG_WAIT] = {"wait", 'w', "SPAN", "try again until somebody is there, this long"},
    [FLAG_CHECK] = {"check", 0, NULL, "connect, move no byte, and end: status 0 if somebody is there, else 3"},
    {0},
};

static int read_reach(const arguments *given, const session_plan *plan, settings *options, reach *out)
{
    *out = (reach){.text = given->words[0],
                   .kind = plan->kind,
                   .options = options,
                   .source = given->flags[FLAG_SOURCE],
                   .device = given->flags[FLAG_DEVICE],
                   .timeout = SKT_FOREVER};
    int status = settings_read(given, FLAG_OPTION, options);
    if (status == STATUS_OK && given->flags[FLAG_TIMEOUT])
        status = arguments_duration(given->flags[FLAG_TIMEOUT], &out->timeout);
    if (status == STATUS_OK && given->flags[FLAG_WAIT])
        status = arguments_duration(given->flags[FLAG_WAIT], &out->patience);
    if (status == STATUS_OK && given->flags[FLAG_CHECK] && plan->rules.datagrams)
        return complain_of_usage("--check needs a transport with connections: datagrams do not tell who is there");
    return status;
}

int connect_run(const arguments *given)
{
    static settings options;
    session_plan plan;
    reach to;
    skt_socket s;
    int status = session_read(given, "skt.connect/1", &plan);
    if (status == STATUS_OK) status = read_reach(given, &plan, &options, &to);
    if (status != STATUS_OK) return status;
    int rc = os_catch_interrupts();
    if (rc < 0) return complain_of("cannot wait for interrupts", rc);
    status = reach_connect(&to, &s);
    if (status != STATUS_OK) return status;
    session_tell(&plan, "connected to", s);
    const session_result reached = session_begin(s);
    if (given->flags[FLAG_CHECK]) {
        session_report(&plan, &reached);
        skt_close(s);
    } else {
        status = session_run(&plan, s);
    }
    reach_leave();
    return status;
}
