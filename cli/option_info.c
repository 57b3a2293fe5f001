/* SPDX-License-Identifier: MIT */
#include "option_info.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *option_kind_name(const skt_option_info *info)
{
    static const char *const kinds[] = {
        [SKT_KIND_BOOL] = "bool",         [SKT_KIND_INT] = "int",       [SKT_KIND_U64] = "u64",
        [SKT_KIND_DURATION] = "duration", [SKT_KIND_LINGER] = "linger", [SKT_KIND_NAME] = "name",
        [SKT_KIND_IPV4] = "ipv4",         [SKT_KIND_BYTES] = "bytes",
    };
    return kinds[info->kind];
}

const char *option_level_name(const skt_option_info *info, char out[OPTION_LEVEL_MAX])
{
    const char *protocol = skt_protocol_name(info->level);
    const char *word = strncmp(info->name, "SO_", 3) == 0 ? info->name + 3 : info->name;
    if (info->level == SKT_SOL_SOCKET)
        snprintf(out, OPTION_LEVEL_MAX, "SOL_SOCKET");
    else if (info->level < 0)
        snprintf(out, OPTION_LEVEL_MAX, "ioctl");
    else if (protocol != NULL)
        snprintf(out, OPTION_LEVEL_MAX, "%s", protocol);
    else
        snprintf(out, OPTION_LEVEL_MAX, "SOL_%.*s", (int)strcspn(word, "_"), word);
    return out;
}

bool option_matches(const char *pattern, const char *name)
{
    const char *star = NULL, *resume = NULL;
    if (strncmp(pattern, "SKT_", 4) == 0 || strncmp(pattern, "skt_", 4) == 0) pattern += 4;
    while (*name != '\0') {
        if (*pattern == '*') {
            star = ++pattern;
            resume = name;
        } else if (*pattern == '?' || toupper((unsigned char)*pattern) == toupper((unsigned char)*name)) {
            pattern++;
            name++;
        } else if (star != NULL) {
            pattern = star;
            name = ++resume;
        } else {
            return false;
        }
    }
    while (*pattern == '*') pattern++;
    return *pattern == '\0';
}

bool option_nanoseconds(const char *text, int64_t *out)
{
    static const struct {
        const char *name;
        skt_duration length;
    } units[] = {{"s", SKT_SECONDS(1)}, {"ms", SKT_MILLISECONDS(1)}, {"us", SKT_MICROSECONDS(1)}, {"ns", 1}};
    char *unit;
    long long count = strtoll(text, &unit, 10);
    for (size_t i = 0; unit != text && i < sizeof units / sizeof units[0]; i++) {
        if (strcmp(unit, units[i].name) != 0) continue;
        *out = count * units[i].length;
        return true;
    }
    return false;
}
