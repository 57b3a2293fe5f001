/* SPDX-License-Identifier: MIT */
#include "wire.h"

#include <string.h>

#define VERSION 1

static const unsigned char magic[4] = {'s', 'k', 't', 'u'};

static void put(uint64_t value, size_t size, unsigned char *out)
{
    for (size_t i = 0; i < size; i++) out[i] = (unsigned char)(value >> 8 * (size - 1 - i));
}

static uint64_t take(const unsigned char *in, size_t size)
{
    uint64_t value = 0;
    for (size_t i = 0; i < size; i++) value = value << 8 | in[i];
    return value;
}

void wire_put_head(const wire_head *head, unsigned char *out)
{
    memcpy(out, magic, sizeof magic);
    out[4] = VERSION;
    out[5] = (unsigned char)head->type;
    put(head->flags, 2, out + 6);
    memcpy(out + 8, head->cookie, COOKIE_LEN);
    put(head->run, 8, out + 24);
    put(head->seq, 4, out + 32);
}

void wire_put_wish(const wire_wish *wish, unsigned char *out)
{
    put(wish->report_len, 4, out + 36);
    out[40] = wish->tos;
    out[41] = 0;
    put(wish->copies, 2, out + 42);
}

void wire_put_report(const wire_report *report, unsigned char *out)
{
    put(report->len, 4, out + 36);
    out[40] = report->tos;
    out[41] = report->hop_limit;
    put(report->beside, 2, out + 42);
    put(report->copy, 2, out + 44);
    put(0, 2, out + 46);
    put((uint64_t)report->held, 8, out + 48);
    put(report->received, 4, out + 56);
    put(report->duplicates, 4, out + 60);
    put(report->reordered, 4, out + 64);
    put(report->order, 4, out + 68);
    put(0, 8, out + 72);
}

bool wire_take_head(const unsigned char *in, size_t len, wire_head *out)
{
    static const size_t least[] = {[WIRE_HELLO] = WIRE_HELLO_LEN,
                                   [WIRE_CHALLENGE] = WIRE_CHALLENGE_LEN,
                                   [WIRE_PROBE] = WIRE_PROBE_LEN,
                                   [WIRE_REPORT] = WIRE_REPORT_LEN};
    if (len < WIRE_CHALLENGE_LEN || memcmp(in, magic, sizeof magic) != 0 || in[4] != VERSION) return false;
    out->type = in[5];
    out->flags = (uint16_t)take(in + 6, 2);
    memcpy(out->cookie, in + 8, COOKIE_LEN);
    out->run = take(in + 24, 8);
    out->seq = (uint32_t)take(in + 32, 4);
    return out->type >= WIRE_HELLO && out->type <= WIRE_REPORT && len >= least[out->type];
}

void wire_take_wish(const unsigned char *in, wire_wish *out)
{
    out->report_len = (uint32_t)take(in + 36, 4);
    out->tos = in[40];
    out->copies = (uint16_t)take(in + 42, 2);
}

void wire_take_report(const unsigned char *in, wire_report *out)
{
    out->len = (uint32_t)take(in + 36, 4);
    out->tos = in[40];
    out->hop_limit = in[41];
    out->beside = (uint16_t)take(in + 42, 2);
    out->copy = (uint16_t)take(in + 44, 2);
    out->held = (int64_t)take(in + 48, 8);
    out->received = (uint32_t)take(in + 56, 4);
    out->duplicates = (uint32_t)take(in + 60, 4);
    out->reordered = (uint32_t)take(in + 64, 4);
    out->order = (uint32_t)take(in + 68, 4);
}
