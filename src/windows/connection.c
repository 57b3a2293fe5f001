/* SPDX-License-Identifier: MIT */
/* Facts about a connection, on Windows. */
#include "tcp_info.h"

#define OF(member, field, unit, how) SKT__TCP_OF(TCP_INFO_v1, member, field, unit, how)

const skt__tcp_row skt__tcp_rows[] = {
    OF(State, state, SKT__TCP_ONE, SKT__TCP_STATE),
    OF(Mss, mss, SKT__TCP_ONE, 0),
    OF(RttUs, rtt, SKT__TCP_MICROSECOND, SKT__TCP_NONZERO),
    OF(MinRttUs, rtt_least, SKT__TCP_MICROSECOND, SKT__TCP_NONZERO),
    OF(BytesInFlight, in_flight, SKT__TCP_ONE, 0),
    OF(Cwnd, cwnd, SKT__TCP_ONE, 0),
    OF(SndWnd, send_window, SKT__TCP_ONE, 0),
    OF(BytesOut, sent, SKT__TCP_ONE, 0),
    OF(BytesIn, received, SKT__TCP_ONE, 0),
    OF(BytesRetrans, retransmitted, SKT__TCP_ONE, 0),
    OF(SndLimTimeRwin, peer_limited, SKT__TCP_MILLISECOND, 0),
    SKT__TCP_AT(sizeof(TCP_INFO_v1), 4, out_of_order, SKT__TCP_ONE, 0), /* OutOfOrderPktsIn of TCP_INFO_v2 */
    {0},
};

const uint8_t skt__tcp_states[SKT__TCP_STATES] = {
    [TCPSTATE_CLOSED] = SKT_TCP_CLOSE,
    [TCPSTATE_LISTEN] = SKT_TCP_LISTEN,
    [TCPSTATE_SYN_SENT] = SKT_TCP_SYN_SENT,
    [TCPSTATE_SYN_RCVD] = SKT_TCP_SYN_RECV,
    [TCPSTATE_ESTABLISHED] = SKT_TCP_ESTABLISHED,
    [TCPSTATE_FIN_WAIT_1] = SKT_TCP_FIN_WAIT1,
    [TCPSTATE_FIN_WAIT_2] = SKT_TCP_FIN_WAIT2,
    [TCPSTATE_CLOSE_WAIT] = SKT_TCP_CLOSE_WAIT,
    [TCPSTATE_CLOSING] = SKT_TCP_CLOSING,
    [TCPSTATE_LAST_ACK] = SKT_TCP_LAST_ACK,
    [TCPSTATE_TIME_WAIT] = SKT_TCP_TIME_WAIT,
};

/* The versions of SIO_TCP_INFO; later SDKs name the third. */
static const size_t version_sizes[] = {sizeof(TCP_INFO_v0), sizeof(TCP_INFO_v1), sizeof(TCP_INFO_v1) + 16};

int skt_tcp_info_get(skt_socket s, skt_tcp_info *out, size_t size)
{
    _Alignas(int64_t) unsigned char theirs[SKT__TCP_INFO_MAX];
    int rc = SKT_EINVAL;
    if (!skt__tcp_info_fits(size)) return rc;
    for (DWORD version = 3; rc < 0 && version-- > 0;) {
        size_t len = version_sizes[version];
        rc = skt__ioctl(s, SIO_TCP_INFO, &version, sizeof version, theirs, &len);
        if (rc == 0) skt__tcp_info_fill(theirs, version_sizes[version], out, size);
    }
    return rc;
}

int skt_is_mptcp(skt_socket s)
{
    (void)s;
    return SKT_EUNSUPPORTED;
}

/* The ioctl may report a length of 0 although it wrote the pid. */
int skt_peer_credentials(skt_socket s, skt_credentials *out, size_t size)
{
    ULONG pid = 0;
    size_t len = sizeof pid;
    if (size < sizeof *out) return SKT_EINVAL;
    int rc = skt__ioctl(s, SIO_AF_UNIX_GETPEERPID, NULL, 0, &pid, &len);
    if (rc < 0) return rc;
    memset(out, 0, size);
    *out = (skt_credentials){.pid = pid, .has = SKT_HAS_PID};
    return rc;
}

int skt_peer_pidfd(skt_socket s, skt_file *out)
{
    (void)s, (void)out;
    return SKT_EUNSUPPORTED;
}

int64_t skt_unsent_bytes(skt_socket s)
{
    (void)s;
    return SKT_EUNSUPPORTED;
}

int64_t skt_unacked_bytes(skt_socket s)
{
    (void)s;
    return SKT_EUNSUPPORTED;
}

int64_t skt_unread_bytes(skt_socket s)
{
    u_long count = 0;
    size_t len = sizeof count;
    int rc = skt__ioctl(s, FIONREAD, NULL, 0, &count, &len);
    return rc < 0 ? rc : (int64_t)count;
}
