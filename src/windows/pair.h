/* SPDX-License-Identifier: MIT */
/* Two sockets that are connected to each other, on a system that has no socketpair. */
#ifndef SKT_PAIR_H
#define SKT_PAIR_H

#include "sys.h"

/* Both take the bits of skt_open, and see to it that nobody else is at the other end. Return 0 or the negative code. */
int skt__unix_pair(int bits, skt_socket out[2]);
int skt__tcp_pair(int bits, skt_socket out[2]);

#endif
