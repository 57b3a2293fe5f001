/* SPDX-License-Identifier: MIT */
#include "fresh.h"

#include "../options.h"
#include "network.h"

#include <inttypes.h>
#include <stdio.h>

int fresh_compare(seen *s, int64_t pid, json_t *cache)
{
    char kind[80];
    snprintf(kind, sizeof kind, "%" PRIu64 " %d %d %d", s->network, s->family, s->type, s->protocol);
    json_t *fresh = json_object_get(cache, kind);
    if (fresh == NULL) {
        skt_socket other;
        int rc = network_open(pid, s->family, s->type, s->protocol, &other);
        if (rc < 0) return rc;
        fresh = json_array();
        options_read(other, 0, SKT_NEVER, fresh);
        skt_close(other);
        json_object_set_new(cache, kind, fresh);
    }
    options_compare(json_object_get(s->known, "options"), fresh);
    return 0;
}
