/* SPDX-License-Identifier: MIT */
/* Linux: the UDP path when the system refuses, and the error queue. */
#include "refusals.h"
#include "support.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/udp.h>
#include <sys/socket.h>

#if !defined(UDP_GRO)
#define UDP_SEGMENT 103
#define UDP_GRO     104
#endif

enum { CHUNK = 50, CHUNKS = 2000, ROOM = 65535 };

typedef struct ends {
    skt_socket c, s;
    skt_udp client, server;
    skt_addr to;
} ends;

static ends attached(uint32_t wanted)
{
    ends e;
    skt_addr from;
    e.s = bound("127.0.0.1:0", SKT_SOCK_DGRAM, &e.to);
    e.c = bound("127.0.0.1:0", SKT_SOCK_DGRAM, &from);
    assert_ok(skt_set_nonblocking(e.s, true));
    assert_rc(skt_udp_attach(&e.server, sizeof e.server, e.s, SKT_INFO_SEGMENTS, NULL), 0);
    assert_rc(skt_udp_attach(&e.client, sizeof e.client, e.c, wanted, NULL), 0);
    return e;
}

/* Sends numbered datagrams and repeats those that were refused. Returns how many calls reported a refusal. */
static unsigned send_all(ends *e, skt_datagram *out, size_t count, int error)
{
    unsigned told = 0;
    for (size_t done = 0; done < count;) {
        skt_ssize sent = skt_udp_send(&e->client, out + done, count - done, 0);
        if (sent < 0 && sent != -error) fail_msg("%s", skt_error_name((int)sent));
        if (sent > 0) done += (size_t)sent;
        told += sent < 0 || done < count;
    }
    return told;
}

/* Receives what is there: each number once, in order. */
static void receive_all(ends *e, uint32_t *next, uint32_t end)
{
    static unsigned char room[ROOM];
    skt_datagram in = skt_datagram_into(room, sizeof room, NULL);
    while (skt_udp_recv(&e->server, &in, 1, 0) == 1) {
        skt_buf one;
        for (size_t at = 0; skt_udp_next(&in, &at, &one); (*next)++) {
            uint32_t number;
            assert_true(one.len >= sizeof number);
            memcpy(&number, one.base, sizeof number);
            if (number != *next) fail_msg("%u came, not %u", number, *next);
            for (size_t i = sizeof number; i < one.len; i++)
                if (((unsigned char *)one.base)[i] != (unsigned char)number) fail_msg("%u is torn", number);
        }
    }
    assert_int_equal(*next, end);
}

static void test_linux_udp__each_is_sent_once_whatever_is_refused(void **state)
{
    (void)state;
    static const struct {
        refusal refusal;
        const char *sentence;
    } rows[] = {
        {{0, 0, false, false}, "nothing is refused"},
        {{EIO, 1, true, false}, "a device that cannot segment"},
        {{EIO, 7, true, false}, "a device that sometimes cannot"},
        {{EINVAL, 3, true, false}, "a kernel that dislikes some runs"},
        {{EMSGSIZE, 3, true, false}, "runs that do not fit the path"},
        {{EINVAL, 1, false, true}, "a kernel without TOS per datagram"},
        {{EIO, 1, false, true}, "an Android without it"},
        {{EAGAIN, 3, false, false}, "full buffers"},
        {{EINTR, 3, false, false}, "signals"},
        {{ENOBUFS, 3, false, false}, "no memory"},
        {{EPERM, 3, false, false}, "a firewall"},
    };
    static unsigned char bytes[CHUNK][1500];
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ends e = attached(0);
        uint32_t number = 0, next = 0;
        unsigned told = 0;
        const refusal r = rows[i].refusal;
        refuse(r);
        const int chunks = under_valgrind() ? 20 : CHUNKS;
        for (int j = 0; j < chunks; j++) {
            skt_datagram out[CHUNK];
            size_t len = 0;
            for (size_t k = 0; k < CHUNK; k++, number++) {
                if (k == 0 || draw(6)) len = sizeof number + draw_below(1200);
                memset(bytes[k], (int)(number & 0xff), len);
                memcpy(bytes[k], &number, sizeof number);
                out[k] = skt_datagram_to(bytes[k], len, &e.to);
                if (r.only_tos) out[k].has = SKT_INFO_TOS;
            }
            told += send_all(&e, out, CHUNK, r.error);
            receive_all(&e, &next, number);
        }
        if (r.one_in > 0 && handed_over.refused == 0) fail_msg("%s: nothing was", rows[i].sentence);
        assert_int_equal(handed_over.datagrams, number);
        /* Errors for which there is no other form are returned each time. */
        if (!r.only_segmented && !r.only_tos) assert_int_equal(told, handed_over.refused);
        bool segments = skt_udp_features(&e.client) & SKT_INFO_SEGMENTS;
        assert_int_equal(segments, r.error != EIO || r.only_tos);
        if (r.only_tos) assert_int_equal(skt_udp_features(&e.client) & SKT_INFO_TOS, 0);
        assert_true(handed_over.segmented > 0);
        printf("%s: %u datagrams, %llu segmented sendings, %llu refused, %u told\n", rows[i].sentence, number,
               (unsigned long long)handed_over.segmented, (unsigned long long)handed_over.refused, told);
        skt_close(e.c);
        skt_close(e.s);
    }
    refuse((refusal){0});
}

/* A new socket does not inherit what earlier sockets learnt. */
static void test_linux_udp__attaching_leaves_nothing_behind_that_was_not_asked_for(void **state)
{
    (void)state;
    static const int options[] = {UDP_SEGMENT, UDP_GRO};
    for (size_t i = 0; i < COUNT_OF(options); i++) {
        ends e = attached(0);
        int value = -1;
        socklen_t len = sizeof value;
        assert_true(skt_udp_features(&e.client) & SKT_INFO_SEGMENTS);
        assert_int_equal(getsockopt(e.c, IPPROTO_UDP, options[i], &value, &len), 0);
        assert_int_equal(value, 0);
        skt_close(e.c);
        skt_close(e.s);
    }
}

/* Older drivers refuse it. */
static void test_linux_udp__one_segment_has_no_segment_size(void **state)
{
    (void)state;
    static const struct {
        size_t len;
        uint32_t each, segmented;
    } rows[] = {{5, 100, 0}, {1200, 1200, 0}, {1201, 1200, 1}, {64 * 100 + 1, 100, 1}, {0, 100, 0}};
    static const unsigned char bytes[64 * 100 + 1];
    ends e = attached(0);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_datagram out = skt_datagram_to(bytes, rows[i].len, &e.to);
        out.segment_size = rows[i].each;
        refuse((refusal){0});
        assert_rc(skt_udp_send(&e.client, &out, 1, 0), 1);
        assert_int_equal(handed_over.segmented, rows[i].segmented);
    }
    skt_close(e.c);
    skt_close(e.s);
}

/* The kernel cuts the buffer wherever its room ends. */
static void test_linux_udp__a_run_that_is_cut_loses_its_end_alone(void **state)
{
    (void)state;
    enum { LEN = 1000 };
    static const unsigned char bytes[3 * LEN];
    static unsigned char room[3 * LEN];
    for (size_t size = LEN - 1; size <= sizeof room; size += 500) {
        ends e = attached(0);
        skt_datagram out = skt_datagram_to(bytes, sizeof bytes, &e.to), in = skt_datagram_into(room, size, NULL);
        skt_buf one;
        size_t count = 0;
        out.segment_size = LEN;
        assert_rc(skt_udp_send(&e.client, &out, 1, 0), 1);
        wait_for(e.s, SKT_POLLIN);
        assert_rc(skt_udp_recv(&e.server, &in, 1, 0), 1);
        assert_int_equal(in.len, size);
        assert_true(in.got & SKT_INFO_SEGMENTS);
        assert_int_equal(!!(in.got & SKT_INFO_TRUNCATED), size < sizeof bytes);
        for (size_t at = 0; skt_udp_next(&in, &at, &one); count++) assert_int_equal(one.len, LEN);
        assert_int_equal(count, size / LEN);
        skt_close(e.c);
        skt_close(e.s);
    }
}

/* A dual-stack socket reports some items twice. */
static void test_linux_udp__all_that_can_be_asked_for_has_room(void **state)
{
    (void)state;
    static const char *const texts[] = {"127.0.0.1", "[::1]"};
    static unsigned char room[ROOM];
    const uint32_t all = UINT32_MAX & ~(uint32_t)SKT_INFO_ERRORS;
    skt_socket s, c;
    skt_addr here;
    skt_udp udp;
    uint32_t granted;
    assert_ok(skt_open(SKT_AF_INET6, SKT_SOCK_DGRAM, 0, &s));
    assert_ok(skt_set_bool(s, SKT_IPV6_V6ONLY, false));
    here = address("[::]:0");
    assert_ok(skt_bind(s, &here));
    assert_ok(skt_local_address(s, &here));
    assert_rc(skt_udp_attach(&udp, sizeof udp, s, all, &granted), 0);
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        skt_addr to = address(texts[i]), peer, original;
        assert_ok(skt_addr_set_port(&to, (uint16_t)skt_addr_port(&here)));
        assert_ok(skt_open(skt_addr_family(&to), SKT_SOCK_DGRAM, 0, &c));
        const uint32_t wanted = SKT_INFO_LOCAL | SKT_INFO_TOS | SKT_INFO_HOP_LIMIT | SKT_INFO_TIME | SKT_INFO_ECN;
        skt_datagram in = skt_datagram_into(room, sizeof room, &peer);
        in.original = &original;
        assert_int_equal(skt_sendto(c, "hello", 5, 0, &to), 5);
        wait_for(s, SKT_POLLIN);
        assert_rc(skt_udp_recv(&udp, &in, 1, 0), 1);
        assert_int_equal(in.got & (SKT_INFO_TRUNCATED | SKT_INFO_CONTROL_TRUNCATED | SKT_INFO_GROUP), 0);
        assert_int_equal(in.got & wanted, granted & wanted);
        assert_int_equal(in.local.family, SKT_AF_INET6);
        assert_int_equal(in.hop_limit, 64);
        skt_close(c);
    }
    skt_close(s);
}

static void wait_for_error(skt_socket s)
{
    skt_pollfd fd = {.socket = s};
    assert_int_equal(skt_poll(&fd, 1, skt_deadline_in(SKT_SECONDS(20))), 1);
    assert_true(fd.revents & SKT_POLLERR);
}

static void test_linux_udp__an_answer_of_icmp_is_an_event(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint8_t type, code;
    } rows[] = {{"127.0.0.1:0", 3, 3}, {"[::1]:0", 1, 4}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_addr gone, here;
        skt_socket c = bound(rows[i].text, SKT_SOCK_DGRAM, &here);
        skt_udp udp;
        uint32_t granted;
        char room[16];
        skt_udp_event event = {.data = skt_buf_of(room, sizeof room)};
        skt_close(bound(rows[i].text, SKT_SOCK_DGRAM, &gone));
        assert_rc(skt_udp_attach(&udp, sizeof udp, c, SKT_INFO_ERRORS, &granted), 0);
        assert_int_equal(granted, SKT_INFO_ERRORS);
        assert_rc((int)skt_udp_event_next(&udp, &event, sizeof event), SKT_EAGAIN);
        event.data = skt_buf_of(room, sizeof room);
        skt_datagram out = skt_datagram_to("hello", 5, &gone);
        assert_rc(skt_udp_send(&udp, &out, 1, 0), 1);
        wait_for_error(c);
        assert_rc((int)skt_udp_event_next(&udp, &event, sizeof event), 1);
        assert_int_equal(event.kind, SKT_EVENT_ICMP);
        assert_rc(event.error, SKT_ECONNREFUSED);
        assert_int_equal(event.icmp_type, rows[i].type);
        assert_int_equal(event.icmp_code, rows[i].code);
        assert_int_equal(event.len, 5);
        assert_memory_equal(room, "hello", 5);
        assert_true(skt_addr_equal(&event.peer, &gone));
        assert_true(skt_addr_is_loopback(&event.offender));
        assert_rc((int)skt_udp_event_next(&udp, &event, sizeof event), SKT_EAGAIN);
        assert_rc((int)skt_udp_event_next(&udp, &event, sizeof event - 1), SKT_EINVAL);
        skt_close(c);
    }
}

static void test_linux_udp__a_key_has_its_time_stamp(void **state)
{
    (void)state;
    ends e = attached(SKT_INFO_KEY);
    uint32_t granted;
    assert_rc(skt_udp_attach(&e.client, sizeof e.client, e.c, SKT_INFO_KEY | SKT_INFO_TIME, &granted), 0);
    if (!(granted & SKT_INFO_KEY)) SKIP("this kernel is older than 6.13");
    static const uint32_t keys[] = {7, 0xffffffff, 0, 12345};
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        skt_datagram out = skt_datagram_to("hello", 5, &e.to);
        char room[100];
        skt_udp_event event = {.data = skt_buf_of(room, sizeof room)};
        out.has = SKT_INFO_KEY;
        out.key = keys[i];
        assert_rc(skt_udp_send(&e.client, &out, 1, 0), 1);
        wait_for_error(e.c);
        assert_rc((int)skt_udp_event_next(&e.client, &event, sizeof event), 1);
        assert_int_equal(event.kind, SKT_EVENT_STAMP);
        assert_int_equal(event.key, keys[i]);
        assert_int_equal(event.error, 0);
        assert_true(event.got & SKT_INFO_KEY);
        assert_true(event.got & SKT_INFO_TIME);
        assert_true(event.time > 0);
    }
    skt_close(e.c);
    skt_close(e.s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_linux_udp__each_is_sent_once_whatever_is_refused),
        TEST(test_linux_udp__attaching_leaves_nothing_behind_that_was_not_asked_for),
        TEST(test_linux_udp__one_segment_has_no_segment_size),
        TEST(test_linux_udp__a_run_that_is_cut_loses_its_end_alone),
        TEST(test_linux_udp__all_that_can_be_asked_for_has_room),
        TEST(test_linux_udp__an_answer_of_icmp_is_an_event),
        TEST(test_linux_udp__a_key_has_its_time_stamp),
    };
    return RUN(tests);
}
