/* SPDX-License-Identifier: MIT */
/*
 * Linux and Android. struct tcp_info of linux/tcp.h conflicts with the older one of netinet/tcp.h, so the layout comes
 * from structures/linux.def. The kernel returns as much of the structure as it has.
 */
#include "tcp_info.h"

#define SKT__STRUCTURES "structures/linux.def"
#define SKT__ADDR_SIZE  SKT_STORAGE_SIZE
#include "option/structure_layout.h"

#define OF(member, field, unit, how) SKT__TCP_OF(skt__layout_TCP_INFO, member, field, unit, how)

const int skt__tcp_info_name = TCP_INFO;

const skt__tcp_row skt__tcp_rows[] = {
    OF(state, state, SKT__TCP_ONE, SKT__TCP_STATE),
    OF(rto, rto, SKT__TCP_MICROSECOND, 0),
    OF(snd_mss, mss, SKT__TCP_ONE, 0),
    OF(unacked, in_flight, 0, SKT__TCP_SEGMENTS),
    OF(last_data_sent, since_sent, SKT__TCP_MILLISECOND, 0),
    OF(last_data_recv, since_received, SKT__TCP_MILLISECOND, 0),
    OF(last_ack_recv, since_acked, SKT__TCP_MILLISECOND, 0),
    OF(rtt, rtt, SKT__TCP_MICROSECOND, SKT__TCP_NONZERO),
    OF(rttvar, rtt_variance, SKT__TCP_MICROSECOND, SKT__TCP_NONZERO),
    OF(snd_ssthresh, ssthresh, 0, SKT__TCP_SEGMENTS | SKT__TCP_LIMIT),
    OF(snd_cwnd, cwnd, 0, SKT__TCP_SEGMENTS),
    OF(total_retrans, retransmits, SKT__TCP_ONE, 0),
    OF(pacing_rate, pacing_rate, SKT__TCP_ONE, 0),
    OF(acked, acked, SKT__TCP_ONE, 0),
    OF(received, received, SKT__TCP_ONE, 0),
    OF(notsent, unsent, SKT__TCP_ONE, 0),
    OF(min_rtt, rtt_least, SKT__TCP_MICROSECOND, SKT__TCP_NONZERO),
    OF(delivery_rate, delivery_rate, SKT__TCP_ONE, 0),
    OF(rwnd_limited, peer_limited, SKT__TCP_MICROSECOND, 0),
    OF(sent, sent, SKT__TCP_ONE, 0),
    OF(retransmitted, retransmitted, SKT__TCP_ONE, 0),
    OF(rcv_ooopack, out_of_order, SKT__TCP_ONE, 0),
    OF(snd_wnd, send_window, SKT__TCP_ONE, 0),
    {0},
};

const uint8_t skt__tcp_states[SKT__TCP_STATES] = {
    0,
    SKT_TCP_ESTABLISHED,
    SKT_TCP_SYN_SENT,
    SKT_TCP_SYN_RECV,
    SKT_TCP_FIN_WAIT1,
    SKT_TCP_FIN_WAIT2,
    SKT_TCP_TIME_WAIT,
    SKT_TCP_CLOSE,
    SKT_TCP_CLOSE_WAIT,
    SKT_TCP_LAST_ACK,
    SKT_TCP_LISTEN,
    SKT_TCP_CLOSING,
};
