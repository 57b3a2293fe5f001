/* SPDX-License-Identifier: MIT */
#include "message.h"

#include <string.h>

static const unsigned char magic[8] = {'s', 'k', 't', 'b', 'e', 'n', 'c', 'h'};
static const unsigned char data_magic[4] = {'s', 'k', 't', 'd'};

static void put(unsigned char *out, size_t len, uint64_t value)
{
    while (len > 0) {
        out[--len] = (unsigned char)value;
        value >>= 8;
    }
}

static uint64_t get(const unsigned char *data, size_t len)
{
    uint64_t value = 0;
    for (size_t i = 0; i < len; i++) value = value << 8 | data[i];
    return value;
}

void message_encode(const message *m, unsigned char out[MESSAGE_LEN])
{
    memcpy(out, magic, sizeof magic);
    put(out + 8, 2, MESSAGE_VERSION);
    put(out + 10, 2, m->type);
    put(out + 12, 4, m->number);
    memcpy(out + 16, m->cookie, COOKIE_LEN);
    memcpy(out + 32, m->token, MESSAGE_TOKEN_LEN);
    for (size_t i = 0; i < MESSAGE_VALUES; i++) put(out + MESSAGE_SHORT_LEN + 8 * i, 8, m->values[i]);
}

bool message_decode(const unsigned char *data, size_t len, message *out)
{
    if ((len != MESSAGE_LEN && len != MESSAGE_SHORT_LEN) || memcmp(data, magic, sizeof magic) != 0) return false;
    memset(out, 0, sizeof *out);
    out->version = (unsigned)get(data + 8, 2);
    out->type = (unsigned)get(data + 10, 2);
    out->number = (uint32_t)get(data + 12, 4);
    memcpy(out->cookie, data + 16, COOKIE_LEN);
    memcpy(out->token, data + 32, MESSAGE_TOKEN_LEN);
    if (out->version != MESSAGE_VERSION || len == MESSAGE_SHORT_LEN) return true;
    for (size_t i = 0; i < MESSAGE_VALUES; i++) out->values[i] = get(data + MESSAGE_SHORT_LEN + 8 * i, 8);
    return true;
}

void header_encode(const header *h, unsigned char out[HEADER_LEN])
{
    memcpy(out, data_magic, sizeof data_magic);
    put(out + 4, 4, h->stream);
    put(out + 8, 8, h->token);
    put(out + 16, 8, h->number);
    put(out + 24, 8, (uint64_t)h->time);
}

bool header_decode(const unsigned char *data, size_t len, header *out)
{
    if (len < HEADER_LEN || memcmp(data, data_magic, sizeof data_magic) != 0) return false;
    *out = (header){.stream = (uint32_t)get(data + 4, 4),
                    .token = get(data + 8, 8),
                    .number = get(data + 16, 8),
                    .time = (int64_t)get(data + 24, 8)};
    return true;
}

uint64_t message_token(const unsigned char token[MESSAGE_TOKEN_LEN])
{
    return get(token, 8);
}
