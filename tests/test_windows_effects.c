/* SPDX-License-Identifier: MIT */
/* Windows: what its own options say, beside what other calls say of the same socket. "SOL_SOCKET socket options". */
#include "support.h"

#include <skt/native.h>

/* Leaves the test where this version of the system, or Wine, has no such option. */
static void read_bytes(skt_socket s, skt_bytes_option key, void *out, size_t *len_io)
{
    int rc = skt_get_bytes(s, key, out, len_io);
    IF_WINE_DEVIATES(rc < 0, "%s is %s", skt_option_describe(SKT_ANY(key))->name, skt_error_name(rc));
    assert_rc(rc, 0);
}

static void test_windows_effects__the_state_of_a_socket_has_its_addresses(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    union {
        CSADDR_INFO info;
        char bytes[1024];
    } told;
    size_t len = sizeof told;
    skt_addr here, there, local, peer;
    read_bytes(c.client, SKT_SO_BSP_STATE, &told, &len);
    assert_ok(skt_local_address(c.client, &here));
    assert_ok(skt_peer_address(c.client, &there));
    assert_ok(
        skt_addr_from_native(told.info.LocalAddr.lpSockaddr, (size_t)told.info.LocalAddr.iSockaddrLength, &local));
    assert_ok(
        skt_addr_from_native(told.info.RemoteAddr.lpSockaddr, (size_t)told.info.RemoteAddr.iSockaddrLength, &peer));
    assert_same(&here, &local);
    assert_same(&there, &peer);
    assert_int_equal(told.info.iSocketType, SKT_SOCK_STREAM);
    assert_int_equal(told.info.iProtocol, SKT_IPPROTO_TCP);
    close_both(&c);
}

static void test_windows_effects__the_provider_says_what_the_socket_is(void **state)
{
    (void)state;
    connection c = udp_connection("[::1]:0");
    WSAPROTOCOL_INFOW told;
    size_t len = sizeof told;
    read_bytes(c.client, SKT_SO_PROTOCOL_INFOW, &told, &len);
    assert_int_equal(told.iAddressFamily, skt_family(c.client));
    assert_int_equal(told.iSocketType, skt_type(c.client));
    assert_int_equal(told.iProtocol, skt_protocol(c.client));
    close_both(&c);
}

static void test_windows_effects__not_to_linger_is_the_opposite_of_lingering(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    for (int off = 0; off < 2; off++) {
        skt_linger linger = {.on = off};
        bool told = !off;
        assert_ok(skt_set_linger(c.client, SKT_SO_LINGER, (skt_linger){.on = !off, .time = SKT_SECONDS(1)}));
        assert_rc(skt_get_bool(c.client, SKT_SO_DONTLINGER, &told), 0);
        assert_int_equal(told, off);
        assert_rc(skt_set_bool(c.client, SKT_SO_DONTLINGER, true), 0);
        assert_ok(skt_get_linger(c.client, SKT_SO_LINGER, &linger));
        assert_false(linger.on);
    }
    close_both(&c);
}

static void test_windows_effects__only_a_connected_socket_has_been_so_for_a_time(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    skt_socket s;
    int64_t seconds = -2, never = -2;
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &s));
    int rc = skt_get_int(c.client, SKT_SO_CONNECT_TIME, &seconds);
    IF_WINE_DEVIATES(rc < 0, "SO_CONNECT_TIME is %s", skt_error_name(rc));
    assert_rc(rc, 0);
    assert_in_range(seconds, 0, 3600);
    rc = skt_get_int(s, SKT_SO_CONNECT_TIME, &never);
    assert_rc(rc, 0);
    assert_int_equal(never, -1);
    skt_close(s);
    close_both(&c);
}

static void test_windows_effects__the_largest_datagram_is_the_largest_that_can_be_sent(void **state)
{
    (void)state;
    static char bytes[1 << 17];
    connection c = udp_connection("127.0.0.1:0");
    int64_t most = 0;
    int rc = skt_get_int(c.client, SKT_SO_MAX_MSG_SIZE, &most);
    IF_WINE_DEVIATES(rc < 0, "SO_MAX_MSG_SIZE is %s", skt_error_name(rc));
    assert_rc(rc, 0);
    assert_in_range(most, 1000, sizeof bytes / 2);
    assert_rc((int)skt_send(c.client, bytes, sizeof bytes, 0), SKT_EMSGSIZE);
    close_both(&c);
}

static void test_windows_effects__without_layers_the_base_is_the_socket(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    skt_socket base = SKT_INVALID_SOCKET;
    size_t len = sizeof base;
    read_bytes(c.client, SKT_SIO_BASE_HANDLE, &base, &len);
    assert_int_equal(len, sizeof base);
    assert_true(base == c.client);
    close_both(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_windows_effects__the_state_of_a_socket_has_its_addresses),
        TEST(test_windows_effects__the_provider_says_what_the_socket_is),
        TEST(test_windows_effects__not_to_linger_is_the_opposite_of_lingering),
        TEST(test_windows_effects__only_a_connected_socket_has_been_so_for_a_time),
        TEST(test_windows_effects__the_largest_datagram_is_the_largest_that_can_be_sent),
        TEST(test_windows_effects__without_layers_the_base_is_the_socket),
    };
    return RUN(tests);
}
