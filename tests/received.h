/* SPDX-License-Identifier: MIT */
/* A received datagram with its control data, which unix/received.c or windows/received.c reads. */
#ifndef SKT_TESTS_RECEIVED_H
#define SKT_TESTS_RECEIVED_H

#include "support.h"

typedef struct received {
    skt_ssize len;
    unsigned char data[2048];
    skt_addr from;
    skt_msg msg; /* as the receive filled it in */
    union {
        size_t alignment;
        unsigned char bytes[512];
    } control;
} received;

/* Whether something can be received. */
static inline bool has_come(skt_socket s)
{
    skt_pollfd entry = {.socket = s, .events = SKT_POLLIN};
    return skt_poll(&entry, 1, skt_deadline_in(0)) == 1;
}

static inline void receive(skt_socket s, received *out)
{
    memset(out, 0, sizeof *out);
    skt_buf buf = skt_buf_of(out->data, sizeof out->data);
    out->msg = skt_msg_of(&out->from, &buf, 1, &out->control, sizeof out->control);
    wait_for(s, SKT_POLLIN);
    out->len = skt_recvmsg(s, &out->msg, 0);
    assert_ok(out->len);
    out->msg.bufs = NULL;
}

/* Copies the value of the control item, at most `size` bytes. Returns its length, or -1 if there is no such item. */
int control_of(received *r, int level, int type, void *out, size_t size);

/* Items that are numbers; their level, type and width differ between systems. */
typedef enum item { ITEM_TTL, ITEM_TOS, ITEM_ECN, ITEM_HOP_LIMIT, ITEM_TRAFFIC_CLASS, ITEM_ECN6, ITEMS } item;

/* The number; -1 if there is no such item. */
int number_of(received *r, item which);

/* The destination address of the datagram, without port, and the interface. Returns false if the item is missing. */
bool destination_of(received *r, int family, skt_addr *out, uint32_t *index_out);

#endif
