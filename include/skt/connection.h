/* SPDX-License-Identifier: MIT */
/*
 * What the system knows about a connection: TCP's measurements, the process at the other end, the bytes in its queues.
 * All functions may be called from several threads at once.
 */
#ifndef SKT_CONNECTION_H
#define SKT_CONNECTION_H

#include <skt/control.h>
#include <skt/time.h>

SKT_BEGIN

/* The states of a TCP connection, with Linux's names and numbers on every system. */
enum {
    SKT_TCP_ESTABLISHED = 1,
    SKT_TCP_SYN_SENT,
    SKT_TCP_SYN_RECV,
    SKT_TCP_FIN_WAIT1,
    SKT_TCP_FIN_WAIT2,
    SKT_TCP_TIME_WAIT,
    SKT_TCP_CLOSE,
    SKT_TCP_CLOSE_WAIT,
    SKT_TCP_LAST_ACK,
    SKT_TCP_LISTEN,
    SKT_TCP_CLOSING
};

/* Bits of skt_tcp_info.has, one for each field, in the order of the fields. */
enum {
    SKT_TCP_INFO_STATE = 1,
    SKT_TCP_INFO_RTT = 2,
    SKT_TCP_INFO_RTT_VARIANCE = 4,
    SKT_TCP_INFO_RTT_LEAST = 8,
    SKT_TCP_INFO_RTO = 16,
    SKT_TCP_INFO_SINCE_SENT = 32,
    SKT_TCP_INFO_SINCE_RECEIVED = 64,
    SKT_TCP_INFO_SINCE_ACKED = 128,
    SKT_TCP_INFO_MSS = 256,
    SKT_TCP_INFO_CWND = 512,
    SKT_TCP_INFO_SSTHRESH = 1024,
    SKT_TCP_INFO_SEND_WINDOW = 2048,
    SKT_TCP_INFO_IN_FLIGHT = 4096,
    SKT_TCP_INFO_UNSENT = 8192,
    SKT_TCP_INFO_SENT = 1 << 14,
    SKT_TCP_INFO_ACKED = 1 << 15,
    SKT_TCP_INFO_RETRANSMITTED = 1 << 16,
    SKT_TCP_INFO_RETRANSMITS = 1 << 17,
    SKT_TCP_INFO_RECEIVED = 1 << 18,
    SKT_TCP_INFO_OUT_OF_ORDER = 1 << 19,
    SKT_TCP_INFO_DELIVERY_RATE = 1 << 20,
    SKT_TCP_INFO_PACING_RATE = 1 << 21,
    SKT_TCP_INFO_PEER_LIMITED = 1 << 22
};

/* What TCP knows about a connection, in nanoseconds, bytes and bytes per second. A field not provided is 0. */
typedef struct skt_tcp_info {
    uint64_t has;                /* the fields that the system provides: SKT_TCP_INFO_STATE and so on */
    int64_t state;               /* SKT_TCP_ESTABLISHED and so on */
    skt_duration rtt;            /* the round-trip time, smoothed */
    skt_duration rtt_variance;   /* the mean deviation of the round-trip time */
    skt_duration rtt_least;      /* the lowest round-trip time that was measured recently */
    skt_duration rto;            /* the time after which unacknowledged data is sent again */
    skt_duration since_sent;     /* the time since data was last sent */
    skt_duration since_received; /* the time since data was last received */
    skt_duration since_acked;    /* the time since an acknowledgement was last received */
    int64_t mss;                 /* the most data that one segment carries */
    int64_t cwnd;                /* the congestion window */
    int64_t ssthresh;            /* the window at which slow start ends; not provided while there is no such limit */
    int64_t send_window;         /* the window that the peer advertises */
    int64_t in_flight;           /* sent, not yet acknowledged; Linux counts each segment as a full one */
    int64_t unsent;              /* written, not yet sent */
    int64_t sent;                /* sent since the start, including what was sent again */
    int64_t acked;               /* acknowledged by the peer; Linux counts SYN and FIN as one byte each */
    int64_t retransmitted;       /* bytes sent again */
    int64_t retransmits;         /* segments sent again */
    int64_t received;            /* received, without what was received again */
    int64_t out_of_order;        /* segments received out of order */
    int64_t delivery_rate;       /* the rate at which the peer has recently acknowledged data */
    int64_t pacing_rate;         /* the highest rate at which data is sent; not provided if there is no such limit */
    skt_duration peer_limited;   /* the time that sending was limited by the peer's window */
} skt_tcp_info;

/*
 * Reads what TCP knows about a connection.
 *
 * The system and its version decide which fields are provided. For an MPTCP connection they describe the first subflow.
 *
 * out       Fields that the system does not provide are set to 0.
 * size      sizeof(skt_tcp_info). Only fields within this size are written.
 *
 * Returns   0.
 * Errors    SKT_EUNSUPPORTED  This system has no such information.
 *           SKT_EINVAL        size has no room for the first field.
 *           SKT_EOPNOTSUPP, SKT_ENOPROTOOPT, as the system has it  The socket is not TCP.
 * Linux     getsockopt(2) of TCP_INFO.
 * Apple     getsockopt(2) of TCP_CONNECTION_INFO, whose times are whole milliseconds.
 * Windows   SIO_TCP_INFO, since Windows 10 1703. WSAIoctl is called up to three times, for the versions 2, 1 and 0 of
 *           the structure.
 * Since     0.1
 * See       tcp(7)
 */
SKT_API int skt_tcp_info_get(skt_socket s, skt_tcp_info *out, size_t size);

/*
 * Tells whether a connection uses MPTCP.
 *
 * s         A connected socket of any protocol.
 *
 * Returns   1 if it does, 0 if the connection fell back to TCP or the socket has another protocol.
 * Errors    SKT_EUNSUPPORTED  This system has no MPTCP.
 * Calls     getsockopt(2) of SO_PROTOCOL; if that is MPTCP, getsockopt(2) of MPTCP_INFO.
 * Linux     Kernels before 5.16 do not provide MPTCP_INFO; the result is then 0.
 * Since     0.1
 * See       https://docs.kernel.org/networking/mptcp.html
 */
SKT_API int skt_is_mptcp(skt_socket s);

/*
 * Reads the credentials of the process at the other end of a Unix connection.
 *
 * They are from the time when the peer connected or listened, or when the pair was made. The process may have ended
 * since, and another process may have its pid: see skt_peer_pidfd.
 *
 * out       `has` has a bit for each value that the system provides.
 * size      sizeof(skt_credentials).
 *
 * Returns   0.
 * Errors    SKT_EUNSUPPORTED  This system does not provide credentials.
 *           SKT_ENOTCONN, SKT_EINVAL, as the system has it  The socket is not connected, or is no Unix socket.
 * Calls     getsockopt(2) of SO_PEERCRED, LOCAL_PEERCRED or the like; or getpeereid(3) or getpeerucred(3). Two on
 *           Apple.
 * Linux     The pid is not provided if the peer is in a PID namespace that this process cannot see.
 * Windows   Only the pid, by SIO_AF_UNIX_GETPEERPID.
 * Since     0.1
 * See       unix(7), getpeereid(3)
 */
SKT_API int skt_peer_credentials(skt_socket s, skt_credentials *out, size_t size);

/*
 * Opens a handle of the process at the other end of a Unix connection.
 *
 * out       The handle. Child processes do not inherit it. The caller closes it with close(2).
 *
 * Returns   0.
 * Errors    SKT_EUNSUPPORTED  This system has no such handles.
 *           SKT_ENOPROTOOPT   The kernel is older than Linux 6.5.
 *           SKT_ENODATA       The socket has no peer.
 *           SKT_ESRCH, SKT_EINVAL, as the kernel's version has it  The process has ended.
 * Linux     getsockopt(2) of SO_PEERPIDFD.
 * Since     0.1
 * See       pidfd_open(2)
 */
SKT_API int skt_peer_pidfd(skt_socket s, skt_file *out);

/*
 * Counts the bytes that wait on a socket.
 *
 *     unsent    written, not yet sent
 *     unacked   written, not yet acknowledged by the peer, including those not yet sent; on a Unix socket, not yet read
 *     unread    received by the system, not yet read by the process
 *
 * For datagrams the system decides what it counts. On Linux unacked is the memory that they take, and unread the size
 * of the next datagram only.
 *
 * Returns   The count, 0 or more.
 * Errors    SKT_EUNSUPPORTED  This system does not provide the count.
 *           SKT_ENOTTY, SKT_EINVAL and others, as the system has it  Not for this kind of socket, or not for a
 *           listener.
 * Calls     For unsent ioctl(2) of SIOCOUTQNSD (only Linux); for unacked ioctl(2) of SIOCOUTQ or FIONWRITE, or
 *           getsockopt(2) of SO_NWRITE; for unread ioctl(2) of FIONREAD.
 * Windows   Only unread, by FIONREAD.
 * Since     0.1
 * See       tcp(7), udp(7), unix(7)
 */
SKT_API int64_t skt_unsent_bytes(skt_socket s);
SKT_API int64_t skt_unacked_bytes(skt_socket s);
SKT_API int64_t skt_unread_bytes(skt_socket s);

SKT_END

#endif
