/* SPDX-License-Identifier: MIT */
/*
 * Socket options: typed keys, one per option of any system, read and written by the functions of their kind.
 *
 *     skt_set_bool(s, SKT_TCP_NODELAY, true);
 *     skt_set_duration(s, SKT_TCP_KEEPIDLE, SKT_SECONDS(30));
 *
 * A key of the wrong kind does not compile. An option that this system lacks is SKT_EUNSUPPORTED, one that this kernel
 * or socket refuses has the kernel's own error (SKT_ENOPROTOOPT, SKT_EOPNOTSUPP, SKT_EPERM ...), and a value that does
 * not fit what the system stores is SKT_ERANGE before any system call. Each call is one system call.
 */
#ifndef SKT_OPTION_H
#define SKT_OPTION_H

#include <skt/address.h>
#include <skt/time.h>

#include <stdbool.h>

SKT_BEGIN

/* The kinds of value, and the key of each. */
typedef struct skt_bool_option {
    unsigned number;
} skt_bool_option;
typedef struct skt_int_option {
    unsigned number;
} skt_int_option;
typedef struct skt_u64_option {
    unsigned number;
} skt_u64_option;
typedef struct skt_duration_option {
    unsigned number;
} skt_duration_option;
typedef struct skt_linger_option {
    unsigned number;
} skt_linger_option;
typedef struct skt_name_option {
    unsigned number;
} skt_name_option;
typedef struct skt_ipv4_option {
    unsigned number;
} skt_ipv4_option;
typedef struct skt_bytes_option {
    unsigned number;
} skt_bytes_option;

/* A key of any kind: SKT_ANY(SKT_TCP_NODELAY). */
typedef struct skt_option {
    unsigned number;
} skt_option;

#define SKT_ANY(key) (SKT_LITERAL(skt_option){(key).number})

#ifndef SKT_OPTION
#define SKT_OPTION(kind, number) (SKT_LITERAL(skt_##kind##_option){number})
#endif

/*
 * Name, kind, number. The numbers are ABI: they are never changed and never used again. An option without **Systems:**
 * is on every system.
 */

/* The socket itself. socket(7), setsockopt(2). */

/* May take a local address that old connections use; on Windows any socket's. */
#define SKT_SO_REUSEADDR SKT_OPTION(bool, 1)

/*
 * Several sockets on one port; Linux spreads the load over them. **Systems:** Linux, Apple, the BSDs, illumos, AIX.
 */
#define SKT_SO_REUSEPORT SKT_OPTION(bool, 2)

/* Several sockets on one port, the load spread. **Systems:** FreeBSD. */
#define SKT_SO_REUSEPORT_LB SKT_OPTION(bool, 3)

/* Probes an idle connection; when: skt_set_keepalive. */
#define SKT_SO_KEEPALIVE SKT_OPTION(bool, 4)

/* Datagrams may go to broadcast addresses. */
#define SKT_SO_BROADCAST SKT_OPTION(bool, 5)

/* Urgent data stays among the rest. */
#define SKT_SO_OOBINLINE SKT_OPTION(bool, 6)

/* Bytes of the receive buffer; Linux doubles what is set. */
#define SKT_SO_RCVBUF SKT_OPTION(int, 7)

/* Bytes of the send buffer; Linux doubles what is set. */
#define SKT_SO_SNDBUF SKT_OPTION(int, 8)

/* How long receiving waits, SKT_FOREVER for no limit; Linux rounds up to its clock. */
#define SKT_SO_RCVTIMEO SKT_OPTION(duration, 9)

/* How long sending and connecting wait, SKT_FOREVER for no limit. */
#define SKT_SO_SNDTIMEO SKT_OPTION(duration, 10)

/* Whether closing waits for unsent data, in whole seconds; on and 0 resets. */
#define SKT_SO_LINGER SKT_OPTION(linger, 11)

/* SKT_SOCK_STREAM and so on. */
#define SKT_SO_TYPE SKT_OPTION(int, 12)

/* SKT_AF_INET and so on. **Systems:** Linux, FreeBSD, OpenBSD, illumos, Windows. */
#define SKT_SO_DOMAIN SKT_OPTION(int, 13)

/* SKT_IPPROTO_TCP and so on. **Systems:** Linux, FreeBSD, OpenBSD, illumos, Windows. */
#define SKT_SO_PROTOCOL SKT_OPTION(int, 14)

/* Whether it listens. **Systems:** all but Apple. */
#define SKT_SO_ACCEPTCONN SKT_OPTION(bool, 15)

/* The pending error as a positive code; reading clears it. */
#define SKT_SO_ERROR SKT_OPTION(int, 16)

/* Messages bring their sender's credentials; unix(7). **Systems:** Linux, Cygwin. */
#define SKT_SO_PASSCRED SKT_OPTION(bool, 17)

/* The packets' queueing priority; above 6 needs CAP_NET_ADMIN. **Systems:** Linux. */
#define SKT_SO_PRIORITY SKT_OPTION(int, 18)

/* The packets' mark for routing and filters; needs CAP_NET_ADMIN. **Systems:** Linux. */
#define SKT_SO_MARK SKT_OPTION(int, 19)

/* The processor that receives for this socket, -1 for none yet. **Systems:** Linux. */
#define SKT_SO_INCOMING_CPU SKT_OPTION(int, 20)

/* The kernel's unique number of this socket. **Systems:** Linux. */
#define SKT_SO_COOKIE SKT_OPTION(u64, 21)

/* How long receiving spins, in whole microseconds; for more some kernels want CAP_NET_ADMIN. **Systems:** Linux. */
#define SKT_SO_BUSY_POLL SKT_OPTION(duration, 22)

/* The interface it is bound to; also skt_bind_device, for every system. **Systems:** Linux. */
#define SKT_SO_BINDTODEVICE SKT_OPTION(name, 23)

/* The same by index, 0 for none; also skt_bind_device_index. **Systems:** Linux. */
#define SKT_SO_BINDTOIFINDEX SKT_OPTION(int, 24)

/* No SIGPIPE from this socket; skt_open sets it. **Systems:** Apple, FreeBSD, NetBSD. */
#define SKT_SO_NOSIGPIPE SKT_OPTION(bool, 25)

/* The routing table it uses; setfib(2). **Systems:** FreeBSD. */
#define SKT_SO_SETFIB SKT_OPTION(int, 26)

/* False drops the credential handshake of Unix sockets, whose connect else waits for accept. **Systems:** Cygwin. */
#define SKT_SO_PEERCRED SKT_OPTION(bool, 27)

/* No other socket can take its address, not even by SO_REUSEADDR. **Systems:** Windows. */
#define SKT_SO_EXCLUSIVEADDRUSE SKT_OPTION(bool, 28)

/* A port that the system chooses is a random one. **Systems:** Windows. */
#define SKT_SO_RANDOMIZE_PORT SKT_OPTION(bool, 29)

/* A port that the system chooses may be one that another local address uses. **Systems:** Windows. */
#define SKT_SO_PORT_SCALABILITY SKT_OPTION(bool, 30)

/*
 * A port for connecting is chosen only by connect, and may be shared with other peers' connections. **Systems:**
 * Windows.
 */
#define SKT_SO_REUSE_UNICASTPORT SKT_OPTION(bool, 31)

/* Several sockets on one port, each of which is given all multicast. **Systems:** Windows. */
#define SKT_SO_REUSE_MULTICASTPORT SKT_OPTION(bool, 32)

/* Takes its port from the reservation of this token; skt_ports_reserve. **Systems:** Windows. */
#define SKT_SIO_ASSOCIATE_PORT_RESERVATION SKT_OPTION(u64, 33)

/* Gives the reservation of this token back. **Systems:** Windows. */
#define SKT_SIO_RELEASE_PORT_RESERVATION SKT_OPTION(u64, 34)

/* The process at the other end of a connected Unix socket. **Systems:** Windows. */
#define SKT_SIO_AF_UNIX_GETPEERPID SKT_OPTION(int, 35)

/* TCP. tcp(7), RFC 9293, RFC 1122. */

/* Small segments go at once. */
#define SKT_TCP_NODELAY SKT_OPTION(bool, 40)

/*
 * Idle time before the first keepalive probe, in whole seconds. **Systems:** Linux, Apple, FreeBSD, NetBSD, illumos,
 * AIX, Cygwin, Windows 10 1709 and later.
 */
#define SKT_TCP_KEEPIDLE SKT_OPTION(duration, 41)

/*
 * Time between keepalive probes, in whole seconds. **Systems:** Linux, Apple, FreeBSD, NetBSD, illumos, AIX, Cygwin,
 * Windows 10 1709 and later.
 */
#define SKT_TCP_KEEPINTVL SKT_OPTION(duration, 42)

/*
 * Unanswered probes before the connection is dropped. **Systems:** Linux, Apple, FreeBSD, NetBSD, illumos, AIX,
 * Cygwin, Windows 10 1703 and later.
 */
#define SKT_TCP_KEEPCNT SKT_OPTION(int, 43)

/* Bytes of the largest segment; on Windows it can only be read. */
#define SKT_TCP_MAXSEG SKT_OPTION(int, 44)

/* Partial segments wait until it is off, 200 ms at most. **Systems:** Linux, illumos. */
#define SKT_TCP_CORK SKT_OPTION(bool, 45)

/* Acknowledges at once; the kernel may turn it off again. **Systems:** Linux, illumos, Cygwin. */
#define SKT_TCP_QUICKACK SKT_OPTION(bool, 46)

/* Thin streams do not back off exponentially. **Systems:** Linux. */
#define SKT_TCP_THIN_LINEAR_TIMEOUTS SKT_OPTION(bool, 47)

/* Unsent bytes above which it is not writable. **Systems:** Linux, Apple. */
#define SKT_TCP_NOTSENT_LOWAT SKT_OPTION(int, 48)

/*
 * How long sent data may stay unacknowledged, SKT_FOREVER for the system's own; RFC 5482. On Windows, where it is
 * TCP_MAXRT, in whole seconds, and SKT_FOREVER for no limit. **Systems:** Linux, Cygwin, Windows.
 */
#define SKT_TCP_USER_TIMEOUT SKT_OPTION(duration, 49)

/* The congestion control algorithm: "cubic". **Systems:** Linux, FreeBSD. */
#define SKT_TCP_CONGESTION SKT_OPTION(name, 50)

/*
 * Data goes with the first packet to those who ask for it, RFC 7413. On Linux and FreeBSD how many may wait, before
 * listening; elsewhere 1 or 0. **Systems:** Linux, Apple, FreeBSD, Windows.
 */
#define SKT_TCP_FASTOPEN SKT_OPTION(int, 51)

/*
 * What the system tells of the connection, as its own structure: tcp_info, on Apple tcp_connection_info, on Windows
 * TCP_INFO_v0, or TCP_INFO_v1 where there is room for it. **Systems:** Linux, Apple, the BSDs, Windows.
 */
#define SKT_TCP_INFO SKT_OPTION(bytes, 52)

/* A connection over loopback goes past the network layers; both ends need it. **Systems:** Windows. */
#define SKT_SIO_LOOPBACK_FAST_PATH SKT_OPTION(bool, 53)

/* Segments after which an acknowledgement is not delayed. **Systems:** Windows. */
#define SKT_SIO_TCP_SET_ACK_FREQUENCY SKT_OPTION(int, 54)

/* UDP. "IPPROTO_UDP socket options". */

/* Bytes of the datagrams into which one send is cut, 0 for one datagram. **Systems:** Windows 10 2004 and later. */
#define SKT_UDP_SEND_MSG_SIZE SKT_OPTION(int, 60)

/*
 * The most bytes of several datagrams that one receive brings, 0 for one datagram. **Systems:** Windows 10 2004 and
 * later.
 */
#define SKT_UDP_RECV_MAX_COALESCED_SIZE SKT_OPTION(int, 61)

/*
 * A datagram that found its port closed, or its time to live too short, fails a later receive; skt_open sets both to
 * false. **Systems:** Windows; the second Windows 11.
 */
#define SKT_SIO_UDP_CONNRESET SKT_OPTION(bool, 62)

/* As the one above. **Systems:** Windows 11. */
#define SKT_SIO_UDP_NETRESET SKT_OPTION(bool, 63)

/* IPv4. ip(7). */

/* Time to live of sent packets. */
#define SKT_IP_TTL SKT_OPTION(int, 70)

/* DSCP and ECN bits of sent packets; TCP keeps its ECN bits. */
#define SKT_IP_TOS SKT_OPTION(int, 71)

/* Messages bring the TOS byte. **Systems:** Linux, Apple, FreeBSD, illumos, Cygwin, Windows. */
#define SKT_IP_RECVTOS SKT_OPTION(bool, 72)

/* Raw sockets are given the IP header by the program; raw(7). */
#define SKT_IP_HDRINCL SKT_OPTION(bool, 73)

/* May use addresses that are not this machine's; needs CAP_NET_ADMIN. **Systems:** Linux. */
#define SKT_IP_TRANSPARENT SKT_OPTION(bool, 74)

/* May bind an address that does not exist yet. **Systems:** Linux. */
#define SKT_IP_FREEBIND SKT_OPTION(bool, 75)

/* Also receives from groups that other sockets joined. **Systems:** Linux. */
#define SKT_IP_MULTICAST_ALL SKT_OPTION(bool, 76)

/* The interface, by its address, that multicast leaves by; by index: skt_multicast_interface. */
#define SKT_IP_MULTICAST_IF SKT_OPTION(ipv4, 77)

/* Sent multicast comes back to this machine. */
#define SKT_IP_MULTICAST_LOOP SKT_OPTION(bool, 78)

/* Time to live of sent multicast. */
#define SKT_IP_MULTICAST_TTL SKT_OPTION(int, 79)

/* The interface, by index, of an IPv4 socket; skt_bind_device_index. **Systems:** Apple, illumos. */
#define SKT_IP_BOUND_IF SKT_OPTION(int, 80)

/* The interface, by index, that an IPv4 socket's packets leave by. **Systems:** Linux, Windows. */
#define SKT_IP_UNICAST_IF SKT_OPTION(int, 81)

/* Packets are not fragmented on their way. **Systems:** Apple, FreeBSD, Windows. */
#define SKT_IP_DONTFRAGMENT SKT_OPTION(bool, 82)

/* SKT_IP_PMTUDISC_DO and so on. **Systems:** Linux, Windows. */
#define SKT_IP_MTU_DISCOVER SKT_OPTION(int, 83)

/* Bytes of the largest packet to the peer, as far as known. **Systems:** Linux, Windows. */
#define SKT_IP_MTU SKT_OPTION(int, 84)

/* Bytes of the largest packet that is sent, where the path would take more. **Systems:** Windows. */
#define SKT_IP_USER_MTU SKT_OPTION(int, 85)

/* Messages bring the address and interface they came to. **Systems:** Linux, Apple, NetBSD, illumos, Windows. */
#define SKT_IP_PKTINFO SKT_OPTION(bool, 86)

/* Messages bring the time to live. **Systems:** Linux, Apple, the BSDs, illumos, Windows. */
#define SKT_IP_RECVTTL SKT_OPTION(bool, 87)

/* Messages bring the ECN bits. **Systems:** Windows. */
#define SKT_IP_RECVECN SKT_OPTION(bool, 88)

/* IPv6. ipv6(7), RFC 3493, RFC 3542. */

/* Hop limit of sent packets, -1 for the system's own. */
#define SKT_IPV6_UNICAST_HOPS SKT_OPTION(int, 90)

/* Hop limit of sent multicast, -1 for the system's own. */
#define SKT_IPV6_MULTICAST_HOPS SKT_OPTION(int, 91)

/* Sent multicast comes back to this machine. */
#define SKT_IPV6_MULTICAST_LOOP SKT_OPTION(bool, 92)

/* The interface, by index, that multicast leaves by. */
#define SKT_IPV6_MULTICAST_IF SKT_OPTION(int, 93)

/* Also receives from groups that other sockets joined. **Systems:** Linux. */
#define SKT_IPV6_MULTICAST_ALL SKT_OPTION(bool, 94)

/* No IPv4 on this socket; on by default on FreeBSD and Windows, always on OpenBSD. */
#define SKT_IPV6_V6ONLY SKT_OPTION(bool, 95)

/* Messages bring the traffic class. **Systems:** Linux, Apple, the BSDs, illumos, AIX, Cygwin, Windows. */
#define SKT_IPV6_RECVTCLASS SKT_OPTION(bool, 96)

/* Messages bring the hop limit. **Systems:** Linux, Apple, the BSDs, illumos, AIX, Windows. */
#define SKT_IPV6_RECVHOPLIMIT SKT_OPTION(bool, 97)

/*
 * Traffic class of sent packets, -1 for the system's own. **Systems:** Linux, Apple, the BSDs, illumos, AIX, Cygwin,
 * Windows.
 */
#define SKT_IPV6_TCLASS SKT_OPTION(int, 98)

/* Raw sockets are given the IPv6 header by the program. **Systems:** Linux, Cygwin, Windows. */
#define SKT_IPV6_HDRINCL SKT_OPTION(bool, 99)

/* May bind an address that does not exist yet. **Systems:** Linux. */
#define SKT_IPV6_FREEBIND SKT_OPTION(bool, 100)

/* May use addresses that are not this machine's; needs CAP_NET_ADMIN. **Systems:** Linux. */
#define SKT_IPV6_TRANSPARENT SKT_OPTION(bool, 101)

/* The interface, by index, of an IPv6 socket; skt_bind_device_index. **Systems:** Apple, illumos. */
#define SKT_IPV6_BOUND_IF SKT_OPTION(int, 102)

/* The interface, by index, that an IPv6 socket's packets leave by. **Systems:** Linux, Windows. */
#define SKT_IPV6_UNICAST_IF SKT_OPTION(int, 103)

/* Packets are not fragmented by this machine. **Systems:** Linux, Apple, the BSDs, illumos, Windows. */
#define SKT_IPV6_DONTFRAG SKT_OPTION(bool, 104)

/* SKT_IP_PMTUDISC_DO and so on. **Systems:** Linux, Windows. */
#define SKT_IPV6_MTU_DISCOVER SKT_OPTION(int, 105)

/* Bytes of the largest packet to the peer, as far as known. **Systems:** Linux, Windows. */
#define SKT_IPV6_MTU SKT_OPTION(int, 106)

/* Bytes of the largest packet that is sent, where the path would take more. **Systems:** Windows. */
#define SKT_IPV6_USER_MTU SKT_OPTION(int, 107)

/* Messages bring the address and interface they came to. **Systems:** Linux, Apple, the BSDs, illumos, AIX, Windows. */
#define SKT_IPV6_RECVPKTINFO SKT_OPTION(bool, 108)

/* Messages bring the ECN bits. **Systems:** Windows. */
#define SKT_IPV6_RECVECN SKT_OPTION(bool, 109)

/* DCCP. RFC 4340, kernel documentation networking/dccp; gone from Linux since 6.16. */

/* The service code, in host order. **Systems:** Linux. */
#define SKT_DCCP_SOCKOPT_SERVICE SKT_OPTION(int, 110)

/* Congestion control ids of both directions, one byte each, best first. **Systems:** Linux. */
#define SKT_DCCP_SOCKOPT_CCID SKT_OPTION(bytes, 111)

/* The id in use for sending. **Systems:** Linux. */
#define SKT_DCCP_SOCKOPT_TX_CCID SKT_OPTION(int, 112)

/* The id in use for receiving. **Systems:** Linux. */
#define SKT_DCCP_SOCKOPT_RX_CCID SKT_OPTION(int, 113)

/* The server keeps the time-wait state. **Systems:** Linux. */
#define SKT_DCCP_SOCKOPT_SERVER_TIMEWAIT SKT_OPTION(bool, 114)

/* Checksum coverage of sent packets, 0 to 15. **Systems:** Linux. */
#define SKT_DCCP_SOCKOPT_SEND_CSCOV SKT_OPTION(int, 115)

/* The least checksum coverage accepted, 0 to 15. **Systems:** Linux. */
#define SKT_DCCP_SOCKOPT_RECV_CSCOV SKT_OPTION(int, 116)

/* Packets of the send queue, 0 for no limit. **Systems:** Linux. */
#define SKT_DCCP_SOCKOPT_QPOLICY_TXQLEN SKT_OPTION(int, 117)

/* The ids that this kernel has, one byte each. **Systems:** Linux. */
#define SKT_DCCP_SOCKOPT_AVAILABLE_CCIDS SKT_OPTION(bytes, 118)

/* Bytes of the largest packet now. **Systems:** Linux. */
#define SKT_DCCP_SOCKOPT_GET_CUR_MPS SKT_OPTION(int, 119)

/* What closing does with unsent data. `time` is not looked at where `on` is false. */
typedef struct skt_linger {
    bool on;
    skt_duration time;
} skt_linger;

SKT_API int skt_set_bool(skt_socket s, skt_bool_option key, bool value);
SKT_API int skt_get_bool(skt_socket s, skt_bool_option key, bool *out);
SKT_API int skt_set_int(skt_socket s, skt_int_option key, int64_t value);
SKT_API int skt_get_int(skt_socket s, skt_int_option key, int64_t *out);
SKT_API int skt_set_u64(skt_socket s, skt_u64_option key, uint64_t value);
SKT_API int skt_get_u64(skt_socket s, skt_u64_option key, uint64_t *out);

/*
 * A span that the system keeps in a coarser unit is rounded up to it. Where the system's zero means "for ever",
 * SKT_FOREVER is written and read as that zero, and to set 0 is SKT_EINVAL; elsewhere SKT_FOREVER is SKT_ERANGE.
 */
SKT_API int skt_set_duration(skt_socket s, skt_duration_option key, skt_duration value);
SKT_API int skt_get_duration(skt_socket s, skt_duration_option key, skt_duration *out);

/* The time is rounded up to the system's whole seconds. */
SKT_API int skt_set_linger(skt_socket s, skt_linger_option key, skt_linger value);
SKT_API int skt_get_linger(skt_socket s, skt_linger_option key, skt_linger *out);

/*
 * Text ended by a zero. To get writes it so where size is not zero, and returns the length of the whole text, as
 * snprintf(3) does. To set a text that the system's field cannot hold is SKT_ENAMETOOLONG.
 */
SKT_API int skt_set_name(skt_socket s, skt_name_option key, const char *value);
SKT_API int skt_get_name(skt_socket s, skt_name_option key, char *out, size_t size);

/* The four bytes of an IPv4 address, in network order. */
SKT_API int skt_set_ipv4(skt_socket s, skt_ipv4_option key, const uint8_t value[4]);
SKT_API int skt_get_ipv4(skt_socket s, skt_ipv4_option key, uint8_t out[4]);

/* Arrays and the system's raw structures. *len_io is the room at `out`, and then the bytes written. */
SKT_API int skt_set_bytes(skt_socket s, skt_bytes_option key, const void *value, size_t len);
SKT_API int skt_get_bytes(skt_socket s, skt_bytes_option key, void *out, size_t *len_io);

/*
 * The door to every option that has no key: the system's own level, name and value. Returns 0. **Acts on:** SKT_ERANGE
 * (a length beyond socklen_t). getsockopt(2).
 */
SKT_API int skt_set_raw(skt_socket s, int level, int name, const void *value, size_t len);
SKT_API int skt_get_raw(skt_socket s, int level, int name, void *out, size_t *len_io);

/* What the tables know of an option. */
typedef enum skt_option_kind {
    SKT_KIND_BOOL,
    SKT_KIND_INT,
    SKT_KIND_U64,
    SKT_KIND_DURATION,
    SKT_KIND_LINGER,
    SKT_KIND_NAME,
    SKT_KIND_IPV4,
    SKT_KIND_BYTES
} skt_option_kind;

typedef enum skt_option_access { SKT_ACCESS_READ = 1, SKT_ACCESS_WRITE = 2, SKT_ACCESS_BOTH = 3 } skt_option_access;

/* Until when setting it has its effect. */
typedef enum skt_option_phase {
    SKT_PHASE_ANY,            /* at any time */
    SKT_PHASE_BEFORE_BIND,    /* before skt_bind */
    SKT_PHASE_BEFORE_CONNECT, /* before skt_listen or skt_connect */
    SKT_PHASE_CONNECTED       /* only once connected */
} skt_option_phase;

/* The systems that are claimed to have an option, as bits. */
enum skt_systems {
    SKT_ON_LINUX = 0x001,
    SKT_ON_APPLE = 0x002,
    SKT_ON_FREEBSD = 0x004, /* and DragonFly */
    SKT_ON_NETBSD = 0x008,
    SKT_ON_OPENBSD = 0x010,
    SKT_ON_SOLARIS = 0x020, /* and illumos */
    SKT_ON_AIX = 0x040,
    SKT_ON_CYGWIN = 0x080,
    SKT_ON_WINDOWS = 0x100,
    SKT_ON_POSIX = 0x200, /* an unknown Unix-like */
    SKT_ON_BSD = SKT_ON_FREEBSD | SKT_ON_NETBSD | SKT_ON_OPENBSD,
    SKT_ON_UNIX = SKT_ON_LINUX | SKT_ON_APPLE | SKT_ON_BSD | SKT_ON_SOLARIS | SKT_ON_AIX | SKT_ON_CYGWIN | SKT_ON_POSIX,
    SKT_ON_ALL = SKT_ON_UNIX | SKT_ON_WINDOWS
};

typedef struct skt_option_info {
    char name[32]; /* the system's own: "TCP_NODELAY" */
    uint8_t kind;
    uint8_t access;
    uint8_t phase;
    uint16_t systems;
} skt_option_info;

/* The option of a name: "TCP_NODELAY", or with SKT_ in front. Returns 0 or SKT_EINVAL (no such name). No call. */
SKT_API int skt_option_find(const char *name, skt_option *out);

/* All options, whether this system has them or not, in the order of this header. */
SKT_API size_t skt_option_count(void);
SKT_API skt_option skt_option_at(size_t index);

/* What is known of it; NULL for a number that is no option. */
SKT_API const skt_option_info *skt_option_describe(skt_option option);

/* Whether this build has it. */
SKT_API bool skt_option_supported(skt_option option);

/*
 * Whether this kernel takes it on this socket: 0, SKT_EUNSUPPORTED, or the kernel's error. Nothing is changed, but that
 * SO_ERROR is cleared. An option that can be read is read: Linux reads a few on sockets on which it does not set them,
 * such as IP_HDRINCL. An option that can only be set is offered without a value, which the kernel refuses in another
 * way than an unknown one.
 */
SKT_API int skt_option_probe(skt_socket s, skt_option option);

/*
 * Sets and gets any option as text: true, false; numbers in decimal or with 0x; 20ms, 3s, 500us, 7ns, forever; for
 * linger off or a span; names as they are; 192.0.2.1; bytes in hex. To get returns the length of the whole text, as
 * snprintf(3) does. **Acts on:** SKT_EINVAL (not a text of its kind), and what the typed functions say.
 */
SKT_API int skt_option_set_text(skt_socket s, skt_option option, const char *text);
SKT_API int skt_option_get_text(skt_socket s, skt_option option, char *out, size_t size);

/*
 * Turns keepalive on and sets its three numbers: probes start after `idle`, come every `interval`, and `count` of them
 * go unanswered before the connection is dropped. A span of 0 and a count of 0 leave that one as it is. **Acts on:**
 * SKT_EUNSUPPORTED (this system lacks one that was asked for; nothing was changed), SKT_ERANGE, SKT_ENOPROTOOPT.
 * **Calls:** one setsockopt(2) for SO_KEEPALIVE and one for each that is not 0; after an error the earlier ones stay.
 * Windows before 10 1709 sets both spans by one SIO_KEEPALIVE_VALS instead; as that cannot leave one alone, one alone
 * is SKT_ENOPROTOOPT, and so is a count before 1703.
 */
SKT_API int skt_set_keepalive(skt_socket s, skt_duration idle, skt_duration interval, int count);

/*
 * A multicast group, and on which interface: by its index, or for IPv4 by one of its addresses, or by neither (the
 * system chooses). With a source only that sender's packets are wanted; an address without a family is none.
 */
typedef struct skt_membership {
    skt_addr group;
    skt_addr source;
    uint32_t interface_index;
    skt_addr interface_address;
} skt_membership;

/*
 * Joins and leaves a group; silences and hears again one source of a joined group. The ports are not looked at.
 * **Acts on:** SKT_EAFNOSUPPORT (group, source and interface address not of one family; or not IP), SKT_EINVAL (both an
 * index and an address; block without a source), SKT_ENODEV, SKT_EADDRINUSE (joined already), SKT_EADDRNOTAVAIL (not
 * joined), which with a source are SKT_EADDRNOTAVAIL and SKT_EINVAL on Linux; SKT_EUNSUPPORTED. IPv4: ip(7)
 * IP_ADD_MEMBERSHIP and so on; IPv6: RFC 3493, with a source RFC 3678.
 */
SKT_API int skt_multicast_join(skt_socket s, const skt_membership *membership);
SKT_API int skt_multicast_leave(skt_socket s, const skt_membership *membership);
SKT_API int skt_multicast_block(skt_socket s, const skt_membership *membership);
SKT_API int skt_multicast_unblock(skt_socket s, const skt_membership *membership);

/*
 * The interface, by index, that multicast leaves by: IP_MULTICAST_IF or IPV6_MULTICAST_IF; 0 leaves it to the system.
 * **Calls:** one to learn the socket's family, one to set it.
 */
SKT_API int skt_multicast_interface(skt_socket s, uint32_t index);

/*
 * One instruction of a classic packet filter: the system's sock_filter. bpf(4), kernel documentation,
 * networking/filter.
 */
typedef struct skt_filter {
    uint16_t code;
    uint8_t jt;
    uint8_t jf;
    uint32_t k;
} skt_filter;

/*
 * Runs a filter on everything that the socket receives: what it returns is how many bytes stay, 0 drops the packet.
 * **Acts on:** SKT_EINVAL (not a valid program), SKT_ERANGE (more than 65535 instructions), SKT_EPERM (some kernels let
 * not everyone filter TCP); to detach, SKT_ENOENT (no filter). **Systems:** Linux.
 */
SKT_API int skt_attach_filter(skt_socket s, const skt_filter *filter, size_t count);
SKT_API int skt_detach_filter(skt_socket s);

/*
 * Where a redirected connection was headed before the redirection; an IPv4 address for an IPv4 peer of an IPv6 socket.
 * **Acts on:** SKT_ENOENT, on Windows SKT_EINVAL (it was not redirected; Linux tells of every connection that it
 * tracks, which may have gone where it was headed). **Calls:** one for the socket's family, one for the address, and
 * one more for that of an IPv4 peer. **Systems:** Linux (netfilter SO_ORIGINAL_DST), Windows.
 */
SKT_API int skt_original_destination(skt_socket s, skt_addr *out);

/*
 * Keeps `count` ports of the socket's protocol for this process, from `first` on or, if that is 0, where the system
 * likes; *first_out and *token_out tell of them. Sockets then take one by SKT_SIO_ASSOCIATE_PORT_RESERVATION and bind.
 * They are free again when the socket that reserved them is closed, or by SKT_SIO_RELEASE_PORT_RESERVATION.
 * **Acts on:** SKT_EADDRINUSE. **Systems:** Windows ("SIO_ACQUIRE_PORT_RESERVATION").
 */
SKT_API int skt_ports_reserve(skt_socket s, uint16_t first, uint16_t count, uint16_t *first_out, uint64_t *token_out);

/*
 * Binds the socket to an interface, by name or index; NULL or 0 unbinds. **Acts on:** SKT_ENODEV or SKT_ENXIO (no such
 * interface; an index Linux takes unseen, and says so to whoever sends), SKT_EPERM, SKT_EUNSUPPORTED. **Calls:** one on
 * Linux; elsewhere one for the socket's family, and for a name those of skt_interface_index. **Systems:** Linux
 * (SO_BINDTODEVICE, SO_BINDTOIFINDEX), Apple, illumos (IP_BOUND_IF, IPV6_BOUND_IF), Windows (IP_UNICAST_IF,
 * IPV6_UNICAST_IF: what is sent leaves by it, what comes by others is received all the same).
 */
SKT_API int skt_bind_device(skt_socket s, const char *name);
SKT_API int skt_bind_device_index(skt_socket s, uint32_t index);

/* The interface that the socket is bound to. By name: as skt_get_name, and 0 where it is bound to none. */
SKT_API int skt_device(skt_socket s, char *out, size_t size);

/* By index: returns it, 0 where the socket is bound to none. */
SKT_API int skt_device_index(skt_socket s);

SKT_END

#endif
