/* SPDX-License-Identifier: MIT */
/*
 * What the structures of options have in them, as data: a file for each system lists the fields of each in their order.
 *
 *     STRUCTURE(TCP_INFO, struct tcp_info)
 *     FIELD(U8, PLAIN, state, tcpi_state)
 *     OWN(FLAG, PLAIN, timestamps)
 *     FIELD(U32, MICROSECONDS, rto, tcpi_rto)
 *     GAP(U32, fackets)
 *     END(TCP_INFO)
 *
 * A row is how the field is stored, how it is meant, what it is called in a text, and what the system's headers call it,
 * with which the build compares it. What they have no name for, or no address, is OWN. A field begins where the one before
 * it ends: what is between two is a GAP. A structure of which there are any number is an ARRAY. ALIAS is an option whose structure
 * is the one that follows. SINCE_6_2 is a FIELD that
 * the headers of Linux have since then.
 *
 * The library has the rows as one string without pointers: a capital letter for how a field is stored, another for how it
 * is meant, and the name in small letters.
 */
#ifndef SKT_OPTION_STRUCTURE_H
#define SKT_OPTION_STRUCTURE_H

#include "option/row.h"
#include "text.h"

/*
 * How a field is stored. FLAG is the next bit of a byte, from its lowest; U1, U2 and U4 are bit-fields of C, which begin at
 * the highest on some processors.
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

/* How it is meant. A span, an amount or a rate of all ones is none. */
#define SKT__CODE_PLAIN        ""
#define SKT__CODE_SECONDS      "S"
#define SKT__CODE_MILLISECONDS "T"
#define SKT__CODE_MICROSECONDS "U"
#define SKT__CODE_BYTES        "V"
#define SKT__CODE_RATE         "W" /* bytes per second */
#define SKT__CODE_HEX          "X"
#define SKT__CODE_BOOL         "Y"
#define SKT__CODE_FROM_ONE     "X" /* of a set: the lowest bit is for 1 */

/* With this an array begins. */
#define SKT__CODE_ARRAY "Z"

/* The system's: the option of each structure, ended by 0, and in the same order their fields, each ended by a zero. */
extern const uint16_t skt__structure_numbers[];
extern const char skt__structure_fields[];

/* The fields of an option of which there are `len` bytes; NULL where it is no structure with names. */
const char *skt__fields_of(unsigned number, size_t len);

/*
 * Writes the bytes of an option as "name=value name=value", what has no name as "rest=" and hex; all in hex where it is no
 * structure with names.
 */
void skt__put_bytes(skt__text *text, unsigned number, const uint8_t *bytes, size_t len);

/* Reads such a text into bytes, of which there are *len_io of size; the fields that it does not name stay as they are. */
int skt__read_fields(const char *text, const char *fields, uint8_t *bytes, size_t size, size_t *len_io);

#endif
