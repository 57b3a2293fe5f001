/* SPDX-License-Identifier: MIT */
/* Group membership: join, leave, block and unblock, each with the structure that the family and the arguments need. */
#include "native_option.h"
#include "option/row.h"

static struct in_addr ipv4_of(const skt_addr *addr)
{
    struct in_addr ip = {.s_addr = INADDR_ANY};
    if (skt_addr_family(addr) == SKT_AF_INET)
        memcpy(&ip, (const uint8_t *)&addr->storage + offsetof(struct sockaddr_in, sin_addr), sizeof ip);
    return ip;
}

/* The argument of the option, by form. */
typedef union request {
    struct ip_mreq v4_by_address;
    skt__mreq_by_index v4_by_index;
    struct ip_mreq_source v4_source_by_address;
    struct group_source_req by_source;
    struct ipv6_mreq v6;
} request;

static size_t fill_v4_by_address(const skt_membership *m, uint32_t index, request *out)
{
    (void)index;
    out->v4_by_address =
        (struct ip_mreq){.imr_multiaddr = ipv4_of(&m->group), .imr_interface = ipv4_of(&m->interface_address)};
    return sizeof out->v4_by_address;
}

static size_t fill_v4_by_index(const skt_membership *m, uint32_t index, request *out)
{
    out->v4_by_index = skt__mreq_index(ipv4_of(&m->group), index);
    return sizeof out->v4_by_index;
}

static size_t fill_v4_source_by_address(const skt_membership *m, uint32_t index, request *out)
{
    (void)index;
    out->v4_source_by_address = (struct ip_mreq_source){.imr_multiaddr = ipv4_of(&m->group),
                                                        .imr_interface = ipv4_of(&m->interface_address),
                                                        .imr_sourceaddr = ipv4_of(&m->source)};
    return sizeof out->v4_source_by_address;
}

static size_t fill_by_source(const skt_membership *m, uint32_t index, request *out)
{
    out->by_source = (struct group_source_req){.gsr_interface = index};
    memcpy(&out->by_source.gsr_group, &m->group.storage, m->group.len);
    memcpy(&out->by_source.gsr_source, &m->source.storage, m->source.len);
    return sizeof out->by_source;
}

static size_t fill_v6(const skt_membership *m, uint32_t index, request *out)
{
    uint8_t ip[16] = {0};
    skt_addr_ip(&m->group, ip);
    out->v6 = (struct ipv6_mreq){.ipv6mr_interface = index};
    memcpy(&out->v6.ipv6mr_multiaddr, ip, sizeof ip);
    return sizeof out->v6;
}

static size_t (*const fill[SKT__MEMBERSHIP_FORMS])(const skt_membership *, uint32_t, request *) = {
    [SKT__V4_BY_ADDRESS] = fill_v4_by_address,
    [SKT__V4_BY_INDEX] = fill_v4_by_index,
    [SKT__V4_SOURCE_BY_ADDRESS] = fill_v4_source_by_address,
    [SKT__V4_SOURCE_BY_INDEX] = fill_by_source,
    [SKT__V6] = fill_v6,
    [SKT__V6_SOURCE] = fill_by_source,
};

/*
 * The interface index, from the membership or from the scope of either address; SKT_EINVAL if they differ. Kernels
 * ignore the scopes of the addresses.
 */
static int index_of(const skt_membership *m, uint32_t *out)
{
    const uint32_t named[] = {m->interface_index, skt_addr_scope(&m->group), skt_addr_scope(&m->source)};
    *out = 0;
    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++) {
        if (named[i] != 0 && *out != 0 && named[i] != *out) return SKT_EINVAL;
        if (named[i] != 0) *out = named[i];
    }
    return 0;
}

/* The form that a membership needs, or the error if its fields do not fit together. */
static int form_of(const skt_membership *m)
{
    int family = skt_addr_family(&m->group);
    int source = skt_addr_family(&m->source);
    int by_address = skt_addr_family(&m->interface_address);
    if (family != SKT_AF_INET && family != SKT_AF_INET6) return SKT_EAFNOSUPPORT;
    if (source != SKT_AF_UNSPEC && source != family) return SKT_EAFNOSUPPORT;
    if (by_address != SKT_AF_UNSPEC && (by_address != family || family != SKT_AF_INET)) return SKT_EAFNOSUPPORT;
    if (by_address != SKT_AF_UNSPEC && m->interface_index != 0) return SKT_EINVAL;

    bool any_source = source == SKT_AF_UNSPEC;
    if (family == SKT_AF_INET6) return any_source ? SKT__V6 : SKT__V6_SOURCE;
    if (m->interface_index != 0) return any_source ? SKT__V4_BY_INDEX : SKT__V4_SOURCE_BY_INDEX;
    return any_source ? SKT__V4_BY_ADDRESS : SKT__V4_SOURCE_BY_ADDRESS;
}

static int apply(skt_socket s, const skt_membership *m, skt__membership_verb verb)
{
    int form = form_of(m);
    if (form < 0) return form;
    bool needs_source = verb == SKT__BLOCK || verb == SKT__UNBLOCK;
    if (needs_source && skt_addr_family(&m->source) == SKT_AF_UNSPEC) return SKT_EINVAL;
    int name = skt__membership_table[form][verb];
    if (name <= 0) return SKT_EUNSUPPORTED;
    uint32_t index;
    int rc = index_of(m, &index);
    if (rc < 0) return rc;

    request filled;
    memset(&filled, 0, sizeof filled);
    size_t len = fill[form](m, index, &filled);
    bool v6 = form == SKT__V6 || form == SKT__V6_SOURCE;
    return skt__sockopt_set(s, v6 ? IPPROTO_IPV6 : IPPROTO_IP, name, &filled, len);
}

int skt_multicast_join(skt_socket s, const skt_membership *membership)
{
    return apply(s, membership, SKT__JOIN);
}

int skt_multicast_leave(skt_socket s, const skt_membership *membership)
{
    return apply(s, membership, SKT__LEAVE);
}

int skt_multicast_block(skt_socket s, const skt_membership *membership)
{
    return apply(s, membership, SKT__BLOCK);
}

int skt_multicast_unblock(skt_socket s, const skt_membership *membership)
{
    return apply(s, membership, SKT__UNBLOCK);
}

int skt_multicast_interface(skt_socket s, uint32_t index)
{
    int family = skt_family(s);
    if (family < 0) return family;
    if (family == SKT_AF_INET6) return skt_set_int(s, SKT_IPV6_MULTICAST_IF, index);
    if (family != SKT_AF_INET) return SKT_EAFNOSUPPORT;
    if (index > INT32_MAX) return SKT_ERANGE;
    if (SKT__MULTICAST_IF_INDEX == 0) return SKT_EUNSUPPORTED;
    skt__multicast_if_index wire = skt__multicast_if(index);
    return skt__sockopt_set(s, IPPROTO_IP, SKT__MULTICAST_IF_INDEX, &wire, sizeof wire);
}
