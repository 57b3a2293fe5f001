/* SPDX-License-Identifier: MIT */
/*
 * The part of sys.h's contract that concerns options: rows of the tables in unix/ and windows/, which say how the
 * system stores each option, the functions that both folders provide, and what the files of this folder share.
 */
#ifndef SKT_OPTION_ROW_H
#define SKT_OPTION_ROW_H

#include "sys.h"

/* How the system stores an option's value, and the kinds that are stored so. At most 15, for the bit-field. */
typedef enum skt__wire {
    SKT__WIRE_NONE,    /* the system lacks the option */
    SKT__WIRE_INT,     /* int; bool and int, and duration in the row's unit */
    SKT__WIRE_UINT,    /* unsigned int; likewise */
    SKT__WIRE_U8,      /* one byte; bool and int */
    SKT__WIRE_U16,     /* two bytes; int */
    SKT__WIRE_BE32,    /* 32 bits in network order; int */
    SKT__WIRE_U64,     /* 64 bits; u64 */
    SKT__WIRE_TIMEVAL, /* struct timeval, or milliseconds where the system has those; duration */
    SKT__WIRE_LINGER,  /* struct linger; linger */
    SKT__WIRE_CHARS,   /* text, its end not counted, in a field of skt__size_of bytes; name */
    SKT__WIRE_IN_ADDR, /* four bytes; ipv4 */
    SKT__WIRE_BYTES    /* whatever the caller gives; bytes */
} skt__wire;

/* The call that reads and writes the option. */
typedef enum skt__via {
    SKT__VIA_SOCKOPT, /* setsockopt and getsockopt of level and name */
    SKT__VIA_IOCTL,   /* skt__option_call: the system's ioctl, whose code is the name */
    SKT__VIA_CALL     /* skt__option_call: a function of the system's own, by level and name */
} skt__via;

/* The unit of a duration. */
typedef enum skt__unit { SKT__SECOND, SKT__MILLISECOND, SKT__MICROSECOND } skt__unit;

/* The number of units that means "for ever". */
typedef enum skt__forever { SKT__NO_FOREVER, SKT__FOREVER_IS_ZERO, SKT__FOREVER_IS_MINUS_ONE } skt__forever;

/* The kinds by the names that keys have. */
enum {
    SKT__KIND_bool = SKT_KIND_BOOL,
    SKT__KIND_int = SKT_KIND_INT,
    SKT__KIND_u64 = SKT_KIND_U64,
    SKT__KIND_duration = SKT_KIND_DURATION,
    SKT__KIND_linger = SKT_KIND_LINGER,
    SKT__KIND_name = SKT_KIND_NAME,
    SKT__KIND_ipv4 = SKT_KIND_IPV4,
    SKT__KIND_bytes = SKT_KIND_BYTES
};

/*
 * The byte `kind` of a row: its kind + 1, so that 0 means "no row", how it is read and written, and SKT__PLAIN for an
 * int by setsockopt without a special value, counted in seconds if it is a duration.
 */
#define SKT__ROW_KIND(kind) ((kind) + 1)
#define SKT__KIND_BITS      0x0f
#define SKT__VIA(via)       ((via) << 4)
#define SKT__PLAIN          0x80

/* `scale` of a duration. For a name, the system's field has 1 << scale bytes. */
#define SKT__SCALE(unit, forever) ((unit) | (forever) << 2)

/* Six bytes, since every option number has a row. An ioctl's code is split into level and name, 16 bits each. */
typedef struct skt__option_row {
    int16_t name;
    uint16_t level;
    uint8_t kind; /* SKT__ROW_KIND, SKT__VIA and SKT__PLAIN */
    unsigned char wire : 4;
    unsigned char scale : 4;
} skt__option_row;
_Static_assert(sizeof(skt__option_row) == 6, "a row has grown");

static inline skt__via skt__via_of(const skt__option_row *row)
{
    return (skt__via)(row->kind >> 4 & 3);
}

static inline uint32_t skt__code_of(const skt__option_row *row)
{
    return (uint32_t)row->level << 16 | (uint16_t)row->name;
}

/* For durations: the nanoseconds of the unit, and the number that means "for ever". */
static inline int skt__unit_of(const skt__option_row *row)
{
    static const int lengths[] = {[SKT__SECOND] = 1000000000, [SKT__MILLISECOND] = 1000000, [SKT__MICROSECOND] = 1000};
    return lengths[row->scale & 3];
}

static inline skt__forever skt__forever_of(const skt__option_row *row)
{
    return (skt__forever)(row->scale >> 2);
}

/* For names: the size of the system's field. */
static inline size_t skt__size_of(const skt__option_row *row)
{
    return (size_t)1 << row->scale;
}

/*
 * The system's table: a row at the number of each public option, then rows for options that have a function instead of
 * a public key.
 */
#define SKT__OPTION_NUMBERS 425 /* one more than the highest number that an option can have */
enum {
    SKT__SO_ATTACH_FILTER = SKT__OPTION_NUMBERS,
    SKT__SO_DETACH_FILTER,
    SKT__SO_ORIGINAL_DST,
    SKT__IP6T_SO_ORIGINAL_DST,
    SKT__OPTION_ROWS
};
extern const skt__option_row skt__option_table[SKT__OPTION_ROWS];

/* The kernel's sock_fprog, the value of SO_ATTACH_FILTER. */
typedef struct skt__program {
    unsigned short len;
    const skt_filter *filter;
} skt__program;

/* The group_filter of RFC 3678, as Linux and Windows lay it out. */
enum { SKT__GROUP_SOURCES_MAX = 64 };
typedef struct skt__group_sources {
    uint32_t interface_index;
    struct sockaddr_storage group;
    uint32_t mode;
    uint32_t count;
    struct sockaddr_storage list[SKT__GROUP_SOURCES_MAX];
} skt__group_sources;

int skt__set_group_sources(skt_socket s, const skt__group_sources *sources);
int skt__get_group_sources(skt_socket s, skt__group_sources *io);

static inline size_t skt__group_sources_size(const skt__group_sources *sources)
{
    return offsetof(skt__group_sources, list) + sources->count * sizeof(struct sockaddr_storage);
}

/* Whether the number is within the table. The row there is SKT__WIRE_NONE if this system lacks the option. */
static inline bool skt__has_place(unsigned number)
{
    return number < SKT__OPTION_NUMBERS;
}

/* The row at a number within the table. Indexing 16-bit halves, three per row, takes the fewest instructions. */
static inline const skt__option_row *skt__row_at(unsigned number)
{
    const uint16_t *halves = (const void *)skt__option_table;
    return (const void *)(halves + number * 3);
}

static inline bool skt__is_kind(const skt__option_row *row, skt_option_kind kind)
{
    return (row->kind & SKT__KIND_BITS) == SKT__ROW_KIND((int)kind);
}

/* Whether a row has the kind and is plain, so that skt__set_plain and skt__get_plain suffice. */
static inline bool skt__is_plain(const skt__option_row *row, skt_option_kind kind)
{
    return row->kind == (SKT__ROW_KIND(kind) | SKT__PLAIN);
}

static inline int skt__set_plain(skt_socket s, const skt__option_row *row, int value)
{
    return skt__sockopt_set(s, row->level, row->name, &value, sizeof value);
}

static inline int skt__get_plain(skt_socket s, const skt__option_row *row, int *out)
{
    return skt__sockopt_get_int(s, row->level, row->name, out);
}

/*
 * The error for a number without a row of this kind: SKT_EINVAL if the option has another kind or no option can have
 * the number, SKT_EUNSUPPORTED if this system or this version of the library lacks the option.
 */
int skt__refuse_key(unsigned number, skt_option_kind kind);
int skt__refuse_row(const skt__option_row *row, skt_option_kind kind);

/* The same for a number outside the table. Inline, so that its callers need not save registers for a call. */
static inline int skt__refuse_number(unsigned number)
{
    return number == 0 || number > UINT16_MAX ? SKT_EINVAL : SKT_EUNSUPPORTED;
}

/*
 * The general functions for bool, int and duration: they handle every row and refuse those of other kinds. The
 * functions of option.h handle plain rows themselves and call these for the rest.
 */
int skt__set_number(skt_socket s, const skt__option_row *row, int64_t value, skt_option_kind kind);
int skt__get_number(skt_socket s, const skt__option_row *row, int64_t *out, skt_option_kind kind);
int skt__get_truth(skt_socket s, const skt__option_row *row, bool *out);
int skt__set_duration(skt_socket s, const skt__option_row *row, skt_duration value);
int skt__get_duration(skt_socket s, const skt__option_row *row, skt_duration *out);

/* The checks of skt_set_duration without the system call. */
int skt__check_duration(skt_duration_option key, skt_duration value);

/*
 * Reads (`out`, `len_io`) or writes (`value`, `*len_io`) an option by another call than setsockopt or getsockopt; the
 * pointer that is not used is NULL.
 * Returns 0 or the negative code.
 */
int skt__option_call(skt_socket s, const skt__option_row *row, const void *value, void *out, size_t *len_io);

/* Set or get an option that the system has, in the form that the system stores. */
static inline int skt__set_stored(skt_socket s, const skt__option_row *row, const void *value, size_t len)
{
    if (skt__via_of(row) != SKT__VIA_SOCKOPT) return skt__option_call(s, row, value, NULL, &len);
    /* setsockopt returns 1 for J1939's switches on Linux. */
    int rc = skt__sockopt_set(s, row->level, row->name, value, len);
    return rc > 0 ? 0 : rc;
}

static inline int skt__get_stored(skt_socket s, const skt__option_row *row, void *out, size_t *len_io)
{
    if (skt__via_of(row) != SKT__VIA_SOCKOPT) return skt__option_call(s, row, NULL, out, len_io);
    return skt__sockopt_get(s, row->level, row->name, out, len_io);
}

/* The same, with SKT_EUNSUPPORTED for an option that the system lacks. */
static inline int skt__set_row(skt_socket s, const skt__option_row *row, const void *value, size_t len)
{
    return row->wire == SKT__WIRE_NONE ? SKT_EUNSUPPORTED : skt__set_stored(s, row, value, len);
}

static inline int skt__get_row(skt_socket s, const skt__option_row *row, void *out, size_t *len_io)
{
    return row->wire == SKT__WIRE_NONE ? SKT_EUNSUPPORTED : skt__get_stored(s, row, out, len_io);
}

/* Sets both times of keepalive by one call, on systems whose older releases lack the options; else SKT_ENOPROTOOPT. */
int skt__set_both_keepalive_times(skt_socket s, skt_duration idle, skt_duration interval);

/* The structures that hold a multicast membership, and the operations on it. */
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

/* The option's name per form and operation; 0 or less if the system has none. Its level is that of the family. */
extern const int skt__membership_table[SKT__MEMBERSHIP_FORMS][SKT__MEMBERSHIP_VERBS];

#endif
