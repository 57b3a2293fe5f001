/* SPDX-License-Identifier: MIT */
/*
 * The options of all systems by level: a sentence, then name, kind and number.
 *
 * The numbers are ABI: they are never changed and never used again. option_numbers.h has them as constants, and says
 * which systems have the option; on every other the functions of option.h return SKT_EUNSUPPORTED. What "Quoted" names
 * is a page of Microsoft's documentation.
 */
#ifndef SKT_OPTION_KEYS_H
#define SKT_OPTION_KEYS_H

#include <skt/option_numbers.h>
#include <skt/system.h>

SKT_BEGIN

/* The key of an option whose value is a bool. */
typedef struct skt_bool_option {
    unsigned number; /* as in option_numbers.h */
} skt_bool_option;

/* The key of an option whose value is an int64_t. */
typedef struct skt_int_option {
    unsigned number; /* as in option_numbers.h */
} skt_int_option;

/* The key of an option whose value is a uint64_t. */
typedef struct skt_u64_option {
    unsigned number; /* as in option_numbers.h */
} skt_u64_option;

/* The key of an option whose value is a skt_duration. */
typedef struct skt_duration_option {
    unsigned number; /* as in option_numbers.h */
} skt_duration_option;

/* The key of an option whose value is a skt_linger. */
typedef struct skt_linger_option {
    unsigned number; /* as in option_numbers.h */
} skt_linger_option;

/* The key of an option whose value is a text. */
typedef struct skt_name_option {
    unsigned number; /* as in option_numbers.h */
} skt_name_option;

/* The key of an option whose value is the four bytes of an IPv4 address. */
typedef struct skt_ipv4_option {
    unsigned number; /* as in option_numbers.h */
} skt_ipv4_option;

/* The key of an option whose value is an array or a structure of the system. */
typedef struct skt_bytes_option {
    unsigned number; /* as in option_numbers.h */
} skt_bytes_option;

/* An option of any kind. */
typedef struct skt_option {
    unsigned number; /* as in option_numbers.h */
} skt_option;

/* A key of any kind as a skt_option: SKT_ANY(SKT_TCP_NODELAY). */
#define SKT_ANY(key) (SKT_LITERAL(skt_option){(key).number})

/* The same as an initializer, also of a static table: SKT_ANY_INIT(TCP_NODELAY). */
#define SKT_ANY_INIT(name) {SKT_NUMBER_##name}

/* A key. Programs that read this list as data define it in another way before they include this header. */
#ifndef SKT_OPTION
#define SKT_OPTION(kind, number) (SKT_LITERAL(skt_##kind##_option){number})
#endif

/* SOL_SOCKET: socket(7), setsockopt(2), "SOL_SOCKET socket options". */

/*
 * Lets bind take a local address that only old connections still use.
 *
 * Windows   Lets bind take an address that another socket is bound to, unless that one forbids it.
 */
#define SKT_SO_REUSEADDR SKT_OPTION(bool, 1)

/*
 * Lets several sockets bind one port, if all of them set it.
 *
 * Linux     Connections and datagrams are spread over them.
 */
#define SKT_SO_REUSEPORT SKT_OPTION(bool, 2)

/* Lets several sockets bind one port and spreads connections and datagrams over them. */
#define SKT_SO_REUSEPORT_LB SKT_OPTION(bool, 3)

/* Probes a connection that is idle; skt_set_keepalive sets the times as well. */
#define SKT_SO_KEEPALIVE SKT_OPTION(bool, 4)

/* Permits sending datagrams to broadcast addresses. */
#define SKT_SO_BROADCAST SKT_OPTION(bool, 5)

/* Leaves urgent data among the rest. */
#define SKT_SO_OOBINLINE SKT_OPTION(bool, 6)

/*
 * Bytes of the receive buffer.
 *
 * Linux     Doubles the value that is set.
 */
#define SKT_SO_RCVBUF SKT_OPTION(int, 7)

/*
 * Bytes of the send buffer.
 *
 * Linux     Doubles the value that is set.
 */
#define SKT_SO_SNDBUF SKT_OPTION(int, 8)

/*
 * Limits how long receiving waits; SKT_FOREVER is no limit. Calls with a deadline need no such limit.
 *
 * Unix      Receiving returns SKT_EAGAIN when the time has passed.
 * Windows   Receiving returns SKT_ETIMEDOUT when the time has passed, and the state of the socket is then undefined:
 *           close it.
 */
#define SKT_SO_RCVTIMEO SKT_OPTION(duration, 9)

/*
 * Limits how long sending and connecting wait; SKT_FOREVER is no limit. Calls with a deadline need no such limit.
 *
 * Unix      Sending returns SKT_EAGAIN, and connecting SKT_EINPROGRESS, when the time has passed.
 * Windows   Sending returns SKT_ETIMEDOUT when the time has passed, and the state of the socket is then undefined:
 *           close it.
 */
#define SKT_SO_SNDTIMEO SKT_OPTION(duration, 10)

/* Whether closing waits for unsent data, in whole seconds; on with a time of 0 resets the connection. */
#define SKT_SO_LINGER SKT_OPTION(linger, 11)

/* The type of the socket: SKT_SOCK_STREAM and so on. */
#define SKT_SO_TYPE SKT_OPTION(int, 12)

/* The family of the socket: SKT_AF_INET and so on. */
#define SKT_SO_DOMAIN SKT_OPTION(int, 13)

/* The protocol of the socket: SKT_IPPROTO_TCP and so on. */
#define SKT_SO_PROTOCOL SKT_OPTION(int, 14)

/* Whether the socket listens. */
#define SKT_SO_ACCEPTCONN SKT_OPTION(bool, 15)

/* The pending error as a positive code, 0 for none; reading clears it. */
#define SKT_SO_ERROR SKT_OPTION(int, 16)

/* Receives the credentials of the sender with every message; unix(7). */
#define SKT_SO_PASSCRED SKT_OPTION(bool, 17)

/* The queueing priority of sent packets; more than 6 needs CAP_NET_ADMIN. */
#define SKT_SO_PRIORITY SKT_OPTION(int, 18)

/* The mark of sent packets for routing and filters; needs CAP_NET_ADMIN. */
#define SKT_SO_MARK SKT_OPTION(int, 19)

/* The processor that receives for this socket, -1 for none yet. */
#define SKT_SO_INCOMING_CPU SKT_OPTION(int, 20)

/* The kernel's unique number of this socket. */
#define SKT_SO_COOKIE SKT_OPTION(u64, 21)

/* How long receiving spins before it waits, in whole microseconds; raising it can need CAP_NET_ADMIN. */
#define SKT_SO_BUSY_POLL SKT_OPTION(duration, 22)

/* The interface that the socket is bound to, by name; skt_bind_device does it on every system. */
#define SKT_SO_BINDTODEVICE SKT_OPTION(name, 23)

/* The interface that the socket is bound to, by index, 0 for none; skt_bind_device_index does it on every system. */
#define SKT_SO_BINDTOIFINDEX SKT_OPTION(int, 24)

/* Suppresses SIGPIPE on this socket; skt_open sets it. */
#define SKT_SO_NOSIGPIPE SKT_OPTION(bool, 25)

/* The routing table that the socket uses; setfib(2). */
#define SKT_SO_SETFIB SKT_OPTION(int, 26)

/*
 * False ends the exchange of credentials on a Unix socket, for which connect waits until accept.
 *
 * Cygwin    Is setsockopt(2) of SO_PEERCRED with an empty value; it cannot be switched on again.
 */
#define SKT_SO_PEERCRED_HANDSHAKE SKT_OPTION(bool, 27)

/* Prevents every other socket from binding the same address, with SKT_SO_REUSEADDR or without. */
#define SKT_SO_EXCLUSIVEADDRUSE SKT_OPTION(bool, 28)

/* Chooses a random port where the system chooses one. */
#define SKT_SO_RANDOMIZE_PORT SKT_OPTION(bool, 29)

/* Permits a port that another local address uses where the system chooses one. */
#define SKT_SO_PORT_SCALABILITY SKT_OPTION(bool, 30)

/* Puts the choice of a port off until connect, where sockets with other peers may share it. */
#define SKT_SO_REUSE_UNICASTPORT SKT_OPTION(bool, 31)

/* Lets several sockets bind one port, each of which receives all multicast. */
#define SKT_SO_REUSE_MULTICASTPORT SKT_OPTION(bool, 32)

/* Makes bind take a port of the reservation with this token; skt_ports_reserve. */
#define SKT_SIO_ASSOCIATE_PORT_RESERVATION SKT_OPTION(u64, 33)

/* Ends the reservation of ports with this token. */
#define SKT_SIO_RELEASE_PORT_RESERVATION SKT_OPTION(u64, 34)

/* The process at the other end of a connected Unix socket. */
#define SKT_SIO_AF_UNIX_GETPEERPID SKT_OPTION(int, 35)

/*
 * The credentials of the process at the other end of a connected Unix socket, as the system's own structure: ucred.
 *
 * Linux     They are those at the time of connect, listen or socketpair.
 * OpenBSD   Is sockpeercred.
 */
#define SKT_SO_PEERCRED SKT_OPTION(bytes, 36)

/* Records what the system's own debugging can show; on Linux setting it needs CAP_NET_ADMIN. */
#define SKT_SO_DEBUG SKT_OPTION(bool, 120)

/* Sends only to hosts on the networks of this machine, without a gateway. */
#define SKT_SO_DONTROUTE SKT_OPTION(bool, 121)

/* Returns to a routing socket what it sent. */
#define SKT_SO_USELOOPBACK SKT_OPTION(bool, 122)

/* Bytes below which receiving waits and the socket is not ready for it. */
#define SKT_SO_RCVLOWAT SKT_OPTION(int, 123)

/* Bytes of free buffer below which sending waits; Linux has 1 and does not let it be set. */
#define SKT_SO_SNDLOWAT SKT_OPTION(int, 124)

/* Receives the time of arrival with every message, in microseconds. */
#define SKT_SO_TIMESTAMP SKT_OPTION(bool, 125)

/* Receives the time of arrival with every message, in nanoseconds. */
#define SKT_SO_TIMESTAMPNS SKT_OPTION(bool, 126)

/* Which time stamps are made and received: bits of SOF_TIMESTAMPING. */
#define SKT_SO_TIMESTAMPING SKT_OPTION(int, 127)

/* Receives the time of arrival with every message, by the clock that never goes back. */
#define SKT_SO_TIMESTAMP_MONOTONIC SKT_OPTION(bool, 128)

/* Receives the time of arrival with every message, as a bintime. */
#define SKT_SO_BINTIME SKT_OPTION(bool, 129)

/* The clock and the form of the times of SO_TIMESTAMP: SO_TS_REALTIME and so on. */
#define SKT_SO_TS_CLOCK SKT_OPTION(int, 130)

/* Permits a time of sending for each message, and says by which clock: sock_txtime. */
#define SKT_SO_TXTIME SKT_OPTION(bytes, 131)

/* Permits SKT_MSG_ZEROCOPY. */
#define SKT_SO_ZEROCOPY SKT_OPTION(bool, 132)

/* Receives with every message how many were dropped before it. */
#define SKT_SO_RXQ_OVFL SKT_OPTION(bool, 133)

/* How many datagrams were dropped for want of room. */
#define SKT_SO_OVERFLOWED SKT_OPTION(int, 134)

/* The receive queue that last received for this socket, 0 for none yet. */
#define SKT_SO_INCOMING_NAPI_ID SKT_OPTION(int, 135)

/* Prefers that the program polls the device to interrupts of it; needs CAP_NET_ADMIN. */
#define SKT_SO_PREFER_BUSY_POLL SKT_OPTION(bool, 136)

/* Packets that one busy poll takes at most; more than 8 need CAP_NET_ADMIN. */
#define SKT_SO_BUSY_POLL_BUDGET SKT_OPTION(int, 137)

/* The highest rate of sending; all ones is no limit. */
#define SKT_SO_MAX_PACING_RATE SKT_OPTION(u64, 138)

/* The kernel's unique number of the socket's network namespace. */
#define SKT_SO_NETNS_COOKIE SKT_OPTION(u64, 139)

/* What memory the socket uses and may use: 32-bit numbers in the order of SK_MEMINFO. */
#define SKT_SO_MEMINFO SKT_OPTION(bytes, 140)

/* Bytes of the receive buffer, beyond the system's limit; needs CAP_NET_ADMIN. */
#define SKT_SO_RCVBUFFORCE SKT_OPTION(int, 141)

/* Bytes of the send buffer, beyond the system's limit; needs CAP_NET_ADMIN. */
#define SKT_SO_SNDBUFFORCE SKT_OPTION(int, 142)

/* Which buffers keep the size that was set: SOCK_SNDBUF_LOCK and SOCK_RCVBUF_LOCK. */
#define SKT_SO_BUF_LOCK SKT_OPTION(int, 143)

/* Memory that the kernel keeps for this socket; needs memory control groups. */
#define SKT_SO_RESERVE_MEM SKT_OPTION(int, 144)

/* Whether a path that loses packets is given up for another one: 1, 0, or 255 for the system's own. */
#define SKT_SO_TXREHASH SKT_OPTION(int, 145)

/* Receives the mark with every message; needs CAP_NET_ADMIN or CAP_NET_RAW. */
#define SKT_SO_RCVMARK SKT_OPTION(bool, 146)

/* Receives the queueing priority with every message. */
#define SKT_SO_RCVPRIORITY SKT_OPTION(bool, 147)

/* Receives the sender's security label with every message of a Unix socket. */
#define SKT_SO_PASSSEC SKT_OPTION(bool, 148)

/* Receives a descriptor of the sender's process with every message of a Unix socket. */
#define SKT_SO_PASSPIDFD SKT_OPTION(bool, 149)

/* Lets peers send descriptors over a Unix socket; on by default. */
#define SKT_SO_PASSRIGHTS SKT_OPTION(bool, 150)

/* Receives with every read of a Unix stream how many bytes remain. */
#define SKT_SO_INQ SKT_OPTION(bool, 151)

/* The security label of the process at the other end. */
#define SKT_SO_PEERSEC SKT_OPTION(name, 152)

/* The supplementary groups of the process at the other end: an array of gid_t. */
#define SKT_SO_PEERGROUPS SKT_OPTION(bytes, 153)

/* A new descriptor of the process at the other end, which the caller closes. */
#define SKT_SO_PEERPIDFD SKT_OPTION(bytes, 154)

/* Where SKT_MSG_PEEK begins to read, -1 for the beginning of the queue. */
#define SKT_SO_PEEK_OFF SKT_OPTION(int, 155)

/* Makes select report what waits in the error queue. */
#define SKT_SO_SELECT_ERR_QUEUE SKT_OPTION(bool, 156)

/* Receives for each sent frame whether the station acknowledged it. */
#define SKT_SO_WIFI_STATUS SKT_OPTION(bool, 157)

/* Takes the checksum of sent frames from the program. */
#define SKT_SO_NOFCS SKT_OPTION(bool, 158)

/* Forbids for ever that the filter is changed or removed. */
#define SKT_SO_LOCK_FILTER SKT_OPTION(bool, 159)

/* Runs the program of this descriptor on everything that the socket receives; skt_attach_program. */
#define SKT_SO_ATTACH_BPF SKT_OPTION(bytes, 160)

/* The classic program that chooses among the sockets of a port: sock_fprog. */
#define SKT_SO_ATTACH_REUSEPORT_CBPF SKT_OPTION(bytes, 161)

/* The program, by descriptor, that chooses among the sockets of a port. */
#define SKT_SO_ATTACH_REUSEPORT_EBPF SKT_OPTION(bytes, 162)

/* Removes the program that chooses among the sockets of a port, whatever the value. */
#define SKT_SO_DETACH_REUSEPORT_BPF SKT_OPTION(bool, 163)

/* How many extensions the classic filters of this kernel have. */
#define SKT_SO_BPF_EXTENSIONS SKT_OPTION(int, 164)

/* 1 says that the path is bad, so that the kernel looks for another one. */
#define SKT_SO_CNX_ADVICE SKT_OPTION(int, 165)

/* Sends datagrams over IPv4 without a checksum. */
#define SKT_SO_NO_CHECK SKT_OPTION(bool, 166)

/* A number that firewalls and traffic shapers see. */
#define SKT_SO_USER_COOKIE SKT_OPTION(int, 167)

/* How many connections may wait to be accepted. */
#define SKT_SO_LISTENQLIMIT SKT_OPTION(int, 168)

/* How many connections wait to be accepted. */
#define SKT_SO_LISTENQLEN SKT_OPTION(int, 169)

/* How many connections are not complete yet. */
#define SKT_SO_LISTENINCQLEN SKT_OPTION(int, 170)

/* Makes receiving fail where datagrams were dropped for want of room. */
#define SKT_SO_RERROR SKT_OPTION(bool, 171)

/* Moves what is received to another socket: splice; reads as the count of bytes moved. */
#define SKT_SO_SPLICE SKT_OPTION(bytes, 172)

/* Keeps the connection from being handed to the device. */
#define SKT_SO_NO_OFFLOAD SKT_OPTION(bool, 173)

/* Keeps the device from placing data directly. */
#define SKT_SO_NO_DDP SKT_OPTION(bool, 174)

/* The protocol of the socket by its older name. */
#define SKT_SO_PROTOTYPE SKT_OPTION(int, 175)

/* The filter for which a connection waits before it is accepted: accept_filter_arg; skt_defer_accept. */
#define SKT_SO_ACCEPTFILTER SKT_OPTION(bytes, 176)

/* Permits addresses that are not of this machine; skt_bind_foreign does it on every system. */
#define SKT_SO_BINDANY SKT_OPTION(bool, 177)

/* The routing table that the socket uses. */
#define SKT_SO_RTABLE SKT_OPTION(int, 178)

/* Clears the memory of what passed the buffers. */
#define SKT_SO_ZEROIZE SKT_OPTION(bool, 179)

/* The service that the traffic is for: NET_SERVICE_TYPE_VO and so on. */
#define SKT_SO_NET_SERVICE_TYPE SKT_OPTION(int, 180)

/* Which traffic the network lets be marked by its service. */
#define SKT_SO_NETSVC_MARKING_LEVEL SKT_OPTION(int, 181)

/* The queue of sent packets: SO_TC_VO and so on. */
#define SKT_SO_TRAFFIC_CLASS SKT_OPTION(int, 182)

/* Bytes that can be received, of a datagram socket those of the first one. */
#define SKT_SO_NREAD SKT_OPTION(int, 183)

/* Bytes that were not sent or not acknowledged yet. */
#define SKT_SO_NWRITE SKT_OPTION(int, 184)

/* How many datagrams can be received. */
#define SKT_SO_NUMRCVPKT SKT_OPTION(int, 185)

/* Chooses a random port where the system chooses one. */
#define SKT_SO_RANDOMPORT SKT_OPTION(bool, 186)

/* Switches what the system does otherwise than POSIX: so_np_extensions. */
#define SKT_SO_NP_EXTENSIONS SKT_OPTION(bytes, 187)

/* The same as SKT_SO_LINGER, by Apple's own name. */
#define SKT_SO_LINGER_SEC SKT_OPTION(linger, 188)

/* The process for which the socket works; needs an entitlement. */
#define SKT_SO_DELEGATED SKT_OPTION(int, 189)

/* Lets sockets of several users share a port. */
#define SKT_SO_REUSESHAREUID SKT_OPTION(bool, 190)

/* Makes calls fail once the address of the socket is gone. */
#define SKT_SO_NOADDRERR SKT_OPTION(bool, 191)

/* Keeps what of a datagram did not fit for the next receive. */
#define SKT_SO_DONTTRUNC SKT_OPTION(bool, 192)

/* Sets a flag on a receive where more can be received. */
#define SKT_SO_WANTMORE SKT_OPTION(bool, 193)

/* Lets a connection wait for the program's word before the system accepts it. */
#define SKT_SO_CONDITIONAL_ACCEPT SKT_OPTION(bool, 194)

/* Gives a socket of AcceptEx what the listening socket has: its handle. */
#define SKT_SO_UPDATE_ACCEPT_CONTEXT SKT_OPTION(bytes, 195)

/* Makes a socket of ConnectEx whole; it takes no value. */
#define SKT_SO_UPDATE_CONNECT_CONTEXT SKT_OPTION(bytes, 196)

/* How long the socket has been connected, -1 if it is not. */
#define SKT_SO_CONNECT_TIME SKT_OPTION(int, 197)

/* Bytes of the largest message that can be sent. */
#define SKT_SO_MAX_MSG_SIZE SKT_OPTION(int, 198)

/* Makes a listening socket refuse connections for a while. */
#define SKT_SO_PAUSE_ACCEPT SKT_OPTION(bool, 199)

/* The network compartment of the socket. */
#define SKT_SO_COMPARTMENT_ID SKT_OPTION(int, 200)

/* Addresses, type and protocol of the socket at once: CSADDR_INFO. */
#define SKT_SO_BSP_STATE SKT_OPTION(bytes, 201)

/* What the provider says of the socket's protocol: WSAPROTOCOL_INFOW. */
#define SKT_SO_PROTOCOL_INFOW SKT_OPTION(bytes, 202)

/* The opposite of SKT_SO_LINGER being on. */
#define SKT_SO_DONTLINGER SKT_OPTION(bool, 203)

/* The handle below what layered providers put on it. */
#define SKT_SIO_BASE_HANDLE SKT_OPTION(bytes, 204)

/* Bytes that should be under way to keep the connection busy. */
#define SKT_SIO_IDEAL_SEND_BACKLOG_QUERY SKT_OPTION(int, 205)

/* Which time stamps datagrams have: TIMESTAMPING_CONFIG. */
#define SKT_SIO_TIMESTAMPING SKT_OPTION(bytes, 206)

/* The processor that receives for this socket. */
#define SKT_SIO_CPU_AFFINITY SKT_OPTION(int, 207)

/* Receives every packet of the interface, on raw sockets: RCVALL_ON and so on. */
#define SKT_SIO_RCVALL SKT_OPTION(int, 208)

/* Bytes that can be received, of a datagram socket on Linux those of the first one. */
#define SKT_FIONREAD SKT_OPTION(int, 209)

/* Whether urgent data is what is received next. */
#define SKT_SIOCATMARK SKT_OPTION(bool, 210)

/* Bytes that were not sent or not acknowledged yet. */
#define SKT_SIOCOUTQ SKT_OPTION(int, 211)

/* When the last packet arrived, as a timeval; the first reading begins to note it. */
#define SKT_SIOCGSTAMP SKT_OPTION(bytes, 212)

/* SOL_LOCAL: unix(4). Unix sockets of Apple and the BSDs. */

/* The credentials of the process at the other end: xucred. */
#define SKT_LOCAL_PEERCRED SKT_OPTION(bytes, 213)

/* The process at the other end. */
#define SKT_LOCAL_PEERPID SKT_OPTION(int, 214)

/* The audit token of the process at the other end. */
#define SKT_LOCAL_PEERTOKEN SKT_OPTION(bytes, 215)

/* Process, user and group of the other end: unpcbid. */
#define SKT_LOCAL_PEEREID SKT_OPTION(bytes, 216)

/* Receives the credentials of the sender with the first message. */
#define SKT_LOCAL_CREDS SKT_OPTION(bool, 217)

/* Receives the credentials of the sender with every message. */
#define SKT_LOCAL_CREDS_PERSISTENT SKT_OPTION(bool, 218)

/* IPPROTO_TCP: tcp(7), RFC 9293, "IPPROTO_TCP socket options". */

/* Sends small segments at once. */
#define SKT_TCP_NODELAY SKT_OPTION(bool, 40)

/*
 * Idle time before the first keepalive probe, in whole seconds.
 *
 * Windows   10 1709 and later.
 */
#define SKT_TCP_KEEPIDLE SKT_OPTION(duration, 41)

/*
 * Time between keepalive probes, in whole seconds.
 *
 * Windows   10 1709 and later.
 */
#define SKT_TCP_KEEPINTVL SKT_OPTION(duration, 42)

/*
 * Unanswered keepalive probes after which the connection is dropped.
 *
 * Windows   10 1703 and later.
 */
#define SKT_TCP_KEEPCNT SKT_OPTION(int, 43)

/*
 * Bytes of the largest segment.
 *
 * Cygwin    Can only be read; the system accepts a value and does nothing.
 * Windows   Can only be read.
 */
#define SKT_TCP_MAXSEG SKT_OPTION(int, 44)

/* Holds partial segments back until it is off, for 200 ms at most. */
#define SKT_TCP_CORK SKT_OPTION(bool, 45)

/* Acknowledges at once; the kernel may switch it off again. */
#define SKT_TCP_QUICKACK SKT_OPTION(bool, 46)

/* Repeats lost segments of a thin stream at constant intervals. */
#define SKT_TCP_THIN_LINEAR_TIMEOUTS SKT_OPTION(bool, 47)

/* Unsent bytes above which the socket is not ready for sending. */
#define SKT_TCP_NOTSENT_LOWAT SKT_OPTION(int, 48)

/*
 * How long sent data may stay unacknowledged; SKT_FOREVER is the system's own limit. RFC 5482.
 *
 * Windows   Is TCP_MAXRT, in whole seconds; SKT_FOREVER is no limit.
 */
#define SKT_TCP_USER_TIMEOUT SKT_OPTION(duration, 49)

/* The congestion control algorithm: "cubic". */
#define SKT_TCP_CONGESTION SKT_OPTION(name, 50)

/*
 * Accepts data with the first packet, RFC 7413: how many such connections may wait, before listen.
 *
 * Apple     1 or 0.
 * Windows   1 or 0.
 */
#define SKT_TCP_FASTOPEN SKT_OPTION(int, 51)

/*
 * What the system knows of the connection, as its own structure: tcp_info.
 *
 * Apple     Is tcp_connection_info.
 * Windows   Is TCP_INFO_v1, or TCP_INFO_v0 where that is all there is or fits.
 */
#define SKT_TCP_INFO SKT_OPTION(bytes, 52)

/* Passes loopback connections by the network layers; both ends need it. */
#define SKT_SIO_LOOPBACK_FAST_PATH SKT_OPTION(bool, 53)

/* Segments after which an acknowledgement is not delayed. */
#define SKT_SIO_TCP_SET_ACK_FREQUENCY SKT_OPTION(int, 54)

/* Puts off connect until data is sent, which then goes with the first packet. */
#define SKT_TCP_FASTOPEN_CONNECT SKT_OPTION(bool, 219)

/* The key of the cookies of SKT_TCP_FASTOPEN: 16 bytes, or 32 for two keys. */
#define SKT_TCP_FASTOPEN_KEY SKT_OPTION(bytes, 220)

/* Does without the cookies of SKT_TCP_FASTOPEN. */
#define SKT_TCP_FASTOPEN_NO_COOKIE SKT_OPTION(bool, 221)

/* How long a connection waits for data before it is accepted, rounded up to retransmissions; skt_defer_accept. */
#define SKT_TCP_DEFER_ACCEPT SKT_OPTION(duration, 222)

/* How often the first packet of a connection is repeated. */
#define SKT_TCP_SYNCNT SKT_OPTION(int, 223)

/* How long a closed connection waits for the peer's end: 0 for the system's own, -1 for not at all. */
#define SKT_TCP_LINGER2 SKT_OPTION(int, 224)

/* The largest window that is offered. */
#define SKT_TCP_WINDOW_CLAMP SKT_OPTION(int, 225)

/* Signs segments: tcp_md5sig on Linux, which cannot be read; an int that is 0 or 1 on BSD. skt_tcp_md5. */
#define SKT_TCP_MD5SIG SKT_OPTION(bytes, 226)

/* The same for a prefix of addresses or an interface: tcp_md5sig. */
#define SKT_TCP_MD5SIG_EXT SKT_OPTION(bytes, 227)

/* Adds a key of TCP-AO: tcp_ao_add; skt_tcp_ao_add. */
#define SKT_TCP_AO_ADD_KEY SKT_OPTION(bytes, 228)

/* Removes a key of TCP-AO: tcp_ao_del; skt_tcp_ao_delete. */
#define SKT_TCP_AO_DEL_KEY SKT_OPTION(bytes, 229)

/* The keys in use and the counters of TCP-AO: tcp_ao_info_opt; skt_tcp_ao_info. */
#define SKT_TCP_AO_INFO SKT_OPTION(bytes, 230)

/* The keys of TCP-AO: tcp_ao_getsockopt, which also says what is asked for. */
#define SKT_TCP_AO_GET_KEYS SKT_OPTION(bytes, 231)

/* The protocol between TCP and the socket: "tls". */
#define SKT_TCP_ULP SKT_OPTION(name, 232)

/* Keeps the headers of the first packet of each connection: 1 from IP on, 2 from the link layer on. */
#define SKT_TCP_SAVE_SYN SKT_OPTION(int, 233)

/* The headers that SKT_TCP_SAVE_SYN kept; reading frees them. */
#define SKT_TCP_SAVED_SYN SKT_OPTION(bytes, 234)

/* Delays all packets that are sent, for tests. */
#define SKT_TCP_TX_DELAY SKT_OPTION(duration, 235)

/* Receives with every message how many bytes remain. */
#define SKT_TCP_INQ SKT_OPTION(bool, 236)

/* 1 freezes the connection so that its state can be read and set, 0 and -1 end it; needs CAP_NET_ADMIN. */
#define SKT_TCP_REPAIR SKT_OPTION(int, 237)

/* The queue that is repaired: 0 none, 1 receiving, 2 sending. */
#define SKT_TCP_REPAIR_QUEUE SKT_OPTION(int, 238)

/* The sequence number of the queue that is repaired. */
#define SKT_TCP_QUEUE_SEQ SKT_OPTION(int, 239)

/* The windows of a connection that is repaired: tcp_repair_window. */
#define SKT_TCP_REPAIR_WINDOW SKT_OPTION(bytes, 240)

/* The time stamp that the connection sends now; it can be set only in repair. */
#define SKT_TCP_TIMESTAMP SKT_OPTION(int, 241)

/* The longest time after which a segment is repeated, 1 to 120 seconds. */
#define SKT_TCP_RTO_MAX_MS SKT_OPTION(duration, 242)

/* The shortest time after which a segment is repeated, 200 ms at most. */
#define SKT_TCP_RTO_MIN_US SKT_OPTION(duration, 243)

/* The longest time that an acknowledgement is delayed, 200 ms at most. */
#define SKT_TCP_DELACK_MAX_US SKT_OPTION(duration, 244)

/*
 * Is accepted and has no effect any more; it repeated a segment of a thin stream after one duplicate acknowledgement.
 */
#define SKT_TCP_THIN_DUPACK SKT_OPTION(bool, 245)

/* What the congestion control knows: tcp_bbr_info and the like, empty if it says nothing. */
#define SKT_TCP_CC_INFO SKT_OPTION(bytes, 246)

/* Whether the connection is of MPTCP. */
#define SKT_TCP_IS_MPTCP SKT_OPTION(bool, 247)

/* Holds partial segments back until it is off; skt_cork does it on every system. */
#define SKT_TCP_NOPUSH SKT_OPTION(bool, 248)

/* Sends no options of TCP. */
#define SKT_TCP_NOOPT SKT_OPTION(bool, 249)

/* How long connecting may take. */
#define SKT_TCP_KEEPINIT SKT_OPTION(duration, 250)

/* How long connecting may take; 0 is the system's own. */
#define SKT_TCP_CONNECTIONTIMEOUT SKT_OPTION(duration, 251)

/* How long segments are repeated before the connection is dropped; 0 is the system's own. */
#define SKT_TCP_RXT_CONNDROPTIME SKT_OPTION(duration, 252)

/* Drops a connection after the last segment was repeated three times in vain. */
#define SKT_TCP_RXT_FINDROP SKT_OPTION(bool, 253)

/* Acknowledges every other segment. */
#define SKT_TCP_SENDMOREACKS SKT_OPTION(bool, 254)

/* Whether the connection asks for explicit congestion notification. */
#define SKT_TCP_ENABLE_ECN SKT_OPTION(bool, 255)

/* The same as SKT_TCP_INFO, by Apple's own name: tcp_connection_info. */
#define SKT_TCP_CONNECTION_INFO SKT_OPTION(bytes, 256)

/* The implementation of TCP that the connection uses: tcp_function_set. */
#define SKT_TCP_FUNCTION_BLK SKT_OPTION(bytes, 257)

/* What the congestion control algorithm of the connection itself can be set to. */
#define SKT_TCP_CCALGOOPT SKT_OPTION(bytes, 258)

/* How long a connection may make no progress; 0 is no limit. */
#define SKT_TCP_MAXUNACKTIME SKT_OPTION(duration, 259)

/* Whether the connection uses selective acknowledgements. */
#define SKT_TCP_SACK_ENABLE SKT_OPTION(bool, 260)

/* How long sent data may stay unacknowledged; SKT_FOREVER is no limit. */
#define SKT_TCP_MAXRTMS SKT_OPTION(duration, 261)

/* The last ICMP error of a connect that failed: ICMP_ERROR_INFO. */
#define SKT_TCP_ICMP_ERROR_INFO SKT_OPTION(bytes, 262)

/* Makes connect fail at once where an ICMP error says so. */
#define SKT_TCP_FAIL_CONNECT_ON_ICMP_ERROR SKT_OPTION(bool, 263)

/* Places urgent data as RFC 1122 has it. */
#define SKT_TCP_EXPEDITED_1122 SKT_OPTION(bool, 264)

/* Places urgent data as BSD does. */
#define SKT_TCP_BSDURGENT SKT_OPTION(bool, 265)

/* Whether the connection uses the time stamps of RFC 1323. */
#define SKT_TCP_TIMESTAMPS SKT_OPTION(bool, 266)

/* When and how often the first packet is repeated: TCP_INITIAL_RTO_PARAMETERS. */
#define SKT_SIO_TCP_INITIAL_RTO SKT_OPTION(bytes, 267)

/* IPPROTO_UDP: "IPPROTO_UDP socket options". */

/*
 * Bytes of the datagrams into which one send is cut, 0 for one datagram.
 *
 * Windows   10 2004 and later.
 */
#define SKT_UDP_SEND_MSG_SIZE SKT_OPTION(int, 60)

/*
 * The most bytes of several datagrams that one receive returns, 0 for one datagram.
 *
 * Windows   10 2004 and later.
 */
#define SKT_UDP_RECV_MAX_COALESCED_SIZE SKT_OPTION(int, 61)

/* Makes a later receive fail after a datagram found its port closed; skt_open sets it to false. */
#define SKT_SIO_UDP_CONNRESET SKT_OPTION(bool, 62)

/*
 * Makes a later receive fail after a datagram's time to live ended; skt_open sets it to false.
 *
 * Windows   11 and later.
 */
#define SKT_SIO_UDP_NETRESET SKT_OPTION(bool, 63)

/* Bytes of the datagrams into which one send is cut, 0 for one datagram. */
#define SKT_UDP_SEGMENT SKT_OPTION(int, 268)

/* Receives several datagrams of one size at once. */
#define SKT_UDP_GRO SKT_OPTION(bool, 269)

/* Gathers what is sent in one datagram, which goes when it is off. */
#define SKT_UDP_CORK SKT_OPTION(bool, 270)

/* Takes packets of another protocol out of the datagrams: UDP_ENCAP_ESPINUDP and so on. */
#define SKT_UDP_ENCAP SKT_OPTION(int, 271)

/* Sends datagrams over IPv6 without a checksum. */
#define SKT_UDP_NO_CHECK6_TX SKT_OPTION(bool, 272)

/* Receives datagrams over IPv6 without a checksum. */
#define SKT_UDP_NO_CHECK6_RX SKT_OPTION(bool, 273)

/* Sends datagrams over IPv4 without a checksum. */
#define SKT_UDP_NOCKSUM SKT_OPTION(bool, 274)

/* Sends datagrams over IPv4 without a checksum. */
#define SKT_UDP_NOCHECKSUM SKT_OPTION(bool, 275)

/* IPPROTO_UDPLITE: udplite(7), RFC 3828. Linux has none since 7.1. */

/* Bytes of a sent datagram that the checksum covers, 0 for all. */
#define SKT_UDPLITE_SEND_CSCOV SKT_OPTION(int, 276)

/* The least bytes that the checksum of a received datagram must cover, 0 for no check. */
#define SKT_UDPLITE_RECV_CSCOV SKT_OPTION(int, 277)

/* IPPROTO_IP: ip(7), "IPPROTO_IP socket options". */

/* Time to live of sent packets. */
#define SKT_IP_TTL SKT_OPTION(int, 70)

/*
 * DSCP and ECN bits of sent packets; TCP keeps its own ECN bits.
 *
 * Cygwin    Is SKT_EUNSUPPORTED, because the system accepts it and does nothing.
 * Windows   Likewise.
 */
#define SKT_IP_TOS SKT_OPTION(int, 71)

/* Receives the TOS byte with every message. */
#define SKT_IP_RECVTOS SKT_OPTION(bool, 72)

/* Takes the IP header of sent packets from the program, on raw sockets; raw(7). */
#define SKT_IP_HDRINCL SKT_OPTION(bool, 73)

/* Permits addresses that are not of this machine; needs CAP_NET_ADMIN. */
#define SKT_IP_TRANSPARENT SKT_OPTION(bool, 74)

/* Permits binding an address that does not exist yet. */
#define SKT_IP_FREEBIND SKT_OPTION(bool, 75)

/* Receives from the groups that other sockets joined as well. */
#define SKT_IP_MULTICAST_ALL SKT_OPTION(bool, 76)

/* The interface that multicast leaves by, by its address; skt_multicast_interface does it by index. */
#define SKT_IP_MULTICAST_IF SKT_OPTION(ipv4, 77)

/* Returns sent multicast to this machine. */
#define SKT_IP_MULTICAST_LOOP SKT_OPTION(bool, 78)

/* Time to live of sent multicast. */
#define SKT_IP_MULTICAST_TTL SKT_OPTION(int, 79)

/* The interface of an IPv4 socket, by index; skt_bind_device_index does it on every system. */
#define SKT_IP_BOUND_IF SKT_OPTION(int, 80)

/* The interface that an IPv4 socket's packets leave by, by index. */
#define SKT_IP_UNICAST_IF SKT_OPTION(int, 81)

/* Forbids that packets are fragmented on their way. */
#define SKT_IP_DONTFRAGMENT SKT_OPTION(bool, 82)

/* How the path MTU is learned and obeyed: SKT_IP_PMTUDISC_DO and so on. */
#define SKT_IP_MTU_DISCOVER SKT_OPTION(int, 83)

/* Bytes of the largest packet to the connected peer, as far as known. */
#define SKT_IP_MTU SKT_OPTION(int, 84)

/* Bytes of the largest packet to send, even where the path takes more. */
#define SKT_IP_USER_MTU SKT_OPTION(int, 85)

/* Receives the destination address and the interface with every message. */
#define SKT_IP_PKTINFO SKT_OPTION(bool, 86)

/* Receives the time to live with every message. */
#define SKT_IP_RECVTTL SKT_OPTION(bool, 87)

/* Receives the ECN bits with every message. */
#define SKT_IP_RECVECN SKT_OPTION(bool, 88)

/* The options in the IP header of sent packets; empty for none. */
#define SKT_IP_OPTIONS SKT_OPTION(bytes, 278)

/* Receives forwarded packets that have the router alert option, on raw sockets. */
#define SKT_IP_ROUTER_ALERT SKT_OPTION(bool, 279)

/* Receives the IP options with every message. */
#define SKT_IP_RECVOPTS SKT_OPTION(bool, 280)

/* Receives the IP options with every message in the form in which a reply sends them. */
#define SKT_IP_RETOPTS SKT_OPTION(bool, 281)

/* Keeps errors from the network in the error queue. */
#define SKT_IP_RECVERR SKT_OPTION(bool, 282)

/* Says in the error queue where the extensions of an ICMP error begin. */
#define SKT_IP_RECVERR_RFC4884 SKT_OPTION(bool, 283)

/* Receives the size of the largest fragment with every message. */
#define SKT_IP_RECVFRAGSIZE SKT_OPTION(bool, 284)

/* Receives the original destination with every message. */
#define SKT_IP_RECVORIGDSTADDR SKT_OPTION(bool, 285)

/* Receives the security context of the peer with every message. */
#define SKT_IP_PASSSEC SKT_OPTION(bool, 286)

/* Receives the destination address with every message. */
#define SKT_IP_RECVDSTADDR SKT_OPTION(bool, 287)

/* Receives the interface with every message. */
#define SKT_IP_RECVIF SKT_OPTION(bool, 288)

/* The least time to live of a received packet; 0 is no limit. */
#define SKT_IP_MINTTL SKT_OPTION(int, 289)

/* Keeps netfilter from putting fragments together, on raw sockets that have SKT_IP_HDRINCL. */
#define SKT_IP_NODEFRAG SKT_OPTION(bool, 290)

/* Receives a sum over the datagram with every message for which the kernel or the device has one. */
#define SKT_IP_CHECKSUM SKT_OPTION(bool, 291)

/* Puts the choice of a port off until connect, where bind is for port 0. */
#define SKT_IP_BIND_ADDRESS_NO_PORT SKT_OPTION(bool, 292)

/* The ports that the system chooses from: the first, and the last times 65536; 0 is no limit. */
#define SKT_IP_LOCAL_PORT_RANGE SKT_OPTION(int, 293)

/* The protocol of the socket. */
#define SKT_IP_PROTOCOL SKT_OPTION(int, 294)

/* The IPsec policy of the socket: xfrm_userpolicy_info; needs CAP_NET_ADMIN. */
#define SKT_IP_XFRM_POLICY SKT_OPTION(bytes, 295)

/* Which ports the system chooses from: IP_PORTRANGE_HIGH and so on. */
#define SKT_IP_PORTRANGE SKT_OPTION(int, 296)

/* Permits addresses that are not of this machine; skt_bind_foreign does it on every system. */
#define SKT_IP_BINDANY SKT_OPTION(bool, 297)

/* Sends to the broadcast address of an interface as to 255.255.255.255. */
#define SKT_IP_ONESBCAST SKT_OPTION(bool, 298)

/* The interface that multicast leaves by, by index; skt_multicast_interface does it on every system. */
#define SKT_IP_MULTICAST_IFINDEX SKT_OPTION(int, 299)

/* Receives broadcast; on by default. */
#define SKT_IP_RECEIVE_BROADCAST SKT_OPTION(bool, 300)

/* Receives the interface at which a packet first arrived with every message. */
#define SKT_IP_ORIGINAL_ARRIVAL_IF SKT_OPTION(bool, 301)

/* Joins a group: ip_mreq; skt_multicast_join. */
#define SKT_IP_ADD_MEMBERSHIP SKT_OPTION(bytes, 302)

/* Leaves a group: ip_mreq; skt_multicast_leave. */
#define SKT_IP_DROP_MEMBERSHIP SKT_OPTION(bytes, 303)

/* Joins a group for one source: ip_mreq_source; skt_multicast_join. */
#define SKT_IP_ADD_SOURCE_MEMBERSHIP SKT_OPTION(bytes, 304)

/* Leaves a group for one source: ip_mreq_source; skt_multicast_leave. */
#define SKT_IP_DROP_SOURCE_MEMBERSHIP SKT_OPTION(bytes, 305)

/* Blocks a source of a group: ip_mreq_source; skt_multicast_block. */
#define SKT_IP_BLOCK_SOURCE SKT_OPTION(bytes, 306)

/* Unblocks a source of a group: ip_mreq_source; skt_multicast_unblock. */
#define SKT_IP_UNBLOCK_SOURCE SKT_OPTION(bytes, 307)

/* All sources of a group at once: ip_msfilter, which also says what is asked for; skt_multicast_sources. */
#define SKT_IP_MSFILTER SKT_OPTION(bytes, 308)

/* The same for both families, at the level of the socket's: group_filter. */
#define SKT_MCAST_MSFILTER SKT_OPTION(bytes, 309)

/* SOL_RAW: raw(7). */

/* Which ICMP messages a raw socket does not receive: icmp_filter, a bit each. */
#define SKT_ICMP_FILTER SKT_OPTION(bytes, 310)

/* IPPROTO_IPV6: ipv6(7), RFC 3493, RFC 3542, "IPPROTO_IPV6 socket options". */

/* Hop limit of sent packets, -1 for the system's own. */
#define SKT_IPV6_UNICAST_HOPS SKT_OPTION(int, 90)

/* Hop limit of sent multicast, -1 for the system's own. */
#define SKT_IPV6_MULTICAST_HOPS SKT_OPTION(int, 91)

/* Returns sent multicast to this machine. */
#define SKT_IPV6_MULTICAST_LOOP SKT_OPTION(bool, 92)

/* The interface that multicast leaves by, by index. */
#define SKT_IPV6_MULTICAST_IF SKT_OPTION(int, 93)

/* Receives from the groups that other sockets joined as well. */
#define SKT_IPV6_MULTICAST_ALL SKT_OPTION(bool, 94)

/*
 * Excludes IPv4 from the socket.
 *
 * FreeBSD   Is on by default.
 * OpenBSD   Is always on.
 * Windows   Is on by default.
 */
#define SKT_IPV6_V6ONLY SKT_OPTION(bool, 95)

/* Receives the traffic class with every message. */
#define SKT_IPV6_RECVTCLASS SKT_OPTION(bool, 96)

/* Receives the hop limit with every message. */
#define SKT_IPV6_RECVHOPLIMIT SKT_OPTION(bool, 97)

/*
 * Traffic class of sent packets, -1 for the system's own.
 *
 * Cygwin    Is SKT_EUNSUPPORTED, because the system accepts it and does nothing.
 * Windows   Is not documented; Windows itself refuses it with SKT_ENOPROTOOPT.
 */
#define SKT_IPV6_TCLASS SKT_OPTION(int, 98)

/* Takes the IPv6 header of sent packets from the program, on raw sockets. */
#define SKT_IPV6_HDRINCL SKT_OPTION(bool, 99)

/* Permits binding an address that does not exist yet. */
#define SKT_IPV6_FREEBIND SKT_OPTION(bool, 100)

/* Permits addresses that are not of this machine; needs CAP_NET_ADMIN. */
#define SKT_IPV6_TRANSPARENT SKT_OPTION(bool, 101)

/* The interface of an IPv6 socket, by index; skt_bind_device_index does it on every system. */
#define SKT_IPV6_BOUND_IF SKT_OPTION(int, 102)

/* The interface that an IPv6 socket's packets leave by, by index. */
#define SKT_IPV6_UNICAST_IF SKT_OPTION(int, 103)

/* Forbids that this machine fragments packets. */
#define SKT_IPV6_DONTFRAG SKT_OPTION(bool, 104)

/* How the path MTU is learned and obeyed: SKT_IP_PMTUDISC_DO and so on. */
#define SKT_IPV6_MTU_DISCOVER SKT_OPTION(int, 105)

/* Bytes of the largest packet to the connected peer, as far as known. */
#define SKT_IPV6_MTU SKT_OPTION(int, 106)

/* Bytes of the largest packet to send, even where the path takes more. */
#define SKT_IPV6_USER_MTU SKT_OPTION(int, 107)

/* Receives the destination address and the interface with every message. */
#define SKT_IPV6_RECVPKTINFO SKT_OPTION(bool, 108)

/* Receives the ECN bits with every message. */
#define SKT_IPV6_RECVECN SKT_OPTION(bool, 109)

/* Keeps errors from the network in the error queue. */
#define SKT_IPV6_RECVERR SKT_OPTION(bool, 311)

/* Says in the error queue where the extensions of an ICMP error begin. */
#define SKT_IPV6_RECVERR_RFC4884 SKT_OPTION(bool, 312)

/* Receives the size of the largest fragment with every message. */
#define SKT_IPV6_RECVFRAGSIZE SKT_OPTION(bool, 313)

/* Receives the original destination with every message. */
#define SKT_IPV6_RECVORIGDSTADDR SKT_OPTION(bool, 314)

/* Receives the hop-by-hop options with every message. */
#define SKT_IPV6_RECVHOPOPTS SKT_OPTION(bool, 315)

/* Receives the destination options with every message. */
#define SKT_IPV6_RECVDSTOPTS SKT_OPTION(bool, 316)

/* Receives the routing header with every message. */
#define SKT_IPV6_RECVRTHDR SKT_OPTION(bool, 317)

/*
 * Receives a message when the path MTU changes.
 *
 * Linux     When a datagram to send is larger and SKT_IPV6_DONTFRAG is on; poll(2) does not report it.
 */
#define SKT_IPV6_RECVPATHMTU SKT_OPTION(bool, 318)

/* The path MTU to the peer: ip6_mtuinfo. */
#define SKT_IPV6_PATHMTU SKT_OPTION(bytes, 319)

/* Whether packets are at most 1280 bytes: 1, 0, or -1 for multicast only. */
#define SKT_IPV6_USE_MIN_MTU SKT_OPTION(int, 320)

/* The least hop limit of a received packet; 0 is no limit. */
#define SKT_IPV6_MINHOPCOUNT SKT_OPTION(int, 321)

/* Chooses a flow label for each connection. */
#define SKT_IPV6_AUTOFLOWLABEL SKT_OPTION(bool, 322)

/* Receives class and flow label with every message. */
#define SKT_IPV6_FLOWINFO SKT_OPTION(bool, 323)

/* Takes the flow label from the address that is sent to. */
#define SKT_IPV6_FLOWINFO_SEND SKT_OPTION(bool, 324)

/* Takes and gives up flow labels: in6_flowlabel_req, which also says what is asked for. */
#define SKT_IPV6_FLOWLABEL_MGR SKT_OPTION(bytes, 325)

/* Which of this machine's addresses is preferred: IPV6_PREFER_SRC_TMP and so on. */
#define SKT_IPV6_ADDR_PREFERENCES SKT_OPTION(int, 326)

/* Whether temporary addresses are preferred: 1, 0, or -1 for the system's own. */
#define SKT_IPV6_PREFER_TEMPADDR SKT_OPTION(int, 327)

/* Where the checksum stands in the packets of a raw socket; -1 for none. */
#define SKT_IPV6_CHECKSUM SKT_OPTION(int, 328)

/* The address of the next hop: sockaddr_in6. */
#define SKT_IPV6_NEXTHOP SKT_OPTION(bytes, 329)

/* The routing header of sent packets: ip6_rthdr. */
#define SKT_IPV6_RTHDR SKT_OPTION(bytes, 330)

/* The hop-by-hop options of sent packets: ip6_hbh. */
#define SKT_IPV6_HOPOPTS SKT_OPTION(bytes, 331)

/* The destination options of sent packets: ip6_dest. */
#define SKT_IPV6_DSTOPTS SKT_OPTION(bytes, 332)

/* The destination options before the routing header: ip6_dest. */
#define SKT_IPV6_RTHDRDSTOPTS SKT_OPTION(bytes, 333)

/*
 * The source address and the interface of sent packets: in6_pktinfo.
 *
 * Linux     The address is not looked at.
 */
#define SKT_IPV6_PKTINFO SKT_OPTION(bytes, 334)

/* SKT_AF_INET makes an IPv6 socket whose peer is of IPv4 one of IPv4. */
#define SKT_IPV6_ADDRFORM SKT_OPTION(int, 335)

/* Receives forwarded packets with this router alert, on raw sockets; -1 for none. */
#define SKT_IPV6_ROUTER_ALERT SKT_OPTION(int, 336)

/* Receives such packets of the socket's own network namespace only. */
#define SKT_IPV6_ROUTER_ALERT_ISOLATE SKT_OPTION(bool, 337)

/* The IPsec policy of the socket: xfrm_userpolicy_info; needs CAP_NET_ADMIN. */
#define SKT_IPV6_XFRM_POLICY SKT_OPTION(bytes, 338)

/* Which ports the system chooses from: IPV6_PORTRANGE_HIGH and so on. */
#define SKT_IPV6_PORTRANGE SKT_OPTION(int, 339)

/* Permits addresses that are not of this machine; skt_bind_foreign does it on every system. */
#define SKT_IPV6_BINDANY SKT_OPTION(bool, 340)

/* From where the socket is reached: PROTECTION_LEVEL_RESTRICTED and so on. */
#define SKT_IPV6_PROTECTION_LEVEL SKT_OPTION(int, 341)

/* Joins a group: ipv6_mreq; skt_multicast_join. */
#define SKT_IPV6_JOIN_GROUP SKT_OPTION(bytes, 342)

/* Leaves a group: ipv6_mreq; skt_multicast_leave. */
#define SKT_IPV6_LEAVE_GROUP SKT_OPTION(bytes, 343)

/* Takes an anycast address: ipv6_mreq. */
#define SKT_IPV6_JOIN_ANYCAST SKT_OPTION(bytes, 344)

/* Gives up an anycast address: ipv6_mreq. */
#define SKT_IPV6_LEAVE_ANYCAST SKT_OPTION(bytes, 345)

/* IPPROTO_ICMPV6: RFC 3542. */

/*
 * Which ICMPv6 messages a raw socket receives: icmp6_filter, a bit each.
 *
 * Linux     A message whose bit is set is not received.
 */
#define SKT_ICMP6_FILTER SKT_OPTION(bytes, 346)

/* SOL_DCCP: RFC 4340, kernel documentation networking/dccp. Linux has none since 6.16. */

/* The service code, in host order. */
#define SKT_DCCP_SOCKOPT_SERVICE SKT_OPTION(int, 110)

/* Congestion control ids of both directions, one byte each, best first. */
#define SKT_DCCP_SOCKOPT_CCID SKT_OPTION(bytes, 111)

/* The congestion control id in use for sending. */
#define SKT_DCCP_SOCKOPT_TX_CCID SKT_OPTION(int, 112)

/* The congestion control id in use for receiving. */
#define SKT_DCCP_SOCKOPT_RX_CCID SKT_OPTION(int, 113)

/* Makes the server keep the time-wait state. */
#define SKT_DCCP_SOCKOPT_SERVER_TIMEWAIT SKT_OPTION(bool, 114)

/* Checksum coverage of sent packets, 0 to 15. */
#define SKT_DCCP_SOCKOPT_SEND_CSCOV SKT_OPTION(int, 115)

/* The least checksum coverage to accept, 0 to 15. */
#define SKT_DCCP_SOCKOPT_RECV_CSCOV SKT_OPTION(int, 116)

/* Packets of the send queue, 0 for no limit. */
#define SKT_DCCP_SOCKOPT_QPOLICY_TXQLEN SKT_OPTION(int, 117)

/* The congestion control ids that this kernel has, one byte each. */
#define SKT_DCCP_SOCKOPT_AVAILABLE_CCIDS SKT_OPTION(bytes, 118)

/* Bytes of the largest packet now. */
#define SKT_DCCP_SOCKOPT_GET_CUR_MPS SKT_OPTION(int, 119)

/* IPPROTO_SCTP: RFC 6458, sctp(4). */

/* Sends small chunks at once. */
#define SKT_SCTP_NODELAY SKT_OPTION(bool, 347)

/* How many streams are asked for, and how long: sctp_initmsg. */
#define SKT_SCTP_INITMSG SKT_OPTION(bytes, 348)

/* Which notifications are received: sctp_event_subscribe. */
#define SKT_SCTP_EVENTS SKT_OPTION(bytes, 349)

/* When chunks are repeated: sctp_rtoinfo. */
#define SKT_SCTP_RTOINFO SKT_OPTION(bytes, 350)

/* How often chunks are repeated, and the windows: sctp_assocparams. */
#define SKT_SCTP_ASSOCINFO SKT_OPTION(bytes, 351)

/* The address of the peer that is sent to: sctp_setprim. */
#define SKT_SCTP_PRIMARY_ADDR SKT_OPTION(bytes, 352)

/* Bytes of the largest chunk: sctp_assoc_value. */
#define SKT_SCTP_MAXSEG SKT_OPTION(bytes, 353)

/* Refuses messages that do not fit one packet. */
#define SKT_SCTP_DISABLE_FRAGMENTS SKT_OPTION(bool, 354)

/* How long an association is idle before it is closed; 0 is never. */
#define SKT_SCTP_AUTOCLOSE SKT_OPTION(duration, 355)

/* The state of an association: sctp_status. */
#define SKT_SCTP_STATUS SKT_OPTION(bytes, 356)

/* Heartbeats and path MTU of an address of the peer: sctp_paddrparams. */
#define SKT_SCTP_PEER_ADDR_PARAMS SKT_OPTION(bytes, 357)

/* What sending takes where it is not told: sctp_sndinfo. */
#define SKT_SCTP_DEFAULT_SNDINFO SKT_OPTION(bytes, 358)

/* Receives stream and sequence with every message. */
#define SKT_SCTP_RECVRCVINFO SKT_OPTION(bool, 359)

/* Receives what is known of the next message with every message. */
#define SKT_SCTP_RECVNXTINFO SKT_OPTION(bool, 360)

/* How parts of messages may mix: 0, 1 or 2. */
#define SKT_SCTP_FRAGMENT_INTERLEAVE SKT_OPTION(int, 361)

/* Gives IPv4 addresses as mapped ones on IPv6 sockets. */
#define SKT_SCTP_I_WANT_MAPPED_V4_ADDR SKT_OPTION(bool, 362)

/* SOL_MPTCP: RFC 8684, linux/mptcp.h. */

/* What the system knows of the connection: mptcp_info. */
#define SKT_MPTCP_INFO SKT_OPTION(bytes, 363)

/* The tcp_info of each subflow after a mptcp_subflow_data, which also says what is asked for. */
#define SKT_MPTCP_TCPINFO SKT_OPTION(bytes, 364)

/* The addresses of each subflow after a mptcp_subflow_data, which also says what is asked for. */
#define SKT_MPTCP_SUBFLOW_ADDRS SKT_OPTION(bytes, 365)

/* All of this at once: mptcp_full_info, which also says what is asked for. */
#define SKT_MPTCP_FULL_INFO SKT_OPTION(bytes, 366)

/* SOL_TLS: kernel documentation networking/tls; SKT_TCP_ULP "tls" comes first. */

/* The keys with which the kernel encrypts: tls12_crypto_info_aes_gcm_128 and so on. */
#define SKT_TLS_TX SKT_OPTION(bytes, 367)

/* The keys with which the kernel decrypts: tls12_crypto_info_aes_gcm_128 and so on. */
#define SKT_TLS_RX SKT_OPTION(bytes, 368)

/* Sends files without a copy, which then must not change. */
#define SKT_TLS_TX_ZEROCOPY_RO SKT_OPTION(bool, 369)

/* Decrypts in place, as the peer is trusted not to pad. */
#define SKT_TLS_RX_EXPECT_NO_PAD SKT_OPTION(bool, 370)

/* AF_VSOCK: vsock(7), linux/vm_sockets.h. */

/* Bytes of the receive buffer. */
#define SKT_SO_VM_SOCKETS_BUFFER_SIZE SKT_OPTION(u64, 371)

/* The least that the buffer may have. */
#define SKT_SO_VM_SOCKETS_BUFFER_MIN_SIZE SKT_OPTION(u64, 372)

/* The most that the buffer may have. */
#define SKT_SO_VM_SOCKETS_BUFFER_MAX_SIZE SKT_OPTION(u64, 373)

/* How long connecting may take. */
#define SKT_SO_VM_SOCKETS_CONNECT_TIMEOUT SKT_OPTION(duration, 374)

/* SOL_NETLINK: netlink(7). */

/* Joins a group of notifications, by its number. */
#define SKT_NETLINK_ADD_MEMBERSHIP SKT_OPTION(int, 375)

/* Leaves a group of notifications, by its number. */
#define SKT_NETLINK_DROP_MEMBERSHIP SKT_OPTION(int, 376)

/* The groups that were joined, a bit each. */
#define SKT_NETLINK_LIST_MEMBERSHIPS SKT_OPTION(bytes, 377)

/* Receives the group with every message. */
#define SKT_NETLINK_PKTINFO SKT_OPTION(bool, 378)

/* Makes the sender learn of notifications that were lost. */
#define SKT_NETLINK_BROADCAST_ERROR SKT_OPTION(bool, 379)

/* Keeps quiet about notifications that were lost. */
#define SKT_NETLINK_NO_ENOBUFS SKT_OPTION(bool, 380)

/* Receives the notifications of all network namespaces that have a number here; needs CAP_NET_BROADCAST. */
#define SKT_NETLINK_LISTEN_ALL_NSID SKT_OPTION(bool, 381)

/* Leaves the request out of the answer that reports an error. */
#define SKT_NETLINK_CAP_ACK SKT_OPTION(bool, 382)

/* Adds to the answer a text that says what is wrong. */
#define SKT_NETLINK_EXT_ACK SKT_OPTION(bool, 383)

/* Refuses requests for lists that have fields the kernel does not look at. */
#define SKT_NETLINK_GET_STRICT_CHK SKT_OPTION(bool, 384)

/* SOL_PACKET: packet(7). */

/* The layout of the rings: 0 for TPACKET_V1 to 2 for TPACKET_V3. */
#define SKT_PACKET_VERSION SKT_OPTION(int, 385)

/* How many packets were received and dropped: tpacket_stats; reading sets them to 0. */
#define SKT_PACKET_STATISTICS SKT_OPTION(bytes, 386)

/* Receives tpacket_auxdata with every message. */
#define SKT_PACKET_AUXDATA SKT_OPTION(bool, 387)

/* Spreads packets over the sockets of a group: the group, and how times 65536. */
#define SKT_PACKET_FANOUT SKT_OPTION(int, 388)

/* The program by which PACKET_FANOUT spreads: sock_fprog, or a descriptor. */
#define SKT_PACKET_FANOUT_DATA SKT_OPTION(bytes, 389)

/* Does not receive what this machine sends. */
#define SKT_PACKET_IGNORE_OUTGOING SKT_OPTION(bool, 390)

/* Sends past the queueing disciplines. */
#define SKT_PACKET_QDISC_BYPASS SKT_OPTION(bool, 391)

/* Asks for a ring of received packets in shared memory: tpacket_req. */
#define SKT_PACKET_RX_RING SKT_OPTION(bytes, 392)

/* Asks for a ring of packets to send in shared memory: tpacket_req. */
#define SKT_PACKET_TX_RING SKT_OPTION(bytes, 393)

/* Receives the frames of a group, or all: packet_mreq. */
#define SKT_PACKET_ADD_MEMBERSHIP SKT_OPTION(bytes, 394)

/* Ends what PACKET_ADD_MEMBERSHIP began: packet_mreq. */
#define SKT_PACKET_DROP_MEMBERSHIP SKT_OPTION(bytes, 395)

/* Gives the interface at which a packet first arrived. */
#define SKT_PACKET_ORIGDEV SKT_OPTION(bool, 396)

/* Bytes that the rings leave free before each packet. */
#define SKT_PACKET_RESERVE SKT_OPTION(int, 397)

/* Leaves out packets of a ring that cannot be sent. */
#define SKT_PACKET_LOSS SKT_OPTION(bool, 398)

/* Where the times in the rings come from: bits of SOF_TIMESTAMPING. */
#define SKT_PACKET_TIMESTAMP SKT_OPTION(int, 399)

/* Has a virtio_net_hdr before each packet. */
#define SKT_PACKET_VNET_HDR SKT_OPTION(bool, 400)

/* SOL_CAN_RAW: kernel documentation networking/can. */

/* Which frames are received: an array of can_filter. */
#define SKT_CAN_RAW_FILTER SKT_OPTION(bytes, 401)

/* Which error frames are received: bits of CAN_ERR. */
#define SKT_CAN_RAW_ERR_FILTER SKT_OPTION(int, 402)

/* Returns sent frames to this machine. */
#define SKT_CAN_RAW_LOOPBACK SKT_OPTION(bool, 403)

/* Returns sent frames to this socket. */
#define SKT_CAN_RAW_RECV_OWN_MSGS SKT_OPTION(bool, 404)

/* Permits frames of CAN FD. */
#define SKT_CAN_RAW_FD_FRAMES SKT_OPTION(bool, 405)

/* Receives only what passes all filters, not one. */
#define SKT_CAN_RAW_JOIN_FILTERS SKT_OPTION(bool, 406)

/* SOL_CAN_J1939: kernel documentation networking/j1939. */

/* Which messages are received: an array of j1939_filter. */
#define SKT_SO_J1939_FILTER SKT_OPTION(bytes, 407)

/* Receives messages for other addresses. */
#define SKT_SO_J1939_PROMISC SKT_OPTION(bool, 408)

/* The priority of sent messages, 0 to 7, best first. */
#define SKT_SO_J1939_SEND_PRIO SKT_OPTION(int, 409)

/* Keeps what became of sent messages in the error queue. */
#define SKT_SO_J1939_ERRQUEUE SKT_OPTION(bool, 410)

/* SOL_ALG: kernel documentation crypto/userspace-if. */

/* The key of the cipher or the digest. */
#define SKT_ALG_SET_KEY SKT_OPTION(bytes, 411)

/* Bytes of the authentication tag: only the length of the value counts. */
#define SKT_ALG_SET_AEAD_AUTHSIZE SKT_OPTION(bytes, 412)

/* SOL_BLUETOOTH: bluetooth/bluetooth.h. */

/* Which security the connection has: bt_security. */
#define SKT_BT_SECURITY SKT_OPTION(bytes, 413)

/* Lets the program decide before a connection is accepted. */
#define SKT_BT_DEFER_SETUP SKT_OPTION(bool, 414)

/* Lets packets be dropped that are late. */
#define SKT_BT_FLUSHABLE SKT_OPTION(bool, 415)

/* Whether sending may wake the radio: bt_power. */
#define SKT_BT_POWER SKT_OPTION(bytes, 416)

/* Bytes of the largest packet to send. */
#define SKT_BT_SNDMTU SKT_OPTION(int, 417)

/* Bytes of the largest packet to receive. */
#define SKT_BT_RCVMTU SKT_OPTION(int, 418)

/* SOL_RFCOMM: "Bluetooth and socket options". */

/* Has the devices authenticate each other. */
#define SKT_SO_BTH_AUTHENTICATE SKT_OPTION(bool, 419)

/* Encrypts the connection. */
#define SKT_SO_BTH_ENCRYPT SKT_OPTION(bool, 420)

/* Bytes of the largest packet. */
#define SKT_SO_BTH_MTU SKT_OPTION(int, 421)

/* HV_PROTOCOL_RAW: hvsocket.h. Windows and its virtual machines. */

/* How long connecting may take, 5 minutes at most. */
#define SKT_HVSOCKET_CONNECT_TIMEOUT SKT_OPTION(duration, 422)

/* Reaches from a container what its host reaches. */
#define SKT_HVSOCKET_CONTAINER_PASSTHRU SKT_OPTION(bool, 423)

/* Keeps the connection while the virtual machine is paused. */
#define SKT_HVSOCKET_CONNECTED_SUSPEND SKT_OPTION(bool, 424)

SKT_END

#endif
