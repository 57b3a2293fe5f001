/* SPDX-License-Identifier: MIT */
/* The messages of the transfer format, docs/transfer.md. */
#ifndef SKT_CLI_WIRE_H
#define SKT_CLI_WIRE_H

#include "channel.h"

#define WIRE_VERSION    1
#define WIRE_PREAMBLE   8
#define WIRE_NAME_MAX   250
#define WIRE_REASON_MAX 200
#define WIRE_BODY_MAX   512
#define WIRE_DIGEST     16
#define WIRE_LENGTH_MAX ((uint64_t)INT64_MAX)

/* After each so many bytes of a prefix that a side hashes it sends a WAIT. */
#define WIRE_WAIT_EVERY ((uint64_t)64 << 20)

enum wire_type {
    WIRE_FILE = 'F',    /* length, name */
    WIRE_READY = 'R',   /* offset, digest of what the receiver has before it */
    WIRE_START = 'S',   /* offset; the bytes follow */
    WIRE_CHECK = 'C',   /* digest of the whole file */
    WIRE_DONE = 'D',    /* the receiver has it */
    WIRE_END = 'E',     /* no more files; the receiver answers the same */
    WIRE_WAIT = 'W',    /* still at work */
    WIRE_REFUSED = 'X', /* a sentence why */
};

typedef struct wire_message {
    int type;
    size_t len;
    uint8_t body[WIRE_BODY_MAX];
} wire_message;

void wire_put_u64(uint8_t out[8], uint64_t value);
uint64_t wire_get_u64(const uint8_t in[8]);

/* Sends this side's preamble and takes the peer's. SKT_EBADMSG: it speaks something else; SKT_EPROTO: another version,
 * which goes to *version_out. */
int wire_greet(const channel *c, int *version_out);

int wire_send(const channel *c, enum wire_type type, const void *body, size_t len);

/* Takes the next message. SKT_EBADMSG: it is longer than any message is. */
int wire_recv(const channel *c, wire_message *out);

/* The same, but passes over as many WAIT as there may be for a prefix of that length; the progress goes on with each. */
int wire_recv_after_waits(const channel *c, uint64_t prefix, wire_message *out);

/* Why a file of this name must not be made, as the end of a sentence ("is empty"); NULL where it may. */
const char *wire_name_problem(const void *name, size_t len);

#endif
