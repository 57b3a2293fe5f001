/* SPDX-License-Identifier: MIT */
/*
 * The kernel's numbers of options, for C libraries whose headers are older or leave them out. The build compares them with
 * the kernel's own headers where it finds those: linux_numbers in src/CMakeLists.txt.
 */
#ifndef SKT_UNIX_LINUX_NUMBERS_H
#define SKT_UNIX_LINUX_NUMBERS_H

/* A number of asm-generic/socket.h, which two processors do not have. */
#if defined(__sparc__) || defined(__hppa__)
#define GENERIC(number) ABSENT
#else
#define GENERIC(number) (number)
#endif
#ifndef SO_TXTIME
#define SO_TXTIME GENERIC(61)
#endif
#ifndef SO_ZEROCOPY
#define SO_ZEROCOPY GENERIC(60)
#endif
#ifndef SO_RXQ_OVFL
#define SO_RXQ_OVFL GENERIC(40)
#endif
#ifndef SO_INCOMING_NAPI_ID
#define SO_INCOMING_NAPI_ID GENERIC(56)
#endif
#ifndef SO_PREFER_BUSY_POLL
#define SO_PREFER_BUSY_POLL GENERIC(69)
#endif
#ifndef SO_BUSY_POLL_BUDGET
#define SO_BUSY_POLL_BUDGET GENERIC(70)
#endif
#ifndef SO_MAX_PACING_RATE
#define SO_MAX_PACING_RATE GENERIC(47)
#endif
#ifndef SO_NETNS_COOKIE
#define SO_NETNS_COOKIE GENERIC(71)
#endif
#ifndef SO_MEMINFO
#define SO_MEMINFO GENERIC(55)
#endif
#ifndef SO_BUF_LOCK
#define SO_BUF_LOCK GENERIC(72)
#endif
#ifndef SO_RESERVE_MEM
#define SO_RESERVE_MEM GENERIC(73)
#endif
#ifndef SO_TXREHASH
#define SO_TXREHASH GENERIC(74)
#endif
#ifndef SO_RCVMARK
#define SO_RCVMARK GENERIC(75)
#endif
#ifndef SO_RCVPRIORITY
#define SO_RCVPRIORITY GENERIC(82)
#endif
#ifndef SO_PASSPIDFD
#define SO_PASSPIDFD GENERIC(76)
#endif
#ifndef SO_PASSRIGHTS
#define SO_PASSRIGHTS GENERIC(83)
#endif
#ifndef SO_INQ
#define SO_INQ GENERIC(84)
#endif
#ifndef SO_PEERGROUPS
#define SO_PEERGROUPS GENERIC(59)
#endif
#ifndef SO_PEERPIDFD
#define SO_PEERPIDFD GENERIC(77)
#endif
#ifndef SO_PEEK_OFF
#define SO_PEEK_OFF GENERIC(42)
#endif
#ifndef SO_SELECT_ERR_QUEUE
#define SO_SELECT_ERR_QUEUE GENERIC(45)
#endif
#ifndef SO_WIFI_STATUS
#define SO_WIFI_STATUS GENERIC(41)
#endif
#ifndef SO_NOFCS
#define SO_NOFCS GENERIC(43)
#endif
#ifndef SO_LOCK_FILTER
#define SO_LOCK_FILTER GENERIC(44)
#endif
#ifndef SO_ATTACH_BPF
#define SO_ATTACH_BPF GENERIC(50)
#endif
#ifndef SO_ATTACH_REUSEPORT_CBPF
#define SO_ATTACH_REUSEPORT_CBPF GENERIC(51)
#endif
#ifndef SO_ATTACH_REUSEPORT_EBPF
#define SO_ATTACH_REUSEPORT_EBPF GENERIC(52)
#endif
#ifndef SO_DETACH_REUSEPORT_BPF
#define SO_DETACH_REUSEPORT_BPF GENERIC(68)
#endif
#ifndef SO_BPF_EXTENSIONS
#define SO_BPF_EXTENSIONS GENERIC(48)
#endif
#ifndef SO_CNX_ADVICE
#define SO_CNX_ADVICE GENERIC(53)
#endif
#ifndef SIOCGSTAMP
#define SIOCGSTAMP 0x8906
#endif
#ifndef SO_BINDTOIFINDEX
#define SO_BINDTOIFINDEX GENERIC(62)
#endif
#ifndef IPV6_MULTICAST_ALL
#define IPV6_MULTICAST_ALL 29
#endif
#ifndef IPV6_HDRINCL
#define IPV6_HDRINCL 36
#endif
#ifndef IPV6_FREEBIND
#define IPV6_FREEBIND 78
#endif
#ifndef IPV6_TRANSPARENT
#define IPV6_TRANSPARENT 75
#endif
#ifndef SOL_DCCP
#define SOL_DCCP 269
#endif
#ifndef SO_ORIGINAL_DST
#define SO_ORIGINAL_DST 80
#endif
#ifndef IP6T_SO_ORIGINAL_DST
#define IP6T_SO_ORIGINAL_DST 80
#endif
#ifndef DCCP_SOCKOPT_SERVICE
#define DCCP_SOCKOPT_SERVICE 2
#endif
#ifndef DCCP_SOCKOPT_GET_CUR_MPS
#define DCCP_SOCKOPT_GET_CUR_MPS 5
#endif
#ifndef DCCP_SOCKOPT_SERVER_TIMEWAIT
#define DCCP_SOCKOPT_SERVER_TIMEWAIT 6
#endif
#ifndef DCCP_SOCKOPT_SEND_CSCOV
#define DCCP_SOCKOPT_SEND_CSCOV 10
#endif
#ifndef DCCP_SOCKOPT_RECV_CSCOV
#define DCCP_SOCKOPT_RECV_CSCOV 11
#endif
#ifndef DCCP_SOCKOPT_AVAILABLE_CCIDS
#define DCCP_SOCKOPT_AVAILABLE_CCIDS 12
#endif
#ifndef DCCP_SOCKOPT_CCID
#define DCCP_SOCKOPT_CCID 13
#endif
#ifndef DCCP_SOCKOPT_TX_CCID
#define DCCP_SOCKOPT_TX_CCID 14
#endif
#ifndef DCCP_SOCKOPT_RX_CCID
#define DCCP_SOCKOPT_RX_CCID 15
#endif
#ifndef DCCP_SOCKOPT_QPOLICY_TXQLEN
#define DCCP_SOCKOPT_QPOLICY_TXQLEN 17
#endif

#endif
