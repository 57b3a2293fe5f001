/* SPDX-License-Identifier: MIT */
#include "histogram.h"

#include "../say.h"
#include "quantity.h"

#include <inttypes.h>
#include <string.h>

#define ROWS  40
#define CELLS 50

/* The bounds between rows: 1, 2, 5, 10, 20 ... nanoseconds. */
static int64_t bound(size_t i)
{
    static const int64_t steps[] = {1, 2, 5};
    int64_t power = 1;
    for (size_t decade = i / 3; decade > 0; decade--) power *= 10;
    return steps[i % 3] * power;
}

/* Prints a bar whose length is in eighths of a character. */
static void print_bar(double eighths)
{
    static const char *const parts[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    char bar[CELLS * 3 + 4] = "";
    size_t whole = (size_t)eighths / 8;
    for (size_t i = 0; i < whole; i++) memcpy(bar + 3 * i, "█", 4);
    memcpy(bar + 3 * whole, parts[(size_t)eighths % 8], strlen(parts[(size_t)eighths % 8]) + 1);
    print(OS_STDOUT, "%s\n", eighths > 0 && eighths < 1 ? parts[1] : bar);
}

void histogram_print(const struct hdr_histogram *h)
{
    int64_t counts[ROWS] = {0}, most = 0;
    size_t first = ROWS, last = 0;
    struct hdr_iter iter;
    hdr_iter_recorded_init(&iter, h);
    while (hdr_iter_next(&iter)) {
        size_t row = 0;
        while (row + 1 < ROWS && iter.value >= bound(row + 1)) row++;
        counts[row] += iter.count;
        if (counts[row] > most) most = counts[row];
        if (row < first) first = row;
        last = row;
    }
    for (size_t row = first; row <= last && row < ROWS; row++) {
        char from[QUANTITY_MAX], to[QUANTITY_MAX];
        print(OS_STDOUT, "  %7s to %-7s %10" PRId64 " ", quantity_span((double)bound(row), from),
              quantity_span((double)bound(row + 1), to), counts[row]);
        print_bar((double)counts[row] * CELLS * 8 / (double)most);
    }
}
