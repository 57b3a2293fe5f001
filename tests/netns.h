/* SPDX-License-Identifier: MIT */
/* Linux: a network of the test's own, so that its interfaces, routes and rules are nobody else's. network_namespaces(7). */
#ifndef SKT_TESTS_NETNS_H
#define SKT_TESTS_NETNS_H

#include "support.h"

/*
 * A group setup: moves the program into a network of its own, where lo is up, and makes a second one beside it. Where
 * that is not permitted the tests that need it skip.
 */
int netns_setup(void **state);
int netns_teardown(void **state);

/* Leaves the test where there is no network of its own. */
#define NEEDS_NETNS()                                                                        \
    do {                                                                                     \
        if (netns_lack() != NULL) SKIP("no network namespace of its own: %s", netns_lack()); \
    } while (0)
const char *netns_lack(void);

/* Runs a shell command in the network, and fails the test if that fails. Leaves the test where a program is missing. */
#define NETNS_RUN(command)                                                                            \
    do {                                                                                              \
        if (!netns_run(command, __FILE__, __LINE__)) SKIP("a program of \"%s\" is missing", command); \
    } while (0)
bool netns_run(const char *command, const char *file, int line);

/* The status of a command in either network; 127 where a program is missing. */
int netns_status(const char *command, bool far);

/* The number that a command prints there. */
uint64_t netns_number(const char *command, bool far);

/* A socket that lives in the second network. */
skt_socket netns_open_far(int family, int type, int protocol);

/*
 * A cable between the two, once per program: near (10.9.0.1, fd09::1) here, far (10.9.0.2 and .3, fd09::2 and ::3) over
 * there. It carries packets when this returns. In either network its end has the index below.
 */
enum { NEAR_INDEX = 71, FAR_INDEX = 72 };
#define NEEDS_CABLE()                                       \
    do {                                                    \
        NEEDS_NETNS();                                      \
        if (!netns_cable()) SKIP("ip(8) is not installed"); \
    } while (0)
bool netns_cable(void);

#endif
