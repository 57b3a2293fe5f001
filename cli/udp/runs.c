/* SPDX-License-Identifier: MIT */
#include "runs.h"

#include <string.h>

static run all[RUNS_MOST];
static uint64_t uses;

run *runs_find(const skt_addr *peer, uint64_t number)
{
    run *oldest = &all[0];
    for (size_t i = 0; i < RUNS_MOST; i++) {
        run *r = &all[i];
        if (r->used < oldest->used) oldest = r;
        if (r->used == 0 || r->number != number || !skt_addr_equal(&r->peer, peer)) continue;
        r->used = ++uses;
        return r;
    }
    memset(oldest, 0, sizeof *oldest);
    oldest->peer = *peer;
    oldest->number = number;
    oldest->used = ++uses;
    return oldest;
}

bool run_count(run *r, uint32_t seq)
{
    if (seq >= WIRE_COUNTED_MOST) return true;
    uint64_t *word = &r->seen[seq / 64], bit = UINT64_C(1) << seq % 64;
    if (*word & bit) {
        r->duplicates++;
        return false;
    }
    *word |= bit;
    r->received++;
    if (seq < r->next)
        r->reordered++;
    else
        r->next = seq + 1;
    return true;
}
