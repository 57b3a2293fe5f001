/* SPDX-License-Identifier: MIT */
/* skt udp: measures how a path treats datagrams. */
#include "../arguments.h"
#include "../os.h"
#include "../path/number.h"
#include "../say.h"
#include "../stream/reach.h"
#include "findings.h"
#include "serve.h"

enum { FLAG_SERVE, FLAG_COUNT, FLAG_INTERVAL, FLAG_WAIT, FLAG_SOURCE, FLAG_DEVICE, FLAG_OPTION, FLAG_JSON };

const command_flag udp_flags[] = {
    [FLAG_SERVE] = {"serve", 0, "ADDRESS", "be the peer: report what arrives at this address"},
    [FLAG_COUNT] = {"count", 'c', "N", "round trips whose times and loss are counted (20; up to 4096)"},
    [FLAG_INTERVAL] = {"interval", 'i', "SPAN", "between two of them (20ms)"},
    [FLAG_WAIT] = {"wait", 'w', "SPAN", "what has no answer after this time is lost (1s)"},
    [FLAG_SOURCE] = {"source", 's', "ADDRESS", "send from this address; the port is optional"},
    [FLAG_DEVICE] = {"device", 0, "NAME", "send by this interface"},
    [FLAG_OPTION] = {"option", 'o', "OPTION=VALUE", SETTINGS_HELP},
    [FLAG_JSON] = {"json", 0, NULL, "write JSON (skt.udp/1)"},
    {0},
};

typedef struct plan {
    reach to;
    settings options;
    uint32_t count;
    skt_duration interval, wait;
} plan;

static int read_plan(const arguments *given, plan *out)
{
    out->count = 20;
    out->interval = SKT_MILLISECONDS(20);
    out->wait = SKT_SECONDS(1);
    int status = settings_read(given, FLAG_OPTION, &out->options);
    if (status == STATUS_OK) status = number_read(given, udp_flags, FLAG_COUNT, 1, WIRE_COUNTED_MOST, &out->count);
    if (status == STATUS_OK && given->flags[FLAG_INTERVAL])
        status = arguments_duration(given->flags[FLAG_INTERVAL], &out->interval);
    if (status == STATUS_OK && given->flags[FLAG_WAIT])
        status = arguments_duration(given->flags[FLAG_WAIT], &out->wait);
    if (status != STATUS_OK) return status;
    if (out->interval == SKT_FOREVER || out->wait == SKT_FOREVER)
        return complain_of_usage("--interval and --wait take a span that ends");
    out->to = (reach){.text = given->words[0],
                      .kind = {SKT_SOCK_DGRAM, 0, true},
                      .options = &out->options,
                      .source = given->flags[FLAG_SOURCE],
                      .device = given->flags[FLAG_DEVICE],
                      .timeout = SKT_FOREVER};
    return STATUS_OK;
}

static int measure(client *c, const plan *p, findings *out)
{
    int rc = find_round_trips(c, p->count, p->interval, &out->round);
    if (rc == 0 && out->round.answered == 0) {
        complain("%s: the server answers, and then no probe", p->to.text);
        return STATUS_NOT_REACHED;
    }
    if (rc == 0) rc = find_codepoints(c, &out->there, &out->back);
    if (rc == 0) rc = find_path_mtu(c, &out->mtu_there, &out->mtu_back);
    if (rc == 0) rc = find_segments(c, out->mtu_there.bytes, &out->segments_there, &out->segments_back);
    return rc < 0 ? complain_of("measuring", rc) : STATUS_OK;
}

static int run_client(const arguments *given)
{
    static plan p;
    static client c;
    findings found = {.round = {.sent = 0}};
    skt_socket s;
    int status = read_plan(given, &p);
    if (status != STATUS_OK) return status;
    int rc = os_catch_interrupts();
    if (rc < 0) return complain_of("cannot wait for interrupts", rc);
    status = reach_connect(&p.to, &s);
    if (status != STATUS_OK) return status;
    status = client_begin(&c, s, p.wait);
    if (status == STATUS_OK) status = measure(&c, &p, &found);
    if (status == STATUS_OK)
        status = given->flags[FLAG_JSON] ? findings_print_json(&c, &found) : findings_print(&c, &found);
    skt_close(s);
    return status;
}

int udp_run(const arguments *given)
{
    static settings options;
    const char *address = given->flags[FLAG_SERVE];
    if (address == NULL && given->count == 0) return complain_of_usage("udp lacks its HOST:PORT, or --serve ADDRESS");
    if (address == NULL) return run_client(given);
    if (given->count > 0) return complain_of_usage("--serve and HOST:PORT exclude each other");
    int status = settings_read(given, FLAG_OPTION, &options);
    return status == STATUS_OK ? udp_serve(address, &options) : status;
}
