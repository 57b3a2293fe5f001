/* SPDX-License-Identifier: MIT */
#include "options.h"

#include "../say.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT_OF(rows) (sizeof(rows) / sizeof((rows)[0]))
#define LEVEL_MAX      40

bool option_is_safe_to_read(const skt_option_info *info)
{
    /* Keys, and what makes UDP drop datagrams whose checksum is wrong. */
    static const char *const unread[] = {"TCP_FASTOPEN_KEY", "TCP_MD5SIG", "TCP_AO_GET_KEYS",
                                         "TLS_TX",           "TLS_RX",     "FIONREAD"};
    for (size_t i = 0; i < COUNT_OF(unread); i++)
        if (strcmp(info->name, unread[i]) == 0) return false;
    return (info->access & SKT_ACCESS_TAKE) == SKT_ACCESS_READ;
}

/* "IPPROTO_TCP"; where a level has no name of a protocol, the first word of its options: "SOL_NETLINK". */
static void level_name(const skt_option_info *info, char out[LEVEL_MAX])
{
    const char *protocol = skt_protocol_name(info->level);
    const char *word = strncmp(info->name, "SO_", 3) == 0 ? info->name + 3 : info->name;
    if (info->level == SKT_SOL_SOCKET)
        snprintf(out, LEVEL_MAX, "SOL_SOCKET");
    else if (info->level < 0)
        snprintf(out, LEVEL_MAX, "ioctl");
    else if (protocol != NULL)
        snprintf(out, LEVEL_MAX, "%s", protocol);
    else
        snprintf(out, LEVEL_MAX, "SOL_%.*s", (int)strcspn(word, "_"), word);
}

static const char *const kinds[] = {
    [SKT_KIND_BOOL] = "bool",     [SKT_KIND_INT] = "int",   [SKT_KIND_U64] = "u64",   [SKT_KIND_DURATION] = "duration",
    [SKT_KIND_LINGER] = "linger", [SKT_KIND_NAME] = "name", [SKT_KIND_IPV4] = "ipv4", [SKT_KIND_BYTES] = "bytes",
};

/* Nanoseconds of "20ms", as the library writes it; NULL for what is none: "forever", "off". */
static json_t *nanoseconds(const char *text)
{
    static const struct {
        const char *name;
        skt_duration length;
    } units[] = {{"s", SKT_SECONDS(1)}, {"ms", SKT_MILLISECONDS(1)}, {"us", SKT_MICROSECONDS(1)}, {"ns", 1}};
    char *unit;
    long long count = strtoll(text, &unit, 10);
    for (size_t i = 0; unit != text && i < COUNT_OF(units); i++)
        if (strcmp(unit, units[i].name) == 0) return json_integer(count * units[i].length);
    return NULL;
}

json_t *option_text(const skt_option_info *info, const char *text)
{
    char shown[SAY_MAX];
    return json_string(info->kind == SKT_KIND_NAME ? printable(text, shown) : text);
}

static json_t *value_of(const skt_option_info *info, const char *text)
{
    switch (info->kind) {
    case SKT_KIND_BOOL: return json_boolean(strcmp(text, "true") == 0);
    case SKT_KIND_INT: return json_integer(strtoll(text, NULL, 10));
    default: return option_text(info, text);
    }
}

static json_t *row(const skt_option_info *info, const char *text)
{
    char level[LEVEL_MAX];
    level_name(info, level);
    bool is_time = info->kind == SKT_KIND_DURATION || info->kind == SKT_KIND_LINGER;
    return json_pack("{s:s, s:s, s:s, s:o*, s:o*}", "name", info->name, "level", level, "kind", kinds[info->kind],
                     "value", value_of(info, text), "value_ns", is_time ? nanoseconds(text) : NULL);
}

json_t *option_row(const char *name, const char *text)
{
    skt_option option;
    return skt_option_find(name, &option) == 0 ? row(skt_option_describe(option), text) : NULL;
}

size_t options_read(skt_socket s, size_t from, skt_deadline until, json_t *rows)
{
    char text[OPTION_TEXT_MAX];
    do {
        skt_option option = skt_option_at(from);
        const skt_option_info *info = skt_option_describe(option);
        if (!skt_option_supported(option) || !option_is_safe_to_read(info)) continue;
        if (skt_option_get_text(s, option, text, sizeof text) < 0) continue;
        json_array_append_new(rows, row(info, text));
    } while (++from < skt_option_count() && !skt_deadline_passed(until));
    return from;
}

static const json_t *find(const json_t *rows, const char *name)
{
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *one = json_array_get(rows, i);
        if (strcmp(json_string_value(json_object_get(one, "name")), name) == 0) return one;
    }
    return NULL;
}

void options_compare(json_t *rows, const json_t *fresh)
{
    for (size_t i = 0; i < json_array_size(rows); i++) {
        json_t *one = json_array_get(rows, i);
        const json_t *other = find(fresh, json_string_value(json_object_get(one, "name")));
        json_t *value = json_object_get(other, "value");
        if (value != NULL && !json_equal(value, json_object_get(one, "value"))) json_object_set(one, "fresh", value);
    }
}

/* Whether the text is like the pattern: * for anything, ? for one character, letters of any case. */
static bool matches(const char *pattern, const char *text)
{
    const char *star = NULL, *resume = NULL;
    while (*text != '\0') {
        if (*pattern == '*') {
            star = ++pattern;
            resume = text;
        } else if (*pattern == '?' || toupper((unsigned char)*pattern) == toupper((unsigned char)*text)) {
            pattern++;
            text++;
        } else if (star != NULL) {
            pattern = star;
            text = ++resume;
        } else {
            return false;
        }
    }
    while (*pattern == '*') pattern++;
    return *pattern == '\0';
}

void options_keep(json_t *rows, const char *pattern, bool only_changed)
{
    skt_option option;
    if (pattern != NULL && strncmp(pattern, "SKT_", 4) == 0) pattern += 4;
    for (size_t i = json_array_size(rows); i-- > 0;) {
        const json_t *one = json_array_get(rows, i);
        const char *name = json_string_value(json_object_get(one, "name"));
        bool kept = pattern == NULL || matches(pattern, name);
        /* What can only be read was changed by nobody. */
        if (kept && only_changed)
            kept = json_object_get(one, "fresh") != NULL && skt_option_find(name, &option) == 0 &&
                   (skt_option_describe(option)->access & SKT_ACCESS_WRITE) != 0;
        if (!kept) json_array_remove(rows, i);
    }
}
