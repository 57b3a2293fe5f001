/* SPDX-License-Identifier: MIT */
/* Options as text: reading and printing the values of each kind. */
#include "option/as_text.h"

#include "option/facts.h"
#include "option/structure.h"

static const struct {
    char name[8];
    bool value;
} truths[] = {{"true", true}, {"false", false}, {"on", true},  {"off", false},
              {"1", true},    {"0", false},     {"yes", true}, {"no", false}};

bool skt__read_bool(const char *text, bool *out)
{
    for (size_t i = 0; i < sizeof truths / sizeof truths[0]; i++) {
        if (strcmp(text, truths[i].name) != 0) continue;
        *out = truths[i].value;
        return true;
    }
    return false;
}

/* A number in decimal, or in hex with 0x; nothing else may follow. */
bool skt__read_u64(const char *text, uint64_t *out)
{
    bool hex = text[0] == '0' && text[1] == 'x';
    const char *at = hex ? text + 2 : text;
    return skt__take_number(&at, hex ? 16 : 10, UINT64_MAX, out) && *at == '\0';
}

bool skt__read_int(const char *text, int64_t *out)
{
    uint64_t size;
    bool negative = *text == '-';
    if (!skt__read_u64(text + negative, &size) || size > INT64_MAX) return false;
    *out = negative ? -(int64_t)size : (int64_t)size;
    return true;
}

static const struct {
    char name[3];
    int64_t nanoseconds;
} units[] = {{"s", SKT_SECONDS(1)}, {"ms", SKT_MILLISECONDS(1)}, {"us", SKT_MICROSECONDS(1)}, {"ns", 1}};

bool skt__read_duration(const char *text, skt_duration *out)
{
    uint64_t count;
    if (strcmp(text, "forever") == 0) {
        *out = SKT_FOREVER;
        return true;
    }
    if (!skt__take_number(&text, 10, INT64_MAX, &count)) return false;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (strcmp(text, units[i].name) != 0) continue;
        if (count > (uint64_t)(INT64_MAX / units[i].nanoseconds)) return false;
        *out = (skt_duration)count * units[i].nanoseconds;
        return true;
    }
    return false;
}

void skt__put_int(skt__text *text, int64_t value)
{
    if (value < 0) skt__put_char(text, '-');
    skt__put_decimal(text, value < 0 ? 0 - (uint64_t)value : (uint64_t)value);
}

/* Prints the duration in the largest unit that divides it. */
void skt__put_duration(skt__text *text, skt_duration value)
{
    if (value == SKT_FOREVER) {
        skt__put(text, "forever");
        return;
    }
    size_t i = 0;
    while (value % units[i].nanoseconds != 0) i++;
    skt__put_int(text, value / units[i].nanoseconds);
    skt__put(text, units[i].name);
}

static int set_linger_text(skt_socket s, skt_linger_option key, const char *text)
{
    skt_linger value = {.on = strcmp(text, "off") != 0};
    if (value.on && !skt__read_duration(text, &value.time)) return SKT_EINVAL;
    return skt_set_linger(s, key, value);
}

/*
 * Fields that the text does not name keep the value that the system has. They are zero if the option cannot be read,
 * and in arrays.
 */
static int set_fields_text(skt_socket s, skt_bytes_option key, const char *fields, const char *text)
{
    uint8_t bytes[512] = {0};
    size_t len = sizeof bytes;
    int rc = fields[0] == SKT__CODE_ARRAY[0] ? SKT_EUNSUPPORTED : skt_get_bytes(s, key, bytes, &len);
    if (rc < 0) len = 0;
    if (rc == 0 || skt_error_is_unsupported(rc)) rc = skt__read_fields(text, fields, bytes, sizeof bytes, &len);
    return rc < 0 ? rc : skt_set_bytes(s, key, bytes, len);
}

static int set_bytes_text(skt_socket s, skt_bytes_option key, const char *text)
{
    const char *fields = strchr(text, '=') ? skt__fields_of(key.number, SIZE_MAX) : NULL;
    if (fields) return set_fields_text(s, key, fields, text);
    uint8_t bytes[256];
    int len = skt__take_bytes(text, '\0', bytes, sizeof bytes);
    if (len >= 0) return skt_set_bytes(s, key, bytes, (size_t)len);
    return strlen(text) > 2 * sizeof bytes ? SKT_ENAMETOOLONG : SKT_EINVAL;
}

int skt_option_set_text(skt_socket s, skt_option option, const char *text)
{
    const skt__option_fact *fact = skt__find_fact(option.number);
    unsigned number = option.number;
    bool truth;
    int64_t signed_;
    uint64_t unsigned_;
    uint8_t ip[4];
    if (fact == NULL) return skt__refuse_number(option.number);
    switch ((skt_option_kind)fact->kind) {
    case SKT_KIND_BOOL:
        return skt__read_bool(text, &truth) ? skt_set_bool(s, (skt_bool_option){number}, truth) : SKT_EINVAL;
    case SKT_KIND_INT:
        return skt__read_int(text, &signed_) ? skt_set_int(s, (skt_int_option){number}, signed_) : SKT_EINVAL;
    case SKT_KIND_U64:
        return skt__read_u64(text, &unsigned_) ? skt_set_u64(s, (skt_u64_option){number}, unsigned_) : SKT_EINVAL;
    case SKT_KIND_DURATION:
        return skt__read_duration(text, &signed_) ? skt_set_duration(s, (skt_duration_option){number}, signed_)
                                                  : SKT_EINVAL;
    case SKT_KIND_LINGER: return set_linger_text(s, (skt_linger_option){number}, text);
    case SKT_KIND_NAME: return skt_set_name(s, (skt_name_option){number}, text);
    case SKT_KIND_IPV4:
        return inet_pton(AF_INET, text, ip) == 1 ? skt_set_ipv4(s, (skt_ipv4_option){number}, ip) : SKT_EINVAL;
    case SKT_KIND_BYTES: return set_bytes_text(s, (skt_bytes_option){number}, text);
    }
    return SKT_EUNSUPPORTED;
}

/*
 * Bytes as text. Kernels truncate a value to the buffer, so a value that fills the buffer is read again into a larger
 * one. Each buffer is in a function of its own, so that a short value needs little stack.
 */
static int put_bytes_within(skt_socket s, skt_bytes_option key, uint8_t *room, size_t size, skt__text *text)
{
    size_t len = size;
    memset(room, 0, size); /* some options read a request from the buffer, and zeros request everything */
    int rc = skt_get_bytes(s, key, room, &len);
    if (rc < 0) return rc == SKT_EFAULT ? SKT_EMSGSIZE : rc; /* Windows returns SKT_EFAULT if the buffer is too small */
    if (len >= size) return SKT_EMSGSIZE;
    skt__put_bytes(text, key.number, room, len);
    return 0;
}

SKT__APART static int put_short(skt_socket s, skt_bytes_option key, skt__text *text)
{
    uint8_t room[512];
    return put_bytes_within(s, key, room, sizeof room, text);
}

SKT__APART static int put_long(skt_socket s, skt_bytes_option key, skt__text *text)
{
    uint8_t room[4096];
    return put_bytes_within(s, key, room, sizeof room, text);
}

SKT__APART static int put_longest(skt_socket s, skt_bytes_option key, skt__text *text)
{
    uint8_t room[32768];
    return put_bytes_within(s, key, room, sizeof room, text);
}

static int put_bytes(skt_socket s, skt_bytes_option key, skt__text *text)
{
    int rc = put_short(s, key, text);
    if (rc == SKT_EMSGSIZE) rc = put_long(s, key, text);
    if (rc == SKT_EMSGSIZE) rc = put_longest(s, key, text);
    return rc;
}

/* Reads the option's value and prints it. */
static int put_value(skt_socket s, unsigned number, skt_option_kind kind, skt__text *text)
{
    bool truth;
    int64_t signed_;
    uint64_t unsigned_;
    skt_linger linger;
    uint8_t ip[4];
    char name[256];
    int rc = SKT_EUNSUPPORTED;
    switch (kind) {
    case SKT_KIND_BOOL:
        rc = skt_get_bool(s, (skt_bool_option){number}, &truth);
        if (rc == 0) skt__put(text, truth ? "true" : "false");
        break;
    case SKT_KIND_INT:
        rc = skt_get_int(s, (skt_int_option){number}, &signed_);
        if (rc == 0) skt__put_int(text, signed_);
        break;
    case SKT_KIND_U64:
        rc = skt_get_u64(s, (skt_u64_option){number}, &unsigned_);
        if (rc == 0) skt__put_decimal(text, unsigned_);
        break;
    case SKT_KIND_DURATION:
        rc = skt_get_duration(s, (skt_duration_option){number}, &signed_);
        if (rc == 0) skt__put_duration(text, signed_);
        break;
    case SKT_KIND_LINGER:
        rc = skt_get_linger(s, (skt_linger_option){number}, &linger);
        if (rc == 0 && linger.on) skt__put_duration(text, linger.time);
        if (rc == 0 && !linger.on) skt__put(text, "off");
        break;
    case SKT_KIND_NAME:
        rc = skt_get_name(s, (skt_name_option){number}, name, sizeof name);
        if (rc >= 0) skt__put(text, name);
        break;
    case SKT_KIND_IPV4:
        rc = skt_get_ipv4(s, (skt_ipv4_option){number}, ip);
        for (size_t i = 0; rc == 0 && i < sizeof ip; i++) {
            if (i > 0) skt__put_char(text, '.');
            skt__put_decimal(text, ip[i]);
        }
        break;
    case SKT_KIND_BYTES: rc = put_bytes(s, (skt_bytes_option){number}, text); break;
    }
    return rc;
}

int skt_option_get_text(skt_socket s, skt_option option, char *out, size_t size)
{
    const skt__option_fact *fact = skt__find_fact(option.number);
    skt__text text = {.out = out, .size = size};
    if (fact == NULL) return skt__refuse_number(option.number);
    int rc = put_value(s, option.number, (skt_option_kind)fact->kind, &text);
    return rc < 0 ? rc : skt__put_end(&text);
}

int skt_option_bytes_text(skt_option option, const void *bytes, size_t len, char *out, size_t size)
{
    const skt__option_fact *fact = skt__find_fact(option.number);
    skt__text text = {.out = out, .size = size};
    if (fact == NULL) return skt__refuse_number(option.number);
    if (fact->kind != SKT_KIND_BYTES) return SKT_EINVAL;
    if (len > INT_MAX / 256) return SKT_ERANGE;
    skt__put_bytes(&text, option.number, bytes, len);
    return skt__put_end(&text);
}
