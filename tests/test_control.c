/* SPDX-License-Identifier: MIT */
/* Building and reading control data, and the items of datagrams over loopback. */
#include "support.h"

#include <time.h>

typedef struct parcel {
    skt_buf buf;
    skt_msg msg;
    SKT_CONTROL_BUFFER(control, SKT_CONTROL_MAX);
    char bytes[2048];
} parcel;

static skt_msg *ready(parcel *p, size_t len)
{
    p->buf = skt_buf_of(p->bytes, len);
    p->msg = skt_msg_of(NULL, &p->buf, 1, p->control, sizeof p->control);
    return &p->msg;
}

/* The only item of a kind. */
static skt_control_item item_of(const skt_msg *msg, int kind)
{
    skt_control_item item = {0}, found = {0};
    while (skt_control_next(msg, &item))
        if (item.kind == kind) found = item;
    if (found.kind != kind) fail_msg("no item of kind %d", kind);
    return found;
}

static void test_control__nothing_put_is_no_control_data(void **state)
{
    (void)state;
    parcel p;
    skt_control control;
    ready(&p, 1);
    skt_control_begin(&control, p.control, sizeof p.control, SKT_AF_INET);
    assert_rc(skt_control_finish(&control, &p.msg), 0);
    assert_null(p.msg.control);
    assert_int_equal(p.msg.control_len, 0);
}

static void test_control__what_was_put_raw_is_walked_through(void **state)
{
    (void)state;
    parcel p;
    skt_control control;
    static const char text[] = "0123456789abcdefghijklmnopqrstuvwxyz";
    ready(&p, 1);
    skt_control_begin(&control, p.control, sizeof p.control, SKT_AF_UNIX);
    size_t put = 0;
    for (size_t len = 0; len < 9; len++, put++) skt_control_put_raw(&control, 1000 + (int)len, 2000, text, len);
    assert_rc(skt_control_finish(&control, &p.msg), 0);
    skt_control_item item = {0};
    for (size_t len = 0; len < put; len++) {
        assert_true(skt_control_next(&p.msg, &item));
        assert_int_equal(item.kind, SKT_CONTROL_RAW);
        assert_int_equal(item.level, 1000 + (int)len);
        assert_int_equal(item.type, 2000);
        assert_int_equal(item.len, len);
        assert_memory_equal(item.data, text, len);
    }
    assert_false(skt_control_next(&p.msg, &item));
    assert_false(skt_control_next(&p.msg, &item));
}

static void test_control__the_first_error_is_kept_and_leaves_nothing(void **state)
{
    (void)state;
    parcel p;
    skt_control control;
    for (size_t size = 0; size <= 64; size++) {
        memset(p.control, 0x5a, sizeof p.control);
        ready(&p, 1);
        skt_control_begin(&control, p.control, size, SKT_AF_INET);
        skt_control_put_raw(&control, 1, 1, "abcdefgh", 8);
        skt_control_put_raw(&control, 1, 1, "abcdefgh", 8);
        int rc = skt_control_finish(&control, &p.msg);
        assert_true(rc == 0 || rc == SKT_ENOBUFS);
        if (rc < 0) assert_null(p.msg.control);
        assert_true(p.msg.control_len <= size);
        for (size_t i = size; i < sizeof p.control; i++) assert_int_equal(p.control[i], 0x5a);
    }
    skt_control_begin(&control, p.control, sizeof p.control, SKT_AF_INET);
    skt_control_put_tos(&control, 256);
    skt_control_put_raw(&control, 1, 1, p.bytes, 1000000);
    assert_rc(skt_control_finish(&control, &p.msg), SKT_ERANGE);
    skt_control_begin(&control, NULL, 0, SKT_AF_INET);
    skt_control_put_raw(&control, 1, 1, p.bytes, SIZE_MAX);
    assert_rc(skt_control_finish(&control, &p.msg), SKT_ENOBUFS);
}

static void put_local_of_nothing(skt_control *c)
{
    const skt_local local = {.family = SKT_AF_INET6};
    skt_control_put_local(c, &local);
}
static void put_tos(skt_control *c)
{
    skt_control_put_tos(c, -1);
}
static void put_ecn(skt_control *c)
{
    skt_control_put_ecn(c, 4);
}
static void put_hop_limit(skt_control *c)
{
    skt_control_put_hop_limit(c, 256);
}
static void put_no_segment_size(skt_control *c)
{
    skt_control_put_segment_size(c, 0);
}
static void put_long_segment_size(skt_control *c)
{
    skt_control_put_segment_size(c, 65536);
}
static void put_no_handles(skt_control *c)
{
    skt_control_put_handles(c, NULL, 0);
}
static void put_tls_record(skt_control *c)
{
    skt_control_put_tls_record(c, 256);
}

static void test_control__values_that_cannot_be_are_refused(void **state)
{
    (void)state;
    static const struct {
        void (*put)(skt_control *);
        int rc;
        const char *sentence;
    } rows[] = {
        {put_local_of_nothing, SKT_EAFNOSUPPORT, "an IPv6 address for an IPv4 peer"},
        {put_tos, SKT_ERANGE, "a negative TOS"},
        {put_ecn, SKT_ERANGE, "ECN of three bits"},
        {put_hop_limit, SKT_ERANGE, "a hop limit of nine bits"},
        {put_no_segment_size, SKT_ERANGE, "segments of nothing"},
        {put_long_segment_size, SKT_ERANGE, "segments of 64 KiB"},
        {put_no_handles, SKT_EINVAL, "no handles"},
        {put_tls_record, SKT_ERANGE, "a record type of nine bits"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        parcel p;
        skt_control control;
        ready(&p, 1);
        skt_control_begin(&control, p.control, sizeof p.control, SKT_AF_INET);
        rows[i].put(&control);
        int rc = skt_control_finish(&control, &p.msg);
        if (rc != rows[i].rc && rc != SKT_EUNSUPPORTED) fail_msg("%s: %s", rows[i].sentence, skt_error_name(rc));
        if (host.system == SKT_ON_LINUX) assert_rc(rc, rows[i].rc);
    }
}

/* Headers of every length in buffers of every length: no item extends beyond the buffer, and the walk ends. */
static void test_control__odd_bytes_are_walked_through_safely(void **state)
{
    (void)state;
    parcel p;
    static const size_t lengths[] = {0,  1,  8,  11, 12, 15, 16,   17,           20,
                                     24, 28, 40, 63, 64, 65, 1000, SIZE_MAX / 2, SIZE_MAX};
    for (size_t size = 0; size <= 64; size++)
        for (size_t i = 0; i < COUNT_OF(lengths); i++)
            for (int byte = 0; byte < 256; byte += 51) {
                memset(p.control, byte, sizeof p.control);
                for (size_t at = 0; at + sizeof lengths[i] <= size; at += 16)
                    memcpy(p.control + at, &lengths[i], sizeof lengths[i]);
                skt_msg msg = {.control = p.control, .control_len = 0};
                msg.control_len += size;
                skt_control_item item = {0};
                int count = 0;
                while (skt_control_next(&msg, &item)) {
                    const unsigned char *data = item.data;
                    assert_true(data >= p.control && data + item.len <= p.control + size);
                    assert_true(++count <= 64);
                }
            }
}

/* What is asked of two sockets that are connected to each other, of each family. */
static const struct route {
    const char *text;
    int family;
    size_t ip_len;
} routes[] = {{"127.0.0.1:0", SKT_AF_INET, 4}, {"[::1]:0", SKT_AF_INET6, 16}};

static void receive(skt_socket s, parcel *p)
{
    wait_for(s, SKT_POLLIN);
    ready(p, sizeof p->bytes);
    assert_int_equal(skt_recvmsg(s, &p->msg, 0), 5);
    assert_int_equal(p->msg.flags & SKT_MSG_CTRUNC, 0);
}

static void test_control__the_local_address_arrives_and_can_be_sent_from(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(routes); i++) {
        connection c = udp_connection(routes[i].text);
        parcel p;
        uint32_t granted = 0;
        uint8_t ip[16];
        skt_addr here;
        assert_rc(skt_info_enable(c.server, SKT_INFO_LOCAL, &granted), 0);
        if (!(granted & SKT_INFO_LOCAL)) SKIP("the system does not say where a datagram arrived");
        assert_int_equal(skt_send(c.client, "hello", 5, 0), 5);
        receive(c.server, &p);
        skt_local local = item_of(&p.msg, SKT_CONTROL_LOCAL).local;
        assert_false(item_of(&p.msg, SKT_CONTROL_LOCAL).group);
        assert_int_equal(local.family, routes[i].family);
        assert_ok(skt_local_address(c.server, &here));
        assert_int_equal(skt_addr_ip(&here, ip), routes[i].ip_len);
        assert_memory_equal(local.ip, ip, routes[i].ip_len);
        assert_int_equal(local.interface_index, loopback_index());

        /* Back from there. */
        skt_control control;
        local.interface_index = 0;
        p.buf = skt_buf_of(p.bytes, 5);
        skt_control_begin(&control, p.control, sizeof p.control, routes[i].family);
        skt_control_put_local(&control, &local);
        assert_rc(skt_control_finish(&control, &p.msg), 0);
        assert_int_equal(skt_sendmsg(c.server, &p.msg, 0), 5);
        receive(c.client, &p);
        close_both(&c);
    }
}

static void test_control__tos_and_hop_limit_arrive_as_they_were_put(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(routes); i++)
        for (int tos = 0; tos < 256; tos += 37) {
            connection c = udp_connection(routes[i].text);
            parcel p;
            skt_control control;
            uint32_t granted = 0;
            assert_rc(skt_info_enable(c.server, SKT_INFO_TOS | SKT_INFO_HOP_LIMIT, &granted), 0);
            if (granted != (SKT_INFO_TOS | SKT_INFO_HOP_LIMIT)) SKIP("the system does not say both: %#x", granted);
            ready(&p, 5);
            memcpy(p.bytes, "hello", 5);
            skt_control_begin(&control, p.control, sizeof p.control, routes[i].family);
            skt_control_put_tos(&control, tos);
            skt_control_put_hop_limit(&control, 17 + tos / 2);
            int rc = skt_control_finish(&control, &p.msg);
            if (rc == SKT_EUNSUPPORTED) SKIP("the system takes no TOS or hop limit per datagram");
            assert_rc(rc, 0);
            assert_int_equal(skt_sendmsg(c.client, &p.msg, 0), 5);
            receive(c.server, &p);
            int hop_limit = item_of(&p.msg, SKT_CONTROL_HOP_LIMIT).hop_limit;
            IF_WINE_DEVIATES(hop_limit != 17 + tos / 2, "it sends no TTL of control data");
            assert_int_equal(item_of(&p.msg, SKT_CONTROL_TOS).tos, tos);
            assert_int_equal(item_of(&p.msg, SKT_CONTROL_HOP_LIMIT).hop_limit, 17 + tos / 2);
            close_both(&c);
        }
}

static void test_control__the_time_is_now(void **state)
{
    (void)state;
    connection c = udp_connection("127.0.0.1:0");
    parcel p;
    uint32_t granted = 0;
    assert_rc(skt_info_enable(c.server, SKT_INFO_TIME, &granted), 0);
    if (!(granted & SKT_INFO_TIME)) SKIP("the system does not say when a datagram was received");
    const int64_t before = SKT_SECONDS((int64_t)time(NULL));
    assert_int_equal(skt_send(c.client, "hello", 5, 0), 5);
    receive(c.server, &p);
    int64_t at = item_of(&p.msg, SKT_CONTROL_TIME).time;
    /* time() may lag behind the clock of the time stamps by a tick, also over the end of a second. */
    assert_true(at >= before && at < SKT_SECONDS((int64_t)time(NULL) + 2));
    close_both(&c);
}

static void test_control__what_no_system_knows_is_not_granted(void **state)
{
    (void)state;
    skt_socket s;
    uint32_t granted = 0;
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &s));
    assert_rc(skt_info_enable(s, 0xffff0000, &granted), 0);
    assert_int_equal(granted, 0);
    assert_rc(skt_info_enable(s, 0, NULL), 0);
    skt_close(s);
    granted = 1;
    assert_true(skt_info_enable(SKT_INVALID_SOCKET, SKT_INFO_LOCAL, &granted) < 0);
    assert_int_equal(granted, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_control__nothing_put_is_no_control_data),
        TEST(test_control__what_was_put_raw_is_walked_through),
        TEST(test_control__the_first_error_is_kept_and_leaves_nothing),
        TEST(test_control__values_that_cannot_be_are_refused),
        TEST(test_control__odd_bytes_are_walked_through_safely),
        TEST(test_control__the_local_address_arrives_and_can_be_sent_from),
        TEST(test_control__tos_and_hop_limit_arrive_as_they_were_put),
        TEST(test_control__the_time_is_now),
        TEST(test_control__what_no_system_knows_is_not_granted),
    };
    return RUN(tests);
}
