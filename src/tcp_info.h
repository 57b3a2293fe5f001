/* SPDX-License-Identifier: MIT */
/* What a system says of a TCP connection as data: where in its structure each field of skt_tcp_info stands. */
#ifndef SKT_TCP_INFO_H
#define SKT_TCP_INFO_H

#include "sys.h"

/* How a number is meant, beside its unit. */
enum {
    SKT__TCP_STATE = 1,    /* an index of skt__tcp_states */
    SKT__TCP_SEGMENTS = 2, /* of the size of mss, whose row stands before */
    SKT__TCP_NONZERO = 4,  /* 0 is no answer */
    SKT__TCP_LIMIT = 8     /* a large one is none */
};

/* What it is multiplied by, to be nanoseconds if it is a time. */
enum { SKT__TCP_ONE, SKT__TCP_MICROSECOND, SKT__TCP_MILLISECOND };

typedef struct skt__tcp_row {
    uint16_t offset;
    uint8_t size; /* 1, 4 or 8 bytes; 0 ends the table */
    uint8_t how;
    uint8_t field; /* which of the words of skt_tcp_info */
    uint8_t unit;
} skt__tcp_row;

/* A row by the numbers, and one of a structure of the system's headers. */
#define SKT__TCP_AT(offset, size, field, unit, how) \
    {offset, size, how, offsetof(skt_tcp_info, field) / sizeof(int64_t), (unit)}
#define SKT__TCP_OF(type, member, field, unit, how) \
    SKT__TCP_AT(offsetof(type, member), sizeof(((type *)0)->member), field, unit, how)

/* The most that any system says. */
#define SKT__TCP_INFO_MAX 512

extern const skt__tcp_row skt__tcp_rows[];

/* On Unix, the option of IPPROTO_TCP that gives the structure. */
extern const int skt__tcp_info_name;

/* The states in the order of the system's numbers; 0 for a number that has none. */
enum { SKT__TCP_STATES = 12 };
extern const uint8_t skt__tcp_states[SKT__TCP_STATES];

/* Those of 4.4BSD. */
#define SKT__TCP_STATES_BSD                                                                                            \
    {SKT_TCP_CLOSE,     SKT_TCP_LISTEN,  SKT_TCP_SYN_SENT, SKT_TCP_SYN_RECV,  SKT_TCP_ESTABLISHED, SKT_TCP_CLOSE_WAIT, \
     SKT_TCP_FIN_WAIT1, SKT_TCP_CLOSING, SKT_TCP_LAST_ACK, SKT_TCP_FIN_WAIT2, SKT_TCP_TIME_WAIT}

/* Whether there is room for the first of the fields. */
static inline bool skt__tcp_info_fits(size_t size)
{
    return size >= offsetof(skt_tcp_info, rtt);
}

/* Fills in what the system's structure says, of which there are `len` bytes. */
void skt__tcp_info_fill(const unsigned char *theirs, size_t len, skt_tcp_info *out, size_t size);

#endif
