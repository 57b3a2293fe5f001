/* SPDX-License-Identifier: MIT */
/* The kind of socket for connecting or listening. */
#ifndef SKT_CLI_KIND_H
#define SKT_CLI_KIND_H

#include "../command.h"

#include <skt/skt.h>

typedef struct kind {
    int type, protocol;
    bool messages; /* message boundaries are kept */
} kind;

/* The flags in the order of KIND_FLAGS, which comes first in the table of each command that has a kind. */
enum { FLAG_UDP, FLAG_MPTCP, FLAG_SEQPACKET, FLAG_DGRAM, KIND_FLAG_COUNT };

#define KIND_FLAGS                                                                                         \
    [FLAG_UDP] = {"udp", 'u', NULL, "datagrams: UDP"}, [FLAG_MPTCP] = {"mptcp", 0, NULL, "Multipath TCP"}, \
    [FLAG_SEQPACKET] = {"seqpacket", 0, NULL, "a Unix socket of messages in order"},                       \
    [FLAG_DGRAM] = {"dgram", 0, NULL, "a Unix socket of datagrams"}

/* Prints a message if two kinds were given. A status. */
int kind_read(const arguments *given, kind *out);

#endif
