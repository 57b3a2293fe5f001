/* SPDX-License-Identifier: MIT */
/*
 * Reading and writing socket options. option_keys.h lists the keys.
 *
 *     skt_set_bool(s, SKT_TCP_NODELAY, true);
 *     skt_set_duration(s, SKT_TCP_KEEPIDLE, SKT_SECONDS(30));
 *
 * A key of the wrong kind does not compile in C. Bindings of other languages pass the key's number, and the functions
 * check it:
 *
 *     SKT_EINVAL        the key is of another kind, or the number is 0 or above 65535
 *     SKT_EUNSUPPORTED  this library does not know the number, or this system lacks the option
 *     SKT_ERANGE        the value does not fit the type that the system stores; no system call is made
 *
 * If this kernel or this socket refuses the option, the function returns the kernel's own error: SKT_ENOPROTOOPT,
 * SKT_EOPNOTSUPP, SKT_EINVAL, SKT_EPERM, SKT_EBADF, SKT_ENOTSOCK and others. A function makes one system call,
 * setsockopt(2) or getsockopt(2), unless Calls says otherwise. All may be called from several threads at once.
 */
#ifndef SKT_OPTION_H
#define SKT_OPTION_H

#include <skt/address.h>
#include <skt/option_keys.h>
#include <skt/time.h>

#include <stdbool.h>

SKT_BEGIN

/*
 * Sets or reads an option that is true or false.
 *
 * Returns   0.
 * Errors    SKT_EUNSUPPORTED  This system lacks the option.
 *           and those of setsockopt(2) or getsockopt(2).
 * Windows   An ioctl instead for the options whose names begin with SIO.
 * Since     0.1
 * See       setsockopt(2), getsockopt(2)
 */
SKT_API int skt_set_bool(skt_socket s, skt_bool_option key, bool value);
SKT_API int skt_get_bool(skt_socket s, skt_bool_option key, bool *out);

/*
 * Sets or reads an option that is a number.
 *
 * Returns   0.
 * Errors    SKT_ERANGE        The value does not fit the type that the system stores.
 *           SKT_EUNSUPPORTED  This system lacks the option.
 *           and those of setsockopt(2) or getsockopt(2).
 * Windows   Options whose names begin with SIO use an ioctl instead. SKT_SO_DOMAIN and SKT_SO_PROTOCOL are read from
 *           the description of the socket's provider.
 * Since     0.1
 * See       setsockopt(2), getsockopt(2)
 */
SKT_API int skt_set_int(skt_socket s, skt_int_option key, int64_t value);
SKT_API int skt_get_int(skt_socket s, skt_int_option key, int64_t *out);

/*
 * Sets or reads an option that is an unsigned number of 64 bits.
 *
 * Returns   0.
 * Errors    SKT_EUNSUPPORTED  This system lacks the option.
 *           and those of setsockopt(2) or getsockopt(2).
 * Windows   An ioctl instead for the options whose names begin with SIO.
 * Since     0.1
 * See       setsockopt(2), getsockopt(2)
 */
SKT_API int skt_set_u64(skt_socket s, skt_u64_option key, uint64_t value);
SKT_API int skt_get_u64(skt_socket s, skt_u64_option key, uint64_t *out);

/*
 * Sets or reads an option that is a duration.
 *
 * value     Nanoseconds, rounded up to the unit that the system stores. SKT_FOREVER if the option accepts it.
 *
 * Returns   0.
 * Errors    SKT_EINVAL        The value is negative, or it is 0 and the system's 0 means SKT_FOREVER.
 *           SKT_ERANGE        The value does not fit the type that the system stores, or it is SKT_FOREVER and the
 *                             system has no such value.
 *           SKT_EUNSUPPORTED  This system lacks the option.
 *           and those of setsockopt(2) or getsockopt(2).
 * Since     0.1
 * See       setsockopt(2), getsockopt(2)
 */
SKT_API int skt_set_duration(skt_socket s, skt_duration_option key, skt_duration value);
SKT_API int skt_get_duration(skt_socket s, skt_duration_option key, skt_duration *out);

/* What closing a socket does with data that is not sent yet. */
typedef struct skt_linger {
    bool on;           /* false: closing returns at once, and the system sends the data afterwards */
    skt_duration time; /* how long closing may wait; ignored if `on` is false */
} skt_linger;

/*
 * Sets or reads an option that is a skt_linger.
 *
 * value     Its time is rounded up to whole seconds.
 *
 * Returns   0.
 * Errors    SKT_EINVAL        The time is negative.
 *           SKT_ERANGE        The time does not fit the type that the system stores.
 *           SKT_EUNSUPPORTED  This system lacks the option.
 *           and those of setsockopt(2) or getsockopt(2).
 * Since     0.1
 * See       socket(7)
 */
SKT_API int skt_set_linger(skt_socket s, skt_linger_option key, skt_linger value);
SKT_API int skt_get_linger(skt_socket s, skt_linger_option key, skt_linger *out);

/*
 * Sets or reads an option that is a text.
 *
 * value     Terminated by a null byte.
 * size      Bytes at `out`. Where it is not 0 the text is ended by a zero, and truncated if there is no room for all.
 *
 * Returns   To set: 0. To read: the length of the whole text without the zero, as snprintf(3) does.
 * Errors    SKT_ENAMETOOLONG  The text does not fit the system's field.
 *           SKT_EUNSUPPORTED  This system lacks the option.
 *           and those of setsockopt(2) or getsockopt(2).
 * Since     0.1
 * See       setsockopt(2), getsockopt(2)
 */
SKT_API int skt_set_name(skt_socket s, skt_name_option key, const char *value);
SKT_API int skt_get_name(skt_socket s, skt_name_option key, char *out, size_t size);

/*
 * Sets or reads an option that is an IPv4 address: four bytes in network order.
 *
 * Returns   0.
 * Errors    SKT_EUNSUPPORTED  This system lacks the option.
 *           and those of setsockopt(2) or getsockopt(2).
 * Since     0.1
 * See       setsockopt(2), getsockopt(2)
 */
SKT_API int skt_set_ipv4(skt_socket s, skt_ipv4_option key, const uint8_t value[4]);
SKT_API int skt_get_ipv4(skt_socket s, skt_ipv4_option key, uint8_t out[4]);

/*
 * Sets or reads an option that is an array or a structure of the system.
 *
 * len_io    Before the call the size of `out` in bytes, afterwards the bytes written. The system truncates a longer
 *           value.
 *
 * Returns   0.
 * Errors    SKT_ERANGE        The length does not fit the system's socklen_t.
 *           SKT_EUNSUPPORTED  This system lacks the option.
 *           and those of setsockopt(2) or getsockopt(2).
 * Windows   SKT_TCP_INFO is an ioctl; a second one follows if Windows lacks the newer structure.
 * Since     0.1
 * See       setsockopt(2), getsockopt(2)
 */
SKT_API int skt_set_bytes(skt_socket s, skt_bytes_option key, const void *value, size_t len);
SKT_API int skt_get_bytes(skt_socket s, skt_bytes_option key, void *out, size_t *len_io);

/*
 * Sets or reads an option that has no key, by the system's own level, name and value.
 *
 * len_io    Before the call the size of `out` in bytes, afterwards the bytes written.

 *
 * Returns   0.
 * Errors    SKT_ERANGE  The length does not fit the system's socklen_t.
 *           and those of setsockopt(2) or getsockopt(2).
 * Since     0.1
 * See       setsockopt(2), getsockopt(2)
 */
SKT_API int skt_set_raw(skt_socket s, int level, int name, const void *value, size_t len);
SKT_API int skt_get_raw(skt_socket s, int level, int name, void *out, size_t *len_io);

/* The kinds of values. Each kind has functions of its own. */
typedef enum skt_option_kind {
    SKT_KIND_BOOL,     /* skt_set_bool */
    SKT_KIND_INT,      /* skt_set_int */
    SKT_KIND_U64,      /* skt_set_u64 */
    SKT_KIND_DURATION, /* skt_set_duration */
    SKT_KIND_LINGER,   /* skt_set_linger */
    SKT_KIND_NAME,     /* skt_set_name */
    SKT_KIND_IPV4,     /* skt_set_ipv4 */
    SKT_KIND_BYTES     /* skt_set_bytes */
} skt_option_kind;

/* What can be done with an option. */
typedef enum skt_option_access {
    SKT_ACCESS_READ = 1,  /* it can be read */
    SKT_ACCESS_WRITE = 2, /* it can be set */
    SKT_ACCESS_BOTH = 3,  /* it can be read and set */
    SKT_ACCESS_TAKE = 5   /* it can be read, and reading it changes it */
} skt_option_access;

/* When an option must be set to have an effect. */
typedef enum skt_option_phase {
    SKT_PHASE_ANY,            /* at any time */
    SKT_PHASE_BEFORE_BIND,    /* before skt_bind */
    SKT_PHASE_BEFORE_CONNECT, /* before skt_listen or skt_connect */
    SKT_PHASE_CONNECTED       /* only once the socket is connected */
} skt_option_phase;

/* Systems, as bits. */
enum skt_systems {
    SKT_ON_LINUX = 0x001,                                         /* Linux and Android */
    SKT_ON_APPLE = 0x002,                                         /* macOS, iOS and their like */
    SKT_ON_FREEBSD = 0x004,                                       /* FreeBSD and DragonFly */
    SKT_ON_NETBSD = 0x008,                                        /* NetBSD */
    SKT_ON_OPENBSD = 0x010,                                       /* OpenBSD */
    SKT_ON_SOLARIS = 0x020,                                       /* Solaris and illumos */
    SKT_ON_AIX = 0x040,                                           /* AIX */
    SKT_ON_CYGWIN = 0x080,                                        /* Cygwin */
    SKT_ON_WINDOWS = 0x100,                                       /* Windows */
    SKT_ON_POSIX = 0x200,                                         /* an unknown Unix-like */
    SKT_ON_BSD = SKT_ON_FREEBSD | SKT_ON_NETBSD | SKT_ON_OPENBSD, /* the BSDs */
    SKT_ON_UNIX = SKT_ON_LINUX | SKT_ON_APPLE | SKT_ON_BSD | SKT_ON_SOLARIS | SKT_ON_AIX | SKT_ON_CYGWIN |
                  SKT_ON_POSIX,               /* all but Windows */
    SKT_ON_ALL = SKT_ON_UNIX | SKT_ON_WINDOWS /* all */
};

/* Description of an option. */
typedef struct skt_option_info {
    char name[32];    /* the system's own name: "TCP_NODELAY" */
    uint8_t kind;     /* a skt_option_kind */
    uint8_t access;   /* a skt_option_access */
    uint8_t phase;    /* a skt_option_phase */
    uint16_t systems; /* bits of skt_systems: the systems that have it */
    int level;        /* this system's level for getsockopt(2), -1 if it is no option of getsockopt(2) here */
    int optname;      /* this system's number for getsockopt(2), -1 in the same case */
} skt_option_info;

/*
 * Finds an option by its name.
 *
 * name      "TCP_NODELAY" or "SKT_TCP_NODELAY".
 *
 * Returns   0.
 * Errors    SKT_EINVAL  No option has this name.
 * Calls     None.
 * Since     0.1
 */
SKT_API int skt_option_find(const char *name, skt_option *out);

/*
 * Finds an option by the level and number that getsockopt(2) has for it on this system.
 *
 * If two keys stand for one option of the system, such as SKT_SO_LINGER and SKT_SO_LINGER_SEC of Apple, the key that
 * comes first in option_keys.h is found. Options that are ioctls are not found.
 *
 * Returns   0.
 * Errors    SKT_EINVAL  No option of this system has this level and number.
 * Calls     None.
 * Since     0.1
 */
SKT_API int skt_option_find_native(int level, int optname, skt_option *out);

/*
 * Counts the options that this library knows, including those that this system lacks.
 *
 * Returns   The number of options.
 * Calls     None.
 * Since     0.1
 */
SKT_API size_t skt_option_count(void);

/*
 * Returns the option at an index. Options are in the order of option_keys.h and include those that this system lacks.
 *
 * index     Less than skt_option_count.
 *
 * Returns   The option. If index is too large, an option whose number is 0.
 * Calls     None.
 * Since     0.1
 */
SKT_API skt_option skt_option_at(size_t index);

/*
 * Describes an option.
 *
 * Returns   The description, which is constant and stays valid; NULL if the number is no option.
 * Calls     None.
 * Since     0.1
 */
SKT_API const skt_option_info *skt_option_describe(skt_option option);

/*
 * Tells whether this build of the library has an option.
 *
 * Returns   true if the library has the option on this system. The running kernel may still lack it: see
 *           skt_option_probe.
 * Calls     None.
 * Since     0.1
 */
SKT_API bool skt_option_supported(skt_option option);

/*
 * Tests whether this kernel has an option for this socket.
 *
 * An option that can be read is read. One that can only be set is set without a value: a kernel that knows the option
 * refuses this with another error than an unknown option. Some structures must contain a request when they are read; if
 * the kernel refuses the contents, it has the option. The call changes nothing, except that reading an option of
 * SKT_ACCESS_TAKE changes it. SKT_SO_ERROR, for example, is cleared.
 *
 * Returns   0 if this kernel has the option for this socket.
 * Errors    SKT_EUNSUPPORTED  This system lacks the option.
 *           and those of setsockopt(2) or getsockopt(2).
 * Linux     A few options, such as SKT_IP_HDRINCL, can be read on sockets on which they cannot be set.
 * Windows   Options whose names begin with SIO are ioctls. If Windows does not know one, the error is SKT_EOPNOTSUPP or
 *           SKT_EINVAL. SKT_EINVAL is also possible for an ioctl that Windows knows, because the test passes no value.
 *           So 0 is reliable and SKT_EINVAL is not.
 * Since     0.1
 */
SKT_API int skt_option_probe(skt_socket s, skt_option option);

/*
 * Sets an option from text.
 *
 * The form of the text depends on the kind of the option:
 *
 *     bool      true, false, on, off, yes, no, 1 or 0
 *     int, u64  a decimal number, or a hexadecimal one after 0x
 *     duration  a number with its unit, as 20ms, 3s, 500us or 7ns; or forever
 *     linger    off, or a duration
 *     name      the name itself
 *     ipv4      an address, as 192.0.2.1
 *     bytes     bytes in hex
 *
 * If skt_option_bytes_text knows the fields of a structure, the text may also name fields in any order, as in
 * "num_ostreams=10 max_attempts=4". Fields that the text does not name keep their values.
 *
 * Returns   0.
 * Errors    SKT_EINVAL        The text is not a value of the option's kind.
 *           SKT_ENAMETOOLONG  The text has more than 256 bytes in hex.
 *           SKT_ERANGE        A number does not fit its field.
 *           and those of the function of its kind.
 * Calls     As that function. If the text names fields, the option is read first.
 * Since     0.1
 */
SKT_API int skt_option_set_text(skt_socket s, skt_option option, const char *text);

/*
 * Reads an option as text, in a form that skt_option_set_text accepts.
 *
 * skt_option_bytes_text describes the text of structures.
 *
 * size      Bytes at `out`. Where it is not 0 the text is ended by a zero, and truncated if there is no room for all.
 *
 * Returns   The length of the whole text without the zero, as snprintf(3) does.
 * Errors    SKT_EMSGSIZE  The system's structure has 32768 bytes or more.
 *           and those of the function of its kind.
 * Calls     As that function. It is called again with more room if the system's structure has 512 bytes or more, and
 *           once more if it has 4096 bytes or more.
 * Since     0.1
 */
SKT_API int skt_option_get_text(skt_socket s, skt_option option, char *out, size_t size);

/*
 * Converts the bytes of an option to text, as skt_option_get_text does with the bytes that it reads.
 *
 * If this library knows the fields of the structure, the text is "name=value name=value". The names are those of the
 * system's headers without their prefix. A value is a number, followed by B for bytes or B/s for bytes per second; a
 * duration; true or false; an address; "0,3-5" for the numbers of a set; or "none" if the system has no value. If the
 * structure is shorter than in the newest headers, the fields that it contains are written. Bytes after the last known
 * field are written as "rest=" and hex. All other options are bytes in hex.
 *
 * option    An option of SKT_KIND_BYTES.
 * bytes     len bytes, as skt_get_bytes returns them.
 * size      Bytes at `out`. Where it is not 0 the text is ended by a zero, and truncated if there is no room for all.
 *
 * Returns   The length of the whole text without the zero, as snprintf(3) does.
 * Errors    SKT_EINVAL        The option is of another kind, or its number is not valid.
 *           SKT_EUNSUPPORTED  This library does not know the option.
 *           SKT_ERANGE        There are more than 8 MiB.
 * Calls     None, except those of skt_addr_format for an address with a scope.
 * Linux     SKT_TCP_CC_INFO has fields only if the algorithm is BBR. The structures of the other algorithms cannot be
 *           told apart by their length.
 * Systems   The library knows fields of structures of Linux, Apple, FreeBSD, NetBSD, OpenBSD and Windows.
 * Since     0.1
 */
SKT_API int skt_option_bytes_text(skt_option option, const void *bytes, size_t len, char *out, size_t size);

/*
 * Turns keepalive on and sets its times. If it fails, the former values are restored.
 *
 * idle      The time that a connection is idle before the first probe; 0 does not change it.
 * interval  The time between two probes; 0 does not change it.
 * count     The number of unanswered probes after which the connection is dropped; 0 does not change it.
 *
 * Returns   0.
 * Errors    SKT_EINVAL        A value is negative, or this kernel refuses it.
 *           SKT_ERANGE        A value does not fit the type that the system stores.
 *           SKT_EOPNOTSUPP    The socket is not TCP.
 *           SKT_EUNSUPPORTED  This system lacks an option for a value that is not 0.
 *           SKT_ENOPROTOOPT   This kernel lacks an option for a value that is not 0.
 *           and those of getsockopt(2) and setsockopt(2).
 * Calls     getsockopt(2) of SO_PROTOCOL, or of SO_TYPE and the family; getsockopt(2) and setsockopt(2) for each value
 *           that is not 0; setsockopt(2) of SO_KEEPALIVE. After a failure, setsockopt(2) once more for each value that
 *           was changed.
 * Windows   Before Windows 10 1709 one SIO_KEEPALIVE_VALS sets both times, and idle or interval alone is
 *           SKT_ENOPROTOOPT. Before Windows 10 1703 a count is SKT_ENOPROTOOPT.
 * Since     0.1
 * See       tcp(7), RFC 9293
 */
SKT_API int skt_set_keepalive(skt_socket s, skt_duration idle, skt_duration interval, int count);

/*
 * A multicast group and the interface on which the socket receives it.
 *
 * The interface is named by interface_index, by the scope of an IPv6 group, or by the scope of an IPv6 source. One of
 * them is enough; if several are set, they must be the same. Ports are ignored.
 */
typedef struct skt_membership {
    skt_addr group;             /* the group */
    skt_addr source;            /* the only sender to receive from; an address without a family: any sender */
    uint32_t interface_index;   /* the interface; 0: given by a scope or interface_address, or chosen by the system */
    skt_addr interface_address; /* an IPv4 address of the interface, if interface_index is 0; without a family: none */
} skt_membership;

/*
 * Joins or leaves a multicast group, or blocks or unblocks one source of a joined group.
 *
 * Returns   0.
 * Errors    SKT_EAFNOSUPPORT   Group, source and interface_address have different families, or a family other than IPv4
 *                              and IPv6.
 *           SKT_EINVAL         interface_index and interface_address are both set; the index and the scopes differ; or
 *                              source is missing for blocking or unblocking.
 *           SKT_ENODEV         The interface does not exist, or there is no route to the group.
 *           SKT_EADDRINUSE     The socket is already a member of the group.
 *           SKT_EADDRNOTAVAIL  The socket is not a member of the group.
 *           SKT_EUNSUPPORTED   This system has no such call.
 *           and those of setsockopt(2).
 * Linux     If source is set, SKT_EADDRNOTAVAIL means that the socket is already a member, SKT_EINVAL that it is not.
 * Since     0.1
 * See       ip(7), ipv6(7), RFC 3493, RFC 3678
 */
SKT_API int skt_multicast_join(skt_socket s, const skt_membership *membership);
SKT_API int skt_multicast_leave(skt_socket s, const skt_membership *membership);
SKT_API int skt_multicast_block(skt_socket s, const skt_membership *membership);
SKT_API int skt_multicast_unblock(skt_socket s, const skt_membership *membership);

/* How sources filter a group: all others are received, or only these are received. */
enum { SKT_MCAST_EXCLUDE = 0, SKT_MCAST_INCLUDE = 1 };

/*
 * Sets or reads all sources of a joined group.
 *
 * group     The group, and the interface on which it was joined, by index or scope. source is ignored.
 * mode      SKT_MCAST_EXCLUDE or SKT_MCAST_INCLUDE.
 * count     The number of sources, at most 64.
 * out       Room for max sources.
 *
 * Returns   To set: 0. To read: the number of sources, which may be more than max.
 * Errors    SKT_EAFNOSUPPORT   Group and sources have different families, or a family other than IPv4 and IPv6.
 *           SKT_EADDRNOTAVAIL  The socket is not a member of the group on this interface.
 *           SKT_ERANGE         There are more than 64 sources.
 *           SKT_EINVAL         The socket is not a member of the group, mode is neither constant, or interface_address
 *                              is set.
 *           SKT_EUNSUPPORTED   This system has no such call.
 *           and those of setsockopt(2) or getsockopt(2).
 * Apple     setsourcefilter(3) and getsourcefilter(3), as on FreeBSD.
 * Windows   SIOCSMSFILTER and SIOCGMSFILTER.
 * Systems   Linux, Apple, FreeBSD, Windows.
 * Since     0.1
 * See       RFC 3678
 */
SKT_API int skt_multicast_set_sources(skt_socket s, const skt_membership *group, int mode, const skt_addr *sources,
                                      size_t count);
SKT_API int skt_multicast_sources(skt_socket s, const skt_membership *group, int *mode_out, skt_addr *out, size_t max);

/*
 * Chooses the interface through which multicast is sent.
 *
 * index     The interface; 0: the system chooses.
 *
 * Returns   0.
 * Errors    SKT_EAFNOSUPPORT  The socket is neither IPv4 nor IPv6.
 *           SKT_ERANGE        The index needs more than 31 bits.
 *           SKT_EUNSUPPORTED  This system cannot name the interface by its index.
 *           SKT_ENODEV, SKT_EADDRNOTAVAIL  The interface does not exist.
 * Calls     One to read the socket's family, then setsockopt(2) of IP_MULTICAST_IF or IPV6_MULTICAST_IF.
 * Since     0.1
 * See       ip(7), ipv6(7)
 */
SKT_API int skt_multicast_interface(skt_socket s, uint32_t index);

/* One instruction of a classic packet filter: the system's sock_filter. */
typedef struct skt_filter {
    uint16_t code; /* the operation */
    uint8_t jt;    /* instructions to skip if a comparison is true */
    uint8_t jf;    /* instructions to skip if it is false */
    uint32_t k;    /* the operand */
} skt_filter;

/*
 * Attaches a classic packet filter to a socket.
 *
 * The system runs the filter on each packet that the socket receives. The filter returns the number of bytes to keep; 0
 * drops the packet.
 *
 * filter    The instructions. The system copies them.
 * count     The number of instructions.
 *
 * Returns   0.
 * Errors    SKT_EINVAL        The program is not valid.
 *           SKT_ERANGE        There are more than 65535 instructions.
 *           SKT_EPERM         The filter is locked, or this kernel needs a privilege to filter TCP.
 *           SKT_EUNSUPPORTED  This system has no such filters.
 * Systems   Linux.
 * Since     0.1
 * See       socket(7), bpf(4), kernel documentation networking/filter
 */
SKT_API int skt_attach_filter(skt_socket s, const skt_filter *filter, size_t count);

/*
 * Removes the filter of a socket.
 *
 * Returns   0.
 * Errors    SKT_ENOENT        The socket has no filter.
 *           SKT_EPERM         The filter is locked.
 *           SKT_EUNSUPPORTED  This system has no such filters.
 * Systems   Linux.
 * Since     0.1
 * See       socket(7)
 */
SKT_API int skt_detach_filter(skt_socket s);

/*
 * Attaches an extended program (eBPF) to a socket in place of a filter.
 *
 * The system runs the program on each packet that the socket receives. skt_detach_filter removes it.
 *
 * program   The descriptor of a program of BPF_PROG_TYPE_SOCKET_FILTER. The caller may close it afterwards.
 *
 * Returns   0.
 * Errors    SKT_EBADF         program is no open descriptor.
 *           SKT_EINVAL        program is no descriptor of such a program.
 *           SKT_EPERM         The filter is locked.
 *           SKT_EUNSUPPORTED  This system has no such programs.
 * Systems   Linux.
 * Since     0.1
 * See       socket(7), bpf(2)
 */
SKT_API int skt_attach_program(skt_socket s, skt_file program);

/*
 * Attaches a filter or program that chooses which socket of a SO_REUSEPORT group receives.
 *
 * The group is all sockets that are bound to one port with SKT_SO_REUSEPORT. The filter or program returns the number
 * of the socket, counted from 0 in the order of bind. skt_detach_reuseport removes a filter and a program alike.
 *
 * s         Any socket of the group. The filter or program acts on the whole group.
 * count     The number of instructions of the filter.
 * program   The descriptor of a program of BPF_PROG_TYPE_SOCKET_FILTER or BPF_PROG_TYPE_SK_REUSEPORT. The caller may
 *           close it afterwards.
 *
 * Returns   0.
 * Errors    SKT_EBADF         program is no open descriptor.
 *           SKT_EINVAL        The program is not valid, or SKT_SO_REUSEPORT is not set on the socket.
 *           SKT_ENOENT        There is nothing to detach.
 *           SKT_ERANGE        There are more than 65535 instructions.
 *           SKT_EUNSUPPORTED  This system has no such programs.
 * Systems   Linux.
 * Since     0.1
 * See       socket(7), bpf(2)
 */
SKT_API int skt_attach_reuseport_filter(skt_socket s, const skt_filter *filter, size_t count);
SKT_API int skt_attach_reuseport_program(skt_socket s, skt_file program);
SKT_API int skt_detach_reuseport(skt_socket s);

/*
 * Reads the destination that a redirected connection had before the redirection.
 *
 * out       The address. If the socket is IPv6 and its peer is IPv4, it is an IPv4 address.
 *
 * Returns   0.
 * Errors    SKT_ENOENT        The connection was not redirected.
 *           SKT_EUNSUPPORTED  This system does not keep the destination.
 *           and those of getsockopt(2).
 * Calls     One to read the socket's family; getsockopt(2); getsockopt(2) again for the IPv4 peer of an IPv6 socket.
 * Linux     netfilter's SO_ORIGINAL_DST and IP6T_SO_ORIGINAL_DST. netfilter also returns the destination of a tracked
 *           connection that was not redirected.
 * Windows   SO_ORIGINAL_DST of the filtering platform, at the level IPPROTO_IP for both families. Microsoft does not
 *           document this level for IPv6, and it is not tested. The error for a connection that was not redirected is
 *           SKT_EINVAL.
 * Systems   Linux, Windows.
 * Since     0.1
 */
SKT_API int skt_original_destination(skt_socket s, skt_addr *out);

/*
 * Reserves ports of the socket's protocol.
 *
 * A socket uses one of the ports after SKT_SIO_ASSOCIATE_PORT_RESERVATION and bind. The reservation ends when the
 * socket that made it is closed, or by SKT_SIO_RELEASE_PORT_RESERVATION.
 *
 * first      The first port in host order; 0: the system chooses.
 * count      The number of ports.
 * first_out  The first port that was reserved.
 * token_out  The value for the two options.
 *
 * Returns   0.
 * Errors    SKT_EADDRINUSE    A port is in use.
 *           SKT_EUNSUPPORTED  This system has no such reservations.
 * Calls     An ioctl.
 * Systems   Windows.
 * Since     0.1
 * See       "SIO_ACQUIRE_PORT_RESERVATION"
 */
SKT_API int skt_ports_reserve(skt_socket s, uint16_t first, uint16_t count, uint16_t *first_out, uint64_t *token_out);

/*
 * Binds a socket to an interface.
 *
 * name      The interface; NULL for none.
 * index     The interface; 0 for none.
 *
 * Returns   0.
 * Errors    SKT_ENODEV, SKT_ENXIO  The interface does not exist.
 *           SKT_EPERM              Binding needs a privilege.
 *           SKT_EAFNOSUPPORT       The socket is neither IPv4 nor IPv6.
 *           SKT_EUNSUPPORTED       This system cannot bind to an interface.
 *           and those of setsockopt(2).
 * Calls     setsockopt(2). Except on Linux, one call reads the socket's family first, and a name needs those of
 *           skt_interface_index.
 * Apple     IP_BOUND_IF, IPV6_BOUND_IF, as on illumos.
 * Linux     SO_BINDTODEVICE, SO_BINDTOIFINDEX. An index without an interface fails only when the socket sends.
 * Windows   IP_UNICAST_IF, IPV6_UNICAST_IF. The socket sends through the interface only, but receives through all
 *           interfaces.
 * Systems   Linux, Apple, illumos, Windows.
 * Since     0.1
 * See       socket(7)
 */
SKT_API int skt_bind_device(skt_socket s, const char *name);
SKT_API int skt_bind_device_index(skt_socket s, uint32_t index);

/*
 * Reads the name of the interface that a socket is bound to.
 *
 * size      Bytes at `out`. Where it is not 0 the name is ended by a zero, and truncated if there is no room for all.
 *
 * Returns   The length of the whole name without the zero, 0 if the socket is bound to none.
 * Errors    SKT_EUNSUPPORTED  This system cannot bind to an interface.
 *           and those of getsockopt(2).
 * Calls     getsockopt(2). Except on Linux, one call reads the socket's family first, and those of skt_interface_name
 *           follow.
 * Systems   Linux, Apple, illumos, Windows.
 * Since     0.1
 */
SKT_API int skt_device(skt_socket s, char *out, size_t size);

/*
 * Reads the index of the interface that a socket is bound to.
 *
 * Returns   The index, 0 if the socket is bound to none.
 * Errors    SKT_EUNSUPPORTED  This system cannot bind to an interface.
 *           and those of getsockopt(2).
 * Calls     getsockopt(2). Except on Linux, one call reads the socket's family first.
 * Systems   Linux, Apple, illumos, Windows.
 * Since     0.1
 */
SKT_API int skt_device_index(skt_socket s);

/*
 * Makes a buffer of the socket larger, never smaller.
 *
 * buffer    SKT_SO_RCVBUF or SKT_SO_SNDBUF.
 * at_least  Bytes, as skt_get_int counts them: Linux includes its own bookkeeping, and doubles the value that is set.
 *
 * Returns   The new size in bytes, as skt_get_int returns it. It may be less than at_least, since the system has a
 *           limit.
 * Errors    SKT_EINVAL  buffer is another option.
 *           and those of setsockopt(2), except SKT_ENOBUFS.
 * Calls     getsockopt(2). If the buffer is smaller than at_least: on Linux setsockopt(2) of SO_RCVBUFFORCE or
 *           SO_SNDBUFFORCE, which exceeds the limit if the process has the privilege; otherwise setsockopt(2) of the
 *           option, again with half the size as long as it fails with SKT_ENOBUFS; then getsockopt(2).
 * Since     0.1
 * See       socket(7)
 */
SKT_API int64_t skt_grow_buffer(skt_socket s, skt_int_option buffer, int64_t at_least);

/*
 * Sets how a socket discovers the path MTU.
 *
 * The option is IP_MTU_DISCOVER or IPV6_MTU_DISCOVER. On an IPv6 socket that also handles IPv4, both are set.
 *
 * discovery  SKT_IP_PMTUDISC_DO or another SKT_IP_PMTUDISC_*.
 *
 * Returns   0.
 * Errors    SKT_EUNSUPPORTED   This system has no such option.
 *           SKT_EAFNOSUPPORT   The socket is neither IPv4 nor IPv6.
 *           and those of setsockopt(2).
 * Calls     getsockopt(2) of the family and, with IPv6, of IPV6_V6ONLY; setsockopt(2) once or twice.
 * Systems   Linux, Windows.
 * Since     0.1
 * See       ip(7), ipv6(7)
 */
SKT_API int skt_set_path_mtu(skt_socket s, int discovery);

/*
 * Reads the path MTU between a connected socket and its peer, as the system knows it.
 *
 * Returns   The size of the largest packet in bytes, including its headers.
 * Errors    SKT_ENOTCONN       The socket is not connected.
 *           SKT_EUNSUPPORTED   This system does not tell the path MTU.
 *           SKT_EAFNOSUPPORT   The peer is neither IPv4 nor IPv6.
 * Calls     getpeername(2), getsockopt(2).
 * Systems   Linux, Windows.
 * Since     0.1
 * See       ip(7), ipv6(7)
 */
SKT_API int skt_path_mtu(skt_socket s);

/*
 * Allows a socket to be bound to an address that this host does not have, or does not have yet.
 *
 * The option is IP_FREEBIND on Linux, IP_BINDANY on FreeBSD, and SO_BINDANY on OpenBSD. Call this before skt_bind.
 *
 * Returns   0.
 * Errors    SKT_EUNSUPPORTED   This system has no such option.
 *           SKT_EPERM          The process lacks the privilege (BSD).
 *           SKT_EAFNOSUPPORT   The socket is neither IPv4 nor IPv6.
 * Calls     getsockopt(2) of the family and, with IPv6, of IPV6_V6ONLY; setsockopt(2) once or twice.
 * Systems   Linux, FreeBSD, OpenBSD.
 * Since     0.1
 * See       ip(7)
 */
SKT_API int skt_bind_foreign(skt_socket s, bool on);

/*
 * Distributes packets over the sockets of a SO_REUSEPORT group by processor.
 *
 * The group is all sockets that are bound to one port with SKT_SO_REUSEPORT. A packet that arrives on processor p goes
 * to socket p modulo count. Sockets are counted from 0 in the order of bind.
 *
 * s         Any bound socket of the group. The call acts on the whole group.
 * count     The number of sockets in the group.
 *
 * Returns   0.
 * Errors    SKT_EINVAL         count is 0, or SKT_SO_REUSEPORT is not set on the socket.
 *           SKT_EUNSUPPORTED   This system has no such option.
 *           and those of setsockopt(2).
 * Calls     setsockopt(2) of SO_ATTACH_REUSEPORT_CBPF.
 * Systems   Linux.
 * Since     0.1
 * See       socket(7)
 */
SKT_API int skt_reuseport_by_cpu(skt_socket s, unsigned count);

/*
 * Delays partial segments until it is turned off.
 *
 * The option is TCP_CORK, or TCP_NOPUSH on Apple and the BSDs. SKT_MSG_MORE delays the data of one send.
 *
 * Returns   0.
 * Errors    SKT_EUNSUPPORTED  This system has neither.
 *           and those of setsockopt(2).
 * Systems   Linux, Apple, FreeBSD, OpenBSD, illumos.
 * Since     0.1
 * See       tcp(7), tcp(4)
 */
SKT_API int skt_cork(skt_socket s, bool on);

/*
 * Lets a listener accept a connection only when there is data to receive.
 *
 * The option is TCP_DEFER_ACCEPT, or the accept filter "dataready" on FreeBSD and NetBSD. Call this after skt_listen.
 *
 * time      The time after which a connection is accepted without data; 0 turns the delay off. With any other time
 *           FreeBSD and NetBSD wait without a limit.
 *
 * Returns   0.
 * Errors    SKT_EINVAL        time is negative, or the socket does not listen (BSD).
 *           SKT_ERANGE        time does not fit the type that the system stores.
 *           SKT_ENOENT        The accept filter is not loaded: see accf_data(9).
 *           SKT_EUNSUPPORTED  This system cannot delay accepting.
 *           and those of setsockopt(2).
 * Systems   Linux, FreeBSD, NetBSD.
 * Since     0.1
 * See       tcp(7), accept_filter(9)
 */
SKT_API int skt_defer_accept(skt_socket s, skt_duration time);

/*
 * Signs the segments that are sent to a peer with MD5, and drops segments from it that have no valid signature.
 *
 * peer      The address of the peer. Its port is ignored.
 * key       The key, len bytes long.
 * len       At most 80; 0 removes the key of this peer.
 *
 * Returns   0.
 * Errors    SKT_EAFNOSUPPORT  The peer is neither IPv4 nor IPv6.
 *           SKT_ERANGE        The key is too long.
 *           SKT_ENOENT        There is no key to remove.
 *           SKT_EUNSUPPORTED  This system does not take keys through sockets. The BSDs have SKT_TCP_MD5SIG and
 *                             setkey(8).
 *           and those of setsockopt(2).
 * Systems   Linux.
 * Since     0.1
 * See       RFC 2385
 */
SKT_API int skt_tcp_md5(skt_socket s, const skt_addr *peer, const void *key, size_t len);

/* A key of TCP-AO. Zero is the default of every field. */
typedef struct skt_tcp_ao_key {
    skt_addr peer;            /* the peer that the key is for; the port is ignored */
    const char *algorithm;    /* "hmac(sha1)", "cmac(aes128)" */
    const void *key;          /* key_len bytes */
    size_t key_len;           /* at most 80 */
    uint32_t interface_index; /* only for peers on this interface; 0: on any */
    uint8_t prefix;           /* the bits of the peer's address to compare; 0: all */
    uint8_t send_id;          /* the id of the key in segments that are sent */
    uint8_t receive_id;       /* the id of the key in segments that are received */
    uint8_t mac_len;          /* the size of a signature in bytes; 0: 12 */
    bool current;             /* the connection now signs with this key */
    bool next;                /* the peer is asked to sign with this key */
    uint8_t reserved[10];     /* zero */
} skt_tcp_ao_key;

/* The state of a connection's TCP-AO. This structure does not grow. */
typedef struct skt_tcp_ao_state {
    int current;                /* the send_id of the key that signs, -1: none */
    int next;                   /* the receive_id of the key that the peer is asked to use, -1: none */
    bool required;              /* connections that match no key are refused */
    bool accept_icmp;           /* ICMP errors take effect */
    uint8_t reserved[6];        /* zero */
    uint64_t good;              /* segments with a valid signature */
    uint64_t bad;               /* segments with an invalid signature */
    uint64_t unknown_key;       /* segments with an unknown key */
    uint64_t without_signature; /* segments without a signature */
    uint64_t dropped_icmp;      /* dropped ICMP errors */
} skt_tcp_ao_state;

/*
 * Adds or removes a TCP-AO key, or reads the state of a connection's keys.
 *
 * The segments to and from the peer of a key are signed with it.
 *
 * key       To remove a key: peer, prefix, interface_index and both ids identify it. Other fields are ignored.
 *
 * Returns   0.
 * Errors    SKT_EAFNOSUPPORT  The peer is neither IPv4 nor IPv6.
 *           SKT_ERANGE        The key or the name of the algorithm is too long.
 *           SKT_EEXIST        The socket already has a key with these ids.
 *           SKT_ENOENT        The key or the algorithm does not exist.
 *           SKT_ENOPROTOOPT   This kernel is older than Linux 6.7, or built without TCP-AO.
 *           SKT_EUNSUPPORTED  This system has no TCP-AO.
 *           and those of setsockopt(2) or getsockopt(2).
 * Systems   Linux.
 * Since     0.1
 * See       RFC 5925, kernel documentation networking/tcp_ao
 */
SKT_API int skt_tcp_ao_add(skt_socket s, const skt_tcp_ao_key *key);
SKT_API int skt_tcp_ao_delete(skt_socket s, const skt_tcp_ao_key *key);
SKT_API int skt_tcp_ao_info(skt_socket s, skt_tcp_ao_state *out);

/*
 * Makes an ioctl of a socket. It is meant for ioctls that have no option key.
 *
 * code      The system's number of the ioctl.
 * in        in_len bytes for the system to read; may be NULL.
 * out       Room for out_size bytes that the system writes; may be NULL. On Unix an ioctl has one argument: if in and
 *           out are both given, they must be the same pointer, and code implies the length.
 * out_len   The bytes written; may be NULL. On Unix it is always out_size.
 *
 * Returns   0.
 * Errors    SKT_EINVAL  in and out are different pointers (Unix).
 *           and those of ioctl(2).
 * Calls     ioctl(2).
 * Windows   WSAIoctl without an overlapped structure.
 * Since     0.1
 * See       ioctl(2), WSAIoctl
 */
SKT_API int skt_ioctl(skt_socket s, uint32_t code, const void *in, size_t in_len, void *out, size_t out_size,
                      size_t *out_len);

SKT_END

#endif
