/* SPDX-License-Identifier: MIT */
/* skt check: what its parts share. */
#ifndef SKT_CLI_CHECK_H
#define SKT_CLI_CHECK_H

#include "say.h"

#include <skt/skt.h>

#define COUNT_OF(rows) (sizeof(rows) / sizeof((rows)[0]))

/* How long anything on this machine may take. */
#define CHECK_PATIENCE SKT_SECONDS(5)

typedef enum verdict { CHECK_WORKS, CHECK_OFFERED, CHECK_ABSENT, CHECK_DENIED, CHECK_FAILED, CHECK_VERDICTS } verdict;

typedef struct outcome {
    verdict verdict;
    char detail[SAY_MAX]; /* may be empty */
} outcome;

outcome check_works(void);
outcome check_offered(const char *why);
outcome check_failed(const char *format, ...) SAY_PRINTF(1, 2);

/*
 * What a call's error means: no permission, not on this system, or else a failure of that step. The second is believed
 * of all codes of that meaning where `may_lack`, else only of SKT_EUNSUPPORTED.
 */
outcome check_error(const char *step, int rc, bool may_lack);

/* Puts a line into the report. */
void check_report(const char *name, outcome o);

/* The groups of lines. */
void check_transports(bool vsock);
void check_options(void);
void check_facilities(void);

/* A byte stream that can be told from any shifted copy of itself. */
void check_pattern(uint8_t *out, size_t len, uint64_t position);

/* Moves `total` bytes of the pattern from one socket to the other and compares them. Both no longer block then. */
outcome check_stream(skt_socket from, skt_socket to, uint64_t total);

/* Moves messages whose ends must be kept; `to` is NULL between connected sockets. */
outcome check_messages(skt_socket from, skt_socket to, const skt_addr *address, bool with_empty);

/* Sends ICMP echo requests to an address of this machine on a raw or ping socket until the answer comes. */
outcome check_echo(skt_socket s, const skt_addr *address);

/* Receives within the patience. */
skt_ssize check_recv(skt_socket s, void *out, size_t len, skt_addr *from_out);

/* Listens at `here`, connects to it and accepts. On a failure nothing is open and the outcome says why. */
bool check_connect(const skt_addr *here, const skt_addr *instead, int type, int protocol, skt_socket out[2],
                   outcome *why);

/* The interface that leads back to this machine, 0 for none. */
uint32_t check_loopback(char name[SKT_INTERFACE_NAME_MAX]);

#endif
