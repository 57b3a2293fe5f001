/* SPDX-License-Identifier: MIT */
/*
 * The fields of options that are structures, as data. A file for each system lists the fields of each in order.
 *
 *     STRUCTURE(TCP_INFO, struct tcp_info)
 *     FIELD(U8, PLAIN, state, tcpi_state)
 *     OWN(FLAG, PLAIN, timestamps)
 *     FIELD(U32, MICROSECONDS, rto, tcpi_rto)
 *     GAP(U32, fackets)
 *     END(TCP_INFO)
 *
 * A FIELD has its storage, its meaning, its name in a text, and its name in the system's headers, with which the build
 * compares its offset and size. OWN is a field that the headers do not name, or a bit-field, which has no offset. Each
 * field begins where the one before it ends; GAP is padding, or a field without a name in texts. ARRAY is a structure
 * that may repeat. ALIAS is an option with the structure that follows. SINCE_6_2 is a FIELD that Linux's headers have
 * since 6.2.
 *
 * The library stores the rows as one string without pointers: a capital letter for the storage, another for the
 * meaning, and the name in lower case.
 */
#ifndef SKT_OPTION_STRUCTURE_H
#define SKT_OPTION_STRUCTURE_H

#include "option/row.h"
#include "text.h"

/*
 * The storage of a field. FLAG is the next bit of a byte, from the lowest on; U1, U2 and U4 are bit-fields of C, which
 * on some processors begin at the highest bit.
 */
#define SKT__CODE_FLAG    "A"
#define SKT__CODE_U1      "B"
#define SKT__CODE_U2      "C"
#define SKT__CODE_U4      "D"
#define SKT__CODE_U8      "E"
#define SKT__CODE_U16     "F"
#define SKT__CODE_U32     "G"
#define SKT__CODE_I32     "H"
#define SKT__CODE_U64     "I"
#define SKT__CODE_KEY     "J" /* 16 bytes in hex */
#define SKT__CODE_IPV6    "K" /* 16 bytes */
#define SKT__CODE_SIN6    "L" /* sockaddr_in6 */
#define SKT__CODE_ADDR    "M" /* sockaddr_storage */
#define SKT__CODE_TEXT    "N" /* 16 characters */
#define SKT__CODE_TEXT32  "O"
#define SKT__CODE_TEXT240 "P"
#define SKT__CODE_SET     "Q" /* words to the end of the structure: a bit for each number */
#define SKT__CODE_LIST    "R" /* words to the end of the structure: numbers */

/* The meaning of a field. A time, a number of bytes or a rate whose bits are all ones is printed as "none". */
#define SKT__CODE_PLAIN        ""
#define SKT__CODE_SECONDS      "S"
#define SKT__CODE_MILLISECONDS "T"
#define SKT__CODE_MICROSECONDS "U"
#define SKT__CODE_BYTES        "V"
#define SKT__CODE_RATE         "W" /* bytes per second */
#define SKT__CODE_HEX          "X"
#define SKT__CODE_BOOL         "Y"
#define SKT__CODE_FROM_ONE     "X" /* of a set: the lowest bit is for 1 */

/* The first letter of an array. */
#define SKT__CODE_ARRAY "Z"

/* The system's options with structures, ended by 0, and in the same order the fields of each, ended by a zero byte. */
extern const uint16_t skt__structure_numbers[];
extern const char skt__structure_fields[];

/* The fields of an option whose value has `len` bytes; NULL if no fields are known. */
const char *skt__fields_of(unsigned number, size_t len);

/*
 * Prints the bytes of an option as "name=value name=value" and bytes behind the known fields as "rest=" and hex. If no
 * fields are known, prints hex only.
 */
void skt__put_bytes(skt__text *text, unsigned number, const uint8_t *bytes, size_t len);

/*
 * Reads such a text into `bytes`, whose first *len_io bytes hold the present value. Fields that it omits stay
 * unchanged.
 */
int skt__read_fields(const char *text, const char *fields, uint8_t *bytes, size_t size, size_t *len_io);

#endif
