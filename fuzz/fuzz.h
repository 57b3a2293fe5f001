/* SPDX-License-Identifier: MIT */
/* What every fuzzer needs: the function that libFuzzer or replay.c calls, and claims that end the program. */
#ifndef SKT_FUZZ_H
#define SKT_FUZZ_H

#include <skt/skt.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Not assert, which a release build leaves out. */
#define CLAIM(what)                                                              \
    do {                                                                         \
        if (!(what)) {                                                           \
            fprintf(stderr, "%s:%d: not true: %s\n", __FILE__, __LINE__, #what); \
            abort();                                                             \
        }                                                                        \
    } while (0)

/* The input as a string in memory of exactly its size, so that one byte read too far is seen. */
static inline char *string_of(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    CLAIM(text != NULL);
    if (size > 0) memcpy(text, data, size);
    text[size] = '\0';
    return text;
}

#endif
