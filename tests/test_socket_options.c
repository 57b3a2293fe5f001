/* SPDX-License-Identifier: MIT */
/* The options of the socket itself, as far as every system has them, by what they do. */
#include "support.h"

/*
 * How much of a wait the system's clock may miss: it ticks, and is behind after a machine was not given its time.
 */
static const skt_duration slack = SKT_MILLISECONDS(30);

static int when_time_is_over(void)
{
    return host.system == SKT_ON_WINDOWS ? SKT_ETIMEDOUT : SKT_EAGAIN;
}

static void test_socket_options__receiving_gives_up_when_its_time_is_over(void **state)
{
    (void)state;
    static const skt_duration spans[] = {1, SKT_MICROSECONDS(1), SKT_MILLISECONDS(100), SKT_MILLISECONDS(200) + 1};
    connection c = udp_connection("127.0.0.1:0");
    for (size_t i = 0; i < COUNT_OF(spans); i++) {
        char byte;
        assert_ok(skt_set_duration(c.client, SKT_SO_RCVTIMEO, spans[i]));
        skt_deadline start = skt_now();
        skt_ssize rc = skt_recv(c.client, &byte, 1, 0);
        assert_true(since(start) + slack >= spans[i]);
        assert_true(since(start) < SKT_SECONDS(30));
        assert_rc(rc, when_time_is_over());
    }
    close_both(&c);
}

static void test_socket_options__receiving_in_time_does_not_give_up(void **state)
{
    (void)state;
    connection c = udp_connection("127.0.0.1:0");
    char byte = 0;
    assert_ok(skt_set_duration(c.client, SKT_SO_RCVTIMEO, SKT_SECONDS(30)));
    assert_int_equal(skt_send(c.server, "x", 1, 0), 1);
    assert_int_equal(skt_recv(c.client, &byte, 1, 0), 1);
    assert_int_equal(byte, 'x');
    close_both(&c);
}

static void test_socket_options__sending_on_a_full_socket_gives_up_when_its_time_is_over(void **state)
{
    (void)state;
    static char block[1 << 16];
    connection c = tcp_connection("127.0.0.1:0");
    const skt_duration span = SKT_MILLISECONDS(100);
    skt_ssize rc = 0;
    skt_deadline start = skt_now();
    assert_ok(skt_set_int(c.client, SKT_SO_SNDBUF, 1 << 14));
    assert_ok(skt_set_duration(c.client, SKT_SO_SNDTIMEO, span));
    for (int i = 0; i < 100000 && rc >= 0; i++) {
        start = skt_deadline_in(0);
        rc = skt_send(c.client, block, sizeof block, 0);
    }
    assert_rc(rc, when_time_is_over());
    assert_true(since(start) + slack >= span);
    assert_true(since(start) < SKT_SECONDS(30));
    close_both(&c);
}

static void test_socket_options__closing_without_linger_ends_the_stream(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    char bytes[4];
    assert_int_equal(skt_send(c.client, "last", 4, 0), 4);
    skt_close(c.client);
    assert_rc(skt_recv_all(c.server, bytes, sizeof bytes, 0, skt_deadline_in(SKT_SECONDS(20)), NULL), 0);
    assert_memory_equal(bytes, "last", 4);
    wait_for(c.server, SKT_POLLIN);
    assert_rc(skt_recv(c.server, bytes, sizeof bytes, 0), 0);
    skt_close(c.server);
}

static void test_socket_options__closing_with_a_linger_of_zero_resets(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    char byte;
    assert_ok(skt_set_linger(c.client, SKT_SO_LINGER, (skt_linger){.on = true, .time = 0}));
    skt_close(c.client);
    wait_for(c.server, SKT_POLLIN);
    skt_ssize rc = skt_recv(c.server, &byte, 1, 0);
    IF_WINE_DEVIATES(rc == 0, "a reset is received as an end");
    assert_rc(rc, SKT_ECONNRESET);
    skt_close(c.server);
}

static void test_socket_options__linger_that_is_turned_off_again_does_not_reset(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    char byte;
    assert_ok(skt_set_linger(c.client, SKT_SO_LINGER, (skt_linger){.on = true, .time = 0}));
    assert_ok(skt_set_linger(c.client, SKT_SO_LINGER, (skt_linger){.on = false, .time = 0}));
    skt_close(c.client);
    wait_for(c.server, SKT_POLLIN);
    assert_rc(skt_recv(c.server, &byte, 1, 0), 0);
    skt_close(c.server);
}

static void send_with_urgent(skt_socket s)
{
    assert_int_equal(skt_send(s, "a", 1, 0), 1);
    assert_int_equal(skt_send(s, "b", 1, SKT_MSG_OOB), 1);
    assert_int_equal(skt_send(s, "c", 1, 0), 1);
}

static void test_socket_options__urgent_data_stays_apart(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    char bytes[2] = "", urgent = 0;
    send_with_urgent(c.client);
    wait_for(c.server, host.urgent);
    assert_int_equal(skt_recv(c.server, &urgent, 1, SKT_MSG_OOB), 1);
    assert_int_equal(urgent, 'b');
    assert_rc(skt_recv_all(c.server, bytes, sizeof bytes, 0, skt_deadline_in(SKT_SECONDS(20)), NULL), 0);
    assert_memory_equal(bytes, "ac", 2);
    close_both(&c);
}

static void test_socket_options__urgent_data_inline_is_among_the_rest(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    char bytes[3] = "", urgent = 0;
    assert_ok(skt_set_bool(c.server, SKT_SO_OOBINLINE, true));
    send_with_urgent(c.client);
    assert_rc(skt_recv_all(c.server, bytes, sizeof bytes, 0, skt_deadline_in(SKT_SECONDS(20)), NULL), 0);
    assert_memory_equal(bytes, "abc", 3);
    assert_rc(skt_recv(c.server, &urgent, 1, SKT_MSG_OOB), SKT_EINVAL);
    close_both(&c);
}

static void test_socket_options__a_broadcast_needs_leave(void **state)
{
    (void)state;
    skt_socket s;
    skt_addr everyone = address("255.255.255.255:9");
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &s));
    assert_rc(skt_connect(s, &everyone), SKT_EACCES);
    assert_ok(skt_set_bool(s, SKT_SO_BROADCAST, true));
    int rc = skt_connect(s, &everyone);
    if (rc != SKT_ENETUNREACH) assert_rc(rc, 0);
    skt_close(s);
}

static void test_socket_options__a_socket_tells_what_it_is(void **state)
{
    (void)state;
    static const struct {
        int family, type, protocol, told;
    } rows[] = {
        {SKT_AF_INET, SKT_SOCK_STREAM, 0, SKT_IPPROTO_TCP},
        {SKT_AF_INET, SKT_SOCK_DGRAM, 0, SKT_IPPROTO_UDP},
        {SKT_AF_INET6, SKT_SOCK_STREAM, SKT_IPPROTO_TCP, SKT_IPPROTO_TCP},
        {SKT_AF_INET6, SKT_SOCK_DGRAM, SKT_IPPROTO_UDP, SKT_IPPROTO_UDP},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_socket s;
        int64_t value = -1;
        assert_ok(skt_open(rows[i].family, rows[i].type, rows[i].protocol, &s));
        assert_rc(skt_get_int(s, SKT_SO_TYPE, &value), 0);
        assert_int_equal(value, rows[i].type);
        if (skt_option_supported(SKT_ANY(SKT_SO_DOMAIN))) {
            assert_rc(skt_get_int(s, SKT_SO_DOMAIN, &value), 0);
            assert_int_equal(value, rows[i].family);
        }
        if (skt_option_supported(SKT_ANY(SKT_SO_PROTOCOL))) {
            assert_rc(skt_get_int(s, SKT_SO_PROTOCOL, &value), 0);
            assert_int_equal(value, rows[i].told);
        }
        skt_close(s);
    }
}

static void test_socket_options__only_a_listener_accepts(void **state)
{
    (void)state;
    skt_socket s;
    bool listens = true;
    skt_addr here = address("127.0.0.1:0");
    if (!skt_option_supported(SKT_ANY(SKT_SO_ACCEPTCONN))) SKIP("this system has no SO_ACCEPTCONN");
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &s));
    assert_ok(skt_bind(s, &here));
    assert_ok(skt_get_bool(s, SKT_SO_ACCEPTCONN, &listens));
    assert_false(listens);
    assert_ok(skt_listen(s, 1));
    assert_ok(skt_get_bool(s, SKT_SO_ACCEPTCONN, &listens));
    assert_true(listens);
    skt_close(s);
}

static void test_socket_options__the_pending_error_is_read_once(void **state)
{
    (void)state;
    skt_addr here;
    skt_socket s, deaf = bound("127.0.0.1:0", SKT_SOCK_STREAM, &here);
    int64_t error = -1;
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM | SKT_SOCK_NONBLOCK, 0, &s));
    assert_ok(skt_get_int(s, SKT_SO_ERROR, &error));
    assert_int_equal(error, 0);
    int rc = skt_connect(s, &here);
    if (rc == SKT_ECONNREFUSED) SKIP("this system refuses within connect");
    assert_rc(rc, SKT_EINPROGRESS);
    wait_for(s, SKT_POLLOUT);
    assert_ok(skt_get_int(s, SKT_SO_ERROR, &error));
    assert_int_equal(error, -SKT_ECONNREFUSED);
    assert_taken(s);
    skt_close(s);
    skt_close(deaf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_socket_options__receiving_gives_up_when_its_time_is_over),
        TEST(test_socket_options__receiving_in_time_does_not_give_up),
        TEST(test_socket_options__sending_on_a_full_socket_gives_up_when_its_time_is_over),
        TEST(test_socket_options__closing_without_linger_ends_the_stream),
        TEST(test_socket_options__closing_with_a_linger_of_zero_resets),
        TEST(test_socket_options__linger_that_is_turned_off_again_does_not_reset),
        TEST(test_socket_options__urgent_data_stays_apart),
        TEST(test_socket_options__urgent_data_inline_is_among_the_rest),
        TEST(test_socket_options__a_broadcast_needs_leave),
        TEST(test_socket_options__a_socket_tells_what_it_is),
        TEST(test_socket_options__only_a_listener_accepts),
        TEST(test_socket_options__the_pending_error_is_read_once),
    };
    return RUN(tests);
}
