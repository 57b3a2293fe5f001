/* SPDX-License-Identifier: MIT */
#include "digest.h"

#include "../os.h"
#include "progress.h"

#define XXH_STATIC_LINKING_ONLY /* the state's size */
#include <xxhash.h>

static XXH3_state_t state;

void digest_begin(void)
{
    XXH3_128bits_reset(&state);
}

void digest_add(const void *data, size_t len)
{
    XXH3_128bits_update(&state, data, len);
}

void digest_get(uint8_t out[WIRE_DIGEST])
{
    XXH128_hash_t sum = XXH3_128bits_digest(&state);
    wire_put_u64(out, sum.high64);
    wire_put_u64(out + 8, sum.low64);
}

int digest_prefix(const channel *c, skt_file file, uint64_t len)
{
    static char bytes[256 * 1024];
    int rc = 0;
    digest_begin();
    for (uint64_t done = 0; rc == 0 && done < len;) {
        if (os_interrupt_status()) return SKT_EINTR;
        size_t want = len - done < sizeof bytes ? (size_t)(len - done) : sizeof bytes;
        skt_ssize count = os_read_at(file, bytes, want, done);
        if (count <= 0) return count == 0 ? SKT_EEOF : (int)count;
        digest_add(bytes, (size_t)count);
        progress_add((uint64_t)count);
        uint64_t before = done / WIRE_WAIT_EVERY;
        done += (uint64_t)count;
        if (done / WIRE_WAIT_EVERY > before) rc = wire_send(c, WIRE_WAIT, NULL, 0);
    }
    return rc;
}
