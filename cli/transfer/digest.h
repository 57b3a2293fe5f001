/* SPDX-License-Identifier: MIT */
/* The checksum of a transfer: 128-bit XXH3, big-endian. It detects accidents, not forgeries. */
#ifndef SKT_CLI_DIGEST_H
#define SKT_CLI_DIGEST_H

#include "wire.h"

typedef struct digest {
    void *state;
} digest;

/* Returns 0 or SKT_ENOMEM. After 0 it must be closed. */
int digest_open(digest *d);
void digest_close(digest *d);

/* Resets the checksum. */
void digest_begin(digest *d);
void digest_add(digest *d, const void *data, size_t len);
void digest_add_zeros(digest *d, uint64_t len);

/* The checksum of all data since digest_begin. More data may be added afterwards. */
void digest_get(const digest *d, uint8_t out[WIRE_DIGEST]);

/* The checksum of one buffer. */
void digest_of(const void *data, size_t len, uint8_t out[WIRE_DIGEST]);

/*
 * Resets the checksum and adds the first `len` bytes of a file, sending a WAIT for each 64 MiB and updating the
 * progress bar. SKT_EEOF if the file is shorter. `room` has DIGEST_ROOM bytes.
 */
int digest_prefix(digest *d, channel *c, skt_file file, uint64_t len, char *room);
#define DIGEST_ROOM (256 * 1024)

#endif
