/* SPDX-License-Identifier: MIT */
/* The network interfaces of this machine. All functions may be called from several threads at once. */
#ifndef SKT_INTERFACE_H
#define SKT_INTERFACE_H

#include <skt/address.h>

SKT_BEGIN

/* One address of one interface, or an interface that has none. */
typedef struct skt_interface {
    char name[SKT_INTERFACE_NAME_MAX]; /* ended by a zero; UTF-8 on Windows */
    uint32_t index;                    /* 1 or more */
    uint32_t flags;                    /* SKT_IFF_UP and so on */
    uint32_t prefix;  /* IPv4 and IPv6: the bits of the network's part; 0 if the netmask is not of such a form */
    skt_addr address; /* no family if the interface has no address */
    skt_addr
        remote; /* the broadcast address, or the other end of a point-to-point link; no family if there is neither */
} skt_interface;

/*
 * The index of an interface.
 *
 * name  The whole name. An address's label, such as eth0:web, is none.
 *
 * Returns   The index, 1 or more.
 * Errors    SKT_ENODEV, SKT_ENXIO, as the system has it  No interface has this name, which may be too long for any.
 * Calls     Those of if_nametoindex(3): socket(2), ioctl(2), close(2) on Linux.
 * Windows   The name is the alias ("Ethernet 2") or NDIS's, in UTF-8; no such interface is SKT_ENOENT.
 * Since     0.1
 * See       if_nametoindex(3)
 */
SKT_API int skt_interface_index(const char *name);

/*
 * The name of an interface.
 *
 * out       Ends with a zero unless size is 0.
 *
 * Returns   The length of the whole name, as snprintf(3): it was truncated if that is size or more.
 * Errors    SKT_ENXIO, SKT_ENODEV, as the system has it  No interface has this index.
 * Calls     Those of if_indextoname(3): socket(2), ioctl(2), close(2) on Linux.
 * Windows   The alias, in UTF-8; no such interface is SKT_ENOENT.
 * Since     0.1
 * See       if_indextoname(3)
 */
SKT_API int skt_interface_name(uint32_t index, char *out, size_t size);

/*
 * Lists the interfaces with their addresses.
 *
 * An interface stands there once for each address, link-layer addresses included where the system lists them. The name
 * is the interface's, whatever labels its addresses have, and the index is the one that the system lists.
 *
 * out       The entries; max of them at most are written.
 *
 * Returns   How many entries there are, which may be more than max.
 * Errors    SKT_EMFILE, SKT_ENFILE, SKT_ENOBUFS, SKT_ENOMEM
 * Calls     Those of getifaddrs(3), in which the system allocates and frees; those of skt_interface_index for an entry
 *           only where the system lists no link-layer address of its interface.
 * Linux     socket(2) of AF_NETLINK; sendto(2) and recvfrom(2), the latter for each 8 KiB, for the links and for the
 *           addresses; all again, ten times at most, if an interface or address changed meanwhile; close(2). Nothing is
 *           allocated. Those of skt_interface_name for each interface that came after the links were listed.
 * Windows   GetIfTable2 and GetUnicastIpAddressTable, in which the system allocates and frees.
 * Since     0.1
 * See       getifaddrs(3), rtnetlink(7)
 */
SKT_API int skt_interfaces(skt_interface *out, size_t max);

SKT_END

#endif
