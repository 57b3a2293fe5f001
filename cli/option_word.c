/* SPDX-License-Identifier: MIT */
#include "option_word.h"

#include "arguments.h"
#include "say.h"
#include "spelling.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int complain_of_name(const char *name)
{
    char shown[SAY_MAX];
    const char *nearest = NULL;
    size_t least = SPELLING_MAX;
    for (size_t i = 0; i < skt_option_count(); i++) {
        const skt_option_info *info = skt_option_describe(skt_option_at(i));
        size_t distance = spelling_distance(name, info->name);
        if (distance < least) least = distance, nearest = info->name;
    }
    printable(name[0] ? name : "''", shown);
    if (spelling_is_near(name, least))
        return complain_of_usage("there is no option %s: did you mean %s?", shown, nearest);
    return complain_of_usage("there is no option %s; `skt options` lists them", shown);
}

/* "4K" as "4096". */
static bool read_number(const char *text, char out[OPTION_WORD_VALUE_MAX])
{
    static const char letters[] = "KMG";
    char *end;
    long long number = strtoll(text, &end, 10);
    const char *letter = *end != '\0' ? strchr(letters, toupper((unsigned char)*end)) : NULL;
    if (end == text || letter == NULL || end[1] != '\0') return false;
    for (const char *at = letters; at <= letter; at++) {
        if (number > INT64_MAX / 1024 || number < INT64_MIN / 1024) return false;
        number *= 1024;
    }
    snprintf(out, OPTION_WORD_VALUE_MAX, "%lld", number);
    return true;
}

static bool is_without_unit(const char *text)
{
    return text[0] != '\0' && text[strspn(text, "0123456789")] == '\0';
}

/* Prints the duration as the library does, in the largest unit that divides it. */
static void write_span(skt_duration span, char out[OPTION_WORD_VALUE_MAX])
{
    static const char *const units[] = {"ns", "us", "ms", "s"};
    size_t unit = 0;
    for (; unit < 3 && span % 1000 == 0; unit++) span /= 1000;
    snprintf(out, OPTION_WORD_VALUE_MAX, "%" PRId64 "%s", span, units[unit]);
}

/* Reads a duration; 0 becomes "off" for options that it switches off. */
static int read_span(const option_word *word, const char *text, char out[OPTION_WORD_VALUE_MAX])
{
    skt_duration span;
    if (is_without_unit(text))
        return complain_of_usage("%s=%s lacks its unit: %ss, %sms", word->info->name, text, text, text);
    if (word->info->kind == SKT_KIND_LINGER && strcmp(text, "off") == 0) return STATUS_OK;
    if (text[0] == '0' && strtoll(text, NULL, 10) == 0) return STATUS_OK;
    int status = arguments_duration(text, &span);
    if (status == STATUS_OK && span != SKT_FOREVER) write_span(span, out);
    return status;
}

/* The name is the first `len` bytes of the text. */
static int find(const char *text, size_t len, skt_option *out)
{
    char name[SPELLING_MAX + 1] = "";
    for (size_t i = 0; i < len && i < sizeof name - 1; i++) name[i] = (char)toupper((unsigned char)text[i]);
    return skt_option_find(name, out) < 0 ? complain_of_name(name) : STATUS_OK;
}

int option_word_find(const char *text, skt_option *out)
{
    return find(text, strlen(text), out);
}

int option_word_read(const char *text, option_word *out)
{
    char shown[SAY_MAX];
    const char *equals = strchr(text, '=');
    size_t len = equals ? (size_t)(equals - text) : strlen(text);
    if (len == 0) return complain_of_usage("%s is not OPTION=VALUE", printable(text[0] ? text : "''", shown));
    int status = find(text, len, &out->option);
    if (status != STATUS_OK) return status;
    out->info = skt_option_describe(out->option);
    if (equals == NULL && out->info->kind != SKT_KIND_BOOL)
        return complain_of_usage("%s lacks its value: %s=VALUE", out->info->name, out->info->name);
    if (equals == NULL) equals = "=true";
    if ((size_t)snprintf(out->value, sizeof out->value, "%s", equals + 1) >= sizeof out->value)
        return complain_of_usage("the value of %s is too long", out->info->name);
    if (out->info->kind == SKT_KIND_DURATION || out->info->kind == SKT_KIND_LINGER)
        return read_span(out, equals + 1, out->value);
    if (out->info->kind == SKT_KIND_INT || out->info->kind == SKT_KIND_U64) read_number(equals + 1, out->value);
    return STATUS_OK;
}
