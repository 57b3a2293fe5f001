/* SPDX-License-Identifier: MIT */
/* OpenBSD. Fields that are 0 unless the process is privileged are left out. */
#include "tcp_info.h"

#define OF(member, field, unit, how) SKT__TCP_OF(struct tcp_info, member, field, unit, how)

const int skt__tcp_info_name = TCP_INFO;

const skt__tcp_row skt__tcp_rows[] = {
    OF(tcpi_state, state, SKT__TCP_ONE, SKT__TCP_STATE),
    OF(tcpi_rto, rto, SKT__TCP_MICROSECOND, SKT__TCP_NONZERO),
    OF(tcpi_snd_mss, mss, SKT__TCP_ONE, 0),
    OF(tcpi_last_data_sent, since_sent, SKT__TCP_MICROSECOND, 0),
    OF(tcpi_last_data_recv, since_received, SKT__TCP_MICROSECOND, 0),
    OF(tcpi_last_ack_recv, since_acked, SKT__TCP_MICROSECOND, 0),
    OF(tcpi_rtt, rtt, SKT__TCP_MICROSECOND, SKT__TCP_NONZERO),
    OF(tcpi_rttvar, rtt_variance, SKT__TCP_MICROSECOND, SKT__TCP_NONZERO),
    OF(tcpi_snd_ssthresh, ssthresh, SKT__TCP_ONE, SKT__TCP_LIMIT),
    OF(tcpi_snd_cwnd, cwnd, SKT__TCP_ONE, 0),
    {0},
};

const uint8_t skt__tcp_states[SKT__TCP_STATES] = SKT__TCP_STATES_BSD;
