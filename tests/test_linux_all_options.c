/* SPDX-License-Identifier: MIT */
/*
 * Linux: sets and reads every option, except those in other tests. Options that this kernel lacks are skipped; ./dev
 * guest has other kernels. The network namespace gives the privileges that some options need.
 */
#include "netns.h"
#include "option_ways.h"
#include "sorts.h"

#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

/* Beside the sorts: sockets of other families, and ends of connections. */
enum {
    NETLINK = RAW6 + 1,
    PACKET,
    VSOCK,
    ICMP,
    ICMP6,
    UDPLITE,
    MPTCP,
    SCTP,
    CAN,
    J1939,
    ALG,
    BLUETOOTH,
    PACKET_ALL,      /* that gets what comes */
    RAW6_ALL,        /* of any protocol */
    SCTP_MANY,       /* one to many */
    CONNECTED,       /* TCP over IPv4 */
    CONNECTED6,      /* TCP over IPv6 */
    CONNECTED_4IN6,  /* a socket of IPv6 with a peer of IPv4 */
    CONNECTED_SCTP,  /* over IPv4 */
    CONNECTED_MPTCP, /* over IPv4 */
    PAIR             /* a Unix stream */
};

static int open_other(int which, skt_socket *out)
{
    static const int rows[][4] = {
        {NETLINK, SKT_AF_NETLINK, SKT_SOCK_RAW, 0},
        {PACKET, SKT_AF_PACKET, SKT_SOCK_RAW, 0},
        {VSOCK, SKT_AF_VSOCK, SKT_SOCK_STREAM, 0},
        {ICMP, SKT_AF_INET, SKT_SOCK_RAW, SKT_IPPROTO_ICMP},
        {ICMP6, SKT_AF_INET6, SKT_SOCK_RAW, SKT_IPPROTO_ICMPV6},
        {UDPLITE, SKT_AF_INET, SKT_SOCK_DGRAM, SKT_IPPROTO_UDPLITE},
        {MPTCP, SKT_AF_INET, SKT_SOCK_STREAM, SKT_IPPROTO_MPTCP},
        {SCTP, SKT_AF_INET, SKT_SOCK_STREAM, SKT_IPPROTO_SCTP},
        {CAN, SKT_AF_CAN, SKT_SOCK_RAW, 1},
        {J1939, SKT_AF_CAN, SKT_SOCK_DGRAM, 7},
        {ALG, SKT_AF_ALG, SKT_SOCK_SEQPACKET, 0},
        {BLUETOOTH, SKT_AF_BLUETOOTH, SKT_SOCK_SEQPACKET, 0},
        {PACKET_ALL, SKT_AF_PACKET, SKT_SOCK_RAW, 0x0300}, /* ETH_P_ALL in network order */
        {RAW6_ALL, SKT_AF_INET6, SKT_SOCK_RAW, SKT_IPPROTO_RAW},
        {SCTP_MANY, SKT_AF_INET, SKT_SOCK_SEQPACKET, SKT_IPPROTO_SCTP},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (rows[i][0] == which) return skt_open(rows[i][1], rows[i][2], rows[i][3], out);
    return open_sort((sort)which, out);
}

/* Bluetooth is only in the network that all begin with. */
static int open_in_first_network(int which, skt_socket *out)
{
    int here = open("/proc/self/ns/net", O_RDONLY), first = open("/proc/1/ns/net", O_RDONLY);
    const bool moved = first >= 0 && setns(first, CLONE_NEWNET) == 0;
    int rc = open_other(which, out);
    if (moved) assert_int_equal(setns(here, CLONE_NEWNET), 0);
    if (first >= 0) close(first);
    close(here);
    return rc;
}

/* Connects a socket of a family to a listener of a protocol, or says what there is not. */
static int connect_ends(int family, int protocol, const char *text, connection *out)
{
    skt_socket listening;
    skt_addr at = address(text), to;
    int rc = skt_open(skt_addr_family(&at), SKT_SOCK_STREAM, protocol, &listening);
    if (rc < 0) return rc;
    assert_ok(skt_bind(listening, &at));
    assert_ok(skt_listen(listening, 1));
    assert_ok(skt_local_address(listening, &at));
    to = at;
    if (family != skt_addr_family(&at)) assert_ok(skt_addr_map_v4(&at, &to));
    assert_ok(skt_open(family, SKT_SOCK_STREAM, protocol, &out->client));
    assert_ok(skt_connect(out->client, &to));
    assert_ok(skt_accept(listening, 0, &out->server, NULL));
    skt_close(listening);
    return 0;
}

/* A socket, and the other end where there is one. */
static int open_ends(int which, connection *out)
{
    static const char here[] = "127.0.0.1:0";
    out->server = SKT_INVALID_SOCKET;
    switch (which) {
    case PAIR: *out = unix_pair(SKT_SOCK_STREAM); return 0;
    case CONNECTED: return connect_ends(SKT_AF_INET, 0, here, out);
    case CONNECTED6: return connect_ends(SKT_AF_INET6, 0, "[::1]:0", out);
    case CONNECTED_4IN6: return connect_ends(SKT_AF_INET6, 0, here, out);
    case CONNECTED_SCTP: return connect_ends(SKT_AF_INET, SKT_IPPROTO_SCTP, here, out);
    case CONNECTED_MPTCP: return connect_ends(SKT_AF_INET, SKT_IPPROTO_MPTCP, here, out);
    case BLUETOOTH: return open_in_first_network(which, &out->client);
    default: return open_other(which, &out->client);
    }
}

typedef struct row {
    skt_option option;
    int which;
    const char *set; /* NULL: only read */
    const char *get; /* "*": anything; NULL: not read. Both NULL: option_ways.h */
    int rc;          /* with what a kernel refuses it that lacks what it needs, if not with one of is_lack */
} row;

static const row all_rows[] = {
    {SKT_ANY_INIT(SO_DEBUG), TCP, "true", "true", 0},
    {SKT_ANY_INIT(SO_DONTROUTE), UDP, "true", "true", 0},
    {SKT_ANY_INIT(SO_RCVLOWAT), TCP, "3", "3", 0},
    {SKT_ANY_INIT(SO_SNDLOWAT), TCP, NULL, "1", 0},
    {SKT_ANY_INIT(SO_TIMESTAMP), UDP, "true", "true", 0},
    {SKT_ANY_INIT(SO_TIMESTAMPNS), UDP, "true", "true", 0},
    {SKT_ANY_INIT(SO_TIMESTAMPING), UDP, "24", "*", 0},
    {SKT_ANY_INIT(SO_TXTIME), UDP, "0100000000000000", "clockid=1 flags=0x0", 0},
    {SKT_ANY_INIT(SO_ZEROCOPY), TCP, "true", "true", 0},
    {SKT_ANY_INIT(SO_RXQ_OVFL), UDP, "true", "true", 0},
    {SKT_ANY_INIT(SO_INCOMING_NAPI_ID), TCP, NULL, "0", 0},
    {SKT_ANY_INIT(SO_PREFER_BUSY_POLL), UDP, "true", "true", 0},
    {SKT_ANY_INIT(SO_BUSY_POLL_BUDGET), UDP, "4", NULL, 0},
    {SKT_ANY_INIT(SO_MAX_PACING_RATE), TCP, "1000000", "1000000", 0},
    {SKT_ANY_INIT(SO_NETNS_COOKIE), TCP, NULL, "*", 0},
    {SKT_ANY_INIT(SO_MEMINFO), TCP, NULL, "*", 0},
    {SKT_ANY_INIT(SO_RCVBUFFORCE), UDP, "100000", NULL, 0},
    {SKT_ANY_INIT(SO_SNDBUFFORCE), UDP, "100000", NULL, 0},
    {SKT_ANY_INIT(SO_BUF_LOCK), TCP, "3", "3", 0},
    {SKT_ANY_INIT(SO_RESERVE_MEM), TCP, "4096", NULL, SKT_EOPNOTSUPP},
    {SKT_ANY_INIT(SO_TXREHASH), TCP, "0", "0", 0},
    {SKT_ANY_INIT(SO_RCVMARK), UDP, "true", "true", 0},
    {SKT_ANY_INIT(SO_RCVPRIORITY), UDP, "true", "true", 0},
    {SKT_ANY_INIT(SO_PASSSEC), UNIX, "true", "true", 0},
    {SKT_ANY_INIT(SO_PASSPIDFD), UNIX, "true", "true", 0},
    {SKT_ANY_INIT(SO_PASSRIGHTS), UNIX, "false", "false", 0},
    {SKT_ANY_INIT(SO_INQ), UNIX, "true", NULL, 0},
    {SKT_ANY_INIT(SO_PEERSEC), PAIR, NULL, "*", 0},
    {SKT_ANY_INIT(SO_PEERGROUPS), PAIR, NULL, "*", 0},
    {SKT_ANY_INIT(SO_PEEK_OFF), PAIR, "4", "4", 0},
    {SKT_ANY_INIT(SO_SELECT_ERR_QUEUE), UDP, "true", "true", 0},
    {SKT_ANY_INIT(SO_WIFI_STATUS), UDP, "true", "true", 0},
    {SKT_ANY_INIT(SO_NOFCS), UDP, "true", "true", 0},
    {SKT_ANY_INIT(SO_LOCK_FILTER), UDP, "true", "true", 0},
    {SKT_ANY_INIT(SO_ATTACH_BPF), UDP, NULL, NULL, 0},
    {SKT_ANY_INIT(SO_ATTACH_REUSEPORT_CBPF), UDP, NULL, NULL, 0},
    {SKT_ANY_INIT(SO_ATTACH_REUSEPORT_EBPF), UDP, NULL, NULL, 0},
    {SKT_ANY_INIT(SO_DETACH_REUSEPORT_BPF), UDP, NULL, NULL, 0},
    {SKT_ANY_INIT(SO_BPF_EXTENSIONS), UDP, NULL, "*", 0},
    {SKT_ANY_INIT(SO_CNX_ADVICE), TCP, "1", NULL, 0},
    {SKT_ANY_INIT(SO_NO_CHECK), UDP, "true", "true", 0},
    {SKT_ANY_INIT(FIONREAD), UDP, NULL, "0", 0},
    {SKT_ANY_INIT(SIOCATMARK), TCP, NULL, "false", 0},
    {SKT_ANY_INIT(SIOCOUTQ), TCP, NULL, "0", 0},
    {SKT_ANY_INIT(SIOCGSTAMP), UDP, NULL, NULL, 0},
    {SKT_ANY_INIT(TCP_FASTOPEN_CONNECT), TCP, "true", "true", 0},
    {SKT_ANY_INIT(TCP_FASTOPEN_KEY), TCP, "key=00112233445566778899aabbccddeeff",
     "key=00112233445566778899aabbccddeeff", 0},
    {SKT_ANY_INIT(TCP_FASTOPEN_NO_COOKIE), TCP, "true", "true", 0},
    {SKT_ANY_INIT(TCP_DEFER_ACCEPT), TCP, "3s", "3s", 0},
    {SKT_ANY_INIT(TCP_SYNCNT), TCP, "3", "3", 0},
    {SKT_ANY_INIT(TCP_LINGER2), TCP, "20", "20", 0},
    {SKT_ANY_INIT(TCP_WINDOW_CLAMP), TCP, "4096", "4096", 0},
    {SKT_ANY_INIT(TCP_MD5SIG), TCP, NULL, NULL, 0},
    {SKT_ANY_INIT(TCP_MD5SIG_EXT), TCP, NULL, NULL, 0},
    {SKT_ANY_INIT(TCP_AO_ADD_KEY), TCP, NULL, NULL, 0},
    {SKT_ANY_INIT(TCP_AO_DEL_KEY), TCP, NULL, NULL, 0},
    {SKT_ANY_INIT(TCP_AO_INFO), TCP, NULL, NULL, 0},
    {SKT_ANY_INIT(TCP_AO_GET_KEYS), TCP, NULL, NULL, 0},
    {SKT_ANY_INIT(TCP_ULP), CONNECTED, "tls", "tls", SKT_ENOENT},
    {SKT_ANY_INIT(TCP_SAVE_SYN), TCP, "1", "1", 0},
    {SKT_ANY_INIT(TCP_SAVED_SYN), CONNECTED, NULL, "*", 0},
    {SKT_ANY_INIT(TCP_TX_DELAY), TCP, "5us", "5us", 0},
    {SKT_ANY_INIT(TCP_INQ), TCP, "true", "true", 0},
    {SKT_ANY_INIT(TCP_REPAIR), TCP, "1", "1", 0},
    {SKT_ANY_INIT(TCP_REPAIR_QUEUE), CONNECTED, "1", "1", 0},
    {SKT_ANY_INIT(TCP_QUEUE_SEQ), CONNECTED, NULL, "*", 0},
    {SKT_ANY_INIT(TCP_REPAIR_WINDOW), CONNECTED, NULL, NULL, 0},
    {SKT_ANY_INIT(TCP_TIMESTAMP), TCP, NULL, "*", 0},
    {SKT_ANY_INIT(TCP_RTO_MAX_MS), TCP, "5s", "5s", 0},
    {SKT_ANY_INIT(TCP_RTO_MIN_US), TCP, "100ms", "100ms", 0},
    {SKT_ANY_INIT(TCP_DELACK_MAX_US), TCP, "100ms", "100ms", 0},
    {SKT_ANY_INIT(TCP_THIN_DUPACK), TCP, "true", "false", 0},
    {SKT_ANY_INIT(TCP_CC_INFO), TCP, NULL, "*", 0},
    {SKT_ANY_INIT(TCP_IS_MPTCP), TCP, NULL, "false", 0},
    {SKT_ANY_INIT(UDP_SEGMENT), UDP, "1000", "1000", 0},
    {SKT_ANY_INIT(UDP_GRO), UDP, "true", "true", 0},
    {SKT_ANY_INIT(UDP_CORK), UDP, "true", "true", 0},
    {SKT_ANY_INIT(UDP_ENCAP), UDP, "2", "2", 0},
    {SKT_ANY_INIT(UDP_NO_CHECK6_TX), UDP6, "true", "true", 0},
    {SKT_ANY_INIT(UDP_NO_CHECK6_RX), UDP6, "true", "true", 0},
    {SKT_ANY_INIT(UDPLITE_SEND_CSCOV), UDPLITE, "8", "8", 0},
    {SKT_ANY_INIT(UDPLITE_RECV_CSCOV), UDPLITE, "8", "8", 0},
    {SKT_ANY_INIT(IP_OPTIONS), UDP, "94040000", "94040000", 0},
    {SKT_ANY_INIT(IP_ROUTER_ALERT), ICMP, "true", NULL, 0},
    {SKT_ANY_INIT(IP_RECVOPTS), UDP, "true", "true", 0},
    {SKT_ANY_INIT(IP_RETOPTS), UDP, "true", "true", 0},
    {SKT_ANY_INIT(IP_RECVERR), UDP, "true", "true", 0},
    {SKT_ANY_INIT(IP_RECVERR_RFC4884), UDP, "true", "true", 0},
    {SKT_ANY_INIT(IP_RECVFRAGSIZE), UDP, "true", "true", 0},
    {SKT_ANY_INIT(IP_RECVORIGDSTADDR), UDP, "true", "true", 0},
    {SKT_ANY_INIT(IP_PASSSEC), UDP, "true", "true", 0},
    {SKT_ANY_INIT(IP_MINTTL), UDP, "5", "5", 0},
    {SKT_ANY_INIT(IP_NODEFRAG), ICMP, "true", "*", 0},
    {SKT_ANY_INIT(IP_CHECKSUM), UDP, "true", "true", 0},
    {SKT_ANY_INIT(IP_BIND_ADDRESS_NO_PORT), TCP, "true", "true", 0},
    {SKT_ANY_INIT(IP_LOCAL_PORT_RANGE), TCP, "2621480000", "2621480000", 0},
    {SKT_ANY_INIT(IP_PROTOCOL), RAW, NULL, "17", 0},
    {SKT_ANY_INIT(IP_XFRM_POLICY), UDP, NULL, NULL, 0},
    {SKT_ANY_INIT(IP_ADD_MEMBERSHIP), UDP, "e00000fb7f000001", NULL, 0},
    {SKT_ANY_INIT(IP_DROP_MEMBERSHIP), UDP, "e00000fb7f000001", NULL, 0},
    {SKT_ANY_INIT(IP_ADD_SOURCE_MEMBERSHIP), UDP, "e00000fb7f0000017f000002", NULL, 0},
    {SKT_ANY_INIT(IP_DROP_SOURCE_MEMBERSHIP), UDP, "e00000fb7f0000017f000002", NULL, 0},
    {SKT_ANY_INIT(IP_BLOCK_SOURCE), UDP, "e00000fb7f0000017f000002", NULL, 0},
    {SKT_ANY_INIT(IP_UNBLOCK_SOURCE), UDP, "e00000fb7f0000017f000002", NULL, 0},
    {SKT_ANY_INIT(IP_MSFILTER), UDP, "e00000fb7f00000101000000010000007f000002", NULL, 0},
    {SKT_ANY_INIT(MCAST_MSFILTER), UDP, NULL, NULL, 0},
    {SKT_ANY_INIT(ICMP_FILTER), ICMP, "01000000", "blocked=0", 0},
    {SKT_ANY_INIT(IPV6_RECVERR), UDP6, "true", "true", 0},
    {SKT_ANY_INIT(IPV6_RECVERR_RFC4884), UDP6, "true", "true", 0},
    {SKT_ANY_INIT(IPV6_RECVFRAGSIZE), UDP6, "true", "true", 0},
    {SKT_ANY_INIT(IPV6_RECVORIGDSTADDR), UDP6, "true", "true", 0},
    {SKT_ANY_INIT(IPV6_RECVHOPOPTS), UDP6, "true", "true", 0},
    {SKT_ANY_INIT(IPV6_RECVDSTOPTS), UDP6, "true", "true", 0},
    {SKT_ANY_INIT(IPV6_RECVRTHDR), UDP6, "true", "true", 0},
    {SKT_ANY_INIT(IPV6_RECVPATHMTU), UDP6, "true", "true", 0},
    {SKT_ANY_INIT(IPV6_PATHMTU), CONNECTED6, NULL, "*", 0},
    {SKT_ANY_INIT(IPV6_MINHOPCOUNT), UDP6, "5", "5", 0},
    {SKT_ANY_INIT(IPV6_AUTOFLOWLABEL), UDP6, "true", "true", 0},
    {SKT_ANY_INIT(IPV6_FLOWINFO), UDP6, "true", "true", 0},
    {SKT_ANY_INIT(IPV6_FLOWINFO_SEND), UDP6, "true", "true", 0},
    {SKT_ANY_INIT(IPV6_FLOWLABEL_MGR), UDP6, "0000000000000000000000000000000100012345000101000000000000000000", NULL,
     0},
    {SKT_ANY_INIT(IPV6_ADDR_PREFERENCES), UDP6, "2", "*", 0},
    {SKT_ANY_INIT(IPV6_CHECKSUM), RAW6, "6", "6", 0},
    {SKT_ANY_INIT(IPV6_RTHDR), UDP6, NULL, "*", 0},
    {SKT_ANY_INIT(IPV6_HOPOPTS), UDP6, "0000050200000100", "0000050200000100", 0},
    {SKT_ANY_INIT(IPV6_DSTOPTS), UDP6, "0000010400000000", "0000010400000000", 0},
    {SKT_ANY_INIT(IPV6_RTHDRDSTOPTS), UDP6, "0000010400000000", "0000010400000000", 0},
    {SKT_ANY_INIT(IPV6_PKTINFO), UDP6, "0000000000000000000000000000000001000000", NULL, 0},
    {SKT_ANY_INIT(IPV6_ADDRFORM), CONNECTED_4IN6, "2", NULL, 0},
    {SKT_ANY_INIT(IPV6_ROUTER_ALERT), RAW6_ALL, "3", NULL, 0},
    {SKT_ANY_INIT(IPV6_ROUTER_ALERT_ISOLATE), UDP6, "true", "true", 0},
    {SKT_ANY_INIT(IPV6_XFRM_POLICY), UDP6, NULL, NULL, 0},
    {SKT_ANY_INIT(IPV6_JOIN_GROUP), UDP6, "ff0200000000000000000000000000fb01000000", NULL, 0},
    {SKT_ANY_INIT(IPV6_LEAVE_GROUP), UDP6, "ff0200000000000000000000000000fb01000000", NULL, 0},
    {SKT_ANY_INIT(IPV6_JOIN_ANYCAST), UDP6, "fd0900000000000000000000000000fb01000000", NULL, 0},
    {SKT_ANY_INIT(IPV6_LEAVE_ANYCAST), UDP6, "fd0900000000000000000000000000fb01000000", NULL, 0},
    {SKT_ANY_INIT(ICMP6_FILTER), ICMP6, "ff00000000000000000000000000000000000000000000000000000000000000",
     "blocked=0-7", 0},
    {SKT_ANY_INIT(SCTP_NODELAY), SCTP, "true", "true", 0},
    {SKT_ANY_INIT(SCTP_INITMSG), SCTP, "num_ostreams=5 max_instreams=6", "*", 0},
    {SKT_ANY_INIT(SCTP_EVENTS), SCTP, "01", "*", 0},
    {SKT_ANY_INIT(SCTP_RTOINFO), SCTP, NULL, "*", 0},
    {SKT_ANY_INIT(SCTP_ASSOCINFO), SCTP, NULL, "*", 0},
    {SKT_ANY_INIT(SCTP_PRIMARY_ADDR), CONNECTED_SCTP, NULL, NULL, 0},
    {SKT_ANY_INIT(SCTP_MAXSEG), SCTP, NULL, "*", 0},
    {SKT_ANY_INIT(SCTP_DISABLE_FRAGMENTS), SCTP, "true", "true", 0},
    {SKT_ANY_INIT(SCTP_AUTOCLOSE), SCTP_MANY, "5s", "5s", 0},
    {SKT_ANY_INIT(SCTP_STATUS), CONNECTED_SCTP, NULL, "*", 0},
    {SKT_ANY_INIT(SCTP_PEER_ADDR_PARAMS), CONNECTED_SCTP,
     "00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
     "00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
     "000000000000000000000000000000000000000000000000000000000000000000000000000000",
     NULL, 0},
    {SKT_ANY_INIT(SCTP_DEFAULT_SNDINFO), CONNECTED_SCTP, "00000000000000000000000000000000", NULL, 0},
    {SKT_ANY_INIT(SCTP_RECVRCVINFO), SCTP, "true", "true", 0},
    {SKT_ANY_INIT(SCTP_RECVNXTINFO), SCTP, "true", "true", 0},
    {SKT_ANY_INIT(SCTP_FRAGMENT_INTERLEAVE), SCTP, "1", "1", 0},
    {SKT_ANY_INIT(SCTP_I_WANT_MAPPED_V4_ADDR), SCTP, "true", "true", 0},
    {SKT_ANY_INIT(MPTCP_INFO), MPTCP, NULL, "*", 0},
    {SKT_ANY_INIT(MPTCP_TCPINFO), CONNECTED_MPTCP, NULL, NULL, 0},
    {SKT_ANY_INIT(MPTCP_SUBFLOW_ADDRS), CONNECTED_MPTCP, NULL, NULL, 0},
    {SKT_ANY_INIT(MPTCP_FULL_INFO), CONNECTED_MPTCP, NULL, NULL, 0},
    {SKT_ANY_INIT(TLS_TX), CONNECTED, NULL, NULL, SKT_ENOENT},
    {SKT_ANY_INIT(TLS_RX), CONNECTED, NULL, NULL, SKT_ENOENT},
    {SKT_ANY_INIT(TLS_TX_ZEROCOPY_RO), CONNECTED, "true", "true", SKT_ENOENT},
    {SKT_ANY_INIT(TLS_RX_EXPECT_NO_PAD), CONNECTED, NULL, NULL, SKT_ENOENT},
    {SKT_ANY_INIT(SO_VM_SOCKETS_BUFFER_SIZE), VSOCK, "100000", "100000", 0},
    {SKT_ANY_INIT(SO_VM_SOCKETS_BUFFER_MIN_SIZE), VSOCK, "1000", "1000", 0},
    {SKT_ANY_INIT(SO_VM_SOCKETS_BUFFER_MAX_SIZE), VSOCK, "300000", "300000", 0},
    {SKT_ANY_INIT(SO_VM_SOCKETS_CONNECT_TIMEOUT), VSOCK, "3s", "3s", 0},
    {SKT_ANY_INIT(NETLINK_ADD_MEMBERSHIP), NETLINK, "1", NULL, 0},
    {SKT_ANY_INIT(NETLINK_DROP_MEMBERSHIP), NETLINK, "1", NULL, 0},
    {SKT_ANY_INIT(NETLINK_LIST_MEMBERSHIPS), NETLINK, NULL, "*", 0},
    {SKT_ANY_INIT(NETLINK_PKTINFO), NETLINK, "true", "true", 0},
    {SKT_ANY_INIT(NETLINK_BROADCAST_ERROR), NETLINK, "true", "true", 0},
    {SKT_ANY_INIT(NETLINK_NO_ENOBUFS), NETLINK, "true", "true", 0},
    {SKT_ANY_INIT(NETLINK_LISTEN_ALL_NSID), NETLINK, "true", "true", 0},
    {SKT_ANY_INIT(NETLINK_CAP_ACK), NETLINK, "true", "true", 0},
    {SKT_ANY_INIT(NETLINK_EXT_ACK), NETLINK, "true", "true", 0},
    {SKT_ANY_INIT(NETLINK_GET_STRICT_CHK), NETLINK, "true", "true", 0},
    {SKT_ANY_INIT(PACKET_VERSION), PACKET, "2", "2", 0},
    {SKT_ANY_INIT(PACKET_STATISTICS), PACKET, NULL, "*", 0},
    {SKT_ANY_INIT(PACKET_AUXDATA), PACKET, "true", "true", 0},
    {SKT_ANY_INIT(PACKET_FANOUT), PACKET_ALL, "7", "7", 0},
    {SKT_ANY_INIT(PACKET_FANOUT_DATA), PACKET_ALL, NULL, NULL, 0},
    {SKT_ANY_INIT(PACKET_IGNORE_OUTGOING), PACKET, "true", "true", 0},
    {SKT_ANY_INIT(PACKET_QDISC_BYPASS), PACKET, "true", "true", 0},
    {SKT_ANY_INIT(PACKET_RX_RING), PACKET, "00100000010000000008000002000000", NULL, 0},
    {SKT_ANY_INIT(PACKET_TX_RING), PACKET, "00100000010000000008000002000000", NULL, 0},
    {SKT_ANY_INIT(PACKET_ADD_MEMBERSHIP), PACKET, "01000000010000000000000000000000", NULL, 0},
    {SKT_ANY_INIT(PACKET_DROP_MEMBERSHIP), PACKET, "01000000010000000000000000000000", NULL, 0},
    {SKT_ANY_INIT(PACKET_ORIGDEV), PACKET, "true", "true", 0},
    {SKT_ANY_INIT(PACKET_RESERVE), PACKET, "16", "16", 0},
    {SKT_ANY_INIT(PACKET_LOSS), PACKET, "true", "true", 0},
    {SKT_ANY_INIT(PACKET_TIMESTAMP), PACKET, "1", "1", 0},
    {SKT_ANY_INIT(PACKET_VNET_HDR), PACKET, "true", "true", 0},
    {SKT_ANY_INIT(CAN_RAW_FILTER), CAN, "0100000000000000", "id=0x1 mask=0x0", 0},
    {SKT_ANY_INIT(CAN_RAW_ERR_FILTER), CAN, "4", "4", 0},
    {SKT_ANY_INIT(CAN_RAW_LOOPBACK), CAN, "false", "false", 0},
    {SKT_ANY_INIT(CAN_RAW_RECV_OWN_MSGS), CAN, "true", "true", 0},
    {SKT_ANY_INIT(CAN_RAW_FD_FRAMES), CAN, "true", "true", 0},
    {SKT_ANY_INIT(CAN_RAW_JOIN_FILTERS), CAN, "true", "true", 0},
    {SKT_ANY_INIT(SO_J1939_FILTER), J1939, "0000000000000000000000000000000000000000000000000000000000000000", NULL, 0},
    {SKT_ANY_INIT(SO_J1939_PROMISC), J1939, "true", "true", 0},
    {SKT_ANY_INIT(SO_J1939_SEND_PRIO), J1939, "3", "3", 0},
    {SKT_ANY_INIT(SO_J1939_ERRQUEUE), J1939, "true", "true", 0},
    {SKT_ANY_INIT(ALG_SET_KEY), ALG, NULL, NULL, 0},
    {SKT_ANY_INIT(ALG_SET_AEAD_AUTHSIZE), ALG, NULL, NULL, 0},
    {SKT_ANY_INIT(BT_SECURITY), BLUETOOTH, NULL, NULL, 0},
    {SKT_ANY_INIT(BT_DEFER_SETUP), BLUETOOTH, NULL, NULL, 0},
    {SKT_ANY_INIT(BT_FLUSHABLE), BLUETOOTH, "true", "*", 0},
    {SKT_ANY_INIT(BT_POWER), BLUETOOTH, NULL, NULL, 0},
    {SKT_ANY_INIT(BT_SNDMTU), BLUETOOTH, NULL, "*", SKT_EINVAL},
    {SKT_ANY_INIT(BT_RCVMTU), BLUETOOTH, NULL, NULL, 0},
    {SKT_ANY_INIT(SO_PEERPIDFD), PAIR, NULL, "*", 0},
};

/* Errors of an older kernel, a missing module or a missing privilege, which are no faults. */
static bool is_lack(int rc)
{
    return rc == SKT_ENOPROTOOPT || rc == SKT_EPERM || rc == SKT_EACCES;
}

/* Sets and reads what the row says; the first refusal, 0, or 1 where another value came back. */
static int run(connection *c, const row *r, char *got, size_t size)
{
    int rc = option_prepare(r->option, c);
    if (rc < 0) return rc;
    if (option_has_way(r->option)) return option_go_way(r->option, c);
    assert_true(r->set || r->get);
    if (r->set) rc = skt_option_set_text(c->client, r->option, r->set);
    if (rc < 0 || r->get == NULL) return rc;
    rc = skt_option_get_text(c->client, r->option, got, size);
    if (rc < 0) return rc;
    return strcmp(r->get, "*") == 0 || strcmp(r->get, got) == 0 ? 0 : 1;
}

/* The text of a handle that was opened, its four bytes in hex. */
static void close_handle(const char *text)
{
    uint8_t bytes[4];
    int handle;
    unsigned long digits = strtoul(text, NULL, 16);
    for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (uint8_t)(digits >> (24 - 8 * i));
    memcpy(&handle, bytes, sizeof handle);
    assert_int_equal(close(handle), 0);
}

static void test_linux_all_options__each_is_set_and_read_or_refused(void **state)
{
    (void)state;
    size_t worked = 0, lacking = 0, wrong = 0;
    /* The addresses of its network are those that anycast is for. */
    if (netns_lack() == NULL) (void)netns_status("ip addr add fd09::1/64 dev lo nodad", false);
    /* A kernel of 64 bits takes no policies of IPsec from a program of 32. */
    const bool narrow = sizeof(void *) == 4;
    for (size_t i = 0; i < COUNT_OF(all_rows); i++) {
        const row *r = &all_rows[i];
        char got[600] = "";
        connection c;
        int rc = open_ends(r->which, &c);
        if (rc < 0) {
            lacking++;
            printf("SKIP %s: no such socket: %s\n", option_name(r->option), skt_error_name(rc));
            continue;
        }
        rc = run(&c, r, got, sizeof got);
        if (rc == 0 && r->option.number == SKT_NUMBER_SO_PEERPIDFD) close_handle(got);
        if (rc == 0)
            worked++;
        else if ((rc == r->rc || is_lack(rc) || (rc == SKT_EOPNOTSUPP && narrow)) && lacking++ < SIZE_MAX)
            printf("SKIP %s: %s\n", option_name(r->option), skt_error_name(rc));
        else if (wrong++ < SIZE_MAX)
            printf("ERROR: %s = %s: %s, %s\n", option_name(r->option), r->set ? r->set : "-",
                   rc < 0 ? skt_error_name(rc) : "read", got);
        close_both(&c);
    }
    printf("%zu of %zu are set or read, %zu are refused here\n", worked, COUNT_OF(all_rows), lacking);
    assert_int_equal(wrong, 0);
    assert_true(worked > 0);
}

static void test_linux_all_options__every_option_of_the_system_has_a_row(void **state)
{
    (void)state;
    for (size_t i = 0; i < skt_option_count(); i++) {
        skt_option option = skt_option_at(i);
        /* Those of lower numbers have tests of their own: option_values, linux_option_values, option_refusals. */
        bool found = option.number < SKT_NUMBER_SO_DEBUG || !skt_option_supported(option);
        for (size_t k = 0; k < COUNT_OF(all_rows) && !found; k++) found = all_rows[k].option.number == option.number;
        if (!found) fail_msg("%s has no row", option_name(option));
    }
}

static void test_linux_all_options__each_is_found_by_its_level_and_name(void **state)
{
    (void)state;
    for (size_t i = 0; i < skt_option_count(); i++) {
        const skt_option_info *info = skt_option_describe(skt_option_at(i));
        skt_option found = {0};
        if (info->level == -1) continue;
        assert_ok(skt_option_find_native(info->level, info->optname, &found));
        const skt_option_info *other = skt_option_describe(found);
        assert_int_equal(other->level, info->level);
        assert_int_equal(other->optname, info->optname);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_linux_all_options__each_is_set_and_read_or_refused),
        TEST(test_linux_all_options__every_option_of_the_system_has_a_row),
        TEST(test_linux_all_options__each_is_found_by_its_level_and_name),
    };
    return cmocka_run_group_tests(tests, netns_setup, netns_teardown);
}
