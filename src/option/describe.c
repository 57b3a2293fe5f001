/* SPDX-License-Identifier: MIT */
/* What is known of the options: options.def, found by name, by place and by number. */
#include "option/row.h"

#include <stdatomic.h>

/* From here on a key is its kind. */
#undef SKT_OPTION
#define SKT_OPTION(kind, number) SKT__KIND_##kind

/*
 * What the public sees, and the same with the two numbers that only the system's table knows. They are put in when an
 * option is first described; until then they are as for an option that is not there.
 */
typedef union known {
    skt_option_info info;
    struct {
        /* cppcheck-suppress unusedStructMember */
        uint8_t before[offsetof(skt_option_info, level)];
        atomic_int level, optname;
    } fill;
} known;

_Static_assert(sizeof(atomic_int) == sizeof(int), "an atomic int is no int");
_Static_assert(offsetof(known, info.level) == offsetof(known, fill.level), "the level lies elsewhere");
_Static_assert(offsetof(known, info.optname) == offsetof(known, fill.optname), "the name lies elsewhere");

enum { NOT_THERE = -1 };

static known all[] = {
#define OPTION(option, access_, phase_, systems_)                     \
    [SKT_NUMBER_##option] = {.info = {.name = #option,                \
                                      .kind = SKT_##option,           \
                                      .access = SKT_ACCESS_##access_, \
                                      .phase = SKT_PHASE_##phase_,    \
                                      .systems = systems_,            \
                                      .level = NOT_THERE,             \
                                      .optname = NOT_THERE}},
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
        if (!same(all[numbers[i]].info.name, bare)) continue;
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

/* Whoever returns after this has seen the number, which nobody writes again. */
static void fill(atomic_int *at, int number)
{
    int expected = NOT_THERE;
    if (atomic_load_explicit(at, memory_order_acquire) == number) return;
    atomic_compare_exchange_strong_explicit(at, &expected, number, memory_order_acq_rel, memory_order_acquire);
}

const skt_option_info *skt_option_describe(skt_option option)
{
    if (option.number >= sizeof all / sizeof all[0] || all[option.number].info.name[0] == '\0') return NULL;
    known *found = &all[option.number];
    const skt__option_row *row = &skt__option_table[option.number];
    if (row->wire != SKT__WIRE_NONE && row->via == SKT__VIA_SOCKOPT) {
        fill(&found->fill.level, row->level);
        fill(&found->fill.optname, row->name);
    }
    return &found->info;
}
