/* SPDX-License-Identifier: MIT */
/* Building a text in a fixed buffer: what does not fit is counted but not written. */
#ifndef SKT_TEXT_H
#define SKT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct skt__text {
    char *out;
    size_t size;
    size_t len; /* of the whole text, written or not */
} skt__text;

void skt__put_char(skt__text *text, char c);
void skt__put(skt__text *text, const char *string);
void skt__put_decimal(skt__text *text, uint64_t value);

/* With at least `digits` digits, in small letters. */
void skt__put_hex(skt__text *text, uint64_t value, int digits);

/* Two hex digits for each byte, with `between` between them. */
void skt__put_between(skt__text *text, const uint8_t *bytes, size_t count, const char *between);

/* Ends the text and returns its whole length, as snprintf(3) does. */
int skt__put_end(skt__text *text);

/* The value of a hex digit, -1 for any other character. */
int skt__hex_digit(char c);

/*
 * Reads digits of the base up to the first other character, which *at then points to; false for none or above `most`.
 */
bool skt__take_number(const char **at, unsigned base, uint64_t most, uint64_t *out);

/*
 * Reads two hex digits for each byte to the end of the text, with `between` between bytes unless it is '\0'. How many they
 * are, -1 for another text, and for more than max.
 */
int skt__take_bytes(const char *at, char between, uint8_t *out, size_t max);

/* Whether a text begins with the prefix of an address, such as unix:, so that it names no host. */
bool skt__has_prefix(const char *text);

/* Whether a service is the number of no port: glibc takes it modulo 65536. */
bool skt__is_port_out_of_range(const char *service);

#endif
