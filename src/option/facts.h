/* SPDX-License-Identifier: MIT */
/* The columns of options.def, packed into four bytes per option and in the same order. */
#ifndef SKT_OPTION_FACTS_H
#define SKT_OPTION_FACTS_H

#include "option/row.h"

enum {
    SKT__OPTION_COUNT = 0
#define OPTION(name, access, phase, unit, source, systems) +1
#include "option/options.def"
#undef OPTION
};

typedef struct skt__option_fact {
    unsigned number : 10;
    unsigned systems : 10;
    unsigned kind : 4;
    unsigned access : 4;
    unsigned phase : 4;
} skt__option_fact;
_Static_assert(sizeof(skt__option_fact) == 4, "a fact has grown");
_Static_assert(SKT__OPTION_NUMBERS <= 1 << 10 && SKT_ON_ALL < 1 << 10, "a fact has no room for its numbers");

extern const skt__option_fact skt__option_facts[SKT__OPTION_COUNT];

/* NULL if the number is no option. */
const skt__option_fact *skt__find_fact(unsigned number);

#endif
