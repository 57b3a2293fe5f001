/* SPDX-License-Identifier: MIT */
/* Wakers: they wake a waiting thread and have no other effect on the program. */
#include "support.h"

#include <errno.h>
#include <stdatomic.h>

static bool is_awake(const skt_waker *waker)
{
    skt_pollfd fd = {.socket = skt_waker_socket(waker), .events = SKT_POLLIN};
    return skt_poll(&fd, 1, (skt_deadline){0}) == 1;
}

static void test_waker__is_readable_from_a_wake_to_the_next_clear(void **state)
{
    (void)state;
    skt_waker waker;
    /* The first may leave Winsock started. */
    assert_rc(skt_waker_open(&waker), 0);
    skt_waker_close(&waker);
    int before = open_handles();
    assert_rc(skt_waker_open(&waker), 0);
    for (int i = 0; i < 3; i++) {
        assert_false(is_awake(&waker));
        assert_rc(skt_waker_clear(&waker), 0);
        assert_rc(skt_waker_wake(&waker), 0);
        wait_for(skt_waker_socket(&waker), SKT_POLLIN);
        assert_rc(skt_waker_clear(&waker), 0);
    }
    assert_false(is_awake(&waker));
    skt_waker_close(&waker);
    assert_true(waker.receive == SKT_INVALID_SOCKET && waker.send == SKT_INVALID_SOCKET);
    skt_waker_close(&waker);
    assert_int_equal(open_handles(), before);
}

/* More than any pipe or socket holds. */
static void test_waker__many_wakes_are_one_and_a_full_one_is_no_error(void **state)
{
    (void)state;
    const int many = under_valgrind() || host.system == SKT_ON_WINDOWS ? 20000 : 2000000;
    skt_waker waker;
    assert_rc(skt_waker_open(&waker), 0);
    for (int i = 0; i < many; i++)
        if (skt_waker_wake(&waker) != 0) fail_msg("wake %d", i);
    wait_for(skt_waker_socket(&waker), SKT_POLLIN);
    assert_rc(skt_waker_clear(&waker), 0);
    /* Over TCP, which stands in where Windows has no Unix sockets, some may be under way. */
    for (int i = 0; host.system == SKT_ON_WINDOWS && is_awake(&waker) && i < 1000; i++)
        assert_rc(skt_waker_clear(&waker), 0);
    assert_false(is_awake(&waker));
    assert_rc(skt_waker_wake(&waker), 0);
    wait_for(skt_waker_socket(&waker), SKT_POLLIN);
    skt_waker_close(&waker);
}

static void test_waker__keeps_errno(void **state)
{
    (void)state;
    skt_waker waker;
    assert_rc(skt_waker_open(&waker), 0);
    skt_waker closed = {.receive = SKT_INVALID_SOCKET, .send = SKT_INVALID_SOCKET};
    errno = 4711;
    assert_rc(skt_waker_wake(&waker), 0);
    assert_int_equal(errno, 4711);
    assert_rc(skt_waker_wake(&closed), host.no_socket);
    assert_int_equal(errno, 4711);
    assert_true(skt_waker_clear(&closed) < 0);
    skt_waker_close(&waker);
}

static void test_waker__is_not_inherited(void **state)
{
    (void)state;
    skt_waker waker;
    bool inheritable = true;
    assert_rc(skt_waker_open(&waker), 0);
    assert_rc(skt_get_inheritable(waker.receive, &inheritable), 0);
    assert_false(inheritable);
    inheritable = true;
    assert_rc(skt_get_inheritable(waker.send, &inheritable), 0);
    assert_false(inheritable);
    skt_waker_close(&waker);
}

/* A queue of one number: the waker must never sleep while there is work. */
typedef struct work {
    skt_waker waker;
    atomic_int produced;
    int rc;
} work;

enum { ITEMS = 5000 };

static void produce(void *context)
{
    work *w = context;
    for (int i = 0; i < ITEMS && w->rc == 0; i++) {
        atomic_fetch_add(&w->produced, 1);
        w->rc = skt_waker_wake(&w->waker);
    }
}

static void test_waker__no_work_is_missed_by_who_clears_before_looking(void **state)
{
    (void)state;
    work w = {.rc = 0};
    test_thread threads[2];
    assert_rc(skt_waker_open(&w.waker), 0);
    for (size_t i = 0; i < COUNT_OF(threads); i++) thread_start(&threads[i], produce, &w);
    int seen = 0;
    bool in_time = true;
    while (seen < 2 * ITEMS && in_time) {
        skt_pollfd fd = {.socket = skt_waker_socket(&w.waker), .events = SKT_POLLIN};
        in_time = skt_poll(&fd, 1, skt_deadline_in(SKT_SECONDS(30))) == 1;
        skt_waker_clear(&w.waker);
        seen = atomic_load(&w.produced);
    }
    for (size_t i = 0; i < COUNT_OF(threads); i++) thread_join(&threads[i]);
    assert_true(in_time);
    assert_int_equal(w.rc, 0);
    skt_waker_close(&w.waker);
}

static void wake_soon(void *context)
{
    work *w = context;
    skt_poll(NULL, 0, skt_deadline_in(SKT_MILLISECONDS(20)));
    w->rc = skt_waker_wake(&w->waker);
}

static void test_waker__ends_a_wait_of_a_century(void **state)
{
    (void)state;
    const skt_duration spans[] = {SKT_SECONDS(3000000000), SKT_SECONDS(4294967296)};
    for (size_t i = 0; i < COUNT_OF(spans); i++) {
        work w = {.rc = -1};
        test_thread thread;
        assert_rc(skt_waker_open(&w.waker), 0);
        thread_start(&thread, wake_soon, &w);
        skt_pollfd fd = {.socket = skt_waker_socket(&w.waker), .events = SKT_POLLIN};
        int rc = skt_poll(&fd, 1, skt_deadline_in(spans[i]));
        thread_join(&thread);
        assert_int_equal(rc, 1);
        assert_rc(w.rc, 0);
        skt_waker_close(&w.waker);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_waker__is_readable_from_a_wake_to_the_next_clear),
        TEST(test_waker__many_wakes_are_one_and_a_full_one_is_no_error),
        TEST(test_waker__keeps_errno),
        TEST(test_waker__is_not_inherited),
        TEST(test_waker__no_work_is_missed_by_who_clears_before_looking),
        TEST(test_waker__ends_a_wait_of_a_century),
    };
    return RUN(tests);
}
