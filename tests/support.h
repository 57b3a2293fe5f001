/* SPDX-License-Identifier: MIT */
/* What every test program needs: cmocka, loud skips, and sockets on loopback ready to use. */
#ifndef SKT_TESTS_SUPPORT_H
#define SKT_TESTS_SUPPORT_H

#include <skt/skt.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "host.h"

/* A test that leaves as many handles open as there were, or fails. On Windows the system opens some of its own. */
#define TEST(name) cmocka_unit_test_setup_teardown(name, skt_test_count_handles, skt_test_compare_handles)
int skt_test_count_handles(void **state);
int skt_test_compare_handles(void **state);

#define COUNT_OF(rows) (sizeof(rows) / sizeof((rows)[0]))

/* Of the tests those whose names match SKT_TEST, which may have a * in it; all of them without. */
#define RUN(tests) RUN_WITH(tests, NULL, NULL)
#define RUN_WITH(tests, setup, teardown) \
    (cmocka_set_test_filter(getenv("SKT_TEST")), cmocka_run_group_tests(tests, setup, teardown))

/* Fails with the names of both results, not their numbers. */
#define assert_rc(got, wanted) skt_test_assert_rc((int)(got), (int)(wanted), #got, __FILE__, __LINE__)

/*
 * Fails unless the events of an entry are those wanted and no other. An event may be of several bits: one is enough.
 */
#define assert_events(got, wanted) skt_test_assert_events(got, wanted, #got, __FILE__, __LINE__)

/* Fails unless the result is zero or more. */
#define assert_ok(got) skt_test_assert_ok((int)(got), #got, __FILE__, __LINE__)

/* Leaves the test, saying why. What it has open then is not counted. */
extern bool skt_test_skipped;
#define SKIP(...)                      \
    do {                               \
        printf("SKIP %s: ", __func__); \
        printf(__VA_ARGS__);           \
        printf("\n");                  \
        skt_test_skipped = true;       \
        skip();                        \
    } while (0)

/* Leaves the test where Wine does what Windows does not. On Windows the test goes on, and fails. */
#define IF_WINE_DEVIATES(condition, ...)                             \
    do {                                                             \
        if ((condition) && under_wine()) SKIP("Wine: " __VA_ARGS__); \
    } while (0)

/* Leaves the test where this machine has no Unix sockets. */
#define NEEDS_UNIX()                                                  \
    do {                                                              \
        int lack = unix_lack();                                       \
        if (lack < 0) SKIP("Unix sockets: %s", skt_error_name(lack)); \
    } while (0)
int unix_lack(void);

/* Whether valgrind runs the tests, which shows the kernel no bad pointer, keeps descriptors for itself, and is slow. */
bool under_valgrind(void);
#define NOT_UNDER_VALGRIND(why)                      \
    do {                                             \
        if (under_valgrind()) SKIP("valgrind " why); \
    } while (0)

/*
 * Fails unless the socket has the mode. Where that cannot be read, a receive shows it if the socket is connected and
 * nothing has come for it.
 */
#define assert_mode(s, nonblocking) skt_test_assert_mode(s, nonblocking, __FILE__, __LINE__)

void skt_test_assert_mode(skt_socket s, bool nonblocking, const char *file, int line);
void skt_test_assert_rc(int got, int wanted, const char *what, const char *file, int line);
void skt_test_assert_events(short got, short wanted, const char *what, const char *file, int line);
void skt_test_assert_ok(int got, const char *what, const char *file, int line);

/* What this version of the system says of an option that is too young for it; 0 where it has it. host.young. */
int young_lack(skt_socket s, skt_option option);

/* The index of the loopback interface, which has another name on each system. */
int loopback_index(void);

/* Whether the result says that there is no such interface. */
bool is_no_interface(int rc);

/* Fails if an error waits on the socket after it was taken, which with Wine it does. */
#define assert_taken(s) skt_test_assert_taken(s, __FILE__, __LINE__)
void skt_test_assert_taken(skt_socket s, const char *file, int line);

/* The address of a text that must be one. */
skt_addr address(const char *text);

/* An address full of what no call would leave there. */
skt_addr dirty(void);

/* Fails unless the two are equal, either way round, and have one hash. */
#define assert_same(a, b) skt_test_assert_same(a, b, __FILE__, __LINE__)
void skt_test_assert_same(const skt_addr *a, const skt_addr *b, const char *file, int line);

/* Fails unless the text is read as an address that is written as `written`, which is read as the same again. */
#define assert_round_trip(text, written) skt_test_assert_round_trip(text, written, __FILE__, __LINE__)
void skt_test_assert_round_trip(const char *text, const char *written, const char *file, int line);

/* A new socket that is bound to the address, or the one of the text ("127.0.0.1:0"); where it is then goes to *here. */
skt_socket bound_to(const skt_addr *addr, int type, skt_addr *here);
skt_socket bound(const char *text, int type, skt_addr *here);

/* A listening TCP socket, which is bound in the same way. */
skt_socket listener(const char *text, skt_addr *here);

/* One that listens on all addresses of IPv6, and of IPv4 too unless `only`; *v4_out is 127.0.0.1 with its port. */
skt_socket v6_listener(bool only, skt_addr *v4_out);

/* How long ago that was. */
skt_duration since(skt_deadline then);

/* Waits for one event for at most 20 seconds. */
void wait_for(skt_socket s, short events);

/* Two connected sockets: a TCP connection over the loopback address, or a pair of UDP sockets connected to each other. */
typedef struct connection {
    skt_socket client;
    skt_socket server;
} connection;
connection tcp_connection(const char *text);
connection udp_connection(const char *text);
connection unix_pair(int type); /* leaves the test where the system makes none of the type */
void close_both(connection *c);

#endif
