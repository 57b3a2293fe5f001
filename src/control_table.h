/* SPDX-License-Identifier: MIT */
/* The tables of control data items that unix/control.c and windows/control.c define for the common code. */
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
    SKT__FORM_COUNTER,     /* a value of QueryPerformanceCounter */
    SKT__FORM_TIME_SOURCE, /* struct scm_ts_pktinfo */
    SKT__FORM_HANDLES,     /* ints */
    SKT__FORM_CREDENTIALS, /* the system's own structure */
    SKT__FORM_SOCKADDR,    /* an address */
    SKT__FORM_ERROR,       /* struct sock_extended_err, and an address */
    SKT__FORM_TEXT         /* text */
} skt__form;

/* An item that a receive can bring. */
typedef struct skt__control_row {
    int level, type;
    uint8_t kind; /* SKT_CONTROL_* */
    uint8_t form;
} skt__control_row;

/* The most frequent items stand first; a row of SKT__FORM_NONE ends the table. */
extern const skt__control_row skt__control_rows[];

/* The items that a send can carry. */
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

/* The row by the peer's family. SKT__PEER_OTHER has the items that do not depend on the family. */
typedef enum skt__peer { SKT__PEER_IPV4, SKT__PEER_IPV6, SKT__PEER_OTHER, SKT__PEERS } skt__peer;

/* The system lacks the items whose form is SKT__FORM_NONE. */
extern const skt__put_row skt__put_rows[SKT__PEERS][SKT__PUTS];

/* Rows of skt__put_rows. */
#define SKT__ROW(level, type, form)        {level, type, (type) == SKT__NO_SUCH ? SKT__FORM_NONE : (form)}
#define SKT__PUT4(what, level, type, form) [SKT__PEER_IPV4][what] = SKT__ROW(level, type, form)
#define SKT__PUT6(what, level, type, form) [SKT__PEER_IPV6][what] = SKT__ROW(level, type, form)
#define SKT__PUT_TO_ALL(what, level, type, form) \
    SKT__PUT4(what, level, type, form),          \
        SKT__PUT6(what, level, type, form), [SKT__PEER_OTHER][what] = SKT__ROW(level, type, form)

/* An option that enables an item on receives: for each bit one row per family. */
typedef struct skt__info_row {
    uint32_t bit;
    uint8_t families; /* SKT__OF_* */
    int level, name;
    int value;
} skt__info_row;

enum { SKT__OF_IPV4 = 1, SKT__OF_IPV6 = 2, SKT__OF_OTHERS = 4, SKT__OF_IP = 3, SKT__OF_ALL = 7 };

/* A row whose bit is 0 ends the table. */
extern const skt__info_row skt__info_rows[];

/* Sets the option; if its value is flags, adds them to those that are set already. Returns 0 or the code. */
int skt__enable(skt_socket s, const skt__info_row *row);

/* Reads data of a form that only this system has. Returns whether it could be read. */
bool skt__read_own(int form, const unsigned char *data, size_t len, skt_control_item *out);

/* Writes credentials as the system's structure. Returns its length, or 0 if the structure cannot hold the value. */
size_t skt__write_credentials(const skt_credentials *credentials, unsigned char out[SKT__CREDENTIALS_MAX]);

#endif
