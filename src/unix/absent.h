/* SPDX-License-Identifier: MIT */
/*
 * Options that a system or an older release of it may lack, though its table has a row for them: the row is then absent. For
 * the tables of systems other than Linux, whose numbers the kernel fixes.
 */
#ifndef SKT_UNIX_ABSENT_H
#define SKT_UNIX_ABSENT_H

#ifndef SO_DEBUG
#define SO_DEBUG ABSENT
#endif
#ifndef SO_DONTROUTE
#define SO_DONTROUTE ABSENT
#endif
#ifndef SO_USELOOPBACK
#define SO_USELOOPBACK ABSENT
#endif
#ifndef SO_RCVLOWAT
#define SO_RCVLOWAT ABSENT
#endif
#ifndef SO_SNDLOWAT
#define SO_SNDLOWAT ABSENT
#endif
#ifndef SO_TIMESTAMP
#define SO_TIMESTAMP ABSENT
#endif
#ifndef SO_TIMESTAMP_MONOTONIC
#define SO_TIMESTAMP_MONOTONIC ABSENT
#endif
#ifndef SO_NET_SERVICE_TYPE
#define SO_NET_SERVICE_TYPE ABSENT
#endif
#ifndef SO_NETSVC_MARKING_LEVEL
#define SO_NETSVC_MARKING_LEVEL ABSENT
#endif
#ifndef SO_NREAD
#define SO_NREAD ABSENT
#endif
#ifndef SO_NWRITE
#define SO_NWRITE ABSENT
#endif
#ifndef SO_NUMRCVPKT
#define SO_NUMRCVPKT ABSENT
#endif
#ifndef SO_RANDOMPORT
#define SO_RANDOMPORT ABSENT
#endif
#ifndef SO_NP_EXTENSIONS
#define SO_NP_EXTENSIONS ABSENT
#endif
#ifndef SO_LINGER_SEC
#define SO_LINGER_SEC ABSENT
#endif
#ifndef SO_REUSESHAREUID
#define SO_REUSESHAREUID ABSENT
#endif
#ifndef SO_NOADDRERR
#define SO_NOADDRERR ABSENT
#endif
#ifndef SO_DONTTRUNC
#define SO_DONTTRUNC ABSENT
#endif
#ifndef SO_WANTMORE
#define SO_WANTMORE ABSENT
#endif
#ifndef FIONREAD
#define FIONREAD ABSENT
#endif
#ifndef SIOCATMARK
#define SIOCATMARK ABSENT
#endif
#ifndef LOCAL_PEERCRED
#define LOCAL_PEERCRED ABSENT
#endif
#ifndef SOL_LOCAL
#define SOL_LOCAL 0
#endif
#ifndef LOCAL_PEERPID
#define LOCAL_PEERPID ABSENT
#endif
#ifndef LOCAL_PEERTOKEN
#define LOCAL_PEERTOKEN ABSENT
#endif
#ifndef SO_REUSEPORT_LB
#define SO_REUSEPORT_LB ABSENT
#endif
#ifndef SO_DOMAIN
#define SO_DOMAIN ABSENT
#endif
#ifndef SO_PROTOCOL
#define SO_PROTOCOL ABSENT
#endif
#ifndef SO_SETFIB
#define SO_SETFIB ABSENT
#endif
#ifndef TCP_CONGESTION
#define TCP_CONGESTION ABSENT
#endif
#ifndef TCP_FASTOPEN
#define TCP_FASTOPEN ABSENT
#endif
#ifndef TCP_INFO
#define TCP_INFO ABSENT
#endif
#ifndef IP_DONTFRAG
#define IP_DONTFRAG ABSENT
#endif
#ifndef IP_RECVTOS
#define IP_RECVTOS ABSENT
#endif
#ifndef SO_REUSEPORT
#define SO_REUSEPORT ABSENT
#endif
#ifndef TCP_KEEPIDLE
#define TCP_KEEPIDLE ABSENT
#endif
#ifndef TCP_KEEPINTVL
#define TCP_KEEPINTVL ABSENT
#endif
#ifndef TCP_KEEPCNT
#define TCP_KEEPCNT ABSENT
#endif
#ifndef TCP_QUICKACK
#define TCP_QUICKACK ABSENT
#endif
#ifndef IPV6_RECVTCLASS
#define IPV6_RECVTCLASS ABSENT
#endif
#ifndef IPV6_RECVHOPLIMIT
#define IPV6_RECVHOPLIMIT ABSENT
#endif
#ifndef IPV6_TCLASS
#define IPV6_TCLASS ABSENT
#endif
#ifndef SO_PASSCRED
#define SO_PASSCRED ABSENT
#endif
#ifndef TCP_USER_TIMEOUT
#define TCP_USER_TIMEOUT ABSENT
#endif
#ifndef IPV6_HDRINCL
#define IPV6_HDRINCL ABSENT
#endif
#ifndef TCP_MAXSEG
#define TCP_MAXSEG ABSENT
#endif
#ifndef IP_TTL
#define IP_TTL ABSENT
#endif
#ifndef IP_TOS
#define IP_TOS ABSENT
#endif
#ifndef IP_HDRINCL
#define IP_HDRINCL ABSENT
#endif
#ifndef IP_MULTICAST_IF
#define IP_MULTICAST_IF ABSENT
#endif
#ifndef IP_MULTICAST_LOOP
#define IP_MULTICAST_LOOP ABSENT
#endif
#ifndef IP_MULTICAST_TTL
#define IP_MULTICAST_TTL ABSENT
#endif
#ifndef IP_ADD_SOURCE_MEMBERSHIP
#define IP_ADD_SOURCE_MEMBERSHIP ABSENT
#endif
#ifndef IP_DROP_SOURCE_MEMBERSHIP
#define IP_DROP_SOURCE_MEMBERSHIP ABSENT
#endif
#ifndef IP_BLOCK_SOURCE
#define IP_BLOCK_SOURCE ABSENT
#endif
#ifndef IP_UNBLOCK_SOURCE
#define IP_UNBLOCK_SOURCE ABSENT
#endif
#ifndef MCAST_JOIN_SOURCE_GROUP
#define MCAST_JOIN_SOURCE_GROUP ABSENT
#endif
#ifndef MCAST_LEAVE_SOURCE_GROUP
#define MCAST_LEAVE_SOURCE_GROUP ABSENT
#endif
#ifndef MCAST_BLOCK_SOURCE
#define MCAST_BLOCK_SOURCE ABSENT
#endif
#ifndef MCAST_UNBLOCK_SOURCE
#define MCAST_UNBLOCK_SOURCE ABSENT
#endif
#ifndef IP_ADD_MEMBERSHIP
#define IP_ADD_MEMBERSHIP ABSENT
#endif
#ifndef IP_DROP_MEMBERSHIP
#define IP_DROP_MEMBERSHIP ABSENT
#endif
#ifndef SO_BINTIME
#define SO_BINTIME ABSENT
#endif
#ifndef SO_TS_CLOCK
#define SO_TS_CLOCK ABSENT
#endif
#ifndef SO_USER_COOKIE
#define SO_USER_COOKIE ABSENT
#endif
#ifndef SO_LISTENQLIMIT
#define SO_LISTENQLIMIT ABSENT
#endif
#ifndef SO_LISTENQLEN
#define SO_LISTENQLEN ABSENT
#endif
#ifndef SO_LISTENINCQLEN
#define SO_LISTENINCQLEN ABSENT
#endif
#ifndef SO_RERROR
#define SO_RERROR ABSENT
#endif
#ifndef SO_SPLICE
#define SO_SPLICE ABSENT
#endif
#ifndef SO_NO_OFFLOAD
#define SO_NO_OFFLOAD ABSENT
#endif
#ifndef SO_NO_DDP
#define SO_NO_DDP ABSENT
#endif
#ifndef SO_PROTOTYPE
#define SO_PROTOTYPE ABSENT
#endif
#ifndef SO_ACCEPTFILTER
#define SO_ACCEPTFILTER ABSENT
#endif
#ifndef LOCAL_CREDS
#define LOCAL_CREDS ABSENT
#endif
#ifndef LOCAL_CREDS_PERSISTENT
#define LOCAL_CREDS_PERSISTENT ABSENT
#endif
#ifndef SO_OVERFLOWED
#define SO_OVERFLOWED ABSENT
#endif
#ifndef LOCAL_PEEREID
#define LOCAL_PEEREID ABSENT
#endif
#ifndef SO_BINDANY
#define SO_BINDANY ABSENT
#endif
#ifndef SO_RTABLE
#define SO_RTABLE ABSENT
#endif
#ifndef SO_ZEROIZE
#define SO_ZEROIZE ABSENT
#endif

#endif
