/* SPDX-License-Identifier: MIT */
/*
 * Runs each operation by libc and by skt, for calls.py to count the instructions.
 *
 *     bench_calls list     one line per operation: its name, and `above`, `at_most`, `percent` and `static_only`
 *     bench_calls TIMES    runs them
 */
#include "ops.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void run(const operation *o, loop *which, long times)
{
    if (o->before) o->before(times);
    which(times);
    if (o->after) o->after(times);
}

static void run_or_list(const operation *all, size_t count, long times, bool list)
{
    for (const operation *o = all; o < all + count; o++) {
        if (list) {
            printf("%s %d %d %d %d\n", o->name, o->above, o->at_most, o->percent, o->static_only);
            continue;
        }
        run(o, o->raw, times);
        run(o, o->skt, times);
    }
}

int main(int argc, char **argv)
{
    long times = argc == 2 ? strtol(argv[1], NULL, 10) : 0;
    bool list = argc == 2 && strcmp(argv[1], "list") == 0;
    if (!list && (times < 1 || times > MOST_TIMES)) {
        fprintf(stderr, "usage: bench_calls list | 1..%d\n", MOST_TIMES);
        return 2;
    }
    if (!list) operations_begin();
    run_or_list(operations, operation_count, times, list);
    run_or_list(message_operations, message_operation_count, times, list);
    return 0;
}
