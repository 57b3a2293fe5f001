/* SPDX-License-Identifier: MIT */
#include "quantity.h"

#include <stdio.h>

/* Prints three significant digits. */
static const char *write(double value, const char *const units[], size_t count, char out[QUANTITY_MAX])
{
    size_t unit = 0;
    for (; unit + 1 < count && value >= 999.5; unit++) value /= 1000;
    int decimals = value >= 99.95 || (value >= 0 && unit == 0 && value < 1000) ? 0 : value >= 9.995 ? 1 : 2;
    snprintf(out, QUANTITY_MAX, "%.*f %s", decimals, value, units[unit]);
    return out;
}

const char *quantity_bits(double per_second, char out[QUANTITY_MAX])
{
    static const char *const units[] = {"bit/s", "kbit/s", "Mbit/s", "Gbit/s", "Tbit/s"};
    return write(per_second, units, 5, out);
}

const char *quantity_bytes(double count, char out[QUANTITY_MAX])
{
    static const char *const units[] = {"B", "kB", "MB", "GB", "TB", "PB"};
    return write(count, units, 6, out);
}

const char *quantity_span(double ns, char out[QUANTITY_MAX])
{
    static const char *const units[] = {"ns", "us", "ms", "s"};
    return write(ns, units, 4, out);
}
