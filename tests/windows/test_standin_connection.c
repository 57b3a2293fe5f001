/* SPDX-License-Identifier: MIT */
/* What a connection tells, as each Windows says it. */
#include "played.h"

static void test_tcp_info__each_field_is_that_of_the_version_that_windows_has(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    skt_tcp_info info = {.has = 7};
    int rc = skt_tcp_info_get(c.client, &info, sizeof info);
    if (!SINCE(15063)) {
        assert_rc(rc, SKT_EOPNOTSUPP);
        assert_int_equal(info.has, 7);
        close_both(&c);
        return;
    }
    assert_rc(rc, 0);
    assert_int_equal(standin_count("WSAIoctl", STANDIN_ANY, (long)SIO_TCP_INFO), SINCE(STANDIN_11) ? 1
                                                                                 : SINCE(17763)    ? 2
                                                                                                   : 3);
    assert_int_equal(info.state, SKT_TCP_ESTABLISHED);
    assert_int_equal(info.mss, 65483);
    assert_int_equal(info.rtt, SKT_MICROSECONDS(5));
    assert_int_equal(info.rtt_least, SKT_MICROSECONDS(6));
    assert_int_equal(info.in_flight, 7);
    assert_int_equal(info.cwnd, 8);
    assert_int_equal(info.send_window, 9);
    assert_int_equal(info.sent, 12);
    assert_int_equal(info.received, 13);
    assert_int_equal(info.retransmitted, 15);
    assert_int_equal(info.peer_limited, SINCE(17763) ? SKT_MILLISECONDS(21) : 0);
    assert_int_equal(info.out_of_order, SINCE(STANDIN_11) ? 29 : 0);
    assert_int_equal((info.has & SKT_TCP_INFO_PEER_LIMITED) != 0, SINCE(17763));
    assert_int_equal((info.has & SKT_TCP_INFO_OUT_OF_ORDER) != 0, SINCE(STANDIN_11));
    assert_int_equal(info.has & (SKT_TCP_INFO_ACKED | SKT_TCP_INFO_PACING_RATE), 0);
    close_both(&c);
}

static void test_tcp_info__of_a_socket_without_a_connection_is_closed(void **state)
{
    (void)state;
    skt_socket s;
    skt_tcp_info info = {0};
    assert_rc(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &s), 0);
    if (skt_tcp_info_get(s, &info, sizeof info) == 0) assert_int_equal(info.state, SKT_TCP_CLOSE);
    skt_close(s);
}

static void test_peer_credentials__are_the_pid_alone(void **state)
{
    (void)state;
    skt_socket both[2];
    skt_credentials known[2];
    memset(known, 0x5a, sizeof known);
    assert_rc(skt_pair(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, both), 0);
    if (!SINCE(17063)) {
        /* Pairs are of TCP there. */
        assert_rc(skt_peer_credentials(both[0], known, sizeof known), SKT_EOPNOTSUPP);
        skt_close(both[0]);
        skt_close(both[1]);
        return;
    }
    assert_rc(skt_peer_credentials(both[0], known, sizeof known), 0);
    assert_int_equal(known[0].has, SKT_HAS_PID);
    assert_int_equal(known[0].pid, GetCurrentProcessId());
    assert_int_equal(known[0].uid, 0);
    assert_int_equal(known[1].pid, 0);
    assert_rc(skt_peer_credentials(both[0], known, sizeof known[0] - 1), SKT_EINVAL);
    skt_close(both[0]);
    skt_close(both[1]);
}

static void test_peer_credentials__of_another_socket_are_an_error(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    skt_credentials known = {.has = 8};
    assert_rc(skt_peer_credentials(c.client, &known, sizeof known), SKT_EOPNOTSUPP);
    assert_int_equal(known.has, 8);
    close_both(&c);
}

int main(int argc, char **argv)
{
    play_build(argc, argv);
    const struct CMUnitTest tests[] = {
        PLAY(test_tcp_info__each_field_is_that_of_the_version_that_windows_has),
        PLAY(test_tcp_info__of_a_socket_without_a_connection_is_closed),
        PLAY(test_peer_credentials__are_the_pid_alone),
        PLAY(test_peer_credentials__of_another_socket_are_an_error),
    };
    return RUN(tests);
}
