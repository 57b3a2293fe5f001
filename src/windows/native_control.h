/* SPDX-License-Identifier: MIT */
/* The layout of control data in Winsock, and the items that it has. */
#ifndef SKT_WINDOWS_NATIVE_CONTROL_H
#define SKT_WINDOWS_NATIVE_CONTROL_H

#include "sys.h"

typedef WSACMSGHDR skt__cmsghdr;
typedef SIZE_T skt__cmsg_len;

/* WSA_CMSG_LEN and WSA_CMSG_SPACE without their conversions between signed and unsigned. layout.c compares them. */
#define SKT__CMSG_ALIGN(len) (((len) + sizeof(SIZE_T) - 1) & ~(sizeof(SIZE_T) - 1))
#define SKT__CMSG_LEN(len)   (SKT__CMSG_ALIGN(sizeof(WSACMSGHDR)) + (len))
#define SKT__CMSG_SPACE(len) (SKT__CMSG_ALIGN(sizeof(WSACMSGHDR) + SKT__CMSG_ALIGN(len)))

/* The number for items and options that Windows lacks; no system uses it. */
#define SKT__NO_SUCH (-4711)

/* At least the size of any structure for a local address, and for credentials. */
#define SKT__LOCAL_MAX       32
#define SKT__CREDENTIALS_MAX 8

/* From ws2ipdef.h and mswsock.h; older headers lack them. */
#if !defined(IP_ECN)
#define IP_ECN 50
#endif
#if !defined(IPV6_ECN)
#define IPV6_ECN 50
#endif
#if !defined(UDP_SEND_MSG_SIZE)
#define UDP_SEND_MSG_SIZE           2
#define UDP_RECV_MAX_COALESCED_SIZE 3
#endif
#if !defined(UDP_COALESCED_INFO)
#define UDP_COALESCED_INFO 3
#endif
#if !defined(SIO_TIMESTAMPING)
#define SIO_TIMESTAMPING     _WSAIOW(IOC_VENDOR, 235)
#define SO_TIMESTAMP         0x300a
#define TIMESTAMPING_FLAG_RX 1
#endif

/* The most frequent rows of skt__control_rows. */
#define SKT__USUAL_CONTROL_ROWS                                                  \
    {IPPROTO_IP, IP_PKTINFO, SKT_CONTROL_LOCAL, SKT__FORM_PKTINFO},              \
        {IPPROTO_IP, IP_ECN, SKT_CONTROL_ECN, SKT__FORM_INT},                    \
        {IPPROTO_IPV6, IPV6_PKTINFO, SKT_CONTROL_LOCAL, SKT__FORM_PKTINFO6},     \
        {IPPROTO_IPV6, IPV6_ECN, SKT_CONTROL_ECN, SKT__FORM_INT},                \
    {                                                                            \
        IPPROTO_UDP, UDP_COALESCED_INFO, SKT_CONTROL_SEGMENT_SIZE, SKT__FORM_INT \
    }

/* The rows of skt__put_rows. */
#define SKT__ALL_PUT_ROWS                                                              \
    SKT__PUT4(SKT__PUT_LOCAL, IPPROTO_IP, IP_PKTINFO, SKT__FORM_PKTINFO),              \
        SKT__PUT6(SKT__PUT_LOCAL, IPPROTO_IPV6, IPV6_PKTINFO, SKT__FORM_PKTINFO6),     \
        SKT__PUT4(SKT__PUT_TOS, IPPROTO_IP, IP_TOS, SKT__FORM_INT),                    \
        SKT__PUT6(SKT__PUT_TOS, IPPROTO_IPV6, IPV6_TCLASS, SKT__FORM_INT),             \
        SKT__PUT4(SKT__PUT_ECN, IPPROTO_IP, IP_ECN, SKT__FORM_INT),                    \
        SKT__PUT6(SKT__PUT_ECN, IPPROTO_IPV6, IPV6_ECN, SKT__FORM_INT),                \
        SKT__PUT4(SKT__PUT_HOP_LIMIT, IPPROTO_IP, IP_HOPLIMIT, SKT__FORM_INT),         \
        SKT__PUT6(SKT__PUT_HOP_LIMIT, IPPROTO_IPV6, IPV6_HOPLIMIT, SKT__FORM_INT),     \
        SKT__PUT4(SKT__PUT_DONT_FRAGMENT, IPPROTO_IP, IP_DONTFRAGMENT, SKT__FORM_INT), \
        SKT__PUT6(SKT__PUT_DONT_FRAGMENT, IPPROTO_IPV6, IPV6_DONTFRAG, SKT__FORM_INT), \
        SKT__PUT_TO_ALL(SKT__PUT_SEGMENT_SIZE, IPPROTO_UDP, UDP_SEND_MSG_SIZE, SKT__FORM_INT)

static inline bool skt__read_pktinfo(const unsigned char *data, size_t len, skt_control_item *out)
{
    IN_PKTINFO info;
    if (len < sizeof info) return false;
    memcpy(&info, data, sizeof info);
    out->local.family = AF_INET;
    memcpy(out->local.ip, &info.ipi_addr, sizeof info.ipi_addr);
    out->local.interface_index = info.ipi_ifindex;
    return true;
}

static inline size_t skt__write_pktinfo(const skt_local *local, unsigned char *out)
{
    IN_PKTINFO info = {.ipi_ifindex = local->interface_index};
    if (local->family) memcpy(&info.ipi_addr, local->ip, sizeof info.ipi_addr);
    memcpy(out, &info, sizeof info);
    return sizeof info;
}

#endif
