/* SPDX-License-Identifier: MIT */
/* The checksum of a transfer: XXH3 with 128 bits, most significant byte first. It finds accidents, not forgeries. */
#ifndef SKT_CLI_DIGEST_H
#define SKT_CLI_DIGEST_H

#include "wire.h"

typedef struct digest {
    void *state;
} digest;

/* SKT_ENOMEM, or 0: then it is to be closed. */
int digest_open(digest *d);
void digest_close(digest *d);

/* Starts anew. */
void digest_begin(digest *d);
void digest_add(digest *d, const void *data, size_t len);
void digest_add_zeros(digest *d, uint64_t len);

/* The checksum of everything since digest_begin; more may be added afterwards. */
void digest_get(const digest *d, uint8_t out[WIRE_DIGEST]);

/* That of a few bytes. */
void digest_of(const void *data, size_t len, uint8_t out[WIRE_DIGEST]);

/*
 * Starts anew with the first `len` bytes of a file, and sends a WAIT for each 64 MiB. The progress goes on. SKT_EEOF if
 * it is shorter. `room` has DIGEST_ROOM bytes.
 */
int digest_prefix(digest *d, channel *c, skt_file file, uint64_t len, char *room);
#define DIGEST_ROOM (256 * 1024)

#endif
