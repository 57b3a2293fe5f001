/* SPDX-License-Identifier: MIT */
#include "kind.h"

#include "../say.h"

int kind_read(const arguments *given, kind *out)
{
    static const kind kinds[KIND_FLAG_COUNT] = {
        [FLAG_UDP] = {SKT_SOCK_DGRAM, 0, true},
        [FLAG_MPTCP] = {SKT_SOCK_STREAM, SKT_IPPROTO_MPTCP, false},
        [FLAG_SEQPACKET] = {SKT_SOCK_SEQPACKET, 0, true},
        [FLAG_DGRAM] = {SKT_SOCK_DGRAM, 0, true},
    };
    size_t count = 0;
    *out = (kind){SKT_SOCK_STREAM, 0, false};
    for (size_t i = 0; i < KIND_FLAG_COUNT; i++) {
        if (given->flags[i] == NULL) continue;
        *out = kinds[i];
        count++;
    }
    return count > 1 ? complain_of_usage("--udp, --mptcp, --seqpacket and --dgram exclude each other") : STATUS_OK;
}
