/* SPDX-License-Identifier: MIT */
/* What the tool says: its output, messages on stderr, and values as people read them. */
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

/* Writes to stdout or stderr at once; no more than PRINT_MAX bytes. Nothing in the tool writes in another way. */
void print(os_stream to, const char *format, ...) SAY_PRINTF(2, 3);
#define PRINT_MAX 2048

/* The same with a text of any length. */
void print_text(os_stream to, const char *text);

/* Whether all that went to stdout could be written. If not, that was said as it happened, and nothing more goes there. */
bool print_is_complete(void);

/* Puts more behind the text that is in `out` already, as far as there is room. */
void append(char *out, size_t size, const char *format, ...) SAY_PRINTF(3, 4);

/* Room for what the functions below write. */
#define SAY_MAX 320

/* What the functions that complain call before they write, to clear the line that they write on. NULL: nothing. */
void say_first(void (*call)(void));

/* Writes "skt: " and the message as a line to stderr; returns STATUS_FAILED. */
int complain(const char *format, ...) SAY_PRINTF(1, 2);

/* The same with STATUS_USAGE. */
int complain_of_usage(const char *format, ...) SAY_PRINTF(1, 2);

/* Complains of a result: "skt: SUBJECT: ECONNREFUSED: nobody accepts ...". After an interrupt its status is returned. */
int complain_of(const char *subject, int rc);

/* "ECONNREFUSED: nobody accepts connections there", or the number where it has no name. */
const char *explain(int rc, char out[SAY_MAX]);

/* How many bytes the character at `text` has that a terminal shows; 0 where it would obey it, or it is none. */
size_t printable_bytes(const char *text);

/* A text from outside, without what could play tricks with a terminal; cut to the room. */
const char *printable(const char *text, char out[SAY_MAX]);

/* "17 B", "1.5 GiB". */
const char *bytes_text(uint64_t count, char out[SAY_MAX]);

/* "0:07", "1:02:03". */
const char *clock_text(skt_duration span, char out[SAY_MAX]);

#endif
