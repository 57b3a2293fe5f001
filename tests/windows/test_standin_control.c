/* SPDX-License-Identifier: MIT */
/* Control data on Windows by the functions of control.h and udp.h: what goes to WSASendMsg, and what WSARecvMsg brings. */
#include "played.h"

static const char *const any_port[] = {"127.0.0.1:0", "[::1]:0"};

/* Two bound sockets of a family, and where they are. */
typedef struct ends {
    skt_socket s, peer;
    skt_addr here, there;
} ends;

static ends ends_of(const char *text)
{
    ends e;
    e.s = bound(text, SKT_SOCK_DGRAM, &e.here);
    e.peer = bound(text, SKT_SOCK_DGRAM, &e.there);
    return e;
}

static void end(const ends *e)
{
    skt_close(e->s);
    skt_close(e->peer);
}

static void put_tos(skt_control *c)
{
    skt_control_put_tos(c, 0xb9);
}

static void put_ecn(skt_control *c)
{
    skt_control_put_ecn(c, 2);
}

static void put_hop_limit(skt_control *c)
{
    skt_control_put_hop_limit(c, 33);
}

static void put_dont_fragment(skt_control *c)
{
    skt_control_put_dont_fragment(c, true);
}

static void put_segment_size(skt_control *c)
{
    skt_control_put_segment_size(c, 700);
}

/* WSASendMsg is given each item in the level, type and form that Microsoft writes down: a number of four bytes. */
static void test_control__each_number_goes_in_the_form_of_windows(void **state)
{
    (void)state;
    static const struct {
        void (*put)(skt_control *c);
        int level[2], type[2], value;
        unsigned since;
    } rows[] = {
        {put_tos, {IPPROTO_IP, IPPROTO_IPV6}, {IP_TOS, IPV6_TCLASS}, 0xb9, 0},
        {put_ecn, {IPPROTO_IP, IPPROTO_IPV6}, {IP_ECN, IPV6_ECN}, 2, 0},
        {put_hop_limit, {IPPROTO_IP, IPPROTO_IPV6}, {IP_HOPLIMIT, IPV6_HOPLIMIT}, 33, 0},
        {put_dont_fragment, {IPPROTO_IP, IPPROTO_IPV6}, {IP_DONTFRAGMENT, IPV6_DONTFRAG}, 1, 0},
        {put_segment_size,
         {IPPROTO_UDP, IPPROTO_UDP},
         {STANDIN_UDP_SEND_MSG_SIZE, STANDIN_UDP_SEND_MSG_SIZE},
         700,
         19041},
    };
    for (size_t i = 0; i < 2 * COUNT_OF(rows); i++) {
        int v6 = i % 2;
        ends e = ends_of(any_port[v6]);
        SKT_CONTROL_BUFFER(bytes, SKT_CONTROL_MAX);
        static char data[1000];
        skt_buf buf = skt_buf_of(data, sizeof data);
        skt_msg msg = skt_msg_of(&e.there, &buf, 1, NULL, 0);
        skt_control c;
        skt_control_begin(&c, bytes, sizeof bytes, skt_addr_family(&e.there));
        rows[i / 2].put(&c);
        assert_rc(skt_control_finish(&c, &msg), 0);
        assert_rc(skt_sendmsg(e.s, &msg, 0), SINCE(rows[i / 2].since) ? (int)sizeof data : SKT_EINVAL);

        const standin_call *call = standin_last("WSASendMsg", STANDIN_ANY, STANDIN_ANY);
        WSACMSGHDR header;
        int value;
        memcpy(&header, call->value, sizeof header);
        memcpy(&value, call->value + sizeof header, sizeof value);
        assert_int_equal(header.cmsg_len, sizeof header + sizeof value);
        assert_int_equal(header.cmsg_level, rows[i / 2].level[v6]);
        assert_int_equal(header.cmsg_type, rows[i / 2].type[v6]);
        assert_int_equal(value, rows[i / 2].value);
        end(&e);
    }
}

/* IN_PKTINFO and IN6_PKTINFO: the address, then the interface. */
static void test_control__the_source_goes_as_pktinfo(void **state)
{
    (void)state;
    for (int v6 = 0; v6 < 2; v6++) {
        ends e = ends_of(any_port[v6]);
        SKT_CONTROL_BUFFER(bytes, SKT_CONTROL_MAX);
        skt_buf buf = skt_buf_of("abc", 3);
        skt_msg msg = skt_msg_of(&e.there, &buf, 1, NULL, 0);
        skt_control c;
        skt_local from = {.family = v6 ? SKT_AF_INET6 : SKT_AF_INET, .interface_index = 1};
        size_t len = v6 ? 16 : 4;
        assert_int_equal(skt_addr_ip(&e.here, from.ip), len);
        skt_control_begin(&c, bytes, sizeof bytes, skt_addr_family(&e.there));
        skt_control_put_local(&c, &from);
        assert_rc(skt_control_finish(&c, &msg), 0);
        assert_int_equal(skt_sendmsg(e.s, &msg, 0), 3);

        const standin_call *call = standin_last("WSASendMsg", STANDIN_ANY, STANDIN_ANY);
        WSACMSGHDR header;
        ULONG index;
        memcpy(&header, call->value, sizeof header);
        memcpy(&index, call->value + sizeof header + len, sizeof index);
        assert_int_equal(header.cmsg_len, sizeof header + len + sizeof index);
        assert_int_equal(header.cmsg_level, v6 ? IPPROTO_IPV6 : IPPROTO_IP);
        assert_int_equal(header.cmsg_type, IP_PKTINFO); /* and IPV6_PKTINFO, the same number */
        assert_memory_equal(call->value + sizeof header, from.ip, len);
        assert_int_equal(index, 1);
        end(&e);
    }
}

/* The item of a kind in what is received next, until the next receive; kind 0 if there is none. */
static skt_control_item received_item(const ends *e, int kind)
{
    static SKT_CONTROL_BUFFER(bytes, SKT_CONTROL_MAX);
    char got[4];
    skt_buf buf = skt_buf_of(got, sizeof got);
    skt_msg msg = skt_msg_of(NULL, &buf, 1, bytes, sizeof bytes);
    skt_control_item item = {0};
    assert_int_equal(skt_sendto(e->s, "abc", 3, 0, &e->there), 3);
    assert_int_equal(skt_recvmsg(e->peer, &msg, 0), 3);
    while (skt_control_next(&msg, &item))
        if (item.kind == kind) return item;
    return (skt_control_item){0};
}

static void test_control__what_was_asked_for_comes_where_this_windows_has_it(void **state)
{
    (void)state;
    static const struct {
        uint32_t bit;
        unsigned since;
    } rows[] = {
        {SKT_INFO_LOCAL, 0},   {SKT_INFO_TOS, 0},          {SKT_INFO_HOP_LIMIT, 0},
        {SKT_INFO_ECN, 20348}, {SKT_INFO_SEGMENTS, 19041}, {SKT_INFO_TIME, 20348},
    };
    for (int v6 = 0; v6 < 2; v6++) {
        ends e = ends_of(any_port[v6]);
        for (size_t i = 0; i < COUNT_OF(rows); i++) {
            uint32_t granted = 0;
            assert_rc(skt_info_enable(e.peer, rows[i].bit | SKT_INFO_DROPS | SKT_INFO_ERRORS, &granted), 0);
            assert_int_equal(granted, SINCE(rows[i].since) ? rows[i].bit : 0);
        }
        skt_control_item local = received_item(&e, SKT_CONTROL_LOCAL);
        uint8_t here[16];
        assert_int_equal(local.local.family, v6 ? SKT_AF_INET6 : SKT_AF_INET);
        assert_memory_equal(local.local.ip, here, (size_t)skt_addr_ip(&e.there, here));
        assert_in_range(received_item(&e, SKT_CONTROL_HOP_LIMIT).hop_limit, 1, 255);
        assert_int_equal(received_item(&e, SKT_CONTROL_TOS).kind, SKT_CONTROL_TOS);
        assert_int_equal(received_item(&e, SKT_CONTROL_ECN).kind != 0, SINCE(20348));
        assert_int_equal(received_item(&e, SKT_CONTROL_TIME).kind != 0, SINCE(20348));
        end(&e);
    }
}

/* Nanoseconds since 1970. */
static int64_t realtime(void)
{
    FILETIME time;
    GetSystemTimePreciseAsFileTime(&time);
    return (((int64_t)time.dwHighDateTime << 32 | time.dwLowDateTime) - 116444736000000000) * 100;
}

static void test_control__a_time_stamp_of_software_is_a_time_of_day(void **state)
{
    (void)state;
    if (!SINCE(20348)) SKIP("SIO_TIMESTAMPING: Windows build 20348");
    LARGE_INTEGER now, each;
    ends e = ends_of("127.0.0.1:0");
    assert_rc(skt_info_enable(e.peer, SKT_INFO_TIME, NULL), 0);
    int64_t before = realtime();
    skt_control_item item = received_item(&e, SKT_CONTROL_TIME);
    int64_t after = realtime();
    /* Two clocks are read, one after the other. */
    assert_in_range(item.time, before - SKT_MILLISECONDS(20), after + SKT_MILLISECONDS(20));
    assert_int_equal(item.hardware_time, 0);

    /* One that waited. */
    QueryPerformanceFrequency(&each);
    QueryPerformanceCounter(&now);
    standin.stamp = now.QuadPart - 7 * each.QuadPart;
    item = received_item(&e, SKT_CONTROL_TIME);
    assert_in_range(realtime() - item.time, SKT_SECONDS(7) - SKT_MILLISECONDS(20), SKT_SECONDS(50));
    end(&e);
}

static void test_control__a_time_stamp_of_the_card_is_its_own_count(void **state)
{
    (void)state;
    if (!SINCE(20348)) SKIP("SIO_TIMESTAMPING: Windows build 20348");
    static const int64_t counts[] = {1, -1, INT64_MAX, INT64_MIN};
    ends e = ends_of("127.0.0.1:0");
    assert_rc(skt_info_enable(e.peer, SKT_INFO_TIME, NULL), 0);
    LARGE_INTEGER now;
    QueryPerformanceCounter(&now);
    for (size_t i = 0; i < COUNT_OF(counts); i++) {
        /* Counts from the start of the machine: 1 is an age of less than a minute while that is new. */
        LARGE_INTEGER each;
        QueryPerformanceFrequency(&each);
        if (counts[i] == 1 && now.QuadPart < 90 * each.QuadPart) continue;
        standin.stamp = counts[i];
        skt_control_item item = received_item(&e, SKT_CONTROL_TIME);
        int64_t count = 0;
        assert_int_equal(item.kind, SKT_CONTROL_TIME);
        assert_int_equal(item.len, sizeof count);
        if (item.data) memcpy(&count, item.data, sizeof count);
        assert_true(item.time == 0 && count == counts[i]);
    }
    end(&e);
}

/* The same through skt_udp: several datagrams as one, and back. */
static void test_control__segments_go_and_come_as_one_by_udp(void **state)
{
    (void)state;
    ends e = ends_of("127.0.0.1:0");
    skt_udp from, to;
    uint32_t granted = 0;
    static char room[65536];
    skt_addr peer;
    assert_rc(skt_udp_attach(&from, sizeof from, e.s, 0, NULL), 0);
    assert_rc(skt_udp_attach(&to, sizeof to, e.peer, SKT_INFO_SEGMENTS, &granted), 0);
    assert_int_equal(granted, SINCE(19041) ? SKT_INFO_SEGMENTS : 0);
    skt_datagram out[3], in = skt_datagram_into(room, sizeof room, &peer);
    for (size_t i = 0; i < 3; i++) out[i] = skt_datagram_to("abcdefgh", i < 2 ? 8 : 5, &e.there);
    assert_int_equal(skt_udp_send(&from, out, 3, 0), 3);
    assert_calls("WSASendMsg", SINCE(19041) ? 1 : 0);
    size_t pieces = 0, calls = 0;
    while (pieces < 3) {
        skt_buf one;
        assert_int_equal(skt_udp_recv(&to, &in, 1, 0), 1);
        calls++;
        for (size_t at = 0; skt_udp_next(&in, &at, &one); pieces++) {
            assert_int_equal(one.len, pieces < 2 ? 8 : 5);
            assert_memory_equal(one.base, "abcdefgh", one.len);
        }
    }
    assert_int_equal(calls, SINCE(19041) ? 1 : 3);
    end(&e);
}

int main(int argc, char **argv)
{
    play_build(argc, argv);
    const struct CMUnitTest tests[] = {
        PLAY(test_control__each_number_goes_in_the_form_of_windows),
        PLAY(test_control__the_source_goes_as_pktinfo),
        PLAY(test_control__what_was_asked_for_comes_where_this_windows_has_it),
        PLAY(test_control__a_time_stamp_of_software_is_a_time_of_day),
        PLAY(test_control__a_time_stamp_of_the_card_is_its_own_count),
        PLAY(test_control__segments_go_and_come_as_one_by_udp),
    };
    return RUN(tests);
}
