/* SPDX-License-Identifier: MIT */
/*
 * Whatever a process calls first, and from however many threads, finds the system's sockets started. Each first call is
 * that of a process of its own: this program again.
 */
#include "support.h"

#include "native_calls.h"

#include <stdatomic.h>
#include <stdlib.h>

static const char *own_path;

/* What stands for no socket at all. */
static const skt_socket nothing = SKT_INVALID_SOCKET;

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

static int supports_a_family(void)
{
    return skt_family_supported(SKT_AF_INET, SKT_SOCK_DGRAM, 0) ? 0 : -1;
}

static int resolves(void)
{
    skt_addr addr;
    return skt_resolve("127.0.0.1", "80", SKT_AF_INET, SKT_SOCK_STREAM, 0, &addr, 1) == 1 ? 0 : -1;
}

static int lists_interfaces(void)
{
    int count = skt_interfaces(NULL, 0);
    return count > 0 ? 0 : count - 1;
}

static int parses_an_address(void)
{
    skt_addr addr;
    char text[SKT_ADDR_TEXT_MAX];
    int rc = skt_addr_parse("[::1]:80", &addr);
    return rc == 0 && skt_addr_format(&addr, text, sizeof text) == 8 ? 0 : rc - 1;
}

static int waits_for_nothing(void)
{
    return skt_poll(NULL, 0, skt_deadline_in(SKT_MILLISECONDS(1)));
}

/* Calls on what is no socket say just that. */

static int says_no_socket(int rc)
{
    if (rc == host.no_socket) return 0;
    return rc < 0 ? rc : -1;
}

static int closes_nothing(void)
{
    return says_no_socket(skt_close(nothing));
}

static int sends_on_nothing(void)
{
    return says_no_socket((int)skt_send(nothing, "x", 1, 0));
}

static int receives_a_message_on_nothing(void)
{
    char byte;
    skt_buf buf = skt_buf_of(&byte, 1);
    skt_msg msg = skt_msg_of(NULL, &buf, 1, NULL, 0);
    return says_no_socket((int)skt_recvmsg(nothing, &msg, 0));
}

static int receives_all_on_nothing(void)
{
    char byte;
    return says_no_socket(skt_recv_all(nothing, &byte, 1, 0, skt_deadline_in(0), NULL));
}

static int sends_all_on_nothing(void)
{
    return says_no_socket(skt_send_all(nothing, "x", 1, 0, skt_deadline_in(SKT_SECONDS(10)), NULL));
}

static int connects_nothing(void)
{
    skt_addr addr = address("127.0.0.1:9");
    return says_no_socket(skt_connect_by(nothing, &addr, skt_deadline_in(0)));
}

static int reads_an_option_of_nothing(void)
{
    bool value;
    return says_no_socket(skt_get_bool(nothing, SKT_SO_KEEPALIVE, &value));
}

static int sets_the_mode_of_nothing(void)
{
    return says_no_socket(skt_set_nonblocking(nothing, true));
}

static int imports_over_nothing(void)
{
    skt_socket s;
    return says_no_socket(skt_import(nothing, 0, &s));
}

static int duplicates_nothing(void)
{
    skt_socket s;
    return says_no_socket(skt_dup(nothing, &s));
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

#define FIRST(function) {#function, function}

static const struct {
    const char *name;
    int (*call)(void);
} first_calls[] = {
    FIRST(opens),
    FIRST(makes_a_pair),
    FIRST(supports_a_family),
    FIRST(resolves),
    FIRST(lists_interfaces),
    FIRST(parses_an_address),
    FIRST(waits_for_nothing),
    FIRST(closes_nothing),
    FIRST(sends_on_nothing),
    FIRST(receives_a_message_on_nothing),
    FIRST(receives_all_on_nothing),
    FIRST(sends_all_on_nothing),
    FIRST(connects_nothing),
    FIRST(reads_an_option_of_nothing),
    FIRST(sets_the_mode_of_nothing),
    FIRST(imports_over_nothing),
    FIRST(duplicates_nothing),
    FIRST(outlives_an_end_of_the_programs_own),
    FIRST(starts_once_for_many_threads),
};

/* The other process: the number of the call that is its first. */
static int begin_with(const char *number)
{
    size_t which = strtoul(number, NULL, 10);
    int rc = first_calls[which].call();
    if (rc != 0)
        fprintf(stderr, "%s: %d %s\n", first_calls[which].name, rc, skt_error_name(rc) ? skt_error_name(rc) : "");
    return rc == 0 ? 0 : 1;
}

static void test_start__any_call_may_be_the_first(void **state)
{
    (void)state;
    int failed = 0;
    for (size_t i = 0; i < COUNT_OF(first_calls); i++) {
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
    if (argc == 3 && strcmp(argv[1], "begin") == 0) return begin_with(argv[2]);
    const struct CMUnitTest tests[] = {
        TEST(test_start__any_call_may_be_the_first),
    };
    return RUN(tests);
}
