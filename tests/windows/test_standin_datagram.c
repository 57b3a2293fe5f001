/* SPDX-License-Identifier: MIT */
/* skt_udp beyond what Wine has: segmented sending and what refuses it, coalesced receiving, items of single datagrams. */
#include "played.h"

enum { COUNT = 10, LEN = 100, ROOM = 65535 };

typedef struct ends {
    skt_socket c, s;
    skt_udp client, server;
    skt_addr to;
    uint32_t granted;
} ends;

static char room[ROOM];

static ends open_ends(uint32_t wanted)
{
    ends e;
    skt_addr from;
    e.s = bound("127.0.0.1:0", SKT_SOCK_DGRAM, &e.to);
    e.c = bound("127.0.0.1:0", SKT_SOCK_DGRAM, &from);
    assert_rc(skt_udp_attach(&e.server, sizeof e.server, e.s, wanted, &e.granted), 0);
    assert_rc(skt_udp_attach(&e.client, sizeof e.client, e.c, 0, NULL), 0);
    return e;
}

static void close_ends(const ends *e)
{
    skt_close(e->c);
    skt_close(e->s);
}

static void send_run(ends *e)
{
    static char bytes[COUNT][LEN];
    skt_datagram out[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        memset(bytes[i], (int)i, LEN);
        out[i] = skt_datagram_to(bytes[i], LEN, &e->to);
    }
    assert_rc(skt_udp_send(&e->client, out, COUNT, 0), COUNT);
}

/* Each of the run, once and in order, however many come at once. */
static void expect_run(ends *e)
{
    for (int next = 0; next < COUNT;) {
        skt_addr peer;
        skt_datagram in = skt_datagram_into(room, sizeof room, &peer);
        skt_buf one;
        wait_for(e->s, SKT_POLLIN);
        assert_rc(skt_udp_recv(&e->server, &in, 1, 0), 1);
        assert_int_equal(in.got & (SKT_INFO_TRUNCATED | SKT_INFO_SUSPECT), 0);
        for (size_t at = 0; skt_udp_next(&in, &at, &one); next++) {
            assert_int_equal(one.len, LEN);
            assert_int_equal(((char *)one.base)[LEN - 1], next);
        }
    }
    assert_rc(skt_recv(e->s, room, 1, SKT_MSG_PEEK | SKT_MSG_DONTWAIT) < 0, true);
}

static void test_datagram__a_run_is_one_call_where_windows_cuts(void **state)
{
    (void)state;
    ends e = open_ends(0);
    assert_int_equal(!!(skt_udp_features(&e.client) & SKT_INFO_SEGMENTS), SINCE(19041));
    send_run(&e);
    assert_calls("WSASendMsg", SINCE(19041) ? 1 : 0);
    assert_calls("WSASendTo", SINCE(19041) ? 0 : COUNT);
    expect_run(&e);
    close_ends(&e);
}

/* A Windows that has the option and not what it says, or segments that do not fit. */
static void test_datagram__a_run_that_is_refused_goes_one_by_one(void **state)
{
    (void)state;
    static const int errors[] = {WSAEINVAL, WSAEMSGSIZE};
    if (!SINCE(19041)) SKIP("UDP_SEND_MSG_SIZE: Windows 10 2004");
    for (size_t i = 0; i < COUNT_OF(errors); i++) {
        ends e = open_ends(0);
        standin_fail("WSASendMsg", errors[i], 0, 1);
        send_run(&e);
        expect_run(&e);
        assert_true(skt_udp_features(&e.client) & SKT_INFO_SEGMENTS);
        close_ends(&e);
    }
}

static void test_datagram__the_first_that_is_refused_ends_it(void **state)
{
    (void)state;
    ends e = open_ends(0);
    skt_datagram out[COUNT];
    skt_udp_disable(&e.client, SKT_INFO_SEGMENTS);
    for (size_t i = 0; i < COUNT; i++) out[i] = skt_datagram_to(room, i + 1, &e.to);
    standin_fail("WSASendTo", WSAENOBUFS, 3, 1);
    assert_rc(skt_udp_send(&e.client, out, COUNT, 0), 3);
    assert_calls("WSASendTo", 4);
    standin_fail("WSASendTo", WSAENOBUFS, 0, 1);
    assert_rc(skt_udp_send(&e.client, out + 3, COUNT - 3, 0), SKT_ENOBUFS);
    assert_rc(skt_udp_send(&e.client, out + 3, COUNT - 3, 0), COUNT - 3);
    for (int i = 0; i < COUNT; i++) assert_int_equal(skt_recv(e.s, room, sizeof room, 0), i + 1);
    close_ends(&e);
}

static void test_datagram__several_come_at_once_where_windows_puts_them_together(void **state)
{
    (void)state;
    ends e = open_ends(SKT_INFO_SEGMENTS);
    assert_int_equal(!!(e.granted & SKT_INFO_SEGMENTS), SINCE(19041));
    assert_int_equal(skt_udp_room(&e.server), SINCE(19041) ? 65535 : 0);
    send_run(&e);
    expect_run(&e);
    close_ends(&e);
}

/* Some do so without saying it: what is longer than one can be is marked, and nothing is cut. */
static void test_datagram__what_may_be_several_is_marked(void **state)
{
    (void)state;
    static const struct {
        size_t len;
        bool is_suspect;
    } rows[] = {{1472, false}, {1473, true}, {9000, true}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ends e = open_ends(SKT_INFO_SEGMENTS);
        skt_addr peer;
        skt_datagram in = skt_datagram_into(room, sizeof room, &peer), out = skt_datagram_to(room, rows[i].len, &e.to);
        assert_rc(skt_udp_send(&e.client, &out, 1, 0), 1);
        wait_for(e.s, SKT_POLLIN);
        assert_rc(skt_udp_recv(&e.server, &in, 1, 0), 1);
        assert_int_equal(in.len, rows[i].len);
        assert_int_equal(!!(in.got & SKT_INFO_SUSPECT), rows[i].is_suspect && SINCE(19041));
        close_ends(&e);
    }
}

/* Whether or not the failed call says how many bytes came. */
static void test_datagram__one_that_is_cut_is_received_and_says_so(void **state)
{
    (void)state;
    for (int counts = 0; counts < 2; counts++)
        for (uint32_t wanted = 0; wanted <= SKT_INFO_LOCAL; wanted += SKT_INFO_LOCAL) {
            ends e = open_ends(wanted);
            skt_datagram in = skt_datagram_into(room, LEN - 1, NULL), out = skt_datagram_to(room, LEN, &e.to);
            standin.failure_counts = counts;
            assert_rc(skt_udp_send(&e.client, &out, 1, 0), 1);
            wait_for(e.s, SKT_POLLIN);
            assert_rc(skt_udp_recv(&e.server, &in, 1, 0), 1);
            assert_int_equal(in.len, LEN - 1);
            assert_true(in.got & SKT_INFO_TRUNCATED);
            close_ends(&e);
        }
}

/* Whether the last message had this item. */
static bool was_put(int level, int type, DWORD wanted)
{
    const standin_call *call = standin_last("WSASendMsg", STANDIN_ANY, STANDIN_ANY);
    const skt_msg msg = {.control = (void *)(uintptr_t)call->value, .control_len = (uint32_t)call->len};
    skt_control_item item = {0};
    while (skt_control_next(&msg, &item)) {
        DWORD value = 0;
        if (item.level != level || item.type != type || item.len != sizeof value) continue;
        memcpy(&value, item.data, sizeof value);
        return value == wanted;
    }
    return false;
}

static void test_datagram__what_is_said_of_one_is_put_as_windows_has_it(void **state)
{
    (void)state;
    ends e = open_ends(0);
    const uint32_t features = skt_udp_features(&e.client);
    skt_datagram out = skt_datagram_to(room, LEN, &e.to);
    assert_true(features & SKT_INFO_DONT_FRAGMENT);
    assert_int_equal(!!(features & SKT_INFO_ECN), SINCE(20348));
    out.has = SKT_INFO_DONT_FRAGMENT | (features & SKT_INFO_ECN);
    out.tos = 0xba;
    assert_rc(skt_udp_send(&e.client, &out, 1, 0), 1);
    assert_true(was_put(IPPROTO_IP, IP_DONTFRAGMENT, 1));
    assert_int_equal(was_put(IPPROTO_IP, STANDIN_IP_RECVECN, 2), SINCE(20348));
    out.has = SKT_INFO_SEND_TIME;
    assert_rc(skt_udp_send(&e.client, &out, 1, 0), SKT_EUNSUPPORTED);
    close_ends(&e);
}

int main(int argc, char **argv)
{
    play_build(argc, argv);
    const struct CMUnitTest tests[] = {
        PLAY(test_datagram__a_run_is_one_call_where_windows_cuts),
        PLAY(test_datagram__a_run_that_is_refused_goes_one_by_one),
        PLAY(test_datagram__the_first_that_is_refused_ends_it),
        PLAY(test_datagram__several_come_at_once_where_windows_puts_them_together),
        PLAY(test_datagram__what_may_be_several_is_marked),
        PLAY(test_datagram__one_that_is_cut_is_received_and_says_so),
        PLAY(test_datagram__what_is_said_of_one_is_put_as_windows_has_it),
    };
    return RUN(tests);
}
