/* SPDX-License-Identifier: MIT */
/* The operations that the benchmarks compare: each as libc does it and as skt does it, in loops of the same form. */
#ifndef SKT_BENCH_OPS_H
#define SKT_BENCH_OPS_H

#include <stdbool.h>
#include <stddef.h>

typedef void loop(long times);

typedef struct operation {
    const char *name;
    loop *raw;
    loop *skt;
    loop *before; /* fills what the loops will empty; may be NULL */
    loop *after;  /* empties what they filled; may be NULL */
    /* The most instructions that skt may need: so many more than raw, so many in all, or a share of raw; 0 where there is no limit. */
    int above;
    int at_most;
    int percent;      /* of raw; 0 where there is no such limit */
    bool option;      /* sets or gets one */
    bool no_call;     /* makes no system call, beside which its time would be small: by the clock it is not measured */
    bool static_only; /* the shared library, with one more jump per call, need not hold it */
} operation;

extern const operation operations[];
extern const size_t operation_count;

/* How often a loop may run between `before` and `after`: more would not fit into the sockets' buffers. */
#define MOST_TIMES 200

/* Makes the sockets; ends the program if it cannot. */
void operations_begin(void);

#endif
