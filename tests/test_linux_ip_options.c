/* SPDX-License-Identifier: MIT */
/* Linux: headers of the program's own, addresses that are not here, and two families on one port. ip(7), ipv6(7). */
#include "received.h"

#include <netinet/in.h>

static void test_linux_ip_options__a_mapped_address_has_the_options_of_ipv4(void **state)
{
    (void)state;
    connection c = udp_connection("[::ffff:127.0.0.1]:0");
    received got;
    assert_ok(skt_set_bool(c.server, SKT_IP_RECVTTL, true));
    assert_ok(skt_set_int(c.client, SKT_IP_TTL, 77));
    assert_int_equal(skt_send(c.client, "x", 1, 0), 1);
    receive(c.server, &got);
    assert_int_equal(number_of(&got, ITEM_TTL), 77);
    close_both(&c);
}

static uint32_t sum_words(uint32_t sum, const uint8_t *bytes, size_t len)
{
    for (size_t i = 0; i + 1 < len; i += 2) sum += (uint32_t)bytes[i] << 8 | bytes[i + 1];
    return sum;
}

/* A UDP header and two bytes behind it; over IPv6 the checksum is not optional. */
static void put_udp(uint8_t out[10], uint16_t from, uint16_t to, const uint8_t *addresses, size_t len)
{
    const uint8_t header[10] = {
        (uint8_t)(from >> 8), (uint8_t)from, (uint8_t)(to >> 8), (uint8_t)to, 0, 10, 0, 0, 'h', 'i'};
    memcpy(out, header, sizeof header);
    uint32_t sum = sum_words(sum_words(IPPROTO_UDP + 10, addresses, len), out, sizeof header);
    while (sum >> 16) sum = (sum & 0xffff) + (sum >> 16);
    out[6] = (uint8_t)(~sum >> 8);
    out[7] = (uint8_t)~sum;
}

static void test_linux_ip_options__the_header_is_the_programs_own(void **state)
{
    (void)state;
    skt_addr here, to = address("127.0.0.1"), source = address("127.0.0.9:4711");
    skt_socket raw;
    int rc = skt_open(SKT_AF_INET, SKT_SOCK_RAW, SKT_IPPROTO_UDP, &raw);
    if (rc < 0) SKIP("raw sockets: %s", skt_error_name(rc));
    skt_socket receiver = bound("127.0.0.1:0", SKT_SOCK_DGRAM, &here);
    received got;
    uint8_t packet[30] = {0x45, 0x10, 0, 30, 0, 0, 0, 0, 77, IPPROTO_UDP, 0, 0, 127, 0, 0, 9, 127, 0, 0, 1};
    put_udp(packet + 20, 4711, (uint16_t)skt_addr_port(&here), packet + 12, 8);
    assert_ok(skt_set_bool(receiver, SKT_IP_RECVTTL, true));

    assert_ok(skt_set_bool(raw, SKT_IP_HDRINCL, true));
    assert_int_equal(skt_sendto(raw, packet, sizeof packet, 0, &to), sizeof packet);
    receive(receiver, &got);
    assert_true(skt_addr_equal(&got.from, &source));
    assert_int_equal(number_of(&got, ITEM_TTL), 77);
    assert_memory_equal(got.data, "hi", 2);

    /* Without it the same bytes but the header's come from the kernel's own address. */
    uint8_t local[8] = {127, 0, 0, 1, 127, 0, 0, 1};
    put_udp(packet + 20, 4711, (uint16_t)skt_addr_port(&here), local, sizeof local);
    assert_ok(skt_set_bool(raw, SKT_IP_HDRINCL, false));
    assert_int_equal(skt_sendto(raw, packet + 20, 10, 0, &to), 10);
    receive(receiver, &got);
    source = address("127.0.0.1:4711");
    assert_true(skt_addr_equal(&got.from, &source));
    skt_close(raw);
    skt_close(receiver);
}

static void test_linux_ip_options__the_ipv6_header_is_the_programs_own(void **state)
{
    (void)state;
    skt_addr here, to = address("::1"), source = address("[::1]:4711");
    skt_socket raw;
    int rc = skt_open(SKT_AF_INET6, SKT_SOCK_RAW, SKT_IPPROTO_UDP, &raw);
    if (rc < 0) SKIP("raw sockets: %s", skt_error_name(rc));
    skt_socket receiver = bound("[::1]:0", SKT_SOCK_DGRAM, &here);
    received got;
    uint8_t packet[50] = {0x6b, 0x80, 0, 0, 0, 10, IPPROTO_UDP, 77, [23] = 1, [39] = 1};
    put_udp(packet + 40, 4711, (uint16_t)skt_addr_port(&here), packet + 8, 32);
    assert_ok(skt_set_bool(receiver, SKT_IPV6_RECVHOPLIMIT, true));
    assert_ok(skt_set_bool(receiver, SKT_IPV6_RECVTCLASS, true));

    assert_ok(skt_set_bool(raw, SKT_IPV6_HDRINCL, true));
    assert_int_equal(skt_sendto(raw, packet, sizeof packet, 0, &to), sizeof packet);
    receive(receiver, &got);
    assert_true(skt_addr_equal(&got.from, &source));
    assert_int_equal(number_of(&got, ITEM_HOP_LIMIT), 77);
    assert_int_equal(number_of(&got, ITEM_TRAFFIC_CLASS), 0xb8);
    assert_memory_equal(got.data, "hi", 2);
    skt_close(raw);
    skt_close(receiver);
}

static void test_linux_ip_options__an_address_that_is_not_here_is_bound_if_allowed(void **state)
{
    (void)state;
    const struct {
        skt_bool_option key;
        const char *where;
    } rows[] = {{SKT_IP_FREEBIND, "198.51.100.7:0"},
                {SKT_IP_TRANSPARENT, "198.51.100.7:0"},
                {SKT_IPV6_FREEBIND, "[2001:db8:77::7]:0"},
                {SKT_IPV6_TRANSPARENT, "[2001:db8:77::7]:0"}};
    bool refused = false;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_addr wanted = address(rows[i].where), got;
        skt_socket s;
        assert_ok(skt_open(skt_addr_family(&wanted), SKT_SOCK_DGRAM, 0, &s));
        assert_rc(skt_bind(s, &wanted), SKT_EADDRNOTAVAIL);
        int rc = skt_set_bool(s, rows[i].key, true);
        if (rc == SKT_EPERM) {
            refused = true;
        } else {
            assert_rc(rc, 0);
            assert_rc(skt_bind(s, &wanted), 0);
            assert_ok(skt_local_address(s, &got));
            skt_addr_set_port(&got, 0);
            assert_true(skt_addr_equal(&got, &wanted));
        }
        skt_close(s);
    }
    if (refused) SKIP("IP_TRANSPARENT and IPV6_TRANSPARENT: EPERM; the others hold");
}

static void test_linux_ip_options__an_ipv6_socket_takes_ipv4_unless_it_is_v6only(void **state)
{
    (void)state;
    for (int only = 0; only < 2; only++) {
        skt_addr v4;
        skt_socket six = v6_listener(only, &v4), four, client;
        assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &client));
        assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &four));
        assert_rc(skt_bind(four, &v4), only ? 0 : SKT_EADDRINUSE);
        assert_rc(skt_connect(client, &v4), only ? SKT_ECONNREFUSED : 0);
        assert_rc(skt_set_bool(six, SKT_IPV6_V6ONLY, !only), SKT_EINVAL);
        skt_close(six);
        skt_close(four);
        skt_close(client);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_linux_ip_options__a_mapped_address_has_the_options_of_ipv4),
        TEST(test_linux_ip_options__the_header_is_the_programs_own),
        TEST(test_linux_ip_options__the_ipv6_header_is_the_programs_own),
        TEST(test_linux_ip_options__an_address_that_is_not_here_is_bound_if_allowed),
        TEST(test_linux_ip_options__an_ipv6_socket_takes_ipv4_unless_it_is_v6only),
    };
    return RUN(tests);
}
