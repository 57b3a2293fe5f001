/* SPDX-License-Identifier: MIT */
#include "support.h"

#include "kinds.h"

#include <stdatomic.h>

static int poll_one(skt_socket s, short events, skt_deadline deadline, short *revents_out)
{
    skt_pollfd fd = {.socket = s, .events = events, .revents = 0x7a7a};
    int rc = skt_poll(&fd, 1, deadline);
    *revents_out = fd.revents;
    return rc;
}

/* Who waits until then does not wait. */
static const skt_deadline past = {0};

static skt_deadline soon(void)
{
    return skt_deadline_in(SKT_SECONDS(10));
}

static void test_poll__a_socket_becomes_readable_and_is_always_writable(void **state)
{
    (void)state;
    for (int streams = 0; streams < 2; streams++)
        for (const kind *k = streams ? next_stream(NULL) : next_datagram(NULL); k != NULL;
             k = streams ? next_stream(k) : next_datagram(k)) {
            connection c = kind_connection(k);
            short revents;
            assert_int_equal(poll_one(c.server, SKT_POLLIN, past, &revents), 0);
            assert_int_equal(revents, 0);
            assert_int_equal(poll_one(c.server, SKT_POLLIN | SKT_POLLOUT, soon(), &revents), 1);
            assert_events(revents, SKT_POLLOUT);
            assert_ok(skt_send(c.client, "x", 1, 0));
            assert_int_equal(poll_one(c.server, SKT_POLLIN, soon(), &revents), 1);
            assert_events(revents, SKT_POLLIN);
            assert_int_equal(poll_one(c.server, SKT_POLLIN | SKT_POLLOUT, soon(), &revents), 1);
            assert_events(revents, SKT_POLLIN | SKT_POLLOUT);
            close_both(&c);
        }
}

static void test_poll__a_listener_is_readable_when_someone_waits(void **state)
{
    (void)state;
    EACH_STREAM(k) {
        skt_addr here;
        skt_socket listening = kind_bound(k, &here), client = kind_open(k);
        short revents;
        assert_int_equal(poll_one(listening, SKT_POLLIN, past, &revents), 0);
        assert_ok(skt_connect(client, &here));
        assert_int_equal(poll_one(listening, SKT_POLLIN, soon(), &revents), 1);
        assert_events(revents, SKT_POLLIN);
        skt_close(client);
        skt_close(listening);
        leave_address(&here);
    }
}

static void test_poll__a_hang_up_is_told_though_nobody_asked(void **state)
{
    (void)state;
    EACH_STREAM(k) {
        connection c = kind_connection(k);
        short revents;
        assert_ok(skt_close(c.server));
        assert_int_equal(poll_one(c.client, SKT_POLLIN, soon(), &revents), 1);
        assert_true(revents & (SKT_POLLIN | SKT_POLLHUP));

        /* Shut on this side too, there is nothing left of it. */
        skt_shutdown(c.client, SKT_SHUT_RDWR);
        assert_int_equal(poll_one(c.client, 0, soon(), &revents), 1);
        assert_true(revents & SKT_POLLHUP);
        skt_close(c.client);
    }
}

static void test_poll__the_end_of_the_peers_sending_is_told_where_the_system_can(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    short revents;
    assert_ok(skt_shutdown(c.server, SKT_SHUT_WR));
    int rc = poll_one(c.client, SKT_POLLRDHUP, soon(), &revents);
    close_both(&c);
    if (SKT_POLLRDHUP & SKT__POLL_ABSENT) {
        assert_rc(rc, SKT_EUNSUPPORTED);
        return;
    }
    assert_int_equal(rc, 1);
    assert_int_equal(revents, SKT_POLLRDHUP);
}

static void test_poll__an_event_that_the_system_lacks_is_refused_whichever_entry_has_it(void **state)
{
    (void)state;
    if (SKT__POLL_ABSENT == 0) SKIP("this system lacks none of the events");
    skt_pollfd fds[2] = {{.socket = SKT_INVALID_SOCKET, .events = SKT_POLLIN},
                         {.socket = SKT_INVALID_SOCKET, .events = SKT__POLL_ABSENT}};
    assert_rc(skt_poll(fds, 2, past), SKT_EUNSUPPORTED);
}

static void test_poll__a_closed_handle_is_told_among_others(void **state)
{
    (void)state;
    connection c = udp_connection("127.0.0.1:0");
    skt_socket gone;
    assert_ok(skt_dup(c.server, &gone));
    assert_ok(skt_close(gone));
    skt_pollfd fds[3] = {{.socket = c.client, .events = SKT_POLLOUT},
                         {.socket = gone, .events = SKT_POLLOUT},
                         {.socket = c.server, .events = SKT_POLLIN}};
    assert_int_equal(skt_poll(fds, 3, soon()), 2);
    assert_events(fds[0].revents, SKT_POLLOUT);
    assert_events(fds[1].revents, SKT_POLLNVAL);
    assert_events(fds[2].revents, 0);
    close_both(&c);
}

static void test_poll__an_invalid_socket_is_passed_over(void **state)
{
    (void)state;
    connection c = udp_connection("127.0.0.1:0");
    skt_pollfd fds[2] = {{.socket = SKT_INVALID_SOCKET, .events = SKT_POLLOUT, .revents = 0x7a7a},
                         {.socket = c.server, .events = SKT_POLLOUT}};
    assert_int_equal(skt_poll(fds, 2, soon()), 1);
    assert_int_equal(fds[0].revents, 0);
    assert_events(fds[1].revents, SKT_POLLOUT);
    assert_int_equal(skt_poll(fds, 1, skt_deadline_in(SKT_MILLISECONDS(1))), 0);
    close_both(&c);
}

static void test_poll__many_sockets_at_once(void **state)
{
    (void)state;
    enum { COUNT = 200 };
    skt_socket sockets[COUNT];
    skt_pollfd fds[COUNT];
    skt_addr addrs[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        sockets[i] = bound("127.0.0.1:0", SKT_SOCK_DGRAM, &addrs[i]);
        fds[i] = (skt_pollfd){.socket = sockets[i], .events = SKT_POLLIN};
    }
    assert_int_equal(skt_poll(fds, COUNT, past), 0);
    assert_int_equal(skt_sendto(sockets[0], "x", 1, 0, &addrs[7]), 1);
    assert_int_equal(skt_sendto(sockets[0], "x", 1, 0, &addrs[COUNT - 1]), 1);
    assert_int_equal(skt_poll(fds, COUNT, soon()), 2);
    for (size_t i = 0; i < COUNT; i++) assert_events(fds[i].revents, i == 7 || i == COUNT - 1 ? SKT_POLLIN : 0);
    for (size_t i = 0; i < COUNT; i++) skt_close(sockets[i]);
}

static void test_poll__a_past_deadline_is_no_wait(void **state)
{
    (void)state;
    const skt_deadline deadlines[] = {{INT64_MIN},       {-1}, {0}, {1}, skt_deadline_in(SKT_SECONDS(-1)),
                                      skt_deadline_in(0)};
    connection c = udp_connection("127.0.0.1:0");
    skt_deadline start = skt_now();
    for (size_t i = 0; i < COUNT_OF(deadlines); i++) {
        short revents;
        assert_int_equal(poll_one(c.server, SKT_POLLIN, deadlines[i], &revents), 0);
        assert_int_equal(revents, 0);
        assert_int_equal(poll_one(c.server, SKT_POLLOUT, deadlines[i], &revents), 1);
        assert_int_equal(skt_poll(NULL, 0, deadlines[i]), 0);
    }
    assert_true(since(start) < SKT_SECONDS(5));
    close_both(&c);
}

static void test_poll__it_never_ends_before_the_deadline(void **state)
{
    (void)state;
    static const skt_duration spans[] = {1,
                                         999,
                                         SKT_MICROSECONDS(1),
                                         SKT_MICROSECONDS(50),
                                         SKT_MICROSECONDS(999),
                                         SKT_MILLISECONDS(1) + 1,
                                         SKT_MICROSECONDS(2500),
                                         SKT_MILLISECONDS(20)};
    connection c = udp_connection("127.0.0.1:0");
    for (size_t i = 0; i < COUNT_OF(spans); i++)
        for (int round = 0; round < 5; round++) {
            short revents;
            skt_deadline deadline = skt_deadline_in(spans[i]);
            int rc = round % 2 ? skt_poll(NULL, 0, deadline) : poll_one(c.server, SKT_POLLIN, deadline, &revents);
            assert_int_equal(rc, 0);
            assert_true(skt_deadline_passed(deadline));
            assert_true(since(deadline) < SKT_SECONDS(10));
        }
    close_both(&c);
}

/* A short wait in nanoseconds is not rounded to milliseconds, where the system counts finer. */
static void test_poll__short_waits_are_short(void **state)
{
    (void)state;
    /* What a system's clock ticks by. */
    const skt_duration tick = host.system == SKT_ON_LINUX ? SKT_MICROSECONDS(900) : SKT_MILLISECONDS(20);
    skt_duration best = SKT_FOREVER;
    for (int i = 0; i < 200; i++) {
        skt_deadline start = skt_now();
        assert_int_equal(skt_poll(NULL, 0, skt_deadline_in(SKT_MICROSECONDS(10))), 0);
        skt_duration took = since(start);
        if (took < best) best = took;
    }
    assert_true(best < tick);
}

typedef struct waker {
    skt_socket s;
    atomic_bool woke;
    skt_ssize sent;
} waker;

static void wake(void *context)
{
    waker *w = context;
    skt_poll(NULL, 0, skt_deadline_in(SKT_MILLISECONDS(20)));
    atomic_store(&w->woke, true);
    w->sent = skt_send(w->s, "x", 1, 0);
}

static void test_poll__without_a_deadline_it_waits_until_something_comes(void **state)
{
    (void)state;
    /* Some are more seconds than a time_t of 32 bits holds, or would be none in it. */
    const skt_deadline deadlines[] = {SKT_NEVER,
                                      {INT64_MAX - 1},
                                      skt_deadline_in(SKT_SECONDS(3000000000)),
                                      skt_deadline_in(SKT_SECONDS(4294967296)),
                                      skt_deadline_in(SKT_FOREVER),
                                      skt_deadline_in(SKT_SECONDS((int64_t)60 * 24 * 60 * 60))};
    for (size_t i = 0; i < COUNT_OF(deadlines); i++) {
        connection c = udp_connection("127.0.0.1:0");
        waker w = {.s = c.client};
        test_thread thread;
        short revents;
        thread_start(&thread, wake, &w);
        int rc = poll_one(c.server, SKT_POLLIN, deadlines[i], &revents);
        bool woke = atomic_load(&w.woke);
        thread_join(&thread);
        assert_int_equal(rc, 1);
        assert_events(revents, SKT_POLLIN);
        assert_true(woke);
        assert_int_equal(w.sent, 1);
        close_both(&c);
    }
}

static void test_poll__a_send_buffer_that_fills_up_is_not_writable(void **state)
{
    (void)state;
    EACH_STREAM(k) {
        connection c = kind_connection(k);
        static char many[1 << 16];
        short revents;
        assert_ok(skt_set_nonblocking(c.client, true));
        assert_ok(skt_set_nonblocking(c.server, true));
        while (skt_send(c.client, many, sizeof many, 0) > 0) continue;
        while (poll_one(c.client, SKT_POLLOUT, skt_deadline_in(SKT_MILLISECONDS(50)), &revents) == 1)
            while (skt_send(c.client, many, sizeof many, 0) > 0) continue;
        assert_int_equal(revents, 0);
        while (poll_one(c.client, SKT_POLLOUT, past, &revents) == 0) {
            skt_ssize rc = skt_recv(c.server, many, sizeof many, 0);
            if (rc < 0) assert_rc(rc, SKT_EAGAIN);
        }
        assert_events(revents, SKT_POLLOUT);
        close_both(&c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_poll__a_socket_becomes_readable_and_is_always_writable),
        TEST(test_poll__a_listener_is_readable_when_someone_waits),
        TEST(test_poll__a_hang_up_is_told_though_nobody_asked),
        TEST(test_poll__the_end_of_the_peers_sending_is_told_where_the_system_can),
        TEST(test_poll__an_event_that_the_system_lacks_is_refused_whichever_entry_has_it),
        TEST(test_poll__a_closed_handle_is_told_among_others),
        TEST(test_poll__an_invalid_socket_is_passed_over),
        TEST(test_poll__many_sockets_at_once),
        TEST(test_poll__a_past_deadline_is_no_wait),
        TEST(test_poll__it_never_ends_before_the_deadline),
        TEST(test_poll__short_waits_are_short),
        TEST(test_poll__without_a_deadline_it_waits_until_something_comes),
        TEST(test_poll__a_send_buffer_that_fills_up_is_not_writable),
    };
    return RUN(tests);
}
