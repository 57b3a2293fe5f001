/* SPDX-License-Identifier: MIT */
#include "axis.h"

#include <math.h>

/* The distances between marks: 1, 2 and 5 times powers of ten. */
static double step(size_t i, int power)
{
    static const double steps[] = {1, 2, 5, 10};
    return steps[i] * pow(10, power);
}

axis axis_linear(double most, double from, double to)
{
    axis a = {.from = from, .to = to};
    if (!(most > 0)) most = 1;
    int power = (int)floor(log10(most / 5));
    size_t i = 0;
    while (i < 3 && most / step(i, power) > 6) i++;
    double width = step(i, power);
    size_t count = (size_t)ceil(most / width - 1e-9);
    a.most = width * (double)count;
    for (size_t mark = 0; mark <= count && mark < AXIS_MARKS; mark++) a.marks[a.mark_count++] = width * (double)mark;
    return a;
}

axis axis_logarithmic(double least, double most, double from, double to)
{
    axis a = {.from = from, .to = to, .logarithmic = true};
    if (!(least >= 1)) least = 1;
    if (most < least) most = least;
    int power = (int)floor(log10(least));
    size_t i = 0;
    while (i < 2 && step(i + 1, power) <= least) i++;
    a.least = step(i, power);
    do {
        a.most = step(i, power);
        if (a.mark_count < AXIS_MARKS) a.marks[a.mark_count++] = a.most;
        if (++i == 3) i = 0, power++;
    } while (a.most < most || a.mark_count < 2);
    return a;
}

double axis_place(const axis *a, double value)
{
    double share;
    if (a->logarithmic)
        share = value > a->least ? log(value / a->least) / log(a->most / a->least) : 0;
    else
        share = (value - a->least) / (a->most - a->least);
    return a->from + (share > 1 ? 1 : share) * (a->to - a->from);
}
