/* SPDX-License-Identifier: MIT */
/* skt udp --serve: the peer, which reports what arrived. */
#ifndef SKT_CLI_UDP_SERVE_H
#define SKT_CLI_UDP_SERVE_H

#include "../settings.h"

/* Answers at the address until an interrupt. Prints a message on error. A status. */
int udp_serve(const char *address, const settings *options);

#endif
