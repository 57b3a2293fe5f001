/* SPDX-License-Identifier: MIT */
/* The checksum of a transfer: XXH3 with 128 bits, most significant byte first. It finds accidents, not forgeries. */
#ifndef SKT_CLI_DIGEST_H
#define SKT_CLI_DIGEST_H

#include "wire.h"

void digest_begin(void);
void digest_add(const void *data, size_t len);

/* The checksum of everything since digest_begin; more may be added afterwards. There is one at a time. */
void digest_get(uint8_t out[WIRE_DIGEST]);

/* Starts anew with the first `len` bytes of a file, and sends a WAIT for each 64 MiB. The progress goes on. SKT_EEOF if it is shorter. */
int digest_prefix(const channel *c, skt_file file, uint64_t len);

#endif
