/* SPDX-License-Identifier: MIT */
/* One socket of each kind that options tell apart. */
#ifndef SKT_TESTS_SORTS_H
#define SKT_TESTS_SORTS_H

#include "support.h"

typedef enum sort { TCP, UDP, TCP6, UDP6, UNIX, RAW, RAW6 } sort;

static inline int open_sort(sort which, skt_socket *out)
{
    static const int rows[][3] = {
        [TCP] = {SKT_AF_INET, SKT_SOCK_STREAM, 0},
        [UDP] = {SKT_AF_INET, SKT_SOCK_DGRAM, 0},
        [TCP6] = {SKT_AF_INET6, SKT_SOCK_STREAM, 0},
        [UDP6] = {SKT_AF_INET6, SKT_SOCK_DGRAM, 0},
        [UNIX] = {SKT_AF_UNIX, SKT_SOCK_STREAM, 0},
        [RAW] = {SKT_AF_INET, SKT_SOCK_RAW, SKT_IPPROTO_UDP},
        [RAW6] = {SKT_AF_INET6, SKT_SOCK_RAW, SKT_IPPROTO_UDP},
    };
    return skt_open(rows[which][0], rows[which][1], rows[which][2], out);
}

static inline skt_socket opened(sort which)
{
    skt_socket s;
    assert_ok(open_sort(which, &s));
    return s;
}

/* The kind of socket that most likely has the option. */
static inline sort usual_sort(skt_option option)
{
    static const struct {
        const char *start;
        sort which;
    } rows[] = {{"TCP_", TCP},   {"SIO_TCP_", TCP},      {"SIO_LOOPBACK_", TCP}, {"SO_", TCP},
                {"IPV6_", UDP6}, {"SIO_AF_UNIX_", UNIX}, {"IP_HDRINCL", RAW}};
    const char *name = skt_option_describe(option)->name;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (strncmp(name, rows[i].start, strlen(rows[i].start)) == 0) return rows[i].which;
    return UDP;
}

static inline const char *option_name(skt_option option)
{
    return skt_option_describe(option)->name;
}

#endif
