/* SPDX-License-Identifier: MIT */
/* The datagrams of `skt udp` as bytes: docs/udp-protocol.md. */
#ifndef SKT_CLI_UDP_WIRE_H
#define SKT_CLI_UDP_WIRE_H

#include "../cookie.h"

enum { WIRE_HELLO = 1, WIRE_CHALLENGE, WIRE_PROBE, WIRE_REPORT };

/* Bytes: the least that a datagram of the kind has, and what a challenge and a report have unless more is asked for. */
enum { WIRE_HELLO_LEN = 128, WIRE_CHALLENGE_LEN = 36, WIRE_REPORT_LEN = 80, WIRE_PROBE_LEN = WIRE_REPORT_LEN };

/* What is reckoned for the headers of each datagram where bytes are compared: those of IPv6 and UDP. */
#define WIRE_HEADERS 48

/* The sequence numbers that are counted. */
#define WIRE_COUNTED_MOST 4096

/* The most reports that one probe may ask for. */
#define WIRE_COPIES_MOST 16

enum {
    WIRE_COUNTED = 1, /* of a probe: it is one of those whose loss and order are counted */
    WIRE_HAS_TOS = 1, /* of a report: what is known of the probe */
    WIRE_HAS_HOPS = 2,
    WIRE_HAS_HELD = 4,
    WIRE_TOO_LARGE = 8,  /* the report that was asked for is larger than the server's interface takes */
    WIRE_SEGMENTED = 16, /* the reports were sent by one call */
    WIRE_FRAGMENTS = 32, /* the server cannot forbid that its reports are fragmented */
    WIRE_NO_TOS = 64     /* the server cannot send the TOS byte that was asked for */
};

typedef struct wire_head {
    int type;
    uint16_t flags;
    unsigned char cookie[COOKIE_LEN];
    uint64_t run;
    uint32_t seq;
} wire_head;

/* What a probe asks for. */
typedef struct wire_wish {
    uint32_t report_len;
    uint16_t copies;
    uint8_t tos;
} wire_wish;

typedef struct wire_report {
    uint32_t len;          /* of the probe */
    uint16_t beside, copy; /* datagrams in the buffer in which it came; which copy this is */
    uint8_t tos, hop_limit;
    int64_t held;                             /* nanoseconds between the probe's arrival and the report */
    uint32_t received, duplicates, reordered; /* of this run so far */
    uint32_t order;                           /* which report of the run this is */
} wire_report;

/* Each writes its least number of bytes. */
void wire_put_head(const wire_head *head, unsigned char *out);
void wire_put_wish(const wire_wish *wish, unsigned char *out);
void wire_put_report(const wire_report *report, unsigned char *out);

/* Whether these bytes are a datagram of this version, with as many bytes as its type must have. */
bool wire_take_head(const unsigned char *in, size_t len, wire_head *out);
void wire_take_wish(const unsigned char *in, wire_wish *out);
void wire_take_report(const unsigned char *in, wire_report *out);

#endif
