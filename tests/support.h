/* SPDX-License-Identifier: MIT */
/* For every test program: cmocka, skips with a message, and sockets on loopback. */
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

/* A test that fails if it leaves more handles open than before. Not on Windows, where the system opens some itself. */
#define TEST(name) cmocka_unit_test_setup_teardown(name, skt_test_count_handles, skt_test_compare_handles)
int skt_test_count_handles(void **state);
int skt_test_compare_handles(void **state);

#define COUNT_OF(rows) (sizeof(rows) / sizeof((rows)[0]))

/* Runs the tests whose names match SKT_TEST, in which * stands for any text; all tests if it is not set. */
#define RUN(tests) RUN_WITH(tests, NULL, NULL)
#define RUN_WITH(tests, setup, teardown) \
    (cmocka_set_test_filter(getenv("SKT_TEST")), cmocka_run_group_tests(tests, setup, teardown))

/* On failure prints the names of both results instead of numbers. */
#define assert_rc(got, wanted) skt_test_assert_rc((int)(got), (int)(wanted), #got, __FILE__, __LINE__)

/*
 * Fails unless the entry has exactly the wanted events. If an event has several bits, one of them suffices.
 */
#define assert_events(got, wanted) skt_test_assert_events(got, wanted, #got, __FILE__, __LINE__)

/* Fails unless the result is zero or more. */
#define assert_ok(got) skt_test_assert_ok((int)(got), #got, __FILE__, __LINE__)

/* Skips the rest of the test with a message. Handles that are open then are not counted. */
extern bool skt_test_skipped;
#define SKIP(...)                      \
    do {                               \
        printf("SKIP %s: ", __func__); \
        printf(__VA_ARGS__);           \
        printf("\n");                  \
        skt_test_skipped = true;       \
        skip();                        \
    } while (0)

/* Skips the test if Wine deviates from Windows. On Windows the test continues, and fails if the deviation is there. */
#define IF_WINE_DEVIATES(condition, ...)                             \
    do {                                                             \
        if ((condition) && under_wine()) SKIP("Wine: " __VA_ARGS__); \
    } while (0)

/* Skips the test if this machine has no Unix sockets. */
#define NEEDS_UNIX()                                                  \
    do {                                                              \
        int lack = unix_lack();                                       \
        if (lack < 0) SKIP("Unix sockets: %s", skt_error_name(lack)); \
    } while (0)
int unix_lack(void);

/* Whether valgrind runs the tests. It checks pointers before the kernel does, reserves descriptors, and is slow. */
bool under_valgrind(void);
#define NOT_UNDER_VALGRIND(why)                      \
    do {                                             \
        if (under_valgrind()) SKIP("valgrind " why); \
    } while (0)

/*
 * Fails unless the socket has the mode. On systems where that cannot be read, a receive finds out; the socket must be
 * connected and have no data.
 */
#define assert_mode(s, nonblocking) skt_test_assert_mode(s, nonblocking, __FILE__, __LINE__)

void skt_test_assert_mode(skt_socket s, bool nonblocking, const char *file, int line);
void skt_test_assert_rc(int got, int wanted, const char *what, const char *file, int line);
void skt_test_assert_events(short got, short wanted, const char *what, const char *file, int line);
void skt_test_assert_ok(int got, const char *what, const char *file, int line);

/* The error of this version of the system for an option of host.young; 0 if it has the option. */
int young_lack(skt_socket s, skt_option option);

/* The index of the loopback interface, whose name differs between systems. */
int loopback_index(void);

/* Whether the error means that there is no such interface. */
bool is_no_interface(int rc);

/* Fails if the socket still has an error after it was read, except with Wine, where it does. */
#define assert_taken(s) skt_test_assert_taken(s, __FILE__, __LINE__)
void skt_test_assert_taken(skt_socket s, const char *file, int line);

/* Parses an address; fails the test if the text is invalid. */
skt_addr address(const char *text);

/* An address filled with a pattern, to detect which bytes a call writes. */
skt_addr dirty(void);

/* Fails unless the two are equal in both orders and have the same hash. */
#define assert_same(a, b) skt_test_assert_same(a, b, __FILE__, __LINE__)
void skt_test_assert_same(const skt_addr *a, const skt_addr *b, const char *file, int line);

/* Fails unless the text parses to an address that prints as `written`, which parses to the same address. */
#define assert_round_trip(text, written) skt_test_assert_round_trip(text, written, __FILE__, __LINE__)
void skt_test_assert_round_trip(const char *text, const char *written, const char *file, int line);

/* A new socket bound to the address, or to that of the text ("127.0.0.1:0"). *here gets its address. */
skt_socket bound_to(const skt_addr *addr, int type, skt_addr *here);
skt_socket bound(const char *text, int type, skt_addr *here);

/* A listening TCP socket, bound in the same way. */
skt_socket listener(const char *text, skt_addr *here);

/* A listener on all IPv6 addresses, and on all IPv4 ones unless `only`. *v4_out is 127.0.0.1 with its port. */
skt_socket v6_listener(bool only, skt_addr *v4_out);

/* The time since then. */
skt_duration since(skt_deadline then);

/* Waits for one event for at most 20 seconds. */
void wait_for(skt_socket s, short events);

/*
 * Two connected sockets: a TCP connection over the loopback address, or a pair of UDP sockets connected to each other.
 */
typedef struct connection {
    skt_socket client;
    skt_socket server;
} connection;
connection tcp_connection(const char *text);
connection udp_connection(const char *text);
connection unix_pair(int type); /* skips the test if the system has no pairs of the type */
void close_both(connection *c);

#endif
