/* SPDX-License-Identifier: MIT */
#include "options.h"

#include "../option_info.h"
#include "../say.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT_OF(rows) (sizeof(rows) / sizeof((rows)[0]))

bool option_is_safe_to_read(const skt_option_info *info)
{
    /* Options with keys; and FIONREAD, which makes UDP drop datagrams with a wrong checksum. */
    static const char *const unread[] = {"TCP_FASTOPEN_KEY", "TCP_MD5SIG", "TCP_AO_GET_KEYS",
                                         "TLS_TX",           "TLS_RX",     "FIONREAD"};
    for (size_t i = 0; i < COUNT_OF(unread); i++)
        if (strcmp(info->name, unread[i]) == 0) return false;
    return (info->access & SKT_ACCESS_TAKE) == SKT_ACCESS_READ;
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
    char level[OPTION_LEVEL_MAX];
    int64_t span;
    bool is_time = info->kind == SKT_KIND_DURATION || info->kind == SKT_KIND_LINGER;
    return json_pack("{s:s, s:s, s:s, s:o*, s:o*}", "name", info->name, "level", option_level_name(info, level), "kind",
                     option_kind_name(info), "value", value_of(info, text), "value_ns",
                     is_time && option_nanoseconds(text, &span) ? json_integer(span) : NULL);
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

void options_keep(json_t *rows, const char *pattern, bool only_changed)
{
    skt_option option;
    for (size_t i = json_array_size(rows); i-- > 0;) {
        const json_t *one = json_array_get(rows, i);
        const char *name = json_string_value(json_object_get(one, "name"));
        bool kept = pattern == NULL || option_matches(pattern, name);
        /* Read-only options cannot have been changed by anybody. */
        if (kept && only_changed)
            kept = json_object_get(one, "fresh") != NULL && skt_option_find(name, &option) == 0 &&
                   (skt_option_describe(option)->access & SKT_ACCESS_WRITE) != 0;
        if (!kept) json_array_remove(rows, i);
    }
}
