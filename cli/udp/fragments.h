/* SPDX-License-Identifier: MIT */
/* Whether datagrams may be fragmented on their way. */
#ifndef SKT_CLI_UDP_FRAGMENTS_H
#define SKT_CLI_UDP_FRAGMENTS_H

#include <skt/skt.h>

/* Forbids it, whatever the system believes of the path, or allows it. 0, or SKT_EUNSUPPORTED and others. */
int fragments_allow(skt_socket s, bool allowed);

#endif
