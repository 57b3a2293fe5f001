/* SPDX-License-Identifier: MIT */
/* Linux: what is set is read, in the unit and the width that the kernel keeps. */
#include "sorts.h"

#include <net/if.h>

static void check_bools(const skt_bool_option *keys, size_t count, sort which)
{
    for (size_t i = 0; i < count; i++) {
        skt_socket s = opened(which);
        for (int value = 1; value >= 0; value--) {
            bool got = !value;
            int set = skt_set_bool(s, keys[i], value);
            int get = skt_get_bool(s, keys[i], &got);
            if (set != 0 || get != 0 || got != value)
                fail_msg("%s = %d: %d %d %d", option_name(SKT_ANY(keys[i])), value, set, get, got);
        }
        skt_close(s);
    }
}

static void test_option_values__a_bool_that_is_set_is_read(void **state)
{
    (void)state;
    const skt_bool_option tcp[] = {SKT_SO_REUSEADDR, SKT_SO_REUSEPORT, SKT_SO_KEEPALIVE, SKT_SO_OOBINLINE,
                                   SKT_TCP_NODELAY,  SKT_TCP_CORK,     SKT_TCP_QUICKACK, SKT_TCP_THIN_LINEAR_TIMEOUTS};
    const skt_bool_option udp[] = {SKT_SO_BROADCAST, SKT_IP_RECVTOS, SKT_IP_FREEBIND, SKT_IP_MULTICAST_ALL,
                                   SKT_IP_MULTICAST_LOOP};
    const skt_bool_option udp6[] = {SKT_IPV6_MULTICAST_LOOP, SKT_IPV6_MULTICAST_ALL, SKT_IPV6_V6ONLY,
                                    SKT_IPV6_RECVTCLASS,     SKT_IPV6_RECVHOPLIMIT,  SKT_IPV6_FREEBIND,
                                    SKT_IP_MULTICAST_LOOP};
    const skt_bool_option local[] = {SKT_SO_PASSCRED};
    check_bools(tcp, COUNT_OF(tcp), TCP);
    check_bools(tcp, COUNT_OF(tcp), TCP6);
    check_bools(udp, COUNT_OF(udp), UDP);
    check_bools(udp6, COUNT_OF(udp6), UDP6);
    check_bools(local, COUNT_OF(local), UNIX);
}

static void test_option_values__a_bool_that_needs_privilege_is_read_too(void **state)
{
    (void)state;
    const skt_bool_option udp[] = {SKT_IP_TRANSPARENT};
    const skt_bool_option udp6[] = {SKT_IPV6_TRANSPARENT};
    const skt_bool_option raw[] = {SKT_IP_HDRINCL};
    const skt_bool_option raw6[] = {SKT_IPV6_HDRINCL};
    skt_socket s;
    int rc = open_sort(RAW, &s);
    if (rc < 0) SKIP("raw sockets: %s", skt_error_name(rc));
    skt_close(s);
    check_bools(udp, COUNT_OF(udp), UDP);
    check_bools(udp6, COUNT_OF(udp6), UDP6);
    check_bools(raw, COUNT_OF(raw), RAW);
    check_bools(raw6, COUNT_OF(raw6), RAW6);
}

typedef struct int_row {
    skt_int_option key;
    sort which;
    int64_t set, get;
} int_row;

static void check_ints(const int_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        skt_socket s = opened(rows[i].which);
        int64_t got = INT64_MIN;
        int set = skt_set_int(s, rows[i].key, rows[i].set);
        int get = skt_get_int(s, rows[i].key, &got);
        if (set != 0 || get != 0 || got != rows[i].get)
            fail_msg("%s = %lld: %d %d %lld", option_name(SKT_ANY(rows[i].key)), (long long)rows[i].set, set, get,
                     (long long)got);
        skt_close(s);
    }
}

static void test_option_values__an_int_that_is_set_is_read(void **state)
{
    (void)state;
    int64_t lo = if_nametoindex("lo");
    const int_row rows[] = {
        {SKT_SO_RCVBUF, UDP, 10000, 20000},
        {SKT_SO_SNDBUF, UDP, 10000, 20000},
        {SKT_SO_PRIORITY, UDP, 0, 0},
        {SKT_SO_PRIORITY, UDP, 6, 6},
        {SKT_SO_INCOMING_CPU, TCP, 0, 0},
        {SKT_TCP_KEEPCNT, TCP, 1, 1},
        {SKT_TCP_KEEPCNT, TCP, 127, 127},
        {SKT_TCP_MAXSEG, TCP, 600, 600},
        {SKT_TCP_NOTSENT_LOWAT, TCP, 4096, 4096},
        {SKT_TCP_NOTSENT_LOWAT, TCP, UINT32_MAX, UINT32_MAX},
        {SKT_IP_TTL, UDP, 1, 1},
        {SKT_IP_TTL, UDP, 255, 255},
        {SKT_IP_TTL, UDP6, 77, 77},
        {SKT_IP_TOS, UDP, 0, 0},
        {SKT_IP_TOS, UDP, 0xff, 0xff},
        {SKT_IP_TOS, TCP, 0xff, 0xfc},
        {SKT_IP_MULTICAST_TTL, UDP, 0, 0},
        {SKT_IP_MULTICAST_TTL, UDP, 255, 255},
        {SKT_IPV6_UNICAST_HOPS, UDP6, 1, 1},
        {SKT_IPV6_UNICAST_HOPS, UDP6, 255, 255},
        {SKT_IPV6_MULTICAST_HOPS, UDP6, 0, 0},
        {SKT_IPV6_MULTICAST_HOPS, UDP6, 255, 255},
        {SKT_IPV6_MULTICAST_HOPS, UDP6, -1, 1},
        {SKT_IPV6_MULTICAST_IF, UDP6, lo, lo},
        {SKT_IPV6_MULTICAST_IF, UDP6, 0, 0},
        {SKT_IPV6_TCLASS, UDP6, 0, 0},
        {SKT_IPV6_TCLASS, UDP6, 255, 255},
        {SKT_IPV6_TCLASS, UDP6, -1, 0},
        {SKT_SO_BINDTOIFINDEX, UDP, lo, lo},
    };
    assert_true(lo > 0);
    check_ints(rows, COUNT_OF(rows));
}

static void test_option_values__minus_one_is_the_systems_own_number(void **state)
{
    (void)state;
    const struct {
        skt_int_option key;
        sort which;
    } rows[] = {{SKT_IP_TTL, UDP}, {SKT_IPV6_UNICAST_HOPS, UDP6}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_socket s = opened(rows[i].which);
        int64_t original = 0, changed = 0, again = 0;
        assert_ok(skt_get_int(s, rows[i].key, &original));
        assert_ok(skt_set_int(s, rows[i].key, original - 1));
        assert_ok(skt_get_int(s, rows[i].key, &changed));
        assert_int_equal(changed, original - 1);
        assert_ok(skt_set_int(s, rows[i].key, -1));
        assert_ok(skt_get_int(s, rows[i].key, &again));
        assert_int_equal(again, original);
        skt_close(s);
    }
}

static void test_option_values__numbers_of_32_bits_have_all_of_them(void **state)
{
    (void)state;
    const int_row rows[] = {
        {SKT_SO_MARK, UDP, 0, 0},
        {SKT_SO_MARK, UDP, UINT32_MAX, UINT32_MAX},
        {SKT_SO_MARK, UDP, 0x80000001, 0x80000001},
        {SKT_SO_PRIORITY, UDP, 0x80010002, 0x80010002},
        {SKT_SO_PRIORITY, UDP, UINT32_MAX, UINT32_MAX},
    };
    skt_socket s = opened(UDP);
    int rc = skt_set_int(s, SKT_SO_MARK, 1);
    skt_close(s);
    if (rc < 0) SKIP("SO_MARK: %s", skt_error_name(rc));
    check_ints(rows, COUNT_OF(rows));
}

static void test_option_values__a_span_is_rounded_up_to_its_unit(void **state)
{
    (void)state;
    const struct {
        skt_duration_option key;
        skt_duration set, get;
    } rows[] = {
        {SKT_TCP_KEEPIDLE, 1, SKT_SECONDS(1)},
        {SKT_TCP_KEEPIDLE, SKT_SECONDS(1), SKT_SECONDS(1)},
        {SKT_TCP_KEEPIDLE, SKT_SECONDS(1) + 1, SKT_SECONDS(2)},
        {SKT_TCP_KEEPIDLE, SKT_SECONDS(32767), SKT_SECONDS(32767)},
        {SKT_TCP_KEEPINTVL, SKT_MILLISECONDS(1), SKT_SECONDS(1)},
        {SKT_TCP_KEEPINTVL, SKT_MILLISECONDS(4999), SKT_SECONDS(5)},
        {SKT_TCP_USER_TIMEOUT, 1, SKT_MILLISECONDS(1)},
        {SKT_TCP_USER_TIMEOUT, SKT_MICROSECONDS(20001), SKT_MILLISECONDS(21)},
        {SKT_TCP_USER_TIMEOUT, SKT_MILLISECONDS(INT32_MAX), SKT_MILLISECONDS(INT32_MAX)},
        {SKT_TCP_USER_TIMEOUT, SKT_FOREVER, SKT_FOREVER},
        {SKT_SO_BUSY_POLL, 0, 0},
        {SKT_SO_RCVTIMEO, SKT_SECONDS(7), SKT_SECONDS(7)},
        {SKT_SO_RCVTIMEO, SKT_FOREVER, SKT_FOREVER},
        {SKT_SO_SNDTIMEO, SKT_SECONDS(86400), SKT_SECONDS(86400)},
        {SKT_SO_SNDTIMEO, SKT_FOREVER, SKT_FOREVER},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_socket s = opened(TCP);
        skt_duration got = -1;
        int set = skt_set_duration(s, rows[i].key, rows[i].set);
        int get = skt_get_duration(s, rows[i].key, &got);
        if (set != 0 || get != 0 || got != rows[i].get)
            fail_msg("%s = %lld: %d %d %lld", option_name(SKT_ANY(rows[i].key)), (long long)rows[i].set, set, get,
                     (long long)got);
        skt_close(s);
    }
}

static void test_option_values__busy_polling_lasts_whole_microseconds(void **state)
{
    (void)state;
    skt_socket s = opened(UDP);
    skt_duration got = -1;
    int rc = skt_set_duration(s, SKT_SO_BUSY_POLL, SKT_MICROSECONDS(50) + 1);
    if (rc < 0) SKIP("SO_BUSY_POLL: %s", skt_error_name(rc));
    assert_ok(skt_get_duration(s, SKT_SO_BUSY_POLL, &got));
    assert_int_equal(got, SKT_MICROSECONDS(51));
    assert_ok(skt_set_duration(s, SKT_SO_BUSY_POLL, SKT_MICROSECONDS(INT32_MAX)));
    assert_ok(skt_get_duration(s, SKT_SO_BUSY_POLL, &got));
    assert_int_equal(got, SKT_MICROSECONDS(INT32_MAX));
    skt_close(s);
}

static void test_option_values__a_timeout_is_never_shortened(void **state)
{
    (void)state;
    const skt_duration_option keys[] = {SKT_SO_RCVTIMEO, SKT_SO_SNDTIMEO};
    static const skt_duration spans[] = {1,
                                         999,
                                         SKT_MICROSECONDS(1),
                                         SKT_MICROSECONDS(1) + 1,
                                         SKT_MILLISECONDS(1),
                                         SKT_MILLISECONDS(21),
                                         SKT_SECONDS(1) - 1,
                                         SKT_SECONDS(1) + 1,
                                         SKT_SECONDS(100000) + 1};
    const skt_duration tick = SKT_MILLISECONDS(10);
    for (size_t k = 0; k < COUNT_OF(keys); k++) {
        for (size_t i = 0; i < COUNT_OF(spans); i++) {
            skt_socket s = opened(UDP);
            skt_duration got = -1;
            assert_ok(skt_set_duration(s, keys[k], spans[i]));
            assert_ok(skt_get_duration(s, keys[k], &got));
            assert_true(got >= spans[i]);
            assert_true(got <= spans[i] + tick);
            skt_close(s);
        }
    }
}

static void test_option_values__no_timeout_reads_as_for_ever(void **state)
{
    (void)state;
    const skt_duration_option keys[] = {SKT_SO_RCVTIMEO, SKT_SO_SNDTIMEO, SKT_TCP_USER_TIMEOUT};
    skt_socket s = opened(TCP);
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        skt_duration got = 0;
        assert_ok(skt_get_duration(s, keys[i], &got));
        assert_true(got == SKT_FOREVER);
    }
    assert_ok(skt_set_duration(s, SKT_SO_RCVTIMEO, SKT_FOREVER - 1));
    skt_duration got = 0;
    assert_ok(skt_get_duration(s, SKT_SO_RCVTIMEO, &got));
    assert_true(got >= SKT_FOREVER - 1);
    skt_close(s);
}

static void test_option_values__linger_is_rounded_up_to_seconds(void **state)
{
    (void)state;
    static const struct {
        skt_linger set, get;
    } rows[] = {
        {{true, 0}, {true, 0}},
        {{true, 1}, {true, SKT_SECONDS(1)}},
        {{true, SKT_SECONDS(1)}, {true, SKT_SECONDS(1)}},
        {{true, SKT_SECONDS(1) + 1}, {true, SKT_SECONDS(2)}},
        {{true, SKT_SECONDS(70000)}, {true, SKT_SECONDS(70000)}},
        {{false, SKT_SECONDS(3)}, {false, 0}},
        {{false, -1}, {false, 0}},
        {{false, SKT_FOREVER}, {false, 0}},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_socket s = opened(TCP);
        skt_linger got = {.on = !rows[i].get.on, .time = -1};
        assert_rc(skt_set_linger(s, SKT_SO_LINGER, rows[i].set), 0);
        assert_rc(skt_get_linger(s, SKT_SO_LINGER, &got), 0);
        assert_int_equal(got.on, rows[i].get.on);
        assert_int_equal(got.time, rows[i].get.time);
        skt_close(s);
    }
}

static void test_option_values__a_name_is_cut_to_the_room_and_tells_its_length(void **state)
{
    (void)state;
    skt_socket s = opened(TCP);
    assert_ok(skt_set_name(s, SKT_TCP_CONGESTION, "reno"));
    assert_int_equal(skt_get_name(s, SKT_TCP_CONGESTION, NULL, 0), 4);
    for (size_t size = 1; size <= 5; size++) {
        char text[] = "xxxxxxx";
        assert_int_equal(skt_get_name(s, SKT_TCP_CONGESTION, text, size), 4);
        assert_int_equal(strlen(text), size - 1);
        assert_memory_equal(text, "reno", size - 1);
        assert_int_equal(text[size], 'x');
    }
    char empty[] = "x";
    assert_int_equal(skt_get_name(s, SKT_SO_BINDTODEVICE, empty, sizeof empty), 0);
    assert_string_equal(empty, "");
    skt_close(s);
}

static void test_option_values__an_ipv4_address_is_its_four_bytes(void **state)
{
    (void)state;
    static const uint8_t lo[4] = {127, 0, 0, 1}, any[4] = {0}, foreign[4] = {192, 0, 2, 77};
    uint8_t got[4] = {9, 9, 9, 9};
    skt_socket s = opened(UDP);
    assert_ok(skt_get_ipv4(s, SKT_IP_MULTICAST_IF, got));
    assert_memory_equal(got, any, 4);
    assert_ok(skt_set_ipv4(s, SKT_IP_MULTICAST_IF, lo));
    assert_ok(skt_get_ipv4(s, SKT_IP_MULTICAST_IF, got));
    assert_memory_equal(got, lo, 4);
    assert_rc(skt_set_ipv4(s, SKT_IP_MULTICAST_IF, foreign), SKT_EADDRNOTAVAIL);
    assert_ok(skt_set_ipv4(s, SKT_IP_MULTICAST_IF, any));
    assert_ok(skt_get_ipv4(s, SKT_IP_MULTICAST_IF, got));
    assert_memory_equal(got, any, 4);
    skt_close(s);
}

static void test_option_values__dccp_options_on_a_dccp_socket(void **state)
{
    (void)state;
    skt_socket s;
    int rc = skt_open(SKT_AF_INET, SKT_SOCK_DCCP, SKT_IPPROTO_DCCP, &s);
    if (rc < 0) SKIP("this kernel has no DCCP: %s", skt_error_name(rc));
    int64_t value = 0;
    bool truth = false;
    uint8_t ids[16];
    size_t len = sizeof ids;
    assert_ok(skt_set_int(s, SKT_DCCP_SOCKOPT_SERVICE, 0x64697363));
    assert_ok(skt_get_int(s, SKT_DCCP_SOCKOPT_SERVICE, &value));
    assert_int_equal(value, 0x64697363);
    assert_ok(skt_set_int(s, SKT_DCCP_SOCKOPT_SEND_CSCOV, 3));
    assert_ok(skt_get_int(s, SKT_DCCP_SOCKOPT_SEND_CSCOV, &value));
    assert_int_equal(value, 3);
    assert_ok(skt_set_int(s, SKT_DCCP_SOCKOPT_RECV_CSCOV, 2));
    assert_ok(skt_get_int(s, SKT_DCCP_SOCKOPT_RECV_CSCOV, &value));
    assert_int_equal(value, 2);
    assert_ok(skt_set_int(s, SKT_DCCP_SOCKOPT_QPOLICY_TXQLEN, 9));
    assert_ok(skt_get_int(s, SKT_DCCP_SOCKOPT_QPOLICY_TXQLEN, &value));
    assert_int_equal(value, 9);
    assert_ok(skt_set_bool(s, SKT_DCCP_SOCKOPT_SERVER_TIMEWAIT, true));
    assert_ok(skt_get_bool(s, SKT_DCCP_SOCKOPT_SERVER_TIMEWAIT, &truth));
    assert_true(truth);
    assert_ok(skt_get_bytes(s, SKT_DCCP_SOCKOPT_AVAILABLE_CCIDS, ids, &len));
    assert_true(len > 0);
    assert_ok(skt_set_bytes(s, SKT_DCCP_SOCKOPT_CCID, ids, 1));
    skt_close(s);
}

/* What a user without privileges is told; run in a child, which may give its privileges up. */

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_option_values__a_bool_that_is_set_is_read),
        TEST(test_option_values__a_bool_that_needs_privilege_is_read_too),
        TEST(test_option_values__an_int_that_is_set_is_read),
        TEST(test_option_values__minus_one_is_the_systems_own_number),
        TEST(test_option_values__numbers_of_32_bits_have_all_of_them),
        TEST(test_option_values__a_span_is_rounded_up_to_its_unit),
        TEST(test_option_values__busy_polling_lasts_whole_microseconds),
        TEST(test_option_values__a_timeout_is_never_shortened),
        TEST(test_option_values__no_timeout_reads_as_for_ever),
        TEST(test_option_values__linger_is_rounded_up_to_seconds),
        TEST(test_option_values__a_name_is_cut_to_the_room_and_tells_its_length),
        TEST(test_option_values__an_ipv4_address_is_its_four_bytes),
        TEST(test_option_values__dccp_options_on_a_dccp_socket),
    };
    return RUN(tests);
}
