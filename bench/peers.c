/* SPDX-License-Identifier: MIT */
/* libuv, and quinn-udp if it was built. libuv has neither segmentation nor coalescing. */
#include "peers.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <uv.h>

static void must(bool held, const char *what)
{
    if (held) return;
    fprintf(stderr, "peers: %s\n", what);
    exit(1);
}
#define MUST(what) must(what, #what)

typedef struct uv_road {
    uv_loop_t loop;
    uv_udp_t out, in;
    size_t missing;
    /* libuv receives one datagram per 64 KiB of the buffer. */
    char room[20 << 16];
} uv_road;

static void give_room(uv_handle_t *handle, size_t suggested, uv_buf_t *out)
{
    uv_road *road = handle->data;
    (void)suggested;
    *out = uv_buf_init(road->room, sizeof road->room);
}

static void take(uv_udp_t *handle, ssize_t len, const uv_buf_t *buf, const struct sockaddr *from, unsigned flags)
{
    uv_road *road = handle->data;
    (void)buf, (void)flags;
    MUST(len >= 0);
    /* A call without an address means that there are no more datagrams, or that the buffer is free again. */
    if (from && --road->missing == 0) uv_stop(&road->loop);
}

static void *begin_libuv(int out, int in)
{
    uv_road *road = calloc(1, sizeof *road);
    MUST(road != NULL && uv_loop_init(&road->loop) == 0);
    MUST(uv_udp_init(&road->loop, &road->out) == 0 && uv_udp_open(&road->out, out) == 0);
    MUST(uv_udp_init_ex(&road->loop, &road->in, AF_UNSPEC | UV_UDP_RECVMMSG) == 0 && uv_udp_open(&road->in, in) == 0);
    road->in.data = road;
    MUST(uv_udp_recv_start(&road->in, give_room, take) == 0);
    return road;
}

static void round_libuv(void *state, const unsigned char *content, size_t count, size_t len, bool offload)
{
    uv_road *road = state;
    (void)offload;
    for (size_t i = 0; i < count; i++) {
        uv_buf_t one = uv_buf_init((char *)(uintptr_t)content + i * len, (unsigned)len);
        MUST(uv_udp_try_send(&road->out, &one, 1, NULL) == (int)len);
    }
    road->missing = count;
    uv_run(&road->loop, UV_RUN_DEFAULT);
    MUST(road->missing == 0);
}

#if defined(BENCH_QUINN)
void *bench_quinn_begin(int out, int in);
void bench_quinn_round(void *state, const unsigned char *content, size_t count, size_t len, bool offload);
#endif

const peer peers[] = {
    {"libuv", begin_libuv, round_libuv},
#if defined(BENCH_QUINN)
    {"quinn-udp", bench_quinn_begin, bench_quinn_round},
#endif
};
const size_t peer_count = sizeof peers / sizeof peers[0];
