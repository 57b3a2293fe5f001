/* SPDX-License-Identifier: MIT */
/*
 * The contract about options, a part of that of sys.h: how a system stores them, which is a row per option in a table of
 * unix/ or windows/, and the calls that these two provide; and what the files of this folder share.
 */
#ifndef SKT_OPTION_ROW_H
#define SKT_OPTION_ROW_H

#include "sys.h"

/* How the system stores an option's value. The first is that of a row that is not there. */
typedef enum skt__wire {
    SKT__WIRE_NONE,
    SKT__WIRE_INT,     /* int; bool and int, and duration in the row's unit */
    SKT__WIRE_UINT,    /* unsigned int; likewise */
    SKT__WIRE_U8,      /* one byte; bool and int */
    SKT__WIRE_BE32,    /* 32 bits in network order; int */
    SKT__WIRE_U64,     /* 64 bits; u64 */
    SKT__WIRE_TIMEVAL, /* struct timeval, or milliseconds where the system has those; duration */
    SKT__WIRE_LINGER,  /* struct linger; linger */
    SKT__WIRE_CHARS,   /* text, its end not counted, at most `unit` bytes; name */
    SKT__WIRE_IN_ADDR, /* four bytes; ipv4 */
    SKT__WIRE_BYTES    /* whatever the caller gives; bytes */
} skt__wire;

/* By what call it is read and written. */
typedef enum skt__via {
    SKT__VIA_SOCKOPT, /* setsockopt and getsockopt of level and name */
    SKT__VIA_IOCTL,   /* skt__option_call: the system's ioctl, whose code is the name */
    SKT__VIA_CALL     /* skt__option_call: a function of the system's own, by level and name */
} skt__via;

/* Which number of units says "for ever". */
typedef enum skt__forever { SKT__NO_FOREVER, SKT__FOREVER_IS_ZERO, SKT__FOREVER_IS_MINUS_ONE } skt__forever;

typedef struct skt__option_row {
    int level;
    int name;
    int unit; /* of a duration: nanoseconds; of a name: the bytes of the system's field */
    uint8_t wire;
    uint8_t via;
    uint8_t forever;
    uint8_t plain; /* an int by setsockopt, whose zero is nothing special: what most rows are */
} skt__option_row;

/* One more than the highest number of an option. */
#define SKT__OPTION_NUMBERS 128

/*
 * Options that functions of their own set, in the same table.
 */
#define SKT__SO_ATTACH_FILTER     SKT_OPTION(bytes, 120)
#define SKT__SO_DETACH_FILTER     SKT_OPTION(int, 121)
#define SKT__SO_ORIGINAL_DST      SKT_OPTION(bytes, 122)
#define SKT__IP6T_SO_ORIGINAL_DST SKT_OPTION(bytes, 123)

/* The kernel's sock_fprog, the value of SO_ATTACH_FILTER. */
typedef struct skt__program {
    unsigned short len;
    const skt_filter *filter;
} skt__program;

extern const skt__option_row skt__option_table[SKT__OPTION_NUMBERS];

/* The row of a number; one of SKT__WIRE_NONE where this system lacks it. */
static inline const skt__option_row *skt__option_row_of(unsigned number)
{
    static const skt__option_row none = {.wire = SKT__WIRE_NONE};
    return number < SKT__OPTION_NUMBERS ? &skt__option_table[number] : &none;
}

/* The functions of bool, int and duration for rows of every sort; those of option.h begin with the plain ones. */
int skt__set_number(skt_socket s, const skt__option_row *row, int64_t value);
int skt__get_number(skt_socket s, const skt__option_row *row, int64_t *out);
int skt__get_truth(skt_socket s, const skt__option_row *row, bool *out);
int skt__set_duration(skt_socket s, const skt__option_row *row, skt_duration value);
int skt__get_duration(skt_socket s, const skt__option_row *row, skt_duration *out);

/*
 * Reads (`out`, `len_io`) or writes (`value`, `*len_io`) an option that setsockopt cannot; the other pointer is NULL.
 * Returns 0 or the negative code.
 */
int skt__option_call(skt_socket s, const skt__option_row *row, const void *value, void *out, size_t *len_io);

/* Sets both spans of keepalive at once, on a system that may lack their options; else SKT_ENOPROTOOPT. */
int skt__set_both_keepalive_times(skt_socket s, skt_duration idle, skt_duration interval);

/* The forms in which a multicast membership is given to the system, and what is done with it. */
typedef enum skt__membership_form {
    SKT__V4_BY_ADDRESS,        /* struct ip_mreq */
    SKT__V4_BY_INDEX,          /* skt__mreq_by_index of native_option.h */
    SKT__V4_SOURCE_BY_ADDRESS, /* struct ip_mreq_source */
    SKT__V4_SOURCE_BY_INDEX,   /* struct group_source_req */
    SKT__V6,                   /* struct ipv6_mreq */
    SKT__V6_SOURCE,            /* struct group_source_req */
    SKT__MEMBERSHIP_FORMS
} skt__membership_form;

typedef enum skt__membership_verb {
    SKT__JOIN,
    SKT__LEAVE,
    SKT__BLOCK,
    SKT__UNBLOCK,
    SKT__MEMBERSHIP_VERBS
} skt__membership_verb;

/* The option's name per form and verb; 0 where the system has none. The level is that of the family. */
extern const int skt__membership_table[SKT__MEMBERSHIP_FORMS][SKT__MEMBERSHIP_VERBS];

#endif
