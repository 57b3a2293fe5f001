/* SPDX-License-Identifier: MIT */
/* For every fuzzer: the function that libFuzzer or replay.c calls, and assertions. */
#ifndef SKT_FUZZ_H
#define SKT_FUZZ_H

#include <skt/skt.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Unlike assert, it also works in release builds. */
#define CLAIM(what)                                                              \
    do {                                                                         \
        if (!(what)) {                                                           \
            fprintf(stderr, "%s:%d: not true: %s\n", __FILE__, __LINE__, #what); \
            abort();                                                             \
        }                                                                        \
    } while (0)

/* Copies the input to a string of exactly its size, so that AddressSanitizer detects reads behind it. */
static inline char *string_of(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    CLAIM(text != NULL);
    if (size > 0) memcpy(text, data, size);
    text[size] = '\0';
    return text;
}

#endif
