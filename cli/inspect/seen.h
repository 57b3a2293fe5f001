/* SPDX-License-Identifier: MIT */
/* What is known of one socket, and a list of such. */
#ifndef SKT_CLI_INSPECT_SEEN_H
#define SKT_CLI_INSPECT_SEEN_H

#include <skt/skt.h>

#include <jansson.h>

/* The states of sockets, as Linux numbers those of TCP. An unconnected one of datagrams is closed. */
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
    uint64_t inode;   /* its number in this system; 0 where no process holds it, or the system has no such number */
    uint64_t network; /* the number of its network namespace; 0 where that is unknown */
    int family, type, protocol; /* -1 where unknown */
    int state;
    skt_addr local, peer; /* of length 0 where there is none, or it is unknown */
    uint64_t peer_inode;  /* the Unix socket at the other end; 0 where there is none */
    json_t *known;        /* what else is known, by the names of docs/json.md */
} seen;

typedef struct seen_list {
    seen *all;
    size_t count, room;
} seen_list;

/*
 * Adds a socket of which nothing is known yet; NULL where there is no memory. The pointer is good until the next one is
 * added.
 */
seen *seen_add(seen_list *list);

void seen_remove_last(seen_list *list);
void seen_free(seen_list *list);

/* "ESTABLISHED"; NULL where the state is unknown. */
const char *seen_state_name(int state);

/*
 * Finds a state by its name, of any case, with - or _ or nothing between its words. STATE_UNKNOWN where there is none.
 */
int seen_state_find(const char *name);

/* All of it as JSON, a new object. */
json_t *seen_as_json(const seen *s);

#endif
