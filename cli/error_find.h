/* SPDX-License-Identifier: MIT */
/* Finding errors by the number, name or text of any system. */
#ifndef SKT_CLI_ERROR_FIND_H
#define SKT_CLI_ERROR_FIND_H

#include <skt/skt.h>

enum {
    ERROR_ON_LINUX,
    ERROR_ON_MACOS,
    ERROR_ON_FREEBSD,
    ERROR_ON_NETBSD,
    ERROR_ON_OPENBSD,
    ERROR_ON_ILLUMOS,
    ERROR_ON_WINDOWS,
    ERROR_SYSTEMS
};
extern const char *const error_systems[ERROR_SYSTEMS]; /* "Linux" */

/* The positive number of an error on a system; 0 if it has none. */
int error_number_on(int rc, int system);

/* Whether this system has the error. */
bool error_is_here(int rc);

/*
 * Reads a number in the forms that logs have: 111, -111, 0x6f, 4294967185 (-111 as unsigned), 0x8007274d (an HRESULT
 * with the Windows code 10061).
 */
bool error_read_number(const char *text, int *out);

/* Finds a name without regard to case, with or without SKT_ or WSA. */
bool error_read_name(const char *text, int *out);

/*
 * Finds the errors that have this text on some system, except for a final dot; if there are none, those whose text or
 * sentence contains all words. Returns their number, and stores at most `max`.
 */
size_t error_read_text(const char *text, int *out, size_t max);

/* The name with the most similar spelling, or else one that begins with the text; NULL if there is none. */
const char *error_name_like(const char *text);

#endif
