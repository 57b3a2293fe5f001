/* SPDX-License-Identifier: MIT */
#include "arguments.h"

#include "say.h"
#include "spelling.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The arguments that are not read yet. */
typedef struct rest {
    char **at;
    char **end;
} rest;

static int keep_setting(size_t place, const char *value, arguments *out)
{
    if (out->setting_count == COMMAND_SETTINGS_MAX)
        return complain_of_usage("there are more than %d values of repeated options", COMMAND_SETTINGS_MAX);
    out->settings[out->setting_count++] = (command_setting){place, value};
    return STATUS_OK;
}

static bool takes_rest(const command_flag *flag)
{
    size_t len = strlen(flag->value);
    return len > 3 && strcmp(flag->value + len - 3, "...") == 0;
}

static int take_value(const command *c, size_t place, const char *attached, const char *spelling, rest *r,
                      arguments *out)
{
    const command_flag *flag = &c->flags[place];
    const char **value = &out->flags[place];
    if (flag->value == NULL) {
        if (attached != NULL) return complain_of_usage("%s takes no value", spelling);
        *value = "";
        return STATUS_OK;
    }
    if (attached == NULL && r->at == r->end) return complain_of_usage("%s lacks its %s", spelling, flag->value);
    if (takes_rest(flag)) {
        if (attached != NULL) return complain_of_usage("%s takes words of their own", spelling);
        *value = *r->at;
        out->rest = r->at;
        r->at = r->end;
        return STATUS_OK;
    }
    *value = attached ? attached : *r->at++;
    return keep_setting(place, *value, out);
}

static const char *nearest_flag(const command *c, const char *name, size_t len)
{
    char word[SPELLING_MAX + 1];
    const char *nearest = NULL;
    size_t least = SPELLING_MAX;
    snprintf(word, sizeof word, "%.*s", len < SPELLING_MAX ? (int)len : SPELLING_MAX, name);
    for (size_t i = 0; c->flags[i].name != NULL; i++) {
        size_t distance = spelling_distance(word, c->flags[i].name);
        if (distance < least) least = distance, nearest = c->flags[i].name;
    }
    return spelling_is_near(word, least) ? nearest : NULL;
}

static int take_long(const command *c, const char *text, rest *r, arguments *out)
{
    char shown[SAY_MAX];
    const char *equals = strchr(text, '=');
    size_t len = equals ? (size_t)(equals - text) : strlen(text);
    for (size_t i = 0; c->flags[i].name != NULL; i++) {
        const command_flag *flag = &c->flags[i];
        if (strlen(flag->name) == len - 2 && memcmp(flag->name, text + 2, len - 2) == 0)
            return take_value(c, i, equals ? equals + 1 : NULL, printable(text, shown), r, out);
    }
    const char *likely = nearest_flag(c, text + 2, len - 2);
    if (likely != NULL)
        return complain_of_usage("%s has no option %s: did you mean --%s?", c->name, printable(text, shown), likely);
    return complain_of_usage("%s has no option %s", c->name, printable(text, shown));
}

static const command_flag *find_letter(const command *c, char letter, size_t *at_out)
{
    for (size_t i = 0; c->flags[i].name != NULL; i++) {
        *at_out = i;
        if (c->flags[i].letter == letter) return &c->flags[i];
    }
    return NULL;
}

/* "-rf": several flags. The first one that has a value takes the rest as its value. */
static int take_short(const command *c, const char *text, rest *r, arguments *out, bool *help_out)
{
    char shown[SAY_MAX];
    int status = STATUS_OK;
    for (const char *at = text + 1; status == STATUS_OK && *at != '\0'; at++) {
        char spelling[3] = {'-', *at, '\0'};
        size_t place;
        const command_flag *flag = find_letter(c, *at, &place);
        if (flag == NULL && *at == 'h') {
            *help_out = true;
            return STATUS_OK;
        }
        if (flag == NULL && at == text + 1)
            return complain_of_usage("%s has no option %s", c->name, printable(text, shown));
        if (flag == NULL) return complain_of_usage("%s has no option -%s", c->name, printable(at, shown));
        bool has_value = flag->value != NULL;
        status = take_value(c, place, has_value && at[1] ? at + 1 : NULL, spelling, r, out);
        if (has_value) break;
    }
    return status;
}

/* Negative numbers are words, not flags. */
static bool is_word(const char *text)
{
    return text[0] != '-' || text[1] == '\0' || (text[1] >= '0' && text[1] <= '9');
}

int arguments_read(const command *c, int argc, char **argv, arguments *out, bool *help_out)
{
    rest r = {argv, argv + argc};
    bool only_words = false;
    int status = STATUS_OK;
    *out = (arguments){.words = argv};
    *help_out = false;
    while (status == STATUS_OK && r.at < r.end) {
        char *text = *r.at++;
        if (only_words || is_word(text))
            argv[out->count++] = text;
        else if (strcmp(text, "--") == 0)
            only_words = true;
        else if (strcmp(text, "--help") == 0)
            *help_out = true;
        else if (text[1] == '-')
            status = take_long(c, text, &r, out);
        else
            status = take_short(c, text, &r, out, help_out);
    }
    if (status != STATUS_OK || *help_out) return status;
    if (out->count < c->least) return complain_of_usage("%s lacks its %s", c->name, c->words);
    if (out->count > c->most) return complain_of_usage("%s takes no more than %zu words", c->name, c->most);
    return STATUS_OK;
}

int arguments_duration(const char *text, skt_duration *out)
{
    static const struct {
        const char *name;
        skt_duration length;
    } units[] = {{"", SKT_SECONDS(1)},
                 {"s", SKT_SECONDS(1)},
                 {"ms", SKT_MILLISECONDS(1)},
                 {"us", SKT_MICROSECONDS(1)},
                 {"ns", 1},
                 {"m", SKT_SECONDS(60)},
                 {"h", SKT_SECONDS(3600)}};
    char shown[SAY_MAX];
    *out = SKT_FOREVER;
    if (strcmp(text, "forever") == 0) return STATUS_OK;
    char *unit = NULL;
    /* strtoll returns LLONG_MAX for numbers that are too large. */
    long long count = text[0] >= '0' && text[0] <= '9' ? strtoll(text, &unit, 10) : 0;
    for (size_t i = 0; count > 0 && i < sizeof units / sizeof units[0]; i++) {
        if (strcmp(unit, units[i].name) != 0) continue;
        if (count >= INT64_MAX / units[i].length)
            return complain_of_usage("%s is out of range: no more than 292 years, or forever", printable(text, shown));
        *out = count * units[i].length;
        return STATUS_OK;
    }
    return complain_of_usage("%s is no span of time: 500ms, 30s, 2m, forever", printable(text, shown));
}
