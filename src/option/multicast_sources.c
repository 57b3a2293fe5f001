/* SPDX-License-Identifier: MIT */
/* All sources of a group at once: the group_filter of RFC 3678, which the level of the socket's family takes. */
#include "option/row.h"

enum { SOURCES_MAX = 64 };

typedef struct group_sources {
    uint32_t interface_index;
    struct sockaddr_storage group;
    uint32_t mode;
    uint32_t count;
    struct sockaddr_storage list[SOURCES_MAX];
} group_sources;

static size_t size_of(size_t count)
{
    return offsetof(group_sources, list) + count * sizeof(struct sockaddr_storage);
}

static void put(const skt_addr *from, struct sockaddr_storage *out)
{
    size_t len;
    const void *bytes = skt_addr_native(from, &len);
    memset(out, 0, sizeof *out);
    memcpy(out, bytes, len < sizeof *out ? len : sizeof *out);
}

/* The group, and the level of its family; or the error. */
static int begin(const skt_membership *m, group_sources *out)
{
    int family = skt_addr_family(&m->group);
    if (!skt_option_supported(SKT_ANY(SKT_MCAST_MSFILTER))) return SKT_EUNSUPPORTED;
    if (family != SKT_AF_INET && family != SKT_AF_INET6) return SKT_EAFNOSUPPORT;
    if (skt_addr_family(&m->interface_address) != SKT_AF_UNSPEC) return SKT_EINVAL;
    memset(out, 0, size_of(0));
    out->interface_index = m->interface_index ? m->interface_index : skt_addr_scope(&m->group);
    put(&m->group, &out->group);
    return family == SKT_AF_INET ? SKT_IPPROTO_IP : SKT_IPPROTO_IPV6;
}

static int filter_name(void)
{
    return skt__option_table[SKT_NUMBER_MCAST_MSFILTER].name;
}

int skt_multicast_set_sources(skt_socket s, const skt_membership *group, int mode, const skt_addr *sources,
                              size_t count)
{
    group_sources wire;
    int level = begin(group, &wire);
    if (level < 0) return level;
    if (count > SOURCES_MAX) return SKT_ERANGE;
    for (size_t i = 0; i < count; i++) {
        if (skt_addr_family(&sources[i]) != skt_addr_family(&group->group)) return SKT_EAFNOSUPPORT;
        put(&sources[i], &wire.list[i]);
    }
    wire.mode = (uint32_t)mode;
    wire.count = (uint32_t)count;
    return skt__sockopt_set(s, level, filter_name(), &wire, size_of(count));
}

int skt_multicast_sources(skt_socket s, const skt_membership *group, int *mode_out, skt_addr *out, size_t max)
{
    group_sources wire;
    int level = begin(group, &wire);
    if (level < 0) return level;
    if (max > SOURCES_MAX) max = SOURCES_MAX;
    wire.count = (uint32_t)max;
    size_t len = size_of(max);
    int rc = skt__sockopt_get(s, level, filter_name(), &wire, &len);
    if (rc < 0) return rc;
    *mode_out = (int)wire.mode;
    for (size_t i = 0; i < max && i < wire.count; i++) {
        size_t size =
            skt_addr_family(&group->group) == SKT_AF_INET ? sizeof(struct sockaddr_in) : sizeof(struct sockaddr_in6);
        rc = skt_addr_from_native(&wire.list[i], size, &out[i]);
        if (rc < 0) return rc;
    }
    return (int)wire.count;
}
