/* SPDX-License-Identifier: MIT */
/*
 * Winsock is started whatever function a process calls first, from any number of threads. Each first call is made in a
 * new process of this program.
 */
#include "support.h"

#include "native_calls.h"

#include <stdatomic.h>
#include <stdlib.h>

static const char *own_path;

static int opens(void)
{
    skt_socket s;
    int rc = skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &s);
    return rc == 0 ? skt_close(s) : rc;
}

static int makes_a_pair(void)
{
    skt_socket both[2];
    int rc = skt_pair(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, both);
    if (rc == 0) rc = skt_close(both[0]);
    return rc == 0 ? skt_close(both[1]) : rc;
}

/* What a program does about it itself changes nothing. */

static int outlives_an_end_of_the_programs_own(void)
{
    skt_socket s;
    skt_addr any = address("127.0.0.1:0");
    int rc = native_start();
    if (rc == 0) rc = skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &s);
    if (rc == 0) rc = native_end();
    if (rc == 0) rc = skt_bind(s, &any);
    if (rc == 0) rc = opens();
    if (rc == 0) rc = native_start();
    if (rc == 0) rc = native_end();
    return rc == 0 ? skt_close(s) : rc;
}

/* As many threads as there are wait for each other, which starts nothing, and then open a socket at once. */
enum { THREADS = 32 };

static atomic_int waiting;
static atomic_int failures;

static void open_at_once(void *context)
{
    (void)context;
    atomic_fetch_sub(&waiting, 1);
    while (atomic_load(&waiting) > 0) skt_poll(NULL, 0, skt_deadline_in(SKT_MILLISECONDS(1)));
    if (opens() != 0) atomic_fetch_add(&failures, 1);
}

static int starts_once_for_many_threads(void)
{
    test_thread threads[THREADS];
    atomic_store(&waiting, THREADS);
    for (int i = 0; i < THREADS; i++) thread_start(&threads[i], open_at_once, NULL);
    for (int i = 0; i < THREADS; i++) thread_join(&threads[i]);
    return atomic_load(&failures);
}

/* What the calls use. */
static skt_socket out;
static skt_addr addr;
static char letter;
static bool value;

static int receives_a_message_on_nothing(void)
{
    skt_buf buf = skt_buf_of(&letter, 1);
    skt_msg msg = skt_msg_of(NULL, &buf, 1, NULL, 0);
    return (int)skt_recvmsg(SKT_INVALID_SOCKET, &msg, 0);
}

static int connects_nothing(void)
{
    addr = address("127.0.0.1:9");
    return skt_connect_by(SKT_INVALID_SOCKET, &addr, skt_deadline_in(0));
}

/* Each call with what it has to return: 0, or the error of no socket. */
#define CALLS(OK, NO_SOCKET)                                                                       \
    OK(opens())                                                                                    \
    OK(makes_a_pair())                                                                             \
    OK(!skt_family_supported(SKT_AF_INET, SKT_SOCK_DGRAM, 0))                                      \
    OK(skt_resolve("127.0.0.1", "80", SKT_AF_INET, SKT_SOCK_STREAM, 0, &addr, 1) != 1)             \
    OK(skt_interfaces(NULL, 0) <= 0)                                                               \
    OK(skt_addr_parse("[::1]:80", &addr))                                                          \
    OK(skt_poll(NULL, 0, skt_deadline_in(SKT_MILLISECONDS(1))))                                    \
    NO_SOCKET(skt_close(SKT_INVALID_SOCKET))                                                       \
    NO_SOCKET(skt_send(SKT_INVALID_SOCKET, "x", 1, 0))                                             \
    NO_SOCKET(receives_a_message_on_nothing())                                                     \
    NO_SOCKET(skt_recv_all(SKT_INVALID_SOCKET, &letter, 1, 0, skt_deadline_in(0), NULL))           \
    NO_SOCKET(skt_send_all(SKT_INVALID_SOCKET, "x", 1, 0, skt_deadline_in(SKT_SECONDS(10)), NULL)) \
    NO_SOCKET(connects_nothing())                                                                  \
    NO_SOCKET(skt_get_bool(SKT_INVALID_SOCKET, SKT_SO_KEEPALIVE, &value))                          \
    NO_SOCKET(skt_set_nonblocking(SKT_INVALID_SOCKET, true))                                       \
    NO_SOCKET(skt_import(SKT_INVALID_SOCKET, 0, &out))                                             \
    NO_SOCKET(skt_dup(SKT_INVALID_SOCKET, &out))                                                   \
    OK(outlives_an_end_of_the_programs_own())                                                      \
    OK(starts_once_for_many_threads())

#define NAME(expression) #expression,
static const char *const names[] = {CALLS(NAME, NAME)};

/* The other process: the number of the call that is its first. */
static int begin_with(size_t number)
{
    size_t at = 0;
    int rc = -1, expected = 0;
#define RUN_OK(expression) \
    if (at++ == number) rc = (int)(expression);
#define RUN_NO_SOCKET(expression) \
    if (at++ == number) rc = (int)(expression), expected = host.no_socket;
    CALLS(RUN_OK, RUN_NO_SOCKET)
    if (number >= at) return 2;
    const char *name = skt_error_name(rc);
    if (rc != expected) fprintf(stderr, "%s: %d %s\n", names[number], rc, name ? name : "");
    return rc == expected ? 0 : 1;
}

static void test_start__any_call_may_be_the_first(void **state)
{
    (void)state;
    int failed = 0;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        char number[20];
        snprintf(number, sizeof number, "%u", (unsigned)i);
        test_child child = child_start(own_path, (const char *const[]){"begin", number, NULL});
        failed += child_wait(&child) != 0;
    }
    assert_int_equal(failed, 0);
}

int main(int argc, char **argv)
{
    own_path = argv[0];
    if (argc == 3 && strcmp(argv[1], "begin") == 0) return begin_with(strtoul(argv[2], NULL, 10));
    const struct CMUnitTest tests[] = {
        TEST(test_start__any_call_may_be_the_first),
    };
    return RUN(tests);
}
