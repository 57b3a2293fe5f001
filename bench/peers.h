/* SPDX-License-Identifier: MIT */
/* Other libraries that do the work of bench_udp, for ./dev bench udp --peers. */
#ifndef SKT_BENCH_PEERS_H
#define SKT_BENCH_PEERS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct peer {
    const char *name;
    /* Takes over two sockets, the first being connected to the second. */
    void *(*begin)(int out, int in);
    /* Sends count datagrams of len bytes that lie in a row, several at once if offload is set, and receives them. */
    void (*round)(void *state, const unsigned char *content, size_t count, size_t len, bool offload);
} peer;

enum { PEERS_MAX = 2 };
extern const peer peers[];
extern const size_t peer_count;

#endif
