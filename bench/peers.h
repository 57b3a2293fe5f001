/* SPDX-License-Identifier: MIT */
/* Other libraries for comparison with skt in bench_udp: ./dev bench udp --peers. */
#ifndef SKT_BENCH_PEERS_H
#define SKT_BENCH_PEERS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct peer {
    const char *name;
    /* Takes over two sockets, of which the first is connected to the second. */
    void *(*begin)(int out, int in);
    /* Sends and receives count datagrams of len bytes, which are contiguous in memory; `offload` with segmentation. */
    void (*round)(void *state, const unsigned char *content, size_t count, size_t len, bool offload);
} peer;

enum { PEERS_MAX = 2 };
extern const peer peers[];
extern const size_t peer_count;

#endif
