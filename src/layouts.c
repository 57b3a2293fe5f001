/* SPDX-License-Identifier: MIT */
/* How the public structures are laid out, for bindings. */
#include <skt/skt.h>

/* Of each structure how many numbers there are, and these; 0 after the last. */
static const uint16_t layouts[] = {
#define STRUCTURE(type, fields) 1 + (fields), sizeof(type),
#define FIELD(type, name)       offsetof(type, name),
#include "layouts.def"
#undef STRUCTURE
#undef FIELD
    0,
};

const uint16_t *skt_layout(uint32_t structure, size_t *count_out)
{
    const uint16_t *at = layouts;
    for (; structure > 0 && *at != 0; structure--) at += 1 + *at;
    *count_out = *at;
    return at + 1;
}
