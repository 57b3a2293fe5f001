/* SPDX-License-Identifier: MIT */
/* The system's control data as data: the tables that control.c of either folder holds, for the code that is common. */
#ifndef SKT_CONTROL_TABLE_H
#define SKT_CONTROL_TABLE_H

#include "native_control.h"

/* How an item's data is written. */
typedef enum skt__form {
    SKT__FORM_NONE,        /* the system has no such item */
    SKT__FORM_INT,         /* int */
    SKT__FORM_BYTE,        /* one byte */
    SKT__FORM_INT_OR_BYTE, /* an int, or one byte */
    SKT__FORM_U16,         /* two bytes */
    SKT__FORM_U16_OR_INT,  /* two bytes, or an int */
    SKT__FORM_U64,         /* eight bytes */
    SKT__FORM_IN_ADDR,     /* struct in_addr */
    SKT__FORM_PKTINFO,     /* struct in_pktinfo */
    SKT__FORM_PKTINFO6,    /* struct in6_pktinfo */
    SKT__FORM_LINK,        /* struct sockaddr_dl, of which the index counts */
    SKT__FORM_TIMEVAL,     /* struct timeval, of 32 or of 64 bits */
    SKT__FORM_TIMESPEC,    /* struct timespec, likewise */
    SKT__FORM_TIMESTAMPS,  /* three of these: by software, nothing, by the device */
    SKT__FORM_COUNTER,     /* what QueryPerformanceCounter counted */
    SKT__FORM_TIME_SOURCE, /* struct scm_ts_pktinfo */
    SKT__FORM_HANDLES,     /* ints */
    SKT__FORM_CREDENTIALS, /* the system's own structure */
    SKT__FORM_SOCKADDR,    /* an address */
    SKT__FORM_ERROR,       /* struct sock_extended_err, and an address */
    SKT__FORM_TEXT         /* text */
} skt__form;

/* An item as it is received. */
typedef struct skt__control_row {
    int level, type;
    uint8_t kind; /* SKT_CONTROL_* */
    uint8_t form;
} skt__control_row;

/* Those that are looked for most stand first; one of SKT__FORM_NONE ends the table. */
extern const skt__control_row skt__control_rows[];

/* What can be put. */
typedef enum skt__put_kind {
    SKT__PUT_LOCAL,
    SKT__PUT_TOS,
    SKT__PUT_ECN,
    SKT__PUT_HOP_LIMIT,
    SKT__PUT_DONT_FRAGMENT,
    SKT__PUT_SEGMENT_SIZE,
    SKT__PUT_SEND_TIME,
    SKT__PUT_KEY,
    SKT__PUT_STAMP,
    SKT__PUT_MARK,
    SKT__PUT_HANDLES,
    SKT__PUT_CREDENTIALS,
    SKT__PUT_TLS_RECORD,
    SKT__PUTS
} skt__put_kind;

typedef struct skt__put_row {
    int level, type;
    uint8_t form;
} skt__put_row;

/* To peers of other families goes what is the same for IPv4 and IPv6. */
typedef enum skt__peer { SKT__PEER_IPV4, SKT__PEER_IPV6, SKT__PEER_OTHER, SKT__PEERS } skt__peer;

/* One of SKT__FORM_NONE cannot be put. */
extern const skt__put_row skt__put_rows[SKT__PEERS][SKT__PUTS];

/* Rows of it. A type that the system lacks has no form either. */
#define SKT__ROW(level, type, form)        {level, type, (type) == SKT__NO_SUCH ? SKT__FORM_NONE : (form)}
#define SKT__PUT4(what, level, type, form) [SKT__PEER_IPV4][what] = SKT__ROW(level, type, form)
#define SKT__PUT6(what, level, type, form) [SKT__PEER_IPV6][what] = SKT__ROW(level, type, form)
#define SKT__PUT_TO_ALL(what, level, type, form) \
    SKT__PUT4(what, level, type, form),          \
        SKT__PUT6(what, level, type, form), [SKT__PEER_OTHER][what] = SKT__ROW(level, type, form)

/* An option that makes the socket say more: one of each bit, family by family. */
typedef struct skt__info_row {
    uint32_t bit;
    uint8_t families; /* SKT__OF_* */
    int level, name;
    int value;
} skt__info_row;

enum { SKT__OF_IPV4 = 1, SKT__OF_IPV6 = 2, SKT__OF_OTHERS = 4, SKT__OF_IP = 3, SKT__OF_ALL = 7 };

/* One of bit 0 ends the table. */
extern const skt__info_row skt__info_rows[];

/* Adds the value to those that the option has already, if its values are flags; else sets it. Returns 0 or the code. */
int skt__enable(skt_socket s, const skt__info_row *row);

/* Reads data of a form that is the system's own. Returns whether it is one. */
bool skt__read_own(int form, const unsigned char *data, size_t len, skt_control_item *out);

/* Writes the system's form of credentials. Returns the length, or 0 where the value cannot be said in this form. */
size_t skt__write_credentials(const skt_credentials *credentials, unsigned char out[SKT__CREDENTIALS_MAX]);

#endif
