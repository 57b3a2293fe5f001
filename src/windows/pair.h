/* SPDX-License-Identifier: MIT */
/* Connected pairs of sockets, since Windows has no socketpair. */
#ifndef SKT_PAIR_H
#define SKT_PAIR_H

#include "sys.h"

/* Take the bits of skt_open and verify that the sockets are connected to each other. Return 0 or the negative code. */
int skt__unix_pair(int bits, skt_socket out[2]);
int skt__tcp_pair(int bits, skt_socket out[2]);

#endif
