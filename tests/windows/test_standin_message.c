/* SPDX-License-Identifier: MIT */
/*
 * Windows' results for truncated data, after a shutdown, for streams without a sender, and for calls on datagrams only.
 */
#include "played.h"

#include <stdlib.h>

/* The ways to receive that are one call of Winsock, and with the one that makes as many as it needs. */
#define SINGLE_WAYS 6
#define EVERY_WAY   7

/* Receives at most `room` bytes in each way there is; what flags it tells go to *flags_out, -1 where it tells none. */
static skt_ssize receive(int way, skt_socket s, char *out, size_t room, int *flags_out)
{
    skt_addr from;
    skt_buf one = skt_buf_of(out, room),
            two[2] = {skt_buf_of(out, room / 2), skt_buf_of(out + room / 2, room - room / 2)};
    skt_msg msg = way == 4 ? skt_msg_of(NULL, &one, 1, NULL, 0) : skt_msg_of(&from, two, 2, NULL, 0);
    size_t done = 0;
    skt_ssize rc;
    *flags_out = -1;
    switch (way) {
    case 0: return skt_recv(s, out, room, 0);
    case 1: return skt_recvfrom(s, out, room, 0, &from);
    case 2: return skt_recvv(s, &one, 1, 0, flags_out);
    case 3: return skt_recvv(s, two, 2, 0, flags_out);
    case 6:
        rc = skt_recv_all(s, out, room, 0, skt_deadline_in(SKT_SECONDS(20)), &done);
        return rc == 0 || rc == SKT_EEOF ? (skt_ssize)done : rc;
    default: break;
    }
    rc = skt_recvmsg(s, &msg, 0);
    if (rc >= 0) *flags_out = msg.flags;
    return rc;
}

/* WSAEMSGSIZE becomes the count of received bytes, and a flag if the function returns flags. */
static void test_message__a_datagram_that_did_not_fit_is_its_count_and_a_flag(void **state)
{
    (void)state;
    for (int way = 0; way < EVERY_WAY; way++)
        for (int cut = 0; cut < 2; cut++) {
            connection c = udp_connection("127.0.0.1:0");
            char got[16] = {0};
            int flags = 0;
            size_t room = cut ? 4 : 7;
            assert_int_equal(skt_send(c.client, "long one", 7, 0), 7);
            assert_int_equal(receive(way, c.server, got, room, &flags), room);
            assert_memory_equal(got, "long one", room);
            assert_int_equal(got[room], 0);
            if (flags != -1) assert_int_equal(flags & (SKT_MSG_TRUNC | SKT_MSG_CTRUNC), cut ? SKT_MSG_TRUNC : 0);
            close_both(&c);
        }
}

static void test_message__peeking_cuts_and_takes_nothing(void **state)
{
    (void)state;
    connection c = udp_connection("127.0.0.1:0");
    char got[8] = {0};
    int flags = 0;
    skt_buf buf = skt_buf_of(got, 2);
    skt_addr from, client;
    assert_rc(skt_local_address(c.client, &client), 0);
    assert_int_equal(skt_send(c.client, "abcd", 4, 0), 4);
    assert_rc(skt_peek_sender(c.server, &from), 0);
    assert_true(skt_addr_equal(&from, &client));
    assert_int_equal(skt_recv(c.server, got, 2, SKT_MSG_PEEK), 2);
    assert_int_equal(skt_recvv(c.server, &buf, 1, SKT_MSG_PEEK, &flags), 2);
    assert_true(flags & SKT_MSG_TRUNC);
    skt_msg msg = skt_msg_of(&from, &buf, 1, NULL, 0);
    assert_int_equal(skt_recvmsg(c.server, &msg, SKT_MSG_PEEK), 2);
    assert_true(msg.flags & SKT_MSG_TRUNC);
    assert_int_equal(skt_recv(c.server, got, sizeof got, 0), 4);
    close_both(&c);
}

static void test_message__control_data_that_did_not_fit_is_a_flag_of_its_own(void **state)
{
    (void)state;
    static const struct {
        size_t room;
        bool cut;
    } rows[] = {{0, true}, {8, true}, {256, false}};
    for (size_t row = 0; row < COUNT_OF(rows) * 8; row++) {
        size_t i = row / 8, size = row & 4 ? 2 : 8;
        standin.cut_control_fails = row & 1;
        standin.failure_counts = row & 2;
        connection c = udp_connection("127.0.0.1:0");
        char got[8];
        uint64_t control[32];
        skt_buf buf = skt_buf_of(got, size);
        assert_rc(skt_set_bool(c.server, SKT_IP_PKTINFO, true), 0);
        assert_int_equal(skt_send(c.client, "abcd", 4, 0), 4);
        skt_msg msg = skt_msg_of(NULL, &buf, 1, control, rows[i].room);
        assert_int_equal(skt_recvmsg(c.server, &msg, 0), size < 4 ? size : 4);
        assert_memory_equal(got, "abcd", size < 4 ? size : 4);
        if (rows[i].room > 0) assert_int_equal((msg.flags & SKT_MSG_CTRUNC) != 0, rows[i].cut);
        assert_int_equal(msg.flags & SKT_MSG_TRUNC, size < 4 ? SKT_MSG_TRUNC : 0);
        if (!rows[i].cut) assert_true(msg.control_len > 0 && msg.control_len <= rows[i].room);
        close_both(&c);
    }
}

/* WSAESHUTDOWN becomes the end of the stream in all receiving functions. */
static void test_message__an_own_side_that_is_shut_is_the_end_of_the_stream(void **state)
{
    (void)state;
    for (int way = 0; way < EVERY_WAY; way++)
        for (int datagram = 0; datagram < 2; datagram++) {
            connection c = datagram ? udp_connection("127.0.0.1:0") : tcp_connection("127.0.0.1:0");
            char got[8];
            int flags;
            size_t done = 1;
            assert_rc(skt_shutdown(c.server, SKT_SHUT_RD), 0);
            assert_int_equal(receive(way, c.server, got, sizeof got, &flags), 0);
            assert_rc(skt_recv_all(c.server, got, sizeof got, 0, skt_deadline_in(SKT_SECONDS(20)), &done), SKT_EEOF);
            assert_int_equal(done, 0);
            close_both(&c);
        }
}

/* Windows has WSASendMsg and WSARecvMsg only for datagrams, and passes over the sender's address on a stream. */
static void test_message__whole_messages_go_by_streams_too(void **state)
{
    (void)state;
    for (int nonblocking = 0; nonblocking < 2; nonblocking++) {
        connection c = tcp_connection("127.0.0.1:0");
        char got[8] = {0};
        skt_addr from;
        memset(&from, 0xff, sizeof from);
        skt_buf out[2] = {skt_buf_of((char[]){"abc"}, 3), skt_buf_of((char[]){"def"}, 3)};
        skt_buf in[2] = {skt_buf_of(got, 2), skt_buf_of(got + 2, 6)};
        skt_msg sent = skt_msg_of(NULL, out, 2, NULL, 0), received = skt_msg_of(&from, in, 2, NULL, 0);
        if (nonblocking) {
            assert_rc(skt_set_nonblocking(c.server, true), 0);
            assert_rc(skt_recvmsg(c.server, &received, 0), SKT_EAGAIN);
        }
        assert_int_equal(skt_sendmsg(c.client, &sent, 0), 6);
        skt_pollfd fd = {.socket = c.server, .events = SKT_POLLIN};
        assert_int_equal(skt_poll(&fd, 1, skt_deadline_in(SKT_SECONDS(10))), 1);
        assert_int_equal(skt_recvmsg(c.server, &received, 0), 6);
        assert_memory_equal(got, "abcdef", 6);
        assert_int_equal(from.len, 0);
        assert_int_equal(received.control_len, 0);
        assert_int_equal(received.flags & (SKT_MSG_TRUNC | SKT_MSG_CTRUNC), 0);
        skt_close(c.client);
        assert_int_equal(skt_poll(&fd, 1, skt_deadline_in(SKT_SECONDS(10))), 1);
        assert_int_equal(skt_recvmsg(c.server, &received, 0), 0);
        skt_close(c.server);
    }
}

static void test_message__what_comes_by_a_stream_has_no_sender(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    assert_no_sender(&c);
    close_both(&c);
}

static void test_message__the_function_is_asked_for_once(void **state)
{
    (void)state;
    connection c = udp_connection("127.0.0.1:0");
    char got[8];
    skt_buf buf = skt_buf_of(got, sizeof got);
    skt_msg msg = skt_msg_of(NULL, &buf, 1, NULL, 0);
    size_t asked = 0;
    for (int i = 0; i < 3; i++) {
        assert_int_equal(skt_send(c.client, "a", 1, 0), 1);
        assert_int_equal(skt_recvmsg(c.server, &msg, 0), 1);
        size_t now = standin_count("WSAIoctl", 0, (long)SIO_GET_EXTENSION_FUNCTION_POINTER);
        if (i > 0) assert_int_equal(now, asked);
        asked = now;
    }
    assert_true(asked <= 1);
    close_both(&c);
}

static void test_message__each_data_call_is_one_call_of_winsock(void **state)
{
    (void)state;
    static const char *const receivers[] = {"recv", "recvfrom", "WSARecv", "WSARecvFrom", "WSARecvMsg"};
    connection c = udp_connection("127.0.0.1:0");
    for (int way = 0; way < SINGLE_WAYS; way++) {
        char got[8];
        int flags;
        size_t calls = 0;
        assert_int_equal(skt_send(c.client, "a", 1, 0), 1);
        play(NULL);
        assert_int_equal(receive(way, c.server, got, sizeof got, &flags), 1);
        for (size_t i = 0; i < COUNT_OF(receivers); i++) calls += standin_count(receivers[i], STANDIN_ANY, STANDIN_ANY);
        assert_int_equal(calls, 1);
    }
    close_both(&c);
}

/* A length beyond what the function takes is cut to an honest count, or refused; never wrapped. */
static void test_message__more_than_four_gigabytes_are_cut_or_refused(void **state)
{
    (void)state;
    if (sizeof(size_t) == 4) SKIP("a size_t holds no more than 4 GiB");
    static char byte;
    const size_t huge = (size_t)((uint64_t)5 << 30), wraps = (size_t)((uint64_t)1 << 32) + 1;
    connection c = tcp_connection("127.0.0.1:0");
    static const char *const senders[] = {"send", "WSASend"};
    for (size_t i = 0; i < 2; i++) standin_fail(senders[i], WSAEWOULDBLOCK, 0, 2);
    assert_rc(skt_send(c.client, &byte, huge, 0), SKT_EAGAIN);
    assert_rc(skt_sendto(c.client, &byte, wraps, 0, NULL), SKT_EAGAIN);
    for (size_t i = 0; i < 2; i++) {
        const standin_call *call = standin_last(senders[i], STANDIN_ANY, STANDIN_ANY);
        if (call != NULL) assert_in_range(call->len, (uint64_t)1 << 30, UINT32_MAX);
    }
    static const char *const vectored[] = {"WSASend", "WSARecv", "WSARecvFrom", "WSASendMsg", "WSARecvMsg"};
    for (int way = 0; way < 4; way++) {
        skt_buf bufs[2] = {skt_buf_of(&byte, 1), skt_buf_of(&byte, wraps)};
        skt_msg msg = skt_msg_of(NULL, bufs, 2, NULL, 0);
        int flags;
        play(NULL);
        skt_ssize rc = way == 0   ? skt_sendv(c.client, bufs, 2, 0)
                       : way == 1 ? skt_recvv(c.client, bufs, 2, 0, &flags)
                       : way == 2 ? skt_sendmsg(c.client, &msg, 0)
                                  : skt_recvmsg(c.client, &msg, 0);
        assert_true(rc == SKT_ERANGE || rc == SKT_EMSGSIZE || rc == SKT_EINVAL);
        for (size_t i = 0; i < COUNT_OF(vectored); i++) assert_calls(vectored[i], 0);
    }
    close_both(&c);
}

static void test_message__a_flag_that_windows_lacks_is_refused_before_any_call(void **state)
{
    (void)state;
    static const int absent[] = {SKT_MSG_DONTWAIT, SKT_MSG_MORE, SKT_MSG_CONFIRM, SKT_MSG_CMSG_CLOEXEC};
    connection c = tcp_connection("127.0.0.1:0");
    for (size_t i = 0; i < COUNT_OF(absent); i++) {
        char got[4];
        play(NULL);
        assert_rc(skt_send(c.client, "a", 1, absent[i]), SKT_EUNSUPPORTED);
        assert_rc(skt_recv(c.client, got, sizeof got, absent[i]), SKT_EUNSUPPORTED);
        assert_calls("send", 0);
        assert_calls("WSASend", 0);
        assert_calls("recv", 0);
        assert_calls("WSARecv", 0);
    }
    close_both(&c);
}

/* Blocking sockets, whose mode cannot be read and is not touched, and a peer that does not read. */
static void test_message__sending_all_ends_at_its_deadline_with_an_honest_count(void **state)
{
    (void)state;
    const size_t size = 64U << 20;
    char *data = calloc(1, size);
    assert_non_null(data);
    for (int nonblocking = 0; nonblocking < 2; nonblocking++) {
        connection c = tcp_connection("127.0.0.1:0");
        if (nonblocking) assert_rc(skt_set_nonblocking(c.client, true), 0);
        HANDLE port = CreateIoCompletionPort((HANDLE)c.client, NULL, 1, 0);
        size_t done = 0, read = 0;
        play(NULL);
        assert_rc(skt_send_all(c.client, data, size, 0, skt_deadline_in(SKT_MILLISECONDS(300)), &done), SKT_ETIMEDOUT);
        assert_no_mode_set();
        assert_int_equal(standin_blocks(c.client), !nonblocking);
        assert_in_range(done, 1, size - 1);
        DWORD bytes;
        ULONG_PTR key;
        OVERLAPPED *packet = NULL;
        assert_false(GetQueuedCompletionStatus(port, &bytes, &key, &packet, 0));
        assert_null(packet);
        skt_close(c.client);
        for (skt_ssize got = 1; got > 0; read += (size_t)(got > 0 ? got : 0)) got = skt_recv(c.server, data, size, 0);
        assert_int_equal(read, done);
        skt_close(c.server);
        CloseHandle(port);
    }
    free(data);
}

static void test_message__receiving_all_ends_at_its_deadline_with_an_honest_count(void **state)
{
    (void)state;
    for (int nonblocking = 0; nonblocking < 2; nonblocking++) {
        connection c = tcp_connection("127.0.0.1:0");
        if (nonblocking) assert_rc(skt_set_nonblocking(c.server, true), 0);
        HANDLE port = CreateIoCompletionPort((HANDLE)c.server, NULL, 1, 0);
        char got[8] = {0};
        size_t done = 0;
        assert_int_equal(skt_send(c.client, "abc", 3, 0), 3);
        play(NULL);
        int64_t began = now_ms();
        assert_rc(skt_recv_all(c.server, got, sizeof got, 0, skt_deadline_in(SKT_MILLISECONDS(200)), &done),
                  SKT_ETIMEDOUT);
        assert_true(now_ms() - began < 10000);
        assert_no_mode_set();
        assert_int_equal(standin_blocks(c.server), !nonblocking);
        assert_int_equal(done, 3);
        assert_memory_equal(got, "abc", 3);
        DWORD bytes;
        ULONG_PTR key;
        OVERLAPPED *packet = NULL;
        assert_false(GetQueuedCompletionStatus(port, &bytes, &key, &packet, 0));
        assert_null(packet);
        /* Nothing that was given up takes bytes that come later. */
        assert_int_equal(skt_send(c.client, "defgh", 5, 0), 5);
        assert_rc(skt_recv_all(c.server, got, 5, 0, skt_deadline_in(SKT_SECONDS(20)), &done), 0);
        assert_memory_equal(got, "defgh", 5);
        close_both(&c);
        CloseHandle(port);
    }
}

/* Whoever made it: only that its calls cannot be given up. */
static void test_message__a_socket_that_is_not_overlapped_sends_and_receives_all(void **state)
{
    (void)state;
    skt_addr here;
    skt_socket listening = listener("127.0.0.1:0", &here), server;
    skt_socket client = WSASocketW(AF_INET, SOCK_STREAM, 0, NULL, 0, 0);
    assert_rc(skt_connect_by(client, &here, skt_deadline_in(SKT_SECONDS(20))), 0);
    assert_rc(skt_accept(listening, 0, &server, NULL), 0);
    assert_talk(client, server);
    assert_talk(client, server);
    skt_close(client);
    skt_close(server);
    skt_close(listening);
}

/* Windows locks the memory of a call that waits, and more than it can lock is WSAENOBUFS. */
static void test_message__whole_buffers_go_in_calls_of_bounded_size(void **state)
{
    (void)state;
    const size_t size = (size_t)1 << 31;
    void *room = memory_map(size);
    if (room == NULL) SKIP("no address space for 2 GiB");
    connection c = tcp_connection("127.0.0.1:0");
    size_t done = 0;
    assert_int_equal(skt_send(c.client, "abc", 3, 0), 3);
    assert_rc(skt_shutdown(c.client, SKT_SHUT_WR), 0);
    assert_rc(skt_recv_all(c.server, room, size, 0, skt_deadline_in(SKT_SECONDS(20)), &done), SKT_EEOF);
    assert_int_equal(done, 3);
    assert_true(standin_last("WSARecv", STANDIN_ANY, STANDIN_ANY)->len <= 1 << 20);
    assert_rc(skt_send_all(c.server, room, size, 0, skt_deadline_in(SKT_MILLISECONDS(50)), &done), SKT_ETIMEDOUT);
    assert_true(standin_last("WSASend", STANDIN_ANY, STANDIN_ANY)->len <= 1 << 20);
    close_both(&c);
    memory_unmap(room, size);
}

int main(int argc, char **argv)
{
    play_build(argc, argv);
    const struct CMUnitTest tests[] = {
        PLAY(test_message__the_function_is_asked_for_once),
        PLAY(test_message__a_datagram_that_did_not_fit_is_its_count_and_a_flag),
        PLAY(test_message__peeking_cuts_and_takes_nothing),
        PLAY(test_message__control_data_that_did_not_fit_is_a_flag_of_its_own),
        PLAY(test_message__an_own_side_that_is_shut_is_the_end_of_the_stream),
        PLAY(test_message__whole_messages_go_by_streams_too),
        PLAY(test_message__what_comes_by_a_stream_has_no_sender),
        PLAY(test_message__each_data_call_is_one_call_of_winsock),
        PLAY(test_message__more_than_four_gigabytes_are_cut_or_refused),
        PLAY(test_message__a_flag_that_windows_lacks_is_refused_before_any_call),
        PLAY(test_message__sending_all_ends_at_its_deadline_with_an_honest_count),
        PLAY(test_message__a_socket_that_is_not_overlapped_sends_and_receives_all),
        PLAY(test_message__receiving_all_ends_at_its_deadline_with_an_honest_count),
        PLAY(test_message__whole_buffers_go_in_calls_of_bounded_size),
    };
    return RUN(tests);
}
