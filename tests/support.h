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

#define TEST(name)     cmocka_unit_test(name)
#define RUN(tests)     cmocka_run_group_tests(tests, NULL, NULL)
#define COUNT_OF(rows) (sizeof(rows) / sizeof((rows)[0]))

/* Fails with the names of both results, not their numbers. */
#define assert_rc(got, wanted) skt_test_assert_rc((int)(got), (int)(wanted), #got, __FILE__, __LINE__)

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

/* Whether valgrind runs the tests, which shows the kernel no bad pointer, keeps descriptors for itself, and is slow. */
bool under_valgrind(void);
#define NOT_UNDER_VALGRIND(why)                      \
    do {                                             \
        if (under_valgrind()) SKIP("valgrind " why); \
    } while (0)

void skt_test_assert_rc(int got, int wanted, const char *what, const char *file, int line);
void skt_test_assert_ok(int got, const char *what, const char *file, int line);

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
connection unix_pair(int type);
void close_both(connection *c);

#endif
