/* SPDX-License-Identifier: MIT */
/* Linux: the original destination of a connection that netfilter redirected. */
#include "netns.h"

typedef struct redirection {
    const char *listens;     /* where the server is */
    const char *headed;      /* the client's destination */
    const char *destination; /* the original destination that the server gets */
} redirection;

static const redirection rows[] = {
    {"127.0.0.1:0", "127.0.0.55:80", "127.0.0.55:80"},
    {"[::1]:0", "[::1]:80", "[::1]:80"},
    {"[::]:0", "127.0.0.55:80", "127.0.0.55:80"}, /* an IPv4 client of a socket of both families */
    {"[::]:0", "[::1]:80", "[::1]:80"},
};

static const char needed[] =
    "nft 'add table inet t; add chain inet t out { type nat hook output priority -100; }; flush table inet t'";

static skt_socket connected(const skt_addr *to)
{
    skt_socket s;
    assert_ok(skt_open(skt_addr_family(to), SKT_SOCK_STREAM, 0, &s));
    assert_ok(skt_connect(s, to));
    return s;
}

/* Runs first: afterwards the network tracks its connections. */
static void test_redirect__a_connection_that_nobody_tracks_has_no_other_destination(void **state)
{
    (void)state;
    NEEDS_NETNS();
    static const char *const places[] = {"127.0.0.1:0", "[::1]:0"};
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        connection c = tcp_connection(places[i]);
        skt_addr told = address("192.0.2.1:1");
        const skt_addr before = told;
        int rc = skt_original_destination(c.server, &told);
        if (rc == SKT_ENOPROTOOPT) SKIP("this kernel tracks no connections: %s", skt_error_name(rc));
        assert_rc(rc, SKT_ENOENT);
        assert_true(skt_addr_equal(&told, &before));
        close_both(&c);
    }
}

static void test_redirect__the_original_destination_is_told(void **state)
{
    (void)state;
    NEEDS_NETNS();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char command[200];
        skt_addr here, told, headed = address(rows[i].headed), wanted = address(rows[i].destination);
        skt_socket listening = listener(rows[i].listens, &here), server;
        NETNS_RUN(needed);
        snprintf(command, sizeof command, "nft add rule inet t out tcp dport 80 redirect to :%d", skt_addr_port(&here));
        NETNS_RUN(command);
        skt_socket client = connected(&headed);
        assert_ok(skt_accept(listening, 0, &server, NULL));
        assert_rc(skt_original_destination(server, &told), 0);
        assert_true(skt_addr_equal(&told, &wanted));
        assert_int_equal(told.len, wanted.len);
        skt_close(listening);
        skt_close(client);
        skt_close(server);
    }
    NETNS_RUN("nft delete table inet t");
}

static void test_redirect__a_tracked_connection_was_headed_where_it_went(void **state)
{
    (void)state;
    NEEDS_NETNS();
    static const char *const places[] = {"127.0.0.1:0", "[::1]:0"};
    NETNS_RUN(needed);
    NETNS_RUN("nft add rule inet t out ct state new accept");
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        skt_addr here, told;
        skt_socket listening = listener(places[i], &here), server;
        skt_socket client = connected(&here);
        assert_ok(skt_accept(listening, 0, &server, NULL));
        assert_rc(skt_original_destination(server, &told), 0);
        assert_true(skt_addr_equal(&told, &here));
        skt_close(listening);
        skt_close(client);
        skt_close(server);
    }
    NETNS_RUN("nft delete table inet t");
}

static void test_redirect__what_is_no_tcp_connection_has_the_kernels_own_error(void **state)
{
    (void)state;
    NEEDS_NETNS();
    skt_addr told;
    connection udp = udp_connection("127.0.0.1:0"), local = unix_pair(SKT_SOCK_STREAM);
    assert_rc(skt_original_destination(udp.client, &told), SKT_ENOPROTOOPT);
    assert_rc(skt_original_destination(local.client, &told), SKT_EOPNOTSUPP);
    close_both(&udp);
    close_both(&local);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_redirect__a_connection_that_nobody_tracks_has_no_other_destination),
        TEST(test_redirect__the_original_destination_is_told),
        TEST(test_redirect__a_tracked_connection_was_headed_where_it_went),
        TEST(test_redirect__what_is_no_tcp_connection_has_the_kernels_own_error),
    };
    return RUN_WITH(tests, netns_setup, netns_teardown);
}
