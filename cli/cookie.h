/* SPDX-License-Identifier: MIT */
/* Cookies that prove that a peer receives at its source address. The server needs no memory per peer. */
#ifndef SKT_CLI_COOKIE_H
#define SKT_CLI_COOKIE_H

#include <skt/skt.h>

#define COOKIE_LEN 16

/* How long a cookie is valid. */
#define COOKIE_SPAN SKT_SECONDS(20)

typedef struct cookie_secret {
    uint64_t key[2];
} cookie_secret;

/* Makes a secret of random bytes. Returns false if the system has none. */
bool cookie_secret_make(cookie_secret *out);

/* Makes a cookie: the time, and a keyed hash of it and the peer's address and port. `now_ns` is from skt_now. */
void cookie_make(const cookie_secret *secret, const skt_addr *peer, uint64_t now_ns, unsigned char out[COOKIE_LEN]);

/* Whether the cookie was made for this peer within the last COOKIE_SPAN. */
bool cookie_holds(const cookie_secret *secret, const skt_addr *peer, uint64_t now_ns,
                  const unsigned char in[COOKIE_LEN]);

#endif
