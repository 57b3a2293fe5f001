/* SPDX-License-Identifier: MIT */
/*
 * What the system knows of a connection: TCP's measurements, who is at the other end, how much is under way. All functions
 * may be called from several threads at once.
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

/* Which fields of a skt_tcp_info are given, in their order. */
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

/* What TCP says of a connection, in nanoseconds, bytes and bytes per second. A field that is not given is 0. */
typedef struct skt_tcp_info {
    uint64_t has;              /* SKT_TCP_INFO_STATE and so on */
    int64_t state;             /* SKT_TCP_ESTABLISHED and so on */
    skt_duration rtt;          /* the round-trip time, smoothed */
    skt_duration rtt_variance; /* its mean deviation */
    skt_duration rtt_least;    /* the least that was measured lately */
    skt_duration rto;          /* after which unacknowledged data is sent again */
    skt_duration since_sent;   /* since data was last sent */
    skt_duration since_received;
    skt_duration since_acked;  /* since an acknowledgement last came */
    int64_t mss;               /* the most data that a segment is sent with */
    int64_t cwnd;              /* the congestion window */
    int64_t ssthresh;          /* where slow start ends; not given while there is no such limit */
    int64_t send_window;       /* the window that the peer offers */
    int64_t in_flight;         /* sent and not acknowledged; on Linux each segment counts as a full one */
    int64_t unsent;            /* written and not sent */
    int64_t sent;              /* since the start, with what was sent again */
    int64_t acked;             /* acknowledged by the peer; on Linux SYN and FIN count as a byte each */
    int64_t retransmitted;     /* bytes that were sent again */
    int64_t retransmits;       /* segments that were sent again */
    int64_t received;          /* bytes, each once */
    int64_t out_of_order;      /* segments that came out of order */
    int64_t delivery_rate;     /* the rate at which data has lately reached the peer */
    int64_t pacing_rate;       /* the rate at which data is sent at most; not given where there is no such limit */
    skt_duration peer_limited; /* how long the peer's window held sending up */
} skt_tcp_info;

/*
 * Reads what TCP says of a connection.
 *
 * Which fields are given depends on the system and its version. Of an MPTCP connection it is said of the first subflow.
 *
 * out       Is set to zero where nothing is known.
 * size      sizeof(skt_tcp_info). Only the fields that lie within are filled.
 *
 * Returns   0.
 * Errors    SKT_EUNSUPPORTED  The system has no such thing.
 *           SKT_EINVAL        size has no room for the first field.
 *           SKT_EOPNOTSUPP, SKT_ENOPROTOOPT, as the system has it  The socket is not one of TCP.
 * Linux     getsockopt(2) of TCP_INFO.
 * Apple     getsockopt(2) of TCP_CONNECTION_INFO, whose times are whole milliseconds.
 * Windows   SIO_TCP_INFO, since Windows 10 1703. Calls WSAIoctl up to three times, for its versions 2, 1 and 0.
 * Since     0.1
 * See       tcp(7)
 */
SKT_API int skt_tcp_info_get(skt_socket s, skt_tcp_info *out, size_t size);

/*
 * Whether a connection uses MPTCP.
 *
 * s         A connected socket. One of another protocol uses none.
 *
 * Returns   1, or 0 where the connection fell back to TCP.
 * Errors    SKT_EUNSUPPORTED  The system has no MPTCP.
 * Calls     getsockopt(2) of SO_PROTOCOL, then of MPTCP_INFO if that is MPTCP.
 * Linux     Kernels before 5.16 do not say; the result is then 0.
 * Since     0.1
 * See       https://docs.kernel.org/networking/mptcp.html
 */
SKT_API int skt_is_mptcp(skt_socket s);

/*
 * Reads who is at the other end of a Unix connection.
 *
 * They are those of the time when the peer connected or listened, or when the pair was made. A process may have ended
 * since, and its pid may be another's: see skt_peer_pidfd.
 *
 * out       What is known has its bit in `has`.
 * size      sizeof(skt_credentials).
 *
 * Returns   0.
 * Errors    SKT_EUNSUPPORTED  The system has no such thing.
 *           SKT_ENOTCONN, SKT_EINVAL, as the system has it  There is no peer, or the socket is no Unix socket.
 * Calls     getsockopt(2) of SO_PEERCRED, LOCAL_PEERCRED or the like; getpeereid(3) or getpeerucred(3). On Apple two.
 * Linux     A peer in a PID namespace that this process does not see has no pid.
 * Windows   The pid alone, by SIO_AF_UNIX_GETPEERPID.
 * Since     0.1
 * See       unix(7), getpeereid(3)
 */
SKT_API int skt_peer_credentials(skt_socket s, skt_credentials *out, size_t size);

/*
 * Opens a handle of the process at the other end of a Unix connection.
 *
 * out       Not inherited by child processes. The caller closes it with close(2).
 *
 * Returns   0.
 * Errors    SKT_EUNSUPPORTED  The system has no such handles.
 *           SKT_ENOPROTOOPT   The kernel is older than Linux 6.5.
 *           SKT_ENODATA       There is no peer.
 *           SKT_ESRCH, SKT_EINVAL, as the kernel's version has it  The process has ended.
 * Linux     getsockopt(2) of SO_PEERPIDFD.
 * Since     0.1
 * See       pidfd_open(2)
 */
SKT_API int skt_peer_pidfd(skt_socket s, skt_file *out);

/*
 * How many bytes wait on a socket.
 *
 *     unsent    were written and not sent yet
 *     unacked   were written and not acknowledged by the peer yet, whether sent or not; on a Unix socket, not read yet
 *     unread    have arrived and were not read yet
 *
 * Datagrams count as the system has it: on Linux the memory that they take for unacked, and the size of the next one
 * alone for unread.
 *
 * Returns   The count, 0 or more.
 * Errors    SKT_EUNSUPPORTED  The system does not say.
 *           SKT_ENOTTY, SKT_EINVAL and others, as the system has it  Not of a socket of this kind, or not of a listener.
 * Calls     ioctl(2) of SIOCOUTQNSD (Linux alone); of SIOCOUTQ or FIONWRITE, or getsockopt(2) of SO_NWRITE; of FIONREAD.
 * Windows   Only unread, by FIONREAD.
 * Since     0.1
 * See       tcp(7), udp(7), unix(7)
 */
SKT_API int64_t skt_unsent_bytes(skt_socket s);
SKT_API int64_t skt_unacked_bytes(skt_socket s);
SKT_API int64_t skt_unread_bytes(skt_socket s);

SKT_END

#endif
