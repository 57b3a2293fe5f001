/* SPDX-License-Identifier: MIT */
/* What `skt udp` finds out. "There" is the way to the server, "back" that from it. */
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
    uint32_t timed, by_kernel; /* those that have a time, and a time of the kernel's */
    skt_duration least, median, mean, most;
    int hops_there, hops_back; /* the hop limits that arrived; -1: not known */
} round_trips;

typedef enum mtu_end {
    MTU_UNKNOWN,
    MTU_FOUND,     /* no larger one passes */
    MTU_AT_LEAST,  /* larger ones could not be asked for: no request of that size arrives */
    MTU_NO_LIMIT,  /* the largest datagram that there is passes */
    MTU_FRAGMENTS, /* the sender's system cannot forbid that its datagrams are fragmented */
} mtu_end;

typedef struct path_mtu {
    mtu_end end;
    uint32_t bytes; /* of the packet, IP header and all */
} path_mtu;

/* What became of a TOS byte on its way: the byte that arrived, or: */
enum { TOS_UNSAID = -1, TOS_LOST = -2 };

typedef struct codepoints {
    int dscp[DSCP_COUNT], ecn[ECN_COUNT];
} codepoints;

typedef struct segments {
    uint32_t sent, arrived; /* sent 0: it was not measured */
    uint32_t bytes;         /* of each */
    bool by_one_call;
    size_t coalesced; /* the most datagrams that the receiver got in one buffer */
} segments;

typedef struct findings {
    round_trips round;
    path_mtu mtu_there, mtu_back;
    codepoints there, back;
    segments segments_there, segments_back;
} findings;

/* Each measures one thing. 0, or SKT_EINTR and other errors of this machine. */
int find_round_trips(client *c, uint32_t count, skt_duration interval, round_trips *out);
int find_codepoints(client *c, codepoints *there, codepoints *back);
int find_path_mtu(client *c, path_mtu *there, path_mtu *back);
int find_segments(client *c, uint32_t path_bytes, segments *there, segments *back);

/* Writes all of it: for people, and as skt.udp/1. A status. */
int findings_print(const client *c, const findings *f);
int findings_print_json(const client *c, const findings *f);

#endif
