/* SPDX-License-Identifier: MIT */
/* The forms of times, linger and multicast memberships in Winsock. */
#ifndef SKT_WINDOWS_NATIVE_OPTION_H
#define SKT_WINDOWS_NATIVE_OPTION_H

#include "sys.h"

/* A timeout is a number of milliseconds; the largest means "for ever". */
typedef DWORD skt__timeval;

static inline int skt__timeval_of(int64_t milliseconds, skt__timeval *out)
{
    *out = (DWORD)milliseconds;
    return milliseconds < INFINITE ? 0 : SKT_ERANGE;
}

static inline int64_t skt__timeval_units(const skt__timeval *timeval)
{
    return *timeval == INFINITE ? 0 : *timeval;
}

typedef struct linger skt__linger;
typedef u_short skt__linger_seconds;
#define SKT__LINGER_MAX USHRT_MAX

/* Winsock takes an interface address in 0.0.0.0/8 as an index: "IPPROTO_IP socket options". */
typedef struct ip_mreq skt__mreq_by_index;
static inline skt__mreq_by_index skt__mreq_index(struct in_addr group, uint32_t index)
{
    return (skt__mreq_by_index){.imr_multiaddr = group, .imr_interface = {.s_addr = htonl(index)}};
}

typedef struct in_addr skt__multicast_if_index;
#define SKT__MULTICAST_IF_INDEX IP_MULTICAST_IF
static inline skt__multicast_if_index skt__multicast_if(uint32_t index)
{
    return (skt__multicast_if_index){.s_addr = htonl(index)};
}

/* Bluetooth's level, from ws2bth.h, which some SDKs lack. */
#ifndef SOL_RFCOMM
#define SOL_RFCOMM 3
#endif

/* The names in CALL rows of options.c, for skt__option_call in option.c. */
enum { SKT__GET_FAMILY, SKT__GET_PROTOCOL, SKT__GET_TCP_INFO };

/* Options without a public key, which Windows lacks. */
#define SKT__SO_RCVBUFFORCE (-1)
#define SKT__SO_SNDBUFFORCE (-1)
#define SKT__FOREIGN_LEVEL  0
#define SKT__FOREIGN        (-1)
#define SKT__FOREIGN6_LEVEL 0
#define SKT__FOREIGN6       (-1)

/* "Winsock IOCTLs"; mingw's headers lack the codes. */
#define SKT__SIOCSMSFILTER    (IOC_IN | sizeof(ULONG) << 16 | 't' << 8 | 126)
#define SKT__SIOCGMSFILTER    (IOC_IN | sizeof(ULONG) << 16 | 't' << 8 | 127)
#define SKT__NO_GROUP_SOURCES 0
#define SKT__MCAST_INCLUDE    MCAST_INCLUDE
#define SKT__MCAST_EXCLUDE    MCAST_EXCLUDE

#endif
