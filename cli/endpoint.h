/* SPDX-License-Identifier: MIT */
/* The ADDRESS of a transfer: a text that leads to one or more addresses of a stream transport. */
#ifndef SKT_CLI_ENDPOINT_H
#define SKT_CLI_ENDPOINT_H

#include <skt/skt.h>

#define ENDPOINT_MOST     16
#define ENDPOINT_TEXT_MAX (SKT_ADDR_TEXT_MAX + 8)

typedef struct endpoint {
    skt_addr addresses[ENDPOINT_MOST];
    size_t count;
    int protocol; /* SKT_IPPROTO_MPTCP, or 0 for the usual one */
} endpoint;

/* Reads the text, and resolves a host name. Complains and returns a status other than 0 if it leads nowhere. */
int endpoint_parse(const char *text, bool mptcp, bool to_listen, endpoint *out);

/* Listens on the first address that can be bound; its text, which `skt send` takes, goes to `name`. A status. */
int endpoint_listen(const endpoint *e, skt_socket *out, char name[ENDPOINT_TEXT_MAX]);

/* Closes the listener and takes its path out of the file system. */
void endpoint_close(skt_socket listener);

/* Connects to the first address that answers, each within the idle time. A status. */
int endpoint_connect(const endpoint *e, skt_duration idle, skt_socket *out);

#endif
