/* SPDX-License-Identifier: MIT */
#include "digest.h"

#include "../os.h"
#include "progress.h"

#include <xxhash.h>

int digest_open(digest *d)
{
    d->state = XXH3_createState();
    return d->state != NULL ? 0 : SKT_ENOMEM;
}

void digest_close(digest *d)
{
    XXH3_freeState((XXH3_state_t *)d->state);
}

void digest_begin(digest *d)
{
    XXH3_128bits_reset((XXH3_state_t *)d->state);
}

void digest_add(digest *d, const void *data, size_t len)
{
    XXH3_128bits_update((XXH3_state_t *)d->state, data, len);
}

void digest_add_zeros(digest *d, uint64_t len)
{
    static const char zeros[64 * 1024];
    for (size_t count; len > 0; len -= count) {
        count = len < sizeof zeros ? (size_t)len : sizeof zeros;
        digest_add(d, zeros, count);
    }
}

static void put(XXH128_hash_t sum, uint8_t out[WIRE_DIGEST])
{
    wire_put_u64(out, sum.high64);
    wire_put_u64(out + 8, sum.low64);
}

void digest_get(const digest *d, uint8_t out[WIRE_DIGEST])
{
    put(XXH3_128bits_digest((const XXH3_state_t *)d->state), out);
}

void digest_of(const void *data, size_t len, uint8_t out[WIRE_DIGEST])
{
    put(XXH3_128bits(data, len), out);
}

int digest_prefix(digest *d, channel *c, skt_file file, uint64_t len, char *room)
{
    int rc = 0;
    digest_begin(d);
    for (uint64_t done = 0; rc == 0 && done < len;) {
        if (os_interrupt_status()) return SKT_EINTR;
        size_t want = len - done < DIGEST_ROOM ? (size_t)(len - done) : DIGEST_ROOM;
        skt_ssize count = os_read_at(file, room, want, done);
        if (count <= 0) return count == 0 ? SKT_EEOF : (int)count;
        digest_add(d, room, (size_t)count);
        progress_add((uint64_t)count);
        uint64_t before = done / WIRE_WAIT_EVERY;
        done += (uint64_t)count;
        if (done / WIRE_WAIT_EVERY > before) rc = wire_send(c, WIRE_WAIT, NULL, 0);
        if (done / WIRE_WAIT_EVERY > before && rc == 0) rc = channel_flush(c);
    }
    return rc;
}
