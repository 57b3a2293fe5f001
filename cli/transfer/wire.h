/* SPDX-License-Identifier: MIT */
/* The messages of the transfer format, docs/transfer.md. */
#ifndef SKT_CLI_WIRE_H
#define SKT_CLI_WIRE_H

#include "../folder.h"
#include "channel.h"

#define WIRE_VERSION    2
#define WIRE_PREAMBLE   8
#define WIRE_NAME_MAX   250
#define WIRE_REASON_MAX 200
#define WIRE_BODY_MAX   4608
#define WIRE_DIGEST     16
#define WIRE_DETAILS    15
#define WIRE_WHOLE_MAX  (64 * 1024)
#define WIRE_HOLE_MAX   ((uint64_t)256 << 20)
#define WIRE_LENGTH_MAX ((uint64_t)INT64_MAX)

/* The greatest depth of folders. */
#define WIRE_DEPTH_MAX 64

/* While a side computes the checksum of a prefix, it sends a WAIT after this many bytes. */
#define WIRE_WAIT_EVERY ((uint64_t)64 << 20)

/* The types of messages; docs/transfer.md describes their bodies. */
enum wire_type {
    WIRE_FILE = 'F',    /* details, length, name */
    WIRE_FOLDER = 'M',  /* details, name; the following entries are in it */
    WIRE_UP = 'U',      /* end of the folder */
    WIRE_LINK = 'L',    /* details, length of the name, name, target */
    WIRE_READY = 'R',   /* offset, digest of the receiver's bytes before it */
    WIRE_START = 'S',   /* offset */
    WIRE_BYTES = 'B',   /* length; that many bytes follow */
    WIRE_HOLE = 'H',    /* length of a hole */
    WIRE_CHECK = 'C',   /* digest of the whole file */
    WIRE_DONE = 'D',    /* the number of further entries that are complete */
    WIRE_END = 'E',     /* no more files; the receiver answers with the same */
    WIRE_WAIT = 'W',    /* still at work */
    WIRE_REFUSED = 'X', /* a sentence why the next entry is refused */
};

/* Bits in the first byte of the details. */
enum { WIRE_HAS_MODE = 1, WIRE_HAS_TIME = 2, WIRE_ENDLESS = 4, WIRE_WHOLE = 8 };

typedef struct wire_message {
    int type;
    size_t len;
    uint8_t body[WIRE_BODY_MAX];
} wire_message;

void wire_put_u64(uint8_t out[8], uint64_t value);
uint64_t wire_get_u64(const uint8_t in[8]);

void wire_put_u32(uint8_t out[4], uint32_t value);
uint32_t wire_get_u32(const uint8_t in[4]);
void wire_put_details(uint8_t out[WIRE_DETAILS], const os_details *details, unsigned more);

/* Reads details; the fields without a bit above are absent. Returns false if they are invalid. */
bool wire_get_details(const uint8_t in[WIRE_DETAILS], os_details *out, unsigned *more_out);

/* Exchanges preambles with the peer. SKT_EBADMSG: it has another protocol; SKT_EPROTO: it has another version, which is
 * stored in *version_out. */
int wire_greet(channel *c, int *version_out);

int wire_send(channel *c, enum wire_type type, const void *body, size_t len);

/* Receives the next message. SKT_EBADMSG: it is longer than a message may be. */
int wire_recv(channel *c, wire_message *out);

/*
 * The same, but skips as many WAIT messages as a prefix of that length allows, and updates the progress bar for each.
 */
int wire_recv_after_waits(channel *c, uint64_t prefix, wire_message *out);

/* Why a file must not have this name, as the end of a sentence ("is empty"); NULL if it may. */
const char *wire_name_problem(const void *name, size_t len);

#endif
