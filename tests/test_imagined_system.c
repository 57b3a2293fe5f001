/* SPDX-License-Identifier: MIT */
/* What the library makes of tables that are not those of Linux: imagined_system.c. */
#include "sorts.h"

#include <netinet/in.h>

static void test_imagined_system__what_has_no_row_is_unsupported(void **state)
{
    (void)state;
    skt_socket s = opened(TCP);
    skt_filter all = {.code = 6, .k = UINT32_MAX};
    skt_addr told;
    bool truth;
    int64_t number;
    skt_linger linger;
    char text[16];
    uint8_t ip[4] = {0};
    assert_rc(skt_set_bool(s, SKT_TCP_NODELAY, true), SKT_EUNSUPPORTED);
    assert_rc(skt_get_bool(s, SKT_TCP_NODELAY, &truth), SKT_EUNSUPPORTED);
    assert_rc(skt_set_int(s, SKT_SO_RCVBUF, 1), SKT_EUNSUPPORTED);
    assert_rc(skt_get_int(s, SKT_SO_RCVBUF, &number), SKT_EUNSUPPORTED);
    assert_rc(skt_set_duration(s, SKT_SO_RCVTIMEO, -1), SKT_EUNSUPPORTED);
    assert_rc(skt_get_duration(s, SKT_SO_RCVTIMEO, &number), SKT_EUNSUPPORTED);
    assert_rc(skt_set_linger(s, SKT_SO_LINGER, (skt_linger){.on = true, .time = -1}), SKT_EUNSUPPORTED);
    assert_rc(skt_get_linger(s, SKT_SO_LINGER, &linger), SKT_EUNSUPPORTED);
    assert_rc(skt_set_name(s, SKT_TCP_CONGESTION, "reno"), SKT_EUNSUPPORTED);
    assert_rc(skt_get_name(s, SKT_TCP_CONGESTION, text, sizeof text), SKT_EUNSUPPORTED);
    assert_rc(skt_set_ipv4(s, SKT_IP_MULTICAST_IF, ip), SKT_EUNSUPPORTED);
    assert_rc(skt_get_ipv4(s, SKT_IP_MULTICAST_IF, ip), SKT_EUNSUPPORTED);
    assert_rc(skt_attach_filter(s, &all, 1), SKT_EUNSUPPORTED);
    assert_rc(skt_detach_filter(s), SKT_EUNSUPPORTED);
    assert_rc(skt_original_destination(s, &told), SKT_EUNSUPPORTED);
    skt_close(s);
}

static void test_imagined_system__a_number_of_one_byte_has_its_range(void **state)
{
    (void)state;
    skt_socket s = opened(UDP);
    int64_t got = -1;
    bool loop = true;
    assert_rc(skt_set_int(s, SKT_IP_MULTICAST_TTL, 255), 0);
    assert_rc(skt_get_int(s, SKT_IP_MULTICAST_TTL, &got), 0);
    assert_int_equal(got, 255);
    assert_rc(skt_set_int(s, SKT_IP_MULTICAST_TTL, 256), SKT_ERANGE);
    assert_rc(skt_set_int(s, SKT_IP_MULTICAST_TTL, -1), SKT_ERANGE);
    assert_rc(skt_set_bool(s, SKT_IP_MULTICAST_LOOP, false), 0);
    assert_rc(skt_get_bool(s, SKT_IP_MULTICAST_LOOP, &loop), 0);
    assert_false(loop);
    assert_rc(skt_set_bool(s, SKT_IP_MULTICAST_LOOP, true), 0);
    assert_rc(skt_get_bool(s, SKT_IP_MULTICAST_LOOP, &loop), 0);
    assert_true(loop);
    skt_close(s);
}

static void test_imagined_system__a_number_in_network_order_is_turned_round_both_ways(void **state)
{
    (void)state;
    skt_socket s = opened(UDP);
    uint8_t stored[4] = {0};
    size_t len = sizeof stored;
    int64_t got = -1;
    const int so_incoming_cpu = 49;
    assert_rc(skt_set_int(s, SKT_DCCP_SOCKOPT_SERVICE, 0x01020384), 0);
    assert_ok(skt_get_raw(s, SKT_SOL_SOCKET, so_incoming_cpu, stored, &len));
    assert_memory_equal(stored, "\x01\x02\x03\x84", 4);
    assert_rc(skt_get_int(s, SKT_DCCP_SOCKOPT_SERVICE, &got), 0);
    assert_int_equal(got, 0x01020384);
    assert_rc(skt_set_int(s, SKT_DCCP_SOCKOPT_SERVICE, -1), SKT_ERANGE);
    assert_rc(skt_set_int(s, SKT_DCCP_SOCKOPT_SERVICE, (int64_t)UINT32_MAX + 1), SKT_ERANGE);
    skt_close(s);
}

static void test_imagined_system__bytes_are_written_as_hex(void **state)
{
    (void)state;
    skt_socket s = opened(UDP);
    skt_option set = SKT_ANY(SKT_DCCP_SOCKOPT_CCID), get = SKT_ANY(SKT_DCCP_SOCKOPT_AVAILABLE_CCIDS);
    char text[16];
    uint8_t bytes[3] = {0};
    size_t len = sizeof bytes;
    assert_rc(skt_option_set_text(s, set, "7f000001"), 0);
    assert_int_equal(skt_option_get_text(s, get, text, sizeof text), 8);
    assert_string_equal(text, "7f000001");
    assert_rc(skt_option_set_text(s, set, "7F000001"), 0);
    assert_int_equal(skt_option_get_text(s, get, text, 5), 8);
    assert_string_equal(text, "7f00");
    assert_rc(skt_get_bytes(s, SKT_DCCP_SOCKOPT_AVAILABLE_CCIDS, bytes, &len), 0);
    assert_int_equal(len, 3);
    assert_memory_equal(bytes, "\x7f\0\0", 3);
    skt_close(s);
}

static void test_imagined_system__a_span_has_the_unit_of_the_row(void **state)
{
    (void)state;
    skt_socket s = opened(TCP);
    skt_duration got = -1;
    assert_rc(skt_set_duration(s, SKT_TCP_KEEPIDLE, SKT_MICROSECONDS(1500)), 0);
    assert_rc(skt_get_duration(s, SKT_TCP_KEEPIDLE, &got), 0);
    assert_int_equal(got, SKT_MILLISECONDS(2));
    assert_rc(skt_set_duration(s, SKT_TCP_KEEPIDLE, SKT_MILLISECONDS(UINT32_MAX) + 1), SKT_ERANGE);
    assert_rc(skt_set_duration(s, SKT_TCP_KEEPIDLE, SKT_FOREVER), SKT_ERANGE);
    assert_rc(skt_set_duration(s, SKT_TCP_KEEPIDLE, 0), 0);
    assert_rc(skt_get_duration(s, SKT_TCP_KEEPIDLE, &got), 0);
    assert_int_equal(got, 0);
    skt_close(s);
}

static void test_imagined_system__keepalive_that_lacks_a_number_changes_nothing_when_asked_for_it(void **state)
{
    (void)state;
    skt_socket s = opened(TCP);
    bool on = true;
    assert_rc(skt_set_keepalive(s, SKT_SECONDS(30), SKT_SECONDS(5), 0), SKT_EUNSUPPORTED);
    assert_rc(skt_set_keepalive(s, SKT_SECONDS(30), 0, 3), SKT_EUNSUPPORTED);
    assert_ok(skt_get_bool(s, SKT_SO_KEEPALIVE, &on));
    assert_false(on);
    assert_rc(skt_set_keepalive(s, SKT_SECONDS(30), 0, 0), 0);
    assert_ok(skt_get_bool(s, SKT_SO_KEEPALIVE, &on));
    assert_true(on);
    skt_close(s);
}

static void test_imagined_system__a_device_is_an_index_per_ip_version(void **state)
{
    (void)state;
    const sort kinds[] = {UDP6, UDP};
    int lo = skt_interface_index("lo");
    assert_ok(lo);
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        skt_socket s = opened(kinds[i]);
        char text[SKT_INTERFACE_NAME_MAX] = "?";
        int64_t index = -1;
        assert_int_equal(skt_device(s, text, sizeof text), 0);
        assert_string_equal(text, "");
        assert_rc(skt_bind_device(s, "lo"), 0);
        assert_int_equal(skt_device_index(s), lo);
        assert_int_equal(skt_device(s, text, sizeof text), 2);
        assert_string_equal(text, "lo");
        assert_ok(skt_get_int(s, kinds[i] == UDP ? SKT_IP_BOUND_IF : SKT_IPV6_BOUND_IF, &index));
        assert_int_equal(index, lo);
        assert_rc(skt_bind_device(s, "nosuch0"), SKT_ENODEV);
        int rc = skt_bind_device(s, NULL);
        if (rc == SKT_EPERM) SKIP("to unbind: %s", skt_error_name(rc));
        assert_rc(rc, 0);
        assert_int_equal(skt_device_index(s), 0);
        skt_close(s);
    }
}

static void test_imagined_system__a_socket_that_is_not_ip_has_no_device(void **state)
{
    (void)state;
    skt_socket s = opened(UNIX);
    char text[SKT_INTERFACE_NAME_MAX];
    assert_rc(skt_bind_device(s, "lo"), SKT_EAFNOSUPPORT);
    assert_rc(skt_bind_device_index(s, 1), SKT_EAFNOSUPPORT);
    assert_rc(skt_device(s, text, sizeof text), SKT_EAFNOSUPPORT);
    assert_rc(skt_device_index(s), SKT_EAFNOSUPPORT);
    skt_close(s);
    assert_rc(skt_bind_device(SKT_INVALID_SOCKET, NULL), SKT_EBADF);
    assert_rc(skt_device(SKT_INVALID_SOCKET, text, sizeof text), SKT_EBADF);
}

static void test_imagined_system__a_membership_without_a_form_is_unsupported(void **state)
{
    (void)state;
    skt_socket s = opened(UDP), s6 = opened(UDP6);
    skt_membership m = {.group = address("239.1.2.3"), .interface_address = address("127.0.0.1")};
    assert_rc(skt_multicast_join(s, &m), 0);
    assert_rc(skt_multicast_leave(s, &m), 0);
    m.source = address("127.0.0.1");
    assert_rc(skt_multicast_join(s, &m), SKT_EUNSUPPORTED);
    assert_rc(skt_multicast_block(s, &m), SKT_EUNSUPPORTED);
    m = (skt_membership){.group = address("239.1.2.3"), .interface_index = 1};
    assert_rc(skt_multicast_join(s, &m), SKT_EUNSUPPORTED);
    m = (skt_membership){.group = address("ff05::1"), .interface_index = 1};
    assert_rc(skt_multicast_join(s6, &m), SKT_EUNSUPPORTED);
    skt_close(s);
    skt_close(s6);
}

static void test_imagined_system__what_can_only_be_switched_off_is_set_by_an_empty_value(void **state)
{
    (void)state;
    skt_socket s = opened(UDP);
    int stored = 1;
    size_t len = sizeof stored;
    bool truth;
    assert_ok(skt_set_raw(s, SKT_IPPROTO_IP, IP_RECVTOS, &stored, sizeof stored));
    assert_rc(skt_option_probe(s, SKT_ANY(SKT_SO_PEERCRED_HANDSHAKE)), 0);
    assert_rc(skt_set_bool(s, SKT_SO_PEERCRED_HANDSHAKE, true), SKT_EINVAL);
    assert_rc(skt_get_bool(s, SKT_SO_PEERCRED_HANDSHAKE, &truth), SKT_EUNSUPPORTED);
    assert_ok(skt_get_raw(s, SKT_IPPROTO_IP, IP_RECVTOS, &stored, &len));
    assert_int_equal(stored, 1);
    assert_rc(skt_set_bool(s, SKT_SO_PEERCRED_HANDSHAKE, false), 0);
    assert_ok(skt_get_raw(s, SKT_IPPROTO_IP, IP_RECVTOS, &stored, &len));
    assert_int_equal(stored, 0);
    skt_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_imagined_system__what_has_no_row_is_unsupported),
        TEST(test_imagined_system__a_number_of_one_byte_has_its_range),
        TEST(test_imagined_system__a_number_in_network_order_is_turned_round_both_ways),
        TEST(test_imagined_system__bytes_are_written_as_hex),
        TEST(test_imagined_system__a_span_has_the_unit_of_the_row),
        TEST(test_imagined_system__keepalive_that_lacks_a_number_changes_nothing_when_asked_for_it),
        TEST(test_imagined_system__a_device_is_an_index_per_ip_version),
        TEST(test_imagined_system__a_socket_that_is_not_ip_has_no_device),
        TEST(test_imagined_system__a_membership_without_a_form_is_unsupported),
        TEST(test_imagined_system__what_can_only_be_switched_off_is_set_by_an_empty_value),
    };
    return RUN(tests);
}
