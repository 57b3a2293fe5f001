/* SPDX-License-Identifier: MIT */
/*
 * Linux and Android: struct tcp_info of linux/tcp.h, which cannot be included beside netinet/tcp.h, whose own structure is
 * an old one. The kernel gives as much of it as it has.
 */
#include "tcp_info.h"

const int skt__tcp_info_name = TCP_INFO;

const skt__tcp_row skt__tcp_rows[] = {
    SKT__TCP_AT(0, 1, state, SKT__TCP_ONE, SKT__TCP_STATE),                   /* tcpi_state */
    SKT__TCP_AT(8, 4, rto, SKT__TCP_MICROSECOND, 0),                          /* tcpi_rto */
    SKT__TCP_AT(16, 4, mss, SKT__TCP_ONE, 0),                                 /* tcpi_snd_mss */
    SKT__TCP_AT(24, 4, in_flight, 0, SKT__TCP_SEGMENTS),                      /* tcpi_unacked */
    SKT__TCP_AT(44, 4, since_sent, SKT__TCP_MILLISECOND, 0),                  /* tcpi_last_data_sent */
    SKT__TCP_AT(52, 4, since_received, SKT__TCP_MILLISECOND, 0),              /* tcpi_last_data_recv */
    SKT__TCP_AT(56, 4, since_acked, SKT__TCP_MILLISECOND, 0),                 /* tcpi_last_ack_recv */
    SKT__TCP_AT(68, 4, rtt, SKT__TCP_MICROSECOND, SKT__TCP_NONZERO),          /* tcpi_rtt */
    SKT__TCP_AT(72, 4, rtt_variance, SKT__TCP_MICROSECOND, SKT__TCP_NONZERO), /* tcpi_rttvar */
    SKT__TCP_AT(76, 4, ssthresh, 0, SKT__TCP_SEGMENTS | SKT__TCP_LIMIT),      /* tcpi_snd_ssthresh */
    SKT__TCP_AT(80, 4, cwnd, 0, SKT__TCP_SEGMENTS),                           /* tcpi_snd_cwnd */
    SKT__TCP_AT(100, 4, retransmits, SKT__TCP_ONE, 0),                        /* tcpi_total_retrans */
    SKT__TCP_AT(104, 8, pacing_rate, SKT__TCP_ONE, 0),                        /* tcpi_pacing_rate */
    SKT__TCP_AT(120, 8, acked, SKT__TCP_ONE, 0),                              /* tcpi_bytes_acked */
    SKT__TCP_AT(128, 8, received, SKT__TCP_ONE, 0),                           /* tcpi_bytes_received */
    SKT__TCP_AT(144, 4, unsent, SKT__TCP_ONE, 0),                             /* tcpi_notsent_bytes */
    SKT__TCP_AT(148, 4, rtt_least, SKT__TCP_MICROSECOND, SKT__TCP_NONZERO),   /* tcpi_min_rtt */
    SKT__TCP_AT(160, 8, delivery_rate, SKT__TCP_ONE, 0),                      /* tcpi_delivery_rate */
    SKT__TCP_AT(176, 8, peer_limited, SKT__TCP_MICROSECOND, 0),               /* tcpi_rwnd_limited */
    SKT__TCP_AT(200, 8, sent, SKT__TCP_ONE, 0),                               /* tcpi_bytes_sent */
    SKT__TCP_AT(208, 8, retransmitted, SKT__TCP_ONE, 0),                      /* tcpi_bytes_retrans */
    SKT__TCP_AT(224, 4, out_of_order, SKT__TCP_ONE, 0),                       /* tcpi_rcv_ooopack */
    SKT__TCP_AT(228, 4, send_window, SKT__TCP_ONE, 0),                        /* tcpi_snd_wnd */
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
