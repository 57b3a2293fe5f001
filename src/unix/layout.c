/* SPDX-License-Identifier: MIT */
/*
 * Asserts that the structures that the public headers and native.h declare in place of the system's headers have the
 * system's layout. Makes no code.
 */
#include "layout.h"

#include "option/row.h"

#if !defined(__has_include)
#define __has_include(header) 0
#endif

_Static_assert(sizeof(skt_ssize) == sizeof(ssize_t), "skt_ssize is not ssize_t");
_Static_assert(sizeof(socklen_t) == sizeof(uint32_t), "socklen_t is not 32 bits wide");
_Static_assert(SKT_INTERFACE_NAME_MAX == IF_NAMESIZE, "SKT_INTERFACE_NAME_MAX is not IF_NAMESIZE");

_Static_assert(offsetof(skt_addr, storage) == 0, "the storage is not at the start of skt_addr");
_Static_assert(SKT_STORAGE_SIZE == sizeof(struct sockaddr_storage), "SKT_STORAGE_SIZE is not that of sockaddr_storage");
_Static_assert(sizeof(((skt_addr *)0)->storage) == SKT_STORAGE_SIZE, "the storage is larger than SKT_STORAGE_SIZE");
_Static_assert(_Alignof(skt_addr) >= _Alignof(struct sockaddr_storage), "skt_addr is not aligned as sockaddr_storage");

SIZE(skt_buf, struct iovec);
FIELD(skt_buf, base, struct iovec, iov_base);
FIELD(skt_buf, len, struct iovec, iov_len);

_Static_assert(offsetof(skt_msg, count) == sizeof(struct msghdr), "skt_msg is not a msghdr and more");
FIELD(skt_msg, addr, struct msghdr, msg_name);
FIELD(skt_msg, skt__addr_len, struct msghdr, msg_namelen);
FIELD(skt_msg, bufs, struct msghdr, msg_iov);
COUNT(skt_msg, buf_count, struct msghdr, msg_iovlen);
FIELD(skt_msg, control, struct msghdr, msg_control);
COUNT(skt_msg, control_len, struct msghdr, msg_controllen);
FIELD(skt_msg, flags, struct msghdr, msg_flags);

/* The argument of sendmsg_x. `count` overlays the low half of msg_datalen, since Apple's systems are little-endian. */
#if defined(__APPLE__)
#include "kernel_batch.h"
SIZE(skt_msg, skt__msghdr_x);
FIELD(skt_msg, addr, skt__msghdr_x, msg_name);
FIELD(skt_msg, skt__addr_len, skt__msghdr_x, msg_namelen);
FIELD(skt_msg, bufs, skt__msghdr_x, msg_iov);
COUNT(skt_msg, buf_count, skt__msghdr_x, msg_iovlen);
FIELD(skt_msg, control, skt__msghdr_x, msg_control);
COUNT(skt_msg, control_len, skt__msghdr_x, msg_controllen);
FIELD(skt_msg, flags, skt__msghdr_x, msg_flags);
_Static_assert(offsetof(skt_msg, count) == offsetof(skt__msghdr_x, msg_datalen), "the count is not msg_datalen");
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the count is not the low bytes of msg_datalen");
#endif

/* Systems with this flag have recvmmsg(2). */
#if defined(MSG_WAITFORONE)
SIZE(skt_msg, struct mmsghdr);
FIELD(skt_msg, count, struct mmsghdr, msg_len);
#endif

SIZE(skt_pollfd, struct pollfd);
FIELD(skt_pollfd, socket, struct pollfd, fd);
FIELD(skt_pollfd, events, struct pollfd, events);
FIELD(skt_pollfd, revents, struct pollfd, revents);

#if defined(__linux__)
#if __has_include(<linux/filter.h>)
#include <linux/filter.h>
SIZE(skt_filter, struct sock_filter);
FIELD(skt_filter, code, struct sock_filter, code);
FIELD(skt_filter, jt, struct sock_filter, jt);
FIELD(skt_filter, jf, struct sock_filter, jf);
FIELD(skt_filter, k, struct sock_filter, k);
SIZE(skt__program, struct sock_fprog);
FIELD(skt__program, len, struct sock_fprog, len);
FIELD(skt__program, filter, struct sock_fprog, filter);
#endif

/* Older headers lack some structures. */
#if __has_include(<linux/errqueue.h>)
#include <time.h>

#include <linux/errqueue.h>
_Static_assert(SKT_SO_EE_ORIGIN_LOCAL == SO_EE_ORIGIN_LOCAL, "SO_EE_ORIGIN_LOCAL");
_Static_assert(SKT_SO_EE_ORIGIN_ICMP == SO_EE_ORIGIN_ICMP, "SO_EE_ORIGIN_ICMP");
_Static_assert(SKT_SO_EE_ORIGIN_ICMP6 == SO_EE_ORIGIN_ICMP6, "SO_EE_ORIGIN_ICMP6");
#if defined(SO_EE_ORIGIN_TXTIME)
_Static_assert(SKT_SO_EE_ORIGIN_TIMESTAMPING == SO_EE_ORIGIN_TIMESTAMPING, "SO_EE_ORIGIN_TIMESTAMPING");
_Static_assert(SKT_SO_EE_ORIGIN_ZEROCOPY == SO_EE_ORIGIN_ZEROCOPY, "SO_EE_ORIGIN_ZEROCOPY");
_Static_assert(SKT_SO_EE_ORIGIN_TXTIME == SO_EE_ORIGIN_TXTIME, "SO_EE_ORIGIN_TXTIME");
#endif
#endif

#if __has_include(<linux/if_packet.h>)
#include <linux/if_packet.h>
SIZE(skt__sockaddr_ll, struct sockaddr_ll);
FIELD(skt__sockaddr_ll, sll_family, struct sockaddr_ll, sll_family);
FIELD(skt__sockaddr_ll, sll_protocol, struct sockaddr_ll, sll_protocol);
FIELD(skt__sockaddr_ll, sll_ifindex, struct sockaddr_ll, sll_ifindex);
FIELD(skt__sockaddr_ll, sll_hatype, struct sockaddr_ll, sll_hatype);
FIELD(skt__sockaddr_ll, sll_pkttype, struct sockaddr_ll, sll_pkttype);
FIELD(skt__sockaddr_ll, sll_halen, struct sockaddr_ll, sll_halen);
FIELD(skt__sockaddr_ll, sll_addr, struct sockaddr_ll, sll_addr);
#endif

/* Older headers lack the fields of J1939 at the end. */
#if __has_include(<linux/can.h>)
#include <linux/can.h>
FIELD(skt__sockaddr_can, can_family, struct sockaddr_can, can_family);
FIELD(skt__sockaddr_can, can_ifindex, struct sockaddr_can, can_ifindex);
FIELD(skt__sockaddr_can, rx_id, struct sockaddr_can, can_addr.tp.rx_id);
FIELD(skt__sockaddr_can, tx_id, struct sockaddr_can, can_addr.tp.tx_id);
#if defined(CAN_J1939)
SIZE(skt__sockaddr_can, struct sockaddr_can);
FIELD(skt__sockaddr_can, pgn, struct sockaddr_can, can_addr.j1939.pgn);
FIELD(skt__sockaddr_can, addr, struct sockaddr_can, can_addr.j1939.addr);
#endif
#endif

#if __has_include(<linux/vm_sockets.h>)
#include <linux/vm_sockets.h>
SIZE(skt__sockaddr_vm, struct sockaddr_vm);
FIELD(skt__sockaddr_vm, svm_family, struct sockaddr_vm, svm_family);
FIELD(skt__sockaddr_vm, svm_port, struct sockaddr_vm, svm_port);
FIELD(skt__sockaddr_vm, svm_cid, struct sockaddr_vm, svm_cid);
#endif
#elif __has_include(<sys/vsock.h>)
#include <sys/vsock.h>
SIZE(skt__sockaddr_vm, struct sockaddr_vm);
FIELD(skt__sockaddr_vm, svm_family, struct sockaddr_vm, svm_family);
FIELD(skt__sockaddr_vm, svm_port, struct sockaddr_vm, svm_port);
FIELD(skt__sockaddr_vm, svm_cid, struct sockaddr_vm, svm_cid);
#endif

#if __has_include(<linux/netlink.h>)
#include <linux/netlink.h>
#define NETLINK 1
#elif __has_include(<netlink/netlink.h>)
#include <netlink/netlink.h>
#define NETLINK 1
#endif
#if defined(NETLINK)
SIZE(skt__sockaddr_nl, struct sockaddr_nl);
FIELD(skt__sockaddr_nl, nl_pid, struct sockaddr_nl, nl_pid);
FIELD(skt__sockaddr_nl, nl_groups, struct sockaddr_nl, nl_groups);
#endif
