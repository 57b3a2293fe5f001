/* SPDX-License-Identifier: MIT */
#include "wishes.h"

#include "../arguments.h"
#include "../say.h"
#include "packets.h"
#include "session.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* The default message sizes. */
enum { STREAM_SIZE = 128 * 1024, UDP_SIZE = 1200, UNIX_SIZE = 8192, PING_SIZE = 64 };

/* Requests a second. */
#define PING_RATE 1000.0

/* "128K": K, M, G and T multiply by powers of `unit`. `*end_out` is behind the number. Returns 0 if there is none. */
static double read_scaled(const char *text, double unit, const char **end_out)
{
    static const char letters[] = "KMGT";
    char *end;
    if (text[0] < '0' || text[0] > '9') return 0;
    double value = strtod(text, &end);
    const char *letter = *end != '\0' ? strchr(letters, toupper((unsigned char)*end)) : NULL;
    if (letter != NULL) end++;
    for (const char *at = letters; letter != NULL && at <= letter; at++) value *= unit;
    *end_out = end;
    return value;
}

static int read_count(const arguments *given, size_t flag, double most, uint64_t *io)
{
    char shown[SAY_MAX];
    const char *text = given->flags[flag], *end = "";
    if (text == NULL) return STATUS_OK;
    double value = read_scaled(text, 1024, &end);
    if (*end != '\0' || value < 1 || value > most)
        return complain_of_usage("%s is no number from 1 to %.0f", printable(text, shown), most);
    *io = (uint64_t)value;
    return STATUS_OK;
}

static int read_span(const arguments *given, size_t flag, skt_duration *io)
{
    return given->flags[flag] != NULL ? arguments_duration(given->flags[flag], io) : STATUS_OK;
}

/* "100M" is bits per second, "5000/s" messages per second; "max". With requests a plain number is per second. */
static int read_rate(const arguments *given, wishes *w)
{
    char shown[SAY_MAX];
    const char *text = given->flags[FLAG_RATE], *end = "";
    double streams = (double)w->plan[PLAN_STREAMS], messages = w->plan[PLAN_PING] ? PING_RATE : 0;
    if (text != NULL && strcmp(text, "max") == 0) return STATUS_OK;
    if (text != NULL) {
        double value = read_scaled(text, 1000, &end);
        bool counts = strcmp(end, "/s") == 0 || w->plan[PLAN_PING];
        if ((*end != '\0' && strcmp(end, "/s") != 0) || value <= 0)
            return complain_of_usage("%s is no rate: 100M (bits a second), 5000/s (messages), max",
                                     printable(text, shown));
        messages = counts ? value : value / 8 / (double)w->plan[PLAN_SIZE];
    }
    if (messages == 0) return STATUS_OK;
    double interval = 1e12 * streams / messages;
    if (interval < 1000 || interval > 1e15)
        return complain_of_usage("%s is no rate that can be kept", printable(text, shown));
    w->plan[PLAN_INTERVAL] = (uint64_t)interval;
    return STATUS_OK;
}

static int read_switch(const arguments *given, size_t flag, bool *io)
{
    char shown[SAY_MAX];
    const char *text = given->flags[flag];
    if (text == NULL) return STATUS_OK;
    if (strcmp(text, "on") != 0 && strcmp(text, "off") != 0)
        return complain_of_usage("%s is neither on nor off", printable(text, shown));
    *io = strcmp(text, "on") == 0;
    return STATUS_OK;
}

static bool is_unix_datagram(const arguments *given)
{
    return given->flags[FLAG_DGRAM] != NULL || given->flags[FLAG_SEQPACKET] != NULL;
}

static int read_messages(const arguments *given, wishes *w)
{
    uint64_t *plan = w->plan;
    const bool datagrams = w->kind.type == SKT_SOCK_DGRAM;
    plan[PLAN_STREAMS] = 1;
    plan[PLAN_SEGMENTS] = PACKETS_SEGMENTS;
    plan[PLAN_PING] = given->flags[FLAG_LATENCY] != NULL;
    plan[PLAN_DIRECTIONS] = PLAN_FORTH;
    if (given->flags[FLAG_REVERSE]) plan[PLAN_DIRECTIONS] = PLAN_BACK;
    if (given->flags[FLAG_BOTH]) plan[PLAN_DIRECTIONS] = PLAN_FORTH | PLAN_BACK;
    plan[PLAN_SIZE] = is_unix_datagram(given) ? UNIX_SIZE : datagrams ? UDP_SIZE : STREAM_SIZE;
    if (plan[PLAN_PING]) plan[PLAN_SIZE] = PING_SIZE;
    int status = read_count(given, FLAG_STREAMS, SESSION_STREAMS, &plan[PLAN_STREAMS]);
    if (status == STATUS_OK)
        status = read_count(given, FLAG_SIZE, datagrams ? PACKETS_LARGEST : SESSION_SIZE_MOST, &plan[PLAN_SIZE]);
    if (status == STATUS_OK && given->flags[FLAG_SEGMENT]) {
        if (strcmp(given->flags[FLAG_SEGMENT], "off") == 0)
            plan[PLAN_SEGMENTS] = 0;
        else
            status = read_count(given, FLAG_SEGMENT, PACKETS_SEGMENTS, &plan[PLAN_SEGMENTS]);
    }
    if (status == STATUS_OK && (datagrams || plan[PLAN_PING]) && plan[PLAN_SIZE] < HEADER_LEN)
        return complain_of_usage("a datagram or request has at least %d bytes", HEADER_LEN);
    return status;
}

static int read_times(const arguments *given, wishes *w)
{
    w->time = SKT_SECONDS(10);
    w->interval = SKT_SECONDS(1);
    w->timeout = SKT_FOREVER;
    w->idle = SKT_SECONDS(10);
    int status = read_span(given, FLAG_TIME, &w->time);
    if (status == STATUS_OK) status = read_span(given, FLAG_OMIT, &w->omit);
    if (status == STATUS_OK) status = read_span(given, FLAG_WARM_UP, &w->warm_up);
    if (status == STATUS_OK) status = read_span(given, FLAG_INTERVAL, &w->interval);
    if (status == STATUS_OK) status = read_span(given, FLAG_TIMEOUT, &w->timeout);
    if (status == STATUS_OK) status = read_span(given, FLAG_IDLE, &w->idle);
    if (status == STATUS_OK) status = read_count(given, FLAG_BYTES, 1e18, &w->bytes);
    if (status != STATUS_OK) return status;
    if (w->time > SESSION_LONGEST || w->omit > SESSION_LONGEST || w->warm_up > SESSION_LONGEST ||
        w->time + w->omit + w->warm_up > SESSION_LONGEST)
        return complain_of_usage("a run takes an hour at most");
    w->plan[PLAN_SPAN] = (uint64_t)(w->bytes > 0 ? SESSION_LONGEST : w->time + w->omit + w->warm_up);
    return STATUS_OK;
}

static int check(const arguments *given, const wishes *w)
{
    if (given->flags[FLAG_REVERSE] && given->flags[FLAG_BOTH])
        return complain_of_usage("--reverse and --both exclude each other");
    if (w->plan[PLAN_PING] && w->plan[PLAN_DIRECTIONS] != PLAN_FORTH)
        return complain_of_usage("--latency asks and is answered: --reverse and --both do not go with it");
    if (w->bytes > 0 && (given->flags[FLAG_TIME] || given->flags[FLAG_OMIT] || given->flags[FLAG_WARM_UP]))
        return complain_of_usage("--bytes does not go with --time, --omit and --warm-up");
    return STATUS_OK;
}

/* Refuses flags that only the other end has. */
static int check_side(const arguments *given, bool serve)
{
    static const size_t servers[] = {FLAG_ONCE, FLAG_IDLE, FLAG_REPLACE};
    static const struct {
        size_t flag;
        const char *name;
    } clients[] = {{FLAG_LATENCY, "latency"}, {FLAG_REVERSE, "reverse"}, {FLAG_BOTH, "both"},
                   {FLAG_TIME, "time"},       {FLAG_BYTES, "bytes"},     {FLAG_OMIT, "omit"},
                   {FLAG_WARM_UP, "warm-up"}, {FLAG_STREAMS, "streams"}, {FLAG_SIZE, "size"},
                   {FLAG_RATE, "rate"},       {FLAG_SEGMENT, "segment"}, {FLAG_INTERVAL, "interval"},
                   {FLAG_TIMEOUT, "timeout"}, {FLAG_JSON, "json"},       {FLAG_SVG, "svg"}};
    for (size_t i = 0; !serve && i < sizeof servers / sizeof servers[0]; i++)
        if (given->flags[servers[i]]) return complain_of_usage("--once, --idle and --replace go with --serve");
    for (size_t i = 0; serve && i < sizeof clients / sizeof clients[0]; i++)
        if (given->flags[clients[i].flag])
            return complain_of_usage("--%s is the client's to say, not the server's", clients[i].name);
    return STATUS_OK;
}

int wishes_read(const arguments *given, wishes *out)
{
    *out = (wishes){.address = given->words[0],
                    .serve = given->flags[FLAG_SERVE] != NULL,
                    .coalesce = true,
                    .json = given->flags[FLAG_JSON] != NULL,
                    .once = given->flags[FLAG_ONCE] != NULL,
                    .replace = given->flags[FLAG_REPLACE] != NULL,
                    .svg = given->flags[FLAG_SVG]};
    int status = kind_read(given, &out->kind);
    if (status == STATUS_OK) status = settings_read(given, FLAG_OPTION, &out->options);
    if (status == STATUS_OK) status = check_side(given, out->serve);
    if (status == STATUS_OK) status = read_switch(given, FLAG_COALESCE, &out->coalesce);
    if (status == STATUS_OK) status = read_messages(given, out);
    if (status == STATUS_OK) status = read_times(given, out);
    if (status == STATUS_OK) status = read_rate(given, out);
    return status == STATUS_OK ? check(given, out) : status;
}
