/* SPDX-License-Identifier: MIT */
/* Listening for the commands, by skt_serve, and accepting peers. */
#ifndef SKT_CLI_HEAR_H
#define SKT_CLI_HEAR_H

#include "../os.h"
#include "../settings.h"
#include "kind.h"

typedef struct hear {
    skt_socket sockets[SKT_SERVE_MOST];
    size_t count;
    kind kind;
    const settings *options;
    const option_word *failed; /* the option that was refused, if that was the error */
} hear;

/* Listens, or binds for datagrams, and prints "listening on ADDRESS" to stderr. Prints a message on error. A status. */
int hear_begin(hear *h, const char *text, const kind *how, const settings *options, bool replace);

/* The first is the same without that line and with a deadline for the resolver; the second prints the line. */
int hear_open(hear *h, const char *text, const kind *how, const settings *options, bool replace, skt_deadline deadline);
void hear_tell(const hear *h, os_stream to);

/* Waits until a socket is ready. Returns 0, SKT_EINTR after an interrupt, or another error. */
int hear_wait(const hear *h, skt_socket *out);

/*
 * Waits for the next peer or an interrupt, even while the system is short of descriptors or memory. With datagrams the
 * peer is the sender of the first one: one of the listening sockets is connected to it and returned. Prints a message
 * on error. A status.
 */
int hear_next(hear *h, skt_socket *out);

/* Closes the listening sockets except `kept`, and removes the path. */
void hear_end(hear *h, skt_socket kept);

#endif
