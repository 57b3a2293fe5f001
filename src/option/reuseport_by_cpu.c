/* SPDX-License-Identifier: MIT */
/* The sockets of one port, each for the datagrams and connections of its own processors. */
#include "option/row.h"

#include "native_option.h"

int skt_reuseport_by_cpu(skt_socket s, unsigned count)
{
    /* The number of the processor, modulo count: linux/filter.h, SKF_AD_OFF and SKF_AD_CPU. */
    const skt_filter by_cpu[] = {
        {.code = 0x20, .k = (uint32_t)(-0x1000 + 36)},
        {.code = 0x94, .k = count},
        {.code = 0x16},
    };
    const skt__program program = {.len = 3, .filter = by_cpu};
    if (SKT__REUSEPORT_CBPF < 0) return SKT_EUNSUPPORTED;
    if (count == 0) return SKT_EINVAL;
    return skt__sockopt_set(s, SOL_SOCKET, SKT__REUSEPORT_CBPF, &program, sizeof program);
}
