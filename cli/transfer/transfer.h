/* SPDX-License-Identifier: MIT */
/* What send and recv have in common. */
#ifndef SKT_CLI_TRANSFER_H
#define SKT_CLI_TRANSFER_H

#include "channel.h"
#include "../say.h"
#include "../stream/kind.h"

#define TRANSFER_CHUNK        (256 * 1024)
#define TRANSFER_TIMEOUT      "60s"
#define TRANSFER_TIMEOUT_HELP "give up when nothing moves for so long (60s); \"forever\" never does"

#define TRANSFER_JSON_HELP "print a line of JSON for each file that is confirmed"

/* Writes that line: the file's bytes, of which the first ones had been there before. A status. */
int transfer_report(const char *schema, const char *name, uint64_t len, uint64_t start);

/* Streams of bytes, of TCP or Multipath TCP where the address is of IP. */
kind transfer_kind(bool mptcp);

/* Takes over the connection and exchanges preambles. Complains; a status. */
int transfer_begin(channel *c, skt_socket socket, skt_duration idle, channel_turn *turn);

/* What the progress bar says while the one side or the other computes a checksum before the bytes move. */
#define TRANSFER_CHECKING   " checking"
#define TRANSFER_IS_CHECKED " is checked there"

/* Complains of what happened to the connection while it was about `subject`. A status other than 0. */
int transfer_trouble(const char *subject, int rc);

#endif
