/* SPDX-License-Identifier: MIT */
/* Selects among the sockets of a port by the processor that received the packet. */
#include "option/row.h"

int skt_reuseport_by_cpu(skt_socket s, unsigned count)
{
    /* The number of the processor, modulo count: linux/filter.h, SKF_AD_OFF and SKF_AD_CPU. */
    const skt_filter by_cpu[] = {
        {.code = 0x20, .k = (uint32_t)(-0x1000 + 36)},
        {.code = 0x94, .k = count},
        {.code = 0x16},
    };
    if (!skt_option_supported(SKT_ANY(SKT_SO_ATTACH_REUSEPORT_CBPF))) return SKT_EUNSUPPORTED;
    if (count == 0) return SKT_EINVAL;
    return skt_attach_reuseport_filter(s, by_cpu, 3);
}
