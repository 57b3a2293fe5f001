/* SPDX-License-Identifier: MIT */
/*
 * Socket addresses of every family, as values that can be copied, compared and printed. Resolving names to addresses
 * and addresses to names.
 *
 * A constructor, skt_addr_parse or a system call fills in an address completely. An accessor returns SKT_EAFNOSUPPORT,
 * 0 or NULL if the address has another family. A function that fails does not change its results, except the texts of
 * skt_resolve_name. No function makes a system call unless Calls says so. All may be called from several threads at
 * once. The smallest functions are also macros, which expand to their code.
 */
#ifndef SKT_ADDRESS_H
#define SKT_ADDRESS_H

#include <skt/error.h>
#include <skt/system.h>

#include <stdbool.h>
#include <string.h>

SKT_BEGIN

/*
 * The address of a socket: the system's sockaddr, then its length.
 *
 * A call that writes an address overwrites only the bytes that the system writes, and sets the length. An address of
 * all zeros has no family.
 */
typedef struct skt_addr {
    union {
        uint16_t family_and_more; /* read the family with skt_addr_family */
        uint64_t alignment;       /* for the alignment only */
        unsigned char bytes[SKT_STORAGE_SIZE];
    } storage;    /* the system's sockaddr_storage */
    uint32_t len; /* the bytes of storage that are set */
} skt_addr;

/* The size of a buffer for the text of any address, including the null byte. */
#define SKT_ADDR_TEXT_MAX (128 + 3 * SKT_STORAGE_SIZE)

/* The size of a buffer for the text of any IP address without a port, including the null byte. */
#define SKT_IP_TEXT_MAX 57

/*
 * Reads an address from its text.
 *
 *     192.0.2.1:80  192.0.2.1                  IPv4; the port is 0 if it is left out
 *     [2001:db8::1]:80  2001:db8::1  [::1]     IPv6
 *     [fe80::1%eth0]:80  [fe80::1%3]:80        with the scope as a name or a number
 *     [2001:db8::1]:80?flow=5                  with the flow label and traffic class
 *     unix:/run/x.sock                         a path; unix: without a path is the unnamed address
 *     unix:@name                               an abstract name; unix:@ is the empty name
 *     vsock:2:1024  vsock:2:1024?flags=1       context id, port; flags
 *     link:2:0800:02:00:5e:10:00:01            interface index, protocol (hex), hardware address (may be empty)
 *     netlink:0:1                              port id, group mask
 *     can:4:123:456                            interface index, receive id, transmit id (the ids may be left out)
 *     j1939:4:0123456789abcdef:0ee00:ff        interface index, then in hex NAME, parameter group and address
 *     hyperv:VM-GUID:SERVICE-GUID
 *     bluetooth:01:23:45:67:89:ab:3            device, RFCOMM channel
 *     family:44:0102ff                         any other: the family's number, then the bytes after it in hex
 *
 * In a path or name %XX stands for the byte with that hex value. A per cent sign that is not followed by two hex digits
 * stands for itself.
 *
 * Returns   0.
 * Errors    SKT_EINVAL        The text is not an address.
 *           SKT_ENAMETOOLONG  The path, name or hardware address is too long.
 *           SKT_ERANGE        A number is too large for its family on this system.
 *           SKT_EUNSUPPORTED  This system lacks the family.
 *           SKT_ENODEV, SKT_ENXIO, SKT_ENOENT  No interface has the scope's name.
 * Calls     Those of skt_interface_index if the scope is a name.
 * Since     0.1
 * See       inet_pton(3), RFC 4007
 */
SKT_API int skt_addr_parse(const char *text, skt_addr *out);

/*
 * Writes an address as text. skt_addr_parse reads it back as an equal address.
 *
 * IPv6 has the form of RFC 5952. The scope is written as a number, which stays valid when an interface is renamed. In a
 * path or name, control bytes and the per cent sign are written as %XX. An address without a family is "none".
 *
 * out   The text, terminated by a null byte unless size is 0.
 * size  The size of out in bytes.
 *
 * Returns   The length of the whole text, as snprintf(3). The text was truncated if this is size or more.
 * Since     0.1
 * See       RFC 5952
 */
SKT_API int skt_addr_format(const skt_addr *addr, char *out, size_t size);

/*
 * Reads an IP address from a text without port and brackets.
 *
 * text  IPv4 or IPv6. An IPv6 address may have a scope, as %eth0 or %3.
 * port  The port of the address, in host order.
 *
 * Returns   0.
 * Errors    SKT_EINVAL  The text is not an IP address.
 *           SKT_ENODEV, SKT_ENXIO, SKT_ENOENT  No interface has the scope's name.
 * Calls     Those of skt_interface_index if the scope is a name.
 * Since     0.1
 * See       inet_pton(3)
 */
SKT_API int skt_ip_parse(const char *text, uint16_t port, skt_addr *out);

/*
 * Writes an IP address as text without port and brackets: 192.0.2.1, 2001:db8::1, fe80::1%3.
 *
 * out   The text, terminated by a null byte unless size is 0.
 * size  The size of out in bytes.
 *
 * Returns   The length of the whole text, as snprintf(3). The text was truncated if this is size or more.
 * Errors    SKT_EAFNOSUPPORT  addr is not an IP address.
 * Since     0.1
 * See       inet_ntop(3), RFC 5952
 */
SKT_API int skt_ip_format(const skt_addr *addr, char *out, size_t size);

/*
 * Makes an IPv4 address.
 *
 * ip    Four bytes in network order.
 * port  In host order.
 *
 * Since     0.1
 * See       ip(7)
 */
SKT_API void skt_addr_ipv4(const uint8_t ip[4], uint16_t port, skt_addr *out);

/*
 * Makes an IPv6 address.
 *
 * ip     Sixteen bytes in network order.
 * port   In host order.
 * scope  An interface index, or 0.
 *
 * Since     0.1
 * See       ipv6(7), RFC 3493
 */
SKT_API void skt_addr_ipv6(const uint8_t ip[16], uint16_t port, uint32_t scope, skt_addr *out);

/*
 * Makes the wildcard address of an IP family, 0.0.0.0 or ::, or its loopback address, 127.0.0.1 or ::1.
 *
 * family  SKT_AF_INET or SKT_AF_INET6.
 * port    In host order.
 *
 * Returns   0.
 * Errors    SKT_EAFNOSUPPORT  family is another family.
 * Since     0.1
 */
SKT_API int skt_addr_any(int family, uint16_t port, skt_addr *out);
SKT_API int skt_addr_loopback(int family, uint16_t port, skt_addr *out);

/*
 * Makes the address of a Unix socket with a path.
 *
 * path  Not empty, and at most as long as the system's sun_path: 108 bytes on Linux, 104 on Apple and the BSDs.
 *
 * Returns   0.
 * Errors    SKT_EINVAL        The path is empty.
 *           SKT_ENAMETOOLONG  The path is too long.
 * Windows   The path is UTF-8 of at most 107 bytes. Text that is not UTF-8 is SKT_EINVAL.
 * Since     0.1
 * See       unix(7)
 */
SKT_API int skt_addr_unix(const char *path, skt_addr *out);

/*
 * Makes the Unix address without a name.
 *
 * Linux     A socket that is bound to it gets an abstract name that the kernel chooses.
 * Since     0.1
 * See       unix(7)
 */
SKT_API void skt_addr_unix_unnamed(skt_addr *out);

/*
 * Makes a Unix address with an abstract name.
 *
 * name  Any bytes, including zeros: at most one byte less than the system's sun_path has.
 * len   The length of the name in bytes.
 *
 * Returns   0.
 * Errors    SKT_ENAMETOOLONG  The name is too long.
 *           SKT_EUNSUPPORTED  This system has no abstract names.
 * Systems   Linux, Cygwin.
 * Cygwin    SKT_EINVAL if the name is empty.
 * Since     0.1
 * See       unix(7)
 */
SKT_API int skt_addr_unix_abstract(const void *name, size_t len, skt_addr *out);

/*
 * Makes a vsock address, for sockets between virtual machines and their host.
 *
 * cid   The context id; 4294967295: any.
 * port  The port; 4294967295: any.
 *
 * Returns   0.
 * Errors    SKT_EUNSUPPORTED  This system lacks the family.
 * Systems   Linux, Apple.
 * Since     0.1
 * See       vsock(7)
 */
SKT_API int skt_addr_vsock(uint32_t cid, uint32_t port, skt_addr *out);

/*
 * Makes a link-layer address.
 *
 * interface_index  The interface's index.
 * protocol         An EtherType in host order; ignored if the system's address has no such field.
 * hardware, len    The hardware address, at most 32 bytes; may be NULL if len is 0.
 *
 * Returns   0.
 * Errors    SKT_ENAMETOOLONG  The hardware address is too long.
 *           SKT_ERANGE        The index needs more than 31 bits, or more than 16 on Apple and the BSDs.
 *           SKT_EUNSUPPORTED  This system lacks the family.
 * Systems   Linux, illumos (AF_PACKET), Apple, BSDs (AF_LINK).
 * Since     0.1
 * See       packet(7), link_addr(3)
 */
SKT_API int skt_addr_link(uint32_t interface_index, uint16_t protocol, const void *hardware, size_t len, skt_addr *out);

/*
 * Makes the address of a netlink peer.
 *
 * pid     The port id; 0: the kernel.
 * groups  A mask of multicast groups.
 *
 * Returns   0.
 * Errors    SKT_EUNSUPPORTED  This system lacks the family.
 * Systems   Linux, FreeBSD.
 * Since     0.1
 * See       netlink(7)
 */
SKT_API int skt_addr_netlink(uint32_t pid, uint32_t groups, skt_addr *out);

/*
 * Makes a CAN address.
 *
 * interface_index           The interface's index; 0: all interfaces.
 * receive_id, transmit_id   The ids of an ISO-TP connection; 0 with raw frames.
 *
 * Returns   0.
 * Errors    SKT_ERANGE        The index has more than 31 bits.
 *           SKT_EUNSUPPORTED  This system lacks the family.
 * Systems   Linux.
 * Since     0.1
 * See       Kernel documentation, networking/can
 */
SKT_API int skt_addr_can(uint32_t interface_index, uint32_t receive_id, uint32_t transmit_id, skt_addr *out);

/*
 * Makes a CAN address of SAE J1939.
 *
 * interface_index  The interface's index.
 * name             The NAME, 64 bits; 0: none.
 * group            The number of the parameter group, 18 bits; 0x40000: none.
 * address          The node's address; 0xff: none.
 *
 * Returns   0.
 * Errors    SKT_ERANGE        The index has more than 31 bits.
 *           SKT_EUNSUPPORTED  This system lacks the family.
 * Systems   Linux.
 * Since     0.1
 * See       Kernel documentation, networking/j1939
 */
SKT_API int skt_addr_j1939(uint32_t interface_index, uint64_t name, uint32_t group, uint8_t address, skt_addr *out);

/*
 * Makes the address of a Hyper-V socket.
 *
 * vm, service  The GUIDs as sixteen bytes in the order of memory: the first three fields are little-endian.
 *
 * Returns   0.
 * Errors    SKT_EUNSUPPORTED  This system lacks the family.
 * Systems   Windows.
 * Since     0.1
 * See       Microsoft, "Make your own integration services"
 */
SKT_API int skt_addr_hyperv(const uint8_t vm[16], const uint8_t service[16], skt_addr *out);

/*
 * Makes the address of a Bluetooth device with an RFCOMM channel.
 *
 * device   Six bytes in the order in which they are printed, the most significant first.
 * channel  1 to 30; 0: any.
 *
 * Returns   0.
 * Errors    SKT_EINVAL        The channel is above 30.
 *           SKT_EUNSUPPORTED  This system lacks the family.
 * Systems   Linux, Windows.
 * Since     0.1
 */
SKT_API int skt_addr_bluetooth(const uint8_t device[6], uint32_t channel, skt_addr *out);

/*
 * Returns the family of an address.
 *
 * Returns   SKT_AF_INET and so on; SKT_AF_UNSPEC if the address has no family.
 * Since     0.1
 */
SKT_API int skt_addr_family(const skt_addr *addr);

/*
 * Returns the port of an IP address.
 *
 * Returns   The port in host order.
 * Errors    SKT_EAFNOSUPPORT  addr is not an IP address.
 * Since     0.1
 */
SKT_API int skt_addr_port(const skt_addr *addr);

/*
 * Changes the port of an IP address.
 *
 * port  In host order.
 *
 * Returns   0.
 * Errors    SKT_EAFNOSUPPORT  addr is not an IP address.
 * Since     0.1
 */
SKT_API int skt_addr_set_port(skt_addr *addr, uint16_t port);

/*
 * Reads the bytes of an IP address, in network order.
 *
 * Returns   The number of bytes written: 4 or 16.
 * Errors    SKT_EAFNOSUPPORT  addr is not an IP address.
 * Since     0.1
 */
SKT_API int skt_addr_ip(const skt_addr *addr, uint8_t out[16]);

/*
 * Returns the scope of an IPv6 address.
 *
 * Returns   An interface index; 0 if the address has no scope or another family.
 * Since     0.1
 */
SKT_API uint32_t skt_addr_scope(const skt_addr *addr);

/*
 * Changes the scope of an IPv6 address.
 *
 * scope  An interface index, or 0.
 *
 * Returns   0.
 * Errors    SKT_EAFNOSUPPORT  addr is not an IPv6 address.
 * Since     0.1
 */
SKT_API int skt_addr_set_scope(skt_addr *addr, uint32_t scope);

/*
 * Returns the flow label and traffic class of an IPv6 address.
 *
 * Returns   28 bits in host order; 0 if the address has another family.
 * Since     0.1
 * See       ipv6(7), sin6_flowinfo
 */
SKT_API uint32_t skt_addr_flow(const skt_addr *addr);

/*
 * Changes the flow label and traffic class of an IPv6 address.
 *
 * flow  At most 28 bits, in host order.
 *
 * Returns   0.
 * Errors    SKT_EAFNOSUPPORT  addr is not an IPv6 address.
 *           SKT_ERANGE        The value needs more than 28 bits.
 * Since     0.1
 * See       ipv6(7), sin6_flowinfo
 */
SKT_API int skt_addr_set_flow(skt_addr *addr, uint32_t flow);

/*
 * Returns the path of a Unix address.
 *
 * Returns   The path, terminated by a null byte, inside addr; NULL if the address has no path.
 * Since     0.1
 */
SKT_API const char *skt_addr_unix_path(const skt_addr *addr);

/*
 * Returns the abstract name of a Unix address.
 *
 * len_out  The length of the name in bytes, which may be 0.
 *
 * Returns   The name, without a null byte at its end, inside addr; NULL if the address has no abstract name.
 * Since     0.1
 */
SKT_API const void *skt_addr_unix_abstract_name(const skt_addr *addr, size_t *len_out);

/*
 * Reads the parts of an address of a family other than IP and Unix. The parts are the arguments of its constructor.
 *
 * Returns   0.
 * Errors    SKT_EAFNOSUPPORT  The address is of another family or form.
 * Since     0.1
 */
SKT_API int skt_addr_vsock_parts(const skt_addr *addr, uint32_t *cid_out, uint32_t *port_out);
SKT_API int skt_addr_netlink_parts(const skt_addr *addr, uint32_t *pid_out, uint32_t *groups_out);
SKT_API int skt_addr_can_parts(const skt_addr *addr, uint32_t *interface_index_out, uint32_t *receive_id_out,
                               uint32_t *transmit_id_out);
SKT_API int skt_addr_j1939_parts(const skt_addr *addr, uint32_t *interface_index_out, uint64_t *name_out,
                                 uint32_t *group_out, uint8_t *address_out);
SKT_API int skt_addr_hyperv_parts(const skt_addr *addr, uint8_t vm_out[16], uint8_t service_out[16]);
SKT_API int skt_addr_bluetooth_parts(const skt_addr *addr, uint8_t device_out[6], uint32_t *channel_out);

/*
 * Reads the parts of a link-layer address.
 *
 * protocol_out  The EtherType in host order; 0 if the system's address has no such field.
 * hardware_out  The hardware address, at most 8 bytes; NULL to read only its length.
 * len_out       The length of the hardware address in bytes.
 *
 * Returns   0.
 * Errors    SKT_EAFNOSUPPORT  addr is not a link-layer address.
 *           SKT_ENAMETOOLONG  The hardware address has more than 8 bytes: see skt_addr_link_hardware.
 * Since     0.1
 */
SKT_API int skt_addr_link_parts(const skt_addr *addr, uint32_t *interface_index_out, uint16_t *protocol_out,
                                uint8_t *hardware_out, size_t *len_out);

/*
 * Returns the hardware address of a link-layer address.
 *
 * len_out  The length of the hardware address in bytes. It may be 0; InfiniBand has 20.
 *
 * Returns   The hardware address, inside addr; NULL if addr is not a link-layer address.
 * Since     0.1
 */
SKT_API const void *skt_addr_link_hardware(const skt_addr *addr, size_t *len_out);

/*
 * Returns the flags of a vsock address.
 *
 * Returns   VMADDR_FLAG_TO_HOST (1) and so on; 0 if no flag is set or the address has another family.
 * Since     0.1
 * See       vsock(7)
 */
SKT_API uint32_t skt_addr_vsock_flags(const skt_addr *addr);

/*
 * Changes the flags of a vsock address.
 *
 * Returns   0.
 * Errors    SKT_EAFNOSUPPORT  addr is not a vsock address.
 *           SKT_ERANGE        The flags do not fit the system's address: it has 8 bits on Linux, none on Apple.
 * Since     0.1
 * See       vsock(7)
 */
SKT_API int skt_addr_set_vsock_flags(skt_addr *addr, uint32_t flags);

/*
 * Compares two addresses. They are equal if a system call cannot tell them apart.
 *
 * The scope and the flow label are compared. Not compared are padding, BSD's length byte, the bytes after the null byte
 * of a path, and the hardware type and packet type of a received link-layer address.
 *
 * Returns   true if they are equal.
 * Since     0.1
 */
SKT_API bool skt_addr_equal(const skt_addr *a, const skt_addr *b);

/*
 * Compares the hosts of two addresses: their IP addresses without the ports.
 *
 * An IPv4 address is the same host as the IPv6 address to which it is mapped. The scope is compared, the flow label is
 * not. Addresses of other families have the same host if skt_addr_equal.
 *
 * Returns   true if the hosts are the same.
 * Since     0.1
 */
SKT_API bool skt_addr_same_host(const skt_addr *a, const skt_addr *b);

/*
 * Calculates a hash of an address for hash tables. Equal addresses have the same hash.
 *
 * The hash has no secret key: an attacker can choose addresses that collide.
 *
 * Returns   The hash. All of its 64 bits vary.
 * Since     0.1
 */
SKT_API uint64_t skt_addr_hash(const skt_addr *addr);

/*
 * Tells whether an address is a loopback address: 127.0.0.0/8, also mapped into IPv6, or ::1.
 *
 * Returns   true if it is.
 * Since     0.1
 */
SKT_API bool skt_addr_is_loopback(const skt_addr *addr);

/*
 * Tells whether an address is a multicast address: 224.0.0.0/4, also mapped into IPv6, or ff00::/8.
 *
 * Returns   true if it is.
 * Since     0.1
 */
SKT_API bool skt_addr_is_multicast(const skt_addr *addr);

/*
 * Tells whether an address is the wildcard address: 0.0.0.0, also mapped into IPv6, or ::.
 *
 * Returns   true if it is.
 * Since     0.1
 */
SKT_API bool skt_addr_is_any(const skt_addr *addr);

/*
 * Tells whether an address is an IPv4 address mapped into IPv6: ::ffff:0:0/96.
 *
 * Returns   true if it is.
 * Since     0.1
 */
SKT_API bool skt_addr_is_v4_mapped(const skt_addr *addr);

/*
 * Tells whether an address is a Unix address without a path and without a name.
 *
 * Returns   true if it is.
 * Since     0.1
 */
SKT_API bool skt_addr_is_unnamed(const skt_addr *addr);

/*
 * Maps an IPv4 address into IPv6, as ::ffff:192.0.2.1, with its port. An IPv6 address is copied.
 *
 * out   May be the same as addr.
 *
 * Returns   0.
 * Errors    SKT_EAFNOSUPPORT  addr is not an IP address.
 * Since     0.1
 */
SKT_API int skt_addr_map_v4(const skt_addr *addr, skt_addr *out);

/*
 * Converts an IPv4 address that is mapped into IPv6 back to IPv4, with its port. An IPv4 address is copied.
 *
 * out   May be the same as addr.
 *
 * Returns   0.
 * Errors    SKT_EAFNOSUPPORT  addr is neither a mapped nor an IPv4 address.
 * Since     0.1
 */
SKT_API int skt_addr_unmap_v4(const skt_addr *addr, skt_addr *out);

/*
 * Returns the system's sockaddr, for calls outside this library.
 *
 * len_out  The length of the sockaddr in bytes.
 *
 * Returns   A pointer into addr.
 * Since     0.1
 */
SKT_API const void *skt_addr_native(const skt_addr *addr, size_t *len_out);

/*
 * Copies a system's sockaddr into an address.
 *
 * sockaddr  May be NULL if len is 0; out then has no family.
 * len       The length of the sockaddr in bytes.
 *
 * Returns   0.
 * Errors    SKT_EINVAL  The sockaddr is shorter than its family requires, longer than sockaddr_storage, or has a Unix
 *                       path without a null byte.
 * Since     0.1
 */
SKT_API int skt_addr_from_native(const void *sockaddr, size_t len, skt_addr *out);

/*
 * Resolves a host and a service to addresses.
 *
 * The system's resolver may read files and the environment, query servers, and allocate and free memory.
 *
 * host      A name or an IP address. NULL: the loopback address, or with SKT_AI_PASSIVE the wildcard address.
 * service   A name or a port; may be NULL unless host is NULL too.
 * family    SKT_AF_INET, SKT_AF_INET6, or 0 for both.
 * type      SKT_SOCK_STREAM and so on, or 0 for any.
 * flags     SKT_AI_*.
 * out       The addresses in the resolver's order, without duplicates; at most max are written.
 *
 * Returns   The number of addresses, which may be more than max.
 * Errors    SKT_EAI_NONAME    The name does not exist.
 *           SKT_EAI_AGAIN     No server answered. A later call may succeed.
 *           SKT_EAI_SERVICE   The service does not exist, or the port is above 65535.
 *           SKT_EUNSUPPORTED  This system lacks the family, the type or a flag.
 *           and the other SKT_EAI_*. For EAI_SYSTEM the errno is returned, or SKT_EMFILE if that is 0.
 * Calls     Those of getaddrinfo(3).
 * Windows   GetAddrInfoW. The texts are UTF-8.
 * Since     0.1
 * See       getaddrinfo(3), RFC 6724
 */
SKT_API int skt_resolve(const char *host, const char *service, int family, int type, int flags, skt_addr *out,
                        size_t max);

/*
 * Resolves an address to the names of its host and service.
 *
 * The system's resolver may read files and the environment, query servers, and allocate and free memory, except with
 * both SKT_NI_NUMERICHOST and SKT_NI_NUMERICSERV.
 *
 * host, service   The names, terminated by a null byte. After a failure their bytes are undefined. One of them may be
 *                 NULL or have size 0, and is then not resolved.
 * flags           SKT_NI_*. If a host has no name, host is its IP address, unless SKT_NI_NAMEREQD is set.
 *
 * Returns   0.
 * Errors    SKT_EAI_NONAME    The host has no name and SKT_NI_NAMEREQD is set, or neither name is requested.
 *           SKT_EAI_AGAIN     No server answered. A later call may succeed.
 *           SKT_EAI_FAMILY    The resolver does not know the family.
 *           SKT_EAI_OVERFLOW  A name does not fit.
 *           SKT_EUNSUPPORTED  This system lacks a flag.
 *           and the other SKT_EAI_*. For EAI_SYSTEM the errno is returned, or SKT_EMFILE if that is 0.
 * Calls     Those of getnameinfo(3).
 * Windows   GetNameInfoW. The texts are UTF-8.
 * Since     0.1
 * See       getnameinfo(3)
 */
SKT_API int skt_resolve_name(const skt_addr *addr, char *host, size_t host_size, char *service, size_t service_size,
                             int flags);

/*
 * Finds the local address that the system would use to send to a destination.
 *
 * The function connects a datagram socket to the destination and reads the socket's own address. Nothing is sent.
 *
 * to        An IP address. If it is mapped into IPv6, the result is mapped too.
 * from_out  The local address, with port 0.
 *
 * Returns   0.
 * Errors    SKT_EAFNOSUPPORT  to is not an IP address, or this kernel lacks the family.
 *           SKT_ENETUNREACH, SKT_EHOSTUNREACH, SKT_EADDRNOTAVAIL  There is no route to the destination, or no local
 *                                                                 address for it.
 *           and the other errors of skt_open and skt_connect.
 * Calls     socket(2), setsockopt(2) of SO_BROADCAST if it is IPv4, connect(2), getsockname(2), close(2).
 * Windows   As skt_open, and the same calls after socket.
 * Since     0.1
 */
SKT_API int skt_source_for(const skt_addr *to, skt_addr *from_out);

/*
 * The code of the smallest functions. Each has a macro of the same name that expands to this code. To call the function
 * itself, put its name in parentheses or take its address.
 */

SKT__INLINE int skt__inline_addr_family(const skt_addr *addr)
{
    if (addr->len < 2) return SKT_AF_UNSPEC;
#if SKT__FAMILY_OFFSET
    return addr->storage.bytes[SKT__FAMILY_OFFSET];
#else
    return addr->storage.family_and_more;
#endif
}
#define skt_addr_family(...) skt__inline_addr_family(__VA_ARGS__)

/* Port, flow, address and scope of IP are at the same offsets on every system. Port and flow are in network order. */
SKT__INLINE int skt__inline_addr_port(const skt_addr *addr)
{
    const int family = skt__inline_addr_family(addr);
    if (family != SKT_AF_INET && family != SKT_AF_INET6) return SKT_EAFNOSUPPORT;
    return addr->storage.bytes[2] << 8 | addr->storage.bytes[3];
}
#define skt_addr_port(...) skt__inline_addr_port(__VA_ARGS__)

SKT__INLINE int skt__inline_addr_set_port(skt_addr *addr, uint16_t port)
{
    const int family = skt__inline_addr_family(addr);
    if (family != SKT_AF_INET && family != SKT_AF_INET6) return SKT_EAFNOSUPPORT;
    addr->storage.bytes[2] = SKT__CAST(unsigned char, port >> 8);
    addr->storage.bytes[3] = SKT__CAST(unsigned char, port & 0xff);
    return 0;
}
#define skt_addr_set_port(...) skt__inline_addr_set_port(__VA_ARGS__)

/* The call leaves a compiler no reason to warn of bytes that nothing was written to, as code without it would. */
SKT__INLINE int skt__inline_addr_ip(const skt_addr *addr, uint8_t *out)
{
    const int family = skt__inline_addr_family(addr);
    if (family == SKT_AF_INET) {
        memcpy(out, addr->storage.bytes + 4, 4);
        return 4;
    }
    if (family != SKT_AF_INET6) return (skt_addr_ip)(addr, out);
    memcpy(out, addr->storage.bytes + 8, 16);
    return 16;
}
#define skt_addr_ip(...) skt__inline_addr_ip(__VA_ARGS__)

SKT__INLINE uint32_t skt__inline_addr_scope(const skt_addr *addr)
{
    uint32_t scope = 0;
    if (skt__inline_addr_family(addr) == SKT_AF_INET6) memcpy(&scope, addr->storage.bytes + 24, sizeof scope);
    return scope;
}
#define skt_addr_scope(...) skt__inline_addr_scope(__VA_ARGS__)

/* Sets only the family and the length. BSD has the length before the family. */
SKT__INLINE void skt__inline_addr_begin(skt_addr *out, int family, unsigned len)
{
    memset(out->storage.bytes, 0, len);
#if SKT__FAMILY_OFFSET
    out->storage.bytes[0] = SKT__CAST(unsigned char, len);
    out->storage.bytes[SKT__FAMILY_OFFSET] = SKT__CAST(unsigned char, family);
#else
    out->storage.family_and_more = SKT__CAST(uint16_t, family);
#endif
    out->len = len;
}

/* The bytes may be those of *out. */
SKT__INLINE void skt__inline_addr_ipv4(const uint8_t *ip, uint16_t port, skt_addr *out)
{
    uint32_t copy;
    memcpy(&copy, ip, sizeof copy);
    skt__inline_addr_begin(out, SKT_AF_INET, 16);
    out->storage.bytes[2] = SKT__CAST(unsigned char, port >> 8);
    out->storage.bytes[3] = SKT__CAST(unsigned char, port & 0xff);
    memcpy(out->storage.bytes + 4, &copy, sizeof copy);
}
#define skt_addr_ipv4(...) skt__inline_addr_ipv4(__VA_ARGS__)

SKT__INLINE void skt__inline_addr_ipv6(const uint8_t *ip, uint16_t port, uint32_t scope, skt_addr *out)
{
    uint64_t copy[2];
    memcpy(copy, ip, sizeof copy);
    skt__inline_addr_begin(out, SKT_AF_INET6, SKT__IN6_SIZE);
    out->storage.bytes[2] = SKT__CAST(unsigned char, port >> 8);
    out->storage.bytes[3] = SKT__CAST(unsigned char, port & 0xff);
    memcpy(out->storage.bytes + 8, copy, sizeof copy);
    memcpy(out->storage.bytes + 24, &scope, sizeof scope);
}
#define skt_addr_ipv6(...) skt__inline_addr_ipv6(__VA_ARGS__)

SKT__INLINE const void *skt__inline_addr_native(const skt_addr *addr, size_t *len_out)
{
    *len_out = addr->len;
    return addr->storage.bytes;
}
#define skt_addr_native(...) skt__inline_addr_native(__VA_ARGS__)

SKT_END

#endif
