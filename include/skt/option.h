/* SPDX-License-Identifier: MIT */
/*
 * How socket options are read and written; option_keys.h says which there are.
 *
 *     skt_set_bool(s, SKT_TCP_NODELAY, true);
 *     skt_set_duration(s, SKT_TCP_KEEPIDLE, SKT_SECONDS(30));
 *
 * A key of the wrong kind does not compile. The bare number of one, which bindings of other languages can pass, is
 * SKT_EINVAL, and so are 0 and numbers above 65535; another number that this library does not know is SKT_EUNSUPPORTED.
 * An option that this system lacks is SKT_EUNSUPPORTED. One that this kernel or this socket refuses has the kernel's own
 * error: SKT_ENOPROTOOPT, SKT_EOPNOTSUPP, SKT_EINVAL, SKT_EPERM, SKT_EBADF, SKT_ENOTSOCK and others. A value that does
 * not fit what the system stores is SKT_ERANGE before any system call. A function makes one system call, setsockopt(2)
 * or getsockopt(2), unless Calls says otherwise. All may be called from several threads at once.
 */
#ifndef SKT_OPTION_H
#define SKT_OPTION_H

#include <skt/address.h>
#include <skt/option_keys.h>
#include <skt/time.h>

#include <stdbool.h>

SKT_BEGIN

/*
 * Sets an option that is true or false, or reads it.
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
 * Sets an option that is a number, or reads it.
 *
 * Returns   0.
 * Errors    SKT_ERANGE        The value does not fit the type that the system stores.
 *           SKT_EUNSUPPORTED  This system lacks the option.
 *           and those of setsockopt(2) or getsockopt(2).
 * Windows   An ioctl instead for the options whose names begin with SIO; SKT_SO_DOMAIN and SKT_SO_PROTOCOL are asked of
 *           the socket's provider.
 * Since     0.1
 * See       setsockopt(2), getsockopt(2)
 */
SKT_API int skt_set_int(skt_socket s, skt_int_option key, int64_t value);
SKT_API int skt_get_int(skt_socket s, skt_int_option key, int64_t *out);

/*
 * Sets an option that is an unsigned number of 64 bits, or reads it.
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
 * Sets an option that is a span of time, or reads it.
 *
 * value     Nanoseconds; rounded up to the unit that the system stores. SKT_FOREVER where the option says so.
 *
 * Returns   0.
 * Errors    SKT_EINVAL        The value is negative, or 0 where the system's 0 means SKT_FOREVER.
 *           SKT_ERANGE        The value does not fit what the system stores, or it is SKT_FOREVER and the system stores
 *                             no such value.
 *           SKT_EUNSUPPORTED  This system lacks the option.
 *           and those of setsockopt(2) or getsockopt(2).
 * Since     0.1
 * See       setsockopt(2), getsockopt(2)
 */
SKT_API int skt_set_duration(skt_socket s, skt_duration_option key, skt_duration value);
SKT_API int skt_get_duration(skt_socket s, skt_duration_option key, skt_duration *out);

/* What closing does with data that is not sent yet. */
typedef struct skt_linger {
    bool on;           /* false: closing returns at once and the system goes on sending */
    skt_duration time; /* how long closing may wait; not looked at where `on` is false */
} skt_linger;

/*
 * Sets an option that is a skt_linger, or reads it.
 *
 * value     Its time is rounded up to whole seconds.
 *
 * Returns   0.
 * Errors    SKT_EINVAL        The time is negative.
 *           SKT_ERANGE        The time does not fit what the system stores.
 *           SKT_EUNSUPPORTED  This system lacks the option.
 *           and those of setsockopt(2) or getsockopt(2).
 * Since     0.1
 * See       socket(7)
 */
SKT_API int skt_set_linger(skt_socket s, skt_linger_option key, skt_linger value);
SKT_API int skt_get_linger(skt_socket s, skt_linger_option key, skt_linger *out);

/*
 * Sets an option that is a text, or reads it.
 *
 * value     Ended by a zero.
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
 * Sets an option that is the four bytes of an IPv4 address in network order, or reads it.
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
 * Sets an option that is an array or a structure of the system, or reads it.
 *
 * len_io    The bytes at `out`, then the bytes written. The system truncates what is longer.
 *
 * Returns   0.
 * Errors    SKT_ERANGE        A length beyond the system's socklen_t.
 *           SKT_EUNSUPPORTED  This system lacks the option.
 *           and those of setsockopt(2) or getsockopt(2).
 * Windows   SKT_TCP_INFO is an ioctl, and a second one where Windows lacks the newer structure.
 * Since     0.1
 * See       setsockopt(2), getsockopt(2)
 */
SKT_API int skt_set_bytes(skt_socket s, skt_bytes_option key, const void *value, size_t len);
SKT_API int skt_get_bytes(skt_socket s, skt_bytes_option key, void *out, size_t *len_io);

/*
 * Sets an option that has no key, or reads it: the system's own level, name and value.
 *
 * len_io    The bytes at `out`, then the bytes written.
 *
 * Returns   0.
 * Errors    SKT_ERANGE  A length beyond the system's socklen_t.
 *           and those of setsockopt(2) or getsockopt(2).
 * Since     0.1
 * See       setsockopt(2), getsockopt(2)
 */
SKT_API int skt_set_raw(skt_socket s, int level, int name, const void *value, size_t len);
SKT_API int skt_get_raw(skt_socket s, int level, int name, void *out, size_t *len_io);

/* The kinds of value, each with functions of its own. */
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
    SKT_ACCESS_TAKE = 5   /* it can be read, and reading changes what is read next */
} skt_option_access;

/* Until when setting an option has its effect. */
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

/* What the tables know of an option. */
typedef struct skt_option_info {
    char name[32];    /* the system's own name: "TCP_NODELAY" */
    uint8_t kind;     /* a skt_option_kind */
    uint8_t access;   /* a skt_option_access */
    uint8_t phase;    /* a skt_option_phase */
    uint16_t systems; /* bits of skt_systems: those that are claimed to have it */
    int level;        /* this system's level for getsockopt(2), -1 where that has no such option */
    int optname;      /* this system's number for it, likewise */
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
 * Finds an option by this system's level and number for it, as they stand in a call of getsockopt(2).
 *
 * Of two options that are one to the system, such as SKT_SO_LINGER and SKT_SO_LINGER_SEC of Apple, it is the one that comes
 * first in option_keys.h. Options that are ioctls are not found.
 *
 * Returns   0.
 * Errors    SKT_EINVAL  No option of this system has them.
 * Calls     None.
 * Since     0.1
 */
SKT_API int skt_option_find_native(int level, int optname, skt_option *out);

/*
 * Counts the options of all systems, whether this one has them or not.
 *
 * Returns   How many there are.
 * Calls     None.
 * Since     0.1
 */
SKT_API size_t skt_option_count(void);

/*
 * Gives the options of all systems one after the other, in the order of option_keys.h.
 *
 * index     Less than skt_option_count.
 *
 * Returns   The option; one of number 0 beyond the end.
 * Calls     None.
 * Since     0.1
 */
SKT_API skt_option skt_option_at(size_t index);

/*
 * Describes an option.
 *
 * Returns   What is known of it, which stays valid and is not changed; NULL for a number that is no option.
 * Calls     None.
 * Since     0.1
 */
SKT_API const skt_option_info *skt_option_describe(skt_option option);

/*
 * Says whether this build has an option.
 *
 * Returns   Whether the table of this system has it. The running kernel may lack it all the same: skt_option_probe.
 * Calls     None.
 * Since     0.1
 */
SKT_API bool skt_option_supported(skt_option option);

/*
 * Says whether this kernel has an option for this socket.
 *
 * Nothing is changed, except by reading an option of SKT_ACCESS_TAKE, such as SKT_SO_ERROR, which is cleared. An option
 * that can be read is read. One that can only be set is set without a value, which a kernel refuses in another way than an
 * option that it does not know. A structure that must say what is asked for is there if the kernel finds it wrong.
 *
 * Returns   0 if it does.
 * Errors    SKT_EUNSUPPORTED  This system lacks the option.
 *           and those of setsockopt(2) or getsockopt(2).
 * Linux     A few options are read on sockets on which they cannot be set, such as SKT_IP_HDRINCL.
 * Windows   The options whose names begin with SIO are ioctls. One that Windows does not know is SKT_EOPNOTSUPP or
 *           SKT_EINVAL; without a value, one that it knows may be SKT_EINVAL too, so that 0 is certain and this is not.
 * Since     0.1
 */
SKT_API int skt_option_probe(skt_socket s, skt_option option);

/*
 * Sets an option from text.
 *
 * text      true, false, on, off, yes, no, 1 or 0; a number in decimal or with 0x; a span as 20ms, 3s, 500us, 7ns or
 *           forever; for linger off or a span; a name as it is; 192.0.2.1; bytes in hex. A structure of which
 *           skt_option_bytes_text knows the fields is also set by these, in their order or another:
 *           "num_ostreams=10 max_attempts=4"; what the text does not name stays as it is.
 *
 * Returns   0.
 * Errors    SKT_EINVAL        The text is none of the option's kind.
 *           SKT_ENAMETOOLONG  The text has more than 256 bytes in hex.
 *           SKT_ERANGE        A number that does not fit its field.
 *           and those of the function of its kind.
 * Calls     As that function; before it one that reads the option, if fields are named.
 * Since     0.1
 */
SKT_API int skt_option_set_text(skt_socket s, skt_option option, const char *text);

/*
 * Writes an option as text, in a form that skt_option_set_text reads; of what a structure looks like see
 * skt_option_bytes_text.
 *
 * size      Bytes at `out`. Where it is not 0 the text is ended by a zero, and truncated if there is no room for all.
 *
 * Returns   The length of the whole text without the zero, as snprintf(3) does.
 * Errors    SKT_EMSGSIZE  The system's structure has 32768 bytes or more.
 *           and those of the function of its kind.
 * Calls     As that function; again with more room if the system's structure has 512 bytes or more, and if it has 4096.
 * Since     0.1
 */
SKT_API int skt_option_get_text(skt_socket s, skt_option option, char *out, size_t size);

/*
 * Writes the bytes of an option as text, as skt_option_get_text does with what it has read.
 *
 * Structures of which the fields are known are "name=value name=value", with the names of the system's headers without
 * their prefix. A value is a number, with B for bytes and B/s for bytes per second; a span; true or false; an address; or
 * "0,3-5" for the numbers of a set. It is "none" where the system says that there is none. Of a structure that is shorter
 * than in the newest headers those fields are written that are there; what is behind the known ones is "rest=" and bytes in
 * hex. All other options are bytes in hex.
 *
 * option    One of kind bytes.
 * bytes     As skt_get_bytes gives them, and len of them.
 * size      Bytes at `out`. Where it is not 0 the text is ended by a zero, and truncated if there is no room for all.
 *
 * Returns   The length of the whole text without the zero, as snprintf(3) does.
 * Errors    SKT_EINVAL        An option of another kind, or none.
 *           SKT_EUNSUPPORTED  This library does not know the option.
 *           SKT_ERANGE        More than 8 MiB.
 * Calls     None, but for the scope of an address those of skt_addr_format.
 * Linux     SKT_TCP_CC_INFO has fields only where the algorithm is BBR: the others' cannot be told apart by their length.
 * Systems   Fields are known of Linux, Apple, FreeBSD, NetBSD, OpenBSD and Windows.
 * Since     0.1
 */
SKT_API int skt_option_bytes_text(skt_option option, const void *bytes, size_t len, char *out, size_t size);

/*
 * Turns keepalive on and sets its times. After an error all is as it was before.
 *
 * idle      How long a connection is idle before the first probe; 0 leaves it as it is.
 * interval  How long after a probe the next one follows; 0 leaves it as it is.
 * count     How many probes stay unanswered before the connection is dropped; 0 leaves it as it is.
 *
 * Returns   0.
 * Errors    SKT_EINVAL        A negative value, or one that this kernel refuses.
 *           SKT_ERANGE        A value that the system cannot store.
 *           SKT_EOPNOTSUPP    The socket is not TCP.
 *           SKT_EUNSUPPORTED  This system lacks one that was asked for.
 *           SKT_ENOPROTOOPT   This kernel lacks one that was asked for.
 *           and those of getsockopt(2) and setsockopt(2).
 * Calls     getsockopt(2) of SO_PROTOCOL, or of SO_TYPE and the family; getsockopt(2) and setsockopt(2) for each value
 *           that is not 0; setsockopt(2) of SO_KEEPALIVE. setsockopt(2) again for what was set before a refusal.
 * Windows   Before 10 1709 both times are set by one SIO_KEEPALIVE_VALS, so that one alone is SKT_ENOPROTOOPT. Before
 *           10 1703 a count is.
 * Since     0.1
 * See       tcp(7), RFC 9293
 */
SKT_API int skt_set_keepalive(skt_socket s, skt_duration idle, skt_duration interval, int count);

/*
 * A multicast group and the interface on which to receive it.
 *
 * The scope of an IPv6 group or source names the interface as its index does: one of them is enough, and those that are
 * given must agree. Ports are not looked at.
 */
typedef struct skt_membership {
    skt_addr group;             /* the group */
    skt_addr source;            /* only what this address sends; without a family: whoever sends */
    uint32_t interface_index;   /* the interface; 0: a scope or interface_address names it, or the system chooses */
    skt_addr interface_address; /* an IPv4 address of the interface, if there is no index; without a family: none */
} skt_membership;

/*
 * Joins or leaves a multicast group, or blocks or unblocks one source of a group that was joined.
 *
 * Returns   0.
 * Errors    SKT_EAFNOSUPPORT   Group, source and interface_address are not of one family, or not of IP.
 *           SKT_EINVAL         There is both an index and an address; the index and the scopes of group and source are
 *                              not the same; to block or unblock, there is no source.
 *           SKT_ENODEV         No such interface, or no route leads to the group.
 *           SKT_EADDRINUSE     The group was joined already.
 *           SKT_EADDRNOTAVAIL  The group was not joined.
 *           SKT_EUNSUPPORTED   This system has no such call.
 *           and those of setsockopt(2).
 * Linux     With a source a group that was joined already is SKT_EADDRNOTAVAIL, one that was not joined is SKT_EINVAL.
 * Since     0.1
 * See       ip(7), ipv6(7), RFC 3493, RFC 3678
 */
SKT_API int skt_multicast_join(skt_socket s, const skt_membership *membership);
SKT_API int skt_multicast_leave(skt_socket s, const skt_membership *membership);
SKT_API int skt_multicast_block(skt_socket s, const skt_membership *membership);
SKT_API int skt_multicast_unblock(skt_socket s, const skt_membership *membership);

/* What the sources of a group are: those that are received, or those that are not. */
enum { SKT_MCAST_EXCLUDE = 0, SKT_MCAST_INCLUDE = 1 };

/*
 * Sets all sources of a group that was joined, or reads them.
 *
 * group     The group and the interface on which it was joined, by index or scope; its source is not looked at.
 * mode      SKT_MCAST_EXCLUDE or SKT_MCAST_INCLUDE.
 * count     At most 64.
 * out       Room for max sources.
 *
 * Returns   To set: 0. To read: how many sources there are, which may be more than max.
 * Errors    SKT_EAFNOSUPPORT   Group and sources are not of one family, or not of IP.
 *           SKT_EADDRNOTAVAIL  The group was not joined on the interface.
 *           SKT_ERANGE         More than 64 sources.
 *           SKT_EINVAL         The group was not joined, the mode is none, or there is an interface_address.
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
 * Chooses the interface that multicast leaves by.
 *
 * index     The interface; 0 leaves the choice to the system.
 *
 * Returns   0.
 * Errors    SKT_EAFNOSUPPORT  The socket is not of IP.
 *           SKT_ERANGE        An index beyond 31 bits.
 *           SKT_EUNSUPPORTED  This system has no way to name it by index.
 *           SKT_ENODEV, SKT_EADDRNOTAVAIL  No such interface.
 * Calls     One for the socket's family, then setsockopt(2) of IP_MULTICAST_IF or IPV6_MULTICAST_IF.
 * Since     0.1
 * See       ip(7), ipv6(7)
 */
SKT_API int skt_multicast_interface(skt_socket s, uint32_t index);

/* One instruction of a classic packet filter: the system's sock_filter. */
typedef struct skt_filter {
    uint16_t code; /* what it does */
    uint8_t jt;    /* how many instructions to leave out if a comparison holds */
    uint8_t jf;    /* how many otherwise */
    uint32_t k;    /* the operand */
} skt_filter;

/*
 * Runs a filter on everything that the socket receives: what it returns is how many bytes stay, 0 drops the packet.
 *
 * filter    The program. The system copies it.
 * count     Its instructions.
 *
 * Returns   0.
 * Errors    SKT_EINVAL        Not a valid program.
 *           SKT_ERANGE        More than 65535 instructions.
 *           SKT_EPERM         The filter is locked; some kernels do not let everyone filter TCP.
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
 * Errors    SKT_ENOENT        It has none.
 *           SKT_EPERM         The filter is locked.
 *           SKT_EUNSUPPORTED  This system has no such filters.
 * Systems   Linux.
 * Since     0.1
 * See       socket(7)
 */
SKT_API int skt_detach_filter(skt_socket s);

/*
 * Runs an extended program (eBPF) on everything that the socket receives, in place of a filter; skt_detach_filter removes it.
 *
 * program   Its descriptor, of BPF_PROG_TYPE_SOCKET_FILTER. The caller may close it afterwards.
 *
 * Returns   0.
 * Errors    SKT_EBADF         Not a descriptor.
 *           SKT_EINVAL        Not of such a program.
 *           SKT_EPERM         The filter is locked.
 *           SKT_EUNSUPPORTED  This system has no such programs.
 * Systems   Linux.
 * Since     0.1
 * See       socket(7), bpf(2)
 */
SKT_API int skt_attach_program(skt_socket s, skt_file program);

/*
 * Runs a classic filter or an extended program that chooses which of the sockets of a port with SO_REUSEPORT receives: what
 * it returns is the number of the socket, counted from 0 in the order of bind. Detaching removes either.
 *
 * s         Any one of the sockets, with SKT_SO_REUSEPORT. It holds for all of them.
 * count     Instructions of the filter.
 * program   A descriptor, of BPF_PROG_TYPE_SOCKET_FILTER or BPF_PROG_TYPE_SK_REUSEPORT. The caller may close it afterwards.
 *
 * Returns   0.
 * Errors    SKT_EBADF         Not a descriptor.
 *           SKT_EINVAL        Not a valid program, or the socket has no SKT_SO_REUSEPORT.
 *           SKT_ENOENT        There is none to detach.
 *           SKT_ERANGE        More than 65535 instructions.
 *           SKT_EUNSUPPORTED  This system has no such programs.
 * Systems   Linux.
 * Since     0.1
 * See       socket(7), bpf(2)
 */
SKT_API int skt_attach_reuseport_filter(skt_socket s, const skt_filter *filter, size_t count);
SKT_API int skt_attach_reuseport_program(skt_socket s, skt_file program);
SKT_API int skt_detach_reuseport(skt_socket s);

/*
 * Finds out where a redirected connection was headed before the redirection.
 *
 * out       An IPv4 address for an IPv4 peer of an IPv6 socket.
 *
 * Returns   0.
 * Errors    SKT_ENOENT        The connection was not redirected.
 *           SKT_EUNSUPPORTED  This system does not know.
 *           and those of getsockopt(2).
 * Calls     One for the socket's family, getsockopt(2), and getsockopt(2) again for the IPv4 peer of an IPv6 socket.
 * Linux     netfilter's SO_ORIGINAL_DST and IP6T_SO_ORIGINAL_DST. It answers for every connection that is tracked, also
 *           for one that went where it was headed.
 * Windows   SO_ORIGINAL_DST of the filtering platform, at the level IPPROTO_IP for both families; for IPv6 this level is
 *           not documented and was not tried. A connection that was not redirected is SKT_EINVAL.
 * Systems   Linux, Windows.
 * Since     0.1
 */
SKT_API int skt_original_destination(skt_socket s, skt_addr *out);

/*
 * Reserves ports of the socket's protocol for this process.
 *
 * Sockets take one of them by SKT_SIO_ASSOCIATE_PORT_RESERVATION and bind. The reservation ends when the socket that
 * made it is closed, or by SKT_SIO_RELEASE_PORT_RESERVATION.
 *
 * first     The first port in host order; 0 leaves the choice to the system.
 * count     How many.
 * first_out The first port that was reserved.
 * token_out What the two options are given.
 *
 * Returns   0.
 * Errors    SKT_EADDRINUSE    The ports are in use.
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
 * Errors    SKT_ENODEV, SKT_ENXIO  No such interface.
 *           SKT_EPERM              Binding needs a privilege.
 *           SKT_EAFNOSUPPORT       The socket is not of IP.
 *           SKT_EUNSUPPORTED       This system has no way to do it.
 *           and those of setsockopt(2).
 * Calls     setsockopt(2). Except on Linux, one before it for the socket's family, and for a name those of
 *           skt_interface_index.
 * Apple     IP_BOUND_IF, IPV6_BOUND_IF; illumos has the same.
 * Linux     SO_BINDTODEVICE, SO_BINDTOIFINDEX. An index of no interface is an error only when something is sent.
 * Windows   IP_UNICAST_IF, IPV6_UNICAST_IF: what is sent leaves by the interface, but what comes by others is received.
 * Systems   Linux, Apple, illumos, Windows.
 * Since     0.1
 * See       socket(7)
 */
SKT_API int skt_bind_device(skt_socket s, const char *name);
SKT_API int skt_bind_device_index(skt_socket s, uint32_t index);

/*
 * Names the interface that a socket is bound to.
 *
 * size      Bytes at `out`. Where it is not 0 the name is ended by a zero, and truncated if there is no room for all.
 *
 * Returns   The length of the whole name without the zero, 0 if the socket is bound to none.
 * Errors    SKT_EUNSUPPORTED  This system does not know.
 *           and those of getsockopt(2).
 * Calls     getsockopt(2). Except on Linux, one before it for the socket's family, and those of skt_interface_name.
 * Systems   Linux, Apple, illumos, Windows.
 * Since     0.1
 */
SKT_API int skt_device(skt_socket s, char *out, size_t size);

/*
 * Numbers the interface that a socket is bound to.
 *
 * Returns   Its index, 0 if the socket is bound to none.
 * Errors    SKT_EUNSUPPORTED  This system does not know.
 *           and those of getsockopt(2).
 * Calls     getsockopt(2). Except on Linux, one before it for the socket's family.
 * Systems   Linux, Apple, illumos, Windows.
 * Since     0.1
 */
SKT_API int skt_device_index(skt_socket s);

/*
 * Makes a buffer of the socket larger. It is never made smaller.
 *
 * buffer    SKT_SO_RCVBUF or SKT_SO_SNDBUF.
 * at_least  Bytes, as skt_get_int counts them: Linux counts its own administration too, and doubles what is set.
 *
 * Returns   The bytes that skt_get_int then says, which may be less than at_least: the system has a limit.
 * Errors    SKT_EINVAL  Another option.
 *           and those of setsockopt(2), except SKT_ENOBUFS.
 * Calls     getsockopt(2); if the buffer is smaller, setsockopt(2) of SO_RCVBUFFORCE or SO_SNDBUFFORCE on Linux, which
 *           exceeds the limit where the process may, else of the option, again with half as much while the system says
 *           SKT_ENOBUFS; getsockopt(2).
 * Since     0.1
 * See       socket(7)
 */
SKT_API int64_t skt_grow_buffer(skt_socket s, skt_int_option buffer, int64_t at_least);

/*
 * Sets how the path MTU is learned and obeyed: IP_MTU_DISCOVER, IPV6_MTU_DISCOVER, and both on an IPv6 socket that takes
 * IPv4 too.
 *
 * discovery  SKT_IP_PMTUDISC_DO and so on.
 *
 * Returns   0.
 * Errors    SKT_EUNSUPPORTED   The system has no such option.
 *           SKT_EAFNOSUPPORT   The socket is not of IP.
 *           and those of setsockopt(2).
 * Calls     getsockopt(2) of the family and, with IPv6, of IPV6_V6ONLY; setsockopt(2) once or twice.
 * Systems   Linux, Windows.
 * Since     0.1
 * See       ip(7), ipv6(7)
 */
SKT_API int skt_set_path_mtu(skt_socket s, int discovery);

/*
 * Reads the path MTU that the system knows to the peer of a connected socket.
 *
 * Returns   The bytes of the largest packet, with its headers.
 * Errors    SKT_ENOTCONN       The socket has no peer.
 *           SKT_EUNSUPPORTED   The system does not say.
 *           SKT_EAFNOSUPPORT   The peer is not of IP.
 * Calls     getpeername(2), getsockopt(2).
 * Systems   Linux, Windows.
 * Since     0.1
 * See       ip(7), ipv6(7)
 */
SKT_API int skt_path_mtu(skt_socket s);

/*
 * Lets a socket be bound to an address that is not this host's, or not yet: IP_FREEBIND of Linux, IP_BINDANY of FreeBSD,
 * SO_BINDANY of OpenBSD. Call it before skt_bind.
 *
 * Returns   0.
 * Errors    SKT_EUNSUPPORTED   The system cannot.
 *           SKT_EPERM          The process may not (BSD).
 *           SKT_EAFNOSUPPORT   The socket is not of IP.
 * Calls     getsockopt(2) of the family and, with IPv6, of IPV6_V6ONLY; setsockopt(2) once or twice.
 * Systems   Linux, FreeBSD, OpenBSD.
 * Since     0.1
 * See       ip(7)
 */
SKT_API int skt_bind_foreign(skt_socket s, bool on);

/*
 * Gives each socket of a port with SO_REUSEPORT what arrives on its own processors: the n-th bound socket has those whose
 * number is n modulo count.
 *
 * s         Any one of the sockets, bound. It holds for all of them.
 * count     How many sockets there are.
 *
 * Returns   0.
 * Errors    SKT_EINVAL         count is 0, or the socket is not one of several.
 *           SKT_EUNSUPPORTED   The system cannot.
 *           and those of setsockopt(2).
 * Calls     setsockopt(2) of SO_ATTACH_REUSEPORT_CBPF.
 * Systems   Linux.
 * Since     0.1
 * See       socket(7)
 */
SKT_API int skt_reuseport_by_cpu(skt_socket s, unsigned count);

/*
 * Holds partial segments back until it is off: TCP_CORK, or TCP_NOPUSH of Apple and the BSDs. SKT_MSG_MORE does it for one
 * send.
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
 * Accepts a connection only once there is data to receive: TCP_DEFER_ACCEPT, or the accept filter "dataready" of FreeBSD and
 * NetBSD. Call it after skt_listen.
 *
 * time      How long a connection may be without data before it is accepted all the same; 0 for at once. FreeBSD and NetBSD
 *           wait without a limit, whatever the time is.
 *
 * Returns   0.
 * Errors    SKT_EINVAL        The time is negative; the socket does not listen (BSD).
 *           SKT_ERANGE        The time does not fit.
 *           SKT_ENOENT        The filter is not loaded: accf_data(9).
 *           SKT_EUNSUPPORTED  This system has no way to do it.
 *           and those of setsockopt(2).
 * Systems   Linux, FreeBSD, NetBSD.
 * Since     0.1
 * See       tcp(7), accept_filter(9)
 */
SKT_API int skt_defer_accept(skt_socket s, skt_duration time);

/*
 * Signs the segments to and from a peer by MD5, and drops those that are not signed.
 *
 * peer      Its port is not looked at.
 * key       len bytes, at most 80; a len of 0 removes the key of this peer.
 *
 * Returns   0.
 * Errors    SKT_EAFNOSUPPORT  The peer is not of IP.
 *           SKT_ERANGE        The key is too long.
 *           SKT_ENOENT        There is no key to remove.
 *           SKT_EUNSUPPORTED  This system takes no keys in this way; the BSDs have SKT_TCP_MD5SIG and setkey(8).
 *           and those of setsockopt(2).
 * Systems   Linux.
 * Since     0.1
 * See       RFC 2385
 */
SKT_API int skt_tcp_md5(skt_socket s, const skt_addr *peer, const void *key, size_t len);

/* A key of TCP-AO. Zero is the default of every field. */
typedef struct skt_tcp_ao_key {
    skt_addr peer;            /* for whom it is; the port is not looked at */
    const char *algorithm;    /* "hmac(sha1)", "cmac(aes128)" */
    const void *key;          /* key_len bytes */
    size_t key_len;           /* at most 80 */
    uint32_t interface_index; /* only for peers on this interface; 0: on any */
    uint8_t prefix;           /* bits of the peer's address that count; 0: all */
    uint8_t send_id;          /* what it is called in segments that are sent */
    uint8_t receive_id;       /* and in those that are received */
    uint8_t mac_len;          /* bytes of a signature; 0: 12 */
    bool current;             /* the connection signs by it from now on */
    bool next;                /* the peer is asked to sign by it */
    uint8_t reserved[10];     /* zero */
} skt_tcp_ao_key;

/* What a connection knows of its keys of TCP-AO. It does not grow. */
typedef struct skt_tcp_ao_state {
    int current;                /* the id of the key that signs, -1 for none */
    int next;                   /* the id of the key that the peer is asked for, -1 for none */
    bool required;              /* connections without a key are refused */
    bool accept_icmp;           /* ICMP errors are obeyed */
    uint8_t reserved[6];        /* zero */
    uint64_t good;              /* segments whose signature is right */
    uint64_t bad;               /* whose signature is wrong */
    uint64_t unknown_key;       /* whose key is not known */
    uint64_t without_signature; /* that have no signature */
    uint64_t dropped_icmp;      /* ICMP errors that were dropped */
} skt_tcp_ao_state;

/*
 * Adds a key with which the segments to and from a peer are signed, removes one, or tells what was made of them.
 *
 * key       To remove one, peer, prefix, interface_index and both ids say which.
 *
 * Returns   0.
 * Errors    SKT_EAFNOSUPPORT  The peer is not of IP.
 *           SKT_ERANGE        Key or name of the algorithm are too long.
 *           SKT_EEXIST        There is a key with these ids.
 *           SKT_ENOENT        There is none, or no such algorithm.
 *           SKT_ENOPROTOOPT   This kernel is older than Linux 6.7, or built without it.
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
 * Makes an ioctl of a socket, for those that have no option.
 *
 * code      The system's number.
 * in        in_len bytes that the system reads; may be NULL.
 * out       Room for out_size bytes that it writes; may be NULL. Unix has one argument: if both are given they must be
 *           the same, and the lengths are those that the code implies.
 * out_len   How many it wrote; may be NULL. On Unix it is out_size.
 *
 * Returns   0.
 * Errors    SKT_EINVAL  in and out are two (Unix).
 *           and those of ioctl(2).
 * Calls     ioctl(2).
 * Windows   WSAIoctl, which is not overlapped.
 * Since     0.1
 * See       ioctl(2), WSAIoctl
 */
SKT_API int skt_ioctl(skt_socket s, uint32_t code, const void *in, size_t in_len, void *out, size_t out_size,
                      size_t *out_len);

SKT_END

#endif
