/* SPDX-License-Identifier: MIT */
/* Standard input and output as the two ends of a stream. */
#ifndef SKT_CLI_STDIO_H
#define SKT_CLI_STDIO_H

#include <skt/skt.h>

/* Reads what is available, or waits for it; 0 at the end. */
skt_ssize stdio_read(void *out, size_t len);

bool stdio_input_is_terminal(void);
bool stdio_output_is_terminal(void);

/* Standard input and output as files, for skt_sendfile and skt_splice. */
skt_file stdio_input(void);
skt_file stdio_output(void);

/* Standard output where poll tells that nobody reads it any more, by an event nobody asked for; SKT_INVALID_SOCKET else. */
skt_socket stdio_output_polled(void);

/* Where standard input stands if it is a regular file, and how long that is: else SKT_ESPIPE. */
int stdio_input_place(uint64_t *offset_out, uint64_t *len_out);

/* The time of day, in microseconds since 1970. */
int64_t stdio_time(void);

/* The exit status if the reader of the output has closed it: 141, but 1 if SIGPIPE was ignored, and on Windows. */
int stdio_broken_status(void);

/* Runs a program with the socket as its standard input and output. `*status_out` is its exit status. */
int stdio_run(skt_socket s, char *const words[], int *status_out);

#endif
