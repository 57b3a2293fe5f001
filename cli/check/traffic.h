/* SPDX-License-Identifier: MIT */
/* skt check: moving data between two sockets of this machine, and comparing it. */
#ifndef SKT_CLI_CHECK_TRAFFIC_H
#define SKT_CLI_CHECK_TRAFFIC_H

#include "outcome.h"

/* The timeout of every single operation. */
#define CHECK_PATIENCE SKT_SECONDS(5)

/* Test data that differs from any shifted copy of itself. */
void check_pattern(uint8_t *out, size_t len, uint64_t position);

/* Sends `total` bytes of the pattern from one socket to the other and compares them. Leaves both non-blocking. */
outcome check_stream(skt_socket from, skt_socket to, uint64_t total);

/* Sends messages and checks that their boundaries are kept; `to` is NULL between connected sockets. */
outcome check_messages(skt_socket from, skt_socket to, const skt_addr *address, bool with_empty);

/* Sends ICMP echo requests to an address of this machine on a raw or ping socket until the answer comes. */
outcome check_echo(skt_socket s, const skt_addr *address);

/* Receives with the timeout CHECK_PATIENCE. */
skt_ssize check_recv(skt_socket s, void *out, size_t len, skt_addr *from_out);

/* Listens at `here`, connects and accepts. After a failure nothing is open and *why says the reason. */
bool check_connect(const skt_addr *here, const skt_addr *instead, int type, int protocol, skt_socket out[2],
                   outcome *why);

#endif
