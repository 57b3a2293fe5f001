/* SPDX-License-Identifier: MIT */
/* The local address for a destination. All destinations are this machine. */
#include "support.h"

static void test_source__of_loopback_is_loopback(void **state)
{
    (void)state;
    static const struct {
        const char *to, *from;
    } rows[] = {
        {"127.0.0.1:80", "127.0.0.1:0"},
        {"127.0.0.1:0", "127.0.0.1:0"},
        {"[::1]:80", "[::1]:0"},
        {"[::1]:0", "[::1]:0"},
        {"[::ffff:127.0.0.1]:80", "[::ffff:127.0.0.1]:0"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_addr to = address(rows[i].to), wanted = address(rows[i].from), from = dirty();
        int rc = skt_source_for(&to, &from);
        if (rc < 0 && skt_addr_family(&to) == SKT_AF_INET6 && !skt_addr_is_v4_mapped(&to)) {
            printf("SKIP %s: %s\n", rows[i].to, skt_error_name(rc));
            continue;
        }
        assert_rc(rc, 0);
        assert_same(&from, &wanted);
    }
}

static void test_source__may_be_written_over_the_destination(void **state)
{
    (void)state;
    skt_addr addr = address("127.0.0.1:80"), wanted = address("127.0.0.1:0");
    assert_rc(skt_source_for(&addr, &addr), 0);
    assert_same(&addr, &wanted);
}

static void test_source__can_be_bound(void **state)
{
    (void)state;
    skt_addr to = address("127.0.0.1:80"), from, here;
    assert_rc(skt_source_for(&to, &from), 0);
    skt_close(bound_to(&from, SKT_SOCK_STREAM, &here));
}

static void test_source__is_there_for_ip_alone(void **state)
{
    (void)state;
    skt_addr rows[] = {address("unix:/a"), {.len = 0}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_addr from = dirty(), before = from;
        assert_rc(skt_source_for(&rows[i], &from), SKT_EAFNOSUPPORT);
        assert_memory_equal(&from, &before, sizeof from);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_source__of_loopback_is_loopback),
        TEST(test_source__may_be_written_over_the_destination),
        TEST(test_source__can_be_bound),
        TEST(test_source__is_there_for_ip_alone),
    };
    return RUN(tests);
}
