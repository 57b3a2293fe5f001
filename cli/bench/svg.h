/* SPDX-License-Identifier: MIT */
/* A chart of a run. */
#ifndef SKT_CLI_BENCH_SVG_H
#define SKT_CLI_BENCH_SVG_H

#include "../os.h"
#include "result.h"

/* Opens the file and truncates it. Prints a message on error. A status. */
int svg_open(const char *path, skt_file *out);

/* Writes the chart and closes the file. Prints a message on error. A status. */
int svg_write(const result *r, skt_file file);

#endif
