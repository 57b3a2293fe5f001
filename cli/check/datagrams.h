/* SPDX-License-Identifier: MIT */
#ifndef SKT_CLI_CHECK_DATAGRAMS_H
#define SKT_CLI_CHECK_DATAGRAMS_H

#include "outcome.h"

/* Whether a datagram over loopback carries the item of a SKT_INFO_* bit. */
outcome check_datagram_info(uint32_t bit);

/* Whether datagrams can be sent segmented, or with `coalesce` be received coalesced. */
outcome check_segments(bool coalesce);

#endif
