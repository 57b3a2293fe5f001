/* SPDX-License-Identifier: MIT */
/* Sockets that go from one process to another. In most tests both are the same one. */
#include "support.h"

#include "kinds.h"

static const char *own_path;

/* Two ends of a stream that carries sockets. */
static connection open_channel(void)
{
    return kind_connection(next_channel(NULL));
}

static skt_socket sent_over(const connection *channel, skt_socket s, int flags)
{
    skt_socket copy = SKT_INVALID_SOCKET;
    assert_rc(skt_export(s, channel->client, own_pid()), 0);
    assert_rc(skt_import(channel->server, flags, &copy), 0);
    assert_true(copy != s && copy != SKT_INVALID_SOCKET);
    return copy;
}

static void expect_any_sort(const connection *channel)
{
    EACH_STREAM(k) {
        connection c = kind_connection(k);
        skt_socket copy = sent_over(channel, c.client, 0);
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
        skt_socket copy = sent_over(channel, c.client, 0);
        char byte = 0;
        assert_int_equal(skt_send(c.server, "y", 1, 0), 1);
        assert_int_equal(skt_recv(copy, &byte, 1, 0), 1);
        assert_int_equal(byte, 'y');
        assert_ok(skt_close(copy));
        close_both(&c);
    }
}

static void test_export__a_socket_of_any_sort_arrives_over_any_channel(void **state)
{
    (void)state;
    EACH_CHANNEL(k) {
        connection channel = kind_connection(k);
        expect_any_sort(&channel);
        close_both(&channel);
    }
}

/* The other process: connects to the channel, receives a socket from it, and answers data on that socket. */
static int answer(const char *where)
{
    skt_addr there;
    skt_socket channel, s;
    char bytes[4];
    int rc = skt_addr_parse(where, &there);
    if (rc == 0) rc = skt_open(skt_addr_family(&there), SKT_SOCK_STREAM, 0, &channel);
    if (rc == 0) rc = skt_connect(channel, &there);
    if (rc == 0) rc = skt_import(channel, 0, &s);
    if (rc == 0) rc = skt_recv_all(s, bytes, sizeof bytes, 0, skt_deadline_in(SKT_SECONDS(20)), NULL);
    if (rc == 0 && memcmp(bytes, "ping", 4) != 0) rc = -1;
    if (rc == 0) rc = skt_send_all(s, "pong", 4, 0, skt_deadline_in(SKT_SECONDS(20)), NULL);
    return rc == 0 ? 0 : 1;
}

static void test_export__another_process_uses_the_socket(void **state)
{
    (void)state;
    EACH_CHANNEL(k) {
        skt_addr here;
        char where[SKT_ADDR_TEXT_MAX], bytes[4];
        skt_socket listening = kind_bound(k, &here), channel;
        connection c = tcp_connection("127.0.0.1:0");
        skt_addr_format(&here, where, sizeof where);
        test_child child = child_start(own_path, (const char *const[]){"answer", where, NULL});
        wait_for(listening, SKT_POLLIN);
        assert_ok(skt_accept(listening, 0, &channel, NULL));
        assert_rc(skt_export(c.client, channel, child.pid), 0);
        skt_close(c.client);
        assert_int_equal(skt_send(c.server, "ping", 4, 0), 4);
        assert_rc(skt_recv_all(c.server, bytes, sizeof bytes, 0, skt_deadline_in(SKT_SECONDS(20)), NULL), 0);
        assert_memory_equal(bytes, "pong", 4);

        /* The other process had the last handle. */
        assert_int_equal(child_wait(&child), 0);
        assert_rc(skt_recv(c.server, bytes, sizeof bytes, 0), 0);
        skt_close(c.server);
        skt_close(channel);
        skt_close(listening);
        leave_address(&here);
    }
}

static void test_export__a_listener_arrives_and_accepts(void **state)
{
    (void)state;
    connection channel = open_channel();
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
    connection channel = open_channel(), c = udp_connection("127.0.0.1:0");
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
    connection channel = open_channel(), c = udp_connection("127.0.0.1:0");
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
    connection channel = open_channel();
    skt_addr wanted[COUNT], got;
    for (size_t i = 0; i < COUNT; i++) {
        skt_socket s = bound("127.0.0.1:0", SKT_SOCK_DGRAM, &wanted[i]);
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
    connection channel = open_channel();
    skt_socket copy = SKT_INVALID_SOCKET;
    assert_ok(skt_close(channel.client));
    assert_rc(skt_import(channel.server, 0, &copy), SKT_EEOF);
    /* A stream over IP returns the error only after it has sent something. */
    int rc = skt_export(channel.server, channel.server, own_pid());
    for (int i = 0; i < 1000 && rc == 0; i++) {
        skt_poll(NULL, 0, skt_deadline_in(SKT_MILLISECONDS(1)));
        rc = skt_export(channel.server, channel.server, own_pid());
    }
    assert_true(rc == SKT_EPIPE || rc == SKT_ECONNRESET || (!host.forgets_resets && rc == SKT_ECONNABORTED));
    assert_true(copy == SKT_INVALID_SOCKET);
    assert_ok(skt_close(channel.server));
}

static void test_export__what_comes_without_a_socket_is_told(void **state)
{
    (void)state;
    connection channel = open_channel();
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
    connection channel = open_channel();
    skt_socket copy;
    assert_ok(skt_set_nonblocking(channel.server, true));
    assert_rc(skt_import(channel.server, 0, &copy), SKT_EAGAIN);
    close_both(&channel);
}

int main(int argc, char **argv)
{
    own_path = argv[0];
    if (argc == 3 && strcmp(argv[1], "answer") == 0) return answer(argv[2]);
    const struct CMUnitTest tests[] = {
        TEST(test_export__a_socket_of_any_sort_arrives_over_any_channel),
        TEST(test_export__another_process_uses_the_socket),
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
