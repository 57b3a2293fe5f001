/* SPDX-License-Identifier: MIT */
/* The kind of each option: what is said of a key whose number leads to no row of its kind. */
#include "option/row.h"

/* From here on a key is its kind. */
#undef SKT_OPTION
#define SKT_OPTION(kind, number) SKT__KIND_##kind

/* One more than the kind, so that 0 is no option. */
static const uint8_t kinds[SKT__OPTION_NUMBERS] = {
#define OPTION(name, access, phase, systems) [SKT_NUMBER_##name] = SKT_##name + 1,
#include "option/options.def"
#undef OPTION
};

int skt__refuse_key(unsigned number, skt_option_kind kind)
{
    if (number >= SKT__OPTION_NUMBERS || kinds[number] == 0) return skt__refuse_number(number);
    return kinds[number] == kind + 1 ? SKT_EUNSUPPORTED : SKT_EINVAL;
}
