/* SPDX-License-Identifier: MIT */
/* Descriptions of options, found by name, by index and by the system's number. */
#include "option/facts.h"

#include <stdatomic.h>

/*
 * The names in the order of options.def, each ended by a zero. They are not pointers, which a shared library would have
 * to relocate, and not one literal, which would exceed the length that C guarantees.
 */
static const struct {
#define OPTION(name, access, phase, unit, source, systems) char text_of_##name[sizeof #name];
#include "option/options.def"
#undef OPTION
} names = {
#define OPTION(name, access, phase, unit, source, systems) #name,
#include "option/options.def"
#undef OPTION
};

/* A description, and the same as words that can be stored atomically. Filled in when the option is first asked for. */
typedef union known {
    skt_option_info info;
    atomic_uint words[sizeof(skt_option_info) / sizeof(unsigned)];
} known;

_Static_assert(sizeof(known) == sizeof(skt_option_info), "the words are not the whole");
_Static_assert(sizeof(atomic_uint) == sizeof(unsigned), "an atomic word is no word");

static known all[SKT__OPTION_COUNT];

static bool same(const char *a, const char *b)
{
    while (*a && *a == *b) a++, b++;
    return *a == *b;
}

static const char *next(const char *name)
{
    while (*name) name++;
    return name + 1;
}

/* Whether this system has the option by getsockopt(2), so that its row holds a level and a number. */
static bool has_pair(const skt__option_row *row)
{
    return row->wire != SKT__WIRE_NONE && skt__via_of(row) == SKT__VIA_SOCKOPT;
}

int skt_option_find(const char *name, skt_option *out)
{
    const char *bare = name[0] == 'S' && name[1] == 'K' && name[2] == 'T' && name[3] == '_' ? name + 4 : name;
    const char *at = (const char *)&names;
    for (size_t i = 0; i < SKT__OPTION_COUNT; i++, at = next(at)) {
        if (!same(at, bare)) continue;
        out->number = skt__option_facts[i].number;
        return 0;
    }
    return SKT_EINVAL;
}

int skt_option_find_native(int level, int optname, skt_option *out)
{
    for (size_t i = 0; i < SKT__OPTION_COUNT; i++) {
        unsigned number = skt__option_facts[i].number;
        const skt__option_row *row = &skt__option_table[number];
        if (!has_pair(row) || row->level != level || row->name != optname) continue;
        out->number = number;
        return 0;
    }
    return SKT_EINVAL;
}

size_t skt_option_count(void)
{
    return SKT__OPTION_COUNT;
}

skt_option skt_option_at(size_t index)
{
    return (skt_option){index < SKT__OPTION_COUNT ? skt__option_facts[index].number : 0};
}

/*
 * Stores the description. Threads may do so at once, all with the same words; each word is written only once, so that
 * readers of an earlier call's result never race with a write.
 */
static void publish(known *out, const skt_option_info *info)
{
    for (size_t i = 0; i < sizeof out->words / sizeof out->words[0]; i++) {
        unsigned word, nothing = 0;
        memcpy(&word, (const char *)info + i * sizeof word, sizeof word);
        if (atomic_load_explicit(&out->words[i], memory_order_acquire) == word) continue;
        atomic_compare_exchange_strong_explicit(&out->words[i], &nothing, word, memory_order_acq_rel,
                                                memory_order_acquire);
    }
}

const skt_option_info *skt_option_describe(skt_option option)
{
    const skt__option_fact *fact = skt__find_fact(option.number);
    if (fact == NULL) return NULL;
    const skt__option_row *row = &skt__option_table[option.number];
    const char *name = (const char *)&names;
    for (const skt__option_fact *f = skt__option_facts; f < fact; f++) name = next(name);

    skt_option_info info;
    memset(&info, 0, sizeof info);
    for (size_t i = 0; name[i]; i++) info.name[i] = name[i];
    info.kind = fact->kind;
    info.access = fact->access;
    info.phase = fact->phase;
    info.systems = fact->systems;
    info.level = has_pair(row) ? row->level : -1;
    info.optname = has_pair(row) ? row->name : -1;
    publish(&all[fact - skt__option_facts], &info);
    return &all[fact - skt__option_facts].info;
}
