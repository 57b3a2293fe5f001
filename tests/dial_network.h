/* SPDX-License-Identifier: MIT */
/*
 * Linux: a simulated network and clock. The program's socket, connect, ppoll and others replace those of libc. The
 * clock advances only during waits, so that every situation ends at an exact time.
 */
#ifndef SKT_TESTS_DIAL_NETWORK_H
#define SKT_TESTS_DIAL_NETWORK_H

#include "support.h"

/* The most hosts, and the time of an answer that never comes. */
enum { NETWORK_HOSTS = 100, NEVER = -1 };

/* A host: it answers or refuses after `ms` milliseconds; with 0, connect returns the result. */
typedef struct network_host {
    enum { NO_HOST, V4, V6, LOCAL } family; /* LOCAL: a Unix socket whose backlog is full until then */
    unsigned number;
    int after;
    int error;  /* 0: it accepts */
    bool noisy; /* before that, poll reports SKT_POLLERR although there is no error */
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
    const network_host *hosts; /* ended by one with NO_HOST */
    unsigned made, open, most_open, polls;
    unsigned connects[NETWORK_HOSTS]; /* to each host */
    unsigned limit;                   /* the most descriptors; 0: no limit */
    int shortage;                     /* the error beyond the limit */
    bool signals;                     /* every second wait ends with EINTR after a millisecond */
    bool no_mptcp;
} network;

extern network played;

/* Resets the network and sets the clock to 0. The simulation stays off until it is switched on. */
void network_begin(const network_host *hosts);

skt_addr network_address(const network_host *at);

/* The index of the first host with the address. */
int network_index(const skt_addr *addr);

/* NULL for a descriptor that is not open in the simulation. */
const network_socket *network_socket_of(skt_socket s);

int network_ms(void);

#endif
