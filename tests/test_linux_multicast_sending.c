/* SPDX-License-Identifier: MIT */
/* Linux: where sent multicast leaves, how far it goes and whether it comes back. ip(7), ipv6(7). */
#include "netns.h"
#include "received.h"

#include <netinet/in.h>

/* A sender here, with a listener to the group at both ends of the cable. */
typedef struct scene {
    bool v6;
    skt_socket sender, far, near;
    skt_addr group, far_unicast, near_unicast;
} scene;

static void listen_to(skt_socket s, const scene *in, uint32_t interface_index)
{
    skt_addr here = address(in->v6 ? "[::]:0" : "0.0.0.0:0");
    const skt_membership m = {.group = in->group, .interface_index = interface_index};
    const int on = 1;
    skt_addr_set_port(&here, (uint16_t)skt_addr_port(&in->group));
    assert_ok(skt_bind(s, &here));
    assert_ok(skt_multicast_join(s, &m));
    if (in->v6)
        assert_ok(skt_set_bool(s, SKT_IPV6_RECVHOPLIMIT, true));
    else
        assert_ok(skt_set_raw(s, SKT_IPPROTO_IP, IP_RECVTTL, &on, sizeof on));
}

static scene begin(bool v6)
{
    scene s = {.v6 = v6, .group = address(v6 ? "ff05::456" : "239.4.5.6")};
    int family = v6 ? SKT_AF_INET6 : SKT_AF_INET;
    skt_addr port;
    skt_close(bound(v6 ? "[::]:0" : "0.0.0.0:0", SKT_SOCK_DGRAM, &port));
    skt_addr_set_port(&s.group, (uint16_t)skt_addr_port(&port));
    s.far_unicast = address(v6 ? "fd09::2" : "10.9.0.2");
    s.near_unicast = address(v6 ? "fd09::1" : "10.9.0.1");
    skt_addr_set_port(&s.far_unicast, (uint16_t)skt_addr_port(&port));
    skt_addr_set_port(&s.near_unicast, (uint16_t)skt_addr_port(&port));
    s.far = netns_open_far(family, SKT_SOCK_DGRAM, 0);
    assert_ok(skt_open(family, SKT_SOCK_DGRAM, 0, &s.near));
    assert_ok(skt_open(family, SKT_SOCK_DGRAM, 0, &s.sender));
    listen_to(s.far, &s, FAR_INDEX);
    listen_to(s.near, &s, NEAR_INDEX);
    return s;
}

static void end(scene *s)
{
    skt_close(s->sender);
    skt_close(s->far);
    skt_close(s->near);
}

static void send_both(scene *s)
{
    assert_int_equal(skt_sendto(s->sender, "group", 5, 0, &s->group), 5);
    assert_int_equal(skt_sendto(s->sender, "fence", 5, 0, &s->far_unicast), 5);
    assert_int_equal(skt_sendto(s->sender, "fence", 5, 0, &s->near_unicast), 5);
}

/* What was heard of send_both: the time to live of the group's packet, or -1 where it did not come. */
static int heard(scene *s, skt_socket listener)
{
    received got;
    int hops = -1;
    receive(listener, &got);
    if (memcmp(got.data, "group", 5) == 0) {
        int level = s->v6 ? IPPROTO_IPV6 : IPPROTO_IP, type = s->v6 ? IPV6_HOPLIMIT : IP_TTL;
        assert_int_equal(control_of(&got, level, type, &hops, sizeof hops), sizeof hops);
        receive(listener, &got);
    }
    assert_memory_equal(got.data, "fence", 5);
    return hops;
}

static void test_linux_multicast_sending__it_goes_one_hop_or_as_many_as_were_set(void **state)
{
    (void)state;
    NEEDS_CABLE();
    static const int64_t hops[] = {-1, 1, 5, 255};
    for (int v6 = 0; v6 < 2; v6++) {
        for (size_t i = 0; i < COUNT_OF(hops); i++) {
            scene s = begin(v6);
            assert_ok(skt_multicast_interface(s.sender, NEAR_INDEX));
            if (hops[i] > 0)
                assert_ok(skt_set_int(s.sender, v6 ? SKT_IPV6_MULTICAST_HOPS : SKT_IP_MULTICAST_TTL, hops[i]));
            send_both(&s);
            assert_int_equal(heard(&s, s.far), hops[i] > 0 ? hops[i] : 1);
            end(&s);
        }
    }
}

static void test_linux_multicast_sending__with_no_hops_it_stays_on_this_machine(void **state)
{
    (void)state;
    NEEDS_CABLE();
    for (int v6 = 0; v6 < 2; v6++) {
        scene s = begin(v6);
        assert_ok(skt_multicast_interface(s.sender, NEAR_INDEX));
        assert_ok(skt_set_int(s.sender, v6 ? SKT_IPV6_MULTICAST_HOPS : SKT_IP_MULTICAST_TTL, 0));
        send_both(&s);
        assert_int_equal(heard(&s, s.far), -1);
        assert_int_equal(heard(&s, s.near), 0);
        end(&s);
    }
}

static void test_linux_multicast_sending__it_comes_back_unless_the_loop_is_off(void **state)
{
    (void)state;
    NEEDS_CABLE();
    for (int v6 = 0; v6 < 2; v6++) {
        const skt_bool_option loop = v6 ? SKT_IPV6_MULTICAST_LOOP : SKT_IP_MULTICAST_LOOP;
        scene s = begin(v6);
        assert_ok(skt_multicast_interface(s.sender, NEAR_INDEX));
        send_both(&s);
        assert_int_not_equal(heard(&s, s.near), -1);
        assert_int_not_equal(heard(&s, s.far), -1);
        assert_ok(skt_set_bool(s.sender, loop, false));
        send_both(&s);
        assert_int_equal(heard(&s, s.near), -1);
        assert_int_not_equal(heard(&s, s.far), -1);
        assert_ok(skt_set_bool(s.sender, loop, true));
        send_both(&s);
        assert_int_not_equal(heard(&s, s.near), -1);
        end(&s);
    }
}

/* What of an IPv4 sender: without a route the interface must be named. */
static void test_linux_multicast_sending__it_leaves_by_the_interface_of_the_index(void **state)
{
    (void)state;
    NEEDS_CABLE();
    scene s = begin(false);
    assert_rc(skt_sendto(s.sender, "x", 1, 0, &s.group), SKT_ENETUNREACH);
    assert_rc(skt_multicast_interface(s.sender, NEAR_INDEX), 0);
    send_both(&s);
    assert_int_not_equal(heard(&s, s.far), -1);
    assert_int_not_equal(heard(&s, s.near), -1);
    assert_rc(skt_multicast_interface(s.sender, 0), 0);
    assert_rc(skt_sendto(s.sender, "x", 1, 0, &s.group), SKT_ENETUNREACH);
    assert_rc(skt_multicast_interface(s.sender, 4711), SKT_EADDRNOTAVAIL);
    end(&s);
}

static void test_linux_multicast_sending__it_leaves_by_the_interface_of_the_address(void **state)
{
    (void)state;
    NEEDS_CABLE();
    static const uint8_t near[4] = {10, 9, 0, 1}, lo[4] = {127, 0, 0, 1};
    scene s = begin(false);
    assert_rc(skt_set_ipv4(s.sender, SKT_IP_MULTICAST_IF, near), 0);
    send_both(&s);
    assert_int_not_equal(heard(&s, s.far), -1);
    assert_int_not_equal(heard(&s, s.near), -1);
    assert_rc(skt_set_ipv4(s.sender, SKT_IP_MULTICAST_IF, lo), 0);
    send_both(&s);
    assert_int_equal(heard(&s, s.far), -1);
    assert_int_equal(heard(&s, s.near), -1);
    end(&s);
}

static void test_linux_multicast_sending__ipv6_leaves_by_the_interface_of_the_index(void **state)
{
    (void)state;
    NEEDS_CABLE();
    scene s = begin(true);
    int64_t got = 0;
    assert_rc(skt_multicast_interface(s.sender, NEAR_INDEX), 0);
    assert_ok(skt_get_int(s.sender, SKT_IPV6_MULTICAST_IF, &got));
    assert_int_equal(got, NEAR_INDEX);
    send_both(&s);
    assert_int_not_equal(heard(&s, s.far), -1);
    assert_rc(skt_set_int(s.sender, SKT_IPV6_MULTICAST_IF, skt_interface_index("lo")), 0);
    if (skt_sendto(s.sender, "group", 5, 0, &s.group) != 5)
        assert_rc(skt_sendto(s.sender, "group", 5, 0, &s.group), SKT_ENETUNREACH);
    assert_int_equal(skt_sendto(s.sender, "fence", 5, 0, &s.far_unicast), 5);
    assert_int_equal(heard(&s, s.far), -1);
    assert_rc(skt_multicast_interface(s.sender, 4711), SKT_ENODEV);
    end(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_linux_multicast_sending__it_goes_one_hop_or_as_many_as_were_set),
        TEST(test_linux_multicast_sending__with_no_hops_it_stays_on_this_machine),
        TEST(test_linux_multicast_sending__it_comes_back_unless_the_loop_is_off),
        TEST(test_linux_multicast_sending__it_leaves_by_the_interface_of_the_index),
        TEST(test_linux_multicast_sending__it_leaves_by_the_interface_of_the_address),
        TEST(test_linux_multicast_sending__ipv6_leaves_by_the_interface_of_the_index),
    };
    return RUN_WITH(tests, netns_setup, netns_teardown);
}
