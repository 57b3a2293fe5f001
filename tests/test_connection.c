/* SPDX-License-Identifier: MIT */
#include "support.h"

/* The tcp_info of a connection; skips the test if the system has none. */
static skt_tcp_info info_of(skt_socket s)
{
    skt_tcp_info info;
    memset(&info, 0x5a, sizeof info);
    int rc = skt_tcp_info_get(s, &info, sizeof info);
    IF_WINE_DEVIATES(rc < 0, "nothing is said of a TCP connection: %s", skt_error_name(rc));
    if (rc == SKT_EUNSUPPORTED) SKIP("this system says nothing of a TCP connection");
    assert_rc(rc, 0);
    return info;
}

/* The fields in order, behind `has`. */
static const int64_t *fields_of(const skt_tcp_info *info)
{
    return &info->state;
}

enum { FIELDS = sizeof(skt_tcp_info) / sizeof(int64_t) - 1 };

static void test_tcp_info__what_is_said_of_a_connection_is_sensible(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    char got[8];
    assert_int_equal(skt_send(c.client, "hello", 5, 0), 5);
    assert_int_equal(skt_recv(c.server, got, sizeof got, 0), 5);
    skt_tcp_info info = info_of(c.client);
    const uint32_t least = SKT_TCP_INFO_STATE | SKT_TCP_INFO_RTT | SKT_TCP_INFO_MSS | SKT_TCP_INFO_CWND;
    assert_int_equal(info.has & least, least);
    assert_int_equal(info.state, SKT_TCP_ESTABLISHED);
    assert_in_range(info.mss, 88, 65535);
    assert_true(info.cwnd >= info.mss);
    assert_true(info.rtt < SKT_SECONDS(60));
    for (int i = 0; i < FIELDS; i++) assert_true(fields_of(&info)[i] >= 0);
    if (info.has & SKT_TCP_INFO_SENT) assert_int_equal(info.sent, 5);
    close_both(&c);
}

static void test_tcp_info__a_field_without_its_bit_is_zero(void **state)
{
    (void)state;
    connection c = tcp_connection("[::1]:0");
    skt_tcp_info info = info_of(c.client);
    assert_int_equal(info.has >> FIELDS, 0);
    for (int i = 0; i < FIELDS; i++)
        if ((info.has >> i & 1) == 0) assert_int_equal(fields_of(&info)[i], 0);
    close_both(&c);
}

static void test_tcp_info__each_bit_is_that_of_its_field(void **state)
{
    (void)state;
#define BIT_OF(field) (1 << (offsetof(skt_tcp_info, field) / sizeof(int64_t) - 1))
    assert_int_equal(SKT_TCP_INFO_STATE, BIT_OF(state));
    assert_int_equal(SKT_TCP_INFO_RTT, BIT_OF(rtt));
    assert_int_equal(SKT_TCP_INFO_RTT_VARIANCE, BIT_OF(rtt_variance));
    assert_int_equal(SKT_TCP_INFO_RTT_LEAST, BIT_OF(rtt_least));
    assert_int_equal(SKT_TCP_INFO_RTO, BIT_OF(rto));
    assert_int_equal(SKT_TCP_INFO_SINCE_SENT, BIT_OF(since_sent));
    assert_int_equal(SKT_TCP_INFO_SINCE_RECEIVED, BIT_OF(since_received));
    assert_int_equal(SKT_TCP_INFO_SINCE_ACKED, BIT_OF(since_acked));
    assert_int_equal(SKT_TCP_INFO_MSS, BIT_OF(mss));
    assert_int_equal(SKT_TCP_INFO_CWND, BIT_OF(cwnd));
    assert_int_equal(SKT_TCP_INFO_SSTHRESH, BIT_OF(ssthresh));
    assert_int_equal(SKT_TCP_INFO_SEND_WINDOW, BIT_OF(send_window));
    assert_int_equal(SKT_TCP_INFO_IN_FLIGHT, BIT_OF(in_flight));
    assert_int_equal(SKT_TCP_INFO_UNSENT, BIT_OF(unsent));
    assert_int_equal(SKT_TCP_INFO_SENT, BIT_OF(sent));
    assert_int_equal(SKT_TCP_INFO_ACKED, BIT_OF(acked));
    assert_int_equal(SKT_TCP_INFO_RETRANSMITTED, BIT_OF(retransmitted));
    assert_int_equal(SKT_TCP_INFO_RETRANSMITS, BIT_OF(retransmits));
    assert_int_equal(SKT_TCP_INFO_RECEIVED, BIT_OF(received));
    assert_int_equal(SKT_TCP_INFO_OUT_OF_ORDER, BIT_OF(out_of_order));
    assert_int_equal(SKT_TCP_INFO_DELIVERY_RATE, BIT_OF(delivery_rate));
    assert_int_equal(SKT_TCP_INFO_PACING_RATE, BIT_OF(pacing_rate));
    assert_int_equal(SKT_TCP_INFO_PEER_LIMITED, BIT_OF(peer_limited));
    assert_int_equal(FIELDS, 23);
}

static void test_tcp_info__a_caller_with_fewer_fields_gets_those_and_one_with_more_gets_zeros(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    skt_tcp_info several[2];
    info_of(c.client);
    for (size_t size = 0; size <= sizeof several; size++) {
        memset(several, 0x5a, sizeof several);
        int rc = skt_tcp_info_get(c.client, several, size);
        bool fits = size >= offsetof(skt_tcp_info, rtt);
        assert_rc(rc, fits ? 0 : SKT_EINVAL);
        const unsigned char *bytes = (const unsigned char *)several;
        for (size_t i = fits ? size : 0; i < sizeof several; i++) assert_int_equal(bytes[i], 0x5a);
        for (size_t i = sizeof(skt_tcp_info); i < size; i++) assert_int_equal(bytes[i], 0);
        for (size_t i = 0; fits && i < FIELDS; i++)
            if (several[0].has >> i & 1) assert_true((i + 2) * sizeof(int64_t) <= size);
    }
    close_both(&c);
}

static void test_tcp_info__the_state_is_that_of_the_connection(void **state)
{
    (void)state;
    skt_addr here;
    skt_socket listening = listener("127.0.0.1:0", &here), fresh;
    assert_int_equal(info_of(listening).state, SKT_TCP_LISTEN);
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &fresh));
    assert_int_equal(info_of(fresh).state, SKT_TCP_CLOSE);
    connection c = tcp_connection("127.0.0.1:0");
    assert_int_equal(info_of(c.client).state, SKT_TCP_ESTABLISHED);
    assert_rc(skt_shutdown(c.client, SKT_SHUT_WR), 0);
    wait_for(c.server, SKT_POLLIN);
    assert_int_equal(info_of(c.server).state, SKT_TCP_CLOSE_WAIT);
    skt_tcp_info info = info_of(c.client);
    assert_true(info.state == SKT_TCP_FIN_WAIT1 || info.state == SKT_TCP_FIN_WAIT2);
    assert_rc(skt_shutdown(c.server, SKT_SHUT_WR), 0);
    wait_for(c.client, SKT_POLLIN);
    info = info_of(c.client);
    /* Linux keeps TIME_WAIT apart from the socket. */
    assert_true(info.state == SKT_TCP_TIME_WAIT || info.state == SKT_TCP_CLOSE);
    close_both(&c);
    skt_close(fresh);
    skt_close(listening);
}

static void test_tcp_info__of_what_is_no_tcp_connection_is_an_error(void **state)
{
    (void)state;
    skt_addr here;
    skt_tcp_info info = {.has = 7};
    skt_socket udp = bound("127.0.0.1:0", SKT_SOCK_DGRAM, &here);
    assert_true(skt_tcp_info_get(udp, &info, sizeof info) < 0);
    assert_true(skt_tcp_info_get(SKT_INVALID_SOCKET, &info, sizeof info) < 0);
    assert_int_equal(info.has, 7);
    skt_close(udp);
}

static void test_is_mptcp__a_connection_of_tcp_uses_none(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    int rc = skt_is_mptcp(c.client);
    if (rc != SKT_EUNSUPPORTED) assert_rc(rc, 0);
    assert_true(skt_is_mptcp(SKT_INVALID_SOCKET) < 0);
    close_both(&c);
}

static void test_peer_credentials__both_ends_of_a_pair_are_this_process(void **state)
{
    (void)state;
    NEEDS_UNIX();
    connection c = unix_pair(SKT_SOCK_STREAM);
    skt_credentials known[2];
    memset(known, 0x5a, sizeof known);
    int rc = skt_peer_credentials(c.client, known, sizeof known);
    if (rc == SKT_EUNSUPPORTED) SKIP("this system does not say who a peer is");
    assert_rc(rc, 0);
    assert_int_not_equal(known[0].has, 0);
    if (known[0].has & SKT_HAS_PID) assert_int_equal(known[0].pid, own_pid());
    assert_int_equal(known[1].pid, 0);
    assert_rc(skt_peer_credentials(c.server, known, sizeof known[0]), 0);
    if (known[0].has & SKT_HAS_PID) assert_int_equal(known[0].pid, own_pid());
    close_both(&c);
}

static void test_peer_credentials__without_a_peer_or_room_there_are_none(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    skt_credentials known = {.has = 8};
    assert_rc(skt_peer_credentials(c.client, &known, sizeof known - 1), SKT_EINVAL);
    assert_true(skt_peer_credentials(c.client, &known, sizeof known) < 0);
    assert_true(skt_peer_credentials(SKT_INVALID_SOCKET, &known, sizeof known) < 0);
    assert_int_equal(known.has, 8);
    close_both(&c);
}

static void test_unread_bytes__are_what_has_arrived_and_was_not_received(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    char got[3];
    assert_int_equal(skt_unread_bytes(c.server), 0);
    assert_int_equal(skt_send(c.client, "hello", 5, 0), 5);
    wait_for(c.server, SKT_POLLIN);
    assert_int_equal(skt_unread_bytes(c.server), 5);
    assert_int_equal(skt_recv(c.server, got, 3, 0), 3);
    assert_int_equal(skt_unread_bytes(c.server), 2);
    assert_true(skt_unread_bytes(SKT_INVALID_SOCKET) < 0);
    close_both(&c);
}

/* The datagram's size, on the BSDs with what belongs to it. */
static void test_unread_bytes__of_datagrams_are_those_of_the_next_at_least(void **state)
{
    (void)state;
    connection c = udp_connection("127.0.0.1:0");
    assert_int_equal(skt_send(c.client, "hello", 5, 0), 5);
    wait_for(c.server, SKT_POLLIN);
    assert_true(skt_unread_bytes(c.server) >= 5);
    close_both(&c);
}

/* Fills the buffers to a peer that does not read. Returns the number of bytes. */
static int64_t fill(skt_socket s)
{
    static char many[1 << 16];
    int64_t total = 0;
    assert_rc(skt_set_nonblocking(s, true), 0);
    for (;;) {
        skt_ssize sent = skt_send(s, many, sizeof many, 0);
        if (sent < 0) {
            assert_rc(sent, SKT_EAGAIN);
            return total;
        }
        total += sent;
    }
}

/* Receives until the count is zero. */
static void drain(skt_socket from, skt_socket s, int64_t (*count)(skt_socket))
{
    static char many[1 << 16];
    skt_deadline late = skt_deadline_in(SKT_SECONDS(20));
    while (count(s) != 0) {
        skt_pollfd waiting = {.socket = from, .events = SKT_POLLIN};
        assert_false(skt_deadline_passed(late));
        if (skt_poll(&waiting, 1, skt_deadline_in(SKT_MILLISECONDS(10))) == 1)
            assert_ok(skt_recv(from, many, sizeof many, 0));
    }
}

static void bytes_fall_to_zero(int64_t (*count)(skt_socket), const char *which)
{
    connection c = tcp_connection("127.0.0.1:0");
    int64_t first = count(c.client);
    if (first == SKT_EUNSUPPORTED) SKIP("this system does not count what is not %s", which);
    assert_int_equal(first, 0);
    int64_t total = fill(c.client), left = count(c.client);
    assert_true(left > 0 && left <= total);
    drain(c.server, c.client, count);
    assert_true(count(SKT_INVALID_SOCKET) < 0);
    close_both(&c);
}

static void test_unsent_bytes__fall_to_zero_as_the_peer_reads(void **state)
{
    (void)state;
    bytes_fall_to_zero(skt_unsent_bytes, "sent");
}

static void test_unacked_bytes__fall_to_zero_as_the_peer_reads(void **state)
{
    (void)state;
    bytes_fall_to_zero(skt_unacked_bytes, "acknowledged");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_tcp_info__what_is_said_of_a_connection_is_sensible),
        TEST(test_tcp_info__a_field_without_its_bit_is_zero),
        TEST(test_tcp_info__each_bit_is_that_of_its_field),
        TEST(test_tcp_info__a_caller_with_fewer_fields_gets_those_and_one_with_more_gets_zeros),
        TEST(test_tcp_info__the_state_is_that_of_the_connection),
        TEST(test_tcp_info__of_what_is_no_tcp_connection_is_an_error),
        TEST(test_is_mptcp__a_connection_of_tcp_uses_none),
        TEST(test_peer_credentials__both_ends_of_a_pair_are_this_process),
        TEST(test_peer_credentials__without_a_peer_or_room_there_are_none),
        TEST(test_unread_bytes__are_what_has_arrived_and_was_not_received),
        TEST(test_unread_bytes__of_datagrams_are_those_of_the_next_at_least),
        TEST(test_unsent_bytes__fall_to_zero_as_the_peer_reads),
        TEST(test_unacked_bytes__fall_to_zero_as_the_peer_reads),
    };
    return RUN(tests);
}
