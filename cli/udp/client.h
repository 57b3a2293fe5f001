/* SPDX-License-Identifier: MIT */
/* The measuring side: sends probes and collects their results. */
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
    uint32_t headers; /* the bytes of the IP and UDP headers */
    skt_duration wait;
    unsigned char cookie[COOKIE_LEN];
    skt_deadline refresh; /* of the cookie */
    uint64_t run;
    uint32_t next_seq;
    uint32_t mtu;   /* the path MTU in the last answer; 0 if it had none */
    int error;      /* of the last answer */
    bool fragments; /* fragmentation cannot be turned off */
    icmp_answers answers;
    uint64_t strange; /* received datagrams that are no answers */
} client;

typedef enum probe_state { PROBE_WAITS, PROBE_OUT, PROBE_ANSWERED, PROBE_LOST, PROBE_TOO_LARGE } probe_state;

/* A probe and its result. All lengths are those of a datagram's data. */
typedef struct probe {
    uint32_t len;
    wire_wish wish;
    uint8_t tos;
    bool counted;
    unsigned tries; /* the remaining attempts */

    probe_state state;
    skt_deadline sent_at, until;
    int64_t left;         /* the kernel's send time; 0 if unknown */
    skt_duration took;    /* from sending to the first report, less the server's delay; -1: no report */
    bool by_kernel;       /* both times are the kernel's */
    int64_t came;         /* the kernel's time of the first report, or 0 */
    uint16_t flags;       /* WIRE_HAS_* of the first report */
    wire_report report;   /* the first one */
    uint32_t copies_seen; /* a bit for each copy of the report */
    uint32_t duplicates;
    uint32_t arrival; /* the position of the first report among all reports of the exchange, from 1 on */
    size_t beside;    /* the most datagrams that were coalesced with a report */
    uint32_t got;     /* of the first report: SKT_INFO_TOS, SKT_INFO_HOP_LIMIT */
    uint8_t here_tos, here_hops;
} probe;

typedef struct exchange_plan {
    size_t window;         /* the most unanswered probes */
    skt_duration interval; /* between probes; 0: none */
    bool together;         /* send all by one call, once */
    bool last_waits;       /* send the last one when all others have ended */
} exchange_plan;

/* Connects to the server and gets a cookie. Prints a message on error. A status. */
int client_begin(client *c, skt_socket connected, skt_duration wait);

/*
 * Sends the probes in order and waits for their results. Once the report of a later probe has arrived, an earlier one
 * is waited for only a little longer. Returns 0, SKT_EINTR, or another error of this machine.
 */
int client_exchange(client *c, probe *probes, size_t count, const exchange_plan *plan);

#endif
