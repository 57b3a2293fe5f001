/* SPDX-License-Identifier: MIT */
/* Standard input as the bytes of a file: a thread reads it, so that whoever waits for it sees all else too. */
#ifndef SKT_CLI_INPUT_H
#define SKT_CLI_INPUT_H

#include <skt/skt.h>

/* 0, or why there is none. There is one at a time. */
int input_begin(void);

/*
 * Waits until there is more, the socket can be received from, an interrupt, or the deadline. The bytes, which stay until
 * the next call: their count, 0 at the end; SKT_EAGAIN if it is not that what has come.
 */
skt_ssize input_take(const char **out, skt_socket other, skt_deadline deadline);

#endif
