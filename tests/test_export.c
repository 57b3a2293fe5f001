/* SPDX-License-Identifier: MIT */
/* Sockets that go from one process to another; here both are the same one. */
#include "support.h"

#include "host.h"
#include "kinds.h"

/* A channel, or a skip. */
static connection channel_or_skip(void)
{
    EACH_STREAM(k)
        if (k->family == SKT_AF_UNIX && k->type == SKT_SOCK_STREAM) return kind_connection(k);
    SKIP("no Unix streams on this machine");
    return (connection){.client = SKT_INVALID_SOCKET};
}

static skt_socket sent_over(const connection *channel, skt_socket s, int flags)
{
    skt_socket copy = SKT_INVALID_SOCKET;
    assert_rc(skt_export(s, channel->client, own_pid()), 0);
    assert_rc(skt_import(channel->server, flags, &copy), 0);
    assert_true(copy != s && copy != SKT_INVALID_SOCKET);
    return copy;
}

static void test_export__a_socket_of_any_sort_arrives(void **state)
{
    (void)state;
    connection channel = channel_or_skip();
    EACH_STREAM(k) {
        connection c = kind_connection(k);
        skt_socket copy = sent_over(&channel, c.client, 0);
        char byte = 0;
        assert_ok(skt_close(c.client));
        assert_int_equal(skt_type(copy), k->type);
        assert_int_equal(skt_send(copy, "x", 1, 0), 1);
        assert_int_equal(skt_recv(c.server, &byte, 1, 0), 1);
        assert_int_equal(byte, 'x');
        assert_ok(skt_close(copy));
        assert_int_equal(skt_recv(c.server, &byte, 1, 0), 0);
        assert_ok(skt_close(c.server));
    }
    EACH_DATAGRAM(k) {
        connection c = kind_connection(k);
        skt_socket copy = sent_over(&channel, c.client, 0);
        char byte = 0;
        assert_int_equal(skt_send(c.server, "y", 1, 0), 1);
        assert_int_equal(skt_recv(copy, &byte, 1, 0), 1);
        assert_int_equal(byte, 'y');
        assert_ok(skt_close(copy));
        close_both(&c);
    }
    close_both(&channel);
}

static void test_export__a_listener_arrives_and_accepts(void **state)
{
    (void)state;
    connection channel = channel_or_skip();
    skt_addr here;
    skt_socket listening = listener("127.0.0.1:0", &here), client, server;
    skt_socket copy = sent_over(&channel, listening, 0);
    assert_ok(skt_close(listening));
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &client));
    assert_ok(skt_connect(client, &here));
    assert_ok(skt_accept(copy, 0, &server, NULL));
    skt_close(server);
    skt_close(client);
    skt_close(copy);
    close_both(&channel);
}

static void test_export__inheritance_is_as_asked_for(void **state)
{
    (void)state;
    static const struct {
        int flags;
        bool inheritable;
    } rows[] = {{0, false}, {SKT_SOCK_INHERIT, true}, {SKT_SOCK_BARE, true}, {SKT_SOCK_BARE | SKT_SOCK_INHERIT, true}};
    connection channel = channel_or_skip(), c = udp_connection("127.0.0.1:0");
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        for (int original = 0; original < 2; original++) {
            assert_ok(skt_set_inheritable(c.client, original));
            skt_socket copy = sent_over(&channel, c.client, rows[i].flags);
            bool is = !rows[i].inheritable;
            assert_ok(skt_get_inheritable(copy, &is));
            assert_int_equal(is, rows[i].inheritable);
            skt_close(copy);
        }
    close_both(&c);
    close_both(&channel);
}

static void test_export__other_flags_are_refused_and_nothing_is_taken(void **state)
{
    (void)state;
    static const int flags[] = {1, SKT_SOCK_NONBLOCK, SKT_SOCK_REGISTERED_IO, 0x10000000, INT32_MIN};
    connection channel = channel_or_skip(), c = udp_connection("127.0.0.1:0");
    skt_socket copy = SKT_INVALID_SOCKET;
    assert_ok(skt_export(c.client, channel.client, own_pid()));
    for (size_t i = 0; i < COUNT_OF(flags); i++) assert_rc(skt_import(channel.server, flags[i], &copy), SKT_EINVAL);
    assert_true(copy == SKT_INVALID_SOCKET);
    assert_rc(skt_import(channel.server, 0, &copy), 0);
    skt_close(copy);
    close_both(&c);
    close_both(&channel);
}

static void test_export__several_arrive_in_order(void **state)
{
    (void)state;
    enum { COUNT = 10 };
    connection channel = channel_or_skip();
    skt_addr wanted[COUNT], got;
    for (size_t i = 0; i < COUNT; i++) {
        skt_socket s;
        skt_addr any = address("127.0.0.1:0");
        assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &s));
        assert_ok(skt_bind(s, &any));
        assert_ok(skt_local_address(s, &wanted[i]));
        assert_rc(skt_export(s, channel.client, own_pid()), 0);
        skt_close(s);
    }
    for (size_t i = 0; i < COUNT; i++) {
        skt_socket copy;
        assert_rc(skt_import(channel.server, 0, &copy), 0);
        assert_ok(skt_local_address(copy, &got));
        assert_true(skt_addr_equal(&got, &wanted[i]));
        skt_close(copy);
    }
    close_both(&channel);
}

static void test_export__a_channel_that_ends_is_told(void **state)
{
    (void)state;
    connection channel = channel_or_skip();
    skt_socket copy = SKT_INVALID_SOCKET;
    assert_ok(skt_close(channel.client));
    assert_rc(skt_import(channel.server, 0, &copy), SKT_EEOF);
    int rc = skt_export(channel.server, channel.server, own_pid());
    assert_true(rc == SKT_EPIPE || rc == SKT_ECONNRESET);
    assert_true(copy == SKT_INVALID_SOCKET);
    assert_ok(skt_close(channel.server));
}

static void test_export__what_comes_without_a_socket_is_told(void **state)
{
    (void)state;
    connection channel = channel_or_skip();
    skt_socket copy = SKT_INVALID_SOCKET;
    assert_int_equal(skt_send(channel.client, "s", 1, 0), 1);
    assert_rc(skt_shutdown(channel.client, SKT_SHUT_WR), 0);
    int rc = skt_import(channel.server, 0, &copy);
    assert_true(rc == SKT_EBADMSG || rc == SKT_EEOF);
    assert_true(copy == SKT_INVALID_SOCKET);
    close_both(&channel);
}

static void test_export__an_empty_channel_is_not_waited_for_without_blocking(void **state)
{
    (void)state;
    connection channel = channel_or_skip();
    skt_socket copy;
    assert_ok(skt_set_nonblocking(channel.server, true));
    assert_rc(skt_import(channel.server, 0, &copy), SKT_EAGAIN);
    close_both(&channel);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_export__a_socket_of_any_sort_arrives),
        TEST(test_export__a_listener_arrives_and_accepts),
        TEST(test_export__inheritance_is_as_asked_for),
        TEST(test_export__other_flags_are_refused_and_nothing_is_taken),
        TEST(test_export__several_arrive_in_order),
        TEST(test_export__a_channel_that_ends_is_told),
        TEST(test_export__what_comes_without_a_socket_is_told),
        TEST(test_export__an_empty_channel_is_not_waited_for_without_blocking),
    };
    return RUN(tests);
}
