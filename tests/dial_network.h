/* SPDX-License-Identifier: MIT */
/*
 * Linux: a network and a time that are played. The program's own socket, connect, ppoll and so on stand before libc's: the
 * clock moves only while somebody waits, so everything ends at one exact time.
 */
#ifndef SKT_TESTS_DIAL_NETWORK_H
#define SKT_TESTS_DIAL_NETWORK_H

#include "support.h"

/* How many hosts there are at most, and after how long one answers that does not. */
enum { NETWORK_HOSTS = 100, NEVER = -1 };

/* How a host behaves: it answers or refuses after so many milliseconds, at 0 within the call of connect. */
typedef struct network_host {
    enum { NO_HOST, V4, V6, LOCAL } family; /* LOCAL: a Unix socket whose backlog is full until then */
    unsigned number;
    int after;
    int error;  /* 0: it answers */
    bool noisy; /* until then poll reports an error that is none */
} network_host;

typedef struct network_socket {
    bool open, blocks, connected;
    int type, error;
    bool noisy;
    int64_t at; /* when the connect ends; -1: never */
    const network_host *host;
} network_socket;

typedef struct network {
    bool on;
    int64_t now;               /* in nanoseconds */
    const network_host *hosts; /* up to one of no family */
    unsigned made, open, most_open, polls;
    unsigned connects[NETWORK_HOSTS]; /* to each host */
    unsigned limit;                   /* how many descriptors there are; 0: enough */
    int shortage;                     /* the error when they are used up */
    bool signals;                     /* each other wait ends after a millisecond */
    bool no_mptcp;
} network;

extern network played;

/* Nobody has done anything yet, and the clock is at 0. It is not on yet. */
void network_begin(const network_host *hosts);

skt_addr network_address(const network_host *at);

/* The index of the first host with the address. */
int network_index(const skt_addr *addr);

/* NULL for a descriptor that is not open there. */
const network_socket *network_socket_of(skt_socket s);

int network_ms(void);

#endif
