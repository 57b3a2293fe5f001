/* SPDX-License-Identifier: MIT */
/* Standard input as the source of a transfer. A thread reads it, so that one can wait for it and a socket at once. */
#ifndef SKT_CLI_INPUT_H
#define SKT_CLI_INPUT_H

#include <skt/skt.h>

/* Starts the thread; only once at a time. Returns 0 or an error. */
int input_begin(void);

/*
 * Waits for input, for data at the socket, for an interrupt or until the deadline. Returns the count of input bytes,
 * which stay valid until the next call, 0 at the end, or SKT_EAGAIN if something else ended the wait.
 */
skt_ssize input_take(const char **out, skt_socket other, skt_deadline deadline);

#endif
