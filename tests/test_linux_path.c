/* SPDX-License-Identifier: MIT */
/* Linux: the way that packets take, and how large they may be on it. The cable carries 1500 bytes. ip(7), ipv6(7). */
#include "netns.h"
#include "received.h"

enum { MTU = 1500, LONG = 1900 };

/* Both families, with the options that are the same for either. */
typedef struct way {
    const char *here, *there;
    skt_int_option unicast_if, mtu_discover, mtu;
} way;

static way way_of(int v6)
{
    const way ways[] = {
        {"10.9.0.1:0", "10.9.0.2:0", SKT_IP_UNICAST_IF, SKT_IP_MTU_DISCOVER, SKT_IP_MTU},
        {"[fd09::1]:0", "[fd09::2]:0", SKT_IPV6_UNICAST_IF, SKT_IPV6_MTU_DISCOVER, SKT_IPV6_MTU},
    };
    return ways[v6];
}

/* A sender here and a receiver at the far end of the cable, whose address goes to *to. */
static connection open_way(const way *w, skt_addr *to)
{
    connection c;
    *to = address(w->there);
    assert_ok(skt_open(skt_addr_family(to), SKT_SOCK_DGRAM, 0, &c.client));
    c.server = netns_open_far(skt_addr_family(to), SKT_SOCK_DGRAM, 0);
    assert_ok(skt_bind(c.server, to));
    assert_ok(skt_local_address(c.server, to));
    return c;
}

static skt_ssize send_long(skt_socket s, const skt_addr *to)
{
    static const char bytes[LONG];
    return skt_sendto(s, bytes, sizeof bytes, 0, to);
}

static void expect_long(skt_socket s)
{
    received got;
    receive(s, &got);
    assert_int_equal(got.len, LONG);
}

static void test_linux_path__more_than_the_path_carries_is_cut_unless_that_is_forbidden(void **state)
{
    (void)state;
    NEEDS_CABLE();
    for (int v6 = 0; v6 < 2; v6++) {
        const way w = way_of(v6);
        skt_addr to;
        connection c = open_way(&w, &to);
        assert_rc(skt_set_int(c.client, w.mtu_discover, SKT_IP_PMTUDISC_DONT), 0);
        assert_int_equal(send_long(c.client, &to), LONG);
        expect_long(c.server);
        assert_rc(skt_set_int(c.client, w.mtu_discover, SKT_IP_PMTUDISC_DO), 0);
        assert_rc(send_long(c.client, &to), SKT_EMSGSIZE);
        assert_rc(skt_set_int(c.client, w.mtu_discover, SKT_IP_PMTUDISC_WANT), 0);
        assert_int_equal(send_long(c.client, &to), LONG);
        expect_long(c.server);
        close_both(&c);
    }
}

static void test_linux_path__ipv6_is_not_cut_where_that_is_off(void **state)
{
    (void)state;
    NEEDS_CABLE();
    const way w = way_of(1);
    skt_addr to;
    connection c = open_way(&w, &to);
    assert_rc(skt_set_bool(c.client, SKT_IPV6_DONTFRAG, true), 0);
    assert_rc(send_long(c.client, &to), SKT_EMSGSIZE);
    assert_rc(skt_set_bool(c.client, SKT_IPV6_DONTFRAG, false), 0);
    assert_int_equal(send_long(c.client, &to), LONG);
    expect_long(c.server);
    close_both(&c);
}

static void test_linux_path__what_the_path_carries_is_told_of_a_connection(void **state)
{
    (void)state;
    NEEDS_CABLE();
    for (int v6 = 0; v6 < 2; v6++) {
        const way w = way_of(v6);
        skt_addr to;
        connection c = open_way(&w, &to);
        int64_t mtu = 0;
        assert_rc(skt_get_int(c.client, w.mtu, &mtu), SKT_ENOTCONN);
        assert_ok(skt_connect(c.client, &to));
        assert_rc(skt_get_int(c.client, w.mtu, &mtu), 0);
        assert_int_equal(mtu, MTU);
        close_both(&c);
    }
}

static void test_linux_path__packets_leave_by_that_interface_only(void **state)
{
    (void)state;
    NEEDS_CABLE();
    for (int v6 = 0; v6 < 2; v6++) {
        const way w = way_of(v6);
        skt_addr to;
        connection c = open_way(&w, &to);
        received got;
        assert_rc(skt_set_int(c.client, w.unicast_if, loopback_index()), 0);
        skt_sendto(c.client, "lost.", 5, 0, &to);
        assert_rc(skt_set_int(c.client, w.unicast_if, NEAR_INDEX), 0);
        assert_int_equal(skt_sendto(c.client, "sent.", 5, 0, &to), 5);
        receive(c.server, &got);
        assert_memory_equal(got.data, "sent.", 5);
        close_both(&c);
    }
}

static void test_linux_path__where_a_datagram_came_in_is_told(void **state)
{
    (void)state;
    NEEDS_CABLE();
    for (int v6 = 0; v6 < 2; v6++) {
        const way w = way_of(v6);
        skt_addr any, to = address(w.here), told;
        int family = skt_addr_family(&to);
        skt_socket receiver = bound(v6 ? "[::]:0" : "0.0.0.0:0", SKT_SOCK_DGRAM, &any);
        skt_socket sender = netns_open_far(family, SKT_SOCK_DGRAM, 0);
        received got;
        uint32_t index = 0;
        assert_ok(skt_addr_set_port(&to, (uint16_t)skt_addr_port(&any)));
        assert_rc(skt_set_bool(receiver, v6 ? SKT_IPV6_RECVPKTINFO : SKT_IP_PKTINFO, true), 0);
        assert_int_equal(skt_sendto(sender, "x", 1, 0, &to), 1);
        receive(receiver, &got);
        assert_true(destination_of(&got, family, &told, &index));
        assert_int_equal(index, NEAR_INDEX);
        assert_ok(skt_addr_set_port(&to, 0));
        assert_true(skt_addr_equal(&told, &to));
        skt_close(receiver);
        skt_close(sender);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_linux_path__more_than_the_path_carries_is_cut_unless_that_is_forbidden),
        TEST(test_linux_path__ipv6_is_not_cut_where_that_is_off),
        TEST(test_linux_path__what_the_path_carries_is_told_of_a_connection),
        TEST(test_linux_path__packets_leave_by_that_interface_only),
        TEST(test_linux_path__where_a_datagram_came_in_is_told),
    };
    return RUN_WITH(tests, netns_setup, netns_teardown);
}
