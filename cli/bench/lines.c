/* SPDX-License-Identifier: MIT */
#include "lines.h"

#include "../json.h"
#include <stdio.h>

static json_t *start(const char *event)
{
    return json_pack("{s:s, s:s}", "schema", "skt.bench/1", "event", event);
}

static void set_count(json_t *to, const char *name, uint64_t count)
{
    json_object_set_new(to, name, json_integer((json_int_t)count));
}

static void set_real(json_t *to, const char *name, double value)
{
    json_object_set_new(to, name, json_real(value));
}

static json_t *way_object(const result *r, const stretch *s, bool forth, bool at_end)
{
    way w = result_way(s, forth, at_end);
    json_t *out = json_object();
    set_count(out, "sent_bytes", w.sent_bytes);
    set_count(out, "received_bytes", w.received_bytes);
    set_count(out, "duration_ns", (uint64_t)(w.seconds * 1e9));
    set_real(out, "bits_per_second", w.bits_per_second);
    if (r->datagrams) {
        set_count(out, "sent", w.sent);
        set_count(out, "received", w.received);
        set_real(out, "received_per_second", w.messages_per_second);
        set_count(out, "lost", w.lost);
        set_count(out, "duplicates", w.duplicates);
        set_count(out, "reordered", w.reordered);
        set_count(out, "jitter_ns", w.jitter_ns);
    }
    if (w.has_tcp) {
        set_count(out, "retransmits", w.retransmits);
        set_count(out, "rtt_ns", w.rtt_ns);
        set_count(out, "min_rtt_ns", w.rtt_least_ns);
    }
    return out;
}

static json_t *latency_object(const latency_summary *l)
{
    json_t *out = json_object();
    set_count(out, "answers", l->count);
    if (l->count == 0) return out;
    set_count(out, "min_ns", (uint64_t)l->least);
    set_count(out, "mean_ns", (uint64_t)l->mean);
    set_count(out, "deviation_ns", (uint64_t)l->deviation);
    for (size_t i = 0; i < LATENCY_PERCENTILES; i++) {
        char name[16];
        snprintf(name, sizeof name, "%s_ns", latency_names[i]);
        set_count(out, name, (uint64_t)l->percentiles[i]);
    }
    set_count(out, "max_ns", (uint64_t)l->most);
    return out;
}

static void set_ways(json_t *to, const result *r, const stretch *s, bool at_end)
{
    const uint64_t directions = r->wishes->plan[PLAN_DIRECTIONS];
    if (r->wishes->plan[PLAN_PING]) {
        json_object_set_new(to, "latency", latency_object(&s->latency));
        return;
    }
    if (directions & PLAN_FORTH) json_object_set_new(to, "there", way_object(r, s, true, at_end));
    if (directions & PLAN_BACK) json_object_set_new(to, "back", way_object(r, s, false, at_end));
}

void lines_begin(const result *r)
{
    const wishes *w = r->wishes;
    json_t *line = start("begin");
    json_object_set_new(line, "transport", json_string(r->transport));
    json_object_set_new(line, "peer", json_string(r->peer));
    json_object_set_new(line, "mode", json_string(w->plan[PLAN_PING] ? "latency" : "throughput"));
    set_count(line, "streams", w->plan[PLAN_STREAMS]);
    set_count(line, "size_bytes", w->plan[PLAN_SIZE]);
    if (w->bytes > 0)
        set_count(line, "total_bytes", w->bytes);
    else
        set_count(line, "time_ns", (uint64_t)w->time);
    set_count(line, "omit_ns", (uint64_t)w->omit);
    set_count(line, "warm_up_ns", (uint64_t)w->warm_up);
    if (w->plan[PLAN_INTERVAL] > 0)
        set_real(line, "messages_per_second", 1e12 * (double)w->plan[PLAN_STREAMS] / (double)w->plan[PLAN_INTERVAL]);
    print_json_line(line);
}

void lines_interval(const result *r, const stretch *s)
{
    json_t *line = start("interval");
    set_count(line, "from_ns", (uint64_t)s->from);
    set_count(line, "to_ns", (uint64_t)s->to);
    json_object_set_new(line, "omitted", json_boolean(s->omitted));
    set_ways(line, r, s, false);
    print_json_line(line);
}

static json_t *end_object(const result *r, const uint64_t figures[MESSAGE_VALUES], bool here)
{
    json_t *out = json_object();
    double processor = result_processor(&r->whole, here);
    if (!r->wishes->plan[PLAN_PING]) set_real(out, "processor_seconds_per_gigabyte", processor);
    if (r->datagrams) {
        json_object_set_new(out, "segments", json_boolean(figures[FIGURE_SEGMENTS] != 0));
        json_object_set_new(out, "coalesces", json_boolean(figures[FIGURE_COALESCES] != 0));
    }
    return out;
}

void lines_end(const result *r)
{
    json_t *line = start("end");
    set_count(line, "from_ns", (uint64_t)r->whole.from);
    set_count(line, "to_ns", (uint64_t)r->whole.to);
    set_ways(line, r, &r->whole, true);
    if (r->wishes->plan[PLAN_PING]) {
        uint64_t asked = r->whole.last.here[FIGURE_SENT], answered = r->whole.last.here[FIGURE_RECEIVED];
        set_count(line, "requests", asked);
        set_count(line, "lost", asked - answered);
    }
    json_object_set_new(line, "client", end_object(r, r->whole.last.here, true));
    json_object_set_new(line, "server", end_object(r, r->whole.last.there, false));
    print_json_line(line);
}
