/* SPDX-License-Identifier: MIT */
/* Turning the fragmentation of datagrams on and off. */
#ifndef SKT_CLI_UDP_FRAGMENTS_H
#define SKT_CLI_UDP_FRAGMENTS_H

#include <skt/skt.h>

/*
 * Turns fragmentation off, ignoring the path MTU that the system knows, or on. Returns 0, SKT_EUNSUPPORTED or another
 * error.
 */
int fragments_allow(skt_socket s, bool allowed);

#endif
