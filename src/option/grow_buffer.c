/* SPDX-License-Identifier: MIT */
/* Enlarging socket buffers, beyond the system's limit if the process is privileged. */
#include "option/row.h"

#include "native_option.h"

int64_t skt_grow_buffer(skt_socket s, skt_int_option buffer, int64_t at_least)
{
    const bool receives = buffer.number == SKT_NUMBER_SO_RCVBUF;
    int64_t now, before;
    if (!receives && buffer.number != SKT_NUMBER_SO_SNDBUF) return SKT_EINVAL;
    int rc = skt_get_int(s, buffer, &before);
    if (rc < 0) return rc;
    if (before >= at_least) return before;
    if (at_least > INT32_MAX) at_least = INT32_MAX;
    const int value = (int)at_least, name = receives ? SKT__SO_RCVBUFFORCE : SKT__SO_SNDBUFFORCE;
    if (name < 0 || skt__sockopt_set(s, SOL_SOCKET, name, &value, sizeof value) < 0) {
        rc = skt_set_int(s, buffer, value);
        /* Some systems refuse a size above their limit instead of reducing it. */
        for (int64_t less = at_least / 2; rc < 0 && rc == SKT_ENOBUFS && less > before; less /= 2)
            rc = skt_set_int(s, buffer, less);
        if (rc < 0 && rc != SKT_ENOBUFS) return rc;
    }
    rc = skt_get_int(s, buffer, &now);
    return rc < 0 ? rc : now;
}
