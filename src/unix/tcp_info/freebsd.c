/* SPDX-License-Identifier: MIT */
/*
 * FreeBSD. The size of its structure does not tell which fields a release fills in: older releases leave the minimum
 * round-trip time, one of the last fifteen words, 0.
 */
#include "tcp_info.h"

#define OF(member, field, unit, how) SKT__TCP_OF(struct tcp_info, member, field, unit, how)

const int skt__tcp_info_name = TCP_INFO;

const skt__tcp_row skt__tcp_rows[] = {
    OF(tcpi_state, state, SKT__TCP_ONE, SKT__TCP_STATE),
    OF(tcpi_rto, rto, SKT__TCP_MICROSECOND, SKT__TCP_NONZERO),
    OF(tcpi_snd_mss, mss, SKT__TCP_ONE, 0),
    OF(tcpi_last_data_recv, since_received, SKT__TCP_MICROSECOND, 0),
    OF(tcpi_rtt, rtt, SKT__TCP_MICROSECOND, SKT__TCP_NONZERO),
    OF(tcpi_rttvar, rtt_variance, SKT__TCP_MICROSECOND, SKT__TCP_NONZERO),
    OF(tcpi_snd_ssthresh, ssthresh, SKT__TCP_ONE, SKT__TCP_LIMIT),
    OF(tcpi_snd_cwnd, cwnd, SKT__TCP_ONE, 0),
    OF(tcpi_snd_wnd, send_window, SKT__TCP_ONE, 0),
    OF(tcpi_snd_rexmitpack, retransmits, SKT__TCP_ONE, 0),
    OF(tcpi_rcv_ooopack, out_of_order, SKT__TCP_ONE, 0),
    SKT__TCP_AT(sizeof(struct tcp_info) - 60, 4, rtt_least, SKT__TCP_MICROSECOND, SKT__TCP_NONZERO),
    {0},
};

const uint8_t skt__tcp_states[SKT__TCP_STATES] = SKT__TCP_STATES_BSD;
