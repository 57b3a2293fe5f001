/* SPDX-License-Identifier: MIT */
#include "wire.h"

#include "progress.h"

#include <string.h>

/* The preamble begins with a byte that is no text, and has line ends that a text channel would change. */
static const uint8_t preamble[WIRE_PREAMBLE] = {0x89, 's', 'k', 't', '\r', '\n', 0x1a, WIRE_VERSION};

void wire_put_u64(uint8_t out[8], uint64_t value)
{
    for (int i = 0; i < 8; i++) out[i] = (uint8_t)(value >> (56 - 8 * i));
}

uint64_t wire_get_u64(const uint8_t in[8])
{
    uint64_t value = 0;
    for (int i = 0; i < 8; i++) value = value << 8 | in[i];
    return value;
}

void wire_put_u32(uint8_t out[4], uint32_t value)
{
    for (int i = 0; i < 4; i++) out[i] = (uint8_t)(value >> (24 - 8 * i));
}

uint32_t wire_get_u32(const uint8_t in[4])
{
    return (uint32_t)in[0] << 24 | (uint32_t)in[1] << 16 | (uint32_t)in[2] << 8 | in[3];
}

void wire_put_details(uint8_t out[WIRE_DETAILS], const os_details *details, unsigned more)
{
    out[0] = (uint8_t)(more | (details->has_mode ? WIRE_HAS_MODE : 0) | (details->has_time ? WIRE_HAS_TIME : 0));
    out[1] = (uint8_t)(details->mode >> 8);
    out[2] = (uint8_t)details->mode;
    wire_put_u64(out + 3, (uint64_t)details->seconds);
    wire_put_u32(out + 11, details->nanoseconds);
}

bool wire_get_details(const uint8_t in[WIRE_DETAILS], os_details *out, unsigned *more_out)
{
    *out = (os_details){.has_mode = in[0] & WIRE_HAS_MODE,
                        .has_time = in[0] & WIRE_HAS_TIME,
                        .mode = (unsigned)in[1] << 8 | in[2],
                        .seconds = (int64_t)wire_get_u64(in + 3),
                        .nanoseconds = wire_get_u32(in + 11)};
    *more_out = in[0] & ~(unsigned)(WIRE_HAS_MODE | WIRE_HAS_TIME);
    return out->mode <= 0777 && out->nanoseconds < 1000000000;
}

int wire_greet(channel *c, int *version_out)
{
    uint8_t theirs[WIRE_PREAMBLE] = {0};
    int rc = channel_send(c, preamble, sizeof preamble);
    if (rc == 0) rc = channel_recv(c, theirs, sizeof theirs);
    if (rc < 0) return rc;
    if (memcmp(theirs, preamble, sizeof preamble - 1) != 0) return SKT_EBADMSG;
    *version_out = theirs[WIRE_PREAMBLE - 1];
    return *version_out == WIRE_VERSION ? 0 : SKT_EPROTO;
}

int wire_send(channel *c, enum wire_type type, const void *body, size_t len)
{
    uint8_t bytes[3 + WIRE_BODY_MAX] = {(uint8_t)type, (uint8_t)(len >> 8), (uint8_t)len};
    if (len > 0) memcpy(bytes + 3, body, len);
    return channel_send(c, bytes, 3 + len);
}

int wire_recv(channel *c, wire_message *out)
{
    uint8_t head[3];
    int rc = channel_recv(c, head, sizeof head);
    if (rc < 0) return rc;
    out->type = head[0];
    out->len = (size_t)(head[1] << 8 | head[2]);
    if (out->len > sizeof out->body) return SKT_EBADMSG;
    return channel_recv(c, out->body, out->len);
}

int wire_recv_after_waits(channel *c, uint64_t prefix, wire_message *out)
{
    int rc = wire_recv(c, out);
    for (uint64_t allowed = prefix / WIRE_WAIT_EVERY; rc == 0 && out->type == WIRE_WAIT; allowed--) {
        if (allowed == 0) return SKT_EBADMSG;
        channel_credit(c);
        progress_add(WIRE_WAIT_EVERY);
        rc = wire_recv(c, out);
    }
    return rc;
}

static bool has_drive(const char *name, size_t len)
{
    char letter = (char)(name[0] | 0x20);
    return len >= 2 && name[1] == ':' && letter >= 'a' && letter <= 'z';
}

const char *wire_name_problem(const void *name, size_t len)
{
    const char *text = (const char *)name;
    if (len == 0) return "is empty";
    if (len > WIRE_NAME_MAX) return "is too long";
    if ((len == 1 && text[0] == '.') || (len == 2 && memcmp(text, "..", 2) == 0)) return "is a folder's own name";
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c == '/' || c == '\\') return "has a separator of folders in it";
        if (c < 0x20 || c == 0x7f) return "has a control character in it";
    }
    return has_drive(text, len) ? "begins with a drive letter" : NULL;
}
