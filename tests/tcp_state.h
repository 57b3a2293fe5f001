/* SPDX-License-Identifier: MIT */
/* Linux: the state of a TCP socket from the kernel's tables. sock_diag(7), tcp(7) TCP_INFO. */
#ifndef SKT_TESTS_TCP_STATE_H
#define SKT_TESTS_TCP_STATE_H

#include "support.h"

#include <linux/tcp.h>

enum { TIMER_NONE = 0, TIMER_RETRANSMIT = 1, TIMER_KEEPALIVE = 2 };

typedef struct tcp_state {
    uint64_t cookie;
    int timer;
    uint32_t expires; /* milliseconds until the timer fires */
    char congestion[16];
} tcp_state;

/* Finds an IPv4 socket by its ports with sock_diag. Returns 0, or the error that prevents the query. */
int tcp_state_of(skt_socket s, tcp_state *out);

struct tcp_info tcp_info_of(skt_socket s);

/*
 * Drops everything that the socket receives from now on, data and acknowledgements, by a filter. Some kernels require a
 * privilege for that.
 */
#define MAKE_DEAF(s)                                                            \
    do {                                                                        \
        int refused = make_deaf(s);                                             \
        if (refused < 0) SKIP("SO_ATTACH_FILTER: %s", skt_error_name(refused)); \
    } while (0)
int make_deaf(skt_socket s);

#endif
