/* SPDX-License-Identifier: MIT */
#include "plan.h"

int skt__plan_check(const void *plan, size_t size, size_t known)
{
    if (size < known) return SKT_EINVAL;
    for (size_t i = known; i < size; i++)
        if (((const char *)plan)[i]) return SKT_EUNSUPPORTED;
    return 0;
}

int skt__plan_resolved_type(int type)
{
    int plain = skt__plan_plain_type(type);
    return plain == SKT_SOCK_STREAM || plain == SKT_SOCK_DGRAM ? plain : 0;
}

int skt__plan_open(int family, int type, int protocol, skt_socket *out)
{
    int rc = skt_open(family, type, protocol, out);
    return rc < 0 && protocol == SKT_IPPROTO_MPTCP ? skt_open(family, type, 0, out) : rc;
}
