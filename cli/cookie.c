/* SPDX-License-Identifier: MIT */
#include "cookie.h"

#include "os.h"

#include <string.h>

static uint64_t load(const unsigned char *bytes)
{
    uint64_t value = 0;
    for (int i = 7; i >= 0; i--) value = value << 8 | bytes[i];
    return value;
}

static void store(uint64_t value, unsigned char *out)
{
    for (int i = 0; i < 8; i++) out[i] = (unsigned char)(value >> 8 * i);
}

static uint64_t rotated(uint64_t value, int bits)
{
    return value << bits | value >> (64 - bits);
}

static void sip_rounds(uint64_t v[4], int count)
{
    while (count-- > 0) {
        v[0] += v[1], v[1] = rotated(v[1], 13) ^ v[0], v[0] = rotated(v[0], 32);
        v[2] += v[3], v[3] = rotated(v[3], 16) ^ v[2];
        v[0] += v[3], v[3] = rotated(v[3], 21) ^ v[0];
        v[2] += v[1], v[1] = rotated(v[1], 17) ^ v[2], v[2] = rotated(v[2], 32);
    }
}

/* SipHash-2-4, https://cr.yp.to/siphash/siphash-20120918.pdf */
static uint64_t sip_hash(const uint64_t key[2], const unsigned char *data, size_t len)
{
    uint64_t v[4] = {key[0] ^ 0x736f6d6570736575, key[1] ^ 0x646f72616e646f6d, key[0] ^ 0x6c7967656e657261,
                     key[1] ^ 0x7465646279746573};
    unsigned char last[8] = {0};
    size_t whole = len / 8 * 8;
    memcpy(last, data + whole, len - whole);
    last[7] = (unsigned char)len;
    for (size_t at = 0; at <= whole; at += 8) {
        uint64_t word = load(at < whole ? data + at : last);
        v[3] ^= word;
        sip_rounds(v, 2);
        v[0] ^= word;
    }
    v[2] ^= 0xff;
    sip_rounds(v, 4);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

/* For IP, hashes only address and port, not fields such as the flow label; for other families the whole address. */
static uint64_t hash(const cookie_secret *secret, const skt_addr *peer, uint64_t time_ns)
{
    unsigned char data[8 + 32 + sizeof(skt_addr)] = {0};
    size_t len = 8 + 32;
    store(time_ns, data);
    int ip_len = skt_addr_ip(peer, data + 16);
    if (ip_len > 0) {
        store((uint64_t)(unsigned)skt_addr_port(peer) << 32 | skt_addr_scope(peer), data + 8);
        store((uint64_t)ip_len, data + 32);
    } else {
        size_t native_len;
        const void *native = skt_addr_native(peer, &native_len);
        memcpy(data + len, native, native_len);
        len += native_len;
    }
    return sip_hash(secret->key, data, len);
}

bool cookie_secret_make(cookie_secret *out)
{
    return os_random(out, sizeof *out) == 0;
}

void cookie_make(const cookie_secret *secret, const skt_addr *peer, uint64_t now_ns, unsigned char out[COOKIE_LEN])
{
    store(now_ns, out);
    store(hash(secret, peer, now_ns), out + 8);
}

bool cookie_holds(const cookie_secret *secret, const skt_addr *peer, uint64_t now_ns,
                  const unsigned char in[COOKIE_LEN])
{
    uint64_t made = load(in);
    uint64_t difference = hash(secret, peer, made) ^ load(in + 8);
    return made <= now_ns && now_ns - made <= (uint64_t)COOKIE_SPAN && difference == 0;
}
