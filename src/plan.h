/* SPDX-License-Identifier: MIT */
/* What plans to dial and to serve have in common. */
#ifndef SKT_PLAN_H
#define SKT_PLAN_H

#include "sys.h"

/* Whether a plan of a size has no fields but those of this library, `known` bytes, or zeros in them: 0 or the error. */
int skt__plan_check(const void *plan, size_t size, size_t known);

/* The type of a plan and its bits for skt_open. */
static inline int skt__plan_type(int type)
{
    return (unsigned)type % SKT__LEAST_SPECIAL ? type : type | SKT_SOCK_STREAM;
}

/* That type without the bits. */
static inline int skt__plan_plain_type(int type)
{
    return skt__plan_type(type) % (int)SKT__LEAST_SPECIAL;
}

/* The type to resolve for; not every resolver knows the others. */
int skt__plan_resolved_type(int type);

/* Opens a socket; TCP where there is no MPTCP. */
int skt__plan_open(int family, int type, int protocol, skt_socket *out);

#endif
