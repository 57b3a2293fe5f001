/* SPDX-License-Identifier: MIT */
/* Listening for the commands: skt_serve, and one peer after another. */
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
    const option_word *failed; /* the option that was refused, if that is why */
} hear;

/* Listens, or binds where the kind is datagrams, and says on stderr "listening on ADDRESS". Complains. A status. */
int hear_begin(hear *h, const char *text, const kind *how, const settings *options, bool replace);

/* The same, but the resolver has no longer than the deadline, and nothing is said; and what is said then. */
int hear_open(hear *h, const char *text, const kind *how, const settings *options, bool replace, skt_deadline deadline);
void hear_tell(const hear *h, os_stream to);

/* Waits until one is ready: 0; or SKT_EINTR after an interrupt, or another error. */
int hear_wait(const hear *h, skt_socket *out);

/*
 * Waits for the next peer until an interrupt, whatever the system lacks meanwhile. Of datagrams it is the sender of the
 * first one, to whom the socket is connected then; that socket is one of the listening ones. Complains. A status.
 */
int hear_next(hear *h, skt_socket *out);

/* Closes what listens, but not `kept`, and removes the path. */
void hear_end(hear *h, skt_socket kept);

#endif
