/* SPDX-License-Identifier: MIT */
/* The table that options.def makes. */
#include "option/facts.h"

/* From here on a key expands to its kind. */
#undef SKT_OPTION
#define SKT_OPTION(kind, number) SKT__KIND_##kind

const skt__option_fact skt__option_facts[SKT__OPTION_COUNT] = {
#define OPTION(name, access_, phase_, unit_, source_, systems_) \
    {.number = SKT_NUMBER_##name,                               \
     .systems = systems_,                                       \
     .kind = SKT_##name,                                        \
     .access = SKT_ACCESS_##access_,                            \
     .phase = SKT_PHASE_##phase_},
#include "option/options.def"
#undef OPTION
};

const skt__option_fact *skt__find_fact(unsigned number)
{
    for (size_t i = 0; i < SKT__OPTION_COUNT; i++)
        if (skt__option_facts[i].number == number) return &skt__option_facts[i];
    return NULL;
}
