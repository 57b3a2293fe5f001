/* SPDX-License-Identifier: MIT */
/*
 * The use of macOS's sendmsg_x and recvmsg_x, which are simulated here from the sources of XNU: their arguments, and
 * how their results are handled.
 */
#include "support.h"

#include "kernel_batch.h"

#include <errno.h>

enum { MOST = 8 };

static struct {
    unsigned calls, count; /* the number of calls, and the messages of the last one */
    int flags, error;
    ssize_t answer; /* the number of messages to accept; -1 to fail with the error */
} played;

ssize_t sendmsg_x(int s, const skt_msg *msgs, unsigned count, int flags);
ssize_t recvmsg_x(int s, skt_msg *msgs, unsigned count, int flags);

static ssize_t play(unsigned count, int flags)
{
    played.calls++;
    played.count = count;
    played.flags = flags;
    errno = played.error;
    return played.answer;
}

ssize_t sendmsg_x(int s, const skt_msg *msgs, unsigned count, int flags)
{
    ssize_t answer = play(count, flags);
    for (ssize_t i = 0; i < answer; i++) {
        skt_msg one = msgs[i];
        if (one.flags != 0) return -1;
        assert_true(skt_sendmsg(s, &one, flags) >= 0);
    }
    return answer;
}

/* Like XNU's, it does not report truncated datagrams or the length of control data. */
ssize_t recvmsg_x(int s, skt_msg *msgs, unsigned count, int flags)
{
    ssize_t answer = play(count, flags);
    for (ssize_t i = 0; i < answer; i++) {
        skt_msg one = msgs[i];
        skt_ssize len = skt_recvmsg(s, &one, flags);
        assert_true(len >= 0);
        msgs[i].count = (uint32_t)len;
        if (one.addr) msgs[i].skt__addr_len = one.addr->len;
    }
    return answer;
}

static void expect(ssize_t answer, int error)
{
    memset(&played, 0, sizeof played);
    played.answer = answer;
    played.error = error;
}

/* A pair of UDP sockets that raise no SIGPIPE. */
static connection quiet_pair(void)
{
    connection c = udp_connection("127.0.0.1:0");
    assert_ok(skt_set_bool(c.client, SKT_SO_KEEPALIVE, true));
    return c;
}

static skt_buf bufs[MOST];
static skt_msg msgs[MOST];

static void make_messages(void)
{
    static char bytes[MOST + 1];
    for (size_t i = 0; i < MOST; i++) {
        bufs[i] = skt_buf_of(bytes, i + 1);
        msgs[i] = skt_msg_of(NULL, &bufs[i], 1, NULL, 0);
        msgs[i].flags = 0x55;
        msgs[i].count = 99;
    }
}

static void test_apple_batch__what_the_call_does_not_do_right_is_left_to_single_calls(void **state)
{
    (void)state;
    static skt_addr to;
    static const skt_buf nothing = {.len = 0};
    connection c = quiet_pair();
    assert_ok(skt_peer_address(c.client, &to));
    const skt_msg odd[] = {
        skt_msg_of(&to, bufs, 1, NULL, 0),      /* with an address */
        skt_msg_of(NULL, &nothing, 1, NULL, 0), /* without bytes */
        skt_msg_of(NULL, NULL, 0, NULL, 0),     /* without buffers */
    };
    for (size_t i = 0; i < COUNT_OF(odd); i++)
        for (unsigned at = 0; at <= MOST; at++) {
            make_messages();
            if (at < MOST) msgs[at] = odd[i];
            expect(1, 0);
            bool enough = at >= 4;
            assert_int_equal(skt__send_several(c.client, msgs, MOST, 0), enough ? 1 : 0);
            assert_int_equal(played.calls, enough ? 1 : 0);
            assert_int_equal(played.count, enough ? at : 0);
        }
    close_both(&c);
}

static void test_apple_batch__the_count_is_that_of_the_call(void **state)
{
    (void)state;
    connection c = quiet_pair();
    make_messages();
    expect(5, 0);
    assert_int_equal(skt__send_several(c.client, msgs, MOST, MSG_DONTWAIT), 5);
    assert_int_equal(played.flags, MSG_DONTWAIT);
    for (uint32_t i = 0; i < MOST; i++) assert_int_equal(msgs[i].count, i < 5 ? i + 1 : 99);
    close_both(&c);
}

static void test_apple_batch__other_flags_and_other_sockets_go_singly(void **state)
{
    (void)state;
    connection quiet = quiet_pair(), loud = udp_connection("127.0.0.1:0"), stream = tcp_connection("127.0.0.1:0");
    assert_ok(skt_set_bool(stream.client, SKT_SO_KEEPALIVE, true));
    make_messages();
    expect(1, 0);
    assert_int_equal(skt__send_several(quiet.client, msgs, MOST, MSG_OOB), 0);
    assert_int_equal(skt__send_several(loud.client, msgs, MOST, 0), 0);
    assert_int_equal(skt__send_several(stream.client, msgs, MOST, 0), 0);
    assert_int_equal(skt__send_several(SKT_INVALID_SOCKET, msgs, MOST, 0), 0);
    assert_int_equal(skt__recv_several(quiet.server, msgs, MOST, MSG_PEEK), 0);
    assert_int_equal(skt__recv_several(stream.server, msgs, MOST, 0), 0);
    assert_int_equal(played.calls, 0);
    close_both(&quiet);
    close_both(&loud);
    close_both(&stream);
}

static void test_apple_batch__a_refusal_is_tried_singly_and_what_passes_is_returned(void **state)
{
    (void)state;
    static const struct {
        int error, result;
    } rows[] = {
        {EAGAIN, SKT_EAGAIN}, {EINTR, SKT_EINTR}, {ENOBUFS, SKT_ENOBUFS}, {ECONNREFUSED, SKT_ECONNREFUSED},
        {EINVAL, 0},          {ENOSYS, 0},        {EOPNOTSUPP, 0},        {EMSGSIZE, 0},
        {EHOSTUNREACH, 0},
    };
    connection c = quiet_pair();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        make_messages();
        expect(-1, rows[i].error);
        assert_int_equal(skt__send_several(c.client, msgs, MOST, 0), rows[i].result);
        assert_int_equal(skt__recv_several(c.client, msgs, MOST, 0), rows[i].result);
        assert_int_equal(played.calls, 2);
        /* The caller's buffers are the message's again. */
        for (size_t k = 0; k < MOST; k++) assert_true(msgs[k].bufs == &bufs[k] && msgs[k].buf_count == 1);
    }
    close_both(&c);
}

/* A datagram of one byte more than the room is cut, whatever the call says. */
static void test_apple_batch__a_datagram_that_was_cut_is_known(void **state)
{
    (void)state;
    enum { ROOM = 10 };
    static const size_t lens[] = {0, ROOM - 1, ROOM, ROOM + 1, ROOM + 100};
    static char rooms[COUNT_OF(lens)][ROOM + 1];
    static uint64_t control[COUNT_OF(lens)][8];
    skt_addr from[COUNT_OF(lens)], peer;
    char data[ROOM + 100];
    connection c = quiet_pair();
    memset(data, 'x', sizeof data);
    memset(control, 0xff, sizeof control);
    assert_ok(skt_local_address(c.client, &peer));
    for (size_t i = 0; i < COUNT_OF(lens); i++) {
        assert_int_equal(skt_send(c.client, data, lens[i], 0), lens[i]);
        bufs[i] = skt_buf_of(rooms[i], ROOM);
        rooms[i][ROOM] = 'e';
        msgs[i] = skt_msg_of(&from[i], &bufs[i], 1, control[i], sizeof control[i]);
        msgs[i].skt__addr_len = sizeof from[i].storage;
        msgs[i].flags = 0x55;
    }
    expect(COUNT_OF(lens), 0);
    assert_int_equal(skt__recv_several(c.server, msgs, COUNT_OF(lens), 0), COUNT_OF(lens));
    for (size_t i = 0; i < COUNT_OF(lens); i++) {
        skt_control_item item = {0};
        assert_int_equal(msgs[i].count, lens[i] < ROOM ? lens[i] : ROOM);
        assert_int_equal(msgs[i].flags, lens[i] > ROOM ? SKT_MSG_TRUNC : 0);
        assert_true(msgs[i].bufs == &bufs[i] && msgs[i].buf_count == 1);
        assert_int_equal(rooms[i][ROOM], 'e');
        assert_int_equal(msgs[i].skt__addr_len, peer.len);
        assert_false(skt_control_next(&msgs[i], &item));
    }
    close_both(&c);
}

static void test_apple_batch__messages_of_several_buffers_are_received_singly(void **state)
{
    (void)state;
    connection c = quiet_pair();
    for (unsigned at = 0; at <= MOST; at++) {
        make_messages();
        if (at < MOST) msgs[at].buf_count = at % 2 ? 0 : 2;
        expect(0, 0);
        assert_int_equal(skt__recv_several(c.server, msgs, MOST, MSG_DONTWAIT), 0);
        assert_int_equal(played.count, at >= 4 ? at : 0);
    }
    close_both(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_apple_batch__what_the_call_does_not_do_right_is_left_to_single_calls),
        TEST(test_apple_batch__the_count_is_that_of_the_call),
        TEST(test_apple_batch__other_flags_and_other_sockets_go_singly),
        TEST(test_apple_batch__a_refusal_is_tried_singly_and_what_passes_is_returned),
        TEST(test_apple_batch__a_datagram_that_was_cut_is_known),
        TEST(test_apple_batch__messages_of_several_buffers_are_received_singly),
    };
    return RUN(tests);
}
