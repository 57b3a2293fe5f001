/* SPDX-License-Identifier: MIT */
/* Forked children, for tests of what a process cannot observe in itself. */
#ifndef SKT_TESTS_PROCESS_H
#define SKT_TESTS_PROCESS_H

#include "host.h"
#include "support.h"

/*
 * Runs a function in a child, for at most a minute. Returns its status as waitpid(2) does. The function checks
 * conditions with CHECK and returns 0.
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

/* In a child: sets a limit and uses up all handles but `left`. Returns how many it took, or -1 after an error. */
int use_up_handles(int left);

#endif
