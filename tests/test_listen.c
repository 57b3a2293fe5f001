/* SPDX-License-Identifier: MIT */
/* Binding, listening, accepting, and the addresses of both ends. */
#include "support.h"

#include "kinds.h"

static void test_listen__a_connection_goes_from_bind_to_close(void **state)
{
    (void)state;
    EACH_STREAM(k) {
        skt_addr wanted = kind_address(k), here, client_here, client_peer, server_here, server_peer, accepted;
        skt_socket listening = kind_open(k), server;
        assert_rc(skt_bind(listening, &wanted), 0);
        int listens = skt_is_listener(listening);
        assert_true(listens == 0 || listens == SKT_EUNSUPPORTED);
        assert_rc(skt_listen(listening, 1), 0);
        listens = skt_is_listener(listening);
        assert_true(listens == 1 || listens == SKT_EUNSUPPORTED);
        assert_rc(skt_local_address(listening, &here), 0);
        if (k->family == SKT_AF_UNIX) {
            assert_true(skt_addr_equal(&here, &wanted));
        } else {
            assert_true(skt_addr_port(&here) > 0);
            assert_ok(skt_addr_set_port(&wanted, (uint16_t)skt_addr_port(&here)));
            assert_true(skt_addr_equal(&here, &wanted));
        }
        assert_rc(skt_peer_address(listening, &here), SKT_ENOTCONN);
        assert_ok(skt_local_address(listening, &here));

        skt_socket client = kind_open(k);
        assert_rc(skt_connect(client, &here), 0);
        assert_rc(skt_accept(listening, 0, &server, &accepted), 0);
        assert_int_equal(skt_family(server), k->family);
        assert_int_equal(skt_type(server), k->type);
        assert_ok(skt_local_address(client, &client_here));
        assert_ok(skt_peer_address(client, &client_peer));
        assert_ok(skt_local_address(server, &server_here));
        assert_ok(skt_peer_address(server, &server_peer));
        assert_true(skt_addr_equal(&client_peer, &here));
        assert_true(skt_addr_equal(&server_here, &here));
        assert_true(skt_addr_equal(&server_peer, &client_here));
        assert_true(skt_addr_equal(&accepted, &client_here));
        if (k->family == SKT_AF_UNIX) assert_true(skt_addr_is_unnamed(&accepted));

        char bytes[8];
        assert_int_equal(skt_send(client, "ping", 4, 0), 4);
        assert_int_equal(skt_recv(server, bytes, sizeof bytes, 0), 4);
        assert_memory_equal(bytes, "ping", 4);
        assert_int_equal(skt_send(server, "pong!", 5, 0), 5);
        assert_int_equal(skt_recv(client, bytes, sizeof bytes, 0), 5);
        assert_memory_equal(bytes, "pong!", 5);
        assert_rc(skt_close(client), 0);
        assert_int_equal(skt_recv(server, bytes, sizeof bytes, 0), 0);
        assert_rc(skt_close(server), 0);
        assert_rc(skt_close(listening), 0);
        leave_address(&here);
    }
}

static void test_listen__a_named_unix_clients_name_is_told(void **state)
{
    (void)state;
    EACH_STREAM(k) {
        if (k->family != SKT_AF_UNIX) continue;
        skt_addr here, name = kind_address(k), peer;
        skt_socket listening = kind_bound(k, &here), client = kind_open(k), server;
        assert_ok(skt_bind(client, &name));
        assert_ok(skt_connect(client, &here));
        memset(&peer, 0xa5, sizeof peer);
        assert_ok(skt_accept(listening, 0, &server, &peer));
        assert_true(skt_addr_equal(&peer, &name));
        skt_close(server);
        skt_close(client);
        skt_close(listening);
        leave_address(&here);
        leave_address(&name);
    }
}

static void test_listen__the_peers_address_may_be_left_out(void **state)
{
    (void)state;
    skt_addr here;
    skt_socket listening = listener("127.0.0.1:0", &here), client, server;
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &client));
    assert_ok(skt_connect(client, &here));
    assert_rc(skt_accept(listening, 0, &server, NULL), 0);
    skt_close(server);
    skt_close(client);
    skt_close(listening);
}

/* The mode of an accepted socket does not depend on the listener's, which accept(2) on BSDs and Windows inherits. */
static void test_listen__an_accepted_socket_has_the_properties_that_were_asked_for(void **state)
{
    (void)state;
    static const struct {
        int flags;
        bool nonblocking;
        bool inheritable;
    } rows[] = {
        {0, false, false},
        {SKT_SOCK_NONBLOCK, true, false},
        {SKT_SOCK_INHERIT, false, true},
        {SKT_SOCK_INHERIT | SKT_SOCK_NONBLOCK, true, true},
        {SKT_SOCK_BARE, false, true},
        {SKT_SOCK_BARE | SKT_SOCK_NONBLOCK, true, true},
    };
    EACH_STREAM(k) {
        skt_addr here;
        skt_socket listening = kind_bound(k, &here);
        for (int mode = 0; mode < 2; mode++)
            for (size_t i = 0; i < COUNT_OF(rows); i++) {
                skt_socket client = kind_open(k), server;
                bool is = !rows[i].inheritable;
                assert_ok(skt_set_nonblocking(listening, mode));
                assert_ok(skt_connect(client, &here));
                assert_rc(skt_accept(listening, rows[i].flags, &server, NULL), 0);
                assert_rc(skt_get_inheritable(server, &is), 0);
                assert_int_equal(is, rows[i].inheritable);
                /* With SKT_SOCK_BARE it is as the system makes it. */
                if (rows[i].flags != SKT_SOCK_BARE) assert_mode(server, rows[i].nonblocking);
                skt_close(server);
                skt_close(client);
            }
        skt_close(listening);
        leave_address(&here);
    }
}

static void test_listen__nobody_there_is_told_at_once_without_blocking(void **state)
{
    (void)state;
    EACH_STREAM(k) {
        skt_addr here, peer, before;
        skt_socket listening = kind_bound(k, &here), server = SKT_INVALID_SOCKET;
        assert_ok(skt_set_nonblocking(listening, true));
        memset(&peer, 0xa5, sizeof peer);
        before = peer;
        assert_rc(skt_accept(listening, 0, &server, &peer), SKT_EAGAIN);
        assert_true(server == SKT_INVALID_SOCKET);
        assert_memory_equal(&peer, &before, sizeof peer);
        skt_close(listening);
        leave_address(&here);
    }
}

static void test_listen__what_does_not_listen_accepts_nothing(void **state)
{
    (void)state;
    EACH_STREAM(k) {
        skt_socket s = kind_open(k), server;
        assert_rc(skt_accept(s, 0, &server, NULL), SKT_EINVAL);
        skt_close(s);
    }
    EACH_DATAGRAM(k) {
        skt_addr here;
        skt_socket s = kind_bound(k, &here), server;
        assert_rc(skt_accept(s, 0, &server, NULL), SKT_EOPNOTSUPP);
        assert_rc(skt_listen(s, 1), SKT_EOPNOTSUPP);
        skt_close(s);
        leave_address(&here);
    }
}

static void test_listen__unknown_flags_are_refused(void **state)
{
    (void)state;
    static const int flags[] = {1, 4, 0x80, 0x800, 0x80000, 0x10000000, 0x00ffffff, SKT_SOCK_NONBLOCK | 2, INT32_MIN};
    skt_addr here;
    skt_socket listening = listener("127.0.0.1:0", &here), client, server = SKT_INVALID_SOCKET;
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &client));
    assert_ok(skt_connect(client, &here));
    for (size_t i = 0; i < COUNT_OF(flags); i++) {
        assert_rc(skt_accept(listening, flags[i], &server, NULL), SKT_EINVAL);
        assert_true(server == SKT_INVALID_SOCKET);
    }
    /* The connection is still there. */
    assert_rc(skt_accept(listening, 0, &server, NULL), 0);
    skt_close(server);
    skt_close(client);
    skt_close(listening);
}

static void test_listen__a_backlog_of_any_size_is_taken(void **state)
{
    (void)state;
    static const int backlogs[] = {0, 1, 128, 65535, 65536, 65537, 65793, 1 << 20, INT32_MAX, -1, -65536, INT32_MIN};
    for (size_t i = 0; i < COUNT_OF(backlogs); i++) {
        skt_addr any = address("127.0.0.1:0"), here;
        skt_socket s, client, server;
        assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &s));
        assert_ok(skt_bind(s, &any));
        assert_rc(skt_listen(s, backlogs[i]), 0);
        assert_ok(skt_local_address(s, &here));
        assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &client));
        assert_rc(skt_connect(client, &here), 0);
        assert_rc(skt_accept(s, 0, &server, NULL), 0);
        skt_close(server);
        skt_close(client);
        skt_close(s);
    }
}

/* Linux gives a listener a port if it has none. */
static void test_listen__without_an_address_the_system_gives_one_or_says_so(void **state)
{
    (void)state;
    skt_addr here;
    skt_socket s;
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &s));
    int rc = skt_listen(s, 1);
    if (host.system == SKT_ON_WINDOWS) {
        assert_rc(rc, SKT_EINVAL);
    } else {
        assert_rc(rc, 0);
        assert_ok(skt_local_address(s, &here));
        assert_true(skt_addr_port(&here) > 0);
    }
    skt_close(s);
}

static void test_listen__an_address_is_taken_once(void **state)
{
    (void)state;
    EACH_STREAM(k) {
        skt_addr here;
        skt_socket first = kind_bound(k, &here), second = kind_open(k);
        assert_rc(skt_bind(second, &here), SKT_EADDRINUSE);
        /* And a socket has one address. */
        skt_addr other = kind_address(k);
        assert_rc(skt_bind(first, &other), SKT_EINVAL);
        skt_close(first);
        skt_close(second);
        leave_address(&here);
    }
}

static void test_listen__an_address_that_cannot_be_had_is_told(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int family;
        int wanted[3];
    } rows[] = {
        {"203.0.113.77:0", SKT_AF_INET, {SKT_EADDRNOTAVAIL}},
        {"[2001:db8::77]:0", SKT_AF_INET6, {SKT_EADDRNOTAVAIL}},
        {"[::1]:0", SKT_AF_INET, {SKT_EAFNOSUPPORT, SKT_EINVAL, SKT_EFAULT}},
        {"127.0.0.1:0", SKT_AF_INET6, {SKT_EINVAL, SKT_EAFNOSUPPORT, SKT_EFAULT}},
        {"unix:/nowhere/at/all", SKT_AF_INET, {SKT_EAFNOSUPPORT, SKT_EINVAL, SKT_EFAULT}},
        {"127.0.0.1:0", SKT_AF_UNIX, {SKT_EINVAL, SKT_EAFNOSUPPORT, SKT_EFAULT}},
        {"unix:/skt-no-such-directory/socket", SKT_AF_UNIX, {SKT_ENOENT, SKT_EACCES, SKT_EADDRNOTAVAIL}},
        {"unix:/etc/passwd/socket", SKT_AF_UNIX, {SKT_ENOTDIR, SKT_ENOENT, SKT_EACCES}},
        {"unix:/etc/passwd", SKT_AF_UNIX, {SKT_EADDRINUSE, SKT_ENOENT, SKT_EACCES}},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_addr addr = address(rows[i].text);
        skt_socket s;
        if (skt_open(rows[i].family, SKT_SOCK_STREAM, 0, &s) < 0) continue;
        int rc = skt_bind(s, &addr);
        const int *wanted = rows[i].wanted;
        if (rc == SKT_EOPNOTSUPP && under_wine()) {
            printf("SKIP %s on another family: Wine: %s\n", rows[i].text, skt_error_name(rc));
        } else if (rc != wanted[0] && rc != wanted[1] && rc != wanted[2])
            fail_msg("%s: %d, %s", rows[i].text, rc, skt_error_name(rc));
        skt_close(s);
    }
    skt_addr none = {.len = 0};
    skt_socket s;
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &s));
    int rc = skt_bind(s, &none);
    skt_close(s);
    IF_WINE_DEVIATES(rc == SKT_EAFNOSUPPORT, "an address without bytes is %s", skt_error_name(rc));
    assert_true(rc == SKT_EINVAL || rc == SKT_EFAULT);
}

/* The port of a listener whose connection was closed first by the server, and so is in TIME_WAIT. */
static void test_listen__an_address_is_taken_again_after_its_connections(void **state)
{
    (void)state;
    static const char *const texts[] = {"127.0.0.1:0", "[::1]:0"};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        skt_addr here = address(texts[i]);
        skt_socket listening, client, server, again;
        char byte;
        /* Linux requires it for the first listener too. */
        assert_ok(skt_open(skt_addr_family(&here), SKT_SOCK_STREAM, 0, &listening));
        assert_rc(skt_reuse_address(listening), 0);
        assert_ok(skt_bind(listening, &here));
        assert_ok(skt_listen(listening, 1));
        assert_ok(skt_local_address(listening, &here));
        assert_ok(skt_open(skt_addr_family(&here), SKT_SOCK_STREAM, 0, &client));
        assert_ok(skt_connect(client, &here));
        assert_ok(skt_accept(listening, 0, &server, NULL));
        skt_close(listening);
        skt_close(server);
        assert_int_equal(skt_recv(client, &byte, 1, 0), 0);
        skt_close(client);

        if (host.system == SKT_ON_LINUX) {
            assert_ok(skt_open(skt_addr_family(&here), SKT_SOCK_STREAM, 0, &again));
            assert_rc(skt_bind(again, &here), SKT_EADDRINUSE);
            skt_close(again);
        }
        assert_ok(skt_open(skt_addr_family(&here), SKT_SOCK_STREAM, 0, &again));
        assert_rc(skt_reuse_address(again), 0);
        assert_rc(skt_bind(again, &here), 0);
        assert_rc(skt_listen(again, 1), 0);
        skt_close(again);
    }
}

static void test_listen__an_address_in_use_is_not_taken(void **state)
{
    (void)state;
    skt_addr here;
    skt_socket listening = listener("127.0.0.1:0", &here), other;
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &other));
    assert_rc(skt_reuse_address(other), 0);
    int rc = skt_bind(other, &here);
    if (rc == 0) rc = skt_listen(other, 1);
    assert_true(rc == SKT_EADDRINUSE || rc == SKT_EACCES);
    skt_close(other);
    skt_close(listening);
}

static void test_listen__only_streams_reuse_their_address(void **state)
{
    (void)state;
    static const struct {
        int type;
        bool set;
    } rows[] = {{SKT_SOCK_STREAM, true}, {SKT_SOCK_DGRAM, false}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_socket s;
        bool set;
        assert_ok(skt_open(SKT_AF_INET, rows[i].type, 0, &s));
        assert_rc(skt_reuse_address(s), 0);
        assert_rc(skt_get_bool(s, SKT_SO_REUSEADDR, &set), 0);
        assert_int_equal(set, rows[i].set && host.system != SKT_ON_WINDOWS);
        skt_close(s);
    }
    assert_rc(skt_reuse_address(SKT_INVALID_SOCKET), host.no_socket);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_listen__a_connection_goes_from_bind_to_close),
        TEST(test_listen__a_named_unix_clients_name_is_told),
        TEST(test_listen__the_peers_address_may_be_left_out),
        TEST(test_listen__an_accepted_socket_has_the_properties_that_were_asked_for),
        TEST(test_listen__nobody_there_is_told_at_once_without_blocking),
        TEST(test_listen__what_does_not_listen_accepts_nothing),
        TEST(test_listen__unknown_flags_are_refused),
        TEST(test_listen__a_backlog_of_any_size_is_taken),
        TEST(test_listen__without_an_address_the_system_gives_one_or_says_so),
        TEST(test_listen__an_address_is_taken_again_after_its_connections),
        TEST(test_listen__an_address_in_use_is_not_taken),
        TEST(test_listen__only_streams_reuse_their_address),
        TEST(test_listen__an_address_is_taken_once),
        TEST(test_listen__an_address_that_cannot_be_had_is_told),
    };
    return RUN(tests);
}
