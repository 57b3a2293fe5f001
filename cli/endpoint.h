/* SPDX-License-Identifier: MIT */
/* The ADDRESS of a transfer: a text that leads to one or more addresses of a stream transport. */
#ifndef SKT_CLI_ENDPOINT_H
#define SKT_CLI_ENDPOINT_H

#include <skt/skt.h>

#define ENDPOINT_MOST     16
#define ENDPOINT_TEXT_MAX (SKT_ADDR_TEXT_MAX + 8)

typedef struct endpoint {
    skt_addr addresses[ENDPOINT_MOST];
    size_t count;          /* 0 until the host is resolved */
    const char *text;      /* as it was given, without "mptcp:" */
    char host[256];        /* "" where it is no name */
    char service[64];      /* "" where the addresses have their port already */
    int protocol;          /* SKT_IPPROTO_MPTCP, or 0 for the usual one */
    bool is_every_address; /* ":4000", of IPv4 and IPv6 */
    skt_duration patience; /* to listen: with the resolver */
    bool replace;          /* to listen: a path at which nobody listens any more may be replaced */
} endpoint;

/* Reads the text; it asks no resolver. Complains of what is no address. A status. */
int endpoint_parse(const char *text, bool mptcp, bool to_listen, endpoint *out);

/* Resolves what the text left open, until the deadline or an interrupt. Complains. A status. */
int endpoint_resolve(endpoint *e, bool to_listen, skt_deadline deadline);

/* The text of one of its addresses, which `skt send` takes. */
void endpoint_name(const endpoint *e, const skt_addr *addr, char name[ENDPOINT_TEXT_MAX]);

/*
 * Listens on the first address that can be bound; its text, which `skt send` takes, goes to `name`. There is one
 * listener at a time. A status.
 */
int endpoint_listen(endpoint *e, skt_socket *out, char name[ENDPOINT_TEXT_MAX]);

/* Closes the listener and removes its path if that is still the one that it made. */
void endpoint_close(skt_socket listener);

/* Resolves, and connects to the address that answers first, all within the idle time. A status. */
int endpoint_connect(endpoint *e, skt_duration idle, skt_socket *out);

#endif
