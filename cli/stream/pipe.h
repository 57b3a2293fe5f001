/* SPDX-License-Identifier: MIT */
/* Pipes for skt_splice. */
#ifndef SKT_CLI_PIPE_H
#define SKT_CLI_PIPE_H

#include <skt/skt.h>

/* Whether the system can splice pipes. */
bool pipe_is_spliced(void);

/* Enlarges the buffer if the file is a pipe and the system permits it. */
void pipe_enlarge(skt_file file);

/* Makes a pipe: the reading end, then the writing end. SKT_EUNSUPPORTED if the system cannot splice. */
int pipe_open(skt_file out[2]);
void pipe_close(const skt_file ends[2]);

#endif
