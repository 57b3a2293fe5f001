/* SPDX-License-Identifier: MIT */
/* Keepalive as a whole. */
#include "option/row.h"

int skt_set_keepalive(skt_socket s, skt_duration idle, skt_duration interval, int count)
{
    bool lacking = (idle && !skt_option_supported(SKT_ANY(SKT_TCP_KEEPIDLE))) ||
                   (interval && !skt_option_supported(SKT_ANY(SKT_TCP_KEEPINTVL))) ||
                   (count && !skt_option_supported(SKT_ANY(SKT_TCP_KEEPCNT)));
    if (idle < 0 || interval < 0 || count < 0) return SKT_EINVAL;
    if (lacking) return SKT_EUNSUPPORTED;

    int rc = skt_set_bool(s, SKT_SO_KEEPALIVE, true);
    if (rc == 0 && idle) rc = skt_set_duration(s, SKT_TCP_KEEPIDLE, idle);
    if (rc == 0 && interval) rc = skt_set_duration(s, SKT_TCP_KEEPINTVL, interval);
    if (rc == SKT_ENOPROTOOPT && idle && interval) rc = skt__set_both_keepalive_times(s, idle, interval);
    if (rc == 0 && count) rc = skt_set_int(s, SKT_TCP_KEEPCNT, count);
    return rc;
}
