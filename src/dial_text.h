/* SPDX-License-Identifier: MIT */
/* Where a text leads: "example.org:443", "[::1]:http", ":80" or an address of any family. */
#ifndef SKT_DIAL_TEXT_H
#define SKT_DIAL_TEXT_H

#include "sys.h"

/* Room for the longest name of a host, or an IPv6 address with its scope, and a zero. */
#define SKT__HOST_ROOM 256

/* What skt__service_port returns for the name of a service. */
#define SKT__SERVICE_NAME 65536

/* Either an address, or a host and a service for the resolver. */
typedef struct skt__place {
    skt_addr addr;             /* len is 0 where there is a host and a service; the port may be 0 */
    char host[SKT__HOST_ROOM]; /* a name or an IP address without brackets; "" where nothing stands before the colon */
    const char *service;       /* within the text: a port from 0 to 65535, or a name */
} skt__place;

/*
 * Reads a text. It asks no resolver, and makes no system call but for the name of a scope.
 *
 * A text that begins with a prefix of skt_addr_parse (unix:, vsock: ...) is an address of that family or an error, never
 * a host of that name. An IP address may stand without a port, which is then 0; a host may not.
 *
 * Returns   0.
 * Errors    SKT_EINVAL        There is no service, it is neither a port nor a name, or the brackets hold no IPv6 address.
 *           SKT_ENAMETOOLONG  The host is too long.
 *           and those of skt_addr_parse for a text with a prefix, and for a scope.
 */
int skt__place_of(const char *text, skt__place *out);

/* The port of a service's text, SKT__SERVICE_NAME for a name, SKT_EINVAL for what is neither: "", "+80", "65536". */
int skt__service_port(const char *service);

#endif
