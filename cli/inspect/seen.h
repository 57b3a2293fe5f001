/* SPDX-License-Identifier: MIT */
/* The facts about a socket, and lists of sockets. */
#ifndef SKT_CLI_INSPECT_SEEN_H
#define SKT_CLI_INSPECT_SEEN_H

#include <skt/skt.h>

#include <jansson.h>

/* The states, with Linux's numbers for TCP. An unconnected datagram socket is STATE_CLOSE. */
enum {
    STATE_UNKNOWN,
    STATE_ESTABLISHED,
    STATE_SYN_SENT,
    STATE_SYN_RECV,
    STATE_FIN_WAIT1,
    STATE_FIN_WAIT2,
    STATE_TIME_WAIT,
    STATE_CLOSED,
    STATE_CLOSE_WAIT,
    STATE_LAST_ACK,
    STATE_LISTEN,
    STATE_CLOSING,
    STATE_NEW_SYN_RECV
};

typedef struct seen {
    uint64_t inode;   /* its number in this system; 0 if no process holds it, or the system has no such number */
    uint64_t network; /* the number of its network namespace; 0 if unknown */
    int family, type, protocol; /* -1 if unknown */
    int state;
    skt_addr local, peer; /* of length 0 if there is none or it is unknown */
    uint64_t peer_inode;  /* the Unix socket at the other end; 0 if there is none */
    json_t *known;        /* all other facts, with the names of docs/json.md */
} seen;

typedef struct seen_list {
    seen *all;
    size_t count, room;
} seen_list;

/*
 * Adds an empty entry; NULL if there is no memory. The pointer is valid until the next call.
 */
seen *seen_add(seen_list *list);

void seen_remove_last(seen_list *list);
void seen_free(seen_list *list);

/* "ESTABLISHED"; NULL for an unknown state. */
const char *seen_state_name(int state);

/*
 * Finds a state by name, in any case, with -, _ or nothing between its words. STATE_UNKNOWN if there is none.
 */
int seen_state_find(const char *name);

/* All of it as JSON, a new object. */
json_t *seen_as_json(const seen *s);

#endif
