/* SPDX-License-Identifier: MIT */
/*
 * Several messages by a system call other than sendmmsg(2). Each file in kernel_batch/ is for one such call; the build
 * picks one.
 *
 * The lengths of the addresses must be set. Both return how many messages were transferred, with their count set; a
 * negative code that a call for the first message would return too; or 0, if the caller must use one call per message.
 */
#ifndef SKT_KERNEL_BATCH_H
#define SKT_KERNEL_BATCH_H

#include "native_message.h"

int skt__send_several(skt_socket s, skt_msg *msgs, size_t count, int flags);
int skt__recv_several(skt_socket s, skt_msg *msgs, size_t count, int flags);

/* From XNU's bsd/sys/socket_private.h. layout.c compares skt_msg with it. */
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
