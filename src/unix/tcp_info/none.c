/* SPDX-License-Identifier: MIT */
/* Other systems: no information about TCP connections. */
#include "tcp_info.h"

const int skt__tcp_info_name = 0;

const skt__tcp_row skt__tcp_rows[] = {{0}};

const uint8_t skt__tcp_states[SKT__TCP_STATES] = {0};
