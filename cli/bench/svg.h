/* SPDX-License-Identifier: MIT */
/* A picture of a run. */
#ifndef SKT_CLI_BENCH_SVG_H
#define SKT_CLI_BENCH_SVG_H

#include "../os.h"
#include "result.h"

/* Opens the file, of which what it had is lost. Complains. A status. */
int svg_open(const char *path, skt_file *out);

/* Writes the picture and closes the file. Complains. A status. */
int svg_write(const result *r, skt_file file);

#endif
