/* SPDX-License-Identifier: MIT */
/* Messages of rtnetlink(7): the kernel's ABI, declared here because its headers are not always installed. */
#ifndef SKT_RTNETLINK_H
#define SKT_RTNETLINK_H

#include "layout.h"

enum {
    ROUTE = 0, /* NETLINK_ROUTE */
    TYPE_ERROR = 2,
    TYPE_DONE = 3,
    NEW_LINK = 16,
    GET_LINK = 18,
    NEW_ADDR = 20,
    GET_ADDR = 22,
    REQUEST_DUMP = 0x301,  /* NLM_F_REQUEST | NLM_F_DUMP */
    DUMP_INTERRUPTED = 16, /* NLM_F_DUMP_INTR */
    LINK_ADDRESS = 1,
    LINK_BROADCAST = 2,
    LINK_NAME = 3,
    ADDR_ADDRESS = 1, /* the address of the other end if it differs from ADDR_LOCAL */
    ADDR_LOCAL = 2,
    ADDR_BROADCAST = 4,
    ATTRIBUTES = 5 /* one more than the highest attribute */
};

typedef struct message_header {
    uint32_t len;
    uint16_t type;
    uint16_t flags;
    uint32_t sequence;
    uint32_t port;
} message_header;

typedef struct link_message {
    uint8_t family;
    uint8_t padding;
    uint16_t type;
    int32_t index;
    uint32_t flags;
    uint32_t change;
} link_message;

typedef struct addr_message {
    uint8_t family;
    uint8_t prefix;
    uint8_t flags;
    uint8_t scope;
    uint32_t index;
} addr_message;

typedef struct attribute_header {
    uint16_t len;
    uint16_t type;
} attribute_header;

#if defined(__has_include)
#if __has_include(<linux/rtnetlink.h>)
#include <linux/rtnetlink.h>
SIZE(message_header, struct nlmsghdr);
FIELD(message_header, sequence, struct nlmsghdr, nlmsg_seq);
SIZE(link_message, struct ifinfomsg);
FIELD(link_message, type, struct ifinfomsg, ifi_type);
FIELD(link_message, index, struct ifinfomsg, ifi_index);
FIELD(link_message, flags, struct ifinfomsg, ifi_flags);
SIZE(addr_message, struct ifaddrmsg);
FIELD(addr_message, prefix, struct ifaddrmsg, ifa_prefixlen);
FIELD(addr_message, index, struct ifaddrmsg, ifa_index);
SIZE(attribute_header, struct rtattr);
_Static_assert(GET_LINK + 0 == RTM_GETLINK && NEW_LINK + 0 == RTM_NEWLINK, "the numbers of links are others");
_Static_assert(GET_ADDR + 0 == RTM_GETADDR && NEW_ADDR + 0 == RTM_NEWADDR, "the numbers of addresses are others");
_Static_assert(REQUEST_DUMP + 0 == (NLM_F_REQUEST | NLM_F_DUMP), "a dump is asked for otherwise");
_Static_assert(LINK_NAME + 0 == IFLA_IFNAME && ADDR_BROADCAST + 0 == IFA_BROADCAST, "the attributes are others");
#endif
#endif

/* A request: the header, and a message of either kind that selects nothing. */
typedef struct request {
    message_header header;
    link_message all;
} request;

/* The kernel fills at most this much per receive, unless a single link needs more. */
typedef union answer {
    uint32_t alignment;
    uint8_t bytes[16384];
} answer;

#endif
