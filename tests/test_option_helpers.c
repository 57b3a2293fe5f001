/* SPDX-License-Identifier: MIT */
/* What programs of UDP do with several options at once: buffers, path MTU, ports and addresses that are not here. */
#include "support.h"

static void test_option_helpers__a_buffer_grows_and_never_shrinks(void **state)
{
    (void)state;
    const skt_int_option buffers[] = {SKT_SO_RCVBUF, SKT_SO_SNDBUF};
    for (size_t i = 0; i < COUNT_OF(buffers); i++) {
        skt_socket s;
        int64_t before, now;
        assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &s));
        assert_rc(skt_get_int(s, buffers[i], &before), 0);
        assert_true(skt_grow_buffer(s, buffers[i], 0) == before);
        assert_true(skt_grow_buffer(s, buffers[i], before / 2) == before);
        now = skt_grow_buffer(s, buffers[i], before + 1000);
        int64_t says;
        assert_rc(skt_get_int(s, buffers[i], &says), 0);
        assert_true(now == says && now >= before);
        now = skt_grow_buffer(s, buffers[i], INT64_MAX);
        assert_true(now >= says);
        skt_close(s);
    }
    assert_true(skt_grow_buffer(SKT_INVALID_SOCKET, SKT_SO_RCVBUF, 1) < 0);
    assert_true(skt_grow_buffer(SKT_INVALID_SOCKET, SKT_IP_TTL, 1) < 0);
}

static void test_option_helpers__the_path_mtu_is_set_for_both_families(void **state)
{
    (void)state;
    skt_socket s;
    int64_t value;
    for (int only = 0; only < 2; only++) {
        assert_ok(skt_open(SKT_AF_INET6, SKT_SOCK_DGRAM, 0, &s));
        assert_ok(skt_set_bool(s, SKT_IPV6_V6ONLY, only));
        int rc = skt_set_path_mtu(s, SKT_IP_PMTUDISC_DO);
        if (rc == SKT_EUNSUPPORTED) SKIP("no path MTU discovery to set on this system");
        IF_WINE_DEVIATES(rc < 0, "no path MTU discovery");
        assert_rc(rc, 0);
        assert_rc(skt_get_int(s, SKT_IPV6_MTU_DISCOVER, &value), 0);
        assert_int_equal(value, SKT_IP_PMTUDISC_DO);
        assert_rc(skt_get_int(s, SKT_IP_MTU_DISCOVER, &value), 0);
        if (!only) assert_int_equal(value, SKT_IP_PMTUDISC_DO);
        skt_close(s);
    }
    connection c = unix_pair(SKT_SOCK_STREAM);
    assert_true(skt_set_path_mtu(c.client, SKT_IP_PMTUDISC_DO) < 0);
    close_both(&c);
}

static void test_option_helpers__the_path_mtu_of_loopback_is_known(void **state)
{
    (void)state;
    if (host.system != SKT_ON_LINUX) SKIP("the number is Linux's");
    static const char *const texts[] = {"127.0.0.1:0", "[::1]:0"};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        connection c = udp_connection(texts[i]);
        assert_true(skt_path_mtu(c.client) >= 1280);
        close_both(&c);
    }
    skt_socket s;
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &s));
    assert_rc(skt_path_mtu(s), SKT_ENOTCONN);
    skt_close(s);
}

static void test_option_helpers__an_address_that_is_not_here_can_be_bound(void **state)
{
    (void)state;
    static const char *const texts[] = {"192.0.2.77:0", "[2001:db8::77]:0"};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        skt_addr foreign = address(texts[i]);
        skt_socket s;
        assert_ok(skt_open(skt_addr_family(&foreign), SKT_SOCK_DGRAM, 0, &s));
        int rc = skt_bind(s, &foreign);
        IF_WINE_DEVIATES(rc == 0, "it binds what is not here");
        if (rc != SKT_EADDRNOTAVAIL) assert_rc(rc, SKT_EINVAL);
        rc = skt_bind_foreign(s, true);
        if (rc == SKT_EUNSUPPORTED || rc == SKT_EPERM) SKIP("not to be had: %s", skt_error_name(rc));
        assert_rc(rc, 0);
        assert_rc(skt_bind(s, &foreign), 0);
        skt_close(s);
    }
}

static void test_option_helpers__a_port_of_a_range_is_bound(void **state)
{
    (void)state;
    skt_addr here, any = address("127.0.0.1:0");
    skt_socket holder = bound("127.0.0.1:0", SKT_SOCK_DGRAM, &here), s;
    uint16_t taken = (uint16_t)skt_addr_port(&here);
    uint16_t first = taken > 20 ? (uint16_t)(taken - 10) : 1, last = (uint16_t)(first + 20);
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &s));
    assert_rc(skt_bind_range(s, &any, taken, taken), SKT_EADDRINUSE);
    int port = skt_bind_range(s, &any, first, last);
    assert_true(port >= first && port <= last && port != taken);
    assert_ok(skt_local_address(s, &here));
    assert_int_equal(skt_addr_port(&here), port);
    skt_close(s);
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &s));
    assert_rc(skt_bind_range(s, &any, 0, 10), SKT_EINVAL);
    assert_rc(skt_bind_range(s, &any, 11, 10), SKT_EINVAL);
    skt_close(s);
    skt_close(holder);
}

static void test_option_helpers__sockets_of_one_port_share_by_processor(void **state)
{
    (void)state;
    skt_addr here = address("127.0.0.1:0");
    skt_socket s[2];
    for (size_t i = 0; i < COUNT_OF(s); i++) {
        assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &s[i]));
        int rc = skt_set_bool(s[i], SKT_SO_REUSEPORT, true);
        if (rc == SKT_EUNSUPPORTED) SKIP("no SO_REUSEPORT on this system");
        assert_rc(rc, 0);
        assert_rc(skt_bind(s[i], &here), 0);
        assert_ok(skt_local_address(s[i], &here));
    }
    assert_true(skt_reuseport_by_cpu(s[0], 0) < 0);
    int rc = skt_reuseport_by_cpu(s[0], 2);
    if (rc != SKT_EUNSUPPORTED) assert_rc(rc, 0);
    skt_close(s[0]);
    skt_close(s[1]);
}

static void test_option_helpers__an_ioctl_says_what_can_be_received(void **state)
{
    (void)state;
    const uint32_t fionread = host.system == SKT_ON_LINUX ? 0x541b : 0x4004667f;
    connection c = tcp_connection("127.0.0.1:0");
    uint32_t unread = 99;
    size_t len = 0;
    assert_int_equal(skt_send(c.client, "abc", 3, 0), 3);
    wait_for(c.server, SKT_POLLIN);
    assert_rc(skt_ioctl(c.server, fionread, NULL, 0, &unread, sizeof unread, &len), 0);
    assert_int_equal(unread, 3);
    assert_int_equal(len, sizeof unread);
    assert_true(skt_ioctl(c.server, 0x12345678, NULL, 0, &unread, sizeof unread, NULL) < 0);
    assert_true(skt_ioctl(SKT_INVALID_SOCKET, fionread, NULL, 0, &unread, sizeof unread, NULL) < 0);
    close_both(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_option_helpers__a_buffer_grows_and_never_shrinks),
        TEST(test_option_helpers__the_path_mtu_is_set_for_both_families),
        TEST(test_option_helpers__the_path_mtu_of_loopback_is_known),
        TEST(test_option_helpers__an_address_that_is_not_here_can_be_bound),
        TEST(test_option_helpers__a_port_of_a_range_is_bound),
        TEST(test_option_helpers__sockets_of_one_port_share_by_processor),
        TEST(test_option_helpers__an_ioctl_says_what_can_be_received),
    };
    return RUN(tests);
}
