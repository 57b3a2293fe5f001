/* SPDX-License-Identifier: MIT */
/* Tables that say where in the system's TCP_INFO structure each field of skt_tcp_info is. */
#ifndef SKT_TCP_INFO_H
#define SKT_TCP_INFO_H

#include "sys.h"

/* How to read a number, beside its unit. */
enum {
    SKT__TCP_STATE = 1,    /* an index of skt__tcp_states */
    SKT__TCP_SEGMENTS = 2, /* counts segments of mss bytes; the row of mss must come first */
    SKT__TCP_NONZERO = 4,  /* 0 means unknown */
    SKT__TCP_LIMIT = 8     /* a value that means "no limit" is left out */
};

/* The factor that converts the number; times become nanoseconds. */
enum { SKT__TCP_ONE, SKT__TCP_MICROSECOND, SKT__TCP_MILLISECOND };

typedef struct skt__tcp_row {
    uint16_t offset;
    uint8_t size; /* 1, 4 or 8 bytes; 0 ends the table */
    uint8_t how;
    uint8_t field; /* an index into skt_tcp_info as an array of int64_t */
    uint8_t unit;
} skt__tcp_row;

/* A row by offset and size, and one by a member of the system's structure. */
#define SKT__TCP_AT(offset, size, field, unit, how) \
    {offset, size, how, offsetof(skt_tcp_info, field) / sizeof(int64_t), (unit)}
#define SKT__TCP_OF(type, member, field, unit, how) \
    SKT__TCP_AT(offsetof(type, member), sizeof(((type *)0)->member), field, unit, how)

/* At least the size of every system's structure. */
#define SKT__TCP_INFO_MAX 512

extern const skt__tcp_row skt__tcp_rows[];

/* On Unix, the option of IPPROTO_TCP that gives the structure. */
extern const int skt__tcp_info_name;

/* The states in the order of the system's numbers; 0 for a number that has none. */
enum { SKT__TCP_STATES = 12 };
extern const uint8_t skt__tcp_states[SKT__TCP_STATES];

/* The states of 4.4BSD. */
#define SKT__TCP_STATES_BSD                                                                                            \
    {SKT_TCP_CLOSE,     SKT_TCP_LISTEN,  SKT_TCP_SYN_SENT, SKT_TCP_SYN_RECV,  SKT_TCP_ESTABLISHED, SKT_TCP_CLOSE_WAIT, \
     SKT_TCP_FIN_WAIT1, SKT_TCP_CLOSING, SKT_TCP_LAST_ACK, SKT_TCP_FIN_WAIT2, SKT_TCP_TIME_WAIT}

/* Whether there is room for the first of the fields. */
static inline bool skt__tcp_info_fits(size_t size)
{
    return size >= offsetof(skt_tcp_info, rtt);
}

/* Converts the `len` bytes of the system's structure. */
void skt__tcp_info_fill(const unsigned char *theirs, size_t len, skt_tcp_info *out, size_t size);

#endif
