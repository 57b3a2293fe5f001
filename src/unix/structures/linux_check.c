/* SPDX-License-Identifier: MIT */
/* Compares the rows with the kernel's headers, in a file of its own because some of these conflict with libc's. */
#include <netinet/icmp6.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <time.h>

#include <linux/can.h>
#include <linux/icmp.h>
#include <linux/if_packet.h>
#include <linux/inet_diag.h>
#include <linux/mptcp.h>
#include <linux/net_tstamp.h>
#include <linux/sctp.h>
#include <linux/tcp.h>
#include <linux/version.h>

/* Skips fields that older headers lack. */
#define NOT_THERE(width, meant, name, native) OWN(width, meant, name)
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 2, 0)
#define SINCE_6_2 NOT_THERE
#else
#define SINCE_6_2 FIELD
#endif
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 6, 0)
#define SINCE_6_6 NOT_THERE
#else
#define SINCE_6_6 FIELD
#endif
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 7, 0)
#define SINCE_6_7 NOT_THERE
#else
#define SINCE_6_7 FIELD
#endif
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 10, 0)
#define SINCE_6_10 NOT_THERE
#else
#define SINCE_6_10 FIELD
#endif
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 18, 0)
#define SINCE_6_18 NOT_THERE
#else
#define SINCE_6_18 FIELD
#endif

#define SKT__ADDR_SIZE  sizeof(struct sockaddr_storage)
#define SKT__STRUCTURES "structures/linux.def"
#include "option/structure_check.h"
