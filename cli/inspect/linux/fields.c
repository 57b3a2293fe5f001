/* SPDX-License-Identifier: MIT */
#include "fields.h"

#include "../seen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT_OF(rows) (sizeof(rows) / sizeof((rows)[0]))
#define NAME_MAX_      64
#define FIELDS_MAX     4096
#define NO_SSTHRESH    0x7fffffff

/* The units of numbers in texts, and the suffixes of their names in JSON. */
static const struct {
    const char *unit, *suffix;
    json_int_t scale;
} units[] = {{"", "", 1},
             {"B", "_bytes", 1},
             {"B/s", "_bits_per_second", 8},
             {"s", "_ns", 1000000000},
             {"ms", "_ns", 1000000},
             {"us", "_ns", 1000},
             {"ns", "_ns", 1}};

static void add(json_t *all, const char *name, const char *value)
{
    char *unit, whole[NAME_MAX_];
    json_int_t number = strtoll(value, &unit, 10);
    if (strcmp(value, "true") == 0 || strcmp(value, "false") == 0) {
        json_object_set_new(all, name, json_boolean(value[0] == 't'));
        return;
    }
    for (size_t i = 0; i < COUNT_OF(units) && unit != value; i++) {
        if (strcmp(unit, units[i].unit) != 0) continue;
        snprintf(whole, sizeof whole, "%.40s%s", name, units[i].suffix);
        json_object_set_new(all, whole, json_integer(number * units[i].scale));
    }
}

json_t *fields_as_json(skt_option option, const void *bytes, size_t len)
{
    char text[FIELDS_MAX];
    json_t *all = json_object();
    int whole = skt_option_bytes_text(option, bytes, len, text, sizeof text);
    for (char *at = text; whole > 0 && *at != '\0';) {
        char *end = at + strcspn(at, " "), *value = memchr(at, '=', (size_t)(end - at));
        char *next = *end == ' ' ? end + 1 : end;
        *end = '\0';
        if (value != NULL && strncmp(at, "rest=", 5) != 0) {
            *value++ = '\0';
            add(all, at, value);
        }
        at = next;
    }
    return all;
}

json_t *tcp_info_as_json(const void *bytes, size_t len, int *state_out)
{
    static const char *const flags[] = {"timestamps", "sack",     "wscale",  "ecn",
                                        "ecn_seen",   "syn_data", "usec_ts", "tfo_child"};
    json_t *all = fields_as_json(SKT_ANY(SKT_TCP_INFO), bytes, len), *names = json_array();
    json_t *state = json_object_get(all, "state");
    *state_out = state != NULL ? (int)json_integer_value(state) : STATE_UNKNOWN;
    json_object_del(all, "state");
    bool scaled = json_is_true(json_object_get(all, "wscale"));
    if (!scaled) {
        json_object_del(all, "snd_wscale");
        json_object_del(all, "rcv_wscale");
    }
    for (size_t i = 0; i < COUNT_OF(flags); i++) {
        if (json_is_true(json_object_get(all, flags[i]))) json_array_append_new(names, json_string(flags[i]));
        json_object_del(all, flags[i]);
    }
    json_object_set_new(all, "negotiated", names);
    /* The slow start threshold is not set yet. */
    if (json_integer_value(json_object_get(all, "snd_ssthresh")) >= NO_SSTHRESH) json_object_del(all, "snd_ssthresh");
    return all;
}
