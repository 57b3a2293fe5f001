/* SPDX-License-Identifier: MIT */
/* Axes of a chart: the positions of values, and the marks. */
#ifndef SKT_CLI_BENCH_AXIS_H
#define SKT_CLI_BENCH_AXIS_H

#include <stdbool.h>
#include <stddef.h>

#define AXIS_MARKS 32

typedef struct axis {
    double least, most; /* the values at its ends */
    double from, to;    /* the coordinates of both */
    bool logarithmic;
    double marks[AXIS_MARKS];
    size_t mark_count;
} axis;

/* An axis from 0 to a round number at `most` or above it. */
axis axis_linear(double most, double from, double to);

/* An axis of powers of ten with 1, 2 and 5 of each around two positive values. */
axis axis_logarithmic(double least, double most, double from, double to);

double axis_place(const axis *a, double value);

#endif
