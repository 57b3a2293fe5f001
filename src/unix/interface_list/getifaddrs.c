/* SPDX-License-Identifier: MIT */
/* The BSDs, Apple, Solaris and the rest: getifaddrs(3). */
#include "interface_list.h"

/* Some systems give no length with an address: it follows from the family. NULL becomes an empty address. */
static void take_address(const struct sockaddr *from, skt_addr *out)
{
    out->len = 0;
    if (from == NULL) return;
    size_t len;
    switch (from->sa_family) {
    case AF_INET: len = sizeof(struct sockaddr_in); break;
    case AF_INET6: len = sizeof(struct sockaddr_in6); break;
    default: len = skt__interface_sockaddr_len(from);
    }
    skt_addr_from_native(from, len, out);
}

/*
 * The length of a netmask's prefix, 0 if its ones are not contiguous. On BSDs a netmask may be shorter than an address,
 * and its family may be 0.
 */
static uint32_t prefix_of(const struct sockaddr *mask, const skt_addr *address)
{
    uint8_t unused[16];
    int bytes = skt_addr_ip(address, unused);
    if (mask == NULL || bytes < 0) return 0;
    size_t start = bytes == 4 ? offsetof(struct sockaddr_in, sin_addr) : offsetof(struct sockaddr_in6, sin6_addr);
    size_t end = skt__netmask_len(mask, start + (size_t)bytes);
    const uint8_t *m = (const uint8_t *)mask;
    uint32_t bits = 0, highest = 0;
    for (size_t at = start; at < end; at++)
        for (uint32_t bit = 0; bit < 8; bit++)
            if (m[at] << bit & 0x80) bits++, highest = (uint32_t)(at - start) * 8 + bit + 1;
    return bits == highest ? bits : 0;
}

/* The index from the link's entry of this name; if the system lists no links, by another call. */
static uint32_t index_of(const struct ifaddrs *list, const char *name)
{
    for (const struct ifaddrs *i = list; i != NULL; i = i->ifa_next) {
        uint32_t index = i->ifa_addr ? skt__link_index(i->ifa_addr) : 0;
        if (index > 0 && strcmp(i->ifa_name, name) == 0) return index;
    }
    int index = skt_interface_index(name);
    return index < 0 ? 0 : (uint32_t)index;
}

int skt__list_interfaces(skt_interface *out, size_t max)
{
    struct ifaddrs *list;
    if (getifaddrs(&list) < 0) return skt__socket_code();
    int count = 0;
    for (const struct ifaddrs *i = list; i != NULL; i = i->ifa_next, count++) {
        if ((size_t)count >= max) continue;
        skt_interface *entry = &out[count];
        skt__text_copy(entry->name, sizeof entry->name, i->ifa_name, strlen(i->ifa_name));
        entry->index = index_of(list, i->ifa_name);
        entry->flags = (uint32_t)i->ifa_flags;
        take_address(i->ifa_addr, &entry->address);
        entry->prefix = prefix_of(i->ifa_netmask, &entry->address);
        bool has_remote = i->ifa_flags & (IFF_BROADCAST | IFF_POINTOPOINT);
        take_address(has_remote ? i->ifa_dstaddr : NULL, &entry->remote);
    }
    freeifaddrs(list);
    return count;
}
