/* SPDX-License-Identifier: MIT */
/* Fields that plans to dial and plans to serve have in common. */
#ifndef SKT_PLAN_H
#define SKT_PLAN_H

#include "sys.h"

/* SKT_EINVAL if the plan has fewer than `known` bytes, SKT_EUNSUPPORTED if a byte behind them is not zero; else 0. */
int skt__plan_check(const void *plan, size_t size, size_t known);

/* The plan's type with its bits for skt_open; SKT_SOCK_STREAM if it names none. */
static inline int skt__plan_type(int type)
{
    return (unsigned)type % SKT__LEAST_SPECIAL ? type : type | SKT_SOCK_STREAM;
}

/* The same without the bits. */
static inline int skt__plan_plain_type(int type)
{
    return skt__plan_type(type) % (int)SKT__LEAST_SPECIAL;
}

/* The type to pass to the resolver; 0 for types that some resolvers refuse. */
int skt__plan_resolved_type(int type);

/* Opens a socket; with SKT_IPPROTO_MPTCP a plain one if that fails. */
int skt__plan_open(int family, int type, int protocol, skt_socket *out);

#endif
