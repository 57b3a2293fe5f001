/* SPDX-License-Identifier: MIT */
/* The kinds of sockets over which most tests iterate. Kinds that the machine lacks are left out with a message. */
#ifndef SKT_TESTS_KINDS_H
#define SKT_TESTS_KINDS_H

#include "support.h"

typedef struct kind {
    const char *name;
    int family;
    int type;
    int protocol;
    unsigned systems;    /* the systems that may have them */
    const char *address; /* a local address with any port; NULL: a unique path, "@": a unique abstract name */
} kind;

/*
 * Iterate over kinds that listen and accept, kinds that do not, and others: NULL gives the first, the last gives NULL.
 */
const kind *next_stream(const kind *last);
const kind *next_datagram(const kind *last);
const kind *next_channel(const kind *last); /* streams over which sockets go from process to process */
#define EACH_STREAM(k)   for (const kind *k = next_stream(NULL); k != NULL; k = next_stream(k))
#define EACH_DATAGRAM(k) for (const kind *k = next_datagram(NULL); k != NULL; k = next_datagram(k))
#define EACH_CHANNEL(k)  for (const kind *k = next_channel(NULL); k != NULL; k = next_channel(k))

/*
 * An address that a socket of the kind can be bound to, with a path that nothing else uses; leave_address removes it.
 */
skt_addr kind_address(const kind *k);
void leave_address(const skt_addr *addr);

skt_socket kind_open(const kind *k);

/* A bound one, and where it is; of a stream kind it listens. */
skt_socket kind_bound(const kind *k, skt_addr *here);

/* Two that are connected to each other. */
connection kind_connection(const kind *k);

#endif
