/* SPDX-License-Identifier: MIT */
/*
 * Socket addresses of every family, as values that can be copied, compared and printed.
 *
 * What a system lacks cannot be made there: the constructor answers SKT_EUNSUPPORTED. On an error *out is not touched.
 */
#ifndef SKT_ADDRESS_H
#define SKT_ADDRESS_H

#include <skt/system.h>

#include <stdbool.h>

SKT_BEGIN

/*
 * The system's sockaddr, then its length in bytes. A call that receives into one overwrites only what the system
 * writes and sets the length; it never clears the rest. All zero is the address without a family.
 */
typedef struct skt_addr {
    union {
        uint16_t family_and_more; /* read the family with skt_addr_family */
        uint64_t alignment;
        unsigned char bytes[SKT_STORAGE_SIZE];
    } storage;
    uint32_t len;
} skt_addr;

/* Room for the text of any address, with its end. */
#define SKT_ADDR_TEXT_MAX (128 + 3 * SKT_STORAGE_SIZE)

/*
 * Reads an address from its text. The forms, which skt_addr_format writes again:
 *
 *     192.0.2.1:80  192.0.2.1                  IPv4; without a port it is 0
 *     [2001:db8::1]:80  2001:db8::1  [::1]     IPv6
 *     [fe80::1%eth0]:80  [fe80::1%3]:80        with the scope by name or number
 *     unix:/run/x.sock                         a path; unix: alone is the unnamed address
 *     unix:@name                               the abstract name
 *     vsock:2:1024                             context id, port
 *     link:2:0800:02:00:5e:10:00:01            interface index, protocol (hex), hardware address (may be empty)
 *     netlink:0:1                              port id, group mask
 *     can:4:123:456                            interface index, receive id, transmit id (the ids may be left out)
 *     hyperv:VM-GUID:SERVICE-GUID
 *     bluetooth:01:23:45:67:89:ab:3            device, RFCOMM channel
 *     family:44:0102ff                         any other: the family's number, then the bytes behind it in hex
 *
 * In a path or name %XX stands for the byte with that hex value, as skt_addr_format writes control bytes and the per
 * cent sign; a per cent sign not followed by two hex digits is itself.
 * Returns 0. **Acts on:** SKT_EINVAL (not an address), SKT_ENAMETOOLONG (the path or name), SKT_EUNSUPPORTED (a family
 * that this system lacks), and SKT_ENODEV, SKT_ENXIO or SKT_ENOENT (no interface has the scope's name).
 * **Calls:** none, but for the one or more of if_nametoindex(3) where a scope is given by name.
 */
SKT_API int skt_addr_parse(const char *text, skt_addr *out);

/*
 * Writes an address as text, always ended by a zero where size is not zero. IPv6 is in the form of RFC 5952 with the
 * scope as a number, so that the text does not change when an interface is renamed; the flow label is left out.
 * Returns the length of the whole text, as snprintf(3) does: it was cut if that is size or more. An address without a
 * family is "none".
 */
SKT_API int skt_addr_format(const skt_addr *addr, char *out, size_t size);

/* An IPv4 address: four bytes in network order, the port in host order. ip(7). */
SKT_API void skt_addr_ipv4(const uint8_t ip[4], uint16_t port, skt_addr *out);

/* An IPv6 address: sixteen bytes in network order; the scope is an interface index, or 0. ipv6(7), RFC 3493. */
SKT_API void skt_addr_ipv6(const uint8_t ip[16], uint16_t port, uint32_t scope, skt_addr *out);

/*
 * The path of a Unix socket: not empty, and at least one byte shorter than the system's sun_path (108 bytes on Linux
 * and Windows, 104 on the BSDs and Apple). UTF-8 on Windows. unix(7).
 * Returns 0. **Acts on:** SKT_EINVAL (empty; on Windows not UTF-8), SKT_ENAMETOOLONG.
 */
SKT_API int skt_addr_unix(const char *path, skt_addr *out);

/* The Unix address without a name. To bind it on Linux gives the socket an abstract name of the kernel's choice. */
SKT_API void skt_addr_unix_unnamed(skt_addr *out);

/*
 * An abstract Unix name: any bytes, zeros included, at most one less than the system's sun_path. unix(7).
 * Returns 0. **Acts on:** SKT_EINVAL (empty), SKT_ENAMETOOLONG. **Systems:** Linux, Cygwin.
 */
SKT_API int skt_addr_unix_abstract(const void *name, size_t len, skt_addr *out);

/* A virtual machine's socket: context id and port, 4294967295 for any. vsock(7). **Systems:** Linux, Apple. */
SKT_API int skt_addr_vsock(uint32_t cid, uint32_t port, skt_addr *out);

/*
 * A link-layer address: the interface's index, the protocol (an EtherType, host order; on Linux only, else 0) and up
 * to 8 bytes of hardware address. packet(7), link_addr(3). **Acts on:** SKT_ENAMETOOLONG (hardware too long),
 * SKT_ERANGE (the index: 31 bits, 16 on the BSDs and Apple).
 * **Systems:** Linux, illumos (AF_PACKET), Apple, BSDs (AF_LINK).
 */
SKT_API int skt_addr_link(uint32_t interface_index, uint16_t protocol, const void *hardware, size_t len, skt_addr *out);

/*
 * A netlink peer: its port id (0 for the kernel) and a mask of multicast groups. netlink(7). **Systems:** Linux,
 * FreeBSD.
 */
SKT_API int skt_addr_netlink(uint32_t pid, uint32_t groups, skt_addr *out);

/*
 * A CAN interface (0 for all) with the ids of an ISO-TP connection, 0 for raw frames.
 * Kernel documentation, networking/can. **Acts on:** SKT_ERANGE (the index: 31 bits). **Systems:** Linux.
 */
SKT_API int skt_addr_can(uint32_t interface_index, uint32_t receive_id, uint32_t transmit_id, skt_addr *out);

/*
 * A Hyper-V socket: the two GUIDs as their sixteen bytes in memory, the first three fields little-endian. "Make your
 * own integration services", Microsoft. **Systems:** Windows.
 */
SKT_API int skt_addr_hyperv(const uint8_t vm[16], const uint8_t service[16], skt_addr *out);

/*
 * A Bluetooth device, most significant byte first as it is printed, and an RFCOMM channel (1 to 30, 0 for any).
 * **Acts on:** SKT_EINVAL (channel). **Systems:** Linux, Windows.
 */
SKT_API int skt_addr_bluetooth(const uint8_t device[6], uint32_t channel, skt_addr *out);

/* The family, SKT_AF_UNSPEC where there is none. */
SKT_API int skt_addr_family(const skt_addr *addr);

/* The port of an IPv4 or IPv6 address in host order, SKT_EAFNOSUPPORT for any other family. */
SKT_API int skt_addr_port(const skt_addr *addr);

/* Changes the port of an IPv4 or IPv6 address. Returns 0, SKT_EAFNOSUPPORT for any other family. */
SKT_API int skt_addr_set_port(skt_addr *addr, uint16_t port);

/* The address bytes in network order: returns how many, 4 or 16, or SKT_EAFNOSUPPORT. */
SKT_API int skt_addr_ip(const skt_addr *addr, uint8_t out[16]);

/* The scope of an IPv6 address, an interface index; 0 where there is none and for any other family. */
SKT_API uint32_t skt_addr_scope(const skt_addr *addr);

/* The flow label and traffic class of an IPv6 address in host order, 28 bits; 0 for any other family. */
SKT_API uint32_t skt_addr_flow(const skt_addr *addr);

/*
 * Sets the flow label and traffic class of an IPv6 address. Returns 0. **Acts on:** SKT_EAFNOSUPPORT, SKT_ERANGE (more
 * than 28 bits). ipv6(7) flowinfo.
 */
SKT_API int skt_addr_set_flow(skt_addr *addr, uint32_t flow);

/* The path of a Unix address, ended by a zero, as long as the address lives; NULL where it has none. */
SKT_API const char *skt_addr_unix_path(const skt_addr *addr);

/* The abstract name of a Unix address and its length, not ended by a zero; NULL where it has none. */
SKT_API const void *skt_addr_unix_abstract_name(const skt_addr *addr, size_t *len_out);

/* The parts of a vsock address. Returns 0 or SKT_EAFNOSUPPORT. Likewise the five below. */
SKT_API int skt_addr_vsock_parts(const skt_addr *addr, uint32_t *cid_out, uint32_t *port_out);

/* hardware_out has room for 8 bytes; their number goes to *len_out. */
SKT_API int skt_addr_link_parts(const skt_addr *addr, uint32_t *interface_index_out, uint16_t *protocol_out,
                                uint8_t hardware_out[8], size_t *len_out);
SKT_API int skt_addr_netlink_parts(const skt_addr *addr, uint32_t *pid_out, uint32_t *groups_out);
SKT_API int skt_addr_can_parts(const skt_addr *addr, uint32_t *interface_index_out, uint32_t *receive_id_out,
                               uint32_t *transmit_id_out);
SKT_API int skt_addr_hyperv_parts(const skt_addr *addr, uint8_t vm_out[16], uint8_t service_out[16]);
SKT_API int skt_addr_bluetooth_parts(const skt_addr *addr, uint8_t device_out[6], uint32_t *channel_out);

/*
 * Whether two addresses mean the same. Fields that do not belong to the meaning (padding, BSD's length byte, what lies
 * behind a path's end) are not looked at; scope and flow label are. Those other than IP and Unix mean what their text
 * says, without the hardware type that a received link address has.
 */
SKT_API bool skt_addr_equal(const skt_addr *a, const skt_addr *b);

/* A number that is the same for equal addresses, well spread over 64 bits; not for hostile input. */
SKT_API uint64_t skt_addr_hash(const skt_addr *addr);

/* 127.0.0.0/8, ::1, and 127.0.0.0/8 mapped into IPv6. */
SKT_API bool skt_addr_is_loopback(const skt_addr *addr);

/* 224.0.0.0/4, ff00::/8, and 224.0.0.0/4 mapped into IPv6. */
SKT_API bool skt_addr_is_multicast(const skt_addr *addr);

/* 0.0.0.0, ::, and ::ffff:0.0.0.0. */
SKT_API bool skt_addr_is_any(const skt_addr *addr);

/* ::ffff:0:0/96. */
SKT_API bool skt_addr_is_v4_mapped(const skt_addr *addr);

/* A Unix address without path and name. */
SKT_API bool skt_addr_is_unnamed(const skt_addr *addr);

/* The IPv4 address as an IPv6 one, ::ffff:192.0.2.1; an IPv6 address is copied. Returns 0 or SKT_EAFNOSUPPORT. */
SKT_API int skt_addr_map_v4(const skt_addr *addr, skt_addr *out);

/* The mapped IPv6 address as an IPv4 one; an IPv4 address is copied. Returns 0 or SKT_EAFNOSUPPORT. */
SKT_API int skt_addr_unmap_v4(const skt_addr *addr, skt_addr *out);

/* The system's sockaddr and its length, for calls outside this library. It points into *addr. */
SKT_API const void *skt_addr_native(const skt_addr *addr, size_t *len_out);

/*
 * Takes a sockaddr made elsewhere. Returns 0. **Acts on:** SKT_EINVAL (shorter than its family, too long, or a Unix
 * path that does not end).
 */
SKT_API int skt_addr_from_native(const void *sockaddr, size_t len, skt_addr *out);

/*
 * Resolves a host and a service, either of which may be NULL, with getaddrinfo(3). `family` and `type` may be 0 for
 * any; flags are SKT_AI_*. Writes at most `max` addresses in the resolver's order, each once.
 * Returns how many there are, which may be more than max. **Acts on:** SKT_EAI_NONAME, SKT_EAI_AGAIN, SKT_EAI_SERVICE
 * and the others of that kind; the errno itself where the resolver gave EAI_SYSTEM; SKT_EUNSUPPORTED for a flag that
 * this system lacks. Text is UTF-8 on Windows. **Calls:** what getaddrinfo(3) makes, on Windows GetAddrInfoW; it
 * allocates and frees, and may read files and the environment, and ask servers.
 */
SKT_API int skt_resolve(const char *host, const char *service, int family, int type, int flags, skt_addr *out,
                        size_t max);

SKT_END

#endif
