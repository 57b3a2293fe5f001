/* SPDX-License-Identifier: MIT */
/* A pipe for skt_splice. */
#ifndef SKT_CLI_PIPE_H
#define SKT_CLI_PIPE_H

#include <skt/skt.h>

/* Whether there are pipes that can be spliced. */
bool pipe_is_spliced(void);

/* Gives a pipe more room, if the file is one and it may have that. */
void pipe_enlarge(skt_file file);

/* The end that is read, and the one that is written; SKT_EUNSUPPORTED where nothing can be spliced. */
int pipe_open(skt_file out[2]);
void pipe_close(const skt_file ends[2]);

#endif
