/* SPDX-License-Identifier: MIT */
/* Building a text in a fixed buffer: characters that do not fit are counted but not written. */
#ifndef SKT_TEXT_H
#define SKT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct skt__text {
    char *out;
    size_t size;
    size_t len; /* of the whole text, including what did not fit */
} skt__text;

void skt__put_char(skt__text *text, char c);
void skt__put(skt__text *text, const char *string);
void skt__put_decimal(skt__text *text, uint64_t value);

/* Lower case, with at least `digits` digits. */
void skt__put_hex(skt__text *text, uint64_t value, int digits);

/* Two hex digits for each byte, with `between` between them. */
void skt__put_between(skt__text *text, const uint8_t *bytes, size_t count, const char *between);

/* Writes the final zero and returns the length of the whole text, as snprintf(3) does. */
int skt__put_end(skt__text *text);

/* The value of a hex digit, -1 for any other character. */
int skt__hex_digit(char c);

/*
 * Reads digits of the base and moves *at behind them; false if there are none or the number is above `most`.
 */
bool skt__take_number(const char **at, unsigned base, uint64_t most, uint64_t *out);

/*
 * Reads two hex digits for each byte to the end of the text, with `between` between bytes unless it is '\0'. Returns
 * the number of bytes, or -1 if the text is not of this form or has more than `max`.
 */
int skt__take_bytes(const char *at, char between, uint8_t *out, size_t max);

/* Whether a text begins with the prefix of an address form, such as "unix:", and so is not a host name. */
bool skt__has_prefix(const char *text);

/* Whether a service is a number outside 0 to 65535, which glibc would take modulo 65536. */
bool skt__is_port_out_of_range(const char *service);

#endif
