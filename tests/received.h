/* SPDX-License-Identifier: MIT */
/* Unix: a datagram with all that came along with it. cmsg(3). */
#ifndef SKT_TESTS_RECEIVED_H
#define SKT_TESTS_RECEIVED_H

#include "support.h"

#include <sys/socket.h>

typedef struct received {
    skt_ssize len;
    unsigned char data[2048];
    skt_addr from;
    int flags;
    size_t control_len;
    union {
        size_t alignment;
        unsigned char bytes[512];
    } control;
} received;

/* Whether something has come by now. */
static inline bool has_come(skt_socket s)
{
    skt_pollfd entry = {.socket = s, .events = SKT_POLLIN};
    return skt_poll(&entry, 1, skt_deadline_in(0)) == 1;
}

static inline void receive(skt_socket s, received *out)
{
    memset(out, 0, sizeof *out);
    skt_buf buf = skt_buf_of(out->data, sizeof out->data);
    skt_msg msg = skt_msg_of(&out->from, &buf, 1, &out->control, sizeof out->control);
    wait_for(s, SKT_POLLIN);
    out->len = skt_recvmsg(s, &msg, 0);
    assert_ok(out->len);
    out->flags = msg.flags;
    out->control_len = msg.control_len;
}

/* Copies the value of the control item, as many bytes as `size`; returns its own length, -1 where there is none. */
static inline int control_of(received *r, int level, int type, void *out, size_t size)
{
    struct msghdr header = {.msg_control = &r->control, .msg_controllen = (uint32_t)r->control_len};
    for (struct cmsghdr *c = CMSG_FIRSTHDR(&header); c != NULL; c = CMSG_NXTHDR(&header, c)) {
        size_t len = c->cmsg_len - CMSG_LEN(0);
        if (c->cmsg_level != level || c->cmsg_type != type) continue;
        memcpy(out, CMSG_DATA(c), len < size ? len : size);
        return (int)len;
    }
    return -1;
}

#endif
