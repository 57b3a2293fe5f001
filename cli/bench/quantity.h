/* SPDX-License-Identifier: MIT */
/* Numbers with units for people. Prefixes are powers of 1000. */
#ifndef SKT_CLI_BENCH_QUANTITY_H
#define SKT_CLI_BENCH_QUANTITY_H

#define QUANTITY_MAX 32

const char *quantity_bits(double per_second, char out[QUANTITY_MAX]); /* "41.7 Gbit/s" */
const char *quantity_bytes(double count, char out[QUANTITY_MAX]);     /* "5.21 GB" */
const char *quantity_span(double ns, char out[QUANTITY_MAX]);         /* "21.3 us" */

#endif
