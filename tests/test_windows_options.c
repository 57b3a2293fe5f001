/* SPDX-License-Identifier: MIT */
/* Windows: what its own options do. "SOL_SOCKET socket options", "Winsock IOCTLs". */
#include "received.h"

#include "kinds.h"

#include <skt/native.h>

/* Two sockets that want one address, each with an option set before. */
static int bind_twice(int type, skt_bool_option first, skt_bool_option second)
{
    skt_addr here = address("127.0.0.1:0");
    skt_socket one, other;
    assert_ok(skt_open(SKT_AF_INET, type, 0, &one));
    assert_ok(skt_set_bool(one, first, true));
    assert_ok(skt_bind(one, &here));
    assert_ok(skt_local_address(one, &here));
    assert_ok(skt_open(SKT_AF_INET, type, 0, &other));
    assert_ok(skt_set_bool(other, second, true));
    int rc = skt_bind(other, &here);
    skt_close(one);
    skt_close(other);
    return rc;
}

static void test_windows_options__an_exclusive_address_cannot_be_stolen(void **state)
{
    (void)state;
    static const int types[] = {SKT_SOCK_STREAM, SKT_SOCK_DGRAM};
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        int rc = bind_twice(types[i], SKT_SO_EXCLUSIVEADDRUSE, SKT_SO_REUSEADDR);
        assert_true(rc == SKT_EACCES || rc == SKT_EADDRINUSE);
        rc = bind_twice(types[i], SKT_SO_EXCLUSIVEADDRUSE, SKT_SO_EXCLUSIVEADDRUSE);
        assert_true(rc == SKT_EACCES || rc == SKT_EADDRINUSE);
    }
}

static void test_windows_options__an_address_may_be_shared_by_those_who_allow_it(void **state)
{
    (void)state;
    int rc = bind_twice(SKT_SOCK_DGRAM, SKT_SO_REUSEADDR, SKT_SO_REUSEADDR);
    IF_WINE_DEVIATES(rc == SKT_EACCES || rc == SKT_EADDRINUSE, "the second bind is %s", skt_error_name(rc));
    assert_rc(rc, 0);
}

/* Sends to a port without a receiver, then receives a datagram from another sender. */
static void expect_after_a_lost_datagram(skt_socket s, const skt_addr *here, bool told)
{
    skt_addr nobody, other;
    skt_socket gone = bound("127.0.0.1:0", SKT_SOCK_DGRAM, &nobody);
    skt_socket sender = bound("127.0.0.1:0", SKT_SOCK_DGRAM, &other);
    char byte = 0;
    skt_close(gone);
    assert_int_equal(skt_sendto(s, "x", 1, 0, &nobody), 1);
    assert_int_equal(skt_sendto(sender, "y", 1, 0, here), 1);
    skt_ssize rc = skt_recv(s, &byte, 1, 0);
    if (told) {
        IF_WINE_DEVIATES(rc == 1, "SIO_UDP_CONNRESET does nothing");
        assert_rc(rc, SKT_ECONNRESET);
        rc = skt_recv(s, &byte, 1, 0);
    }
    assert_int_equal(rc, 1);
    assert_int_equal(byte, 'y');
    skt_close(sender);
}

static void test_windows_options__a_lost_datagram_fails_no_receive_unless_asked_for(void **state)
{
    (void)state;
    for (int told = 0; told < 2; told++) {
        skt_addr here;
        skt_socket s = bound("127.0.0.1:0", SKT_SOCK_DGRAM, &here);
        if (told) assert_rc(skt_set_bool(s, SKT_SIO_UDP_CONNRESET, true), 0);
        expect_after_a_lost_datagram(s, &here, told);
        skt_close(s);
    }
}

static void test_windows_options__a_bare_socket_is_as_the_system_has_it(void **state)
{
    (void)state;
    skt_addr here;
    skt_socket s = bound("127.0.0.1:0", SKT_SOCK_DGRAM | SKT_SOCK_BARE, &here);
    expect_after_a_lost_datagram(s, &here, true);
    skt_close(s);
}

static void test_windows_options__a_reserved_port_is_had_by_its_token_only(void **state)
{
    (void)state;
    enum { COUNT = 3 };
    skt_addr any = address("127.0.0.1:0"), here;
    skt_socket keeper, s;
    uint16_t first = 0;
    uint64_t token = 0;
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &keeper));
    int rc = skt_ports_reserve(keeper, 0, COUNT, &first, &token);
    if (rc < 0) SKIP("SIO_ACQUIRE_PORT_RESERVATION: %s", skt_error_name(rc));
    assert_true(first > 0);

    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &s));
    here = any;
    assert_ok(skt_addr_set_port(&here, first));
    rc = skt_bind(s, &here);
    assert_true(rc == SKT_EADDRINUSE || rc == SKT_EACCES);
    skt_close(s);

    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &s));
    assert_rc(skt_set_u64(s, SKT_SIO_ASSOCIATE_PORT_RESERVATION, token), 0);
    assert_rc(skt_bind(s, &any), 0);
    assert_ok(skt_local_address(s, &here));
    assert_in_range(skt_addr_port(&here), first, first + COUNT - 1);
    skt_close(s);
    assert_rc(skt_set_u64(keeper, SKT_SIO_RELEASE_PORT_RESERVATION, token), 0);
    skt_close(keeper);
}

static void test_windows_options__the_state_of_a_connection_is_told(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    /* TCP_INFO_v0 begins with the state, whose 4 is TCPSTATE_ESTABLISHED. */
    struct {
        uint32_t connection_state;
        uint32_t rest[63];
    } info = {.connection_state = 99};
    size_t len = sizeof info;
    int rc = skt_get_bytes(c.client, SKT_TCP_INFO, &info, &len);
    if (rc < 0) SKIP("SIO_TCP_INFO: %s", skt_error_name(rc));
    assert_int_equal(info.connection_state, 4);
    assert_true(len >= 88 && len <= sizeof info);
    close_both(&c);
}

static void test_windows_options__the_process_of_a_unix_peer_is_told(void **state)
{
    (void)state;
    NEEDS_UNIX();
    EACH_STREAM(k) {
        if (k->family != SKT_AF_UNIX) continue;
        connection c = kind_connection(k);
        int64_t pid = 0;
        assert_rc(skt_get_int(c.client, SKT_SIO_AF_UNIX_GETPEERPID, &pid), 0);
        assert_int_equal(pid, own_pid());
        assert_rc(skt_get_int(c.server, SKT_SIO_AF_UNIX_GETPEERPID, &pid), 0);
        assert_int_equal(pid, own_pid());
        close_both(&c);
    }
}

static void test_windows_options__what_was_not_redirected_has_no_other_destination(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    skt_addr told = address("192.0.2.1:1");
    const skt_addr before = told;
    int rc = skt_original_destination(c.server, &told);
    assert_true(skt_addr_equal(&told, &before));
    IF_WINE_DEVIATES(rc == SKT_ENOPROTOOPT, "SO_ORIGINAL_DST is %s", skt_error_name(rc));
    assert_rc(rc, SKT_EINVAL);
    close_both(&c);
}

static void test_windows_options__a_socket_for_registered_io_is_one_as_any_other(void **state)
{
    (void)state;
    skt_addr here;
    skt_socket s = bound("127.0.0.1:0", SKT_SOCK_DGRAM | SKT_SOCK_REGISTERED_IO, &here);
    char byte = 0;
    assert_int_equal(skt_type(s), SKT_SOCK_DGRAM);
    assert_int_equal(skt_sendto(s, "x", 1, 0, &here), 1);
    assert_int_equal(skt_recv(s, &byte, 1, 0), 1);
    assert_int_equal(byte, 'x');
    skt_close(s);
}

/* accept inherits the listener's event selection, during which the blocking mode cannot be changed. */
static void test_windows_options__an_accepted_socket_has_not_its_listeners_events(void **state)
{
    (void)state;
    skt_addr here;
    skt_socket listening = listener("127.0.0.1:0", &here), client, server;
    HANDLE event = CreateEventW(NULL, TRUE, FALSE, NULL);
    assert_non_null(event);
    assert_int_equal(WSAEventSelect(listening, event, FD_ACCEPT | FD_READ | FD_CLOSE), 0);
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &client));
    assert_ok(skt_connect(client, &here));
    assert_int_equal(WaitForSingleObject(event, 20000), WAIT_OBJECT_0);
    assert_ok(skt_accept(listening, 0, &server, NULL));
    assert_mode(server, false);
    ResetEvent(event);
    assert_int_equal(skt_send(client, "x", 1, 0), 1);
    wait_for(server, SKT_POLLIN);
    assert_int_equal(WaitForSingleObject(event, 0), WAIT_TIMEOUT);
    skt_close(server);
    skt_close(client);
    skt_close(listening);
    CloseHandle(event);
}

static void test_windows_options__the_protocol_of_a_socket_is_a_text_of_its_fields(void **state)
{
    (void)state;
    WSAPROTOCOL_INFOW info;
    size_t len = sizeof info;
    char text[1024], wanted[1024];
    skt_socket s;
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &s));
    assert_ok(skt_get_bytes(s, SKT_SO_PROTOCOL_INFOW, &info, &len));
    assert_int_equal(len, sizeof info);
    const uint8_t *id = (const uint8_t *)&info.ProviderId;
    int at = snprintf(wanted, sizeof wanted,
                      "service_flags=0x%lx provider_flags=0x%lx provider_id=", (unsigned long)info.dwServiceFlags1,
                      (unsigned long)info.dwProviderFlags);
    for (size_t i = 0; i < sizeof info.ProviderId; i++)
        at += snprintf(wanted + at, sizeof wanted - (size_t)at, "%02x", id[i]);
    snprintf(wanted + at, sizeof wanted - (size_t)at,
             " catalog_entry_id=%lu chain_len=%d version=%d family=%d max_sock_addr=%d min_sock_addr=%d type=%d "
             "protocol=%d ",
             (unsigned long)info.dwCatalogEntryId, info.ProtocolChain.ChainLen, info.iVersion, info.iAddressFamily,
             info.iMaxSockAddr, info.iMinSockAddr, info.iSocketType, info.iProtocol);
    assert_true(skt_option_bytes_text(SKT_ANY(SKT_SO_PROTOCOL_INFOW), &info, len, text, sizeof text) > 0);
    assert_memory_equal(text, wanted, strlen(wanted));
    assert_null(strstr(text, "rest="));
    skt_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_windows_options__an_exclusive_address_cannot_be_stolen),
        TEST(test_windows_options__an_address_may_be_shared_by_those_who_allow_it),
        TEST(test_windows_options__a_lost_datagram_fails_no_receive_unless_asked_for),
        TEST(test_windows_options__a_bare_socket_is_as_the_system_has_it),
        TEST(test_windows_options__a_reserved_port_is_had_by_its_token_only),
        TEST(test_windows_options__the_state_of_a_connection_is_told),
        TEST(test_windows_options__the_process_of_a_unix_peer_is_told),
        TEST(test_windows_options__what_was_not_redirected_has_no_other_destination),
        TEST(test_windows_options__a_socket_for_registered_io_is_one_as_any_other),
        TEST(test_windows_options__an_accepted_socket_has_not_its_listeners_events),
        TEST(test_windows_options__the_protocol_of_a_socket_is_a_text_of_its_fields),
    };
    return RUN(tests);
}
