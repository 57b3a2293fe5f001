/* SPDX-License-Identifier: MIT */
/* The operations that the benchmarks compare, each by libc and by skt, in loops of the same form. */
#ifndef SKT_BENCH_OPS_H
#define SKT_BENCH_OPS_H

#include <skt/skt.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

typedef void loop(long times);

typedef struct operation {
    const char *name;
    loop *raw;
    loop *skt;
    loop *before; /* sends the data that the loops will receive; may be NULL */
    loop *after;  /* receives the data that the loops have sent; may be NULL */
    /*
     * The most instructions that skt may need: so many more than raw, so many in all, or a share of raw; 0 where there
     * is no limit.
     */
    int above;
    int at_most;
    int percent;      /* of raw; 0 for no such limit */
    bool option;      /* sets or gets an option */
    bool no_call;     /* makes no system call, so that its time is too short to measure by the clock */
    bool static_only; /* the limit does not apply to the shared library, which needs a jump more per call */
} operation;

/* Those of ops.c, and those of ops_message.c. */
extern const operation operations[], message_operations[];
extern const size_t operation_count, message_operation_count;

/* The profiler finds the functions by name, so they must not be inlined or cloned. */
#define RAW(name)      static __attribute__((noinline, noclone)) void bench_raw_##name(long times)
#define SKT(name)      static __attribute__((noinline, noclone)) void bench_skt_##name(long times)
#define BOTH(function) .name = #function, .raw = bench_raw_##function, .skt = bench_skt_##function

static inline __attribute__((noreturn, cold)) void broken(void)
{
    perror("a benchmark's call failed; the last errno");
    exit(2);
}

static inline void check(bool held)
{
    if (!held) broken();
}

/* The most runs of a loop between `before` and `after`, limited by the sockets' buffers. */
#define MOST_TIMES 200

/* Make the sockets; end the program if they cannot. */
void operations_begin(void);
void message_operations_begin(void);

/* A socket on a free port of loopback, and its address. */
skt_socket bound(int type, skt_addr *here);

#endif
