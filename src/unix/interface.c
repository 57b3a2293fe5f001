/* SPDX-License-Identifier: MIT */
/* Network interfaces, by if_nametoindex(3) and if_indextoname(3), and for the list by interface_list/. */
#include "interface_list.h"

/*
 * The error of a failed lookup. If glibc cannot open a socket, errno is from its last attempt to read /proc; opening a
 * socket here tells the reason.
 */
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
    /* musl truncates long names, and Linux ignores a colon and all behind it: both would find another interface. */
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
