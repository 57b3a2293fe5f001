/* SPDX-License-Identifier: MIT */
/* Makes the two tables that structure.h declares of the rows of SKT__STRUCTURES. */
#include "option/structure.h"

#define ALIAS(key)           SKT_NUMBER_##key,
#define STRUCTURE(key, type) SKT_NUMBER_##key,
#define ARRAY(key, type)     SKT_NUMBER_##key,
#define FIELD(width, meant, name, native)
#define OWN(width, meant, name)
#define GAP(width, name)
#define END(key)
const uint16_t skt__structure_numbers[] = {
#include SKT__STRUCTURES
    0};
#undef ALIAS
#undef STRUCTURE
#undef ARRAY
#undef FIELD
#undef OWN
#undef GAP
#undef END

#define ALIAS(key) "\0"
#define STRUCTURE(key, type)
#define ARRAY(key, type)                  SKT__CODE_ARRAY
#define FIELD(width, meant, name, native) OWN(width, meant, name)
#define OWN(width, meant, name)           SKT__CODE_##width SKT__CODE_##meant #name
#define GAP(width, name)                  SKT__CODE_##width
#define END(key)                          "\0"
const char skt__structure_fields[] =
#include SKT__STRUCTURES
    "";
#undef ALIAS
#undef STRUCTURE
#undef ARRAY
#undef FIELD
#undef OWN
#undef GAP
#undef END
