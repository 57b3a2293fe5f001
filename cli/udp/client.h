/* SPDX-License-Identifier: MIT */
/* The side that measures: probes are sent, and what comes of each is gathered. */
#ifndef SKT_CLI_UDP_CLIENT_H
#define SKT_CLI_UDP_CLIENT_H

#include "../path/icmp.h"
#include "wire.h"

typedef struct client {
    skt_socket s;
    skt_udp udp;
    uint32_t granted; /* SKT_INFO_* */
    skt_addr peer, local;
    int family;
    uint32_t headers; /* bytes of those of IP and UDP */
    skt_duration wait;
    unsigned char cookie[COOKIE_LEN];
    skt_deadline refresh; /* of the cookie */
    uint64_t run;
    uint32_t next_seq;
    uint32_t mtu;   /* what the last answer said of the path; 0 for nothing */
    int error;      /* the last answer */
    bool fragments; /* they cannot be forbidden */
    icmp_answers answers;
    uint64_t strange; /* datagrams that are no answers */
} client;

typedef enum probe_state { PROBE_WAITS, PROBE_OUT, PROBE_ANSWERED, PROBE_LOST, PROBE_TOO_LARGE } probe_state;

/* A probe, and what came of it. All lengths are those of a datagram's data. */
typedef struct probe {
    uint32_t len;
    wire_wish wish;
    uint8_t tos;
    bool counted;
    unsigned tries; /* that are left */

    probe_state state;
    skt_deadline sent_at, until;
    int64_t left;         /* when it left by the kernel's clock; 0: not known */
    skt_duration took;    /* until the first report, without what it was held; -1: none came */
    bool by_kernel;       /* both ends of that are the kernel's time */
    int64_t came;         /* the kernel's time of the first report, or 0 */
    uint16_t flags;       /* WIRE_HAS_* of the first report */
    wire_report report;   /* the first one */
    uint32_t copies_seen; /* a bit for each */
    uint32_t duplicates;
    uint32_t arrival; /* which of all reports of the exchange the first one was; from 1 on */
    size_t beside;    /* the most datagrams in a buffer of a report */
    uint32_t got;     /* of the first report: SKT_INFO_TOS, SKT_INFO_HOP_LIMIT */
    uint8_t here_tos, here_hops;
} probe;

typedef struct exchange_plan {
    size_t window;         /* of probes without an answer */
    skt_duration interval; /* between sendings; 0: none */
    bool together;         /* all by one call, once */
    bool last_waits;       /* the last one is sent when all others have an end */
} exchange_plan;

/* Connects the client to its server, and gets a cookie. Complains. A status. */
int client_begin(client *c, skt_socket connected, skt_duration wait);

/*
 * Sends the probes in their order and waits for what comes of each. One that was overtaken by the report of a later one
 * is waited for only a little longer. 0, or SKT_EINTR and other errors of this machine.
 */
int client_exchange(client *c, probe *probes, size_t count, const exchange_plan *plan);

#endif
