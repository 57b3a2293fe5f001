/* SPDX-License-Identifier: MIT */
/* The sockets of a network namespace, listed by sock_diag(7), which needs no privileges. */
#ifndef SKT_CLI_INSPECT_LINUX_SOCK_DIAG_H
#define SKT_CLI_INSPECT_LINUX_SOCK_DIAG_H

#include "../seen.h"

#define SOCK_DIAG_PROTOCOL 4 /* NETLINK_SOCK_DIAG, for network_open */

/*
 * Adds all IP and Unix sockets with their addresses, state, queues, memory and measurements, and as "options" those
 * that the list contains. Skips kinds that this kernel cannot list. Returns 0 or an error.
 */
int sock_diag_list(skt_socket netlink, uint64_t network, seen_list *out);

#endif
