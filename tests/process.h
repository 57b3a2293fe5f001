/* SPDX-License-Identifier: MIT */
/* Children that go on from where their parent is, for what a process cannot show of itself. */
#ifndef SKT_TESTS_PROCESS_H
#define SKT_TESTS_PROCESS_H

#include "host.h"
#include "support.h"

/*
 * Runs a function in a child, which ends after a minute at the latest. Returns what waitpid(2) tells of it. The
 * function says with CHECK what must hold, and returns 0.
 */
int child_status(int (*body)(void *context), void *context);

/* Fails unless the child returned 0. */
#define assert_child(body, context) process_assert_child(child_status(body, context), #body, __FILE__, __LINE__)
void process_assert_child(int status, const char *what, const char *file, int line);

#define CHECK(what)                                                           \
    do {                                                                      \
        if (!(what)) {                                                        \
            fprintf(stderr, "%s:%d: child: %s\n", __FILE__, __LINE__, #what); \
            return 1;                                                         \
        }                                                                     \
    } while (0)

/* In a child: takes all handles but `left`, under a limit that holds from then on. Returns how many, -1 for an error. */
int use_up_handles(int left);

#endif
