/* SPDX-License-Identifier: MIT */
/* Functions that set several options of TCP, or one that is a structure; for signature keys see tcp_keys.c. */
#include "option/row.h"

int skt_cork(skt_socket s, bool on)
{
    bool linux_has = skt_option_supported(SKT_ANY(SKT_TCP_CORK));
    return skt_set_bool(s, linux_has ? SKT_TCP_CORK : SKT_TCP_NOPUSH, on);
}

int skt_defer_accept(skt_socket s, skt_duration time)
{
    if (skt_option_supported(SKT_ANY(SKT_TCP_DEFER_ACCEPT))) return skt_set_duration(s, SKT_TCP_DEFER_ACCEPT, time);
    /* BSD's accept_filter_arg: a name and its argument. */
    const char filter[256] = "dataready";
    if (time < 0) return SKT_EINVAL;
    return skt_set_bytes(s, SKT_SO_ACCEPTFILTER, time ? filter : NULL, time ? sizeof filter : 0);
}
