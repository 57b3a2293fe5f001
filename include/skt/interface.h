/* SPDX-License-Identifier: MIT */
/* The network interfaces of this machine. */
#ifndef SKT_INTERFACE_H
#define SKT_INTERFACE_H

#include <skt/address.h>

SKT_BEGIN

/* One address of one interface; an interface without an address stands there once, its address without a family. */
typedef struct skt_interface {
    char name[SKT_INTERFACE_NAME_MAX]; /* ended by a zero, UTF-8 */
    uint32_t index;
    uint32_t flags;  /* SKT_IFF_UP and so on */
    uint32_t prefix; /* the bits of the network's part for IPv4 and IPv6, else 0 */
    skt_addr address;
    skt_addr remote; /* the broadcast address, or the other end of a point-to-point link; may have no family */
} skt_interface;

/*
 * The index of an interface by its name, on Windows its alias ("Ethernet 2") or NDIS's name. Returns it, 1 or more.
 * **Acts on:** SKT_ENODEV or SKT_ENXIO, as the system says it, SKT_ENOENT on Windows (no such interface). **Calls:**
 * those of if_nametoindex(3), on Linux three; on Windows those of ConvertInterfaceAliasToLuid and the like.
 */
SKT_API int skt_interface_index(const char *name);

/*
 * The name of an interface by its index, ended by a zero where size is not zero. Returns the length of the whole name,
 * as snprintf(3) does. **Acts on:** SKT_ENXIO or SKT_ENODEV, SKT_ENOENT on Windows. **Calls:** those of
 * if_indextoname(3), on Linux three; on Windows those of ConvertInterfaceIndexToLuid and ConvertInterfaceLuidToAlias.
 */
SKT_API int skt_interface_name(uint32_t index, char *out, size_t size);

/*
 * Lists the interfaces with their addresses; writes at most `max`. Returns how many there are, which may be more than
 * max. **Calls:** those of getifaddrs(3), on Windows GetIfTable2 and GetUnicastIpAddressTable, in which the system
 * allocates and frees.
 */
SKT_API int skt_interfaces(skt_interface *out, size_t max);

SKT_END

#endif
