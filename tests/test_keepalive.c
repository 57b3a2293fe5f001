/* SPDX-License-Identifier: MIT */
/* Keepalive as a whole: the options that it sets. */
#include "support.h"

static skt_socket tcp(void)
{
    skt_socket s;
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &s));
    return s;
}

typedef struct keepalive {
    bool on;
    skt_duration idle, interval;
    int64_t count;
} keepalive;

static keepalive read_all(skt_socket s)
{
    keepalive k = {.on = false};
    assert_ok(skt_get_bool(s, SKT_SO_KEEPALIVE, &k.on));
    assert_ok(skt_get_duration(s, SKT_TCP_KEEPIDLE, &k.idle));
    assert_ok(skt_get_duration(s, SKT_TCP_KEEPINTVL, &k.interval));
    assert_ok(skt_get_int(s, SKT_TCP_KEEPCNT, &k.count));
    return k;
}

/* Leaves the test where the three numbers cannot be set one by one, and read. */
static void needs_all(void)
{
    const skt_option numbers[] = {SKT_ANY(SKT_TCP_KEEPIDLE), SKT_ANY(SKT_TCP_KEEPINTVL), SKT_ANY(SKT_TCP_KEEPCNT)};
    skt_socket s = tcp();
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        const char *name = skt_option_describe(numbers[i])->name;
        if (!skt_option_supported(numbers[i])) SKIP("this system has no %s", name);
        int lack = young_lack(s, numbers[i]);
        if (lack < 0) SKIP("%s: %s", name, skt_error_name(lack));
    }
    skt_close(s);
}

static void test_keepalive__turning_it_on_sets_all_three_numbers(void **state)
{
    (void)state;
    needs_all();
    skt_socket s = tcp();
    assert_rc(skt_set_keepalive(s, SKT_SECONDS(30), SKT_SECONDS(5), 3), 0);
    keepalive k = read_all(s);
    assert_true(k.on);
    assert_int_equal(k.idle, SKT_SECONDS(30));
    assert_int_equal(k.interval, SKT_SECONDS(5));
    assert_int_equal(k.count, 3);
    skt_close(s);
}

static void test_keepalive__zero_leaves_a_number_as_it_is(void **state)
{
    (void)state;
    needs_all();
    static const struct {
        int idle, interval, count;
    } rows[] = {{0, 0, 0}, {50, 0, 0}, {0, 60, 0}, {0, 0, 7}, {50, 60, 0}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_socket s = tcp();
        assert_ok(skt_set_keepalive(s, SKT_SECONDS(30), SKT_SECONDS(5), 3));
        assert_ok(skt_set_bool(s, SKT_SO_KEEPALIVE, false));
        assert_rc(skt_set_keepalive(s, SKT_SECONDS(rows[i].idle), SKT_SECONDS(rows[i].interval), rows[i].count), 0);
        keepalive k = read_all(s);
        assert_true(k.on);
        assert_int_equal(k.idle, SKT_SECONDS(rows[i].idle ? rows[i].idle : 30));
        assert_int_equal(k.interval, SKT_SECONDS(rows[i].interval ? rows[i].interval : 5));
        assert_int_equal(k.count, rows[i].count ? rows[i].count : 3);
        skt_close(s);
    }
}

/* Windows before 10 1709 takes both times at once, or none. */
static void test_keepalive__both_times_can_be_set(void **state)
{
    (void)state;
    if (!skt_option_supported(SKT_ANY(SKT_TCP_KEEPIDLE))) SKIP("this system has no TCP_KEEPIDLE");
    skt_socket s = tcp();
    bool on = false;
    assert_rc(skt_set_keepalive(s, SKT_SECONDS(30), SKT_SECONDS(5), 0), 0);
    assert_ok(skt_get_bool(s, SKT_SO_KEEPALIVE, &on));
    assert_true(on);
    assert_rc(skt_set_keepalive(s, SKT_FOREVER, SKT_SECONDS(5), 0), SKT_ERANGE);
    assert_rc(skt_set_keepalive(s, SKT_SECONDS(30), SKT_FOREVER, 0), SKT_ERANGE);
    skt_close(s);
}

static void test_keepalive__spans_are_rounded_up(void **state)
{
    (void)state;
    needs_all();
    skt_socket s = tcp();
    assert_rc(skt_set_keepalive(s, 1, SKT_SECONDS(5) + 1, 0), 0);
    keepalive k = read_all(s);
    assert_true(k.idle >= SKT_MILLISECONDS(1) && k.idle <= SKT_SECONDS(1));
    assert_true(k.interval > SKT_SECONDS(5) && k.interval <= SKT_SECONDS(6));
    skt_close(s);
}

static void test_keepalive__what_is_negative_is_refused_and_nothing_is_changed(void **state)
{
    (void)state;
    skt_socket s = tcp();
    bool on = true;
    assert_rc(skt_set_keepalive(s, -1, SKT_SECONDS(5), 3), SKT_EINVAL);
    assert_rc(skt_set_keepalive(s, SKT_SECONDS(30), -1, 3), SKT_EINVAL);
    assert_rc(skt_set_keepalive(s, SKT_SECONDS(30), SKT_SECONDS(5), -1), SKT_EINVAL);
    assert_ok(skt_get_bool(s, SKT_SO_KEEPALIVE, &on));
    assert_false(on);
    skt_close(s);
}

static void assert_unchanged(skt_socket s, keepalive before)
{
    keepalive after = read_all(s);
    assert_int_equal(after.on, before.on);
    assert_int_equal(after.idle, before.idle);
    assert_int_equal(after.interval, before.interval);
    assert_int_equal(after.count, before.count);
}

static void test_keepalive__what_does_not_fit_is_out_of_range_and_nothing_is_changed(void **state)
{
    (void)state;
    needs_all();
    static const struct {
        skt_duration idle, interval;
        int count;
    } rows[] = {
        {SKT_FOREVER, 0, 0},
        {0, SKT_FOREVER, 0},
        {SKT_FOREVER, SKT_SECONDS(9), 9},
        {SKT_SECONDS(40), SKT_FOREVER, 9},
        {SKT_SECONDS(INT64_C(2147483648)), 0, 0},
        {SKT_SECONDS(40), SKT_SECONDS(INT64_C(2147483647)) + 1, 9},
    };
    for (size_t i = 0; i < 2 * COUNT_OF(rows); i++) {
        skt_socket s = tcp();
        if (i % 2) assert_ok(skt_set_keepalive(s, SKT_SECONDS(30), SKT_SECONDS(5), 3));
        keepalive before = read_all(s);
        assert_int_equal(before.on, i % 2);
        assert_rc(skt_set_keepalive(s, rows[i / 2].idle, rows[i / 2].interval, rows[i / 2].count), SKT_ERANGE);
        assert_unchanged(s, before);
        skt_close(s);
    }
}

/* The kernel's own limits, which are not known before. */
static void test_keepalive__what_the_kernel_refuses_leaves_nothing_changed(void **state)
{
    (void)state;
    needs_all();
    static const struct {
        int idle, interval, count;
    } rows[] = {{32768, 0, 0},  {0, 32768, 0},  {0, 0, 128},   {40, 32768, 0},     {40, 9, 128},
                {40, 0, 32768}, {40, 32768, 5}, {32768, 9, 5}, {32768, 32768, 128}};
    if (host.system != SKT_ON_LINUX) SKIP("the limits are those of Linux");
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_socket s = tcp();
        keepalive before = read_all(s);
        assert_rc(skt_set_keepalive(s, SKT_SECONDS(rows[i].idle), SKT_SECONDS(rows[i].interval), rows[i].count),
                  SKT_EINVAL);
        assert_unchanged(s, before);
        skt_close(s);
    }
}

static void test_keepalive__on_a_socket_that_is_not_tcp_nothing_is_changed(void **state)
{
    (void)state;
    static const int sorts[][2] = {{SKT_AF_INET, SKT_SOCK_DGRAM},
                                   {SKT_AF_INET6, SKT_SOCK_DGRAM},
                                   {SKT_AF_UNIX, SKT_SOCK_STREAM},
                                   {SKT_AF_UNIX, SKT_SOCK_DGRAM}};
    static const struct {
        int idle, count;
    } rows[] = {{0, 0}, {30, 3}};
    for (size_t i = 0; i < COUNT_OF(sorts) * COUNT_OF(rows); i++) {
        skt_socket s;
        bool on = false;
        const int *sort = sorts[i / COUNT_OF(rows)];
        const int idle = rows[i % COUNT_OF(rows)].idle, count = rows[i % COUNT_OF(rows)].count;
        if (idle && !skt_option_supported(SKT_ANY(SKT_TCP_KEEPCNT))) continue;
        if (skt_open(sort[0], sort[1], 0, &s) < 0) continue;
        assert_rc(skt_set_keepalive(s, SKT_SECONDS(idle), 0, count), SKT_EOPNOTSUPP);
        if (skt_get_bool(s, SKT_SO_KEEPALIVE, &on) == 0) assert_false(on);
        skt_close(s);
    }
}

static void test_keepalive__multipath_tcp_has_it_too(void **state)
{
    (void)state;
    skt_socket s;
    bool on = false;
    int rc = skt_open(SKT_AF_INET, SKT_SOCK_STREAM, SKT_IPPROTO_MPTCP, &s);
    if (rc < 0) SKIP("multipath TCP: %s", skt_error_name(rc));
    assert_rc(skt_set_keepalive(s, 0, 0, 0), 0);
    assert_ok(skt_get_bool(s, SKT_SO_KEEPALIVE, &on));
    assert_true(on);
    skt_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_keepalive__turning_it_on_sets_all_three_numbers),
        TEST(test_keepalive__zero_leaves_a_number_as_it_is),
        TEST(test_keepalive__both_times_can_be_set),
        TEST(test_keepalive__spans_are_rounded_up),
        TEST(test_keepalive__what_is_negative_is_refused_and_nothing_is_changed),
        TEST(test_keepalive__what_does_not_fit_is_out_of_range_and_nothing_is_changed),
        TEST(test_keepalive__what_the_kernel_refuses_leaves_nothing_changed),
        TEST(test_keepalive__on_a_socket_that_is_not_tcp_nothing_is_changed),
        TEST(test_keepalive__multipath_tcp_has_it_too),
    };
    return RUN(tests);
}
