/* SPDX-License-Identifier: MIT */
/* The systems that have sendmmsg(2), or nothing of the kind. */
#include "kernel_batch.h"

int skt__send_several(skt_socket s, skt_msg *msgs, size_t count, int flags)
{
    (void)s, (void)msgs, (void)count, (void)flags;
    return 0;
}

int skt__recv_several(skt_socket s, skt_msg *msgs, size_t count, int flags)
{
    (void)s, (void)msgs, (void)count, (void)flags;
    return 0;
}
