/* SPDX-License-Identifier: MIT */
/* The forms of times, linger and multicast memberships on each Unix-like, for the files about options. */
#ifndef SKT_UNIX_NATIVE_OPTION_H
#define SKT_UNIX_NATIVE_OPTION_H

#include "option/row.h"

/* Times and linger as the system stores them. A timeout counts microseconds. */
typedef struct timeval skt__timeval;

static inline int skt__timeval_of(int64_t microseconds, skt__timeval *out)
{
    int64_t seconds = microseconds / 1000000;
    *out = (skt__timeval){.tv_sec = (time_t)seconds, .tv_usec = (suseconds_t)(microseconds % 1000000)};
    return out->tv_sec == seconds ? 0 : SKT_ERANGE;
}

static inline int64_t skt__timeval_units(const skt__timeval *timeval)
{
    int64_t seconds = timeval->tv_sec;
    /* With a 32-bit time_t the longest timeout wraps when the kernel rounds it up to its tick. */
    if (seconds < 0) seconds += INT64_C(1) << 32;
    return seconds * 1000000 + timeval->tv_usec;
}

typedef struct linger skt__linger;
#if defined(__CYGWIN__)
typedef unsigned short skt__linger_seconds;
#define SKT__LINGER_MAX USHRT_MAX
#else
typedef int skt__linger_seconds;
#define SKT__LINGER_MAX INT_MAX
#endif

/* The structure that joins an IPv4 group on an interface given by index. */
#if defined(__linux__) || defined(__FreeBSD__) || defined(__DragonFly__) || defined(__OpenBSD__)
typedef struct ip_mreqn skt__mreq_by_index;
static inline skt__mreq_by_index skt__mreq_index(struct in_addr group, uint32_t index)
{
    return (skt__mreq_by_index){.imr_multiaddr = group, .imr_ifindex = (int)index};
}
#elif defined(MCAST_JOIN_GROUP) && !defined(__CYGWIN__)
/* Apple's kernel ignores the index in an ip_mreqn. Its headers pack group_req to four bytes, as its kernel does. */
typedef struct group_req skt__mreq_by_index;
static inline skt__mreq_by_index skt__mreq_index(struct in_addr group, uint32_t index)
{
    skt__mreq_by_index request = {.gr_interface = index};
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = group};
#if defined(SKT__BSD)
    address.sin_len = sizeof address;
#endif
    memcpy(&request.gr_group, &address, sizeof address);
    return request;
}
#else
/* NetBSD and Winsock below Cygwin take an interface address of 0.0.0.0/8 as an index: ip(4). */
typedef struct ip_mreq skt__mreq_by_index;
static inline skt__mreq_by_index skt__mreq_index(struct in_addr group, uint32_t index)
{
    return (skt__mreq_by_index){.imr_multiaddr = group, .imr_interface = {.s_addr = htonl(index)}};
}
#endif

/*
 * The option that sets the interface for sending multicast by index. Apple has IP_MULTICAST_IFINDEX; some systems have
 * none, and the number is 0.
 */
#if defined(IP_MULTICAST_IFINDEX)
typedef uint32_t skt__multicast_if_index;
#define SKT__MULTICAST_IF_INDEX IP_MULTICAST_IFINDEX
static inline skt__multicast_if_index skt__multicast_if(uint32_t index)
{
    return index;
}
#elif defined(__linux__) || defined(__FreeBSD__) || defined(__DragonFly__) || defined(__OpenBSD__)
typedef struct ip_mreqn skt__multicast_if_index;
#define SKT__MULTICAST_IF_INDEX IP_MULTICAST_IF
static inline skt__multicast_if_index skt__multicast_if(uint32_t index)
{
    return (skt__multicast_if_index){.imr_ifindex = (int)index};
}
#else
typedef struct in_addr skt__multicast_if_index;
#if defined(__NetBSD__) || defined(__CYGWIN__)
#define SKT__MULTICAST_IF_INDEX IP_MULTICAST_IF
#else
#define SKT__MULTICAST_IF_INDEX 0
#endif
static inline skt__multicast_if_index skt__multicast_if(uint32_t index)
{
    return (skt__multicast_if_index){.s_addr = htonl(index)};
}
#endif

/* Some systems lack RFC 3678. Their skt__membership_table has no names for it; these only let multicast.c compile. */
#if !defined(MCAST_JOIN_SOURCE_GROUP)
struct group_source_req {
    uint32_t gsr_interface;
    struct sockaddr_storage gsr_group;
    struct sockaddr_storage gsr_source;
};
#endif
#if !defined(IP_ADD_SOURCE_MEMBERSHIP)
struct ip_mreq_source {
    struct in_addr imr_multiaddr;
    struct in_addr imr_interface;
    struct in_addr imr_sourceaddr;
};
#endif

/* Options without a public key, which a function sets; -1 if the system lacks one. */
#if defined(__linux__)
#define SKT__SO_RCVBUFFORCE SO_RCVBUFFORCE
#define SKT__SO_SNDBUFFORCE SO_SNDBUFFORCE
#else
#define SKT__SO_RCVBUFFORCE (-1)
#define SKT__SO_SNDBUFFORCE (-1)
#endif

/* The options that let a socket bind an address that this host lacks. */
#if defined(__linux__)
#define SKT__FOREIGN_LEVEL  IPPROTO_IP
#define SKT__FOREIGN        IP_FREEBIND
#define SKT__FOREIGN6_LEVEL IPPROTO_IPV6
#define SKT__FOREIGN6       78 /* IPV6_FREEBIND, which older headers lack */
#elif defined(IP_BINDANY) && defined(IPV6_BINDANY)
#define SKT__FOREIGN_LEVEL  IPPROTO_IP
#define SKT__FOREIGN        IP_BINDANY
#define SKT__FOREIGN6_LEVEL IPPROTO_IPV6
#define SKT__FOREIGN6       IPV6_BINDANY
#elif defined(SO_BINDANY)
#define SKT__FOREIGN_LEVEL  SOL_SOCKET
#define SKT__FOREIGN        SO_BINDANY
#define SKT__FOREIGN6_LEVEL SOL_SOCKET
#define SKT__FOREIGN6       SO_BINDANY
#else
#define SKT__FOREIGN_LEVEL  0
#define SKT__FOREIGN        (-1)
#define SKT__FOREIGN6_LEVEL 0
#define SKT__FOREIGN6       (-1)
#endif

/* All sources of a group: by an option of its family's level, by functions of libc, or not at all. */
#if defined(__linux__)
#define SKT__NO_GROUP_SOURCES 0
#define SKT__MCAST_INCLUDE    MCAST_INCLUDE
#define SKT__MCAST_EXCLUDE    MCAST_EXCLUDE
static inline int skt__native_set_sources(skt_socket s, const skt__group_sources *from)
{
    int level = from->group.ss_family == AF_INET ? IPPROTO_IP : IPPROTO_IPV6;
    return skt__sockopt_set(s, level, MCAST_MSFILTER, from, skt__group_sources_size(from));
}

static inline int skt__native_get_sources(skt_socket s, skt__group_sources *io)
{
    int level = io->group.ss_family == AF_INET ? IPPROTO_IP : IPPROTO_IPV6;
    size_t len = skt__group_sources_size(io);
    return skt__sockopt_get(s, level, MCAST_MSFILTER, io, &len);
}
#elif defined(__FreeBSD__) || defined(__APPLE__)
#define SKT__NO_GROUP_SOURCES 0
#define SKT__MCAST_INCLUDE    MCAST_INCLUDE
#define SKT__MCAST_EXCLUDE    MCAST_EXCLUDE
static inline int skt__native_set_sources(skt_socket s, const skt__group_sources *from)
{
    skt__group_sources copy = *from; /* libc's function lacks const */
    return skt__result(setsourcefilter(s, copy.interface_index, (struct sockaddr *)&copy.group, copy.group.ss_len,
                                       copy.mode, copy.count, copy.list));
}

static inline int skt__native_get_sources(skt_socket s, skt__group_sources *io)
{
    return skt__result(getsourcefilter(s, io->interface_index, (struct sockaddr *)&io->group, io->group.ss_len,
                                       &io->mode, &io->count, io->list));
}
#else
#define SKT__NO_GROUP_SOURCES 1
#define SKT__MCAST_INCLUDE    1
#define SKT__MCAST_EXCLUDE    0
static inline int skt__native_set_sources(skt_socket s, const skt__group_sources *from)
{
    (void)s, (void)from;
    return SKT_EUNSUPPORTED;
}

static inline int skt__native_get_sources(skt_socket s, skt__group_sources *io)
{
    (void)s, (void)io;
    return SKT_EUNSUPPORTED;
}
#endif

#endif
