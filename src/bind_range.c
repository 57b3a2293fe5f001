/* SPDX-License-Identifier: MIT */
/* Binding to a free port of a range. */
#include "sys.h"

int skt_bind_range(skt_socket s, const skt_addr *addr, uint16_t first, uint16_t last)
{
    skt_addr at = *addr;
    if (first == 0 || first > last) return SKT_EINVAL;
    /* Start at a port that depends on the clock, so that programs with the same range seldom try the same port. */
    uint32_t count = (uint32_t)last - first + 1;
    uint32_t begin = (uint32_t)((uint64_t)skt_now().nanoseconds * 0x9e3779b97f4a7c15U >> 32) % count;
    int rc = SKT_EADDRINUSE;
    for (uint32_t i = 0; i < count && (rc == SKT_EADDRINUSE || rc == SKT_EACCES); i++) {
        uint16_t port = (uint16_t)(first + (begin + i) % count);
        rc = skt_addr_set_port(&at, port);
        if (rc == 0) rc = skt_bind(s, &at);
        if (rc == 0) return port;
    }
    return rc;
}
