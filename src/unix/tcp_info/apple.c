/* SPDX-License-Identifier: MIT */
/* Apple's systems: TCP_CONNECTION_INFO. */
#include "tcp_info.h"

#define OF(member, field, unit, how) SKT__TCP_OF(struct tcp_connection_info, member, field, unit, how)

const int skt__tcp_info_name = TCP_CONNECTION_INFO;

const skt__tcp_row skt__tcp_rows[] = {
    OF(tcpi_state, state, SKT__TCP_ONE, SKT__TCP_STATE),
    OF(tcpi_rto, rto, SKT__TCP_MILLISECOND, SKT__TCP_NONZERO),
    OF(tcpi_maxseg, mss, SKT__TCP_ONE, 0),
    OF(tcpi_snd_ssthresh, ssthresh, SKT__TCP_ONE, SKT__TCP_LIMIT),
    OF(tcpi_snd_cwnd, cwnd, SKT__TCP_ONE, 0),
    OF(tcpi_snd_wnd, send_window, SKT__TCP_ONE, 0),
    OF(tcpi_srtt, rtt, SKT__TCP_MILLISECOND, SKT__TCP_NONZERO),
    OF(tcpi_rttvar, rtt_variance, SKT__TCP_MILLISECOND, SKT__TCP_NONZERO),
    OF(tcpi_txbytes, sent, SKT__TCP_ONE, 0),
    OF(tcpi_txretransmitbytes, retransmitted, SKT__TCP_ONE, 0),
    OF(tcpi_rxbytes, received, SKT__TCP_ONE, 0),
    OF(tcpi_txretransmitpackets, retransmits, SKT__TCP_ONE, 0),
    {0},
};

const uint8_t skt__tcp_states[SKT__TCP_STATES] = SKT__TCP_STATES_BSD;
