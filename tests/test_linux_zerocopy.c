/* SPDX-License-Identifier: MIT */
/* Linux: sending with SKT_MSG_ZEROCOPY, and the entries of the error queue that say which sendings are done. */
#include "support.h"

#include <sys/socket.h>

#if !defined(SO_ZEROCOPY)
#define SO_ZEROCOPY 60
#endif

enum { MESSAGES = 12, SIZE = 1000 };

static const struct {
    connection (*make)(const char *text);
    const char *at;
} kinds_of[] = {
    {tcp_connection, "127.0.0.1:0"},
    {tcp_connection, "[::1]:0"},
    {udp_connection, "127.0.0.1:0"},
    {udp_connection, "[::1]:0"},
};

/* Leaves the test where the kernel has none of it. */
static void permit(skt_socket s)
{
    const int on = 1;
    int rc = skt_set_raw(s, SOL_SOCKET, SO_ZEROCOPY, &on, sizeof on);
    if (rc < 0) SKIP("SO_ZEROCOPY: %s", skt_error_name(rc));
}

static char data[MESSAGES][SIZE];

static void fill(void)
{
    for (size_t i = 0; i < sizeof data; i++) data[i / SIZE][i % SIZE] = (char)(i % 251);
}

static void send_singly(skt_socket s)
{
    for (size_t i = 0; i < MESSAGES; i++) {
        skt_buf halves[] = {skt_buf_of(data[i], SIZE / 2), skt_buf_of(data[i] + SIZE / 2, SIZE / 2)};
        skt_msg msg = skt_msg_of(NULL, halves, 2, NULL, 0);
        assert_int_equal(skt_sendmsg(s, &msg, SKT_MSG_ZEROCOPY), SIZE);
    }
}

static void send_at_once(skt_socket s)
{
    skt_buf bufs[MESSAGES];
    skt_msg msgs[MESSAGES];
    for (size_t i = 0; i < MESSAGES; i++) {
        bufs[i] = skt_buf_of(data[i], SIZE);
        msgs[i] = skt_msg_of(NULL, &bufs[i], 1, NULL, 0);
    }
    assert_int_equal(skt_send_batch(s, msgs, MESSAGES, SKT_MSG_ZEROCOPY), MESSAGES);
    for (size_t i = 0; i < MESSAGES; i++) assert_int_equal(msgs[i].count, SIZE);
}

static void assert_received(skt_socket s)
{
    char got[SIZE];
    for (size_t i = 0; i < MESSAGES; i++) {
        assert_rc(skt_recv_all(s, got, SIZE, 0, skt_deadline_in(SKT_SECONDS(20)), NULL), 0);
        assert_memory_equal(got, data[i], SIZE);
    }
}

/* The next entry of the error queue, which must be about sendings that are done. */
static skt_queued_error next_entry(skt_socket s)
{
    SKT_CONTROL_BUFFER(control, SKT_CONTROL_MAX);
    skt_queued_error entry = {.origin = 0};
    skt_msg msg = skt_msg_of(NULL, NULL, 0, control, sizeof control);
    wait_for(s, 0);
    assert_int_equal(skt_recvmsg(s, &msg, SKT_MSG_ERRQUEUE), 0);
    assert_true((msg.flags & SKT_MSG_CTRUNC) == 0);
    skt_control_item item = {0};
    while (skt_control_next(&msg, &item))
        if (item.kind == SKT_CONTROL_ERROR) entry = item.error;
    assert_int_equal(entry.origin, SKT_SO_EE_ORIGIN_ZEROCOPY);
    assert_int_equal(entry.error, 0);
    return entry;
}

static void test_zerocopy__each_sending_is_reported_once_and_on_loopback_as_copied(void **state)
{
    (void)state;
    static void (*const ways[])(skt_socket) = {send_singly, send_at_once};
    fill();
    for (size_t i = 0; i < 2 * COUNT_OF(kinds_of); i++) {
        connection c = kinds_of[i / 2].make(kinds_of[i / 2].at);
        permit(c.client);
        ways[i % 2](c.client);
        assert_received(c.server);
        for (uint32_t next = 0; next < MESSAGES;) {
            skt_queued_error entry = next_entry(c.client);
            assert_int_equal(entry.info, next);
            assert_in_range(entry.data, next, MESSAGES - 1);
            assert_int_equal(entry.icmp_code, 1);
            next = entry.data + 1;
        }
        SKT_CONTROL_BUFFER(control, SKT_CONTROL_MAX);
        skt_msg msg = skt_msg_of(NULL, NULL, 0, control, sizeof control);
        assert_rc(skt_recvmsg(c.client, &msg, SKT_MSG_ERRQUEUE), SKT_EAGAIN);
        close_both(&c);
    }
}

/* Numbers are those of the messages that were sent: one that is refused has none. */
static void test_zerocopy__a_sending_that_is_refused_has_no_number(void **state)
{
    (void)state;
    static char large[70000];
    fill();
    connection c = udp_connection("127.0.0.1:0");
    permit(c.client);
    skt_buf bufs[] = {skt_buf_of(data[0], SIZE), skt_buf_of(large, sizeof large), skt_buf_of(data[1], SIZE)};
    skt_msg msgs[3];
    for (size_t i = 0; i < 3; i++) msgs[i] = skt_msg_of(NULL, &bufs[i], 1, NULL, 0);
    assert_int_equal(skt_send_batch(c.client, msgs, 3, SKT_MSG_ZEROCOPY), 1);
    assert_rc(skt_send_batch(c.client, msgs + 1, 2, SKT_MSG_ZEROCOPY), SKT_EMSGSIZE);
    assert_int_equal(skt_send_batch(c.client, msgs + 2, 1, SKT_MSG_ZEROCOPY), 1);
    uint32_t next = 0;
    while (next < 2) {
        skt_queued_error entry = next_entry(c.client);
        assert_int_equal(entry.info, next);
        next = entry.data + 1;
    }
    assert_int_equal(next, 2);
    close_both(&c);
}

static void test_zerocopy__is_an_event_of_skt_udp(void **state)
{
    (void)state;
    connection c = udp_connection("127.0.0.1:0");
    skt_udp udp;
    skt_udp_event event = {.kind = 0};
    skt_buf buf = skt_buf_of(data[0], SIZE);
    skt_msg msg = skt_msg_of(NULL, &buf, 1, NULL, 0);
    permit(c.client);
    assert_rc(skt_udp_attach(&udp, sizeof udp, c.client, 0, NULL), 0);
    assert_int_equal(skt_sendmsg(c.client, &msg, SKT_MSG_ZEROCOPY), SIZE);
    wait_for(c.client, 0);
    assert_int_equal(skt_udp_event_next(&udp, &event, sizeof event), 1);
    assert_int_equal(event.kind, SKT_EVENT_ZEROCOPY);
    assert_int_equal(event.first, 0);
    assert_int_equal(event.last, 0);
    assert_true(event.copied);
    assert_rc(event.error, 0);
    close_both(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_zerocopy__each_sending_is_reported_once_and_on_loopback_as_copied),
        TEST(test_zerocopy__a_sending_that_is_refused_has_no_number),
        TEST(test_zerocopy__is_an_event_of_skt_udp),
    };
    return RUN(tests);
}
