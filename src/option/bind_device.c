/* SPDX-License-Identifier: MIT */
/*
 * Binding a socket to an interface. Systems have an option that takes a name, an index, or an index for each IP
 * version.
 */
#include "sys.h"

static bool has(skt_option option)
{
    return skt_option_supported(option);
}

/* The option of this socket's family that holds the interface's index, or the error. */
static int index_option(skt_socket s, skt_int_option *out)
{
    *out = SKT_SO_BINDTOIFINDEX;
    if (has(SKT_ANY(SKT_SO_BINDTOIFINDEX))) return 0;
    bool bound = has(SKT_ANY(SKT_IP_BOUND_IF));
    if (!bound && !has(SKT_ANY(SKT_IP_UNICAST_IF))) return SKT_EUNSUPPORTED;
    int family = skt_family(s);
    if (family < 0) return family;
    skt_int_option v4 = bound ? SKT_IP_BOUND_IF : SKT_IP_UNICAST_IF;
    skt_int_option v6 = bound ? SKT_IPV6_BOUND_IF : SKT_IPV6_UNICAST_IF;
    *out = family == SKT_AF_INET6 ? v6 : v4;
    return family == SKT_AF_INET6 || family == SKT_AF_INET ? 0 : SKT_EAFNOSUPPORT;
}

int skt_bind_device(skt_socket s, const char *name)
{
    if (has(SKT_ANY(SKT_SO_BINDTODEVICE))) return skt_set_name(s, SKT_SO_BINDTODEVICE, name ? name : "");
    int index = name ? skt_interface_index(name) : 0;
    return index < 0 ? index : skt_bind_device_index(s, (uint32_t)index);
}

int skt_bind_device_index(skt_socket s, uint32_t index)
{
    skt_int_option option;
    int rc = index_option(s, &option);
    return rc < 0 ? rc : skt_set_int(s, option, index);
}

int skt_device(skt_socket s, char *out, size_t size)
{
    if (has(SKT_ANY(SKT_SO_BINDTODEVICE))) return skt_get_name(s, SKT_SO_BINDTODEVICE, out, size);
    int index = skt_device_index(s);
    if (index > 0) return skt_interface_name((uint32_t)index, out, size);
    return index < 0 ? index : skt__text_copy(out, size, "", 0);
}

int skt_device_index(skt_socket s)
{
    skt_int_option option;
    int64_t index;
    int rc = index_option(s, &option);
    if (rc == 0) rc = skt_get_int(s, option, &index);
    return rc < 0 ? rc : (int)index;
}
