/* SPDX-License-Identifier: MIT */
/* What is known of the options: options.def, found by name, by place and by number. */
#include "option/row.h"

/* From here on a key is its kind. */
#undef SKT_OPTION
#define SKT_OPTION(kind, number) SKT__KIND_##kind

static const skt_option_info infos[] = {
#define OPTION(option, access_, phase_, systems_)            \
    [SKT_NUMBER_##option] = {.name = #option,                \
                             .kind = SKT_##option,           \
                             .access = SKT_ACCESS_##access_, \
                             .phase = SKT_PHASE_##phase_,    \
                             .systems = systems_},
#include "option/options.def"
#undef OPTION
};

static const uint8_t numbers[] = {
#define OPTION(name, access, phase, systems) SKT_NUMBER_##name,
#include "option/options.def"
#undef OPTION
};

#define COUNT (sizeof numbers / sizeof numbers[0])

static bool same(const char *a, const char *b)
{
    while (*a && *a == *b) a++, b++;
    return *a == *b;
}

int skt_option_find(const char *name, skt_option *out)
{
    const char *bare = name[0] == 'S' && name[1] == 'K' && name[2] == 'T' && name[3] == '_' ? name + 4 : name;
    for (size_t i = 0; i < COUNT; i++) {
        if (!same(infos[numbers[i]].name, bare)) continue;
        out->number = numbers[i];
        return 0;
    }
    return SKT_EINVAL;
}

size_t skt_option_count(void)
{
    return COUNT;
}

skt_option skt_option_at(size_t index)
{
    return (skt_option){index < COUNT ? numbers[index] : 0};
}

const skt_option_info *skt_option_describe(skt_option option)
{
    bool known = option.number < sizeof infos / sizeof infos[0] && infos[option.number].name[0] != '\0';
    return known ? &infos[option.number] : NULL;
}
