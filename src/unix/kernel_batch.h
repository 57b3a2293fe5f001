/* SPDX-License-Identifier: MIT */
/*
 * Several messages by a call of the system that is not sendmmsg(2), one file per way in kernel_batch/; the build picks one.
 *
 * The lengths of the addresses must be set. Both return how many messages were taken, with their count set; a negative
 * code that a single call would have returned as well; or 0, after which each message is to go by a call of its own.
 */
#ifndef SKT_KERNEL_BATCH_H
#define SKT_KERNEL_BATCH_H

#include "native_message.h"

int skt__send_several(skt_socket s, skt_msg *msgs, size_t count, int flags);
int skt__recv_several(skt_socket s, skt_msg *msgs, size_t count, int flags);

/* XNU's, of its bsd/sys/socket_private.h. layout.c holds skt_msg against it. */
typedef struct skt__msghdr_x {
    void *msg_name;
    socklen_t msg_namelen;
    struct iovec *msg_iov;
    int msg_iovlen;
    void *msg_control;
    socklen_t msg_controllen;
    int msg_flags;
    size_t msg_datalen;
} skt__msghdr_x;

#endif
