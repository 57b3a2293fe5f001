/* SPDX-License-Identifier: MIT */
#include "tcp_info.h"

#include "../seen.h"

#include <string.h>

#define MICRO 1000
#define MILLI 1000000
#define BITS  8

/* Where the fields are. That is the kernel's ABI, of which a system's header may have less than its kernel. */
static const struct {
    const char *name;
    unsigned offset, size;
    int scale; /* nanoseconds or bits of one */
} fields[] = {
    {"ca_state", 1, 1, 1},
    {"retransmits", 2, 1, 1},
    {"probes", 3, 1, 1},
    {"backoff", 4, 1, 1},
    {"rto_ns", 8, 4, MICRO},
    {"ato_ns", 12, 4, MICRO},
    {"snd_mss_bytes", 16, 4, 1},
    {"rcv_mss_bytes", 20, 4, 1},
    {"unacked", 24, 4, 1},
    {"sacked", 28, 4, 1},
    {"lost", 32, 4, 1},
    {"retrans", 36, 4, 1},
    {"last_data_sent_ns", 44, 4, MILLI},
    {"last_data_recv_ns", 52, 4, MILLI},
    {"last_ack_recv_ns", 56, 4, MILLI},
    {"pmtu_bytes", 60, 4, 1},
    {"rcv_ssthresh_bytes", 64, 4, 1},
    {"rtt_ns", 68, 4, MICRO},
    {"rttvar_ns", 72, 4, MICRO},
    {"snd_ssthresh", 76, 4, 1},
    {"snd_cwnd", 80, 4, 1},
    {"advmss_bytes", 84, 4, 1},
    {"reordering", 88, 4, 1},
    {"rcv_rtt_ns", 92, 4, MICRO},
    {"rcv_space_bytes", 96, 4, 1},
    {"total_retrans", 100, 4, 1},
    {"pacing_rate_bits_per_second", 104, 8, BITS},
    {"max_pacing_rate_bits_per_second", 112, 8, BITS},
    {"acked_bytes", 120, 8, 1},
    {"received_bytes", 128, 8, 1},
    {"segs_out", 136, 4, 1},
    {"segs_in", 140, 4, 1},
    {"notsent_bytes", 144, 4, 1},
    {"min_rtt_ns", 148, 4, MICRO},
    {"data_segs_in", 152, 4, 1},
    {"data_segs_out", 156, 4, 1},
    {"delivery_rate_bits_per_second", 160, 8, BITS},
    {"busy_time_ns", 168, 8, MICRO},
    {"rwnd_limited_ns", 176, 8, MICRO},
    {"sndbuf_limited_ns", 184, 8, MICRO},
    {"delivered", 192, 4, 1},
    {"delivered_ce", 196, 4, 1},
    {"sent_bytes", 200, 8, 1},
    {"retransmitted_bytes", 208, 8, 1},
    {"dsack_dups", 216, 4, 1},
    {"reord_seen", 220, 4, 1},
    {"rcv_ooopack", 224, 4, 1},
    {"snd_wnd_bytes", 228, 4, 1},
    {"rcv_wnd_bytes", 232, 4, 1},
    {"rehash", 236, 4, 1},
};

static const struct {
    unsigned bit;
    const char *name;
} negotiated[] = {{1, "timestamps"}, {2, "sack"}, {4, "wscale"}, {8, "ecn"}, {16, "ecn_seen"}, {32, "syn_data"}};

#define COUNT_OF(rows) (sizeof(rows) / sizeof((rows)[0]))
#define STATE_AT       0
#define OPTIONS_AT     5
#define WSCALE_AT      6
#define LIMITED_AT     7
#define NO_SSTHRESH    0x7fffffff

static uint64_t field(const uint8_t *bytes, unsigned offset, unsigned size)
{
    uint64_t wide;
    uint32_t word;
    if (size == 1) return bytes[offset];
    if (size == 4) return memcpy(&word, bytes + offset, sizeof word), word;
    memcpy(&wide, bytes + offset, sizeof wide);
    return wide;
}

/* What stands for "no limit", or for a byte that does not fit. */
static bool is_none(const char *name, uint64_t value, int scale)
{
    if (strcmp(name, "snd_ssthresh") == 0) return value >= NO_SSTHRESH;
    if (strcmp(name, "min_rtt_ns") == 0) return value == UINT32_MAX;
    return value > INT64_MAX / (uint64_t)scale;
}

/* There the first of several fields of bits is the low one. */
static bool is_little_endian(void)
{
    const uint16_t probe = 1;
    return *(const uint8_t *)&probe == 1;
}

static bool is_app_limited(unsigned byte)
{
    return (byte & (is_little_endian() ? 1U : 0x80U)) != 0;
}

json_t *tcp_info_as_json(const void *bytes, size_t len)
{
    const uint8_t *info = bytes;
    json_t *all = json_object(), *names = json_array();
    for (size_t i = 0; i < COUNT_OF(negotiated) && len > LIMITED_AT; i++)
        if (info[OPTIONS_AT] & negotiated[i].bit) json_array_append_new(names, json_string(negotiated[i].name));
    json_object_set_new(all, "negotiated", names);
    if (len > LIMITED_AT && (info[OPTIONS_AT] & 4)) {
        unsigned low = info[WSCALE_AT] & 15U, high = info[WSCALE_AT] >> 4;
        json_object_set_new(all, "snd_wscale", json_integer(is_little_endian() ? low : high));
        json_object_set_new(all, "rcv_wscale", json_integer(is_little_endian() ? high : low));
    }
    if (len > LIMITED_AT) json_object_set_new(all, "app_limited", json_boolean(is_app_limited(info[LIMITED_AT])));
    for (size_t i = 0; i < COUNT_OF(fields) && fields[i].offset + fields[i].size <= len; i++) {
        uint64_t value = field(info, fields[i].offset, fields[i].size);
        if (is_none(fields[i].name, value, fields[i].scale)) continue;
        json_object_set_new(all, fields[i].name, json_integer((json_int_t)value * fields[i].scale));
    }
    return all;
}

int tcp_info_state(const void *bytes, size_t len)
{
    return len > STATE_AT ? ((const uint8_t *)bytes)[STATE_AT] : STATE_UNKNOWN;
}
