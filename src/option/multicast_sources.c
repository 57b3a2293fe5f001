/* SPDX-License-Identifier: MIT */
/* All sources of a group at once: the group_filter of RFC 3678. */
#include "native_option.h"
#include "option/row.h"

static void put(const skt_addr *from, struct sockaddr_storage *out)
{
    size_t len;
    const void *bytes = skt_addr_native(from, &len);
    memset(out, 0, sizeof *out);
    memcpy(out, bytes, len < sizeof *out ? len : sizeof *out);
}

static int begin(const skt_membership *m, skt__group_sources *out)
{
    int family = skt_addr_family(&m->group);
    if (SKT__NO_GROUP_SOURCES) return SKT_EUNSUPPORTED;
    if (family != SKT_AF_INET && family != SKT_AF_INET6) return SKT_EAFNOSUPPORT;
    if (skt_addr_family(&m->interface_address) != SKT_AF_UNSPEC) return SKT_EINVAL;
    memset(out, 0, offsetof(skt__group_sources, list));
    out->interface_index = m->interface_index ? m->interface_index : skt_addr_scope(&m->group);
    put(&m->group, &out->group);
    return 0;
}

int skt_multicast_set_sources(skt_socket s, const skt_membership *group, int mode, const skt_addr *sources,
                              size_t count)
{
    skt__group_sources wire;
    int rc = begin(group, &wire);
    if (rc < 0) return rc;
    if (mode != SKT_MCAST_INCLUDE && mode != SKT_MCAST_EXCLUDE) return SKT_EINVAL;
    if (count > SKT__GROUP_SOURCES_MAX) return SKT_ERANGE;
    for (size_t i = 0; i < count; i++) {
        if (skt_addr_family(&sources[i]) != skt_addr_family(&group->group)) return SKT_EAFNOSUPPORT;
        put(&sources[i], &wire.list[i]);
    }
    wire.mode = mode == SKT_MCAST_INCLUDE ? SKT__MCAST_INCLUDE : SKT__MCAST_EXCLUDE;
    wire.count = (uint32_t)count;
    return skt__set_group_sources(s, &wire);
}

int skt_multicast_sources(skt_socket s, const skt_membership *group, int *mode_out, skt_addr *out, size_t max)
{
    skt__group_sources wire;
    int rc = begin(group, &wire);
    if (rc < 0) return rc;
    if (max > SKT__GROUP_SOURCES_MAX) max = SKT__GROUP_SOURCES_MAX;
    wire.count = (uint32_t)max;
    rc = skt__get_group_sources(s, &wire);
    if (rc < 0) return rc;
    *mode_out = wire.mode == SKT__MCAST_INCLUDE ? SKT_MCAST_INCLUDE : SKT_MCAST_EXCLUDE;
    for (size_t i = 0; i < max && i < wire.count; i++) {
        size_t size =
            skt_addr_family(&group->group) == SKT_AF_INET ? sizeof(struct sockaddr_in) : sizeof(struct sockaddr_in6);
        rc = skt_addr_from_native(&wire.list[i], size, &out[i]);
        if (rc < 0) return rc;
    }
    return (int)wire.count;
}
