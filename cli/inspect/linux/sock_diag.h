/* SPDX-License-Identifier: MIT */
/* The sockets of a network namespace, as the kernel lists them to everybody: sock_diag(7). */
#ifndef SKT_CLI_INSPECT_LINUX_SOCK_DIAG_H
#define SKT_CLI_INSPECT_LINUX_SOCK_DIAG_H

#include "../seen.h"

#define SOCK_DIAG_PROTOCOL 4 /* NETLINK_SOCK_DIAG, what network_open is given */

/*
 * Adds all sockets of IP and Unix: their addresses, state, queues, memory and measurements, and as "options" those that
 * are listed with them. What this kernel does not list is left out. 0 or an error.
 */
int sock_diag_list(skt_socket netlink, uint64_t network, seen_list *out);

#endif
