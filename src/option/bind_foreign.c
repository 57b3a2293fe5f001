/* SPDX-License-Identifier: MIT */
/* Binding to an address that no interface of this host has. */
#include "option/row.h"

#include "native_option.h"

static int set(skt_socket s, int level, int name, bool on)
{
    const int value = on;
    return name < 0 ? SKT_EUNSUPPORTED : skt__sockopt_set(s, level, name, &value, sizeof value);
}

int skt_bind_foreign(skt_socket s, bool on)
{
    int family = skt_family(s);
    if (family < 0) return family;
    if (family == AF_INET) return set(s, SKT__FOREIGN_LEVEL, SKT__FOREIGN, on);
    if (family != AF_INET6) return SKT_EAFNOSUPPORT;
    int rc = set(s, SKT__FOREIGN6_LEVEL, SKT__FOREIGN6, on);
    if (rc < 0) return rc;
    /* A dual-stack socket may also bind IPv4 addresses. */
    bool only = true;
    rc = skt_get_bool(s, SKT_IPV6_V6ONLY, &only);
    return rc < 0 || only ? rc : set(s, SKT__FOREIGN_LEVEL, SKT__FOREIGN, on);
}
