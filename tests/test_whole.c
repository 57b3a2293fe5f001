/* SPDX-License-Identifier: MIT */
/* Sending and receiving everything, by a deadline. */
#include "support.h"

#include "kinds.h"

#include <stdlib.h>

enum { LARGE = 8 << 20 };

static unsigned char *pattern(size_t len)
{
    unsigned char *data = malloc(len);
    assert_non_null(data);
    for (size_t i = 0; i < len; i++) data[i] = (unsigned char)(i * 2654435761U >> 24);
    return data;
}

/* Receives everything in another thread. */
typedef struct receiver {
    skt_socket s;
    unsigned char *in;
    size_t len;
    size_t done;
    int rc;
} receiver;

static void receive_all(void *context)
{
    receiver *r = context;
    r->rc = skt_recv_all(r->s, r->in, r->len, 0, skt_deadline_in(SKT_SECONDS(60)), &r->done);
}

static void test_whole__much_more_than_fits_arrives_whole(void **state)
{
    (void)state;
    unsigned char *out = pattern(LARGE), *in = malloc(LARGE);
    assert_non_null(in);
    EACH_STREAM(k) {
        if (k->type != SKT_SOCK_STREAM) continue;
        for (int nonblocking = 0; nonblocking < 2; nonblocking++) {
            connection c = kind_connection(k);
            test_thread thread;
            size_t done = 0;
            receiver r = {.s = c.server, .in = in, .len = LARGE};
            memset(in, 0, LARGE);
            if (nonblocking) {
                assert_ok(skt_set_nonblocking(c.client, true));
                assert_ok(skt_set_nonblocking(c.server, true));
            }
            thread_start(&thread, receive_all, &r);
            int rc = skt_send_all(c.client, out, LARGE, 0, skt_deadline_in(SKT_SECONDS(60)), &done);
            thread_join(&thread);
            assert_rc(rc, 0);
            assert_rc(r.rc, 0);
            assert_int_equal(done, LARGE);
            assert_int_equal(r.done, LARGE);
            assert_true(memcmp(in, out, LARGE) == 0);
            close_both(&c);
        }
    }
    free(in);
    free(out);
}

static void test_whole__nothing_is_done_at_once(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    size_t done = 99;
    assert_rc(skt_send_all(c.client, NULL, 0, 0, SKT_NEVER, &done), 0);
    assert_int_equal(done, 0);
    done = 99;
    assert_rc(skt_recv_all(c.client, NULL, 0, 0, SKT_NEVER, &done), 0);
    assert_int_equal(done, 0);
    assert_rc(skt_send_all(c.client, "", 0, 0, SKT_NEVER, NULL), 0);
    assert_rc(skt_recv_all(c.client, NULL, 0, 0, SKT_NEVER, NULL), 0);
    /* No call is made, so that the handle does not matter. */
    assert_rc(skt_send_all(SKT_INVALID_SOCKET, NULL, 0, 0, SKT_NEVER, NULL), 0);
    assert_rc(skt_recv_all(SKT_INVALID_SOCKET, NULL, 0, 0, SKT_NEVER, NULL), 0);
    close_both(&c);
}

static void test_whole__what_is_there_is_taken_though_the_deadline_is_past(void **state)
{
    (void)state;
    const skt_deadline deadlines[] = {{0}, {-1}, {INT64_MIN}, skt_deadline_in(SKT_SECONDS(-1)), skt_deadline_in(0)};
    EACH_STREAM(k)
        for (size_t i = 0; i < COUNT_OF(deadlines) && k->type == SKT_SOCK_STREAM; i++) {
            connection c = kind_connection(k);
            char in[4] = "";
            skt_pollfd fd = {.socket = c.server, .events = SKT_POLLIN};
            assert_rc(skt_send_all(c.client, "abc", 3, 0, deadlines[i], NULL), 0);
            assert_int_equal(skt_poll(&fd, 1, skt_deadline_in(SKT_SECONDS(10))), 1);
            assert_rc(skt_recv_all(c.server, in, 3, 0, deadlines[i], NULL), 0);
            assert_string_equal(in, "abc");
            close_both(&c);
        }
}

static void test_whole__too_late_tells_how_much_came(void **state)
{
    (void)state;
    for (int nonblocking = 0; nonblocking < 2; nonblocking++) {
        connection c = tcp_connection("127.0.0.1:0");
        char in[8] = "";
        size_t done = 99;
        skt_deadline deadline = skt_deadline_in(SKT_MILLISECONDS(30));
        assert_ok(skt_set_nonblocking(c.server, nonblocking));
        assert_int_equal(skt_send(c.client, "abc", 3, 0), 3);
        assert_rc(skt_recv_all(c.server, in, 8, 0, deadline, &done), SKT_ETIMEDOUT);
        assert_true(skt_deadline_passed(deadline));
        assert_int_equal(done, 3);
        assert_memory_equal(in, "abc", 3);
        assert_rc(skt_recv_all(c.server, in, 1, 0, skt_deadline_in(SKT_SECONDS(-1)), &done), SKT_ETIMEDOUT);
        assert_int_equal(done, 0);
        close_both(&c);
    }
}

static void test_whole__too_late_tells_how_much_went(void **state)
{
    (void)state;
    unsigned char *out = pattern(LARGE), *in = malloc(LARGE);
    assert_non_null(in);
    for (int nonblocking = 0; nonblocking < 2; nonblocking++) {
        connection c = tcp_connection("127.0.0.1:0");
        size_t done = 0, back = 0;
        skt_deadline deadline = skt_deadline_in(SKT_MILLISECONDS(30));
        assert_ok(skt_set_nonblocking(c.client, nonblocking));
        assert_ok(skt_set_int(c.client, SKT_SO_SNDBUF, 1 << 16));
        int rc = skt_send_all(c.client, out, LARGE, 0, deadline, &done);
        assert_rc(rc, SKT_ETIMEDOUT);
        assert_true(skt_deadline_passed(deadline));
        assert_true(done > 0 && done < LARGE);
        assert_rc(skt_send_all(c.client, out, LARGE, 0, skt_deadline_in(SKT_SECONDS(-1)), NULL), SKT_ETIMEDOUT);

        /* Exactly that many arrive, and the second call's behind them. */
        assert_rc(skt_recv_all(c.server, in, done, 0, skt_deadline_in(SKT_SECONDS(60)), &back), 0);
        assert_true(memcmp(in, out, done) == 0);
        close_both(&c);
    }
    free(in);
    free(out);
}

static void test_whole__the_mode_of_the_socket_does_not_matter_and_stays(void **state)
{
    (void)state;
    for (int nonblocking = 0; nonblocking < 2; nonblocking++) {
        connection c = tcp_connection("127.0.0.1:0");
        char byte;
        assert_ok(skt_set_nonblocking(c.client, nonblocking));
        assert_rc(skt_recv_all(c.client, &byte, 1, 0, skt_deadline_in(SKT_MILLISECONDS(5)), NULL), SKT_ETIMEDOUT);
        assert_rc(skt_send_all(c.client, "x", 1, 0, skt_deadline_in(SKT_MILLISECONDS(5)), NULL), 0);
        assert_mode(c.client, nonblocking);
        close_both(&c);
    }
}

static void test_whole__an_early_end_is_told_with_what_came(void **state)
{
    (void)state;
    EACH_STREAM(k) {
        connection c = kind_connection(k);
        char in[8] = "";
        size_t done = 99;
        assert_int_equal(skt_send(c.client, "abc", 3, 0), 3);
        assert_ok(skt_shutdown(c.client, SKT_SHUT_WR));
        assert_rc(skt_recv_all(c.server, in, 8, 0, SKT_NEVER, &done), SKT_EEOF);
        assert_int_equal(done, 3);
        assert_memory_equal(in, "abc", 3);
        assert_rc(skt_recv_all(c.server, in, 8, 0, SKT_NEVER, &done), SKT_EEOF);
        assert_int_equal(done, 0);
        assert_rc(skt_recv_all(c.server, in, 8, 0, SKT_NEVER, NULL), SKT_EEOF);
        close_both(&c);
    }
}

static void reset_after_some(void *context)
{
    receiver *r = context;
    r->rc = skt_recv_all(r->s, r->in, r->len, 0, skt_deadline_in(SKT_SECONDS(60)), &r->done);
    skt_close(r->s);
}

static void test_whole__a_peer_that_goes_is_told_with_what_went(void **state)
{
    (void)state;
    unsigned char *out = pattern(LARGE), *in = malloc(LARGE);
    assert_non_null(in);
    EACH_STREAM(k) {
        if (k->type != SKT_SOCK_STREAM) continue;
        connection c = kind_connection(k);
        test_thread thread;
        size_t done = 0;
        receiver r = {.s = c.server, .in = in, .len = 100000};
        thread_start(&thread, reset_after_some, &r);
        int rc = skt_send_all(c.client, out, LARGE, 0, SKT_NEVER, &done);
        thread_join(&thread);
        assert_true(rc == SKT_ECONNRESET || rc == (host.forgets_resets ? SKT_EPIPE : SKT_ECONNABORTED));
        assert_rc(r.rc, 0);
        assert_true(done >= r.done && done < LARGE);
        skt_close(c.client);
    }
    free(in);
    free(out);
}

static void test_whole__other_errors_are_told_at_once(void **state)
{
    (void)state;
    skt_socket s;
    char byte;
    size_t done = 99;
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &s));
    int rc = skt_send_all(s, "x", 1, 0, SKT_NEVER, &done);
    assert_true(rc == SKT_ENOTCONN || rc == SKT_EPIPE);
    assert_int_equal(done, 0);
    assert_rc(skt_recv_all(s, &byte, 1, 0, SKT_NEVER, &done), SKT_ENOTCONN);
    skt_close(s);
    assert_rc(skt_send_all(SKT_INVALID_SOCKET, "x", 1, 0, SKT_NEVER, &done), host.no_socket);
    assert_rc(skt_recv_all(SKT_INVALID_SOCKET, &byte, 1, 0, SKT_NEVER, &done), host.no_socket);
}

static void test_whole__a_datagram_goes_in_one_piece(void **state)
{
    (void)state;
    EACH_DATAGRAM(k) {
        connection c = kind_connection(k);
        char in[8] = "";
        assert_rc(skt_send_all(c.client, "abc", 3, 0, SKT_NEVER, NULL), 0);
        assert_rc(skt_recv_all(c.server, in, 3, 0, SKT_NEVER, NULL), 0);
        assert_string_equal(in, "abc");
        close_both(&c);
    }
}

/* A full datagram socket is waited for as well. */
static void take_datagrams(void *context)
{
    receiver *r = context;
    for (size_t i = 0; i < r->len; i++) {
        unsigned char in[4];
        r->rc = skt_recv_all(r->s, in, sizeof in, 0, skt_deadline_in(SKT_SECONDS(60)), NULL);
        if (r->rc < 0) return;
        r->done++;
    }
}

static void test_whole__a_full_queue_of_datagrams_is_waited_for(void **state)
{
    (void)state;
    enum { COUNT = 5000 };
    skt_socket both[2];
    test_thread thread;
    int made = skt_pair(SKT_AF_UNIX, SKT_SOCK_DGRAM, 0, both);
    if (made < 0) SKIP("a pair of SOCK_DGRAM: %s", skt_error_name(made));
    receiver r = {.s = both[1], .len = COUNT};
    thread_start(&thread, take_datagrams, &r);
    int rc = 0;
    for (size_t i = 0; i < COUNT && rc == 0; i++)
        rc = skt_send_all(both[0], "abcd", 4, 0, skt_deadline_in(SKT_SECONDS(60)), NULL);
    thread_join(&thread);
    assert_rc(rc, 0);
    assert_rc(r.rc, 0);
    assert_int_equal(r.done, COUNT);
    skt_close(both[0]);
    skt_close(both[1]);
}

static void test_whole__flags_that_would_make_the_result_false_are_refused(void **state)
{
    (void)state;
    static const int of_receive[] = {SKT_MSG_PEEK, SKT_MSG_TRUNC, SKT_MSG_OOB, SKT_MSG_ERRQUEUE};
    for (size_t i = 0; i < COUNT_OF(of_receive); i++) {
        connection c = tcp_connection("127.0.0.1:0");
        char in[9] = "";
        size_t done = 99;
        assert_int_equal(skt_send(c.client, "abc", 3, 0), 3);
        wait_for(c.server, SKT_POLLIN);
        int rc = skt_recv_all(c.server, in, sizeof in, of_receive[i], skt_deadline_in(SKT_SECONDS(10)), &done);
        assert_true(rc == SKT_EINVAL || rc == SKT_EUNSUPPORTED);
        if (host.system == SKT_ON_LINUX) assert_rc(rc, SKT_EINVAL);
        assert_int_equal(done, 0);
        assert_rc(skt_recv_all(c.server, in, 3, 0, skt_deadline_in(SKT_SECONDS(10)), NULL), 0);
        assert_rc(skt_send_all(c.client, "abc", 3, SKT_MSG_OOB, skt_deadline_in(SKT_SECONDS(10)), &done), SKT_EINVAL);
        close_both(&c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_whole__much_more_than_fits_arrives_whole),
        TEST(test_whole__nothing_is_done_at_once),
        TEST(test_whole__what_is_there_is_taken_though_the_deadline_is_past),
        TEST(test_whole__too_late_tells_how_much_came),
        TEST(test_whole__too_late_tells_how_much_went),
        TEST(test_whole__the_mode_of_the_socket_does_not_matter_and_stays),
        TEST(test_whole__an_early_end_is_told_with_what_came),
        TEST(test_whole__a_peer_that_goes_is_told_with_what_went),
        TEST(test_whole__other_errors_are_told_at_once),
        TEST(test_whole__a_datagram_goes_in_one_piece),
        TEST(test_whole__a_full_queue_of_datagrams_is_waited_for),
        TEST(test_whole__flags_that_would_make_the_result_false_are_refused),
    };
    return RUN(tests);
}
