/* SPDX-License-Identifier: MIT */
/* A proof that a peer receives at the address that it sends from, of which the server keeps nothing. */
#ifndef SKT_CLI_COOKIE_H
#define SKT_CLI_COOKIE_H

#include <skt/skt.h>

#define COOKIE_LEN 16

/* How long a cookie holds. */
#define COOKIE_SPAN SKT_SECONDS(20)

typedef struct cookie_secret {
    uint64_t key[2];
} cookie_secret;

/* Makes a secret of the system's random bytes. false: there are none. */
bool cookie_secret_make(cookie_secret *out);

/* Makes the cookie of a peer: the time, and a keyed hash of it and the peer's address and port. `now_ns` is of skt_now. */
void cookie_make(const cookie_secret *secret, const skt_addr *peer, uint64_t now_ns, unsigned char out[COOKIE_LEN]);

/* Whether the cookie was made for this peer, and not longer ago than COOKIE_SPAN. */
bool cookie_holds(const cookie_secret *secret, const skt_addr *peer, uint64_t now_ns,
                  const unsigned char in[COOKIE_LEN]);

#endif
