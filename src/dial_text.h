/* SPDX-License-Identifier: MIT */
/* Parsing what skt_dial and skt_serve take: "example.org:443", "[::1]:http", ":80" or an address of any family. */
#ifndef SKT_DIAL_TEXT_H
#define SKT_DIAL_TEXT_H

#include "sys.h"

/* Room for the longest host name, or an IPv6 address with its scope, and the final zero. */
#define SKT__HOST_ROOM 256

/* The result of skt__service_port for the name of a service. */
#define SKT__SERVICE_NAME 65536

/* Either an address, or a host and a service for the resolver. */
typedef struct skt__place {
    skt_addr addr;             /* len is 0 where there is a host and a service; the port may be 0 */
    char host[SKT__HOST_ROOM]; /* a name or an IP address without brackets; "" where nothing stands before the colon */
    const char *service;       /* within the text: a port from 0 to 65535, or a name */
} skt__place;

/*
 * Parses a text without a resolver; only the name of a scope needs system calls.
 *
 * A text that begins with a prefix of skt_addr_parse (unix:, vsock: ...) is an address of that family or an error, but
 * never a host of that name. An IP address may lack the port, which is then 0; a host may not.
 *
 * Returns   0.
 * Errors    SKT_EINVAL        The service is missing, or neither a port nor a name; or no IPv6 address is in brackets.
 *           SKT_ENAMETOOLONG  The host is too long.
 *           and those of skt_addr_parse for a text with a prefix, and for a scope.
 */
int skt__place_of(const char *text, skt__place *out);

/* The port number in the text, SKT__SERVICE_NAME for a name, or SKT_EINVAL for any other text: "", "+80", "65536". */
int skt__service_port(const char *service);

#endif
