/* SPDX-License-Identifier: MIT */
/* Several buffers at once, whole messages, and the flags that come with what is received. */
#include "support.h"

#include "kinds.h"

/* More than any system takes at once, which is 1024 on Linux and most others. */
enum { LIMIT = 1024, TOO_MANY = 70000 };

static char bytes[TOO_MANY];
static skt_buf bufs[TOO_MANY];

/* Lets the first `count` buffers stand for the bytes, one each. */
static void one_byte_each(size_t count)
{
    for (size_t i = 0; i < count; i++) bufs[i] = skt_buf_of(bytes + i, 1);
}

static skt_addr local(skt_socket s)
{
    skt_addr here;
    assert_ok(skt_local_address(s, &here));
    return here;
}

static void test_vectors__buffers_are_sent_and_filled_in_order(void **state)
{
    (void)state;
    EACH_STREAM(k) {
        connection c = kind_connection(k);
        char out[] = "abcdef", in[8] = "";
        skt_buf from[4] = {skt_buf_of(out, 1), skt_buf_of(out, 0), skt_buf_of(out + 1, 3), skt_buf_of(out + 4, 2)};
        skt_buf to[3] = {skt_buf_of(in, 2), skt_buf_of(in + 2, 0), skt_buf_of(in + 2, 4)};
        assert_int_equal(skt_sendv(c.client, from, 4, 0), 6);
        assert_int_equal(skt_recvv(c.server, to, 3, SKT_MSG_WAITALL, NULL), 6);
        assert_string_equal(in, "abcdef");
        close_both(&c);
    }
}

static void test_vectors__a_datagram_is_put_together(void **state)
{
    (void)state;
    EACH_DATAGRAM(k) {
        connection c = kind_connection(k);
        char out[] = "abcdef", in[8] = "";
        skt_buf from[2] = {skt_buf_of(out, 4), skt_buf_of(out + 4, 2)};
        skt_buf to[2] = {skt_buf_of(in, 1), skt_buf_of(in + 1, 6)};
        int flags = -1;
        assert_int_equal(skt_sendv(c.client, from, 2, 0), 6);
        assert_int_equal(skt_recvv(c.server, to, 2, 0, &flags), 6);
        assert_string_equal(in, "abcdef");
        assert_int_equal(flags, 0);
        close_both(&c);
    }
}

static void test_vectors__any_number_up_to_the_systems_limit(void **state)
{
    (void)state;
    static const size_t counts[] = {1, 2, 3, 16, 17, 1000, LIMIT};
    for (size_t i = 0; i < COUNT_OF(counts); i++) {
        connection c = udp_connection("127.0.0.1:0");
        char in[LIMIT];
        for (size_t j = 0; j < counts[i]; j++) bytes[j] = (char)(j * 7);
        one_byte_each(counts[i]);
        assert_int_equal(skt_sendv(c.client, bufs, counts[i], 0), counts[i]);
        assert_int_equal(skt_recv(c.server, in, sizeof in, 0), counts[i]);
        assert_memory_equal(in, bytes, counts[i]);

        assert_int_equal(skt_send(c.client, in, counts[i], 0), counts[i]);
        memset(bytes, 0, counts[i]);
        int flags = -1;
        assert_int_equal(skt_recvv(c.server, bufs, counts[i], 0, &flags), counts[i]);
        assert_memory_equal(in, bytes, counts[i]);
        assert_int_equal(flags, 0);
        close_both(&c);
    }
}

static void test_vectors__no_buffer_is_an_empty_datagram(void **state)
{
    (void)state;
    EACH_DATAGRAM(k) {
        connection c = kind_connection(k);
        char byte;
        int flags = -1;
        assert_int_equal(skt_sendv(c.client, NULL, 0, 0), 0);
        assert_int_equal(skt_recv(c.server, &byte, 1, 0), 0);
        assert_int_equal(skt_send(c.client, "ab", 2, 0), 2);
        assert_int_equal(skt_recvv(c.server, NULL, 0, 0, &flags), 0);
        assert_int_equal(flags, SKT_MSG_TRUNC);
        close_both(&c);
    }
}

static void test_vectors__more_than_the_limit_are_refused_if_there_is_one(void **state)
{
    (void)state;
    NOT_UNDER_VALGRIND("takes the buffers beyond the limit for real");
    static const size_t counts[] = {LIMIT + 1, 65536, 65537, TOO_MANY};
    connection c = udp_connection("127.0.0.1:0");
    skt_addr from;
    assert_ok(skt_set_nonblocking(c.client, true));
    for (size_t i = 0; i < COUNT_OF(counts); i++) {
        int flags = -1;
        one_byte_each(counts[i]);
        skt_ssize rc = skt_sendv(c.client, bufs, counts[i], 0);
        if (!host.limits_buffers) {
            IF_WINE_DEVIATES(rc == SKT_EMSGSIZE, "%d buffers at once are %s", (int)counts[i], skt_error_name((int)rc));
            /* The bytes may be more than a datagram holds all the same. */
            assert_int_equal(rc, counts[i] <= 65507 ? (int)counts[i] : SKT_EMSGSIZE);
            continue;
        }
        assert_rc(rc, SKT_EMSGSIZE);
        assert_rc(skt_recvv(c.client, bufs, counts[i], 0, NULL), SKT_EMSGSIZE);
        assert_rc(skt_recvv(c.client, bufs, counts[i], 0, &flags), SKT_EMSGSIZE);
        assert_int_equal(flags, -1);
        skt_msg msg = skt_msg_of(&from, bufs, counts[i], NULL, 0);
        assert_rc(skt_recvmsg(c.client, &msg, 0), SKT_EMSGSIZE);
        msg.addr = NULL;
        assert_rc(skt_sendmsg(c.client, &msg, 0), SKT_EMSGSIZE);
    }
    int refusal = host.limits_buffers ? SKT_EMSGSIZE : SKT_ERANGE;
    if (SIZE_MAX > host.buffers_max || host.limits_buffers) {
        assert_rc(skt_sendv(c.client, bufs, SIZE_MAX, 0), refusal);
        assert_rc(skt_recvv(c.client, bufs, SIZE_MAX, 0, NULL), refusal);
    }
    /* Counts whose low half is a count that would do: an int holds it, and musl's msghdr has one. */
    for (unsigned few = 0; few < 3 && SIZE_MAX > UINT32_MAX; few++) {
        size_t count = (size_t)(UINT64_C(0x100000000) + few);
        skt_msg msg = skt_msg_of(NULL, bufs, 1, NULL, 0);
        msg.buf_count = count;
        skt_ssize results[] = {skt_sendv(c.client, bufs, count, 0), skt_recvv(c.server, bufs, count, 0, NULL),
                               skt_sendmsg(c.client, &msg, 0), skt_recvmsg(c.server, &msg, 0)};
        for (size_t i = 0; i < COUNT_OF(results); i++) assert_rc(results[i], refusal);
    }
    close_both(&c);
}

static void test_vectors__lengths_that_do_not_add_up_are_refused(void **state)
{
    (void)state;
    NOT_UNDER_VALGRIND("takes the buffers for real");
    connection c = udp_connection("127.0.0.1:0");
    skt_buf huge[2] = {skt_buf_of(bytes, SIZE_MAX), skt_buf_of(bytes, SIZE_MAX)};
    skt_ssize rc = skt_sendv(c.client, huge, 2, 0);
    if (host.buffers_max < UINT64_MAX)
        assert_rc(rc, SKT_ERANGE);
    else
        assert_true(rc == SKT_EINVAL || rc == SKT_EMSGSIZE);
    close_both(&c);
}

/* Flags that come with what is received. */

static void test_vectors__a_cut_datagram_is_told(void **state)
{
    (void)state;
    EACH_DATAGRAM(k)
        for (size_t room = 0; room <= 7; room++) {
            connection c = kind_connection(k);
            char in[8];
            int flags = -1;
            skt_buf to = skt_buf_of(in, room);
            memset(in, 'z', sizeof in);
            assert_int_equal(skt_send(c.client, "abcdef", 6, 0), 6);
            assert_int_equal(skt_recvv(c.server, &to, 1, 0, &flags), room < 6 ? room : 6);
            assert_int_equal(flags, room < 6 ? SKT_MSG_TRUNC : 0);
            assert_memory_equal(in, "abcdef", room < 6 ? room : 6);
            assert_int_equal(in[room < 6 ? room : 6], 'z');

            skt_msg msg = skt_msg_of(NULL, &to, 1, NULL, 0);
            assert_int_equal(skt_send(c.client, "abcdef", 6, 0), 6);
            assert_int_equal(skt_recvmsg(c.server, &msg, 0), room < 6 ? room : 6);
            assert_int_equal(msg.flags, room < 6 ? SKT_MSG_TRUNC : 0);
            close_both(&c);
        }
}

static void test_vectors__a_stream_is_never_cut(void **state)
{
    (void)state;
    EACH_STREAM(k) {
        connection c = kind_connection(k);
        char in[8] = "";
        int flags = -1;
        skt_buf to = skt_buf_of(in, 2);
        assert_int_equal(skt_send(c.client, "abcdef", 6, 0), 6);
        assert_int_equal(skt_recvv(c.server, &to, 1, 0, &flags), 2);
        assert_int_equal(flags & ~SKT_MSG_EOR, k->type == SKT_SOCK_STREAM ? 0 : SKT_MSG_TRUNC);
        close_both(&c);
    }
}

static void test_vectors__the_end_of_a_stream_has_no_flags(void **state)
{
    (void)state;
    EACH_STREAM(k) {
        if (k->type != SKT_SOCK_STREAM) continue;
        connection c = kind_connection(k);
        char byte;
        int flags = -1;
        skt_buf to = skt_buf_of(&byte, 1);
        assert_ok(skt_close(c.client));
        assert_int_equal(skt_recvv(c.server, &to, 1, 0, &flags), 0);
        assert_int_equal(flags, 0);
        skt_close(c.server);
    }
}

static void test_vectors__urgent_data_is_told_from_other(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    char in[4] = "";
    int flags = -1;
    skt_buf to = skt_buf_of(in, sizeof in);
    assert_int_equal(skt_send(c.client, "!", 1, SKT_MSG_OOB), 1);
    wait_for(c.server, host.urgent);
    assert_int_equal(skt_recvv(c.server, &to, 1, SKT_MSG_OOB, &flags), 1);
    if (host.marks_urgent_data) assert_true(flags & SKT_MSG_OOB);
    assert_int_equal(in[0], '!');
    assert_int_equal(skt_send(c.client, "a", 1, 0), 1);
    assert_int_equal(skt_recvv(c.server, &to, 1, 0, &flags), 1);
    assert_int_equal(flags, 0);
    close_both(&c);
}

static void test_vectors__the_end_of_a_record_is_told(void **state)
{
    (void)state;
    skt_socket both[2];
    int rc = skt_pair(SKT_AF_UNIX, SKT_SOCK_SEQPACKET, 0, both);
    if (host.system == SKT_ON_WINDOWS) {
        assert_rc(rc, SKT_EUNSUPPORTED);
        return;
    }
    if (rc < 0) SKIP("no sequenced packets on this machine: %s", skt_error_name(rc));
    char in[4];
    int flags = -1;
    skt_buf to = skt_buf_of(in, sizeof in);
    assert_int_equal(skt_send(both[0], "ab", 2, SKT_MSG_EOR), 2);
    assert_int_equal(skt_recvv(both[1], &to, 1, 0, &flags), 2);
    skt_close(both[0]);
    skt_close(both[1]);
    if (flags == 0) SKIP("this kernel marks no ends of records on Unix sockets");
    assert_int_equal(flags, SKT_MSG_EOR);
}

static void test_vectors__confirm_and_dontroute_come_with_can_frames(void **state)
{
    (void)state;
    skt_socket s;
    int rc = skt_open(SKT_AF_CAN, SKT_SOCK_RAW, 1, &s);
    if (SKT_AF_CAN > 20000) {
        assert_rc(rc, SKT_EUNSUPPORTED);
        return;
    }
    if (rc < 0) SKIP("no CAN here: %s", skt_error_name(rc));
    /* A socket that hears its own frames: those of this machine have DONTROUTE, its own CONFIRM too. */
    static const int hear_own = 1;
    static unsigned char frame[16] = {[0] = 1, [4] = 1};
    skt_addr any = address("can:0"), one;
    int index = skt_interface_index("vcan0");
    if (index < 0) {
        skt_close(s);
        SKIP("no interface vcan0");
    }
    char text[20];
    snprintf(text, sizeof text, "can:%d", index);
    one = address(text);
    int flags = 0;
    unsigned char in[16];
    skt_buf to = skt_buf_of(in, sizeof in);
    assert_ok(skt_set_raw(s, 101, 4, &hear_own, sizeof hear_own));
    assert_ok(skt_bind(s, &any));
    assert_int_equal(skt_sendto(s, frame, sizeof frame, 0, &one), sizeof frame);
    assert_int_equal(skt_recvv(s, &to, 1, 0, &flags), sizeof frame);
    assert_int_equal(flags & (SKT_MSG_CONFIRM | SKT_MSG_DONTROUTE), SKT_MSG_CONFIRM | SKT_MSG_DONTROUTE);
    skt_close(s);
}

static void test_vectors__flags_are_left_alone_on_an_error(void **state)
{
    (void)state;
    connection c = udp_connection("127.0.0.1:0");
    int flags = 77;
    skt_buf to = skt_buf_of(bytes, 1);
    assert_ok(skt_set_nonblocking(c.server, true));
    assert_rc(skt_recvv(c.server, &to, 1, 0, &flags), SKT_EAGAIN);
    assert_int_equal(flags, 77);
    assert_rc(skt_recvv(c.server, &to, 1, 0, NULL), SKT_EAGAIN);
    close_both(&c);
}

/* Messages. */

static void test_vectors__a_message_goes_to_its_address(void **state)
{
    (void)state;
    EACH_DATAGRAM(k) {
        skt_addr here, there, from = dirty();
        skt_socket near = kind_bound(k, &here), far = kind_bound(k, &there);
        char out[] = "abc", in[8] = "", control[64];
        skt_buf source = skt_buf_of(out, 3), target = skt_buf_of(in, sizeof in);
        skt_msg sent = skt_msg_of(&there, &source, 1, NULL, 0), before = sent;
        skt_msg got = skt_msg_of(&from, &target, 1, control, sizeof control);
        assert_int_equal(skt_sendmsg(near, &sent, 0), 3);
        assert_memory_equal(&sent, &before, sizeof sent);
        assert_int_equal(skt_recvmsg(far, &got, 0), 3);
        assert_string_equal(in, "abc");
        assert_true(skt_addr_equal(&from, &here));
        assert_ptr_equal(got.addr, &from);
        assert_ptr_equal(got.bufs, &target);
        assert_int_equal(got.buf_count, 1);
        assert_ptr_equal(got.control, control);
        assert_int_equal(got.control_len, 0);
        assert_int_equal(got.flags, 0);
        assert_int_equal(target.len, sizeof in);
        skt_close(near);
        skt_close(far);
        leave_address(&here);
        leave_address(&there);
    }
}

static void test_vectors__a_message_without_an_address_goes_to_the_peer(void **state)
{
    (void)state;
    EACH_DATAGRAM(k) {
        connection c = kind_connection(k);
        char out[] = "abc", in[8] = "";
        skt_buf source = skt_buf_of(out, 3), target = skt_buf_of(in, sizeof in);
        skt_msg sent = skt_msg_of(NULL, &source, 1, NULL, 0), got = skt_msg_of(NULL, &target, 1, NULL, 0);
        assert_int_equal(skt_sendmsg(c.client, &sent, 0), 3);
        assert_int_equal(skt_recvmsg(c.server, &got, 0), 3);
        assert_null(got.addr);
        close_both(&c);

        skt_addr here;
        skt_socket s = kind_bound(k, &here);
        leave_address(&here);
        skt_ssize rc = skt_sendmsg(s, &sent, 0);
        IF_WINE_DEVIATES(rc == SKT_EINVAL, "to send without a peer is %s", skt_error_name((int)rc));
        assert_true(rc == SKT_EDESTADDRREQ || rc == SKT_ENOTCONN);
        skt_close(s);
    }
}

static void test_vectors__a_stream_tells_a_message_no_sender(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    skt_addr from = local(c.client);
    char in[4];
    skt_buf to = skt_buf_of(in, sizeof in);
    skt_msg msg = skt_msg_of(&from, &to, 1, NULL, 0);
    assert_int_equal(skt_send(c.client, "x", 1, 0), 1);
    assert_int_equal(skt_recvmsg(c.server, &msg, 0), 1);
    assert_int_equal(from.len, 0);
    close_both(&c);
}

static void test_vectors__the_room_for_an_address_is_the_whole_of_it_each_time(void **state)
{
    (void)state;
    connection c = udp_connection("[::1]:0");
    skt_addr client = local(c.client), from = {.len = 0};
    char in[4];
    skt_buf to = skt_buf_of(in, sizeof in);
    skt_msg msg = skt_msg_of(&from, &to, 1, NULL, 0);
    for (int i = 0; i < 3; i++) {
        from.len = (uint32_t)i;
        assert_int_equal(skt_send(c.client, "x", 1, 0), 1);
        assert_int_equal(skt_recvmsg(c.server, &msg, 0), 1);
        assert_true(skt_addr_equal(&from, &client));
    }
    close_both(&c);
}

static void test_vectors__a_message_is_left_alone_on_an_error(void **state)
{
    (void)state;
    connection c = udp_connection("127.0.0.1:0");
    skt_addr from = dirty();
    char in[4], control[64];
    skt_buf to = skt_buf_of(in, sizeof in);
    skt_msg msg = skt_msg_of(&from, &to, 1, control, sizeof control), before = msg;
    assert_ok(skt_set_nonblocking(c.server, true));
    assert_rc(skt_recvmsg(c.server, &msg, 0), SKT_EAGAIN);
    assert_memory_equal(&msg, &before, sizeof msg);
    close_both(&c);
}

static void test_vectors__a_message_can_be_peeked_at(void **state)
{
    (void)state;
    connection c = udp_connection("127.0.0.1:0");
    skt_addr from, client = local(c.client);
    char in[2];
    skt_buf to = skt_buf_of(in, sizeof in);
    assert_int_equal(skt_send(c.client, "abc", 3, 0), 3);
    for (int i = 0; i < 2; i++) {
        skt_msg msg = skt_msg_of(&from, &to, 1, NULL, 0);
        assert_int_equal(skt_recvmsg(c.server, &msg, SKT_MSG_PEEK), 2);
        assert_true(msg.flags & SKT_MSG_TRUNC);
        assert_true(skt_addr_equal(&from, &client));
    }
    close_both(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_vectors__buffers_are_sent_and_filled_in_order),
        TEST(test_vectors__a_datagram_is_put_together),
        TEST(test_vectors__any_number_up_to_the_systems_limit),
        TEST(test_vectors__no_buffer_is_an_empty_datagram),
        TEST(test_vectors__more_than_the_limit_are_refused_if_there_is_one),
        TEST(test_vectors__lengths_that_do_not_add_up_are_refused),
        TEST(test_vectors__a_cut_datagram_is_told),
        TEST(test_vectors__a_stream_is_never_cut),
        TEST(test_vectors__the_end_of_a_stream_has_no_flags),
        TEST(test_vectors__urgent_data_is_told_from_other),
        TEST(test_vectors__the_end_of_a_record_is_told),
        TEST(test_vectors__confirm_and_dontroute_come_with_can_frames),
        TEST(test_vectors__flags_are_left_alone_on_an_error),
        TEST(test_vectors__a_message_goes_to_its_address),
        TEST(test_vectors__a_message_without_an_address_goes_to_the_peer),
        TEST(test_vectors__a_stream_tells_a_message_no_sender),
        TEST(test_vectors__the_room_for_an_address_is_the_whole_of_it_each_time),
        TEST(test_vectors__a_message_is_left_alone_on_an_error),
        TEST(test_vectors__a_message_can_be_peeked_at),
    };
    return RUN(tests);
}
