/* SPDX-License-Identifier: MIT */
/* The network interfaces, from if_nametoindex(3) and getifaddrs(3). */
#include "sys.h"

/* Why a lookup failed. One that gets no socket of any family gives, in glibc, the error of its last look into /proc. */
static int lookup_error(void)
{
    int rc = skt__socket_code();
    if (rc != SKT_ENOENT) return rc;
    skt_socket s;
    int reason = skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &s);
    if (reason < 0) return reason;
    close(s);
    return rc;
}

int skt_interface_index(const char *name)
{
    unsigned index = if_nametoindex(name);
    return index == 0 ? lookup_error() : (int)index;
}

int skt_interface_name(uint32_t index, char *out, size_t size)
{
    char name[IF_NAMESIZE];
    if (if_indextoname(index, name) == NULL) return lookup_error();
    return skt__text_copy(out, size, name, strlen(name));
}

/* An address whose length the system does not tell; of none, an address without a family. */
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

/* The leading ones of a netmask. A BSD's may end early, and its family may be missing. */
static uint32_t prefix_of(const struct sockaddr *mask, const skt_addr *address)
{
    uint8_t unused[16];
    int bytes = skt_addr_ip(address, unused);
    if (mask == NULL || bytes < 0) return 0;
    size_t at = bytes == 4 ? offsetof(struct sockaddr_in, sin_addr) : offsetof(struct sockaddr_in6, sin6_addr);
    size_t end = skt__netmask_len(mask, at + (size_t)bytes);
    uint32_t bits = 0;
    for (const uint8_t *m = (const uint8_t *)mask; at < end; at++)
        for (int bit = 7; bit >= 0 && m[at] >> bit & 1; bit--) bits++;
    return bits;
}

int skt_interfaces(skt_interface *out, size_t max)
{
    struct ifaddrs *list;
    if (getifaddrs(&list) < 0) return skt__socket_code();
    int count = 0;
    for (const struct ifaddrs *i = list; i != NULL; i = i->ifa_next, count++) {
        if ((size_t)count >= max) continue;
        skt_interface *entry = &out[count];
        skt__text_copy(entry->name, sizeof entry->name, i->ifa_name, strlen(i->ifa_name));
        entry->index = if_nametoindex(i->ifa_name);
        entry->flags = (uint32_t)i->ifa_flags;
        take_address(i->ifa_addr, &entry->address);
        entry->prefix = prefix_of(i->ifa_netmask, &entry->address);
        bool has_remote = i->ifa_flags & (IFF_BROADCAST | IFF_POINTOPOINT);
        take_address(has_remote ? i->ifa_dstaddr : NULL, &entry->remote);
    }
    freeifaddrs(list);
    return count;
}
