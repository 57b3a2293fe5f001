/* SPDX-License-Identifier: MIT */
/* The network interfaces, from if_nametoindex(3) and, for the list, what interface_list/ has. */
#include "interface_list.h"

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
    /* musl cuts it, and Linux passes over a colon and what is behind it. */
    if (!skt__may_be_interface(name)) return SKT_ENODEV;
    unsigned index = if_nametoindex(name);
    return index == 0 ? lookup_error() : (int)index;
}

int skt_interface_name(uint32_t index, char *out, size_t size)
{
    char name[IF_NAMESIZE];
    if (if_indextoname(index, name) == NULL) return lookup_error();
    return skt__text_copy(out, size, name, strlen(name));
}

int skt_interfaces(skt_interface *out, size_t max)
{
    return skt__list_interfaces(out, max);
}
