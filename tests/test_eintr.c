/* SPDX-License-Identifier: MIT */
/* A timer's signal every 100 microseconds, without SA_RESTART, breaks nothing that has a deadline. */
#include "host.h"
#include "support.h"

#include <signal.h>
#include <stdatomic.h>
#include <sys/time.h>

#define LARGE ((size_t)4 << 20)

static char sent[LARGE], received[LARGE];
static atomic_int signals; /* which either thread may be given */

static void count_signal(int number)
{
    (void)number;
    signals++;
}

static void start_timer_with(int flags)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = count_signal;
    action.sa_flags = flags;
    const int period = under_valgrind() ? 10000 : 100;
    const struct itimerval every = {.it_interval = {.tv_usec = period}, .it_value = {.tv_usec = period}};
    signals = 0;
    assert_int_equal(sigaction(SIGALRM, &action, NULL), 0);
    assert_int_equal(setitimer(ITIMER_REAL, &every, NULL), 0);
}

static void start_timer(void)
{
    start_timer_with(0);
}

static int stop_timer(void **state)
{
    (void)state;
    const struct itimerval never = {.it_value = {0}};
    return setitimer(ITIMER_REAL, &never, NULL);
}

static void send_large(void *socket)
{
    skt_send_all(*(skt_socket *)socket, sent, LARGE, 0, skt_deadline_in(SKT_SECONDS(60)), NULL);
}

static void test_eintr__large_transfers_are_whole(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    test_thread sender;
    start_timer();
    for (size_t i = 0; i < LARGE; i++) sent[i] = (char)(i * 2654435761U >> 13);
    thread_start(&sender, send_large, &c.client);
    int rc = skt_recv_all(c.server, received, LARGE, 0, skt_deadline_in(SKT_SECONDS(60)), NULL);
    thread_join(&sender);
    assert_ok(rc);
    assert_memory_equal(sent, received, LARGE);
    close_both(&c);
}

static void test_eintr__a_wait_is_the_callers_to_repeat(void **state)
{
    (void)state;
    start_timer();
    skt_deadline begun = skt_now(), deadline = skt_deadline_in(SKT_MILLISECONDS(30));
    int rc = skt_poll(NULL, 0, deadline);
    assert_rc(rc, SKT_EINTR);
    while (rc == SKT_EINTR) rc = skt_poll(NULL, 0, deadline);
    assert_rc(rc, 0);
    assert_true(since(begun) >= SKT_MILLISECONDS(30));
}

/* SA_RESTART makes no difference. */
static void test_eintr__a_wait_for_ever_is_ended_by_a_signal(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    skt_pollfd fd = {.socket = c.server, .events = SKT_POLLIN};
    for (int flags = 0; flags <= SA_RESTART; flags += SA_RESTART) {
        start_timer_with(flags);
        while (signals == 0) {
            int rc = skt_poll(&fd, 1, SKT_NEVER);
            assert_rc(rc, SKT_EINTR);
        }
    }
    close_both(&c);
}

static void test_eintr__what_is_ready_wins_over_a_signal(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    skt_pollfd fd = {.socket = c.server, .events = SKT_POLLIN};
    assert_int_equal(skt_send(c.client, "x", 1, 0), 1);
    wait_for(c.server, SKT_POLLIN);
    start_timer();
    for (int i = 0; i < 1000; i++) assert_rc(skt_poll(&fd, 1, SKT_NEVER), 1);
    close_both(&c);
}

static void test_eintr__connecting_by_a_deadline_succeeds(void **state)
{
    (void)state;
    start_timer();
    for (int i = 0; i < 200; i++) {
        skt_addr here;
        skt_socket listening = listener("127.0.0.1:0", &here), client;
        assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &client));
        assert_ok(skt_connect_by(client, &here, skt_deadline_in(SKT_SECONDS(30))));
        skt_close(client);
        skt_close(listening);
    }
}

static void test_eintr__a_receive_is_the_callers_to_repeat(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    char byte;
    start_timer();
    assert_rc(skt_recv(c.server, &byte, 1, 0), SKT_EINTR);
    close_both(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_eintr__large_transfers_are_whole, stop_timer),
        cmocka_unit_test_teardown(test_eintr__a_wait_is_the_callers_to_repeat, stop_timer),
        cmocka_unit_test_teardown(test_eintr__a_wait_for_ever_is_ended_by_a_signal, stop_timer),
        cmocka_unit_test_teardown(test_eintr__what_is_ready_wins_over_a_signal, stop_timer),
        cmocka_unit_test_teardown(test_eintr__connecting_by_a_deadline_succeeds, stop_timer),
        cmocka_unit_test_teardown(test_eintr__a_receive_is_the_callers_to_repeat, stop_timer),
    };
    return RUN(tests);
}
