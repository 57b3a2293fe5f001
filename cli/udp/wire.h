/* SPDX-License-Identifier: MIT */
/* The datagrams of `skt udp` on the wire, as in docs/udp-protocol.md. */
#ifndef SKT_CLI_UDP_WIRE_H
#define SKT_CLI_UDP_WIRE_H

#include "../cookie.h"

enum { WIRE_HELLO = 1, WIRE_CHALLENGE, WIRE_PROBE, WIRE_REPORT };

/* The least length of each kind; for challenges and reports also the usual length. */
enum { WIRE_HELLO_LEN = 128, WIRE_CHALLENGE_LEN = 36, WIRE_REPORT_LEN = 80, WIRE_PROBE_LEN = WIRE_REPORT_LEN };

/* The headers of each datagram in comparisons of sizes: IPv6 and UDP. */
#define WIRE_HEADERS 48

/* The number of sequence numbers that are counted. */
#define WIRE_COUNTED_MOST 4096

/* The most reports that one probe may ask for. */
#define WIRE_COPIES_MOST 16

enum {
    WIRE_COUNTED = 1, /* in a probe: count its loss and order */
    WIRE_HAS_TOS = 1, /* in a report: the probe's TOS is known */
    WIRE_HAS_HOPS = 2,
    WIRE_HAS_HELD = 4,
    WIRE_TOO_LARGE = 8,  /* the requested report exceeds the MTU of the server's interface */
    WIRE_SEGMENTED = 16, /* the reports were sent by one call */
    WIRE_FRAGMENTS = 32, /* the server cannot turn fragmentation off */
    WIRE_NO_TOS = 64     /* the server cannot send the requested TOS byte */
};

typedef struct wire_head {
    int type;
    uint16_t flags;
    unsigned char cookie[COOKIE_LEN];
    uint64_t run;
    uint32_t seq;
} wire_head;

/* The request in a probe. */
typedef struct wire_wish {
    uint32_t report_len;
    uint16_t copies;
    uint8_t tos;
} wire_wish;

typedef struct wire_report {
    uint32_t len;          /* of the probe */
    uint16_t beside, copy; /* datagrams that the probe was coalesced with; the number of this copy */
    uint8_t tos, hop_limit;
    int64_t held;                             /* nanoseconds between the probe's arrival and the report */
    uint32_t received, duplicates, reordered; /* in this run so far */
    uint32_t order;                           /* the number of this report in the run */
} wire_report;

/* Each writes the least length of its kind. */
void wire_put_head(const wire_head *head, unsigned char *out);
void wire_put_wish(const wire_wish *wish, unsigned char *out);
void wire_put_report(const wire_report *report, unsigned char *out);

/* Whether the bytes are a datagram of this version with a valid length for its type. */
bool wire_take_head(const unsigned char *in, size_t len, wire_head *out);
void wire_take_wish(const unsigned char *in, wire_wish *out);
void wire_take_report(const unsigned char *in, wire_report *out);

#endif
