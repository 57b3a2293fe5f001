/* SPDX-License-Identifier: MIT */
/*
 * Linux: each form in which a kernel says something, also those of other kernels and of programs of 32 and 64 bits, read
 * from bytes; and the form in which each is put.
 */
#include "support.h"

#include <netinet/in.h>
#include <sys/socket.h>

enum { UDP_LEVEL = 17, SEGMENT = 103, COALESCED = 104, TLS_LEVEL = 282, BYTES = 64 };

typedef struct bytes {
    SKT_CONTROL_BUFFER(control, 256);
    skt_msg msg;
} bytes;

/* A message that has one item. */
static void make(bytes *b, int level, int type, const void *data, size_t len)
{
    skt_control control;
    skt_control_begin(&control, b->control, sizeof b->control, SKT_AF_UNIX);
    skt_control_put_raw(&control, level, type, data, len);
    b->msg = skt_msg_of(NULL, NULL, 0, NULL, 0);
    assert_rc(skt_control_finish(&control, &b->msg), 0);
}

static skt_control_item only_item(const skt_msg *msg)
{
    skt_control_item item = {0}, end;
    assert_true(skt_control_next(msg, &item));
    end = item;
    assert_false(skt_control_next(msg, &end));
    return item;
}

static int64_t number_in(const skt_control_item *item)
{
    switch (item->kind) {
    case SKT_CONTROL_SEGMENT_SIZE: return (int64_t)item->segment_size;
    case SKT_CONTROL_DROPS: return item->drops;
    case SKT_CONTROL_MARK: return item->mark;
    case SKT_CONTROL_HOP_LIMIT: return item->hop_limit;
    case SKT_CONTROL_TLS_RECORD: return item->tls_record;
    case SKT_CONTROL_INQ: return item->inq;
    default: return item->tos;
    }
}

/* Whatever follows a number in the kernel's buffer is not read: the bytes behind it are all ones. */
static void test_linux_control__numbers_are_read_in_every_width(void **state)
{
    (void)state;
    static const struct {
        int level, type, kind;
        unsigned widths; /* a bit for each width that is read */
        const char *sentence;
    } rows[] = {
        {IPPROTO_IP, IP_TOS, SKT_CONTROL_TOS, 1 << 1 | 1 << 4, "TOS"},
        {IPPROTO_IP, IP_RECVTOS, SKT_CONTROL_TOS, 1 << 1 | 1 << 4, "TOS by FreeBSD's type"},
        {IPPROTO_IPV6, IPV6_TCLASS, SKT_CONTROL_TOS, 1 << 1 | 1 << 4, "traffic class, which Apple has in a byte"},
        {IPPROTO_IP, IP_TTL, SKT_CONTROL_HOP_LIMIT, 1 << 1 | 1 << 4, "TTL"},
        {IPPROTO_IP, IP_RECVTTL, SKT_CONTROL_HOP_LIMIT, 1 << 1 | 1 << 4, "TTL by FreeBSD's type"},
        {IPPROTO_IPV6, IPV6_HOPLIMIT, SKT_CONTROL_HOP_LIMIT, 1 << 1 | 1 << 4, "hop limit"},
        {UDP_LEVEL, COALESCED, SKT_CONTROL_SEGMENT_SIZE, 1 << 2 | 1 << 4, "segment size"},
        {SOL_SOCKET, 40, SKT_CONTROL_DROPS, 1 << 4, "drops"},
        {SOL_SOCKET, SO_MARK, SKT_CONTROL_MARK, 1 << 4, "mark"},
        {IPPROTO_TCP, 36, SKT_CONTROL_INQ, 1 << 4, "bytes in the queue"},
        {SOL_SOCKET, 84, SKT_CONTROL_INQ, 1 << 4, "bytes in the queue of a Unix stream"},
        {TLS_LEVEL, 2, SKT_CONTROL_TLS_RECORD, 1 << 1, "record type"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        for (size_t len = 0; len <= 4; len++) {
            const uint8_t byte = 77;
            const uint16_t half = 1234;
            const uint32_t word = 77;
            unsigned char data[8];
            memset(data, 0xff, sizeof data);
            if (len == 1) memcpy(data, &byte, 1);
            if (len == 2) memcpy(data, &half, 2);
            if (len == 4) memcpy(data, &word, 4);
            bytes b;
            make(&b, rows[i].level, rows[i].type, data, len);
            skt_control_item item = only_item(&b.msg);
            assert_int_equal(item.len, len);
            if (!(rows[i].widths >> len & 1)) continue;
            if (item.kind != rows[i].kind || number_in(&item) != (len == 2 ? 1234 : 77))
                fail_msg("%s of %zu bytes: kind %d", rows[i].sentence, len, item.kind);
        }
}

static void test_linux_control__what_is_too_short_is_raw(void **state)
{
    (void)state;
    static const struct {
        int level, type;
        size_t least;
    } rows[] = {
        {IPPROTO_IP, IP_TOS, 1},
        {IPPROTO_IP, IP_TTL, 1},
        {UDP_LEVEL, COALESCED, 2},
        {SOL_SOCKET, 40, 4},
        {IPPROTO_IP, IP_PKTINFO, 12},
        {IPPROTO_IPV6, IPV6_PKTINFO, 20},
        {SOL_SOCKET, 29, 8},
        {SOL_SOCKET, 35, 8},
        {SOL_SOCKET, 37, 24},
        {SOL_SOCKET, 65, 24},
        {SOL_SOCKET, 58, 8},
        {IPPROTO_IP, IP_RECVERR, 16},
        {IPPROTO_IPV6, 25, 16},
        {SOL_SOCKET, SCM_CREDENTIALS, 12},
        {IPPROTO_IP, IP_ORIGDSTADDR, 2},
        {TLS_LEVEL, 2, 1},
    };
    static const unsigned char zeros[BYTES];
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        for (size_t len = 0; len <= rows[i].least; len++) {
            bytes b;
            make(&b, rows[i].level, rows[i].type, zeros, len);
            bool is_raw = only_item(&b.msg).kind == SKT_CONTROL_RAW;
            if (is_raw != (len < rows[i].least)) fail_msg("type %d of %zu bytes", rows[i].type, len);
        }
}

/* Of 32-bit and of 64-bit programs, by the old and the new number. */
static void test_linux_control__times_are_read_in_every_form(void **state)
{
    (void)state;
    static const struct {
        int type, unit;
        bool three;
    } rows[] = {
        {29, 1000, false}, {63, 1000, false}, {35, 1, false}, {64, 1, false}, {37, 1, true}, {65, 1, true},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        for (int wide = 0; wide < 2; wide++) {
            const int32_t narrow_times[6] = {5, 250, 0, 0, 6, 777};
            const int64_t wide_times[6] = {1700000000, 250, 0, 0, 6, 777};
            const size_t count = rows[i].three ? 6 : 2;
            bytes b;
            if (wide)
                make(&b, SOL_SOCKET, rows[i].type, wide_times, count * 8);
            else
                make(&b, SOL_SOCKET, rows[i].type, narrow_times, count * 4);
            skt_control_item item = only_item(&b.msg);
            assert_int_equal(item.kind, SKT_CONTROL_TIME);
            int64_t wanted = SKT_SECONDS(wide ? (int64_t)1700000000 : 5) + (int64_t)250 * rows[i].unit;
            if (item.time != wanted)
                fail_msg("type %d, %s: %lld", rows[i].type, wide ? "wide" : "narrow", (long long)item.time);
            assert_int_equal(item.hardware_time, rows[i].three ? SKT_SECONDS(6) + 777 : 0);
        }
    /* What no clock says is no time. */
    static const int64_t odd[][2] = {{INT64_MAX, 0}, {INT64_MIN, 0}, {1, -1}, {1, 1000000000}};
    for (size_t i = 0; i < COUNT_OF(odd); i++) {
        bytes b;
        make(&b, SOL_SOCKET, 64, odd[i], sizeof odd[i]);
        assert_int_equal(only_item(&b.msg).time, 0);
    }
}

static void test_linux_control__an_error_has_its_numbers_and_who_reported_it(void **state)
{
    (void)state;
    unsigned char data[16 + sizeof(struct sockaddr_in)] = {0};
    const uint32_t error = (uint32_t)-SKT_EMSGSIZE, mtu = 1280, more = 0xffffffff;
    const struct sockaddr_in router = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(0x0a090001)};
    memcpy(data, &error, 4);
    data[4] = 2, data[5] = 3, data[6] = 4;
    memcpy(data + 8, &mtu, 4);
    memcpy(data + 12, &more, 4);
    memcpy(data + 16, &router, sizeof router);
    bytes b;
    skt_addr from, wanted = address("10.9.0.1");
    make(&b, IPPROTO_IP, IP_RECVERR, data, sizeof data);
    skt_control_item item = only_item(&b.msg);
    assert_int_equal(item.kind, SKT_CONTROL_ERROR);
    assert_rc(-item.error.error, SKT_EMSGSIZE);
    assert_int_equal(item.error.origin, 2);
    assert_int_equal(item.error.icmp_type, 3);
    assert_int_equal(item.error.icmp_code, 4);
    assert_int_equal(item.error.info, mtu);
    assert_int_equal(item.error.data, more);
    assert_rc(skt_control_address(&item, &from), 0);
    assert_same(&from, &wanted);
    /* Nobody did. */
    make(&b, IPPROTO_IP, IP_RECVERR, data, 16);
    item = only_item(&b.msg);
    assert_rc(skt_control_address(&item, &from), SKT_EINVAL);
}

/* XNU leaves the whole length in an item of which the end was cut off. */
static void test_linux_control__an_item_ends_where_the_bytes_end(void **state)
{
    (void)state;
    const int handles[3] = {10, 11, 12};
    bytes b;
    make(&b, SOL_SOCKET, SCM_RIGHTS, handles, sizeof handles);
    for (size_t cut = 0; cut <= sizeof handles; cut++) {
        skt_msg msg = skt_msg_of(NULL, NULL, 0, b.control, CMSG_LEN(sizeof handles) - cut);
        skt_control_item item = only_item(&msg);
        assert_int_equal(item.kind, SKT_CONTROL_HANDLES);
        assert_int_equal(item.len, sizeof handles - cut);
        assert_int_equal(item.handles.count, (sizeof handles - cut) / sizeof(int));
        for (size_t i = 0; i < 3; i++)
            assert_int_equal(skt_control_handle(&item, i), i < item.handles.count ? handles[i] : -1);
    }
}

/* Older XNU leaves a header of no length behind the last item. */
static void test_linux_control__a_header_without_a_length_is_the_end(void **state)
{
    (void)state;
    const int tos = 77;
    bytes b;
    memset(&b, 0, sizeof b);
    make(&b, IPPROTO_IP, IP_TOS, &tos, sizeof tos);
    skt_msg msg = skt_msg_of(NULL, NULL, 0, b.control, sizeof b.control);
    skt_control_item item = only_item(&msg);
    assert_int_equal(item.tos, tos);
}

static void test_linux_control__bytes_at_odd_addresses_are_read(void **state)
{
    (void)state;
    const int64_t times[2] = {1700000000, 250};
    bytes b, moved;
    make(&b, SOL_SOCKET, 64, times, sizeof times);
    for (size_t by = 0; by < 8; by++) {
        memcpy(moved.control + by, b.control, b.msg.control_len);
        skt_msg msg = b.msg;
        msg.control = moved.control + by;
        assert_int_equal(only_item(&msg).time, SKT_SECONDS((int64_t)1700000000) + 250);
    }
}

static void put_tos(skt_control *c)
{
    skt_control_put_tos(c, 77);
}
static void put_ecn(skt_control *c)
{
    skt_control_put_ecn(c, 1);
}
static void put_hop_limit(skt_control *c)
{
    skt_control_put_hop_limit(c, 77);
}
static void put_segment_size(skt_control *c)
{
    skt_control_put_segment_size(c, 1234);
}
static void put_send_time(skt_control *c)
{
    skt_control_put_send_time(c, 77);
}
static void put_dont_fragment(skt_control *c)
{
    skt_control_put_dont_fragment(c, true);
}
static void put_local(skt_control *c)
{
    const skt_local local = {.interface_index = 1};
    skt_control_put_local(c, &local);
}

/* In a form that the kernel takes; it refuses a segment size of four bytes and a TOS of two. */
static void test_linux_control__items_are_put_in_the_kernels_widths(void **state)
{
    (void)state;
    static const struct {
        void (*put)(skt_control *);
        int family, level, type;
        size_t len; /* 0: there is none */
    } rows[] = {
        {put_tos, SKT_AF_INET, IPPROTO_IP, IP_TOS, 4},
        {put_tos, SKT_AF_INET6, IPPROTO_IPV6, IPV6_TCLASS, 4},
        {put_ecn, SKT_AF_INET, IPPROTO_IP, IP_TOS, 4},
        {put_ecn, SKT_AF_INET6, IPPROTO_IPV6, IPV6_TCLASS, 4},
        {put_hop_limit, SKT_AF_INET, IPPROTO_IP, IP_TTL, 4},
        {put_hop_limit, SKT_AF_INET6, IPPROTO_IPV6, IPV6_HOPLIMIT, 4},
        {put_segment_size, SKT_AF_INET, UDP_LEVEL, SEGMENT, 2},
        {put_segment_size, SKT_AF_INET6, UDP_LEVEL, SEGMENT, 2},
        {put_send_time, SKT_AF_INET, SOL_SOCKET, 61, 8},
        {put_local, SKT_AF_INET, IPPROTO_IP, IP_PKTINFO, 12},
        {put_local, SKT_AF_INET6, IPPROTO_IPV6, IPV6_PKTINFO, 20},
        {put_dont_fragment, SKT_AF_INET, 0, 0, 0},
        {put_dont_fragment, SKT_AF_INET6, IPPROTO_IPV6, 62, 4},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        bytes b;
        skt_control control;
        b.msg = skt_msg_of(NULL, NULL, 0, NULL, 0);
        skt_control_begin(&control, b.control, sizeof b.control, rows[i].family);
        rows[i].put(&control);
        assert_rc(skt_control_finish(&control, &b.msg), rows[i].len > 0 ? 0 : SKT_EUNSUPPORTED);
        if (rows[i].len == 0) continue;
        skt_control_item item = only_item(&b.msg);
        assert_int_equal(item.level, rows[i].level);
        assert_int_equal(item.type, rows[i].type);
        assert_int_equal(item.len, rows[i].len);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_linux_control__numbers_are_read_in_every_width),
        TEST(test_linux_control__what_is_too_short_is_raw),
        TEST(test_linux_control__times_are_read_in_every_form),
        TEST(test_linux_control__an_error_has_its_numbers_and_who_reported_it),
        TEST(test_linux_control__an_item_ends_where_the_bytes_end),
        TEST(test_linux_control__a_header_without_a_length_is_the_end),
        TEST(test_linux_control__bytes_at_odd_addresses_are_read),
        TEST(test_linux_control__items_are_put_in_the_kernels_widths),
    };
    return RUN(tests);
}
