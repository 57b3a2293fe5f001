/* SPDX-License-Identifier: MIT */
#ifndef SKT_CLI_CHECK_DATAGRAMS_H
#define SKT_CLI_CHECK_DATAGRAMS_H

#include "outcome.h"

/* Whether a datagram over loopback says what the bit of SKT_INFO_* asks for. */
outcome check_datagram_info(uint32_t bit);

/* Whether several datagrams are sent as one, or come as one. */
outcome check_segments(bool coalesce);

#endif
