/* SPDX-License-Identifier: MIT */
/* SOL_NETLINK: netlink(7), rtnetlink(7). */
#include "effects.h"

#include <linux/netlink.h>
#include <linux/rtnetlink.h>

enum { NETLINK_LEVEL = 270, LINKS = RTNLGRP_LINK, ADDRESSES = RTNLGRP_IPV4_IFADDR };

/* A bound socket: one without a port id has the kernel's id 0 and gets no notifications. */
static skt_socket open_route(void)
{
    skt_socket s;
    skt_addr any;
    assert_ok(skt_open(SKT_AF_NETLINK, SKT_SOCK_RAW, NETLINK_ROUTE, &s));
    assert_ok(skt_addr_netlink(0, 0, &any));
    assert_ok(skt_bind(s, &any));
    return s;
}

/* Changes a link, of which the group of links is notified before this returns. */
#define CHANGE_LINK() NETNS_RUN("ip link set lo mtu 65535 && ip link set lo mtu 65536")

static void drain(skt_socket s)
{
    received got;
    while (has_come(s)) receive(s, &got);
}

static void notifications_come_of_the_group(const effect *row)
{
    (void)row;
    NEEDS_NETNS();
    skt_socket s = open_route();
    uint32_t groups[8] = {0};
    size_t len = sizeof groups;
    CHANGE_LINK();
    assert_false(has_come(s));
    assert_ok(skt_set_int(s, SKT_NETLINK_ADD_MEMBERSHIP, LINKS));
    assert_rc(skt_get_bytes(s, SKT_NETLINK_LIST_MEMBERSHIPS, groups, &len), 0);
    assert_int_equal(groups[0], 1U << (LINKS - 1));
    CHANGE_LINK();
    assert_true(has_come(s));
    drain(s);
    assert_ok(skt_set_int(s, SKT_NETLINK_DROP_MEMBERSHIP, LINKS));
    len = sizeof groups;
    assert_rc(skt_get_bytes(s, SKT_NETLINK_LIST_MEMBERSHIPS, groups, &len), 0);
    assert_int_equal(groups[0], 0);
    CHANGE_LINK();
    assert_false(has_come(s));
    skt_close(s);
}

static void the_group_comes_along(const effect *row)
{
    NEEDS_NETNS();
    skt_socket s = open_route();
    assert_ok(skt_set_int(s, SKT_NETLINK_ADD_MEMBERSHIP, LINKS));
    for (int on = 0; on < 2; on++) {
        received got;
        uint32_t group = 0;
        if (on) set_text(s, row->option, row->set);
        CHANGE_LINK();
        receive(s, &got);
        drain(s);
        int wanted = on ? (int)sizeof group : -1;
        assert_int_equal(control_of(&got, NETLINK_LEVEL, NETLINK_PKTINFO, &group, sizeof group), wanted);
        if (on) assert_int_equal(group, LINKS);
    }
    skt_close(s);
}

static void lost_notifications_are_no_error(const effect *row)
{
    NEEDS_NETNS();
    for (int on = 0; on < 2; on++) {
        skt_socket s = open_route();
        assert_ok(skt_set_int(s, SKT_SO_RCVBUF, 4000));
        assert_ok(skt_set_int(s, SKT_NETLINK_ADD_MEMBERSHIP, LINKS));
        if (on) set_text(s, row->option, row->set);
        NETNS_RUN("for mtu in 65531 65532 65533 65534 65535 65531 65532 65533 65534 65536; do"
                  " echo link set lo mtu $mtu; done | ip -batch -");
        assert_rc(skt_pending_error(s), on ? 0 : SKT_ENOBUFS);
        skt_close(s);
    }
}

static void other_networks_are_heard_of(const effect *row)
{
    NEEDS_CABLE();
    skt_socket s = open_route();
    assert_ok(skt_set_int(s, SKT_NETLINK_ADD_MEMBERSHIP, ADDRESSES));
    for (int on = 0; on < 2; on++) {
        if (on) set_text(s, row->option, row->set);
        assert_int_equal(netns_status("ip addr add 10.9.9.9/32 dev far && ip addr del 10.9.9.9/32 dev far", true), 0);
        assert_int_equal(has_come(s), on);
    }
    skt_close(s);
}

/* The error that answers a request for an address with a prefix of 33 bits. */
static received error_of(skt_socket s)
{
    struct {
        struct nlmsghdr header;
        struct ifaddrmsg address;
        struct rtattr attribute;
        uint8_t bytes[4];
    } request = {
        .header = {.nlmsg_len = sizeof request, .nlmsg_type = RTM_NEWADDR, .nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK},
        .address = {.ifa_family = SKT_AF_INET, .ifa_prefixlen = 33, .ifa_index = 1},
        .attribute = {.rta_len = RTA_LENGTH(4), .rta_type = IFA_LOCAL},
        .bytes = {127, 0, 0, 9},
    };
    received got;
    assert_int_equal(skt_send(s, &request, sizeof request, 0), sizeof request);
    receive(s, &got);
    struct nlmsghdr header;
    struct nlmsgerr error;
    assert_true(got.len >= (skt_ssize)(sizeof header + sizeof error));
    memcpy(&header, got.data, sizeof header);
    memcpy(&error, got.data + sizeof header, sizeof error);
    assert_int_equal(header.nlmsg_type, NLMSG_ERROR);
    assert_true(error.error < 0);
    return got;
}

static void the_request_is_left_out(const effect *row)
{
    NEEDS_NETNS();
    skt_socket s = open_route();
    const skt_ssize alone = sizeof(struct nlmsghdr) + sizeof(struct nlmsgerr);
    assert_true(error_of(s).len > alone);
    set_text(s, row->option, row->set);
    assert_int_equal(error_of(s).len, alone);
    skt_close(s);
}

static void the_error_has_a_text(const effect *row)
{
    NEEDS_NETNS();
    static const char text[] = "refix";
    skt_socket s = open_route();
    for (int on = 0; on < 2; on++) {
        if (on) set_text(s, row->option, row->set);
        received got = error_of(s);
        bool found = false;
        for (skt_ssize i = 0; i + (skt_ssize)sizeof text < got.len && !found; i++)
            found = memcmp(got.data + i, text, sizeof text - 1) == 0;
        assert_int_equal(found, on);
    }
    skt_close(s);
}

/* Lists links with a field that such a request has no use for. */
static void useless_fields_are_refused(const effect *row)
{
    (void)row;
    const struct {
        struct nlmsghdr header;
        struct ifinfomsg link;
    } request = {
        .header = {.nlmsg_len = sizeof request, .nlmsg_type = RTM_GETLINK, .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP},
        .link = {.ifi_type = 4711},
    };
    for (int on = 0; on < 2; on++) {
        skt_socket s = open_route();
        received got;
        struct nlmsghdr header;
        if (on) set_text(s, row->option, row->set);
        assert_int_equal(skt_send(s, &request, sizeof request, 0), sizeof request);
        receive(s, &got);
        memcpy(&header, got.data, sizeof header);
        assert_int_equal(header.nlmsg_type != RTM_NEWLINK, on);
        skt_close(s);
    }
}

static const effect rows[] = {
    {EFFECT(NETLINK_ADD_MEMBERSHIP), NULL, notifications_come_of_the_group, "what happens to a link is received"},
    {EFFECT(NETLINK_DROP_MEMBERSHIP), NULL, notifications_come_of_the_group, "it is not received any more"},
    {EFFECT(NETLINK_LIST_MEMBERSHIPS), NULL, notifications_come_of_the_group, "is the group that was joined"},
    {EFFECT(NETLINK_PKTINFO), "true", the_group_comes_along, "the group comes along"},
    {EFFECT(NETLINK_NO_ENOBUFS), "true", lost_notifications_are_no_error, "notifications are lost without an error"},
    {EFFECT(NETLINK_LISTEN_ALL_NSID), "true", other_networks_are_heard_of,
     "what happens in the other network is received"},
    {EFFECT(NETLINK_CAP_ACK), "true", the_request_is_left_out, "an error comes without the request"},
    {EFFECT(NETLINK_EXT_ACK), "true", the_error_has_a_text, "an error comes with a text"},
    {EFFECT(NETLINK_GET_STRICT_CHK), "true", useless_fields_are_refused, "a list with a useless field is refused"},
};
const effects netlink_effects = EFFECTS(rows);
