/* SPDX-License-Identifier: MIT */
/* Group membership: what is refused, and a group on the loopback interface. */
#include "support.h"

typedef int (*verb)(skt_socket, const skt_membership *);

static const verb verbs[] = {skt_multicast_join, skt_multicast_leave, skt_multicast_block, skt_multicast_unblock};

/* Wine takes the interface of an IPv4 group by its address only, and no source of RFC 3678's form. Then that is said. */
static bool is_wines_lack(int rc, const skt_membership *m)
{
    if (rc >= 0 || !under_wine() || m->interface_index == 0) return false;
    char group[SKT_ADDR_TEXT_MAX];
    skt_addr_format(&m->group, group, sizeof group);
    printf("SKIP the group %s by the interface's index: Wine: %s\n", group, skt_error_name(rc));
    return true;
}

static skt_addr maybe(const char *text)
{
    return text ? address(text) : (skt_addr){.len = 0};
}

static skt_socket datagram(int family)
{
    skt_socket s;
    assert_ok(skt_open(family, SKT_SOCK_DGRAM, 0, &s));
    return s;
}

static void test_multicast__a_membership_that_contradicts_itself_is_refused_before_any_call(void **state)
{
    (void)state;
    static const struct {
        const char *group, *source, *by_address;
        uint32_t index;
        int rc;
    } rows[] = {
        {NULL, NULL, NULL, 0, SKT_EAFNOSUPPORT},
        {"unix:/x", NULL, NULL, 0, SKT_EAFNOSUPPORT},
        {"239.1.2.3", "::1", NULL, 0, SKT_EAFNOSUPPORT},
        {"ff05::123", "127.0.0.1", NULL, 1, SKT_EAFNOSUPPORT},
        {"239.1.2.3", "unix:/x", NULL, 0, SKT_EAFNOSUPPORT},
        {"239.1.2.3", NULL, "::1", 0, SKT_EAFNOSUPPORT},
        {"ff05::123", NULL, "127.0.0.1", 0, SKT_EAFNOSUPPORT},
        {"ff05::123", NULL, "::1", 0, SKT_EAFNOSUPPORT},
        {"239.1.2.3", NULL, "127.0.0.1", 1, SKT_EINVAL},
        {"ff02::1234%5", NULL, NULL, 6, SKT_EINVAL},
        {"ff05::123%5", NULL, NULL, 6, SKT_EINVAL},
        {"ff02::1234%5", "fe80::1", NULL, 6, SKT_EINVAL},
        {"ff02::1234%5", "fe80::1%6", NULL, 0, SKT_EINVAL},
        {"ff02::1234%5", "fe80::1%6", NULL, 5, SKT_EINVAL},
        {"ff02::1234%5", "fe80::1%5", NULL, 6, SKT_EINVAL},
        {"ff02::1234", "fe80::1%5", NULL, 6, SKT_EINVAL},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const skt_membership m = {.group = maybe(rows[i].group),
                                  .source = maybe(rows[i].source),
                                  .interface_address = maybe(rows[i].by_address),
                                  .interface_index = rows[i].index};
        for (size_t j = 0; j < COUNT_OF(verbs); j++) assert_rc(verbs[j](SKT_INVALID_SOCKET, &m), rows[i].rc);
    }
}

static void test_multicast__silencing_needs_a_source(void **state)
{
    (void)state;
    static const char *const groups[] = {"239.1.2.3", "ff05::123"};
    for (size_t i = 0; i < COUNT_OF(groups); i++) {
        const skt_membership m = {.group = address(groups[i]), .interface_index = 1};
        assert_rc(skt_multicast_block(SKT_INVALID_SOCKET, &m), SKT_EINVAL);
        assert_rc(skt_multicast_unblock(SKT_INVALID_SOCKET, &m), SKT_EINVAL);
    }
}

static void test_multicast__an_address_that_is_no_group_is_refused(void **state)
{
    (void)state;
    skt_socket s = datagram(SKT_AF_INET), s6 = datagram(SKT_AF_INET6);
    skt_membership m = {.group = address("127.0.0.1"), .interface_address = address("127.0.0.1")};
    assert_true(skt_multicast_join(s, &m) < 0);
    m = (skt_membership){.group = address("::1"), .interface_index = 1};
    assert_true(skt_multicast_join(s6, &m) < 0);
    skt_close(s);
    skt_close(s6);
}

static void test_multicast__an_interface_that_is_not_there_is_refused(void **state)
{
    (void)state;
    const uint32_t nowhere = INT32_MAX;
    skt_socket s = datagram(SKT_AF_INET), s6 = datagram(SKT_AF_INET6);
    skt_membership m = {.group = address("239.1.2.3"), .interface_index = nowhere};
    assert_true(skt_multicast_join(s, &m) < 0);
    m = (skt_membership){.group = address("239.1.2.3"), .interface_address = address("198.51.100.7")};
    assert_true(skt_multicast_join(s, &m) < 0);
    m = (skt_membership){.group = address("ff05::123"), .interface_index = nowhere};
    assert_true(skt_multicast_join(s6, &m) < 0);
    assert_true(skt_multicast_interface(s, nowhere) < 0);
    assert_true(skt_multicast_interface(s6, nowhere) < 0);
    skt_close(s);
    skt_close(s6);
}

static void test_multicast__joining_twice_and_leaving_what_was_not_joined_is_refused(void **state)
{
    (void)state;
    int lo = loopback_index();
    static const struct {
        const char *group, *source, *by_address;
        int family;
        bool by_index;
    } rows[] = {
        {"239.1.2.3", NULL, "127.0.0.1", SKT_AF_INET, false},
        {"239.1.2.3", NULL, NULL, SKT_AF_INET, true},
        {"ff05::123", NULL, NULL, SKT_AF_INET6, true},
        {"239.1.2.3", "127.0.0.2", "127.0.0.1", SKT_AF_INET, false},
        {"239.1.2.3", "127.0.0.2", NULL, SKT_AF_INET, true},
        {"ff05::123", "::1", NULL, SKT_AF_INET6, true},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const skt_membership m = {.group = address(rows[i].group),
                                  .source = maybe(rows[i].source),
                                  .interface_address = maybe(rows[i].by_address),
                                  .interface_index = rows[i].by_index ? (uint32_t)lo : 0};
        skt_socket s = datagram(rows[i].family);
        int left = skt_multicast_leave(s, &m);
        if (left == SKT_EUNSUPPORTED || (left == SKT_ENOPROTOOPT && is_wines_lack(left, &m))) {
            skt_close(s);
            continue;
        }
        assert_true(left == SKT_EADDRNOTAVAIL || left == SKT_EINVAL);
        int joined = skt_multicast_join(s, &m);
        if (is_wines_lack(joined, &m)) {
            skt_close(s);
            continue;
        }
        assert_rc(joined, 0);
        int again = skt_multicast_join(s, &m);
        assert_true(again == SKT_EADDRINUSE || again == SKT_EADDRNOTAVAIL || (again == SKT_EINVAL && under_wine()));
        assert_rc(skt_multicast_leave(s, &m), 0);
        assert_rc(skt_multicast_leave(s, &m), left);
        skt_close(s);
    }
}

static void test_multicast__a_group_on_loopback_is_heard(void **state)
{
    (void)state;
    int lo = loopback_index();
    for (int by_index = 0; by_index < 2; by_index++) {
        skt_addr here = address("0.0.0.0:0"), to = address("239.1.2.3");
        skt_socket receiver = datagram(SKT_AF_INET), sender = datagram(SKT_AF_INET);
        skt_membership m = {.group = to};
        char byte = 0;
        if (by_index)
            m.interface_index = (uint32_t)lo;
        else
            m.interface_address = address("127.0.0.1");
        assert_ok(skt_bind(receiver, &here));
        assert_ok(skt_local_address(receiver, &here));
        skt_addr_set_port(&to, (uint16_t)skt_addr_port(&here));
        assert_ok(skt_set_duration(receiver, SKT_SO_RCVTIMEO, SKT_SECONDS(20)));
        int joined = skt_multicast_join(receiver, &m);
        if (!is_wines_lack(joined, &m)) assert_rc(joined, 0);
        if (joined < 0) continue;
        if (by_index)
            assert_rc(skt_multicast_interface(sender, (uint32_t)lo), 0);
        else
            assert_rc(skt_set_ipv4(sender, SKT_IP_MULTICAST_IF, (const uint8_t[]){127, 0, 0, 1}), 0);
        assert_int_equal(skt_sendto(sender, "x", 1, 0, &to), 1);
        assert_int_equal(skt_recv(receiver, &byte, 1, 0), 1);
        assert_int_equal(byte, 'x');
        skt_close(receiver);
        skt_close(sender);
    }
}

static void test_multicast__the_interface_of_ipv6_is_read_by_its_index(void **state)
{
    (void)state;
    int lo = loopback_index();
    skt_socket s = datagram(SKT_AF_INET6);
    int64_t got = -1;
    assert_rc(skt_multicast_interface(s, (uint32_t)lo), 0);
    assert_ok(skt_get_int(s, SKT_IPV6_MULTICAST_IF, &got));
    assert_int_equal(got, lo);
    assert_rc(skt_multicast_interface(s, 0), 0);
    assert_ok(skt_get_int(s, SKT_IPV6_MULTICAST_IF, &got));
    assert_int_equal(got, 0);
    skt_close(s);
}

static void test_multicast__an_index_beyond_the_systems_is_out_of_range(void **state)
{
    (void)state;
    skt_socket s = datagram(SKT_AF_INET), s6 = datagram(SKT_AF_INET6);
    assert_rc(skt_multicast_interface(s, (uint32_t)INT32_MAX + 1), SKT_ERANGE);
    assert_rc(skt_multicast_interface(s6, (uint32_t)INT32_MAX + 1), SKT_ERANGE);
    assert_rc(skt_multicast_interface(s, UINT32_MAX), SKT_ERANGE);
    skt_close(s);
    skt_close(s6);
}

static void test_multicast__a_unix_socket_has_no_groups(void **state)
{
    (void)state;
    NEEDS_UNIX();
    skt_socket s;
    const skt_membership m = {.group = address("239.1.2.3"), .interface_address = address("127.0.0.1")};
    assert_ok(skt_open(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, &s));
    assert_rc(skt_multicast_interface(s, 1), SKT_EAFNOSUPPORT);
    assert_true(skt_multicast_join(s, &m) < 0);
    skt_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_multicast__a_membership_that_contradicts_itself_is_refused_before_any_call),
        TEST(test_multicast__silencing_needs_a_source),
        TEST(test_multicast__an_address_that_is_no_group_is_refused),
        TEST(test_multicast__an_interface_that_is_not_there_is_refused),
        TEST(test_multicast__joining_twice_and_leaving_what_was_not_joined_is_refused),
        TEST(test_multicast__a_group_on_loopback_is_heard),
        TEST(test_multicast__the_interface_of_ipv6_is_read_by_its_index),
        TEST(test_multicast__an_index_beyond_the_systems_is_out_of_range),
        TEST(test_multicast__a_unix_socket_has_no_groups),
    };
    return RUN(tests);
}
