/* SPDX-License-Identifier: MIT */
/* Connecting until a deadline, without a change of the blocking mode. */
#ifndef SKT_CONNECT_H
#define SKT_CONNECT_H

#include "sys.h"

/* Windows asks a loopback port that nobody listens on again and again for two seconds: makes it ask once. */
void skt__refuse_at_once(skt_socket s);

/* A stream over IP, by ConnectEx. SKT_ETIMEDOUT: it was given up. SKT_EALREADY: it was under way before. */
int skt__connect_ex(skt_socket s, const skt_addr *addr, skt_deadline deadline);

/*
 * Waits until a connect that is under way has ended, one way or the other. Returns 0, SKT_ETIMEDOUT or another error.
 */
int skt__wait_connected(skt_socket s, skt_deadline deadline);

#endif
