/* SPDX-License-Identifier: MIT */
/* Code that send and recv share. */
#ifndef SKT_CLI_TRANSFER_H
#define SKT_CLI_TRANSFER_H

#include "channel.h"
#include "../say.h"
#include "../stream/kind.h"

#define TRANSFER_CHUNK        (256 * 1024)
#define TRANSFER_TIMEOUT      "60s"
#define TRANSFER_TIMEOUT_HELP "give up when nothing moves for so long (60s); \"forever\" never does"

#define TRANSFER_JSON_HELP "print a line of JSON for each file that is confirmed"

/* Prints that line: the file's length, and how many bytes existed before. A status. */
int transfer_report(const char *schema, const char *name, uint64_t len, uint64_t start);

/* The kind of sockets: streams, for IP addresses TCP or Multipath TCP. */
kind transfer_kind(bool mptcp);

/* Takes over the connection and exchanges preambles. Prints a message on error. A status. */
int transfer_begin(channel *c, skt_socket socket, skt_duration idle, channel_turn *turn);

/* The text of the progress bar while either side computes a checksum before the transfer. */
#define TRANSFER_CHECKING   " checking"
#define TRANSFER_IS_CHECKED " is checked there"

/* Prints an error of the connection that concerned `subject`. Returns a status other than STATUS_OK. */
int transfer_trouble(const char *subject, int rc);

#endif
