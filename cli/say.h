/* SPDX-License-Identifier: MIT */
/* The tool's output, its messages on stderr, and values as text for people. */
#ifndef SKT_CLI_SAY_H
#define SKT_CLI_SAY_H

#include "os.h"

#include <stdint.h>

/* The exit statuses; an interrupt has that of os_interrupt_status, 130. */
enum { STATUS_OK, STATUS_FAILED, STATUS_USAGE, STATUS_NOT_REACHED, STATUS_TIMEOUT, STATUS_BROKEN };

#if !defined(__GNUC__)
#define SAY_PRINTF(text, values)
#elif defined(SAY_PRINTF_STYLE) && !defined(__clang__)
#define SAY_PRINTF(text, values) __attribute__((format(SAY_PRINTF_STYLE, text, values)))
#else
#define SAY_PRINTF(text, values) __attribute__((format(printf, text, values)))
#endif

/* Writes at most PRINT_MAX bytes to stdout or stderr, unbuffered. All text output of the tool goes through here. */
void print(os_stream to, const char *format, ...) SAY_PRINTF(2, 3);
#define PRINT_MAX 2048

/* The same for a text of any length. */
void print_text(os_stream to, const char *text);

/*
 * Whether all output to stdout was written. After the first error, which prints a message, further output is dropped.
 */
bool print_is_complete(void);

/* Appends to the text in `out`, as far as there is room. */
void append(char *out, size_t size, const char *format, ...) SAY_PRINTF(3, 4);

/* Room for the texts of the functions below. */
#define SAY_MAX 320

/* Sets a function that is called before a message is printed, to clear the line of a progress bar. NULL for none. */
void say_first(void (*call)(void));

/* Draws a line of progress on stderr over the last one, cut to the width of the terminal, and wipes it off. Spaces cover
   what was there, since not every terminal can erase. */
void say_over(const char *line);
void say_wipe(void);

/* Writes "skt: " and the message as a line to stderr; returns STATUS_FAILED. */
int complain(const char *format, ...) SAY_PRINTF(1, 2);

/* The same with STATUS_USAGE. */
int complain_of_usage(const char *format, ...) SAY_PRINTF(1, 2);

/* Prints "skt: SUBJECT: ECONNREFUSED: nobody accepts ...". Returns STATUS_FAILED, or the status of an interrupt. */
int complain_of(const char *subject, int rc);

/* "ECONNREFUSED: nobody accepts connections there", or the number if it has no name. */
const char *explain(int rc, char out[SAY_MAX]);

/* The length of the character at `text`; 0 if a terminal would interpret it, or if it is invalid. */
size_t printable_bytes(const char *text);

/* A text from outside, with characters that a terminal would interpret replaced; truncated to SAY_MAX. */
const char *printable(const char *text, char out[SAY_MAX]);

/* "17 B", "1.5 GiB". */
const char *bytes_text(uint64_t count, char out[SAY_MAX]);

/* "0:07", "1:02:03". */
const char *clock_text(skt_duration span, char out[SAY_MAX]);

#endif
