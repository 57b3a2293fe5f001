/* SPDX-License-Identifier: MIT */
/* The layout of control data on Unix-likes, and the items that each system has. */
#ifndef SKT_UNIX_NATIVE_CONTROL_H
#define SKT_UNIX_NATIVE_CONTROL_H

#include "sys.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>

typedef struct cmsghdr skt__cmsghdr;

/* The type of cmsg_len. musl declares half of what the kernel reads, and padding that must be zero. */
#if defined(__linux__) && (defined(__GLIBC__) || defined(__BIONIC__))
typedef size_t skt__cmsg_len;
#else
typedef socklen_t skt__cmsg_len;
#endif

#define SKT__CMSG_LEN(len)   CMSG_LEN(len)
#define SKT__CMSG_SPACE(len) CMSG_SPACE(len)

/* The number for items and options that this system lacks; no system uses it. */
#define SKT__NO_SUCH (-4711)

/* At least the size of any system's structure for a local address, and for credentials. */
#define SKT__LOCAL_MAX       32
#define SKT__CREDENTIALS_MAX 96

/* Linux's numbers, which headers of a C library may lack, or which are in kernel headers that conflict with it. */
#if defined(__linux__)
#define SKT__LINUX(name, number) number
#else
#define SKT__LINUX(name, number) SKT__NO_SUCH
#endif
#define SKT__SOL_TLS              SKT__LINUX(SOL_TLS, 282)
#define SKT__SOL_UDP              SKT__LINUX(SOL_UDP, 17)
#define SKT__UDP_SEGMENT          SKT__LINUX(UDP_SEGMENT, 103)
#define SKT__UDP_GRO              SKT__LINUX(UDP_GRO, 104)
#define SKT__SO_TXTIME            SKT__LINUX(SO_TXTIME, 61)
#define SKT__TLS_SET_RECORD_TYPE  SKT__LINUX(TLS_SET_RECORD_TYPE, 1)
#define SKT__TLS_GET_RECORD_TYPE  SKT__LINUX(TLS_GET_RECORD_TYPE, 2)
#define SKT__TCP_CM_INQ           SKT__LINUX(TCP_CM_INQ, 36)
#define SKT__IPV6_RECVERR         SKT__LINUX(IPV6_RECVERR, 25)
#define SKT__IP_RECVERR           SKT__LINUX(IP_RECVERR, 11)
#define SKT__IP_RECVORIGDSTADDR   SKT__LINUX(IP_RECVORIGDSTADDR, 20)
#define SKT__IPV6_RECVORIGDSTADDR SKT__LINUX(IPV6_RECVORIGDSTADDR, 74)

/*
 * The same for SOL_SOCKET. Some numbers differ by processor; an older name that has its value tells which set applies.
 */
#if defined(__linux__)
#if !defined(SCM_TS_OPT_ID)
#if defined(__hppa__) || defined(__sparc__)
#define SCM_TS_OPT_ID SKT__NO_SUCH
#else
#define SCM_TS_OPT_ID 81
#endif
#endif
#if !defined(SCM_PIDFD)
#define SCM_PIDFD 0x04
#endif
#if !defined(SCM_SECURITY)
#define SCM_SECURITY 0x03
#endif
#if !defined(SCM_INQ) && (defined(__hppa__) || defined(__sparc__))
#define SCM_INQ SKT__NO_SUCH
#elif !defined(SCM_INQ)
#define SCM_INQ 84
#endif
#endif

/* Items that systems other than Linux may lack. */
#if !defined(IP_PKTINFO)
#define IP_PKTINFO        SKT__NO_SUCH
#define SKT__HAVE_PKTINFO 0
#else
#define SKT__HAVE_PKTINFO 1
#endif
#if !defined(IP_RECVPKTINFO)
#define IP_RECVPKTINFO IP_PKTINFO
#endif
#if !defined(IP_RECVDSTADDR)
#define IP_RECVDSTADDR SKT__NO_SUCH
#endif
#if !defined(IP_SENDSRCADDR)
#define IP_SENDSRCADDR IP_RECVDSTADDR
#endif
#if !defined(IP_RECVIF)
#define IP_RECVIF SKT__NO_SUCH
#endif
#if !defined(IP_RECVTOS)
#define IP_RECVTOS SKT__NO_SUCH
#endif
#if !defined(IP_RECVTTL)
#define IP_RECVTTL SKT__NO_SUCH
#endif
#if !defined(IPV6_PKTINFO)
#define IPV6_PKTINFO     SKT__NO_SUCH
#define IPV6_RECVPKTINFO SKT__NO_SUCH
#endif
#if !defined(IPV6_TCLASS)
#define IPV6_TCLASS     SKT__NO_SUCH
#define IPV6_RECVTCLASS SKT__NO_SUCH
#endif
#if !defined(IPV6_HOPLIMIT)
#define IPV6_HOPLIMIT     SKT__NO_SUCH
#define IPV6_RECVHOPLIMIT SKT__NO_SUCH
#endif
#if !defined(IPV6_DONTFRAG)
#define IPV6_DONTFRAG SKT__NO_SUCH
#endif
#if !defined(IP_ORIGDSTADDR)
#define IP_ORIGDSTADDR SKT__LINUX(IP_ORIGDSTADDR, 20)
#endif
#if !defined(IPV6_ORIGDSTADDR)
#define IPV6_ORIGDSTADDR SKT__LINUX(IPV6_ORIGDSTADDR, 74)
#endif
#if !defined(SO_TIMESTAMP)
#define SO_TIMESTAMP SKT__NO_SUCH
#endif
#if !defined(SCM_TIMESTAMP)
#define SCM_TIMESTAMP SO_TIMESTAMP
#endif
#if !defined(SO_TIMESTAMPNS)
#define SO_TIMESTAMPNS SKT__NO_SUCH
#endif
#if !defined(SCM_TIMESTAMPNS)
#define SCM_TIMESTAMPNS SO_TIMESTAMPNS
#endif
#if !defined(SO_TIMESTAMPING)
#define SO_TIMESTAMPING SKT__NO_SUCH
#endif
#if !defined(SCM_TIMESTAMPING)
#define SCM_TIMESTAMPING SO_TIMESTAMPING
#endif
#if !defined(SCM_TIMESTAMPING_PKTINFO)
#define SCM_TIMESTAMPING_PKTINFO SKT__LINUX(SCM_TIMESTAMPING_PKTINFO, 58)
#endif
#if !defined(SCM_REALTIME)
#define SCM_REALTIME SKT__NO_SUCH
#endif
#if !defined(SO_RXQ_OVFL)
#define SO_RXQ_OVFL SKT__NO_SUCH
#endif
#if !defined(SO_MARK)
#define SO_MARK SKT__NO_SUCH
#endif
#if !defined(SCM_PIDFD)
#define SCM_PIDFD SKT__NO_SUCH
#endif
#if !defined(SCM_INQ)
#define SCM_INQ SKT__NO_SUCH
#endif
#if !defined(SCM_SECURITY)
#define SCM_SECURITY SKT__NO_SUCH
#endif
#if !defined(SCM_TS_OPT_ID)
#define SCM_TS_OPT_ID SKT__NO_SUCH
#endif

/* FreeBSD accepts a TOS of one byte, NetBSD and OpenBSD accept none; only Linux and FreeBSD accept a TTL. */
#if defined(__FreeBSD__) || defined(__DragonFly__)
#define SKT__TOS_FORM SKT__FORM_BYTE
#elif defined(__NetBSD__) || defined(__OpenBSD__)
#define SKT__TOS_FORM SKT__FORM_NONE
#else
#define SKT__TOS_FORM SKT__FORM_INT
#endif
#if defined(__linux__)
#define SKT__TTL_FORM SKT__FORM_INT
#elif defined(__FreeBSD__)
#define SKT__TTL_FORM SKT__FORM_BYTE
#else
#define SKT__TTL_FORM SKT__FORM_NONE
#endif
#if SKT__HAVE_PKTINFO
#define SKT__LOCAL_TYPE IP_PKTINFO
#define SKT__LOCAL_FORM SKT__FORM_PKTINFO
#else
#define SKT__LOCAL_TYPE IP_SENDSRCADDR
#define SKT__LOCAL_FORM SKT__FORM_IN_ADDR
#endif

/*
 * The option for receive times. The kernel of Linux makes no stamps until a socket asks for them; for datagrams from
 * before it reports the time of the call with SO_TIMESTAMPNS, but none with SO_TIMESTAMPING.
 */
#if defined(__linux__)
#define SKT__SO_TIME SO_TIMESTAMPNS
#else
#define SKT__SO_TIME SO_TIMESTAMP
#endif

/* The type of credentials, which has a different name on each system. */
#if defined(SCM_CREDENTIALS)
#define SKT__SCM_CREDENTIALS SCM_CREDENTIALS
#elif defined(SCM_CREDS)
#define SKT__SCM_CREDENTIALS SCM_CREDS
#elif defined(SCM_UCRED)
#define SKT__SCM_CREDENTIALS SCM_UCRED
#else
#define SKT__SCM_CREDENTIALS SKT__NO_SUCH
#endif
#if defined(SCM_CREDS2)
#define SKT__SCM_CREDENTIALS_2 SCM_CREDS2
#else
#define SKT__SCM_CREDENTIALS_2 SKT__NO_SUCH
#endif

#if defined(__sun)
#include <ucred.h>
#endif
#if defined(__FreeBSD__) || defined(__DragonFly__)
#include <sys/ucred.h>
#endif

/* 32-bit systems have two numbers per option, for 32-bit and 64-bit times; the C library names only one of them. */
#if defined(__linux__) && !defined(__sparc__) && !defined(__hppa__)
#define SKT__SO_TIMESTAMP_OLD    29
#define SKT__SO_TIMESTAMPNS_OLD  35
#define SKT__SO_TIMESTAMPING_OLD 37
#define SKT__SO_TIMESTAMP_NEW    63
#define SKT__SO_TIMESTAMPNS_NEW  64
#define SKT__SO_TIMESTAMPING_NEW 65
#else
#define SKT__SO_TIMESTAMP_OLD    SCM_TIMESTAMP
#define SKT__SO_TIMESTAMPNS_OLD  SCM_TIMESTAMPNS
#define SKT__SO_TIMESTAMPING_OLD SCM_TIMESTAMPING
#define SKT__SO_TIMESTAMP_NEW    SKT__NO_SUCH
#define SKT__SO_TIMESTAMPNS_NEW  SKT__NO_SUCH
#define SKT__SO_TIMESTAMPING_NEW SKT__NO_SUCH
#endif

/* The most frequent rows of skt__control_rows. */
#define SKT__USUAL_CONTROL_ROWS                                                    \
    {IPPROTO_IP, IP_PKTINFO, SKT_CONTROL_LOCAL, SKT__FORM_PKTINFO},                \
        {IPPROTO_IP, IP_TOS, SKT_CONTROL_TOS, SKT__FORM_INT_OR_BYTE},              \
        {IPPROTO_IPV6, IPV6_PKTINFO, SKT_CONTROL_LOCAL, SKT__FORM_PKTINFO6},       \
        {IPPROTO_IPV6, IPV6_TCLASS, SKT_CONTROL_TOS, SKT__FORM_INT_OR_BYTE},       \
    {                                                                              \
        SKT__SOL_UDP, SKT__UDP_GRO, SKT_CONTROL_SEGMENT_SIZE, SKT__FORM_U16_OR_INT \
    }

/* The rows of skt__put_rows. For SKT__PUT_DONT_FRAGMENT IPv4 has only an option of the socket. */
#define SKT__ALL_PUT_ROWS                                                                              \
    SKT__PUT4(SKT__PUT_LOCAL, IPPROTO_IP, SKT__LOCAL_TYPE, SKT__LOCAL_FORM),                           \
        SKT__PUT6(SKT__PUT_LOCAL, IPPROTO_IPV6, IPV6_PKTINFO, SKT__FORM_PKTINFO6),                     \
        SKT__PUT4(SKT__PUT_TOS, IPPROTO_IP, IP_TOS, SKT__TOS_FORM),                                    \
        SKT__PUT6(SKT__PUT_TOS, IPPROTO_IPV6, IPV6_TCLASS, SKT__FORM_INT),                             \
        SKT__PUT4(SKT__PUT_ECN, IPPROTO_IP, IP_TOS, SKT__TOS_FORM),                                    \
        SKT__PUT6(SKT__PUT_ECN, IPPROTO_IPV6, IPV6_TCLASS, SKT__FORM_INT),                             \
        SKT__PUT4(SKT__PUT_HOP_LIMIT, IPPROTO_IP, IP_TTL, SKT__TTL_FORM),                              \
        SKT__PUT6(SKT__PUT_HOP_LIMIT, IPPROTO_IPV6, IPV6_HOPLIMIT, SKT__FORM_INT),                     \
        SKT__PUT6(SKT__PUT_DONT_FRAGMENT, IPPROTO_IPV6, IPV6_DONTFRAG, SKT__FORM_INT),                 \
        SKT__PUT_TO_ALL(SKT__PUT_SEGMENT_SIZE, SKT__SOL_UDP, SKT__UDP_SEGMENT, SKT__FORM_U16),         \
        SKT__PUT_TO_ALL(SKT__PUT_SEND_TIME, SOL_SOCKET, SKT__SO_TXTIME, SKT__FORM_U64),                \
        SKT__PUT_TO_ALL(SKT__PUT_KEY, SOL_SOCKET, SCM_TS_OPT_ID, SKT__FORM_INT),                       \
        SKT__PUT_TO_ALL(SKT__PUT_STAMP, SOL_SOCKET, SO_TIMESTAMPING, SKT__FORM_INT),                   \
        SKT__PUT_TO_ALL(SKT__PUT_MARK, SOL_SOCKET, SO_MARK, SKT__FORM_INT),                            \
        SKT__PUT_TO_ALL(SKT__PUT_HANDLES, SOL_SOCKET, SCM_RIGHTS, SKT__FORM_HANDLES),                  \
        SKT__PUT_TO_ALL(SKT__PUT_CREDENTIALS, SOL_SOCKET, SKT__SCM_CREDENTIALS, SKT__CREDENTIALS_PUT), \
        SKT__PUT_TO_ALL(SKT__PUT_TLS_RECORD, SKT__SOL_TLS, SKT__TLS_SET_RECORD_TYPE, SKT__FORM_BYTE)

/* struct in_pktinfo. Some systems have both the destination address and the local address to answer from. */
#if SKT__HAVE_PKTINFO
static inline bool skt__read_pktinfo(const unsigned char *data, size_t len, skt_control_item *out)
{
    struct in_pktinfo info;
    if (len < sizeof info) return false;
    memcpy(&info, data, sizeof info);
    out->local.family = AF_INET;
    memcpy(out->local.ip, &info.ipi_addr, sizeof info.ipi_addr);
    out->local.interface_index = (uint32_t)info.ipi_ifindex;
#if defined(__linux__)
    out->group = info.ipi_addr.s_addr != info.ipi_spec_dst.s_addr;
#endif
    return true;
}

static inline size_t skt__write_pktinfo(const skt_local *local, unsigned char *out)
{
    struct in_pktinfo info;
    struct in_addr from = {0};
    if (local->family) memcpy(&from, local->ip, sizeof from);
    memset(&info, 0, sizeof info);
    memcpy(&info.ipi_ifindex, &local->interface_index, sizeof info.ipi_ifindex);
#if defined(__NetBSD__) || defined(__CYGWIN__)
    info.ipi_addr = from;
#else
    info.ipi_spec_dst = from;
#endif
    memcpy(out, &info, sizeof info);
    return sizeof info;
}
#else
static inline bool skt__read_pktinfo(const unsigned char *data, size_t len, skt_control_item *out)
{
    (void)data, (void)len, (void)out;
    return false;
}

static inline size_t skt__write_pktinfo(const skt_local *local, unsigned char *out)
{
    (void)local, (void)out;
    return 0;
}
#endif

/* IP_RECVIF brings a struct sockaddr_dl, of which the index is read. */
#if defined(SKT__BSD)
static inline bool skt__read_link(const unsigned char *data, size_t len, skt_control_item *out)
{
    struct sockaddr_dl link;
    if (len < offsetof(struct sockaddr_dl, sdl_data)) return false;
    memset(&link, 0, sizeof link);
    memcpy(&link, data, len < sizeof link ? len : sizeof link);
    out->local.interface_index = link.sdl_index;
    return true;
}
#else
/* On other systems IP_RECVIF brings the index itself. */
static inline bool skt__read_link(const unsigned char *data, size_t len, skt_control_item *out)
{
    if (len < sizeof out->local.interface_index) return false;
    memcpy(&out->local.interface_index, data, sizeof out->local.interface_index);
    return true;
}
#endif

static inline void skt__has_all(skt_credentials *out, int64_t pid, int64_t uid, int64_t gid)
{
    *out = (skt_credentials){pid, uid, gid, SKT_HAS_PID | SKT_HAS_UID | SKT_HAS_GID, 0};
}

#if defined(__linux__) || defined(__CYGWIN__)
static inline bool skt__read_credentials(const unsigned char *data, size_t len, skt_credentials *out)
{
    struct ucred from;
    if (len < sizeof from) return false;
    memcpy(&from, data, sizeof from);
    skt__has_all(out, from.pid, from.uid, from.gid);
    return true;
}

static inline size_t skt__write_ucred(const skt_credentials *credentials, unsigned char *out)
{
    const uint32_t all = SKT_HAS_PID | SKT_HAS_UID | SKT_HAS_GID;
    if ((credentials->has & all) != all) return 0;
    struct ucred to = {.pid = (pid_t)credentials->pid, .uid = (uid_t)credentials->uid, .gid = (gid_t)credentials->gid};
    memcpy(out, &to, sizeof to);
    return sizeof to;
}
#define SKT__CREDENTIALS_PUT SKT__FORM_CREDENTIALS
#else
static inline size_t skt__write_ucred(const skt_credentials *credentials, unsigned char *out)
{
    (void)credentials, (void)out;
    return 0;
}
#define SKT__CREDENTIALS_PUT SKT__FORM_NONE

#if defined(__FreeBSD__) || defined(__DragonFly__)
/* struct cmsgcred from a sender, or struct sockcred from LOCAL_CREDS; they differ in length. */
static inline bool skt__read_credentials(const unsigned char *data, size_t len, skt_credentials *out)
{
    struct cmsgcred from;
    if (len < sizeof from) return false;
    memcpy(&from, data, sizeof from);
    skt__has_all(out, from.cmcred_pid, from.cmcred_euid, from.cmcred_gid);
    return true;
}
#elif defined(__NetBSD__)
static inline bool skt__read_credentials(const unsigned char *data, size_t len, skt_credentials *out)
{
    struct sockcred from;
    if (len < offsetof(struct sockcred, sc_groups)) return false;
    memcpy(&from, data, offsetof(struct sockcred, sc_groups));
    skt__has_all(out, from.sc_pid, from.sc_euid, from.sc_egid);
    return true;
}
#elif defined(__sun)
static inline bool skt__read_credentials(const unsigned char *data, size_t len, skt_credentials *out)
{
    if (len < ucred_size()) return false;
    const ucred_t *from = (const ucred_t *)(const void *)data;
    skt__has_all(out, ucred_getpid(from), (int64_t)ucred_geteuid(from), (int64_t)ucred_getegid(from));
    return true;
}
#else
static inline bool skt__read_credentials(const unsigned char *data, size_t len, skt_credentials *out)
{
    (void)data, (void)len, (void)out;
    return false;
}
#endif
#endif

#endif
