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

SKT_END

#endif
