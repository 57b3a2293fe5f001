/* SPDX-License-Identifier: MIT */
/* Building and reading small texts without printf, whose output depends on the locale. */
#include "text.h"

#include "sys.h"

#include <stdlib.h>

void skt__put_char(skt__text *text, char c)
{
    if (text->len + 1 < text->size) text->out[text->len] = c;
    text->len++;
}

void skt__put(skt__text *text, const char *string)
{
    while (*string) skt__put_char(text, *string++);
}

static void put_number(skt__text *text, uint64_t value, unsigned base, int digits)
{
    char reversed[20];
    int count = 0;
    do {
        reversed[count++] = "0123456789abcdef"[value % base];
        value /= base;
    } while (value > 0);
    for (int i = count; i < digits; i++) skt__put_char(text, '0');
    while (count > 0) skt__put_char(text, reversed[--count]);
}

void skt__put_decimal(skt__text *text, uint64_t value)
{
    put_number(text, value, 10, 1);
}

void skt__put_hex(skt__text *text, uint64_t value, int digits)
{
    put_number(text, value, 16, digits);
}

void skt__put_between(skt__text *text, const uint8_t *bytes, size_t count, const char *between)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0) skt__put(text, between);
        skt__put_hex(text, bytes[i], 2);
    }
}

int skt__put_end(skt__text *text)
{
    if (text->size > 0) text->out[text->len < text->size ? text->len : text->size - 1] = '\0';
    return (int)text->len;
}

int skt__hex_digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool skt__take_number(const char **at, unsigned base, uint64_t most, uint64_t *out)
{
    const char *start = *at;
    uint64_t value = 0;
    for (;; ++*at) {
        int digit = skt__hex_digit(**at);
        if (digit < 0 || (unsigned)digit >= base) break;
        if (value > (most - (unsigned)digit) / base) return false;
        value = value * base + (unsigned)digit;
    }
    *out = value;
    return *at > start && value <= most;
}

int skt__take_bytes(const char *at, char between, uint8_t *out, size_t max)
{
    size_t count = 0;
    while (*at) {
        if (count > 0 && between != '\0' && *at++ != between) return -1;
        int high = skt__hex_digit(at[0]);
        int low = high < 0 ? -1 : skt__hex_digit(at[1]);
        if (low < 0 || count == max) return -1;
        out[count++] = (uint8_t)(high << 4 | low);
        at += 2;
    }
    return (int)count;
}

int skt__text_copy(char *out, size_t size, const char *text, size_t len)
{
    skt__text copy = {.out = out, .size = size};
    for (size_t i = 0; i < len; i++) skt__put_char(&copy, text[i]);
    return skt__put_end(&copy);
}

bool skt__is_port_out_of_range(const char *service)
{
    char *end;
    long port = strtol(service, &end, 10);
    return end != service && *end == '\0' && (port < 0 || port > 65535);
}
