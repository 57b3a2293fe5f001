/* SPDX-License-Identifier: MIT */
/* The cookie by which the servers of datagrams know that a peer receives at its address. */
#include "support.h"

#include <string.h>

/* For the hash, which is its own. */
#include "../../cli/cookie.c" /* NOLINT(bugprone-suspicious-include) */

int os_random(void *out, size_t len)
{
    memset(out, 7, len);
    return 0;
}

static const uint64_t NOW = 1000000000000, SPAN = (uint64_t)COOKIE_SPAN;

/* The words of the paper's appendix A. */
static void test_cookie__the_hash_is_siphash(void **state)
{
    (void)state;
    unsigned char bytes[16];
    uint64_t key[2];
    for (unsigned i = 0; i < 16; i++) bytes[i] = (unsigned char)i;
    key[0] = load(bytes), key[1] = load(bytes + 8);
    assert_true(sip_hash(key, bytes, 15) == 0xa129ca6149be45e5);
}

static void test_cookie__it_holds_for_its_peer_and_its_span(void **state)
{
    (void)state;
    const cookie_secret secret = {{1, 2}};
    const skt_addr peer = address("192.0.2.1:4000");
    unsigned char cookie[COOKIE_LEN];
    cookie_make(&secret, &peer, NOW, cookie);
    assert_true(cookie_holds(&secret, &peer, NOW, cookie));
    assert_true(cookie_holds(&secret, &peer, NOW + SPAN, cookie));
    assert_false(cookie_holds(&secret, &peer, NOW + SPAN + 1, cookie));
    assert_false(cookie_holds(&secret, &peer, NOW - 1, cookie));
}

static void test_cookie__it_is_of_no_use_to_another_address_port_or_server(void **state)
{
    (void)state;
    static const char *const others[] = {"192.0.2.1:4001",     "192.0.2.2:4000",   "[::ffff:192.0.2.1]:4000",
                                         "[2001:db8::1]:4000", "[fe80::1%1]:4000", "[fe80::1%2]:4000"};
    const cookie_secret secret = {{1, 2}}, another = {{1, 3}};
    const skt_addr peer = address("192.0.2.1:4000"), near = address("[fe80::1%1]:4000");
    unsigned char cookie[COOKIE_LEN];
    cookie_make(&secret, &peer, NOW, cookie);
    assert_false(cookie_holds(&another, &peer, NOW, cookie));
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        skt_addr other = address(others[i]);
        assert_false(cookie_holds(&secret, &other, NOW, cookie));
    }
    cookie_make(&secret, &near, NOW, cookie);
    const skt_addr elsewhere = address("[fe80::1%2]:4000");
    assert_true(cookie_holds(&secret, &near, NOW, cookie));
    assert_false(cookie_holds(&secret, &elsewhere, NOW, cookie));
}

/* Its time too: a later one would make it hold for longer. */
static void test_cookie__each_bit_of_it_counts(void **state)
{
    (void)state;
    const cookie_secret secret = {{1, 2}};
    const skt_addr peer = address("[2001:db8::1]:4000");
    unsigned char cookie[COOKIE_LEN];
    cookie_make(&secret, &peer, NOW, cookie);
    for (unsigned bit = 0; bit < 8 * COOKIE_LEN; bit++) {
        cookie[bit / 8] ^= (unsigned char)(1 << bit % 8);
        assert_false(cookie_holds(&secret, &peer, NOW, cookie));
        assert_false(cookie_holds(&secret, &peer, UINT64_MAX, cookie));
        cookie[bit / 8] ^= (unsigned char)(1 << bit % 8);
    }
}

/* A label of a flow is no part of who the peer is, and may change from packet to packet. */
static void test_cookie__the_label_of_a_flow_does_not_matter(void **state)
{
    (void)state;
    const cookie_secret secret = {{1, 2}};
    const skt_addr peer = address("[2001:db8::1]:4000"), labelled = address("[2001:db8::1]:4000?flow=5");
    unsigned char cookie[COOKIE_LEN];
    cookie_make(&secret, &peer, NOW, cookie);
    assert_true(cookie_holds(&secret, &labelled, NOW, cookie));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_cookie__the_hash_is_siphash),
        TEST(test_cookie__it_holds_for_its_peer_and_its_span),
        TEST(test_cookie__it_is_of_no_use_to_another_address_port_or_server),
        TEST(test_cookie__each_bit_of_it_counts),
        TEST(test_cookie__the_label_of_a_flow_does_not_matter),
    };
    return RUN(tests);
}
