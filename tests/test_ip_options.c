/* SPDX-License-Identifier: MIT */
/* Linux: what the options of IPv4 and IPv6 write into packets, and which addresses they let be bound. ip(7), ipv6(7). */
#include "received.h"

#include <netinet/in.h>

/* Options without a key here. */
enum { RECVTTL = IP_RECVTTL };

typedef struct field_row {
    const char *where;
    int64_t value; /* to be set, or -2 for none */
    int64_t arrives;
} field_row;

/* Sends a byte to itself with the option set, and returns the number that came with it; -1 for none. */
static int64_t field(const char *where, skt_int_option key, int64_t value, int level, int item)
{
    connection c = udp_connection(where);
    received got;
    union {
        int wide;
        uint8_t byte;
    } number = {.wide = 0};
    const int on = 1;
    if (item == IP_TTL && level == IPPROTO_IP)
        assert_ok(skt_set_raw(c.server, IPPROTO_IP, RECVTTL, &on, sizeof on));
    else if (level == IPPROTO_IP)
        assert_ok(skt_set_bool(c.server, SKT_IP_RECVTOS, true));
    else
        assert_ok(skt_set_bool(c.server, item == IPV6_TCLASS ? SKT_IPV6_RECVTCLASS : SKT_IPV6_RECVHOPLIMIT, true));
    if (value != -2) assert_ok(skt_set_int(c.client, key, value));
    assert_int_equal(skt_send(c.client, "x", 1, 0), 1);
    receive(c.server, &got);
    int len = control_of(&got, level, item, &number, sizeof number);
    close_both(&c);
    if (len < 0) return -1;
    return len == 1 ? number.byte : number.wide;
}

static void check_fields(const field_row *rows, size_t count, skt_int_option key, int level, int item)
{
    for (size_t i = 0; i < count; i++) {
        int64_t got = field(rows[i].where, key, rows[i].value, level, item);
        if (got != rows[i].arrives) fail_msg("row %zu: %d", i, (int)got);
    }
}

static void test_ip_options__the_time_to_live_is_in_the_packet(void **state)
{
    (void)state;
    static const field_row rows[] = {{"127.0.0.1:0", 1, 1}, {"127.0.0.1:0", 77, 77}, {"127.0.0.1:0", 255, 255}};
    check_fields(rows, COUNT_OF(rows), SKT_IP_TTL, IPPROTO_IP, IP_TTL);
    assert_int_equal(field("127.0.0.1:0", SKT_IP_TTL, -1, IPPROTO_IP, IP_TTL),
                     field("127.0.0.1:0", SKT_IP_TTL, -2, IPPROTO_IP, IP_TTL));
}

static void test_ip_options__the_type_of_service_is_in_the_packet(void **state)
{
    (void)state;
    static const field_row rows[] = {
        {"127.0.0.1:0", -2, 0}, {"127.0.0.1:0", 0xb8, 0xb8}, {"127.0.0.1:0", 0x02, 0x02}, {"127.0.0.1:0", 0xff, 0xff}};
    check_fields(rows, COUNT_OF(rows), SKT_IP_TOS, IPPROTO_IP, IP_TOS);
}

static void test_ip_options__the_hop_limit_is_in_the_packet(void **state)
{
    (void)state;
    static const field_row rows[] = {{"[::1]:0", 1, 1}, {"[::1]:0", 77, 77}, {"[::1]:0", 255, 255}};
    check_fields(rows, COUNT_OF(rows), SKT_IPV6_UNICAST_HOPS, IPPROTO_IPV6, IPV6_HOPLIMIT);
    assert_int_equal(field("[::1]:0", SKT_IPV6_UNICAST_HOPS, -1, IPPROTO_IPV6, IPV6_HOPLIMIT),
                     field("[::1]:0", SKT_IPV6_UNICAST_HOPS, -2, IPPROTO_IPV6, IPV6_HOPLIMIT));
}

static void test_ip_options__the_traffic_class_is_in_the_packet(void **state)
{
    (void)state;
    static const field_row rows[] = {
        {"[::1]:0", -2, 0}, {"[::1]:0", 0xb8, 0xb8}, {"[::1]:0", 0x02, 0x02}, {"[::1]:0", 0xff, 0xff}};
    check_fields(rows, COUNT_OF(rows), SKT_IPV6_TCLASS, IPPROTO_IPV6, IPV6_TCLASS);
}

static void test_ip_options__a_mapped_address_has_the_options_of_ipv4(void **state)
{
    (void)state;
    static const field_row rows[] = {{"[::ffff:127.0.0.1]:0", 77, 77}};
    check_fields(rows, COUNT_OF(rows), SKT_IP_TTL, IPPROTO_IP, IP_TTL);
}

static void test_ip_options__fields_are_not_reported_once_that_is_off(void **state)
{
    (void)state;
    const struct {
        const char *where;
        skt_bool_option key;
        int level, item;
    } rows[] = {{"127.0.0.1:0", SKT_IP_RECVTOS, IPPROTO_IP, IP_TOS},
                {"[::1]:0", SKT_IPV6_RECVTCLASS, IPPROTO_IPV6, IPV6_TCLASS},
                {"[::1]:0", SKT_IPV6_RECVHOPLIMIT, IPPROTO_IPV6, IPV6_HOPLIMIT}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        connection c = udp_connection(rows[i].where);
        for (int on = 1; on >= 0; on--) {
            received got;
            int value;
            assert_ok(skt_set_bool(c.server, rows[i].key, on));
            assert_int_equal(skt_send(c.client, "x", 1, 0), 1);
            receive(c.server, &got);
            assert_int_equal(control_of(&got, rows[i].level, rows[i].item, &value, sizeof value) >= 0, on);
        }
        close_both(&c);
    }
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

static skt_socket bound(int family, const char *text, skt_addr *here)
{
    skt_socket s;
    *here = address(text);
    assert_ok(skt_open(family, SKT_SOCK_DGRAM, 0, &s));
    assert_ok(skt_bind(s, here));
    assert_ok(skt_local_address(s, here));
    return s;
}

static void test_ip_options__the_header_is_the_programs_own(void **state)
{
    (void)state;
    skt_addr here, to = address("127.0.0.1"), source = address("127.0.0.9:4711");
    skt_socket raw;
    int rc = skt_open(SKT_AF_INET, SKT_SOCK_RAW, SKT_IPPROTO_UDP, &raw);
    if (rc < 0) SKIP("raw sockets: %s", skt_error_name(rc));
    skt_socket receiver = bound(SKT_AF_INET, "127.0.0.1:0", &here);
    received got;
    const int on = 1;
    int ttl = 0;
    uint8_t packet[30] = {0x45, 0x10, 0, 30, 0, 0, 0, 0, 77, IPPROTO_UDP, 0, 0, 127, 0, 0, 9, 127, 0, 0, 1};
    put_udp(packet + 20, 4711, (uint16_t)skt_addr_port(&here), packet + 12, 8);
    assert_ok(skt_set_raw(receiver, IPPROTO_IP, RECVTTL, &on, sizeof on));

    assert_ok(skt_set_bool(raw, SKT_IP_HDRINCL, true));
    assert_int_equal(skt_sendto(raw, packet, sizeof packet, 0, &to), sizeof packet);
    receive(receiver, &got);
    assert_true(skt_addr_equal(&got.from, &source));
    assert_int_equal(control_of(&got, IPPROTO_IP, IP_TTL, &ttl, sizeof ttl), sizeof ttl);
    assert_int_equal(ttl, 77);
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

static void test_ip_options__the_ipv6_header_is_the_programs_own(void **state)
{
    (void)state;
    skt_addr here, to = address("::1"), source = address("[::1]:4711");
    skt_socket raw;
    int rc = skt_open(SKT_AF_INET6, SKT_SOCK_RAW, SKT_IPPROTO_UDP, &raw);
    if (rc < 0) SKIP("raw sockets: %s", skt_error_name(rc));
    skt_socket receiver = bound(SKT_AF_INET6, "[::1]:0", &here);
    received got;
    int hops = 0, class = 0;
    uint8_t packet[50] = {0x6b, 0x80, 0, 0, 0, 10, IPPROTO_UDP, 77, [23] = 1, [39] = 1};
    put_udp(packet + 40, 4711, (uint16_t)skt_addr_port(&here), packet + 8, 32);
    assert_ok(skt_set_bool(receiver, SKT_IPV6_RECVHOPLIMIT, true));
    assert_ok(skt_set_bool(receiver, SKT_IPV6_RECVTCLASS, true));

    assert_ok(skt_set_bool(raw, SKT_IPV6_HDRINCL, true));
    assert_int_equal(skt_sendto(raw, packet, sizeof packet, 0, &to), sizeof packet);
    receive(receiver, &got);
    assert_true(skt_addr_equal(&got.from, &source));
    assert_int_equal(control_of(&got, IPPROTO_IPV6, IPV6_HOPLIMIT, &hops, sizeof hops), sizeof hops);
    assert_int_equal(control_of(&got, IPPROTO_IPV6, IPV6_TCLASS, &class, sizeof class), sizeof class);
    assert_int_equal(hops, 77);
    assert_int_equal(class, 0xb8);
    assert_memory_equal(got.data, "hi", 2);
    skt_close(raw);
    skt_close(receiver);
}

static void test_ip_options__an_address_that_is_not_here_is_bound_if_allowed(void **state)
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

static void test_ip_options__an_ipv6_socket_takes_ipv4_unless_it_is_v6only(void **state)
{
    (void)state;
    for (int only = 0; only < 2; only++) {
        skt_addr any = address("[::]:0"), v4 = address("127.0.0.1");
        skt_socket six, four, client;
        assert_ok(skt_open(SKT_AF_INET6, SKT_SOCK_STREAM, 0, &six));
        assert_ok(skt_set_bool(six, SKT_IPV6_V6ONLY, only));
        assert_ok(skt_bind(six, &any));
        assert_ok(skt_listen(six, 1));
        assert_ok(skt_local_address(six, &any));
        skt_addr_set_port(&v4, (uint16_t)skt_addr_port(&any));
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
        TEST(test_ip_options__the_time_to_live_is_in_the_packet),
        TEST(test_ip_options__the_type_of_service_is_in_the_packet),
        TEST(test_ip_options__the_hop_limit_is_in_the_packet),
        TEST(test_ip_options__the_traffic_class_is_in_the_packet),
        TEST(test_ip_options__a_mapped_address_has_the_options_of_ipv4),
        TEST(test_ip_options__fields_are_not_reported_once_that_is_off),
        TEST(test_ip_options__the_header_is_the_programs_own),
        TEST(test_ip_options__the_ipv6_header_is_the_programs_own),
        TEST(test_ip_options__an_address_that_is_not_here_is_bound_if_allowed),
        TEST(test_ip_options__an_ipv6_socket_takes_ipv4_unless_it_is_v6only),
    };
    return RUN(tests);
}
