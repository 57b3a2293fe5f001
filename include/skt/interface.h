/* SPDX-License-Identifier: MIT */
/* The network interfaces of this machine. All functions may be called from several threads at once. */
#ifndef SKT_INTERFACE_H
#define SKT_INTERFACE_H

#include <skt/address.h>

SKT_BEGIN

/* One address of one interface, or an interface that has none. */
typedef struct skt_interface {
    char name[SKT_INTERFACE_NAME_MAX]; /* terminated by a null byte; UTF-8 on Windows */
    uint32_t index;                    /* 1 or more */
    uint32_t flags;                    /* SKT_IFF_UP and so on */
    uint32_t prefix;                   /* IPv4 and IPv6: the prefix length; 0 if the netmask is not a prefix */
    skt_addr address;                  /* no family if the interface has no address */
    skt_addr remote; /* broadcast address, or other end of a point-to-point link; no family if neither */
} skt_interface;

/*
 * Finds the index of an interface by its name.
 *
 * name  The name of the interface. The label of an address, such as eth0:web, is not a name.
 *
 * Returns   The index, 1 or more.
 * Errors    SKT_ENODEV, SKT_ENXIO, as the system has it  No interface has this name, or it is too long for one.
 * Calls     Those of if_nametoindex(3): socket(2), ioctl(2), close(2) on Linux.
 * Windows   The name is the alias ("Ethernet 2") or the name of NDIS, in UTF-8. SKT_ENOENT if there is no such
 *           interface.
 * Since     0.1
 * See       if_nametoindex(3)
 */
SKT_API int skt_interface_index(const char *name);

/*
 * Finds the name of an interface by its index.
 *
 * out       The name, terminated by a null byte unless size is 0.
 * size      The size of out in bytes.
 *
 * Returns   The length of the whole name, as snprintf(3). The name was truncated if this is size or more.
 * Errors    SKT_ENXIO, SKT_ENODEV, as the system has it  No interface has this index.
 * Calls     Those of if_indextoname(3): socket(2), ioctl(2), close(2) on Linux.
 * Windows   The alias, in UTF-8. SKT_ENOENT if there is no such interface.
 * Since     0.1
 * See       if_indextoname(3)
 */
SKT_API int skt_interface_name(uint32_t index, char *out, size_t size);

/*
 * Lists the interfaces with their addresses.
 *
 * There is an entry for each address of an interface, including link-layer addresses if the system lists them. The name
 * is that of the interface, not the label of an address. The index is the one that the system lists.
 *
 * out       The entries. At most max are written.
 *
 * Returns   The number of entries, which may be more than max.
 * Errors    SKT_EMFILE, SKT_ENFILE, SKT_ENOBUFS, SKT_ENOMEM
 * Calls     Those of getifaddrs(3), in which the system allocates and frees memory. For an interface without a
 *           link-layer address in the list, also those of skt_interface_index.
 * Linux     socket(2) of AF_NETLINK; sendto(2) and recvfrom(2) for the links and again for the addresses, with one
 *           recvfrom(2) for each 8 KiB; close(2). If an interface or address changes meanwhile, the requests are
 *           repeated, at most ten times. For each interface that appears after the links were listed, those of
 *           skt_interface_name. Nothing is allocated.
 * Windows   GetIfTable2 and GetUnicastIpAddressTable, in which the system allocates and frees memory.
 * Since     0.1
 * See       getifaddrs(3), rtnetlink(7)
 */
SKT_API int skt_interfaces(skt_interface *out, size_t max);

SKT_END

#endif
