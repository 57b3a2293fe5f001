/* SPDX-License-Identifier: MIT */
/*
 * Measures the time of each operation through skt relative to libc's calls, in one process and in a new random order
 * each round, so that disturbances of the machine affect all alike. If a median exceeds its limit, measures everything
 * again, at most twice, to tell a real cost from noise. Exits with 1 if an operation exceeded its limit each time.
 *
 *     bench_time [ROUNDS]
 */
#include "ops.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define LIMIT        1.03
#define OPTION_LIMIT 1.05 /* options are the cheapest calls, and need a look into a table */
#define ATTEMPTS     3
#define ROUNDS       300
#define MOST         2000
#define CANDIDATES   2 /* of each operation: raw, skt */
#define ROWS         32

static double seconds[ROWS][CANDIDATES];
static double ratios[ROWS][MOST];

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static uint64_t random_below(uint64_t n)
{
    static uint64_t state = 0x9e3779b97f4a7c15;
    state ^= state << 13, state ^= state >> 7, state ^= state << 17;
    return state % n;
}

static void shuffle(size_t *slots, size_t count)
{
    for (size_t i = count - 1; i > 0; i--) {
        size_t j = random_below(i + 1), kept = slots[i];
        slots[i] = slots[j];
        slots[j] = kept;
    }
}

static void measure(const operation *o, loop *which, double *out)
{
    if (o->before) o->before(MOST_TIMES);
    double start = now();
    which(MOST_TIMES);
    *out = now() - start;
    if (o->after) o->after(MOST_TIMES);
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Runs every candidate once, in random order. */
static void run_round(size_t round)
{
    size_t slots[ROWS * CANDIDATES], count = operation_count * CANDIDATES;
    for (size_t i = 0; i < count; i++) slots[i] = i;
    shuffle(slots, count);
    for (size_t i = 0; i < count; i++) {
        size_t row = slots[i] / CANDIDATES, candidate = slots[i] % CANDIDATES;
        const operation *o = &operations[row];
        measure(o, candidate == 0 ? o->raw : o->skt, &seconds[row][candidate]);
    }
    for (size_t row = 0; row < operation_count; row++) ratios[row][round] = seconds[row][1] / seconds[row][0];
}

/* Sorts and prints the rounds. Returns the number of operations whose median has never been within the limit. */
static int report(size_t rounds)
{
    static bool held[ROWS];
    int above = 0;
    printf("%-16s%8s%16s%8s\n", "", "median", "p25..p75", "limit");
    for (size_t row = 1; row < operation_count; row++) {
        if (operations[row].no_call) continue;
        double *r = ratios[row], limit = operations[row].option ? OPTION_LIMIT : LIMIT;
        qsort(r, rounds, sizeof *r, compare);
        double median = r[rounds / 2];
        held[row] = held[row] || median <= limit;
        above += !held[row];
        printf("%-16s%8.3f%9.3f..%.3f%8.2f%s\n", operations[row].name, median, r[rounds / 4], r[rounds * 3 / 4], limit,
               held[row] ? "" : "  above");
    }
    return above;
}

int main(int argc, char **argv)
{
    size_t rounds = argc > 1 ? strtoul(argv[1], NULL, 10) : ROUNDS;
    if (rounds < 1 || rounds > MOST || operation_count > ROWS) {
        fprintf(stderr, "usage: bench_time [1..%d]\n", MOST);
        return 2;
    }
    operations_begin();
    int above = 1;
    for (int attempt = 0; attempt < ATTEMPTS && above; attempt++) {
        for (size_t round = 0; round < rounds; round++) run_round(round);
        printf("time through skt / time of libc's calls, %zu rounds of %d calls\n\n", rounds, MOST_TIMES);
        above = report(rounds);
        printf("\n");
    }
    return above ? 1 : 0;
}
