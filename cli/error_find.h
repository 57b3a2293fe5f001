/* SPDX-License-Identifier: MIT */
/* Errors by what any system calls them: its number, its name, its text. */
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

/* The positive number that a system has for an error, 0 for none. */
int error_number_on(int rc, int system);

/* Whether the running system has the error; a name that only others have is smaller than all of its codes. */
bool error_is_here(int rc);

/*
 * Reads a number as it is met in logs: 111, -111, 0x6f, 4294967185 (-111 without its sign), 0x8007274d (an HRESULT with
 * the Windows code 10061).
 */
bool error_read_number(const char *text, int *out);

/* Finds a name of any case, with SKT_ or WSA before it or not. */
bool error_read_name(const char *text, int *out);

/*
 * The errors whose text this is on some system, without a dot at its end; if there are none, those whose text or sentence has
 * all of its words. Returns how many there are, and writes no more than `max`.
 */
size_t error_read_text(const char *text, int *out, size_t max);

/* The name that is spelled most like the text, or else begins with it; NULL if none is near. */
const char *error_name_like(const char *text);

#endif
