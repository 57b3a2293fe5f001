/* SPDX-License-Identifier: MIT */
/* Keepalive and its times: all are set, or none. */
#include "option/row.h"

/* 0 for a TCP socket, SKT_EOPNOTSUPP for any other, or the error. Some systems lack SO_PROTOCOL or return 0 for it. */
static int look_for_tcp(skt_socket s)
{
    int protocol = skt_protocol(s);
    if (protocol > 0) return protocol == SKT_IPPROTO_TCP || protocol == SKT_IPPROTO_MPTCP ? 0 : SKT_EOPNOTSUPP;
    if (protocol < 0 && protocol != SKT_EUNSUPPORTED) return protocol;
    int type = skt_type(s);
    if (type >= 0 && type != SKT_SOCK_STREAM) return SKT_EOPNOTSUPP;
    int family = skt_family(s);
    if (family < 0) return family;
    return family == SKT_AF_INET || family == SKT_AF_INET6 ? 0 : SKT_EOPNOTSUPP;
}

/* Sets one time unless it is 0, and stores the former one. */
static int change_span(skt_socket s, skt_duration_option key, skt_duration value, skt_duration *former)
{
    if (value == 0) return 0;
    int rc = skt_get_duration(s, key, former);
    return rc < 0 ? rc : skt_set_duration(s, key, value);
}

static int change_count(skt_socket s, int value, int64_t *former)
{
    if (value == 0) return 0;
    int rc = skt_get_int(s, SKT_TCP_KEEPCNT, former);
    return rc < 0 ? rc : skt_set_int(s, SKT_TCP_KEEPCNT, value);
}

/* Sets all, and restores the former values if the system refuses one. */
static int change_all(skt_socket s, skt_duration idle, skt_duration interval, int count)
{
    int64_t former_count = 0;
    skt_duration former_idle = 0, former_interval = 0;
    int rc = change_count(s, count, &former_count);
    if (rc < 0) return rc;
    rc = change_span(s, SKT_TCP_KEEPIDLE, idle, &former_idle);
    bool idle_changed = rc == 0 && idle;
    if (rc == 0) rc = change_span(s, SKT_TCP_KEEPINTVL, interval, &former_interval);
    bool interval_changed = rc == 0 && interval;
    if (rc == SKT_ENOPROTOOPT && idle && interval) rc = skt__set_both_keepalive_times(s, idle, interval);
    if (rc == 0) rc = skt_set_bool(s, SKT_SO_KEEPALIVE, true);
    if (rc == 0) return 0;
    if (interval_changed) skt_set_duration(s, SKT_TCP_KEEPINTVL, former_interval);
    if (idle_changed) skt_set_duration(s, SKT_TCP_KEEPIDLE, former_idle);
    if (count) skt_set_int(s, SKT_TCP_KEEPCNT, former_count);
    return rc;
}

int skt_set_keepalive(skt_socket s, skt_duration idle, skt_duration interval, int count)
{
    bool lacking = (idle && !skt_option_supported(SKT_ANY(SKT_TCP_KEEPIDLE))) ||
                   (interval && !skt_option_supported(SKT_ANY(SKT_TCP_KEEPINTVL))) ||
                   (count && !skt_option_supported(SKT_ANY(SKT_TCP_KEEPCNT)));
    if (idle < 0 || interval < 0 || count < 0) return SKT_EINVAL;
    if (lacking) return SKT_EUNSUPPORTED;
    int rc = idle ? skt__check_duration(SKT_TCP_KEEPIDLE, idle) : 0;
    if (rc == 0 && interval) rc = skt__check_duration(SKT_TCP_KEEPINTVL, interval);
    if (rc == 0) rc = look_for_tcp(s);
    return rc < 0 ? rc : change_all(s, idle, interval, count);
}
