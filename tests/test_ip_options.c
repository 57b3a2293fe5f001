/* SPDX-License-Identifier: MIT */
/* The effects of options of IPv4 and IPv6 on packets and control items, observed at the receiver. ip(7), ipv6(7). */
#include "received.h"

/* What is sent, by which option, and what is seen of it. */
typedef struct field {
    const char *name;
    const char *where;
    skt_int_option written;
    skt_bool_option told;
    item seen;
} field;

enum { TTL, TOS, HOP_LIMIT, TRAFFIC_CLASS, FIELDS };

static field field_of(int which)
{
    const field fields[FIELDS] = {
        [TTL] = {"IP_TTL", "127.0.0.1:0", SKT_IP_TTL, SKT_IP_RECVTTL, ITEM_TTL},
        [TOS] = {"IP_TOS", "127.0.0.1:0", SKT_IP_TOS, SKT_IP_RECVTOS, ITEM_TOS},
        [HOP_LIMIT] = {"IPV6_UNICAST_HOPS", "[::1]:0", SKT_IPV6_UNICAST_HOPS, SKT_IPV6_RECVHOPLIMIT, ITEM_HOP_LIMIT},
        [TRAFFIC_CLASS] = {"IPV6_TCLASS", "[::1]:0", SKT_IPV6_TCLASS, SKT_IPV6_RECVTCLASS, ITEM_TRAFFIC_CLASS},
    };
    return fields[which];
}

#define AS_IT_IS (-2)

/* Sends a byte to itself with the option set, and returns the number that came with it; -1 for none. */
static int sent_and_seen(const field *f, int64_t value)
{
    connection c = udp_connection(f->where);
    received got;
    assert_ok(skt_set_bool(c.server, f->told, true));
    if (value != AS_IT_IS) assert_rc(skt_set_int(c.client, f->written, value), 0);
    assert_int_equal(skt_send(c.client, "x", 1, 0), 1);
    receive(c.server, &got);
    close_both(&c);
    return number_of(&got, f->seen);
}

/* Leaves the test where the option is missing. */
static void needs(const field *f)
{
    connection c = udp_connection(f->where);
    int lack = young_lack(c.client, SKT_ANY(f->written));
    if (!skt_option_supported(SKT_ANY(f->written)) || !skt_option_supported(SKT_ANY(f->told))) lack = SKT_EUNSUPPORTED;
    close_both(&c);
    if (lack < 0) SKIP("%s: %s", f->name, skt_error_name(lack));
}

static void test_ip_options__the_time_to_live_is_in_the_packet(void **state)
{
    (void)state;
    static const int values[] = {1, 77, 255};
    const int both[] = {TTL, HOP_LIMIT};
    for (size_t i = 0; i < COUNT_OF(both); i++) {
        const field f = field_of(both[i]);
        needs(&f);
        for (size_t j = 0; j < COUNT_OF(values); j++) assert_int_equal(sent_and_seen(&f, values[j]), values[j]);
        /* IPv4 knows no number for the system's own but on Linux. */
        if (both[i] == HOP_LIMIT || host.system == SKT_ON_LINUX)
            assert_int_equal(sent_and_seen(&f, -1), sent_and_seen(&f, AS_IT_IS));
    }
}

static void test_ip_options__the_type_of_service_is_in_the_packet(void **state)
{
    (void)state;
    static const int values[] = {0, 0xb8, 0x02, 0xff};
    const field f = field_of(TOS);
    needs(&f);
    assert_int_equal(sent_and_seen(&f, AS_IT_IS), 0);
    for (size_t i = 0; i < COUNT_OF(values); i++) assert_int_equal(sent_and_seen(&f, values[i]), values[i]);
}

static void test_ip_options__the_traffic_class_is_in_the_packet(void **state)
{
    (void)state;
    static const int values[] = {0, 0xb8, 0x02, 0xff};
    const field f = field_of(TRAFFIC_CLASS);
    needs(&f);
    assert_int_equal(sent_and_seen(&f, AS_IT_IS), 0);
    for (size_t i = 0; i < COUNT_OF(values); i++) assert_int_equal(sent_and_seen(&f, values[i]), values[i]);
}

static void test_ip_options__the_ecn_bits_are_told(void **state)
{
    (void)state;
    const struct {
        const char *where;
        skt_bool_option told;
        item seen;
    } rows[] = {{"127.0.0.1:0", SKT_IP_RECVECN, ITEM_ECN}, {"[::1]:0", SKT_IPV6_RECVECN, ITEM_ECN6}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        /* Elsewhere they come with the rest of the byte. */
        if (!skt_option_supported(SKT_ANY(rows[i].told))) continue;
        connection c = udp_connection(rows[i].where);
        received got;
        int lack = young_lack(c.server, SKT_ANY(rows[i].told));
        if (lack < 0) SKIP("IP_RECVECN: %s", skt_error_name(lack));
        assert_rc(skt_set_bool(c.server, rows[i].told, true), 0);
        assert_int_equal(skt_send(c.client, "x", 1, 0), 1);
        receive(c.server, &got);
        assert_int_equal(number_of(&got, rows[i].seen), 0);
        close_both(&c);
    }
}

static void test_ip_options__fields_are_not_reported_once_that_is_off(void **state)
{
    (void)state;
    for (int which = 0; which < FIELDS; which++) {
        const field f = field_of(which);
        if (!skt_option_supported(SKT_ANY(f.told))) continue;
        connection c = udp_connection(f.where);
        for (int on = 1; on >= 0; on--) {
            received got;
            assert_ok(skt_set_bool(c.server, f.told, on));
            assert_int_equal(skt_send(c.client, "x", 1, 0), 1);
            receive(c.server, &got);
            IF_WINE_DEVIATES(!on && number_of(&got, f.seen) >= 0, "%s is told though that is off", f.name);
            assert_int_equal(number_of(&got, f.seen) >= 0, on);
        }
        close_both(&c);
    }
}

static void test_ip_options__where_a_datagram_came_to_is_told(void **state)
{
    (void)state;
    const struct {
        const char *any, *to;
        skt_bool_option told;
    } rows[] = {{"0.0.0.0:0", "127.0.0.1", SKT_IP_PKTINFO}, {"[::]:0", "::1", SKT_IPV6_RECVPKTINFO}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (!skt_option_supported(SKT_ANY(rows[i].told))) SKIP("this system has no IP_PKTINFO");
        skt_addr here, to = address(rows[i].to), told, wanted = to;
        int family = skt_addr_family(&to);
        skt_socket receiver = bound(rows[i].any, SKT_SOCK_DGRAM, &here), sender;
        received got;
        uint32_t index = 0;
        assert_ok(skt_open(family, SKT_SOCK_DGRAM, 0, &sender));
        assert_ok(skt_addr_set_port(&to, (uint16_t)skt_addr_port(&here)));
        assert_rc(skt_set_bool(receiver, rows[i].told, true), 0);
        assert_int_equal(skt_sendto(sender, "x", 1, 0, &to), 1);
        receive(receiver, &got);
        assert_true(destination_of(&got, family, &told, &index));
        assert_true(skt_addr_equal(&told, &wanted));
        assert_int_equal(index, loopback_index());
        assert_int_equal(got.msg.flags, 0);
        skt_close(receiver);
        skt_close(sender);
    }
}

/* If control data is truncated, that is reported, and the datagram itself is complete. */
static void test_ip_options__control_data_that_is_cut_is_told(void **state)
{
    (void)state;
    if (!skt_option_supported(SKT_ANY(SKT_IP_RECVTTL))) SKIP("this system has no IP_RECVTTL");
    connection c = udp_connection("127.0.0.1:0");
    assert_ok(skt_set_bool(c.server, SKT_IP_RECVTTL, true));
    for (size_t room = 1; room <= 8; room++)
        for (size_t len = 0; len <= 4; len++) {
            char got[8] = {0};
            size_t little = 0;
            skt_buf buf = skt_buf_of(got, room);
            skt_msg msg = skt_msg_of(NULL, &buf, 1, &little, sizeof little);
            assert_int_equal(skt_send(c.client, "wxyz", len, 0), len);
            assert_int_equal(skt_recvmsg(c.server, &msg, 0), len < room ? len : room);
            assert_int_equal(msg.flags, len > room ? SKT_MSG_CTRUNC | SKT_MSG_TRUNC : SKT_MSG_CTRUNC);
            assert_memory_equal(got, "wxyz", len < room ? len : room);
        }
    close_both(&c);
}

static void test_ip_options__an_ipv6_socket_takes_ipv4_unless_it_is_v6only(void **state)
{
    (void)state;
    for (int only = 0; only < 2; only++) {
        skt_addr v4, peer;
        skt_socket six = v6_listener(only, &v4), client, server;
        assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &client));
        assert_rc(skt_connect(client, &v4), only ? SKT_ECONNREFUSED : 0);
        if (!only) {
            assert_ok(skt_accept(six, 0, &server, &peer));
            assert_true(skt_addr_is_v4_mapped(&peer));
            skt_close(server);
        }
        skt_close(six);
        skt_close(client);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_ip_options__the_time_to_live_is_in_the_packet),
        TEST(test_ip_options__the_type_of_service_is_in_the_packet),
        TEST(test_ip_options__the_traffic_class_is_in_the_packet),
        TEST(test_ip_options__the_ecn_bits_are_told),
        TEST(test_ip_options__fields_are_not_reported_once_that_is_off),
        TEST(test_ip_options__where_a_datagram_came_to_is_told),
        TEST(test_ip_options__control_data_that_is_cut_is_told),
        TEST(test_ip_options__an_ipv6_socket_takes_ipv4_unless_it_is_v6only),
    };
    return RUN(tests);
}
