/* SPDX-License-Identifier: MIT */
/* The error for a key whose number has no row of its kind. */
#include "option/row.h"

/* From here on a key expands to its kind. */
#undef SKT_OPTION
#define SKT_OPTION(kind, number) SKT__KIND_##kind

/* The kind of each option, also of those that this system lacks; 0 for numbers without an option. */
static const uint8_t kinds[SKT__OPTION_NUMBERS] = {
#define OPTION(name, access, phase, unit, source, systems) [SKT_NUMBER_##name] = SKT__ROW_KIND(SKT_##name),
#include "option/options.def"
#undef OPTION
};

int skt__refuse_key(unsigned number, skt_option_kind kind)
{
    if (number >= SKT__OPTION_NUMBERS || kinds[number] == 0) return skt__refuse_number(number);
    return kinds[number] == SKT__ROW_KIND((int)kind) ? SKT_EUNSUPPORTED : SKT_EINVAL;
}

int skt__refuse_row(const skt__option_row *row, skt_option_kind kind)
{
    return skt__refuse_key((unsigned)(row - skt__option_table), kind);
}
