/* SPDX-License-Identifier: MIT */
/* skt bench: measures throughput and latency of a path. */
#include "../command.h"
#include "../os.h"
#include "../say.h"
#include "run.h"
#include "serve.h"
#include "wishes.h"

const command_flag bench_flags[] = {
    KIND_FLAGS,
    [FLAG_OPTION] = {"option", 'o', "OPTION[=VALUE]", SETTINGS_HELP},
    [FLAG_SERVE] = {"serve", 's', NULL, "be the server, of several clients at once"},
    [FLAG_LATENCY] = {"latency", 0, NULL, "requests that are answered, 1000 a second, and how long that takes"},
    [FLAG_REVERSE] = {"reverse", 'R', NULL, "the server sends"},
    [FLAG_BOTH] = {"both", 0, NULL, "both send at once"},
    [FLAG_TIME] = {"time", 't', "SPAN", "measure so long, 10s unless given"},
    [FLAG_BYTES] = {"bytes", 'n', "N", "or until so many bytes are moved, of all streams: 10G"},
    [FLAG_OMIT] = {"omit", 0, "SPAN", "and leave the first intervals out of the result"},
    [FLAG_WARM_UP] = {"warm-up", 0, "SPAN", "and before that so long without measuring"},
    [FLAG_STREAMS] = {"streams", 'P', "N", "so many at once, 32 at most"},
    [FLAG_SIZE] = {"size", 'l', "N", "bytes of a message: 128K of streams, 1200 of UDP, 64 of requests"},
    [FLAG_RATE] = {"rate", 'b', "R", "100M (bits a second), 5000/s (messages), of all streams; max"},
    [FLAG_SEGMENT] = {"segment", 0, "N|off", "give the system so many datagrams at once, 64 unless given"},
    [FLAG_COALESCE] = {"coalesce", 0, "on|off", "take several datagrams at once, for this end's receiving"},
    [FLAG_INTERVAL] = {"interval", 'i', "SPAN", "how often figures are shown, 1s unless given"},
    [FLAG_TIMEOUT] = {"timeout", 0, "SPAN", "resolve and connect within this time, else status 4"},
    [FLAG_JSON] = {"json", 0, NULL, "print a line of JSON for each interval and for the result"},
    [FLAG_SVG] = {"svg", 0, "FILE", "draw the run and the distribution"},
    [FLAG_ONCE] = {"once", '1', NULL, "a server: one client, and then the end"},
    [FLAG_IDLE] = {"idle", 0, "SPAN", "a server: give a client up after such a silence, 10s unless given"},
    [FLAG_REPLACE] = {"replace", 0, NULL, "a server: replace a Unix path that nobody serves"},
    {0},
};

static int serve(const wishes *w)
{
    hear h;
    serve_rules rules = {w->idle, w->once, w->coalesce};
    int status = hear_begin(&h, w->address, &w->kind, &w->options, w->replace);
    if (status != STATUS_OK) return status;
    status = w->kind.type == SKT_SOCK_DGRAM ? serve_datagrams(&h, &rules) : serve_streams(&h, &rules);
    hear_end(&h, SKT_INVALID_SOCKET);
    return status;
}

int bench_run(const arguments *given)
{
    static wishes w;
    int status = wishes_read(given, &w);
    if (status != STATUS_OK) return status;
    int rc = os_catch_interrupts();
    if (rc < 0) return complain_of("cannot wait for interrupts", rc);
    return w.serve ? serve(&w) : run_client(&w);
}
