/* SPDX-License-Identifier: MIT */
/* The UDP path: single and multiple datagrams with their items, over loopback. */
#include "support.h"

enum { MANY = 200, ROOM = 65535 };

/* Two sockets, of which the server is attached; the client sends, connected or not. */
typedef struct ends {
    skt_udp client, server;
    skt_socket c, s;
    skt_addr to;
    uint32_t granted;
} ends;

static const char *const texts[] = {"127.0.0.1:0", "[::1]:0"};

static ends attached(const char *text, uint32_t wanted)
{
    ends e;
    skt_addr from;
    e.s = bound(text, SKT_SOCK_DGRAM, &e.to);
    e.c = bound(text, SKT_SOCK_DGRAM, &from);
    assert_rc(skt_udp_attach(&e.server, sizeof e.server, e.s, wanted, &e.granted), 0);
    assert_rc(skt_udp_attach(&e.client, sizeof e.client, e.c, wanted & ~(uint32_t)SKT_INFO_SEGMENTS, NULL), 0);
    return e;
}

static void close_ends(ends *e)
{
    skt_close(e->c);
    skt_close(e->s);
}

/* Content in which every byte follows from its position. */
static void number(unsigned char *bytes, size_t len, unsigned seed)
{
    for (size_t i = 0; i < len; i++) bytes[i] = (unsigned char)(seed * 31 + i * 7 + (i >> 8));
}

static unsigned char sent_bytes[4 << 20], room_bytes[4 << 20];

/* Receives single datagrams until so many have come, and compares each with what was sent at its place. */
static void expect(ends *e, const skt_datagram *sent, size_t count)
{
    size_t have = 0;
    while (have < count) {
        skt_addr peer;
        skt_datagram in = skt_datagram_into(room_bytes, ROOM, &peer);
        wait_for(e->s, SKT_POLLIN);
        assert_rc(skt_udp_recv(&e->server, &in, 1, 0), 1);
        assert_int_equal(in.got & (SKT_INFO_TRUNCATED | SKT_INFO_CONTROL_TRUNCATED), 0);
        skt_buf one;
        for (size_t at = 0; skt_udp_next(&in, &at, &one); have++) {
            if (have == count) fail_msg("more than was sent");
            if (one.len != sent[have].data.len)
                fail_msg("datagram %zu of %zu bytes: %zu", have, sent[have].data.len, one.len);
            if (one.len > 0) assert_memory_equal(one.base, sent[have].data.base, one.len);
        }
    }
    skt_datagram in = skt_datagram_into(room_bytes, ROOM, NULL);
    assert_ok(skt_set_nonblocking(e->s, true));
    assert_rc(skt_udp_recv(&e->server, &in, 1, 0), SKT_EAGAIN);
}

/* Lengths in the order in which they are sent, up to a 0 that ends the list. */
static const struct {
    size_t lens[12];
    const char *sentence;
} sequences[] = {
    {{1}, "one byte"},
    {{1200, 1200, 1200, 1200}, "a run"},
    {{1200, 1200, 1200, 300}, "a run with a short end"},
    {{1200, 300, 1200, 300, 1200}, "runs of two"},
    {{300, 1200, 1200}, "a longer one ends no run but begins one"},
    {{1, 2, 3, 4, 5, 6, 7, 8}, "no run at all"},
    {{9000, 9000, 9000, 9000, 9000, 9000, 9000, 9000}, "a run of more bytes than go at once"},
};

static void test_udp__every_datagram_arrives_once_and_in_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        for (size_t j = 0; j < COUNT_OF(sequences); j++)
            for (int wanted = 0; wanted < 2; wanted++) {
                ends e = attached(texts[i], wanted ? SKT_INFO_SEGMENTS : 0);
                skt_datagram out[12];
                size_t count = 0, at = 0;
                for (; count < 12 && sequences[j].lens[count]; count++) {
                    size_t len = sequences[j].lens[count];
                    number(sent_bytes + at, len, (unsigned)count);
                    out[count] = skt_datagram_to(sent_bytes + at, len, &e.to);
                    at += len;
                }
                assert_rc(skt_udp_send(&e.client, out, count, 0), count);
                for (size_t k = 0; k < count; k++) assert_int_equal(out[k].sent, out[k].data.len);
                expect(&e, out, count);
                close_ends(&e);
            }
}

static void test_udp__many_small_ones_arrive_whatever_the_least_run(void **state)
{
    (void)state;
    static const unsigned least[] = {0, 1, 2, 16, 1000};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        for (size_t j = 0; j < COUNT_OF(least); j++) {
            ends e = attached(texts[i], SKT_INFO_SEGMENTS);
            static skt_datagram out[MANY];
            skt_udp_least_run(&e.client, least[j]);
            for (size_t k = 0; k < MANY; k++) {
                number(sent_bytes + 64 * k, 64, (unsigned)k);
                out[k] = skt_datagram_to(sent_bytes + 64 * k, 64, &e.to);
            }
            assert_rc(skt_udp_send(&e.client, out, MANY, 0), MANY);
            expect(&e, out, MANY);
            close_ends(&e);
        }
}

static void test_udp__empty_datagrams_are_datagrams(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        ends e = attached(texts[i], SKT_INFO_SEGMENTS);
        const size_t lens[] = {0, 100, 100, 0, 0, 100, 0};
        skt_datagram out[COUNT_OF(lens)];
        for (size_t k = 0; k < COUNT_OF(lens); k++) out[k] = skt_datagram_to(sent_bytes, lens[k], &e.to);
        assert_rc(skt_udp_send(&e.client, out, COUNT_OF(lens), 0), COUNT_OF(lens));
        expect(&e, out, COUNT_OF(lens));
        close_ends(&e);
    }
}

/* Segmented by the caller's size: more than one system call can send, with a shorter last segment. */
static void test_udp__one_of_several_is_cut_as_it_says(void **state)
{
    (void)state;
    static const struct {
        size_t len;
        uint32_t each;
    } rows[] = {{1200, 1200}, {1201, 1200}, {100000, 1200}, {65507, 1000}, {10, 1}, {200, 1}, {20000, 9000}, {5, 100}};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        for (size_t j = 0; j < COUNT_OF(rows); j++) {
            ends e = attached(texts[i], SKT_INFO_SEGMENTS);
            static skt_datagram pieces[MANY];
            size_t count = 0;
            number(sent_bytes, rows[j].len, 5);
            for (size_t at = 0; at < rows[j].len; at += rows[j].each, count++) {
                size_t left = rows[j].len - at;
                pieces[count] = skt_datagram_to(sent_bytes + at, left < rows[j].each ? left : rows[j].each, NULL);
            }
            skt_datagram out = skt_datagram_to(sent_bytes, rows[j].len, &e.to);
            out.segment_size = rows[j].each;
            assert_rc(skt_udp_send(&e.client, &out, 1, 0), 1);
            assert_int_equal(out.sent, rows[j].len);
            expect(&e, pieces, count);
            /* Given again as it is, it is sent again. */
            assert_rc(skt_udp_send(&e.client, &out, 1, 0), 1);
            expect(&e, pieces, count);
            close_ends(&e);
        }
}

static void test_udp__scattered_content_is_one_datagram(void **state)
{
    (void)state;
    ends e = attached("127.0.0.1:0", 0);
    skt_buf parts[3] = {skt_buf_of(sent_bytes, 10), skt_buf_of(sent_bytes + 10, 0), skt_buf_of(sent_bytes + 10, 90)};
    skt_datagram out[3], whole[3];
    number(sent_bytes, 100, 1);
    for (size_t i = 0; i < 3; i++) {
        whole[i] = skt_datagram_to(sent_bytes, 100, &e.to);
        out[i] = (skt_datagram){.pieces = parts, .piece_count = 3, .peer = &e.to};
    }
    assert_rc(skt_udp_send(&e.client, out, 3, 0), 3);
    /* The first into pieces too. */
    skt_buf rooms[2] = {skt_buf_of(room_bytes, 7), skt_buf_of(room_bytes + 7, 1000)};
    skt_datagram in = {.pieces = rooms, .piece_count = 2};
    wait_for(e.s, SKT_POLLIN);
    assert_rc(skt_udp_recv(&e.server, &in, 1, 0), 1);
    assert_int_equal(in.len, 100);
    assert_memory_equal(room_bytes, sent_bytes, 100);
    expect(&e, whole, 2);
    close_ends(&e);
}

/* Without features, for which some systems have a shorter code path, and with some. */
static void test_udp__a_datagram_that_is_cut_says_so(void **state)
{
    (void)state;
    static const uint32_t wanted[] = {0, SKT_INFO_TOS};
    for (size_t i = 0; i < COUNT_OF(wanted); i++)
        for (size_t room = 0; room <= 101; room += room == 0 ? 99 : 1) {
            ends e = attached("127.0.0.1:0", wanted[i]);
            skt_addr peer;
            number(sent_bytes, 100, 1);
            memset(room_bytes, 0, 102);
            skt_datagram out = skt_datagram_to(sent_bytes, 100, &e.to);
            skt_datagram in = skt_datagram_into(room_bytes, room, &peer);
            assert_rc(skt_udp_send(&e.client, &out, 1, 0), 1);
            wait_for(e.s, SKT_POLLIN);
            assert_rc(skt_udp_recv(&e.server, &in, 1, 0), 1);
            assert_int_equal(in.len, room < 100 ? room : 100);
            assert_int_equal(!(in.got & SKT_INFO_TRUNCATED), room >= 100);
            assert_memory_equal(room_bytes, sent_bytes, in.len);
            assert_int_equal(room_bytes[in.len], 0);
            assert_int_equal(skt_addr_family(&peer), SKT_AF_INET);
            close_ends(&e);
        }
}

/* Every granted feature is reported for every datagram, and items that are sent arrive. */
static void test_udp__what_goes_with_a_datagram_arrives(void **state)
{
    (void)state;
    const uint32_t wanted = SKT_INFO_LOCAL | SKT_INFO_TOS | SKT_INFO_ECN | SKT_INFO_HOP_LIMIT | SKT_INFO_TIME;
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        for (size_t count = 1; count <= 4; count += 3) {
            ends e = attached(texts[i], wanted);
            skt_datagram out[4], in[4];
            skt_addr peers[4];
            const uint32_t put = (SKT_INFO_TOS | SKT_INFO_HOP_LIMIT) & skt_udp_features(&e.client);
            for (size_t k = 0; k < count; k++) {
                out[k] = skt_datagram_to(sent_bytes, 100, &e.to);
                out[k].has = put;
                out[k].tos = 0xb9;
                out[k].hop_limit = 33;
                in[k] = skt_datagram_into(room_bytes + 1000 * k, 1000, &peers[k]);
            }
            assert_rc(skt_udp_send(&e.client, out, count, 0), count);
            for (size_t have = 0; have < count;) {
                wait_for(e.s, SKT_POLLIN);
                skt_ssize came = skt_udp_recv(&e.server, in + have, count - have, 0);
                assert_true(came > 0);
                have += (size_t)came;
            }
            for (size_t k = 0; k < count; k++) {
                uint32_t lacks = e.granted & ~in[k].got & (SKT_INFO_LOCAL | SKT_INFO_HOP_LIMIT | SKT_INFO_TIME);
                if (lacks) fail_msg("%#x was granted and not said", lacks);
                assert_int_equal(in[k].len, 100);
                if (in[k].got & put & SKT_INFO_TOS) assert_int_equal(in[k].tos, 0xb9);
                if (in[k].got & put & SKT_INFO_HOP_LIMIT) assert_int_equal(in[k].hop_limit, 33);
                if (host.system == SKT_ON_LINUX) assert_int_equal(in[k].got & put, put);
            }
            close_ends(&e);
        }
}

static void test_udp__ecn_leaves_the_rest_of_tos_to_the_socket(void **state)
{
    (void)state;
    if (host.system != SKT_ON_LINUX) SKIP("only what Linux does is seen here");
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        ends e = attached(texts[i], SKT_INFO_TOS);
        int rc = i == 0 ? skt_set_int(e.c, SKT_IP_TOS, 0xb8) : skt_set_int(e.c, SKT_IPV6_TCLASS, 0xb8);
        assert_rc(rc, 0);
        assert_rc(skt_udp_attach(&e.client, sizeof e.client, e.c, SKT_INFO_ECN, NULL), 0);
        for (uint8_t ecn = 0; ecn < 4; ecn++) {
            skt_datagram out = skt_datagram_to("x", 1, &e.to), in = skt_datagram_into(room_bytes, 10, NULL);
            out.has = SKT_INFO_ECN;
            out.tos = ecn;
            assert_rc(skt_udp_send(&e.client, &out, 1, 0), 1);
            wait_for(e.s, SKT_POLLIN);
            assert_rc(skt_udp_recv(&e.server, &in, 1, 0), 1);
            assert_int_equal(in.tos, 0xb8 | ecn);
        }
        close_ends(&e);
    }
}

/* A server on the wildcard address answers from the requested address: the system would not choose 127.0.0.2 itself. */
static void test_udp__an_answer_leaves_from_where_the_question_came(void **state)
{
    (void)state;
    static const struct {
        const char *server, *asked, *client;
    } rows[] = {
        {"0.0.0.0:0", "127.0.0.2", "127.0.0.1:0"},
        {"[::]:0", "127.0.0.2", "127.0.0.1:0"},
        {"[::]:0", "[::1]", "[::1]:0"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_addr here, client, asked = address(rows[i].asked);
        skt_socket s, c = bound(rows[i].client, SKT_SOCK_DGRAM, &client);
        skt_udp udp;
        uint32_t granted;
        skt_addr any = address(rows[i].server);
        assert_ok(skt_open(skt_addr_family(&any), SKT_SOCK_DGRAM, 0, &s));
        if (skt_addr_family(&any) == SKT_AF_INET6) assert_ok(skt_set_bool(s, SKT_IPV6_V6ONLY, false));
        assert_ok(skt_bind(s, &any));
        assert_ok(skt_local_address(s, &here));
        assert_ok(skt_addr_set_port(&asked, (uint16_t)skt_addr_port(&here)));
        assert_rc(skt_udp_attach(&udp, sizeof udp, s, SKT_INFO_LOCAL, &granted), 0);
        assert_int_equal(granted, SKT_INFO_LOCAL);
        assert_int_equal(skt_sendto(c, "question", 8, 0, &asked), 8);

        skt_addr peer, from;
        char answer[16];
        skt_datagram in = skt_datagram_into(room_bytes, 100, &peer), out = skt_datagram_to("answer", 6, NULL);
        wait_for(s, SKT_POLLIN);
        assert_rc(skt_udp_recv(&udp, &in, 1, 0), 1);
        IF_WINE_DEVIATES(!(in.got & SKT_INFO_LOCAL),
                         "it does not say where an IPv4 datagram arrived on an IPv6 socket");
        assert_true(in.got & SKT_INFO_LOCAL);
        assert_int_equal(in.local.family, skt_addr_family(&any));
        skt_udp_reply(&in, &out);
        assert_rc(skt_udp_send(&udp, &out, 1, 0), 1);
        wait_for(c, SKT_POLLIN);
        assert_int_equal(skt_recvfrom(c, answer, sizeof answer, 0, &from), 6);
        IF_WINE_DEVIATES(!skt_addr_equal(&from, &asked), "it chooses the source address itself");
        assert_true(skt_addr_equal(&from, &asked));
        skt_close(s);
        skt_close(c);
    }
}

/* Peers of IPv4 on a socket of both families, given as they are. */
static void test_udp__ipv4_peers_of_an_ipv6_socket_are_mapped(void **state)
{
    (void)state;
    skt_addr here, from;
    skt_socket s = bound("127.0.0.1:0", SKT_SOCK_DGRAM, &here), c;
    skt_udp udp;
    char byte[4];
    assert_ok(skt_open(SKT_AF_INET6, SKT_SOCK_DGRAM, 0, &c));
    assert_ok(skt_set_bool(c, SKT_IPV6_V6ONLY, false));
    assert_rc(skt_udp_attach(&udp, sizeof udp, c, 0, NULL), 0);
    for (size_t count = 1; count <= 3; count++) {
        skt_datagram out[3];
        for (size_t i = 0; i < count; i++) {
            out[i] = skt_datagram_to("abc", i + 1, &here);
            out[i].has = SKT_INFO_TOS & skt_udp_features(&udp);
        }
        assert_rc(skt_udp_send(&udp, out, count, 0), count);
        for (size_t i = 0; i < count; i++) {
            wait_for(s, SKT_POLLIN);
            assert_int_equal(skt_recvfrom(s, byte, sizeof byte, 0, &from), i + 1);
        }
    }
    skt_close(c);
    skt_close(s);
}

static void test_udp__one_that_is_cut_says_so(void **state)
{
    (void)state;
    ends e = attached("127.0.0.1:0", SKT_INFO_LOCAL);
    skt_datagram out = skt_datagram_to(sent_bytes, 100, &e.to), in = skt_datagram_into(room_bytes, 99, NULL);
    skt_buf one;
    size_t at = 0;
    assert_rc(skt_udp_send(&e.client, &out, 1, 0), 1);
    wait_for(e.s, SKT_POLLIN);
    assert_rc(skt_udp_recv(&e.server, &in, 1, 0), 1);
    assert_int_equal(in.len, 99);
    assert_true(in.got & SKT_INFO_TRUNCATED);
    assert_false(skt_udp_next(&in, &at, &one));
    close_ends(&e);
}

/* On a socket that blocks. */
static void test_udp__only_the_first_is_waited_for(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        ends e = attached(texts[i], SKT_INFO_LOCAL);
        skt_datagram in[5];
        for (size_t k = 0; k < 5; k++) in[k] = skt_datagram_into(room_bytes + 100 * k, 100, NULL);
        assert_int_equal(skt_sendto(e.c, "hello", 5, 0, &e.to), 5);
        assert_rc(skt_udp_recv(&e.server, in, 5, 0), 1);
        assert_int_equal(in[0].len, 5);
        close_ends(&e);
    }
}

/* Splitting a buffer by the bits, the length and the segment size. */
static void test_udp__several_in_one_buffer_are_walked_through(void **state)
{
    (void)state;
    const uint32_t segments = SKT_INFO_SEGMENTS, cut = SKT_INFO_SEGMENTS | SKT_INFO_TRUNCATED;
    const struct {
        size_t len;
        uint32_t each, got;
        size_t count, lens[4];
        const char *sentence;
    } rows[] = {
        {0, 0, 0, 1, {0}, "an empty one"},
        {0, 1000, segments, 1, {0}, "an empty one of a size"},
        {500, 0, 0, 1, {500}, "one"},
        {500, 0, segments, 1, {500}, "one without a size"},
        {2500, 1000, 0, 1, {2500}, "a size without its bit"},
        {2500, 1000, segments, 3, {1000, 1000, 500}, "a short end"},
        {3000, 1000, segments, 3, {1000, 1000, 1000}, "all of a size"},
        {500, 1000, segments, 1, {500}, "a size that is longer"},
        {2500, 1000, cut, 2, {1000, 1000}, "an end that was cut off"},
        {3000, 1000, cut, 3, {1000, 1000, 1000}, "cut between two"},
        {500, 1000, cut, 0, {0}, "cut in the first"},
        {500, 0, SKT_INFO_TRUNCATED, 0, {0}, "one that was cut"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_datagram in = skt_datagram_into(room_bytes, ROOM, NULL);
        skt_buf one;
        size_t count = 0, offset = 0;
        in.len = rows[i].len, in.segment_size = rows[i].each, in.got = rows[i].got;
        for (size_t at = 0; skt_udp_next(&in, &at, &one); count++) {
            if (count == rows[i].count || one.len != rows[i].lens[count]) fail_msg("%s: %zu", rows[i].sentence, count);
            assert_ptr_equal(one.base, room_bytes + offset);
            offset += one.len;
        }
        if (count != rows[i].count) fail_msg("%s: %zu", rows[i].sentence, count);
    }
}

/* Replies without a known destination address, and with an interface that must be kept. */
static void test_udp__a_reply_names_what_it_knows(void **state)
{
    (void)state;
    skt_addr peer = address("[fd09::2]:1"), neighbour = address("[fe80::2%7]:1");
    const skt_local local = {.family = SKT_AF_INET6, .ip = {0xfd}, .interface_index = 7};
    const struct {
        uint32_t got;
        skt_addr *peer;
        uint32_t has, family, interface_index;
        const char *sentence;
    } rows[] = {
        {0, &peer, 0, 0, 0, "nothing is known"},
        {SKT_INFO_LOCAL, &peer, SKT_INFO_LOCAL, SKT_AF_INET6, 0, "the address"},
        {SKT_INFO_LOCAL, &neighbour, SKT_INFO_LOCAL, SKT_AF_INET6, 7, "the address of a link"},
        {SKT_INFO_LOCAL | SKT_INFO_GROUP, &peer, SKT_INFO_LOCAL, 0, 7, "a group's address"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_datagram in = {.got = rows[i].got, .local = local, .peer = rows[i].peer};
        skt_datagram out = {.has = SKT_INFO_LOCAL};
        skt_udp_reply(&in, &out);
        assert_ptr_equal(out.peer, rows[i].peer);
        if (out.has != rows[i].has) fail_msg("%s: %#x", rows[i].sentence, out.has);
        if (!out.has) continue;
        if (out.local.family != rows[i].family || out.local.interface_index != rows[i].interface_index)
            fail_msg("%s: family %u, interface %u", rows[i].sentence, out.local.family, out.local.interface_index);
    }
}

static void test_udp__what_cannot_be_is_refused_before_anything_is_sent(void **state)
{
    (void)state;
    ends e = attached("127.0.0.1:0", 0);
    skt_datagram out[2] = {skt_datagram_to("a", 1, &e.to), skt_datagram_to("b", 1, &e.to)};
    for (uint32_t bit = 1; bit; bit <<= 1) {
        if (skt_udp_features(&e.client) & bit && bit != SKT_INFO_SEGMENTS) continue;
        out[1].has = bit;
        assert_rc(skt_udp_send(&e.client, out, 2, 0), SKT_EUNSUPPORTED);
    }
    out[1].has = 0;
    int rc = (int)skt_udp_send(&e.client, out, 2, SKT_MSG_ZEROCOPY);
    assert_true(rc == SKT_EINVAL || rc == SKT_EUNSUPPORTED);
    assert_rc(skt_udp_send(&e.client, out, 0, 0), 0);
    assert_ok(skt_set_nonblocking(e.s, true));
    skt_datagram in = skt_datagram_into(room_bytes, 10, NULL);
    assert_rc(skt_udp_recv(&e.server, &in, 1, 0), SKT_EAGAIN);
    close_ends(&e);

    connection tcp = tcp_connection("127.0.0.1:0");
    skt_udp udp;
    assert_rc(skt_udp_attach(&udp, sizeof udp, tcp.client, 0, NULL), SKT_EOPNOTSUPP);
    assert_rc(skt_udp_attach(&udp, sizeof udp - 1, tcp.client, 0, NULL), SKT_EINVAL);
    assert_true(skt_udp_attach(&udp, sizeof udp, SKT_INVALID_SOCKET, 0, NULL) < 0);
    close_both(&tcp);
}

static void test_udp__the_first_that_is_refused_ends_it(void **state)
{
    (void)state;
    ends e = attached("127.0.0.1:0", 0);
    skt_datagram out[5], arrived[4];
    for (size_t i = 0; i < 5; i++) out[i] = skt_datagram_to(sent_bytes, i == 2 ? 70000 : 10 + i, &e.to);
    assert_rc(skt_udp_send(&e.client, out, 5, 0), 2);
    assert_rc(skt_udp_send(&e.client, out + 2, 3, 0), SKT_EMSGSIZE);
    assert_rc(skt_udp_send(&e.client, out + 3, 2, 0), 2);
    for (size_t i = 0; i < 4; i++) arrived[i] = out[i < 2 ? i : i + 1];
    expect(&e, arrived, 4);
    close_ends(&e);
}

/* Items that can be sent are not necessarily reported for received datagrams. */
static void test_udp__what_is_granted_of_receiving_is_what_the_socket_grants(void **state)
{
    (void)state;
    const uint32_t sending = SKT_INFO_DONT_FRAGMENT | SKT_INFO_SEND_TIME | SKT_INFO_KEY;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        ends e = attached(texts[i], UINT32_MAX & ~(uint32_t)SKT_INFO_ERRORS & ~sending);
        uint32_t granted;
        skt_addr here;
        skt_socket s = bound(texts[i], SKT_SOCK_DGRAM, &here);
        assert_rc(skt_info_enable(s, UINT32_MAX & ~(uint32_t)SKT_INFO_ERRORS & ~sending, &granted), 0);
        assert_int_equal(e.granted, granted);
        skt_close(s);
        close_ends(&e);
    }
}

static void test_udp__features_are_switched_off_for_good(void **state)
{
    (void)state;
    ends e = attached("127.0.0.1:0", SKT_INFO_SEGMENTS | SKT_INFO_LOCAL);
    if (e.granted & SKT_INFO_SEGMENTS) assert_int_equal(skt_udp_room(&e.server), 65535);
    skt_udp_disable(&e.server, SKT_INFO_SEGMENTS | SKT_INFO_LOCAL);
    assert_int_equal(skt_udp_room(&e.server), 0);
    assert_int_equal(skt_udp_features(&e.server) & (SKT_INFO_SEGMENTS | SKT_INFO_LOCAL), 0);
    skt_udp_disable(&e.client, SKT_INFO_SEGMENTS);
    skt_datagram out[20];
    for (size_t i = 0; i < 20; i++) out[i] = skt_datagram_to(sent_bytes, 100, &e.to);
    assert_rc(skt_udp_send(&e.client, out, 20, 0), 20);
    expect(&e, out, 20);
    close_ends(&e);
}

static void test_udp__features_have_names(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int rc;
        uint32_t bits;
    } rows[] = {
        {"", 0, 0},
        {"local", 0, SKT_INFO_LOCAL},
        {"Segments,ECN", 0, SKT_INFO_SEGMENTS | SKT_INFO_ECN},
        {"all", 0, UINT32_MAX},
        {"hardware_time,", 0, SKT_INFO_HARDWARE_TIME},
        {"loca", SKT_EINVAL, 0},
        {"locale", SKT_EINVAL, 0},
        {",local", SKT_EINVAL, 0},
        {"local;ecn", SKT_EINVAL, 0},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        uint32_t bits = 0;
        assert_rc(skt_udp_features_parse(rows[i].text, &bits), rows[i].rc);
        assert_int_equal(bits, rows[i].bits);
    }
}

static void test_udp__a_datagram_is_a_message_and_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        ends e = attached(texts[i], SKT_INFO_LOCAL);
        SKT_CONTROL_BUFFER(control, SKT_CONTROL_MAX);
        skt_datagram out = skt_datagram_to("hello", 5, &e.to), in = {.len = 0};
        skt_msg msg;
        skt_addr from;
        assert_rc(skt_datagram_pack(&out, skt_addr_family(&e.to), control, sizeof control, &msg), 0);
        assert_int_equal(skt_sendmsg(e.c, &msg, 0), 5);
        skt_buf room = skt_buf_of(room_bytes, 100);
        msg = skt_msg_of(&from, &room, 1, control, sizeof control);
        wait_for(e.s, SKT_POLLIN);
        skt_ssize came = skt_recvmsg(e.s, &msg, 0);
        assert_int_equal(came, 5);
        msg.count = 5;
        skt_datagram_unpack(&msg, &in);
        assert_int_equal(in.len, 5);
        assert_true(in.got & SKT_INFO_LOCAL);
        assert_true(in.peer == &from);
        close_ends(&e);
    }
    /* An IPv4 peer of an IPv6 socket is mapped at the end of the room. */
    SKT_CONTROL_BUFFER(control, SKT_CONTROL_MAX);
    skt_addr to = address("127.0.0.1:99");
    skt_datagram out = skt_datagram_to("hello", 5, &to);
    skt_msg msg;
    for (size_t size = 0; size <= sizeof control; size++) {
        int rc = skt_datagram_pack(&out, SKT_AF_INET6, control, size, &msg);
        assert_true(rc == 0 || rc == SKT_ENOBUFS);
        if (rc == 0) assert_true(skt_addr_is_v4_mapped(msg.addr));
    }
    assert_rc(skt_datagram_pack(&out, SKT_AF_INET6, control, sizeof control, &msg), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_udp__every_datagram_arrives_once_and_in_order),
        TEST(test_udp__many_small_ones_arrive_whatever_the_least_run),
        TEST(test_udp__empty_datagrams_are_datagrams),
        TEST(test_udp__one_of_several_is_cut_as_it_says),
        TEST(test_udp__scattered_content_is_one_datagram),
        TEST(test_udp__a_datagram_that_is_cut_says_so),
        TEST(test_udp__what_goes_with_a_datagram_arrives),
        TEST(test_udp__ecn_leaves_the_rest_of_tos_to_the_socket),
        TEST(test_udp__an_answer_leaves_from_where_the_question_came),
        TEST(test_udp__ipv4_peers_of_an_ipv6_socket_are_mapped),
        TEST(test_udp__one_that_is_cut_says_so),
        TEST(test_udp__only_the_first_is_waited_for),
        TEST(test_udp__several_in_one_buffer_are_walked_through),
        TEST(test_udp__a_reply_names_what_it_knows),
        TEST(test_udp__what_cannot_be_is_refused_before_anything_is_sent),
        TEST(test_udp__the_first_that_is_refused_ends_it),
        TEST(test_udp__what_is_granted_of_receiving_is_what_the_socket_grants),
        TEST(test_udp__features_are_switched_off_for_good),
        TEST(test_udp__features_have_names),
        TEST(test_udp__a_datagram_is_a_message_and_back),
    };
    return RUN(tests);
}
