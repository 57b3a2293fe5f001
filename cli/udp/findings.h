/* SPDX-License-Identifier: MIT */
/* The results of `skt udp`. "There" is the direction to the server, "back" that from it. */
#ifndef SKT_CLI_UDP_FINDINGS_H
#define SKT_CLI_UDP_FINDINGS_H

#include "client.h"

#define DSCP_COUNT 64
#define ECN_COUNT  4

typedef struct round_trips {
    uint32_t sent, answered;
    bool totals;                                          /* the server's counts are known */
    uint32_t received, duplicates_there, reordered_there; /* the server's counts */
    uint32_t duplicates_back, reordered_back;
    uint32_t timed, by_kernel; /* probes with a round-trip time, and with one by the kernel's clock */
    skt_duration least, median, mean, most;
    int hops_there, hops_back; /* the hop limits on arrival; -1 if unknown */
} round_trips;

typedef enum mtu_end {
    MTU_UNKNOWN,
    MTU_FOUND,     /* no larger packet passes */
    MTU_AT_LEAST,  /* larger reports could not be requested, since requests of that size do not arrive */
    MTU_NO_LIMIT,  /* the largest possible datagram passes */
    MTU_FRAGMENTS, /* the sender's system cannot turn fragmentation off */
} mtu_end;

typedef struct path_mtu {
    mtu_end end;
    uint32_t bytes; /* of the packet, including the IP header */
} path_mtu;

/* The result for a TOS byte: the byte that arrived, or one of these. */
enum { TOS_UNSAID = -1, TOS_LOST = -2 };

typedef struct codepoints {
    int dscp[DSCP_COUNT], ecn[ECN_COUNT];
} codepoints;

typedef struct segments {
    uint32_t sent, arrived; /* sent 0: not measured */
    uint32_t bytes;         /* of each */
    bool by_one_call;
    size_t coalesced; /* the most datagrams that the receiver got coalesced */
} segments;

typedef struct findings {
    round_trips round;
    path_mtu mtu_there, mtu_back;
    codepoints there, back;
    segments segments_there, segments_back;
} findings;

/* Each makes one measurement. Returns 0, SKT_EINTR, or another error of this machine. */
int find_round_trips(client *c, uint32_t count, skt_duration interval, round_trips *out);
int find_codepoints(client *c, codepoints *there, codepoints *back);
int find_path_mtu(client *c, path_mtu *there, path_mtu *back);
int find_segments(client *c, uint32_t path_bytes, segments *there, segments *back);

/* Print all results, as text and as skt.udp/1. Return a status. */
int findings_print(const client *c, const findings *f);
int findings_print_json(const client *c, const findings *f);

#endif
