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
#include <string.h>

#include <cmocka.h>

#include "host.h"

#define TEST(name)     cmocka_unit_test(name)
#define RUN(tests)     cmocka_run_group_tests(tests, NULL, NULL)
#define COUNT_OF(rows) (sizeof(rows) / sizeof((rows)[0]))

/* Fails with the names of both results, not their numbers. */
#define assert_rc(got, wanted) skt_test_assert_rc((int)(got), (int)(wanted), #got, __FILE__, __LINE__)

/*
 * Fails unless the events of an entry are those wanted and no other. An event may be of several bits: one is enough.
 */
#define assert_events(got, wanted) skt_test_assert_events(got, wanted, #got, __FILE__, __LINE__)

/* Fails unless the result is zero or more. */
#define assert_ok(got) skt_test_assert_ok((int)(got), #got, __FILE__, __LINE__)

/* Leaves the test, saying why. */
#define SKIP(...)                      \
    do {                               \
        printf("SKIP %s: ", __func__); \
        printf(__VA_ARGS__);           \
        printf("\n");                  \
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

/* A listening TCP socket on a free port of the address ("127.0.0.1:0"), whose address goes to *here. */
skt_socket listener(const char *text, skt_addr *here);

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
