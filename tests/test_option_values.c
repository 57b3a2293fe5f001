/* SPDX-License-Identifier: MIT */
/* Options read back as they were set, in the unit and width that the system stores. A row names its systems. */
#include "sorts.h"

enum { ALL = SKT_ON_ALL, LINUX = SKT_ON_LINUX, WINDOWS = SKT_ON_WINDOWS };

/* Says which options this version of the system lacks, each once. */
static bool is_lacking(skt_socket s, skt_option option)
{
    static bool told[1024];
    int lack = young_lack(s, option);
    if (lack < 0 && !told[option.number]) printf("SKIP %s: %s\n", option_name(option), skt_error_name(lack));
    told[option.number] = told[option.number] || lack < 0;
    return lack < 0;
}

typedef struct bool_row {
    skt_bool_option key;
    sort which;
    unsigned systems;
} bool_row;

static void check_bools(const bool_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!(rows[i].systems & host.system)) continue;
        skt_socket s = opened(rows[i].which);
        for (int value = 1; value >= 0 && !is_lacking(s, SKT_ANY(rows[i].key)); value--) {
            bool got = !value;
            int set = skt_set_bool(s, rows[i].key, value);
            int get = skt_get_bool(s, rows[i].key, &got);
            if (set != 0 || get != 0 || got != value)
                fail_msg("%s = %d: %d %d %d", option_name(SKT_ANY(rows[i].key)), value, set, get, got);
        }
        skt_close(s);
    }
}

static void test_option_values__a_bool_that_is_set_is_read(void **state)
{
    (void)state;
    const bool_row rows[] = {
        {SKT_SO_REUSEADDR, TCP, ALL},
        {SKT_SO_REUSEPORT, TCP, LINUX},
        {SKT_SO_KEEPALIVE, TCP, ALL},
        {SKT_SO_OOBINLINE, TCP, ALL},
        {SKT_SO_BROADCAST, UDP, ALL},
        {SKT_SO_EXCLUSIVEADDRUSE, TCP, WINDOWS},
        {SKT_SO_RANDOMIZE_PORT, TCP, WINDOWS},
        {SKT_SO_PORT_SCALABILITY, TCP, WINDOWS},
        {SKT_SO_REUSE_UNICASTPORT, TCP, WINDOWS},
        {SKT_SO_REUSE_MULTICASTPORT, UDP, WINDOWS},
        {SKT_TCP_NODELAY, TCP, ALL},
        {SKT_TCP_CORK, TCP, LINUX},
        {SKT_TCP_QUICKACK, TCP, LINUX},
        {SKT_TCP_THIN_LINEAR_TIMEOUTS, TCP, LINUX},
        {SKT_SO_REUSEADDR, TCP6, ALL},
        {SKT_SO_REUSEPORT, TCP6, LINUX},
        {SKT_SO_KEEPALIVE, TCP6, ALL},
        {SKT_SO_OOBINLINE, TCP6, ALL},
        {SKT_SO_EXCLUSIVEADDRUSE, TCP6, WINDOWS},
        {SKT_TCP_NODELAY, TCP6, ALL},
        {SKT_TCP_CORK, TCP6, LINUX},
        {SKT_TCP_QUICKACK, TCP6, LINUX},
        {SKT_TCP_THIN_LINEAR_TIMEOUTS, TCP6, LINUX},
        {SKT_IP_RECVTOS, UDP, LINUX | WINDOWS},
        {SKT_IP_RECVTTL, UDP, LINUX | WINDOWS},
        {SKT_IP_RECVECN, UDP, WINDOWS},
        {SKT_IP_PKTINFO, UDP, LINUX | WINDOWS},
        {SKT_IP_DONTFRAGMENT, UDP, WINDOWS},
        {SKT_IP_FREEBIND, UDP, LINUX},
        {SKT_IP_MULTICAST_ALL, UDP, LINUX},
        {SKT_IP_MULTICAST_LOOP, UDP, ALL},
        {SKT_IP_MULTICAST_LOOP, UDP6, LINUX},
        {SKT_IPV6_MULTICAST_LOOP, UDP6, ALL},
        {SKT_IPV6_MULTICAST_ALL, UDP6, LINUX},
        {SKT_IPV6_V6ONLY, UDP6, ALL},
        {SKT_IPV6_RECVTCLASS, UDP6, LINUX | WINDOWS},
        {SKT_IPV6_RECVHOPLIMIT, UDP6, LINUX | WINDOWS},
        {SKT_IPV6_RECVECN, UDP6, WINDOWS},
        {SKT_IPV6_RECVPKTINFO, UDP6, LINUX | WINDOWS},
        {SKT_IPV6_DONTFRAG, UDP6, LINUX | WINDOWS},
        {SKT_IPV6_FREEBIND, UDP6, LINUX},
        {SKT_SO_PASSCRED, UNIX, LINUX},
    };
    check_bools(rows, COUNT_OF(rows));
}

static void test_option_values__a_bool_that_needs_privilege_is_read_too(void **state)
{
    (void)state;
    const bool_row rows[] = {
        {SKT_IP_TRANSPARENT, UDP, LINUX},
        {SKT_IPV6_TRANSPARENT, UDP6, LINUX},
        {SKT_IP_HDRINCL, RAW, LINUX | WINDOWS},
        {SKT_IPV6_HDRINCL, RAW6, LINUX | WINDOWS},
    };
    skt_socket s;
    int rc = open_sort(RAW, &s);
    if (rc == 0) rc = skt_close(s);
    if (rc == 0) rc = open_sort(RAW6, &s);
    if (rc < 0) SKIP("raw sockets: %s", skt_error_name(rc));
    skt_close(s);
    check_bools(rows, COUNT_OF(rows));
}

typedef struct int_row {
    skt_int_option key;
    sort which;
    int64_t set, get;
    unsigned systems;
} int_row;

static void check_ints(const int_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!(rows[i].systems & host.system)) continue;
        skt_socket s = opened(rows[i].which);
        if (!is_lacking(s, SKT_ANY(rows[i].key))) {
            int64_t got = INT64_MIN;
            int set = skt_set_int(s, rows[i].key, rows[i].set);
            int get = skt_get_int(s, rows[i].key, &got);
            if (set != 0 || get != 0 || got != rows[i].get)
                fail_msg("%s = %lld: %d %d %lld", option_name(SKT_ANY(rows[i].key)), (long long)rows[i].set, set, get,
                         (long long)got);
        }
        skt_close(s);
    }
}

static void test_option_values__an_int_that_is_set_is_read(void **state)
{
    (void)state;
    int64_t lo = loopback_index();
    const int_row rows[] = {
        {SKT_SO_RCVBUF, UDP, 10000, 20000, LINUX},
        {SKT_SO_SNDBUF, UDP, 10000, 20000, LINUX},
        {SKT_SO_RCVBUF, UDP, 10000, 10000, WINDOWS},
        {SKT_SO_SNDBUF, UDP, 10000, 10000, WINDOWS},
        {SKT_SO_PRIORITY, UDP, 0, 0, LINUX},
        {SKT_SO_PRIORITY, UDP, 6, 6, LINUX},
        {SKT_SO_INCOMING_CPU, TCP, 0, 0, LINUX},
        {SKT_TCP_KEEPCNT, TCP, 1, 1, LINUX | WINDOWS},
        {SKT_TCP_KEEPCNT, TCP, 127, 127, LINUX | WINDOWS},
        {SKT_TCP_KEEPCNT, TCP, 255, 255, WINDOWS},
        {SKT_TCP_MAXSEG, TCP, 600, 600, LINUX},
        {SKT_TCP_NOTSENT_LOWAT, TCP, 4096, 4096, LINUX},
        {SKT_TCP_NOTSENT_LOWAT, TCP, UINT32_MAX, UINT32_MAX, LINUX},
        {SKT_TCP_FASTOPEN, TCP, 1, 1, LINUX | WINDOWS},
        {SKT_TCP_FASTOPEN, TCP, 0, 0, LINUX | WINDOWS},
        {SKT_TCP_FASTOPEN, TCP, 50, 50, LINUX},
        {SKT_UDP_SEND_MSG_SIZE, UDP, 1200, 1200, WINDOWS},
        {SKT_UDP_SEND_MSG_SIZE, UDP6, 0, 0, WINDOWS},
        {SKT_UDP_RECV_MAX_COALESCED_SIZE, UDP, 60000, 60000, WINDOWS},
        {SKT_UDP_RECV_MAX_COALESCED_SIZE, UDP6, 0, 0, WINDOWS},
        {SKT_IP_TTL, UDP, 1, 1, ALL},
        {SKT_IP_TTL, UDP, 255, 255, ALL},
        {SKT_IP_TTL, UDP6, 77, 77, LINUX},
        {SKT_IP_TOS, UDP, 0, 0, LINUX},
        {SKT_IP_TOS, UDP, 0xb8, 0xb8, LINUX},
        {SKT_IP_TOS, UDP, 0xff, 0xff, LINUX},
        {SKT_IP_TOS, TCP, 0xff, 0xfc, LINUX},
        {SKT_IP_MULTICAST_TTL, UDP, 0, 0, ALL},
        {SKT_IP_MULTICAST_TTL, UDP, 255, 255, ALL},
        {SKT_IP_MTU_DISCOVER, UDP, SKT_IP_PMTUDISC_DO, SKT_IP_PMTUDISC_DO, LINUX | WINDOWS},
        {SKT_IP_MTU_DISCOVER, UDP, SKT_IP_PMTUDISC_DONT, SKT_IP_PMTUDISC_DONT, LINUX | WINDOWS},
        {SKT_IP_MTU_DISCOVER, UDP, SKT_IP_PMTUDISC_PROBE, SKT_IP_PMTUDISC_PROBE, LINUX | WINDOWS},
        {SKT_IP_MTU_DISCOVER, TCP, SKT_IP_PMTUDISC_WANT, SKT_IP_PMTUDISC_WANT, LINUX},
        {SKT_IP_MTU_DISCOVER, UDP, SKT_IP_PMTUDISC_INTERFACE, SKT_IP_PMTUDISC_INTERFACE, LINUX},
        {SKT_IP_MTU_DISCOVER, UDP, SKT_IP_PMTUDISC_OMIT, SKT_IP_PMTUDISC_OMIT, LINUX},
        {SKT_IP_USER_MTU, UDP, 1300, 1300, WINDOWS},
        {SKT_IPV6_UNICAST_HOPS, UDP6, 1, 1, ALL},
        {SKT_IPV6_UNICAST_HOPS, UDP6, 255, 255, ALL},
        {SKT_IPV6_MULTICAST_HOPS, UDP6, 0, 0, ALL},
        {SKT_IPV6_MULTICAST_HOPS, UDP6, 255, 255, ALL},
        {SKT_IPV6_MULTICAST_HOPS, UDP6, -1, 1, LINUX},
        {SKT_IPV6_MULTICAST_IF, UDP6, lo, lo, ALL},
        {SKT_IPV6_MULTICAST_IF, UDP6, 0, 0, ALL},
        {SKT_IPV6_TCLASS, UDP6, 0, 0, LINUX | WINDOWS},
        {SKT_IPV6_TCLASS, UDP6, 0xb8, 0xb8, LINUX | WINDOWS},
        {SKT_IPV6_TCLASS, UDP6, 255, 255, LINUX},
        {SKT_IPV6_TCLASS, UDP6, -1, 0, LINUX},
        {SKT_IPV6_MTU_DISCOVER, UDP6, SKT_IP_PMTUDISC_DO, SKT_IP_PMTUDISC_DO, LINUX | WINDOWS},
        {SKT_IPV6_MTU_DISCOVER, UDP6, SKT_IP_PMTUDISC_DONT, SKT_IP_PMTUDISC_DONT, LINUX | WINDOWS},
        {SKT_IPV6_USER_MTU, UDP6, 1300, 1300, WINDOWS},
        {SKT_SO_BINDTOIFINDEX, UDP, lo, lo, LINUX},
    };
    check_ints(rows, COUNT_OF(rows));
}

/* On Windows IPv4's is kept in network order and IPv6's in host order, on Linux both in network order. */
static void test_option_values__the_interface_that_packets_leave_by_is_an_index(void **state)
{
    (void)state;
    const int64_t lo = loopback_index();
    const int_row rows[] = {
        {SKT_IP_UNICAST_IF, UDP, lo, lo, LINUX | WINDOWS},    {SKT_IP_UNICAST_IF, UDP, 0, 0, LINUX | WINDOWS},
        {SKT_IP_UNICAST_IF, TCP, lo, lo, LINUX | WINDOWS},    {SKT_IPV6_UNICAST_IF, UDP6, 0, 0, LINUX | WINDOWS},
        {SKT_IPV6_UNICAST_IF, UDP6, lo, lo, LINUX | WINDOWS}, {SKT_IPV6_UNICAST_IF, TCP6, lo, lo, LINUX | WINDOWS},
    };
    const size_t before_ipv6 = COUNT_OF(rows) - 2;
    check_ints(rows, before_ipv6);
    skt_socket s = opened(UDP6);
    int rc = skt_set_int(s, SKT_IPV6_UNICAST_IF, lo);
    skt_close(s);
    IF_WINE_DEVIATES(rc == SKT_EINVAL, "IPV6_UNICAST_IF in host order is %s", skt_error_name(rc));
    check_ints(rows + before_ipv6, COUNT_OF(rows) - before_ipv6);
}

/* Write-only options can be set but not read. */
static void test_option_values__what_is_only_written_is_taken(void **state)
{
    (void)state;
    const struct {
        skt_option option;
        sort which;
        const char *text;
        unsigned systems;
    } rows[] = {
        {SKT_ANY(SKT_SIO_UDP_CONNRESET), UDP, "true", WINDOWS},
        {SKT_ANY(SKT_SIO_UDP_CONNRESET), UDP6, "false", WINDOWS},
        {SKT_ANY(SKT_SIO_UDP_NETRESET), UDP, "true", WINDOWS},
        {SKT_ANY(SKT_SIO_UDP_NETRESET), UDP6, "false", WINDOWS},
        {SKT_ANY(SKT_SIO_LOOPBACK_FAST_PATH), TCP, "true", WINDOWS},
        {SKT_ANY(SKT_SIO_TCP_SET_ACK_FREQUENCY), TCP, "1", WINDOWS},
        {SKT_ANY(SKT_SIO_TCP_SET_ACK_FREQUENCY), TCP6, "255", WINDOWS},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (!(rows[i].systems & host.system)) continue;
        char text[16];
        skt_socket s = opened(rows[i].which);
        if (!is_lacking(s, rows[i].option)) {
            assert_rc(skt_option_set_text(s, rows[i].option, rows[i].text), 0);
            assert_true(skt_option_get_text(s, rows[i].option, text, sizeof text) < 0);
        }
        skt_close(s);
    }
}

static void test_option_values__the_mtu_of_the_way_to_the_peer_is_told(void **state)
{
    (void)state;
    const struct {
        const char *where;
        skt_int_option key;
    } rows[] = {{"127.0.0.1:0", SKT_IP_MTU}, {"[::1]:0", SKT_IPV6_MTU}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (!skt_option_supported(SKT_ANY(rows[i].key))) continue;
        connection c = udp_connection(rows[i].where);
        int64_t mtu = 0;
        if (!is_lacking(c.client, SKT_ANY(rows[i].key))) {
            assert_rc(skt_get_int(c.client, rows[i].key, &mtu), 0);
            assert_true(mtu >= 1280);
        }
        close_both(&c);
    }
}

static void test_option_values__minus_one_is_the_systems_own_number(void **state)
{
    (void)state;
    const struct {
        skt_int_option key;
        sort which;
        unsigned systems;
    } rows[] = {{SKT_IP_TTL, UDP, LINUX}, {SKT_IPV6_UNICAST_HOPS, UDP6, ALL}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (!(rows[i].systems & host.system)) continue;
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

static void test_option_values__a_span_is_rounded_up_to_its_unit(void **state)
{
    (void)state;
    const struct {
        skt_duration_option key;
        unsigned systems;
        skt_duration set, get;
    } rows[] = {
        {SKT_TCP_KEEPIDLE, LINUX | WINDOWS, 1, SKT_SECONDS(1)},
        {SKT_TCP_KEEPIDLE, LINUX | WINDOWS, SKT_SECONDS(1), SKT_SECONDS(1)},
        {SKT_TCP_KEEPIDLE, LINUX | WINDOWS, SKT_SECONDS(1) + 1, SKT_SECONDS(2)},
        {SKT_TCP_KEEPIDLE, LINUX | WINDOWS, SKT_SECONDS(32767), SKT_SECONDS(32767)},
        {SKT_TCP_KEEPINTVL, LINUX | WINDOWS, SKT_MILLISECONDS(1), SKT_SECONDS(1)},
        {SKT_TCP_KEEPINTVL, LINUX | WINDOWS, SKT_MILLISECONDS(4999), SKT_SECONDS(5)},
        {SKT_TCP_USER_TIMEOUT, LINUX, 1, SKT_MILLISECONDS(1)},
        {SKT_TCP_USER_TIMEOUT, LINUX, SKT_MICROSECONDS(20001), SKT_MILLISECONDS(21)},
        {SKT_TCP_USER_TIMEOUT, LINUX, SKT_MILLISECONDS(INT32_MAX), SKT_MILLISECONDS(INT32_MAX)},
        {SKT_TCP_USER_TIMEOUT, WINDOWS, 1, SKT_SECONDS(1)},
        {SKT_TCP_USER_TIMEOUT, WINDOWS, SKT_MILLISECONDS(20001), SKT_SECONDS(21)},
        {SKT_TCP_USER_TIMEOUT, LINUX | WINDOWS, SKT_FOREVER, SKT_FOREVER},
        {SKT_SO_BUSY_POLL, LINUX, 0, 0},
        {SKT_SO_RCVTIMEO, ALL, SKT_SECONDS(7), SKT_SECONDS(7)},
        {SKT_SO_RCVTIMEO, WINDOWS, 1, SKT_MILLISECONDS(1)},
        {SKT_SO_RCVTIMEO, WINDOWS, SKT_MICROSECONDS(20001), SKT_MILLISECONDS(21)},
        {SKT_SO_RCVTIMEO, WINDOWS, SKT_MILLISECONDS(UINT32_MAX - 1), SKT_MILLISECONDS(UINT32_MAX - 1)},
        {SKT_SO_RCVTIMEO, ALL, SKT_FOREVER, SKT_FOREVER},
        {SKT_SO_SNDTIMEO, ALL, SKT_SECONDS(86400), SKT_SECONDS(86400)},
        {SKT_SO_SNDTIMEO, ALL, SKT_FOREVER, SKT_FOREVER},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (!(rows[i].systems & host.system)) continue;
        skt_socket s = opened(TCP);
        if (!is_lacking(s, SKT_ANY(rows[i].key))) {
            skt_duration got = -1;
            int set = skt_set_duration(s, rows[i].key, rows[i].set);
            int get = skt_get_duration(s, rows[i].key, &got);
            if (set != 0 || get != 0 || got != rows[i].get)
                fail_msg("%s = %lld: %d %d %lld", option_name(SKT_ANY(rows[i].key)), (long long)rows[i].set, set, get,
                         (long long)got);
        }
        skt_close(s);
    }
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
    const struct {
        skt_duration_option key;
        unsigned systems;
    } rows[] = {{SKT_SO_RCVTIMEO, ALL}, {SKT_SO_SNDTIMEO, ALL}, {SKT_TCP_USER_TIMEOUT, LINUX}};
    skt_socket s = opened(TCP);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_duration got = 0;
        if (!(rows[i].systems & host.system)) continue;
        assert_ok(skt_get_duration(s, rows[i].key, &got));
        assert_true(got == SKT_FOREVER);
    }
    /* A duration just below "for ever" is stored as such, or refused. */
    skt_duration got = 0;
    assert_ok(skt_set_duration(s, SKT_SO_RCVTIMEO, host.timeout_max));
    assert_ok(skt_get_duration(s, SKT_SO_RCVTIMEO, &got));
    assert_true(got >= host.timeout_max);
    if (host.timeout_max < SKT_FOREVER - 1) {
        assert_rc(skt_set_duration(s, SKT_SO_RCVTIMEO, host.timeout_max + 1), SKT_ERANGE);
        assert_rc(skt_set_duration(s, SKT_SO_RCVTIMEO, SKT_FOREVER - 1), SKT_ERANGE);
    }
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
        {{true, SKT_SECONDS(65535)}, {true, SKT_SECONDS(65535)}},
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

/* Windows keeps the seconds in 16 bits, in which more would be less. */
static void test_option_values__a_long_linger_does_not_wrap(void **state)
{
    (void)state;
    static const int64_t seconds[] = {65536, 65537, 70000, INT32_MAX};
    for (size_t i = 0; i < COUNT_OF(seconds); i++) {
        skt_socket s = opened(TCP);
        skt_linger got = {.on = true, .time = -1};
        int rc = skt_set_linger(s, SKT_SO_LINGER, (skt_linger){true, SKT_SECONDS(seconds[i])});
        assert_rc(rc, host.system == SKT_ON_WINDOWS ? SKT_ERANGE : 0);
        assert_ok(skt_get_linger(s, SKT_SO_LINGER, &got));
        assert_int_equal(got.on, rc == 0);
        /* Linux counts in ticks of its clock, of which there are not as many. */
        if (rc == 0) assert_true(got.time > SKT_SECONDS(65535));
        skt_close(s);
    }
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
    int rc = skt_set_ipv4(s, SKT_IP_MULTICAST_IF, foreign);
    assert_ok(skt_set_ipv4(s, SKT_IP_MULTICAST_IF, any));
    assert_ok(skt_get_ipv4(s, SKT_IP_MULTICAST_IF, got));
    assert_memory_equal(got, any, 4);
    skt_close(s);
    IF_WINE_DEVIATES(rc == SKT_EINVAL, "the address of no interface is %s", skt_error_name(rc));
    assert_rc(rc, SKT_EADDRNOTAVAIL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_option_values__a_bool_that_is_set_is_read),
        TEST(test_option_values__a_bool_that_needs_privilege_is_read_too),
        TEST(test_option_values__an_int_that_is_set_is_read),
        TEST(test_option_values__the_interface_that_packets_leave_by_is_an_index),
        TEST(test_option_values__what_is_only_written_is_taken),
        TEST(test_option_values__the_mtu_of_the_way_to_the_peer_is_told),
        TEST(test_option_values__minus_one_is_the_systems_own_number),
        TEST(test_option_values__a_span_is_rounded_up_to_its_unit),
        TEST(test_option_values__a_timeout_is_never_shortened),
        TEST(test_option_values__no_timeout_reads_as_for_ever),
        TEST(test_option_values__linger_is_rounded_up_to_seconds),
        TEST(test_option_values__a_long_linger_does_not_wrap),
        TEST(test_option_values__an_ipv4_address_is_its_four_bytes),
    };
    return RUN(tests);
}
