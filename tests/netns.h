/* SPDX-License-Identifier: MIT */
/* Linux: network namespaces of the test's own, with their own interfaces, routes and rules. network_namespaces(7). */
#ifndef SKT_TESTS_NETNS_H
#define SKT_TESTS_NETNS_H

#include "support.h"

/*
 * A group setup: moves the program into a new network namespace, in which lo is up, and makes a second one. If that is
 * not permitted, the tests that need it are skipped.
 */
int netns_setup(void **state);
int netns_teardown(void **state);

/* Skips the test if there is no network namespace. */
#define NEEDS_NETNS()                                                                        \
    do {                                                                                     \
        if (netns_lack() != NULL) SKIP("no network namespace of its own: %s", netns_lack()); \
    } while (0)
const char *netns_lack(void);

/* Runs a shell command in the namespace and fails the test if it fails. Skips the test if a program is missing. */
#define NETNS_RUN(command)                                                                            \
    do {                                                                                              \
        if (!netns_run(command, __FILE__, __LINE__)) SKIP("a program of \"%s\" is missing", command); \
    } while (0)
bool netns_run(const char *command, const char *file, int line);

/* The status of a command in either namespace; 127 if a program is missing. */
int netns_status(const char *command, bool far);

/* The number that a command prints in either namespace. */
uint64_t netns_number(const char *command, bool far);

/* Opens a socket in the second namespace. */
skt_socket netns_open_far(int family, int type, int protocol);

/*
 * A link between the two namespaces, once per program: near (10.9.0.1, fd09::1) in the first, far (10.9.0.2 and .3,
 * fd09::2 and ::3) in the second. It carries packets when this returns. Both ends have the indexes below.
 */
enum { NEAR_INDEX = 71, FAR_INDEX = 72 };
#define NEEDS_CABLE()                                       \
    do {                                                    \
        NEEDS_NETNS();                                      \
        if (!netns_cable()) SKIP("ip(8) is not installed"); \
    } while (0)
bool netns_cable(void);

#endif
