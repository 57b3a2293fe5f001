/* SPDX-License-Identifier: MIT */
/* Sockets in the network namespace of another process. */
#ifndef SKT_CLI_INSPECT_LINUX_NETWORK_H
#define SKT_CLI_INSPECT_LINUX_NETWORK_H

#include <skt/skt.h>

/*
 * Opens a socket in the network namespace of a process. If it differs from this process's, a child process enters it,
 * if necessary after its user namespace, and passes the socket.
 */
int network_open(int64_t pid, int family, int type, int protocol, skt_socket *out);

#endif
