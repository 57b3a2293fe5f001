/* SPDX-License-Identifier: MIT */
#include "support.h"

#include "kinds.h"

static void test_socket__a_new_socket_is_what_was_asked_for(void **state)
{
    (void)state;
    for (int streams = 0; streams < 2; streams++)
        for (const kind *k = streams ? next_stream(NULL) : next_datagram(NULL); k != NULL;
             k = streams ? next_stream(k) : next_datagram(k)) {
            skt_socket s = kind_open(k);
            assert_int_equal(skt_family(s), k->family);
            assert_int_equal(skt_type(s), k->type);
            int protocol = skt_protocol(s);
            if (protocol != SKT_EUNSUPPORTED) assert_int_equal(protocol, k->protocol);
            int listens = skt_is_listener(s);
            if (listens != SKT_EUNSUPPORTED) assert_int_equal(listens, 0);
            assert_rc(skt_pending_error(s), 0);
            assert_rc(skt_close(s), 0);
        }
}

static void test_socket__protocol_0_is_the_types_usual_one(void **state)
{
    (void)state;
    static const struct {
        int type;
        int protocol;
    } rows[] = {{SKT_SOCK_STREAM, SKT_IPPROTO_TCP}, {SKT_SOCK_DGRAM, SKT_IPPROTO_UDP}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_socket s;
        assert_ok(skt_open(SKT_AF_INET, rows[i].type, 0, &s));
        int protocol = skt_protocol(s);
        skt_close(s);
        if (protocol == SKT_EUNSUPPORTED) SKIP("this system does not tell a socket's protocol");
        assert_int_equal(protocol, rows[i].protocol);
    }
}

/* The bits of a type, and what they must come to. */
static const struct {
    int bits;
    bool nonblocking;
    bool inheritable;
} bit_rows[] = {
    {0, false, false},
    {SKT_SOCK_NONBLOCK, true, false},
    {SKT_SOCK_INHERIT, false, true},
    {SKT_SOCK_INHERIT | SKT_SOCK_NONBLOCK, true, true},
    {SKT_SOCK_BARE, false, true},
    {SKT_SOCK_BARE | SKT_SOCK_NONBLOCK, true, true},
    {SKT_SOCK_BARE | SKT_SOCK_INHERIT, false, true},
};

static void assert_properties(skt_socket s, bool nonblocking, bool inheritable)
{
    bool is_inheritable = !inheritable;
    assert_mode(s, nonblocking);
    assert_rc(skt_get_inheritable(s, &is_inheritable), 0);
    assert_int_equal(is_inheritable, inheritable);
}

static void test_socket__the_bits_of_the_type_set_mode_and_inheritance(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(bit_rows); i++) {
        skt_addr any = address("127.0.0.1:0");
        skt_socket s;
        assert_rc(skt_open(SKT_AF_INET, SKT_SOCK_DGRAM | bit_rows[i].bits, 0, &s), 0);
        assert_ok(skt_bind(s, &any));
        assert_properties(s, bit_rows[i].nonblocking, bit_rows[i].inheritable);
        assert_int_equal(skt_type(s), SKT_SOCK_DGRAM);
        skt_close(s);
    }
}

static void test_socket__the_bits_hold_for_both_of_a_pair(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(bit_rows); i++) {
        skt_socket both[2];
        int rc = skt_pair(SKT_AF_UNIX, SKT_SOCK_STREAM | bit_rows[i].bits, 0, both);
        if (rc == SKT_EUNSUPPORTED) SKIP("this system makes no pairs");
        assert_rc(rc, 0);
        assert_properties(both[0], bit_rows[i].nonblocking, bit_rows[i].inheritable);
        assert_properties(both[1], bit_rows[i].nonblocking, bit_rows[i].inheritable);
        skt_close(both[0]);
        skt_close(both[1]);
    }
}

/* A pair is of Unix sockets, which have no names, unless the system must connect two of another sort for it. */
static void assert_peers(skt_socket one, skt_socket other)
{
    skt_addr peer, local;
    assert_rc(skt_peer_address(one, &peer), 0);
    assert_rc(skt_local_address(other, &local), 0);
    assert_true(skt_addr_equal(&peer, &local));
    if (host.system != SKT_ON_WINDOWS) assert_true(skt_addr_is_unnamed(&peer));
    if (skt_addr_family(&peer) != SKT_AF_UNIX) assert_true(skt_addr_is_loopback(&peer));
}

static void test_socket__a_pair_is_connected_to_itself(void **state)
{
    (void)state;
    static const int types[] = {SKT_SOCK_STREAM, SKT_SOCK_DGRAM, SKT_SOCK_SEQPACKET};
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        skt_socket both[2];
        char back[8];
        int rc = skt_pair(SKT_AF_UNIX, types[i], 0, both);
        /* Windows has streams only. */
        if (host.system == SKT_ON_WINDOWS && types[i] != SKT_SOCK_STREAM) {
            assert_rc(rc, SKT_EUNSUPPORTED);
            continue;
        }
        if (rc < 0) {
            printf("SKIP a pair of %s: %s\n", skt_type_name(types[i]), skt_error_name(rc));
            continue;
        }
        for (int from = 0; from < 2; from++) {
            assert_int_equal(skt_type(both[from]), types[i]);
            assert_int_equal(skt_send(both[from], "hello", 5, 0), 5);
            assert_int_equal(skt_recv(both[!from], back, sizeof back, 0), 5);
            assert_memory_equal(back, "hello", 5);
            assert_peers(both[from], both[!from]);
        }
        assert_rc(skt_close(both[0]), 0);
        assert_rc(skt_close(both[1]), 0);
    }
}

static void test_socket__only_some_families_have_pairs(void **state)
{
    (void)state;
    skt_socket both[2] = {SKT_INVALID_SOCKET, SKT_INVALID_SOCKET};
    int rc = skt_pair(SKT_AF_INET, SKT_SOCK_STREAM, 0, both);
    assert_true(rc == SKT_EOPNOTSUPP || rc == SKT_EUNSUPPORTED || rc == SKT_EAFNOSUPPORT);
    assert_true(both[0] == SKT_INVALID_SOCKET && both[1] == SKT_INVALID_SOCKET);
}

static void test_socket__what_does_not_go_together_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *why;
        int family, type, protocol;
        int wanted[3];
        int on_windows; /* 0: as everywhere */
    } rows[] = {
        {"no such family", 12345, SKT_SOCK_STREAM, 0, {SKT_EAFNOSUPPORT}, 0},
        {"a negative family", -1, SKT_SOCK_STREAM, 0, {SKT_EAFNOSUPPORT, SKT_EINVAL}, 0},
        {"a negative type", SKT_AF_INET, INT32_MIN | SKT_SOCK_STREAM, 0, {SKT_EINVAL}, SKT_ESOCKTNOSUPPORT},
        {"a type of bits that nobody knows",
         SKT_AF_INET,
         SKT_SOCK_STREAM | 0x10000000,
         0,
         {SKT_EINVAL},
         SKT_ESOCKTNOSUPPORT},
        {"a negative protocol", SKT_AF_INET, SKT_SOCK_STREAM, -1, {SKT_EINVAL, SKT_EPROTONOSUPPORT}, 0},
        {"no such type", SKT_AF_INET, 15, 0, {SKT_EINVAL, SKT_ESOCKTNOSUPPORT, SKT_EPROTOTYPE}, 0},
        {"packets in order over IP", SKT_AF_INET, SKT_SOCK_SEQPACKET, 0, {SKT_ESOCKTNOSUPPORT, SKT_EPROTONOSUPPORT}, 0},
        {"a stream over UDP",
         SKT_AF_INET,
         SKT_SOCK_STREAM,
         SKT_IPPROTO_UDP,
         {SKT_EPROTONOSUPPORT, SKT_EPROTOTYPE, SKT_ESOCKTNOSUPPORT},
         0},
        {"TCP over Unix", SKT_AF_UNIX, SKT_SOCK_STREAM, SKT_IPPROTO_TCP, {SKT_EPROTONOSUPPORT, SKT_EINVAL}, 0},
        {"no such protocol", SKT_AF_INET, SKT_SOCK_DGRAM, 254, {SKT_EPROTONOSUPPORT, SKT_EPROTOTYPE}, 0},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (rows[i].family == SKT_AF_UNIX && unix_lack() < 0) continue;
        skt_socket s = SKT_INVALID_SOCKET;
        int rc = skt_open(rows[i].family, rows[i].type, rows[i].protocol, &s);
        const int *wanted = rows[i].wanted;
        if (host.system == SKT_ON_WINDOWS && rows[i].on_windows)
            assert_rc(rc, rows[i].on_windows);
        else if (rc != wanted[0] && rc != wanted[1] && rc != wanted[2])
            fail_msg("%s: %d, %s", rows[i].why, rc, skt_error_name(rc));
        assert_true(s == SKT_INVALID_SOCKET);
        assert_false(skt_family_supported(rows[i].family, rows[i].type, rows[i].protocol));
    }
}

static void test_socket__mode_can_be_changed_and_read(void **state)
{
    (void)state;
    static const bool steps[] = {true, true, false, false, true};
    skt_addr any = address("127.0.0.1:0");
    skt_socket s;
    char byte;
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &s));
    assert_ok(skt_bind(s, &any));
    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        assert_rc(skt_set_nonblocking(s, steps[i]), 0);
        assert_mode(s, steps[i]);
    }
    assert_rc(skt_recv(s, &byte, 1, 0), SKT_EAGAIN);
    skt_close(s);
}

static void test_socket__inheritance_can_be_changed_and_read(void **state)
{
    (void)state;
    static const bool steps[] = {true, true, false, false, true};
    skt_socket s;
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &s));
    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        bool is = !steps[i];
        assert_rc(skt_set_inheritable(s, steps[i]), 0);
        assert_rc(skt_get_inheritable(s, &is), 0);
        assert_int_equal(is, steps[i]);
    }
    skt_close(s);
}

static void test_socket__a_dup_is_the_same_socket_but_not_inherited(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    skt_socket copy;
    skt_addr one, other;
    char byte = 0;
    bool is = true;
    assert_ok(skt_set_inheritable(c.client, true));
    assert_rc(skt_dup(c.client, &copy), 0);
    assert_true(copy != c.client);
    assert_rc(skt_get_inheritable(copy, &is), 0);
    assert_false(is);
    assert_ok(skt_local_address(c.client, &one));
    assert_ok(skt_local_address(copy, &other));
    assert_true(skt_addr_equal(&one, &other));

    assert_ok(skt_close(c.client));
    assert_int_equal(skt_send(copy, "x", 1, 0), 1);
    assert_int_equal(skt_recv(c.server, &byte, 1, 0), 1);
    assert_int_equal(byte, 'x');
    assert_ok(skt_close(copy));
    assert_int_equal(skt_recv(c.server, &byte, 1, 0), 0);
    assert_ok(skt_close(c.server));
}

static void test_socket__a_dup_shares_the_mode(void **state)
{
    (void)state;
    connection c = udp_connection("127.0.0.1:0");
    skt_socket copy;
    assert_ok(skt_dup(c.client, &copy));
    for (int on = 1; on >= 0; on--) {
        assert_ok(skt_set_nonblocking(c.client, on));
        assert_mode(copy, on);
        assert_ok(skt_set_nonblocking(copy, !on));
        assert_mode(c.client, !on);
    }
    assert_ok(skt_close(copy));
    close_both(&c);
}

static void test_socket__a_closed_handle_is_gone(void **state)
{
    (void)state;
    skt_socket s;
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &s));
    assert_rc(skt_close(s), 0);
    assert_rc(skt_type(s), host.no_socket);
    assert_rc(skt_close(s), host.no_socket);
}

static void test_socket__shutdown_ends_one_direction(void **state)
{
    (void)state;
    EACH_STREAM(k) {
        connection c = kind_connection(k);
        char bytes[4];
        assert_int_equal(skt_send(c.client, "a", 1, 0), 1);
        assert_rc(skt_shutdown(c.client, SKT_SHUT_WR), 0);
        assert_rc(skt_send(c.client, "b", 1, 0), SKT_EPIPE);
        assert_int_equal(skt_recv(c.server, bytes, sizeof bytes, 0), 1);
        assert_int_equal(skt_recv(c.server, bytes, sizeof bytes, 0), 0);
        assert_int_equal(skt_send(c.server, "cd", 2, 0), 2);
        assert_int_equal(skt_recv(c.client, bytes, sizeof bytes, 0), 2);
        close_both(&c);

        c = kind_connection(k);
        assert_rc(skt_shutdown(c.client, SKT_SHUT_RD), 0);
        assert_int_equal(skt_recv(c.client, bytes, sizeof bytes, 0), 0);
        assert_int_equal(skt_send(c.client, "e", 1, 0), 1);
        assert_int_equal(skt_recv(c.server, bytes, sizeof bytes, 0), 1);
        close_both(&c);

        c = kind_connection(k);
        assert_rc(skt_shutdown(c.client, SKT_SHUT_RDWR), 0);
        assert_rc(skt_send(c.client, "f", 1, 0), SKT_EPIPE);
        assert_int_equal(skt_recv(c.client, bytes, sizeof bytes, 0), 0);
        assert_int_equal(skt_recv(c.server, bytes, sizeof bytes, 0), 0);
        close_both(&c);
    }
}

static void test_socket__shutdown_of_what_is_not_connected_is_refused(void **state)
{
    (void)state;
    static const int ways[] = {SKT_SHUT_RD, SKT_SHUT_WR, SKT_SHUT_RDWR};
    skt_socket s;
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &s));
    for (size_t i = 0; i < COUNT_OF(ways); i++) assert_rc(skt_shutdown(s, ways[i]), SKT_ENOTCONN);
    assert_rc(skt_shutdown(s, 77), SKT_EINVAL);
    assert_rc(skt_shutdown(s, -1), SKT_EINVAL);
    skt_close(s);
}

static void test_socket__an_unbound_sockets_family_can_be_told(void **state)
{
    (void)state;
    static const int families[] = {SKT_AF_INET, SKT_AF_INET6, SKT_AF_UNIX};
    for (size_t i = 0; i < COUNT_OF(families); i++) {
        skt_socket s;
        skt_addr here, peer;
        if (skt_open(families[i], SKT_SOCK_STREAM, 0, &s) < 0) continue;
        assert_int_equal(skt_family(s), families[i]);
        assert_rc(skt_peer_address(s, &peer), SKT_ENOTCONN);
        assert_rc(skt_local_address(s, &here), host.tells_unbound_address ? 0 : SKT_EINVAL);
        if (host.tells_unbound_address) {
            assert_int_equal(skt_addr_family(&here), families[i]);
            if (families[i] != SKT_AF_UNIX) {
                assert_int_equal(skt_addr_port(&here), 0);
                assert_true(skt_addr_is_any(&here));
            }
        }
        skt_close(s);
    }
}

/* A socket to which the system tells that nobody is where it wants to go. */
static skt_socket told_that_nobody_is_there(int type)
{
    skt_addr nobody;
    skt_socket s;
    assert_ok(skt_close(bound("127.0.0.1:0", type, &nobody)));

    assert_ok(skt_open(SKT_AF_INET, type | SKT_SOCK_NONBLOCK, 0, &s));
    int rc = skt_connect(s, &nobody);
    assert_rc(rc, type == SKT_SOCK_STREAM ? SKT_EINPROGRESS : 0);
    if (type == SKT_SOCK_DGRAM) assert_ok(skt_send(s, "x", 1, 0));
    return s;
}

static void test_socket__a_pending_error_is_taken_once(void **state)
{
    (void)state;
    static const int types[] = {SKT_SOCK_STREAM, SKT_SOCK_DGRAM};
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        if (types[i] == SKT_SOCK_DGRAM && !host.tells_refused_datagrams) continue;
        skt_socket s = told_that_nobody_is_there(types[i]);
        skt_pollfd fd = {.socket = s, .events = types[i] == SKT_SOCK_STREAM ? SKT_POLLOUT : 0};
        assert_int_equal(skt_poll(&fd, 1, skt_deadline_in(SKT_SECONDS(20))), 1);
        assert_true(fd.revents & SKT_POLLERR);
        assert_rc(skt_pending_error(s), SKT_ECONNREFUSED);
        assert_taken(s);
        skt_close(s);
    }
}

static void test_socket__raw_sockets_need_a_privilege(void **state)
{
    (void)state;
    static const struct {
        int family, protocol;
    } rows[] = {{SKT_AF_INET, SKT_IPPROTO_ICMP}, {SKT_AF_INET6, SKT_IPPROTO_ICMPV6}, {SKT_AF_INET, SKT_IPPROTO_RAW}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_socket s;
        int rc = skt_open(rows[i].family, SKT_SOCK_RAW, rows[i].protocol, &s);
        if (rc == SKT_EPERM || rc == SKT_EACCES) SKIP("raw sockets are not permitted: %s", skt_error_name(rc));
        if (rc == SKT_EPROTONOSUPPORT && under_wine()) {
            printf("SKIP %s: Wine: %s\n", skt_protocol_name(rows[i].protocol), skt_error_name(rc));
            continue;
        }
        assert_rc(rc, 0);
        assert_int_equal(skt_type(s), SKT_SOCK_RAW);
        assert_int_equal(skt_family(s), rows[i].family);
        int protocol = skt_protocol(s);
        if (protocol != SKT_EUNSUPPORTED) assert_int_equal(protocol, rows[i].protocol);
        skt_close(s);
    }
}

static void test_socket__a_raw_socket_hears_an_echo(void **state)
{
    (void)state;
    /* An echo request, ICMP type 8, with its checksum, RFC 792. */
    static const unsigned char request[8] = {8, 0, 0xf7, 0xff - 0x12, 0, 0x12, 0, 0};
    unsigned char reply[100];
    skt_addr loopback = address("127.0.0.1:0"), from;
    skt_socket s;
    int rc = skt_open(SKT_AF_INET, SKT_SOCK_RAW, SKT_IPPROTO_ICMP, &s);
    if (rc == SKT_EPERM || rc == SKT_EACCES) SKIP("raw sockets are not permitted: %s", skt_error_name(rc));
    assert_rc(rc, 0);
    assert_int_equal(skt_sendto(s, request, sizeof request, 0, &loopback), sizeof request);
    bool heard = false;
    skt_deadline deadline = skt_deadline_in(SKT_SECONDS(5));
    while (!heard) {
        skt_pollfd fd = {.socket = s, .events = SKT_POLLIN};
        assert_int_equal(skt_poll(&fd, 1, deadline), 1);
        skt_ssize len = skt_recvfrom(s, reply, sizeof reply, 0, &from);
        assert_true(len >= 20);
        size_t header = (size_t)(reply[0] & 15) * 4;
        heard = (size_t)len == header + sizeof request && reply[header] == 0 && reply[header + 5] == 0x12;
    }
    assert_true(skt_addr_is_loopback(&from));
    skt_close(s);
}

static void test_socket__support_is_what_the_kernel_says(void **state)
{
    (void)state;
    assert_true(skt_family_supported(SKT_AF_INET, SKT_SOCK_STREAM, 0));
    assert_true(skt_family_supported(SKT_AF_INET, SKT_SOCK_DGRAM | SKT_SOCK_NONBLOCK, SKT_IPPROTO_UDP));
    assert_false(skt_family_supported(12345, SKT_SOCK_STREAM, 0));
    assert_false(skt_family_supported(SKT_AF_INET, SKT_SOCK_DGRAM, SKT_IPPROTO_TCP));
    /* Windows chooses what is left open. */
    if (host.system == SKT_ON_WINDOWS) return;
    assert_false(skt_family_supported(SKT_AF_UNSPEC, SKT_SOCK_STREAM, 0));
    assert_false(skt_family_supported(SKT_AF_INET, 0, 0));
}

/* Those of Windows that stand for the process, its thread and their tokens are among them. */
static void test_socket__a_negative_number_is_no_handle(void **state)
{
    (void)state;
    connection channel = tcp_connection("127.0.0.1:0");
    int handles = open_handles();
    for (int number = -1; number >= -8; number--) {
        skt_socket s = (skt_socket)number, copy;
        skt_file file = temp_file(0, "abc", 3);
        bool is;
        const int results[] = {
            skt_get_inheritable(s, &is),
            skt_set_inheritable(s, false),
            skt_set_inheritable(s, true),
            skt_dup(s, &copy),
            skt_export(s, channel.client, own_pid()),
            skt_export(channel.client, s, own_pid()),
            skt_close(s),
            skt_type(s),
            (int)skt_sendfile(s, file, 0, 3),
            (int)skt_sendfile(channel.client, (skt_file)number, 0, 3),
        };
        for (size_t i = 0; i < COUNT_OF(results); i++) {
            bool absent = results[i] == SKT_EUNSUPPORTED || results[i] == SKT_EOPNOTSUPP;
            if (!absent) assert_true(results[i] == SKT_EBADF || results[i] == SKT_ENOTSOCK);
        }
        file_close(file);
    }
    assert_int_equal(open_handles(), handles);
    close_both(&channel);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_socket__a_new_socket_is_what_was_asked_for),
        TEST(test_socket__protocol_0_is_the_types_usual_one),
        TEST(test_socket__the_bits_of_the_type_set_mode_and_inheritance),
        TEST(test_socket__the_bits_hold_for_both_of_a_pair),
        TEST(test_socket__a_pair_is_connected_to_itself),
        TEST(test_socket__only_some_families_have_pairs),
        TEST(test_socket__what_does_not_go_together_is_refused),
        TEST(test_socket__mode_can_be_changed_and_read),
        TEST(test_socket__inheritance_can_be_changed_and_read),
        TEST(test_socket__a_dup_is_the_same_socket_but_not_inherited),
        TEST(test_socket__a_dup_shares_the_mode),
        TEST(test_socket__a_closed_handle_is_gone),
        TEST(test_socket__shutdown_ends_one_direction),
        TEST(test_socket__shutdown_of_what_is_not_connected_is_refused),
        TEST(test_socket__an_unbound_sockets_family_can_be_told),
        TEST(test_socket__a_pending_error_is_taken_once),
        TEST(test_socket__raw_sockets_need_a_privilege),
        TEST(test_socket__a_raw_socket_hears_an_echo),
        TEST(test_socket__support_is_what_the_kernel_says),
        TEST(test_socket__a_negative_number_is_no_handle),
    };
    return RUN(tests);
}
