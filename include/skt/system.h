/* SPDX-License-Identifier: MIT */
/*
 * The numbers, widths and layouts of each system, so that no public header needs a header of the system.
 *
 * A row defines one constant for every system that this header knows. -1 in a column means that the system lacks the
 * constant; its value is then the first number of the row, which no kernel accepts. For families, types and protocols
 * these first numbers are from 0x70f0f000 to 0x70f0f3ff; no kernel uses them for any of the three, and they contain
 * none of the SKT_SOCK_ bits. On any other system CMake writes the same names to <skt/system_generated.h> from that
 * system's own headers. When the library is built, it compares every row and layout with the system's headers.
 */
#ifndef SKT_SYSTEM_H
#define SKT_SYSTEM_H

#include <stddef.h>
#include <stdint.h>

/* Before each function of the library. On Windows it is imported from the DLL unless SKT_STATIC is defined. */
#if defined(_WIN32) && !defined(SKT_STATIC) && defined(SKT_BUILDING)
#define SKT_API __declspec(dllexport)
#elif defined(_WIN32) && !defined(SKT_STATIC)
#define SKT_API __declspec(dllimport)
#elif defined(__GNUC__)
#define SKT_API __attribute__((visibility("default")))
#else
#define SKT_API
#endif

/* What C and C++ write differently: the brackets around declarations, and a structure as a value. */
#if defined(__GNUC__)
#define SKT__EXTENSION __extension__ /* of C11, in C99 */
#else
#define SKT__EXTENSION
#endif
#ifdef __cplusplus
#define SKT_BEGIN                 extern "C" {
#define SKT_END                   }
#define SKT_LITERAL(type)         type
#define SKT__CAST(type, value)    static_cast<type>(value)
#define SKT__MUTABLE(type, value) const_cast<type>(value)
#define SKT__INLINE               static inline
#else
#define SKT_BEGIN
#define SKT_END
#define SKT_LITERAL(type)         (type)
#define SKT__CAST(type, value)    ((type)(value))
#define SKT__MUTABLE(type, value) ((type)(uintptr_t)(value))
#if defined(__GNUC__)
#define SKT__INLINE static __inline__
#else
#define SKT__INLINE static inline
#endif
#endif

/* clang-format off */
#define SKT__OR(absent, value) ((value) == -1 ? (absent) : (value))
#if defined(SKT_SYSTEM_GENERATED)
#elif defined(_WIN32)
#define SKT__NUMBER(absent, linux_, mips, apple, freebsd, netbsd, openbsd, windows) SKT__OR(absent, windows)
#elif defined(__APPLE__)
#define SKT__NUMBER(absent, linux_, mips, apple, freebsd, netbsd, openbsd, windows) SKT__OR(absent, apple)
#elif defined(__FreeBSD__)
#define SKT__NUMBER(absent, linux_, mips, apple, freebsd, netbsd, openbsd, windows) SKT__OR(absent, freebsd)
#elif defined(__NetBSD__)
#define SKT__NUMBER(absent, linux_, mips, apple, freebsd, netbsd, openbsd, windows) SKT__OR(absent, netbsd)
#elif defined(__OpenBSD__)
#define SKT__NUMBER(absent, linux_, mips, apple, freebsd, netbsd, openbsd, windows) SKT__OR(absent, openbsd)
#elif defined(__linux__) && defined(__mips__)
#define SKT__NUMBER(absent, linux_, mips, apple, freebsd, netbsd, openbsd, windows) SKT__OR(absent, mips)
#elif defined(__linux__) && !defined(__sparc__) && !defined(__alpha__) && !defined(__hppa__) && \
    !defined(__m68k__) && !defined(__xtensa__)
#define SKT__NUMBER(absent, linux_, mips, apple, freebsd, netbsd, openbsd, windows) SKT__OR(absent, linux_)
#endif
#define SKT__FLAG SKT__NUMBER

/* One error that PowerPC does not share with the other processors; it is EDEADLK on those. */
#if defined(__powerpc__)
#define SKT__LINUX_EDEADLOCK 58
#else
#define SKT__LINUX_EDEADLOCK -1
#endif

#ifndef SKT__NUMBER
#include <skt/system_generated.h>
#else

/*                                       absent, linux, linux on mips, apple, freebsd, netbsd, openbsd, windows */

/* Families: the first argument of skt_open. socket(2), address_families(7). */
#define SKT_AF_UNSPEC            SKT__NUMBER(0x70f0f001,  0,  0,  0,  0,  0,  0,  0)
#define SKT_AF_UNIX              SKT__NUMBER(0x70f0f002,  1,  1,  1,  1,  1,  1,  1)
#define SKT_AF_INET              SKT__NUMBER(0x70f0f003,  2,  2,  2,  2,  2,  2,  2)
#define SKT_AF_INET6             SKT__NUMBER(0x70f0f004, 10, 10, 30, 28, 24, 24, 23)
#define SKT_AF_PACKET            SKT__NUMBER(0x70f0f005, 17, 17, -1, -1, -1, -1, -1)
#define SKT_AF_NETLINK           SKT__NUMBER(0x70f0f006, 16, 16, -1, 38, -1, -1, -1)
#define SKT_AF_LINK              SKT__NUMBER(0x70f0f007, -1, -1, 18, 18, 18, 18, 33)
#define SKT_AF_ROUTE             SKT__NUMBER(0x70f0f008, 16, 16, 17, 17, 34, 17, -1)
#define SKT_AF_KEY               SKT__NUMBER(0x70f0f009, 15, 15, -1, -1, -1, 30, -1)
#define SKT_AF_SYSTEM            SKT__NUMBER(0x70f0f00a, -1, -1, 32, -1, -1, -1, -1)
#define SKT_AF_VSOCK             SKT__NUMBER(0x70f0f00b, 40, 40, 40, -1, -1, -1, -1)
#define SKT_AF_HYPERV            SKT__NUMBER(0x70f0f00c, -1, -1, -1, 43, -1, -1, 34)
#define SKT_AF_CAN               SKT__NUMBER(0x70f0f00d, 29, 29, -1, -1, 35, -1, -1)
#define SKT_AF_BLUETOOTH         SKT__NUMBER(0x70f0f00e, 31, 31, -1, 36, 31, 32, 32)
#define SKT_AF_ALG               SKT__NUMBER(0x70f0f00f, 38, 38, -1, -1, -1, -1, -1)
#define SKT_AF_TIPC              SKT__NUMBER(0x70f0f010, 30, 30, -1, -1, -1, -1, -1)
#define SKT_AF_RDS               SKT__NUMBER(0x70f0f011, 21, 21, -1, -1, -1, -1, -1)
#define SKT_AF_XDP               SKT__NUMBER(0x70f0f012, 44, 44, -1, -1, -1, -1, -1)
#define SKT_AF_QIPCRTR           SKT__NUMBER(0x70f0f013, 42, 42, -1, -1, -1, -1, -1)
#define SKT_AF_SMC               SKT__NUMBER(0x70f0f014, 43, 43, -1, -1, -1, -1, -1)
#define SKT_AF_KCM               SKT__NUMBER(0x70f0f015, 41, 41, -1, -1, -1, -1, -1)
#define SKT_AF_IRDA              SKT__NUMBER(0x70f0f016, 23, 23, -1, -1, -1, -1, 26)

/* Types: the second argument of skt_open. socket(2). */
#define SKT_SOCK_STREAM          SKT__NUMBER(0x70f0f101, 1, 2,  1,  1, 1,  1,  1)
#define SKT_SOCK_DGRAM           SKT__NUMBER(0x70f0f102, 2, 1,  2,  2, 2,  2,  2)
#define SKT_SOCK_RAW             SKT__NUMBER(0x70f0f103, 3, 3,  3,  3, 3,  3,  3)
#define SKT_SOCK_RDM             SKT__NUMBER(0x70f0f104, 4, 4,  4,  4, 4,  4,  4)
#define SKT_SOCK_SEQPACKET       SKT__NUMBER(0x70f0f105, 5, 5,  5,  5, 5,  5,  5)
#define SKT_SOCK_DCCP            SKT__NUMBER(0x70f0f106, 6, 6, -1, -1, 6, -1, -1)

/* Protocols: the third argument of skt_open, and the levels of skt_set_raw. protocols(5), IANA. */
#define SKT_IPPROTO_IP           SKT__NUMBER(0x70f0f201,   0,   0,   0,   0,   0,   0,   0)
#define SKT_IPPROTO_ICMP         SKT__NUMBER(0x70f0f202,   1,   1,   1,   1,   1,   1,   1)
#define SKT_IPPROTO_IGMP         SKT__NUMBER(0x70f0f203,   2,   2,   2,   2,   2,   2,   2)
#define SKT_IPPROTO_TCP          SKT__NUMBER(0x70f0f204,   6,   6,   6,   6,   6,   6,   6)
#define SKT_IPPROTO_UDP          SKT__NUMBER(0x70f0f205,  17,  17,  17,  17,  17,  17,  17)
#define SKT_IPPROTO_DCCP         SKT__NUMBER(0x70f0f206,  33,  33,  -1,  33,  33,  -1,  -1)
#define SKT_IPPROTO_IPV6         SKT__NUMBER(0x70f0f207,  41,  41,  41,  41,  41,  41,  41)
#define SKT_IPPROTO_GRE          SKT__NUMBER(0x70f0f208,  47,  47,  47,  47,  47,  47,  -1)
#define SKT_IPPROTO_ESP          SKT__NUMBER(0x70f0f209,  50,  50,  50,  50,  50,  50,  50)
#define SKT_IPPROTO_AH           SKT__NUMBER(0x70f0f20a,  51,  51,  51,  51,  51,  51,  51)
#define SKT_IPPROTO_ICMPV6       SKT__NUMBER(0x70f0f20b,  58,  58,  58,  58,  58,  58,  58)
#define SKT_IPPROTO_PIM          SKT__NUMBER(0x70f0f20c, 103, 103, 103, 103, 103, 103, 103)
#define SKT_IPPROTO_SCTP         SKT__NUMBER(0x70f0f20d, 132, 132, 132, 132, 132, 132, 132)
#define SKT_IPPROTO_UDPLITE      SKT__NUMBER(0x70f0f20e, 136, 136,  -1, 136,  -1, 136,  -1)
#define SKT_IPPROTO_MPTCP        SKT__NUMBER(0x70f0f20f, 262, 262,  -1,  -1,  -1,  -1,  -1)
#define SKT_IPPROTO_DIVERT       SKT__NUMBER(0x70f0f210,  -1,  -1, 254, 258,  -1, 258,  -1)
#define SKT_IPPROTO_RAW          SKT__NUMBER(0x70f0f211, 255, 255, 255, 255, 255, 255, 255)

/* The level of the socket's own options, for skt_set_raw. socket(7). */
#define SKT_SOL_SOCKET           SKT__NUMBER(23001, 1, 65535, 65535, 65535, 65535, 65535, 65535)

/* Message flags, in and out. send(2), recv(2). */
#define SKT_MSG_OOB              SKT__FLAG(0x00000000,        0x1,        0x1,     0x1,     0x1,    0x1,    0x1,    0x1)
#define SKT_MSG_PEEK             SKT__FLAG(0x00000000,        0x2,        0x2,     0x2,     0x2,    0x2,    0x2,    0x2)
#define SKT_MSG_DONTROUTE        SKT__FLAG(0x00000000,        0x4,        0x4,     0x4,     0x4,    0x4,    0x4,    0x4)
#define SKT_MSG_CTRUNC           SKT__FLAG(0x00000000,        0x8,        0x8,    0x20,    0x20,   0x20,   0x20,  0x200)
#define SKT_MSG_TRUNC            SKT__FLAG(0x00000000,       0x20,       0x20,    0x10,    0x10,   0x10,   0x10,  0x100)
#define SKT_MSG_DONTWAIT         SKT__FLAG(0x40000000,       0x40,       0x40,    0x80,    0x80,   0x80,   0x80,     -1)
#define SKT_MSG_EOR              SKT__FLAG(0x20000000,       0x80,       0x80,     0x8,     0x8,    0x8,    0x8,     -1)
#define SKT_MSG_WAITALL          SKT__FLAG(0x00000000,      0x100,      0x100,    0x40,    0x40,   0x40,   0x40,    0x8)
#define SKT_MSG_NOSIGNAL         SKT__FLAG(0x00000000,     0x4000,     0x4000, 0x80000, 0x20000,  0x400,  0x400,    0x0)
#define SKT_MSG_CONFIRM          SKT__FLAG(0x10000000,      0x800,      0x800,      -1,      -1,     -1,     -1,     -1)
#define SKT_MSG_MORE             SKT__FLAG(0x08000000,     0x8000,     0x8000,      -1,      -1,     -1,     -1,     -1)
#define SKT_MSG_ERRQUEUE         SKT__FLAG(0x04000000,     0x2000,     0x2000,      -1,      -1,     -1,     -1, 0x1000)
#define SKT_MSG_WAITFORONE       SKT__FLAG(0x00400000,    0x10000,    0x10000,      -1, 0x80000, 0x2000, 0x1000,     -1)
#define SKT_MSG_CMSG_CLOEXEC     SKT__FLAG(0x00200000, 0x40000000, 0x40000000,      -1, 0x40000,  0x800,  0x800,     -1)
#define SKT_MSG_FASTOPEN         SKT__FLAG(0x00800000, 0x20000000, 0x20000000,      -1,      -1,     -1,     -1,     -1)
#define SKT_MSG_ZEROCOPY         SKT__FLAG(0x02000000,  0x4000000,  0x4000000,      -1,      -1,     -1,     -1,     -1)
#define SKT_MSG_BATCH            SKT__FLAG(0x01000000,    0x40000,    0x40000,      -1,      -1,     -1,     -1,     -1)

/* Values of IP_MTU_DISCOVER and IPV6_MTU_DISCOVER. ip(7). */
#define SKT_IP_PMTUDISC_DONT      SKT__NUMBER(25001, 0, 0, -1, -1, -1, -1,  2)
#define SKT_IP_PMTUDISC_WANT      SKT__NUMBER(25002, 1, 1, -1, -1, -1, -1, -1)
#define SKT_IP_PMTUDISC_DO        SKT__NUMBER(25003, 2, 2, -1, -1, -1, -1,  1)
#define SKT_IP_PMTUDISC_PROBE     SKT__NUMBER(25004, 3, 3, -1, -1, -1, -1,  3)
#define SKT_IP_PMTUDISC_INTERFACE SKT__NUMBER(25005, 4, 4, -1, -1, -1, -1, -1)
#define SKT_IP_PMTUDISC_OMIT      SKT__NUMBER(25006, 5, 5, -1, -1, -1, -1, -1)

/* The directions of skt_shutdown. shutdown(2). */
#define SKT_SHUT_RD              SKT__NUMBER(24001, 0, 0, 0, 0, 0, 0, 0)
#define SKT_SHUT_WR              SKT__NUMBER(24002, 1, 1, 1, 1, 1, 1, 1)
#define SKT_SHUT_RDWR            SKT__NUMBER(24003, 2, 2, 2, 2, 2, 2, 2)

/* The backlog of skt_listen that means the system's limit. listen(2). */
#define SKT_SOMAXCONN            SKT__NUMBER(0, 4096, 4096, 128, 128, 128, 128, 0x7fffffff)

/* Events of skt_poll. poll(2). */
#define SKT_POLLIN               SKT__FLAG(0x0000,    0x1,    0x1,   0x1,    0x1,   0x1,   0x1, 0x300)
#define SKT_POLLPRI              SKT__FLAG(0x0000,    0x2,    0x2,   0x2,    0x2,   0x2,   0x2, 0x400)
#define SKT_POLLOUT              SKT__FLAG(0x0000,    0x4,    0x4,   0x4,    0x4,   0x4,   0x4,  0x10)
#define SKT_POLLERR              SKT__FLAG(0x0000,    0x8,    0x8,   0x8,    0x8,   0x8,   0x8,   0x1)
#define SKT_POLLHUP              SKT__FLAG(0x0000,   0x10,   0x10,  0x10,   0x10,  0x10,  0x10,   0x2)
#define SKT_POLLNVAL             SKT__FLAG(0x0000,   0x20,   0x20,  0x20,   0x20,  0x20,  0x20,   0x4)
#define SKT_POLLRDNORM           SKT__FLAG(0x0000,   0x40,   0x40,  0x40,   0x40,  0x40,  0x40, 0x100)
#define SKT_POLLRDBAND           SKT__FLAG(0x0000,   0x80,   0x80,  0x80,   0x80,  0x80,  0x80, 0x200)
#define SKT_POLLWRNORM           SKT__FLAG(0x0000,  0x100,    0x4,   0x4,    0x4,   0x4,   0x4,  0x10)
#define SKT_POLLWRBAND           SKT__FLAG(0x0000,  0x200,  0x100, 0x100,  0x100, 0x100, 0x100,  0x20)
#define SKT_POLLRDHUP            SKT__FLAG(0x4000, 0x2000, 0x2000,    -1, 0x4000,    -1,    -1,    -1)

/* Flags of skt_resolve. getaddrinfo(3). */
#define SKT_AI_PASSIVE           SKT__FLAG(0x01000000,   0x1,   0x1,    0x1,   0x1,   0x1,  0x1,   0x1)
#define SKT_AI_NUMERICHOST       SKT__FLAG(0x02000000,   0x4,   0x4,    0x4,   0x4,   0x4,  0x4,   0x4)
#define SKT_AI_NUMERICSERV       SKT__FLAG(0x04000000, 0x400, 0x400, 0x1000,   0x8,   0x8, 0x10,   0x8)
#define SKT_AI_V4MAPPED          SKT__FLAG(0x08000000,   0x8,   0x8,  0x800, 0x800,    -1,   -1, 0x800)
#define SKT_AI_ALL               SKT__FLAG(0x10000000,  0x10,  0x10,  0x100, 0x100,    -1,   -1, 0x100)
#define SKT_AI_ADDRCONFIG        SKT__FLAG(0x20000000,  0x20,  0x20,  0x400, 0x400, 0x400, 0x40, 0x400)

/* Flags of skt_resolve_name. getnameinfo(3). */
#define SKT_NI_NUMERICHOST       SKT__FLAG(0x01000000,   0x1,   0x1,   0x2,  0x2,  0x2,  0x1, 0x2)
#define SKT_NI_NUMERICSERV       SKT__FLAG(0x02000000,   0x2,   0x2,   0x8,  0x8,  0x8,  0x2, 0x8)
#define SKT_NI_NOFQDN            SKT__FLAG(0x04000000,   0x4,   0x4,   0x1,  0x1,  0x1,  0x4, 0x1)
#define SKT_NI_NAMEREQD          SKT__FLAG(0x08000000,   0x8,   0x8,   0x4,  0x4,  0x4,  0x8, 0x4)
#define SKT_NI_DGRAM             SKT__FLAG(0x10000000,  0x10,  0x10,  0x10, 0x10, 0x10, 0x10, 0x10)
#define SKT_NI_NUMERICSCOPE      SKT__FLAG(0x20000000,    -1,    -1, 0x100, 0x20, 0x40,   -1,  -1)

/* Flags of an skt_interface. netdevice(7). */
#define SKT_IFF_UP               SKT__FLAG(0x01000000,    0x1,    0x1,    0x1,    0x1,    0x1,    0x1,  0x1)
#define SKT_IFF_BROADCAST        SKT__FLAG(0x02000000,    0x2,    0x2,    0x2,    0x2,    0x2,    0x2,  0x2)
#define SKT_IFF_LOOPBACK         SKT__FLAG(0x04000000,    0x8,    0x8,    0x8,    0x8,    0x8,    0x8,  0x4)
#define SKT_IFF_POINTOPOINT      SKT__FLAG(0x08000000,   0x10,   0x10,   0x10,   0x10,   0x10,   0x10,  0x8)
#define SKT_IFF_RUNNING          SKT__FLAG(0x10000000,   0x40,   0x40,   0x40,   0x40,   0x40,   0x40,   -1)
#define SKT_IFF_PROMISC          SKT__FLAG(0x20000000,  0x100,  0x100,  0x100,  0x100,  0x100,  0x100,   -1)
#define SKT_IFF_MULTICAST        SKT__FLAG(0x40000000, 0x1000, 0x1000, 0x8000, 0x8000, 0x8000, 0x8000, 0x10)

/* The values of errno, for error.h. errno(3). */
#define SKT_ERRNO_EPERM          SKT__NUMBER(32001,   1,    1,   1,  1,  1,  1, -1)
#define SKT_ERRNO_ENOENT         SKT__NUMBER(32002,   2,    2,   2,  2,  2,  2, -1)
#define SKT_ERRNO_EINTR          SKT__NUMBER(32003,   4,    4,   4,  4,  4,  4, -1)
#define SKT_ERRNO_EIO            SKT__NUMBER(32004,   5,    5,   5,  5,  5,  5, -1)
#define SKT_ERRNO_ENXIO          SKT__NUMBER(32005,   6,    6,   6,  6,  6,  6, -1)
#define SKT_ERRNO_E2BIG          SKT__NUMBER(32006,   7,    7,   7,  7,  7,  7, -1)
#define SKT_ERRNO_EBADF          SKT__NUMBER(32007,   9,    9,   9,  9,  9,  9, -1)
#define SKT_ERRNO_EAGAIN         SKT__NUMBER(32008,  11,   11,  35, 35, 35, 35, -1)
#define SKT_ERRNO_ENOMEM         SKT__NUMBER(32009,  12,   12,  12, 12, 12, 12, -1)
#define SKT_ERRNO_EACCES         SKT__NUMBER(32010,  13,   13,  13, 13, 13, 13, -1)
#define SKT_ERRNO_EFAULT         SKT__NUMBER(32011,  14,   14,  14, 14, 14, 14, -1)
#define SKT_ERRNO_EBUSY          SKT__NUMBER(32012,  16,   16,  16, 16, 16, 16, -1)
#define SKT_ERRNO_EEXIST         SKT__NUMBER(32013,  17,   17,  17, 17, 17, 17, -1)
#define SKT_ERRNO_EXDEV          SKT__NUMBER(32014,  18,   18,  18, 18, 18, 18, -1)
#define SKT_ERRNO_ENODEV         SKT__NUMBER(32015,  19,   19,  19, 19, 19, 19, -1)
#define SKT_ERRNO_ENOTDIR        SKT__NUMBER(32016,  20,   20,  20, 20, 20, 20, -1)
#define SKT_ERRNO_EISDIR         SKT__NUMBER(32017,  21,   21,  21, 21, 21, 21, -1)
#define SKT_ERRNO_EINVAL         SKT__NUMBER(32018,  22,   22,  22, 22, 22, 22, -1)
#define SKT_ERRNO_ENFILE         SKT__NUMBER(32019,  23,   23,  23, 23, 23, 23, -1)
#define SKT_ERRNO_EMFILE         SKT__NUMBER(32020,  24,   24,  24, 24, 24, 24, -1)
#define SKT_ERRNO_ENOTTY         SKT__NUMBER(32021,  25,   25,  25, 25, 25, 25, -1)
#define SKT_ERRNO_EFBIG          SKT__NUMBER(32022,  27,   27,  27, 27, 27, 27, -1)
#define SKT_ERRNO_ENOSPC         SKT__NUMBER(32023,  28,   28,  28, 28, 28, 28, -1)
#define SKT_ERRNO_ESPIPE         SKT__NUMBER(32024,  29,   29,  29, 29, 29, 29, -1)
#define SKT_ERRNO_EROFS          SKT__NUMBER(32025,  30,   30,  30, 30, 30, 30, -1)
#define SKT_ERRNO_EMLINK         SKT__NUMBER(32026,  31,   31,  31, 31, 31, 31, -1)
#define SKT_ERRNO_EPIPE          SKT__NUMBER(32027,  32,   32,  32, 32, 32, 32, -1)
#define SKT_ERRNO_EDOM           SKT__NUMBER(32028,  33,   33,  33, 33, 33, 33, -1)
#define SKT_ERRNO_ERANGE         SKT__NUMBER(32029,  34,   34,  34, 34, 34, 34, -1)
#define SKT_ERRNO_EDEADLK        SKT__NUMBER(32030,  35,   45,  11, 11, 11, 11, -1)
#define SKT_ERRNO_ENAMETOOLONG   SKT__NUMBER(32031,  36,   78,  63, 63, 63, 63, -1)
#define SKT_ERRNO_ENOLCK         SKT__NUMBER(32032,  37,   46,  77, 77, 77, 77, -1)
#define SKT_ERRNO_ENOSYS         SKT__NUMBER(32033,  38,   89,  78, 78, 78, 78, -1)
#define SKT_ERRNO_ENOTEMPTY      SKT__NUMBER(32034,  39,   93,  66, 66, 66, 66, -1)
#define SKT_ERRNO_ELOOP          SKT__NUMBER(32035,  40,   90,  62, 62, 62, 62, -1)
#define SKT_ERRNO_ENOMSG         SKT__NUMBER(32036,  42,   35,  91, 83, 83, 90, -1)
#define SKT_ERRNO_EIDRM          SKT__NUMBER(32037,  43,   36,  90, 82, 82, 89, -1)
#define SKT_ERRNO_ENOSTR         SKT__NUMBER(32038,  60,   60,  99, -1, 91, -1, -1)
#define SKT_ERRNO_ENODATA        SKT__NUMBER(32039,  61,   61,  96, -1, 89, -1, -1)
#define SKT_ERRNO_ETIME          SKT__NUMBER(32040,  62,   62, 101, -1, 92, -1, -1)
#define SKT_ERRNO_ENOSR          SKT__NUMBER(32041,  63,   63,  98, -1, 90, -1, -1)
#define SKT_ERRNO_ENONET         SKT__NUMBER(32042,  64,   64,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_ENOPKG         SKT__NUMBER(32043,  65,   65,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_EREMOTE        SKT__NUMBER(32044,  66,   66,  71, 71, 71, 71, -1)
#define SKT_ERRNO_ENOLINK        SKT__NUMBER(32045,  67,   67,  97, 91, 95, -1, -1)
#define SKT_ERRNO_ECOMM          SKT__NUMBER(32046,  70,   70,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_EPROTO         SKT__NUMBER(32047,  71,   71, 100, 92, 96, 95, -1)
#define SKT_ERRNO_EMULTIHOP      SKT__NUMBER(32048,  72,   74,  95, 90, 94, -1, -1)
#define SKT_ERRNO_EBADMSG        SKT__NUMBER(32049,  74,   77,  94, 89, 88, 92, -1)
#define SKT_ERRNO_EOVERFLOW      SKT__NUMBER(32050,  75,   79,  84, 84, 84, 87, -1)
#define SKT_ERRNO_ENOTUNIQ       SKT__NUMBER(32051,  76,   80,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_EBADFD         SKT__NUMBER(32052,  77,   81,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_EREMCHG        SKT__NUMBER(32053,  78,   82,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_EILSEQ         SKT__NUMBER(32054,  84,   88,  92, 86, 85, 84, -1)
#define SKT_ERRNO_EUSERS         SKT__NUMBER(32055,  87,   94,  68, 68, 68, 68, -1)
#define SKT_ERRNO_ENOTSOCK       SKT__NUMBER(32056,  88,   95,  38, 38, 38, 38, -1)
#define SKT_ERRNO_EDESTADDRREQ   SKT__NUMBER(32057,  89,   96,  39, 39, 39, 39, -1)
#define SKT_ERRNO_EMSGSIZE       SKT__NUMBER(32058,  90,   97,  40, 40, 40, 40, -1)
#define SKT_ERRNO_EPROTOTYPE     SKT__NUMBER(32059,  91,   98,  41, 41, 41, 41, -1)
#define SKT_ERRNO_ENOPROTOOPT    SKT__NUMBER(32060,  92,   99,  42, 42, 42, 42, -1)
#define SKT_ERRNO_EPROTONOSUPPORT SKT__NUMBER(32061,  93,  120,  43, 43, 43, 43, -1)
#define SKT_ERRNO_ESOCKTNOSUPPORT SKT__NUMBER(32062,  94,  121,  44, 44, 44, 44, -1)
#define SKT_ERRNO_EOPNOTSUPP     SKT__NUMBER(32063,  95,  122, 102, 45, 45, 45, -1)
#define SKT_ERRNO_ENOTSUP        SKT__NUMBER(32064,  -1,   -1,  45, -1, 86, 91, -1)
#define SKT_ERRNO_EPFNOSUPPORT   SKT__NUMBER(32065,  96,  123,  46, 46, 46, 46, -1)
#define SKT_ERRNO_EAFNOSUPPORT   SKT__NUMBER(32066,  97,  124,  47, 47, 47, 47, -1)
#define SKT_ERRNO_EADDRINUSE     SKT__NUMBER(32067,  98,  125,  48, 48, 48, 48, -1)
#define SKT_ERRNO_EADDRNOTAVAIL  SKT__NUMBER(32068,  99,  126,  49, 49, 49, 49, -1)
#define SKT_ERRNO_ENETDOWN       SKT__NUMBER(32069, 100,  127,  50, 50, 50, 50, -1)
#define SKT_ERRNO_ENETUNREACH    SKT__NUMBER(32070, 101,  128,  51, 51, 51, 51, -1)
#define SKT_ERRNO_ENETRESET      SKT__NUMBER(32071, 102,  129,  52, 52, 52, 52, -1)
#define SKT_ERRNO_ECONNABORTED   SKT__NUMBER(32072, 103,  130,  53, 53, 53, 53, -1)
#define SKT_ERRNO_ECONNRESET     SKT__NUMBER(32073, 104,  131,  54, 54, 54, 54, -1)
#define SKT_ERRNO_ENOBUFS        SKT__NUMBER(32074, 105,  132,  55, 55, 55, 55, -1)
#define SKT_ERRNO_EISCONN        SKT__NUMBER(32075, 106,  133,  56, 56, 56, 56, -1)
#define SKT_ERRNO_ENOTCONN       SKT__NUMBER(32076, 107,  134,  57, 57, 57, 57, -1)
#define SKT_ERRNO_ESHUTDOWN      SKT__NUMBER(32077, 108,  143,  58, 58, 58, 58, -1)
#define SKT_ERRNO_ETOOMANYREFS   SKT__NUMBER(32078, 109,  144,  59, 59, 59, 59, -1)
#define SKT_ERRNO_ETIMEDOUT      SKT__NUMBER(32079, 110,  145,  60, 60, 60, 60, -1)
#define SKT_ERRNO_ECONNREFUSED   SKT__NUMBER(32080, 111,  146,  61, 61, 61, 61, -1)
#define SKT_ERRNO_EHOSTDOWN      SKT__NUMBER(32081, 112,  147,  64, 64, 64, 64, -1)
#define SKT_ERRNO_EHOSTUNREACH   SKT__NUMBER(32082, 113,  148,  65, 65, 65, 65, -1)
#define SKT_ERRNO_EALREADY       SKT__NUMBER(32083, 114,  149,  37, 37, 37, 37, -1)
#define SKT_ERRNO_EINPROGRESS    SKT__NUMBER(32084, 115,  150,  36, 36, 36, 36, -1)
#define SKT_ERRNO_ESTALE         SKT__NUMBER(32085, 116,  151,  70, 70, 70, 70, -1)
#define SKT_ERRNO_EDQUOT         SKT__NUMBER(32086, 122, 1133,  69, 69, 69, 69, -1)
#define SKT_ERRNO_ECANCELED      SKT__NUMBER(32087, 125,  158,  89, 85, 87, 88, -1)
#define SKT_ERRNO_EKEYEXPIRED    SKT__NUMBER(32088, 127,  162,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_EKEYREJECTED   SKT__NUMBER(32089, 129,  164,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_ENOKEY         SKT__NUMBER(32090, 126,  161,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_EPROCLIM       SKT__NUMBER(32091,  -1,   -1,  67, 67, 67, 67, -1)
#define SKT_ERRNO_ENEEDAUTH      SKT__NUMBER(32092,  -1,   -1,  81, 81, 81, 81, -1)
#define SKT_ERRNO_EAUTH          SKT__NUMBER(32093,  -1,   -1,  80, 80, 80, 80, -1)
#define SKT_ERRNO_ENOATTR        SKT__NUMBER(32094,  -1,   -1,  93, 87, 93, 83, -1)
#define SKT_ERRNO_ENOTCAPABLE    SKT__NUMBER(32095,  -1,   -1, 107, 93, -1, -1, -1)
#define SKT_ERRNO_ECAPMODE       SKT__NUMBER(32096,  -1,   -1,  -1, 94, -1, -1, -1)
#define SKT_ERRNO_EPROGUNAVAIL   SKT__NUMBER(32097,  -1,   -1,  74, 74, 74, 74, -1)
#define SKT_ERRNO_EOWNERDEAD     SKT__NUMBER(32098, 130,  165, 105, 96, 97, 94, -1)
#define SKT_ERRNO_ENOTRECOVERABLE SKT__NUMBER(32099, 131,  166, 104, 95, 98, 93, -1)
#define SKT_ERRNO_ERFKILL        SKT__NUMBER(32100, 132,  167,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_EHWPOISON      SKT__NUMBER(32101, 133,  168,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_ESRCH          SKT__NUMBER(32102,   3,    3,   3,  3,  3,  3, -1)
#define SKT_ERRNO_ENOEXEC        SKT__NUMBER(32103,   8,    8,   8,  8,  8,  8, -1)
#define SKT_ERRNO_ECHILD         SKT__NUMBER(32104,  10,   10,  10, 10, 10, 10, -1)
#define SKT_ERRNO_ENOTBLK        SKT__NUMBER(32105,  15,   15,  15, 15, 15, 15, -1)
#define SKT_ERRNO_ETXTBSY        SKT__NUMBER(32106,  26,   26,  26, 26, 26, 26, -1)
#define SKT_ERRNO_ECHRNG         SKT__NUMBER(32107,  44,   37,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_EL2NSYNC       SKT__NUMBER(32108,  45,   38,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_EL3HLT         SKT__NUMBER(32109,  46,   39,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_EL3RST         SKT__NUMBER(32110,  47,   40,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_ELNRNG         SKT__NUMBER(32111,  48,   41,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_EUNATCH        SKT__NUMBER(32112,  49,   42,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_ENOCSI         SKT__NUMBER(32113,  50,   43,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_EL2HLT         SKT__NUMBER(32114,  51,   44,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_EBADE          SKT__NUMBER(32115,  52,   50,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_EBADR          SKT__NUMBER(32116,  53,   51,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_EXFULL         SKT__NUMBER(32117,  54,   52,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_ENOANO         SKT__NUMBER(32118,  55,   53,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_EBADRQC        SKT__NUMBER(32119,  56,   54,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_EBADSLT        SKT__NUMBER(32120,  57,   55,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_EDEADLOCK      SKT__NUMBER(32121, SKT__LINUX_EDEADLOCK, 56,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_EBFONT         SKT__NUMBER(32122,  59,   59,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_EADV           SKT__NUMBER(32123,  68,   68,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_ESRMNT         SKT__NUMBER(32124,  69,   69,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_EDOTDOT        SKT__NUMBER(32125,  73,   73,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_ELIBACC        SKT__NUMBER(32126,  79,   83,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_ELIBBAD        SKT__NUMBER(32127,  80,   84,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_ELIBSCN        SKT__NUMBER(32128,  81,   85,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_ELIBMAX        SKT__NUMBER(32129,  82,   86,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_ELIBEXEC       SKT__NUMBER(32130,  83,   87,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_ERESTART       SKT__NUMBER(32131,  85,   91,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_ESTRPIPE       SKT__NUMBER(32132,  86,   92,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_EUCLEAN        SKT__NUMBER(32133, 117,  135,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_ENOTNAM        SKT__NUMBER(32134, 118,  137,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_ENAVAIL        SKT__NUMBER(32135, 119,  138,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_EISNAM         SKT__NUMBER(32136, 120,  139,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_EREMOTEIO      SKT__NUMBER(32137, 121,  140,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_ENOMEDIUM      SKT__NUMBER(32138, 123,  159,  -1, -1, -1, 85, -1)
#define SKT_ERRNO_EMEDIUMTYPE    SKT__NUMBER(32139, 124,  160,  -1, -1, -1, 86, -1)
#define SKT_ERRNO_EKEYREVOKED    SKT__NUMBER(32140, 128,  163,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_EFTYPE         SKT__NUMBER(32141, 134,  169,  79, 79, 79, 79, -1)
#define SKT_ERRNO_EBADRPC        SKT__NUMBER(32142,  -1,   -1,  72, 72, 72, 72, -1)
#define SKT_ERRNO_ERPCMISMATCH   SKT__NUMBER(32143,  -1,   -1,  73, 73, 73, 73, -1)
#define SKT_ERRNO_EPROGMISMATCH  SKT__NUMBER(32144,  -1,   -1,  75, 75, 75, 75, -1)
#define SKT_ERRNO_EPROCUNAVAIL   SKT__NUMBER(32145,  -1,   -1,  76, 76, 76, 76, -1)
#define SKT_ERRNO_EDOOFUS        SKT__NUMBER(32146,  -1,   -1,  -1, 88, -1, -1, -1)
#define SKT_ERRNO_EINTEGRITY     SKT__NUMBER(32147,  -1,   -1,  -1, 97, -1, -1, -1)
#define SKT_ERRNO_EPWROFF        SKT__NUMBER(32148,  -1,   -1,  82, -1, -1, -1, -1)
#define SKT_ERRNO_EDEVERR        SKT__NUMBER(32149,  -1,   -1,  83, -1, -1, -1, -1)
#define SKT_ERRNO_EBADEXEC       SKT__NUMBER(32150,  -1,   -1,  85, -1, -1, -1, -1)
#define SKT_ERRNO_EBADARCH       SKT__NUMBER(32151,  -1,   -1,  86, -1, -1, -1, -1)
#define SKT_ERRNO_ESHLIBVERS     SKT__NUMBER(32152,  -1,   -1,  87, -1, -1, -1, -1)
#define SKT_ERRNO_EBADMACHO      SKT__NUMBER(32153,  -1,   -1,  88, -1, -1, -1, -1)
#define SKT_ERRNO_ENOPOLICY      SKT__NUMBER(32154,  -1,   -1, 103, -1, -1, -1, -1)
#define SKT_ERRNO_EQFULL         SKT__NUMBER(32155,  -1,   -1, 106, -1, -1, -1, -1)
#define SKT_ERRNO_EIPSEC         SKT__NUMBER(32156,  -1,   -1,  -1, -1, -1, 82, -1)
#define SKT_ERRNO_EINIT          SKT__NUMBER(32157,  -1,  141,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_EREMDEV        SKT__NUMBER(32158,  -1,  142,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_ERREMOTE       SKT__NUMBER(32159,  -1,   -1,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_EREMOTERELEASE SKT__NUMBER(32160,  -1,   -1,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_ENOSYM         SKT__NUMBER(32161,  -1,   -1,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_ELOCKUNMAPPED  SKT__NUMBER(32162,  -1,   -1,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_ENOTACTIVE     SKT__NUMBER(32163,  -1,   -1,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_EASYNC         SKT__NUMBER(32164,  -1,   -1,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_ELBIN          SKT__NUMBER(32165,  -1,   -1,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_ENMFILE        SKT__NUMBER(32166,  -1,   -1,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_ENOSHARE       SKT__NUMBER(32167,  -1,   -1,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_ECASECLASH     SKT__NUMBER(32168,  -1,   -1,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_ENOTREADY      SKT__NUMBER(32169,  -1,   -1,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_EWRPROTECT     SKT__NUMBER(32170,  -1,   -1,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_EFORMAT        SKT__NUMBER(32171,  -1,   -1,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_ENOCONNECT     SKT__NUMBER(32172,  -1,   -1,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_EDIST          SKT__NUMBER(32173,  -1,   -1,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_ECORRUPT       SKT__NUMBER(32174,  -1,   -1,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_ESYSERROR      SKT__NUMBER(32175,  -1,   -1,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_EMEDIA         SKT__NUMBER(32176,  -1,   -1,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_ESOFT          SKT__NUMBER(32177,  -1,   -1,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_ESAD           SKT__NUMBER(32178,  -1,   -1,  -1, -1, -1, -1, -1)
#define SKT_ERRNO_ENOTRUST       SKT__NUMBER(32179,  -1,   -1,  -1, -1, -1, -1, -1)

/* The bits of the flags above that this system lacks. The library refuses them and passes all others to the system. */
#define SKT__MSG_ABSENT          SKT__FLAG(1, 0x0, 0x0, 0x1fe00000, 0x1f800000, 0x1f800000, 0x1f800000, 0x7be00000)
#define SKT__POLL_ABSENT         SKT__FLAG(1, 0x0, 0x0,     0x4000,        0x0,     0x4000,     0x4000,     0x4000)
#define SKT__AI_ABSENT           SKT__FLAG(1, 0x0, 0x0,        0x0,        0x0, 0x18000000, 0x18000000,        0x0)
#define SKT__NI_ABSENT           SKT__FLAG(1, 0x20000000, 0x20000000, 0x0, 0x0, 0x0, 0x20000000, 0x20000000)

/* The offset of the family in a sockaddr. On BSD it is one byte, after one byte for the length. */
#define SKT__FAMILY_OFFSET       SKT__NUMBER(2, 0, 0, 1, 1, 1, 1, 0)
#define SKT__IN6_SIZE            28

/* The size of struct sockaddr_storage, and of an interface's name including the null byte. */
#define SKT_STORAGE_SIZE         SKT__NUMBER(0, 128, 128, 128, 128, 128, 256, 128)
#define SKT_INTERFACE_NAME_MAX   SKT__NUMBER(0, 16, 16, 16, 16, 16, 16, 769)

#endif
/* clang-format on */

/* skt's own bits, or'ed into the type of skt_open and skt_pair and into the flags of skt_accept and skt_import. */
#define SKT_SOCK_NONBLOCK      0x01000000 /* the new socket does not block */
#define SKT_SOCK_INHERIT       0x02000000 /* child processes inherit it */
#define SKT_SOCK_BARE          0x04000000 /* nothing is set that the caller does not name: only the system call */
#define SKT_SOCK_REGISTERED_IO 0x08000000 /* Windows: WSA_FLAG_REGISTERED_IO; elsewhere SKT_EUNSUPPORTED */

/* The count of bytes or messages, or a negative error. */
typedef ptrdiff_t skt_ssize;

/* The system's own handles. Any socket of the process may be passed, also one that other code made. */
#if defined(_WIN32)
typedef uintptr_t skt_socket;
typedef intptr_t skt_file;
#else
typedef int skt_socket;
typedef int skt_file;
#endif

/* A value that is never a socket. */
#define SKT_INVALID_SOCKET ((skt_socket) - 1)

struct skt_addr;

/* The system's iovec or WSABUF. Initialise by field name or with skt_buf_of, never by position. */
#if defined(_WIN32)
typedef struct skt_buf {
    size_t len;
    void *base;
} skt_buf;
#else
typedef struct skt_buf {
    void *base;
    size_t len;
} skt_buf;
#endif

/* The system's mmsghdr, or WSAMSG and a count. The fields are described in message.h. */
#if defined(_WIN32)
typedef struct skt_msg {
    struct skt_addr *addr;
    int32_t skt__addr_len;
    skt_buf *bufs;
    size_t buf_count;
    size_t control_len;
    void *control;
    int flags;
    uint32_t count;
} skt_msg;
#elif defined(__linux__)
typedef struct skt_msg {
    struct skt_addr *addr;
    uint32_t skt__addr_len;
    skt_buf *bufs;
    size_t buf_count;
    void *control;
    size_t control_len;
    int flags;
#if UINTPTR_MAX > UINT32_MAX
    int skt__pad;
#endif
    uint32_t count;
} skt_msg;
#else
typedef struct skt_msg {
    struct skt_addr *addr;
    uint32_t skt__addr_len;
    skt_buf *bufs;
    uint32_t buf_count;
    void *control;
    uint32_t control_len;
    int flags;
#if defined(__FreeBSD__)
    skt_ssize count;
#else
    uint32_t count;
#endif
} skt_msg;
#endif

#endif
