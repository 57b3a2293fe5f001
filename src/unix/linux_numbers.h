/* SPDX-License-Identifier: MIT */
/*
 * The kernel's numbers of options, since headers of C libraries may lack them. The build compares them with the
 * kernel's headers if those are installed.
 */
#ifndef SKT_UNIX_LINUX_NUMBERS_H
#define SKT_UNIX_LINUX_NUMBERS_H

/* A number of asm-generic/socket.h. Two processors have numbers of their own instead. */
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
#ifndef TCP_FASTOPEN_CONNECT
#define TCP_FASTOPEN_CONNECT 30
#endif
#ifndef TCP_FASTOPEN_KEY
#define TCP_FASTOPEN_KEY 33
#endif
#ifndef TCP_FASTOPEN_NO_COOKIE
#define TCP_FASTOPEN_NO_COOKIE 34
#endif
#ifndef TCP_DEFER_ACCEPT
#define TCP_DEFER_ACCEPT 9
#endif
#ifndef TCP_SYNCNT
#define TCP_SYNCNT 7
#endif
#ifndef TCP_LINGER2
#define TCP_LINGER2 8
#endif
#ifndef TCP_WINDOW_CLAMP
#define TCP_WINDOW_CLAMP 10
#endif
#ifndef TCP_MD5SIG
#define TCP_MD5SIG 14
#endif
#ifndef TCP_MD5SIG_EXT
#define TCP_MD5SIG_EXT 32
#endif
#ifndef TCP_AO_ADD_KEY
#define TCP_AO_ADD_KEY 38
#endif
#ifndef TCP_AO_DEL_KEY
#define TCP_AO_DEL_KEY 39
#endif
#ifndef TCP_AO_INFO
#define TCP_AO_INFO 40
#endif
#ifndef TCP_AO_GET_KEYS
#define TCP_AO_GET_KEYS 41
#endif
#ifndef TCP_ULP
#define TCP_ULP 31
#endif
#ifndef TCP_SAVE_SYN
#define TCP_SAVE_SYN 27
#endif
#ifndef TCP_SAVED_SYN
#define TCP_SAVED_SYN 28
#endif
#ifndef TCP_TX_DELAY
#define TCP_TX_DELAY 37
#endif
#ifndef TCP_INQ
#define TCP_INQ 36
#endif
#ifndef TCP_REPAIR
#define TCP_REPAIR 19
#endif
#ifndef TCP_REPAIR_QUEUE
#define TCP_REPAIR_QUEUE 20
#endif
#ifndef TCP_QUEUE_SEQ
#define TCP_QUEUE_SEQ 21
#endif
#ifndef TCP_REPAIR_WINDOW
#define TCP_REPAIR_WINDOW 29
#endif
#ifndef TCP_TIMESTAMP
#define TCP_TIMESTAMP 24
#endif
#ifndef TCP_RTO_MAX_MS
#define TCP_RTO_MAX_MS 44
#endif
#ifndef TCP_RTO_MIN_US
#define TCP_RTO_MIN_US 45
#endif
#ifndef TCP_DELACK_MAX_US
#define TCP_DELACK_MAX_US 46
#endif
#ifndef TCP_THIN_DUPACK
#define TCP_THIN_DUPACK 17
#endif
#ifndef TCP_CC_INFO
#define TCP_CC_INFO 26
#endif
#ifndef TCP_IS_MPTCP
#define TCP_IS_MPTCP 43
#endif
#ifndef UDP_SEGMENT
#define UDP_SEGMENT 103
#endif
#ifndef UDP_GRO
#define UDP_GRO 104
#endif
#ifndef UDP_CORK
#define UDP_CORK 1
#endif
#ifndef UDP_ENCAP
#define UDP_ENCAP 100
#endif
#ifndef UDP_NO_CHECK6_TX
#define UDP_NO_CHECK6_TX 101
#endif
#ifndef UDP_NO_CHECK6_RX
#define UDP_NO_CHECK6_RX 102
#endif
#ifndef UDPLITE_SEND_CSCOV
#define UDPLITE_SEND_CSCOV 10
#endif
#ifndef IPPROTO_UDPLITE
#define IPPROTO_UDPLITE 136
#endif
#ifndef UDPLITE_RECV_CSCOV
#define UDPLITE_RECV_CSCOV 11
#endif
#ifndef IP_OPTIONS
#define IP_OPTIONS 4
#endif
#ifndef IP_ROUTER_ALERT
#define IP_ROUTER_ALERT 5
#endif
#ifndef IP_RECVOPTS
#define IP_RECVOPTS 6
#endif
#ifndef IP_RETOPTS
#define IP_RETOPTS 7
#endif
#ifndef IP_RECVERR
#define IP_RECVERR 11
#endif
#ifndef IP_RECVERR_RFC4884
#define IP_RECVERR_RFC4884 26
#endif
#ifndef IP_RECVFRAGSIZE
#define IP_RECVFRAGSIZE 25
#endif
#ifndef IP_RECVORIGDSTADDR
#define IP_RECVORIGDSTADDR 20
#endif
#ifndef IP_PASSSEC
#define IP_PASSSEC 18
#endif
#ifndef IP_MINTTL
#define IP_MINTTL 21
#endif
#ifndef IP_NODEFRAG
#define IP_NODEFRAG 22
#endif
#ifndef IP_CHECKSUM
#define IP_CHECKSUM 23
#endif
#ifndef IP_BIND_ADDRESS_NO_PORT
#define IP_BIND_ADDRESS_NO_PORT 24
#endif
#ifndef IP_LOCAL_PORT_RANGE
#define IP_LOCAL_PORT_RANGE 51
#endif
#ifndef IP_PROTOCOL
#define IP_PROTOCOL 52
#endif
#ifndef IP_XFRM_POLICY
#define IP_XFRM_POLICY 17
#endif
#ifndef IP_ADD_MEMBERSHIP
#define IP_ADD_MEMBERSHIP 35
#endif
#ifndef IP_DROP_MEMBERSHIP
#define IP_DROP_MEMBERSHIP 36
#endif
#ifndef IP_ADD_SOURCE_MEMBERSHIP
#define IP_ADD_SOURCE_MEMBERSHIP 39
#endif
#ifndef IP_DROP_SOURCE_MEMBERSHIP
#define IP_DROP_SOURCE_MEMBERSHIP 40
#endif
#ifndef IP_BLOCK_SOURCE
#define IP_BLOCK_SOURCE 38
#endif
#ifndef IP_UNBLOCK_SOURCE
#define IP_UNBLOCK_SOURCE 37
#endif
#ifndef IP_MSFILTER
#define IP_MSFILTER 41
#endif
#ifndef MCAST_MSFILTER
#define MCAST_MSFILTER 48
#endif
#ifndef ICMP_FILTER
#define ICMP_FILTER 1
#endif
#ifndef SOL_RAW
#define SOL_RAW 255
#endif
#ifndef IPV6_RECVERR
#define IPV6_RECVERR 25
#endif
#ifndef IPV6_RECVERR_RFC4884
#define IPV6_RECVERR_RFC4884 31
#endif
#ifndef IPV6_RECVFRAGSIZE
#define IPV6_RECVFRAGSIZE 77
#endif
#ifndef IPV6_RECVORIGDSTADDR
#define IPV6_RECVORIGDSTADDR 74
#endif
#ifndef IPV6_RECVHOPOPTS
#define IPV6_RECVHOPOPTS 53
#endif
#ifndef IPV6_RECVDSTOPTS
#define IPV6_RECVDSTOPTS 58
#endif
#ifndef IPV6_RECVRTHDR
#define IPV6_RECVRTHDR 56
#endif
#ifndef IPV6_RECVPATHMTU
#define IPV6_RECVPATHMTU 60
#endif
#ifndef IPV6_PATHMTU
#define IPV6_PATHMTU 61
#endif
#ifndef IPV6_MINHOPCOUNT
#define IPV6_MINHOPCOUNT 73
#endif
#ifndef IPV6_AUTOFLOWLABEL
#define IPV6_AUTOFLOWLABEL 70
#endif
#ifndef IPV6_FLOWINFO
#define IPV6_FLOWINFO 11
#endif
#ifndef IPV6_FLOWINFO_SEND
#define IPV6_FLOWINFO_SEND 33
#endif
#ifndef IPV6_FLOWLABEL_MGR
#define IPV6_FLOWLABEL_MGR 32
#endif
#ifndef IPV6_ADDR_PREFERENCES
#define IPV6_ADDR_PREFERENCES 72
#endif
#ifndef IPV6_CHECKSUM
#define IPV6_CHECKSUM 7
#endif
#ifndef IPV6_RTHDR
#define IPV6_RTHDR 57
#endif
#ifndef IPV6_HOPOPTS
#define IPV6_HOPOPTS 54
#endif
#ifndef IPV6_DSTOPTS
#define IPV6_DSTOPTS 59
#endif
#ifndef IPV6_RTHDRDSTOPTS
#define IPV6_RTHDRDSTOPTS 55
#endif
#ifndef IPV6_PKTINFO
#define IPV6_PKTINFO 50
#endif
#ifndef IPV6_ADDRFORM
#define IPV6_ADDRFORM 1
#endif
#ifndef IPV6_ROUTER_ALERT
#define IPV6_ROUTER_ALERT 22
#endif
#ifndef IPV6_ROUTER_ALERT_ISOLATE
#define IPV6_ROUTER_ALERT_ISOLATE 30
#endif
#ifndef IPV6_XFRM_POLICY
#define IPV6_XFRM_POLICY 35
#endif
#ifndef IPV6_JOIN_GROUP
#define IPV6_JOIN_GROUP 20
#endif
#ifndef IPV6_LEAVE_GROUP
#define IPV6_LEAVE_GROUP 21
#endif
#ifndef IPV6_JOIN_ANYCAST
#define IPV6_JOIN_ANYCAST 27
#endif
#ifndef IPV6_LEAVE_ANYCAST
#define IPV6_LEAVE_ANYCAST 28
#endif
#ifndef ICMPV6_FILTER
#define ICMPV6_FILTER 1
#endif
#ifndef SCTP_NODELAY
#define SCTP_NODELAY 3
#endif
#ifndef IPPROTO_SCTP
#define IPPROTO_SCTP 132
#endif
#ifndef SCTP_INITMSG
#define SCTP_INITMSG 2
#endif
#ifndef SCTP_EVENTS
#define SCTP_EVENTS 11
#endif
#ifndef SCTP_RTOINFO
#define SCTP_RTOINFO 0
#endif
#ifndef SCTP_ASSOCINFO
#define SCTP_ASSOCINFO 1
#endif
#ifndef SCTP_PRIMARY_ADDR
#define SCTP_PRIMARY_ADDR 6
#endif
#ifndef SCTP_MAXSEG
#define SCTP_MAXSEG 13
#endif
#ifndef SCTP_DISABLE_FRAGMENTS
#define SCTP_DISABLE_FRAGMENTS 8
#endif
#ifndef SCTP_AUTOCLOSE
#define SCTP_AUTOCLOSE 4
#endif
#ifndef SCTP_STATUS
#define SCTP_STATUS 14
#endif
#ifndef SCTP_PEER_ADDR_PARAMS
#define SCTP_PEER_ADDR_PARAMS 9
#endif
#ifndef SCTP_DEFAULT_SNDINFO
#define SCTP_DEFAULT_SNDINFO 34
#endif
#ifndef SCTP_RECVRCVINFO
#define SCTP_RECVRCVINFO 32
#endif
#ifndef SCTP_RECVNXTINFO
#define SCTP_RECVNXTINFO 33
#endif
#ifndef SCTP_FRAGMENT_INTERLEAVE
#define SCTP_FRAGMENT_INTERLEAVE 18
#endif
#ifndef SCTP_I_WANT_MAPPED_V4_ADDR
#define SCTP_I_WANT_MAPPED_V4_ADDR 12
#endif
#ifndef MPTCP_INFO
#define MPTCP_INFO 1
#endif
#ifndef SOL_MPTCP
#define SOL_MPTCP 284
#endif
#ifndef MPTCP_TCPINFO
#define MPTCP_TCPINFO 2
#endif
#ifndef MPTCP_SUBFLOW_ADDRS
#define MPTCP_SUBFLOW_ADDRS 3
#endif
#ifndef MPTCP_FULL_INFO
#define MPTCP_FULL_INFO 4
#endif
#ifndef TLS_TX
#define TLS_TX 1
#endif
#ifndef SOL_TLS
#define SOL_TLS 282
#endif
#ifndef TLS_RX
#define TLS_RX 2
#endif
#ifndef TLS_TX_ZEROCOPY_RO
#define TLS_TX_ZEROCOPY_RO 3
#endif
#ifndef TLS_RX_EXPECT_NO_PAD
#define TLS_RX_EXPECT_NO_PAD 4
#endif
#ifndef SO_VM_SOCKETS_BUFFER_SIZE
#define SO_VM_SOCKETS_BUFFER_SIZE 0
#endif
#ifndef AF_VSOCK
#define AF_VSOCK 40
#endif
#ifndef SO_VM_SOCKETS_BUFFER_MIN_SIZE
#define SO_VM_SOCKETS_BUFFER_MIN_SIZE 1
#endif
#ifndef SO_VM_SOCKETS_BUFFER_MAX_SIZE
#define SO_VM_SOCKETS_BUFFER_MAX_SIZE 2
#endif
#ifndef SO_VM_SOCKETS_CONNECT_TIMEOUT
#define SO_VM_SOCKETS_CONNECT_TIMEOUT (sizeof(time_t) == sizeof(long) ? 6 : 8)
#endif
#ifndef NETLINK_ADD_MEMBERSHIP
#define NETLINK_ADD_MEMBERSHIP 1
#endif
#ifndef SOL_NETLINK
#define SOL_NETLINK 270
#endif
#ifndef NETLINK_DROP_MEMBERSHIP
#define NETLINK_DROP_MEMBERSHIP 2
#endif
#ifndef NETLINK_LIST_MEMBERSHIPS
#define NETLINK_LIST_MEMBERSHIPS 9
#endif
#ifndef NETLINK_PKTINFO
#define NETLINK_PKTINFO 3
#endif
#ifndef NETLINK_BROADCAST_ERROR
#define NETLINK_BROADCAST_ERROR 4
#endif
#ifndef NETLINK_NO_ENOBUFS
#define NETLINK_NO_ENOBUFS 5
#endif
#ifndef NETLINK_LISTEN_ALL_NSID
#define NETLINK_LISTEN_ALL_NSID 8
#endif
#ifndef NETLINK_CAP_ACK
#define NETLINK_CAP_ACK 10
#endif
#ifndef NETLINK_EXT_ACK
#define NETLINK_EXT_ACK 11
#endif
#ifndef NETLINK_GET_STRICT_CHK
#define NETLINK_GET_STRICT_CHK 12
#endif
#ifndef PACKET_VERSION
#define PACKET_VERSION 10
#endif
#ifndef SOL_PACKET
#define SOL_PACKET 263
#endif
#ifndef PACKET_STATISTICS
#define PACKET_STATISTICS 6
#endif
#ifndef PACKET_AUXDATA
#define PACKET_AUXDATA 8
#endif
#ifndef PACKET_FANOUT
#define PACKET_FANOUT 18
#endif
#ifndef PACKET_FANOUT_DATA
#define PACKET_FANOUT_DATA 22
#endif
#ifndef PACKET_IGNORE_OUTGOING
#define PACKET_IGNORE_OUTGOING 23
#endif
#ifndef PACKET_QDISC_BYPASS
#define PACKET_QDISC_BYPASS 20
#endif
#ifndef PACKET_RX_RING
#define PACKET_RX_RING 5
#endif
#ifndef PACKET_TX_RING
#define PACKET_TX_RING 13
#endif
#ifndef PACKET_ADD_MEMBERSHIP
#define PACKET_ADD_MEMBERSHIP 1
#endif
#ifndef PACKET_DROP_MEMBERSHIP
#define PACKET_DROP_MEMBERSHIP 2
#endif
#ifndef PACKET_ORIGDEV
#define PACKET_ORIGDEV 9
#endif
#ifndef PACKET_RESERVE
#define PACKET_RESERVE 12
#endif
#ifndef PACKET_LOSS
#define PACKET_LOSS 14
#endif
#ifndef PACKET_TIMESTAMP
#define PACKET_TIMESTAMP 17
#endif
#ifndef PACKET_VNET_HDR
#define PACKET_VNET_HDR 15
#endif
#ifndef CAN_RAW_FILTER
#define CAN_RAW_FILTER 1
#endif
#ifndef SOL_CAN_RAW
#define SOL_CAN_RAW 101
#endif
#ifndef CAN_RAW_ERR_FILTER
#define CAN_RAW_ERR_FILTER 2
#endif
#ifndef CAN_RAW_LOOPBACK
#define CAN_RAW_LOOPBACK 3
#endif
#ifndef CAN_RAW_RECV_OWN_MSGS
#define CAN_RAW_RECV_OWN_MSGS 4
#endif
#ifndef CAN_RAW_FD_FRAMES
#define CAN_RAW_FD_FRAMES 5
#endif
#ifndef CAN_RAW_JOIN_FILTERS
#define CAN_RAW_JOIN_FILTERS 6
#endif
#ifndef SO_J1939_FILTER
#define SO_J1939_FILTER 1
#endif
#ifndef SOL_CAN_J1939
#define SOL_CAN_J1939 107
#endif
#ifndef SO_J1939_PROMISC
#define SO_J1939_PROMISC 2
#endif
#ifndef SO_J1939_SEND_PRIO
#define SO_J1939_SEND_PRIO 3
#endif
#ifndef SO_J1939_ERRQUEUE
#define SO_J1939_ERRQUEUE 4
#endif
#ifndef ALG_SET_KEY
#define ALG_SET_KEY 1
#endif
#ifndef SOL_ALG
#define SOL_ALG 279
#endif
#ifndef ALG_SET_AEAD_AUTHSIZE
#define ALG_SET_AEAD_AUTHSIZE 5
#endif
#ifndef BT_SECURITY
#define BT_SECURITY 4
#endif
#ifndef SOL_BLUETOOTH
#define SOL_BLUETOOTH 274
#endif
#ifndef BT_DEFER_SETUP
#define BT_DEFER_SETUP 7
#endif
#ifndef BT_FLUSHABLE
#define BT_FLUSHABLE 8
#endif
#ifndef BT_POWER
#define BT_POWER 9
#endif
#ifndef BT_SNDMTU
#define BT_SNDMTU 12
#endif
#ifndef BT_RCVMTU
#define BT_RCVMTU 13
#endif

#endif
