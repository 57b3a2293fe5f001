/* SPDX-License-Identifier: MIT */
/* IPPROTO_IPV6: ipv6(7), RFC 3542. */
#include "effects.h"

enum { IPV6_LEVEL = 41 };

/* Of linux/in6.h, beside which netinet/in.h cannot be. */
enum {
    ITEM_FLOWINFO = 11,
    ITEM_PKTINFO = 50,
    ITEM_HOPLIMIT = 52,
    ITEM_HOPOPTS = 54,
    ITEM_RTHDR = 57,
    ITEM_DSTOPTS = 59,
    ITEM_PATHMTU = 61,
    ITEM_TCLASS = 67,
    ITEM_ORIGDSTADDR = 74
};

/* A request for a flow label: in6_flowlabel_req. */
struct label_request {
    uint8_t to[16];
    uint32_t label;
    uint8_t action, share;
    uint16_t flags, expires, linger;
    uint32_t pad;
};

static void the_label_is_in_the_packet(const effect *row)
{
    (void)row;
    NEEDS_NETNS();
    static packet p;
    enum { LABEL = 0x12345 };
    const struct label_request request = {.to = {[15] = 1}, .label = 0x45230100, .share = 255, .flags = 1};
    skt_addr to;
    skt_socket s, receiver = bound("[::1]:0", SKT_SOCK_DGRAM, &to), wire = open_wire("lo");
    assert_ok(skt_open(SKT_AF_INET6, SKT_SOCK_DGRAM, 0, &s));
    assert_ok(skt_addr_set_flow(&to, LABEL));
    for (int step = 0; step < 3; step++) {
        if (step == 1) assert_ok(skt_set_bool(s, SKT_IPV6_FLOWINFO_SEND, true));
        if (step == 2) set_bytes(s, SKT_IPV6_FLOWLABEL_MGR, &request, sizeof request);
        clear_wire(wire);
        skt_ssize rc = skt_sendto(s, "x", 1, 0, &to);
        /* With the option set, the kernel uses the label in an address, and refuses one that was not allocated. */
        if (step == 1 && rc == SKT_EINVAL) continue;
        assert_rc((int)rc, 1);
        assert_true(next_on_wire(wire, &p) > 0);
        assert_int_equal(is_like(p.bytes, 4, "60012345"), step > 0);
    }
    skt_close(s);
    skt_close(receiver);
    skt_close(wire);
}

/* The route back and forth has one segment, which is where it leads anyway. */
static const char segment[] = "000204000000000000000000000000000000000000000001";

static void allow_segments(void)
{
    NEEDS_NETNS();
    NETNS_RUN("for i in all lo; do echo 1 >/proc/sys/net/ipv6/conf/$i/seg6_enabled; done");
}

static void a_routing_header_comes(const effect *row)
{
    allow_segments();
    an_item_comes(row);
}

static void they_stand_before_the_routing_header(const effect *row)
{
    NEEDS_NETNS();
    static packet p;
    connection c = open_ends(row->where);
    skt_socket wire = open_wire("lo");
    set_text(c.client, row->option, row->set);
    for (int with = 0; with < 2; with++) {
        if (with) set_text(c.client, SKT_ANY(SKT_IPV6_RTHDR), segment);
        clear_wire(wire);
        send_x(c.client);
        assert_true(next_on_wire(wire, &p) > 48);
        assert_int_equal(p.bytes[6], with ? 60 : 17);
        if (with) assert_int_equal(p.bytes[40], 43);
    }
    skt_close(wire);
    close_both(&c);
}

/* Sends a datagram larger than the path MTU, without fragmentation. */
static void a_message_tells_what_the_way_carries(const effect *row)
{
    NEEDS_CABLE();
    static const char bytes[1900];
    skt_addr to = address("[fd09::2]:9");
    received got;
    skt_socket s;
    assert_ok(skt_open(SKT_AF_INET6, SKT_SOCK_DGRAM, 0, &s));
    assert_ok(skt_connect(s, &to));
    assert_ok(skt_set_bool(s, SKT_IPV6_DONTFRAG, true));
    for (int on = 0; on < 2; on++) {
        if (on) set_text(s, row->option, row->set);
        assert_rc((int)skt_send(s, bytes, sizeof bytes, 0), SKT_EMSGSIZE);
        /* That poll says nothing of it is Linux's. */
        memset(&got, 0, sizeof got);
        got.msg = skt_msg_of(&got.from, NULL, 0, &got.control, sizeof got.control);
        assert_rc((int)skt_recvmsg(s, &got.msg, SKT_MSG_DONTWAIT), on ? 0 : SKT_EAGAIN);
    }
    struct {
        uint8_t address[28];
        uint32_t mtu;
    } info = {.mtu = 0};
    assert_int_equal(control_of(&got, IPV6_LEVEL, ITEM_PATHMTU, &info, sizeof info), sizeof info);
    assert_int_equal(info.mtu, 1500);
    skt_close(s);
}

static void the_route_says_what_the_way_carries(const effect *row)
{
    (void)row;
    NEEDS_CABLE();
    skt_addr to = address("[fd09::2]:9");
    for (int narrow = 0; narrow < 2; narrow++) {
        struct {
            uint8_t address[28];
            uint32_t mtu;
        } info = {.mtu = 0};
        size_t len = sizeof info;
        skt_socket s;
        if (narrow) NETNS_RUN("ip -6 route add fd09::2/128 dev near mtu 1400");
        assert_ok(skt_open(SKT_AF_INET6, SKT_SOCK_DGRAM, 0, &s));
        assert_ok(skt_connect(s, &to));
        assert_rc(skt_get_bytes(s, SKT_IPV6_PATHMTU, &info, &len), 0);
        assert_int_equal(info.mtu, narrow ? 1400 : 1500);
        skt_close(s);
    }
    NETNS_RUN("ip -6 route del fd09::2/128 dev near");
}

/* An unassigned protocol; the kernel writes the checksum at byte 6. */
static void the_kernel_computes_the_checksum(const effect *row)
{
    NEEDS_NETNS();
    static packet p;
    enum { NOBODYS = 253 };
    const char bytes[8] = "message";
    skt_addr self = address("::1");
    skt_socket s, wire = open_wire("lo");
    assert_ok(skt_open(SKT_AF_INET6, SKT_SOCK_RAW, NOBODYS, &s));
    for (int on = 0; on < 2; on++) {
        if (on) set_text(s, row->option, row->set);
        clear_wire(wire);
        assert_int_equal(skt_sendto(s, bytes, sizeof bytes, 0, &self), sizeof bytes);
        assert_int_equal(next_on_wire(wire, &p), 48);
        assert_int_equal(memcmp(p.bytes + 46, bytes + 6, 2) == 0, !on);
    }
    skt_close(s);
    skt_close(wire);
}

/* The interface decides whether there is a way; the address is not looked at. */
static void packets_leave_by_that_interface(const effect *row)
{
    (void)row;
    NEEDS_CABLE();
    static packet p;
    const struct {
        uint8_t address[16];
        int index;
    } lo = {{0}, loopback_index()}, near = {{0xfd, 0x09, [15] = 9}, NEAR_INDEX};
    skt_addr to = address("[fd09::2]:9");
    skt_socket s, wire = open_wire("near");
    assert_ok(skt_open(SKT_AF_INET6, SKT_SOCK_DGRAM, 0, &s));
    set_bytes(s, SKT_IPV6_PKTINFO, &lo, sizeof lo);
    assert_rc((int)skt_sendto(s, "x", 1, 0, &to), SKT_ENETUNREACH);
    set_bytes(s, SKT_IPV6_PKTINFO, &near, sizeof near);
    clear_wire(wire);
    assert_int_equal(skt_sendto(s, "x", 1, 0, &to), 1);
    /* The question for the neighbour may be first. */
    do wait_for(wire, SKT_POLLIN);
    while (next_on_wire(wire, &p) != 49);
    assert_true(is_like(p.bytes + 8, 16, "fd090000000000000000000000000001"));
    skt_close(s);
    skt_close(wire);
}

static void the_socket_is_one_of_ipv4(const effect *row)
{
    connection c = tcp_connection("[::ffff:127.0.0.1]:0");
    skt_addr here;
    assert_int_equal(int_of(c.client, SKT_SO_DOMAIN), SKT_AF_INET6);
    set_text(c.client, row->option, row->set);
    assert_int_equal(int_of(c.client, SKT_SO_DOMAIN), SKT_AF_INET);
    assert_ok(skt_local_address(c.client, &here));
    assert_int_equal(skt_addr_family(&here), SKT_AF_INET);
    send_x(c.client);
    expect_x(c.server);
    close_both(&c);
}

/*
 * What comes to the address is this machine's between joining and leaving; what follows to another shows what was lost.
 */
static void the_address_is_received_at(const effect *row)
{
    (void)row;
    NEEDS_CABLE();
    const struct {
        uint8_t address[16];
        int index;
    } request = {{0xfd, 0x09, [15] = 0xfb}, NEAR_INDEX};
    skt_addr here, own = address("fd09::1"), any = address("fd09::fb");
    skt_socket s = bound("[::]:0", SKT_SOCK_DGRAM, &here), far = netns_open_far(SKT_AF_INET6, SKT_SOCK_DGRAM, 0);
    assert_ok(skt_addr_set_port(&own, (uint16_t)skt_addr_port(&here)));
    assert_ok(skt_addr_set_port(&any, (uint16_t)skt_addr_port(&here)));
    set_bytes(s, SKT_IPV6_JOIN_ANYCAST, &request, sizeof request);
    assert_int_equal(skt_sendto(far, "x", 1, 0, &any), 1);
    expect_x(s);
    set_bytes(s, SKT_IPV6_LEAVE_ANYCAST, &request, sizeof request);
    assert_int_equal(skt_sendto(far, "y", 1, 0, &any), 1);
    assert_int_equal(skt_sendto(far, "x", 1, 0, &own), 1);
    expect_x(s);
    assert_false(has_come(s));
    skt_close(far);
    skt_close(s);
}

static const effect rows[] = {
    {EFFECT(IPV6_RECVHOPLIMIT), "true", an_item_comes, "the packet's IPV6_UNICAST_HOPS come along", .where = UDP6,
     .level = IPV6_LEVEL, .type = ITEM_HOPLIMIT, .seen = "4d000000", SENT(IPV6_UNICAST_HOPS), .sent_set = "77"},
    {EFFECT(IPV6_RECVTCLASS), "true", an_item_comes, "the packet's IPV6_TCLASS comes along", .where = UDP6,
     .level = IPV6_LEVEL, .type = ITEM_TCLASS, .seen = "b8000000", SENT(IPV6_TCLASS), .sent_set = "184"},
    {EFFECT(IPV6_RECVPKTINFO), "true", an_item_comes, "interface and destination come along", .where = UDP6,
     .level = IPV6_LEVEL, .type = ITEM_PKTINFO, .seen = "0000000000000000000000000000000101000000"},
    {EFFECT(IPV6_RECVORIGDSTADDR), "true", an_item_comes, "the destination comes along", .where = UDP6,
     .level = IPV6_LEVEL, .type = ITEM_ORIGDSTADDR, .seen = "0a00????????????00000000000000000000000000000001"},
    {EFFECT(IPV6_FLOWINFO), "true", an_item_comes, "the flow label comes along", .where = UDP6, .level = IPV6_LEVEL,
     .type = ITEM_FLOWINFO},
    {EFFECT(IPV6_RECVHOPOPTS), "true", an_item_comes, "the packet's IPV6_HOPOPTS come along", .where = UDP6,
     .level = IPV6_LEVEL, .type = ITEM_HOPOPTS, .seen = "1100050200000100", SENT(IPV6_HOPOPTS),
     .sent_set = "0000050200000100"},
    {EFFECT(IPV6_RECVDSTOPTS), "true", an_item_comes, "the packet's IPV6_DSTOPTS come along", .where = UDP6,
     .level = IPV6_LEVEL, .type = ITEM_DSTOPTS, .seen = "1100010400000000", SENT(IPV6_DSTOPTS),
     .sent_set = "0000010400000000"},
    {EFFECT(IPV6_RECVRTHDR), "true", a_routing_header_comes, "the packet's IPV6_RTHDR comes along", .where = UDP6,
     .level = IPV6_LEVEL, .type = ITEM_RTHDR, .seen = "11020400", SENT(IPV6_RTHDR), .sent_set = segment},
    {EFFECT(IPV6_RTHDRDSTOPTS), "0000010400000000", they_stand_before_the_routing_header,
     "stand before the routing header, and only where there is one", .where = UDP6},
    {EFFECT(IPV6_AUTOFLOWLABEL), "false", is_in_the_packet, "the packet has no flow label", .where = UDP6, .at = 0,
     .seen = "60000000"},
    {EFFECT(IPV6_FLOWLABEL_MGR), NULL, the_label_is_in_the_packet, "a label that was given can be sent"},
    {EFFECT(IPV6_FLOWINFO_SEND), NULL, the_label_is_in_the_packet, "the label of the address is in the packet"},
    {EFFECT(IPV6_RECVPATHMTU), "true", a_message_tells_what_the_way_carries, "a message says what the path carries"},
    {EFFECT(IPV6_PATHMTU), NULL, the_route_says_what_the_way_carries, "is that of the route"},
    {EFFECT(IPV6_CHECKSUM), "6", the_kernel_computes_the_checksum, "the kernel puts the checksum there"},
    {EFFECT(IPV6_PKTINFO), NULL, packets_leave_by_that_interface, "packets leave by the interface"},
    {EFFECT(IPV6_ADDRFORM), "2", the_socket_is_one_of_ipv4, "SO_DOMAIN and the address are of IPv4"},
    {EFFECT(IPV6_JOIN_ANYCAST), NULL, the_address_is_received_at, "the address is received at"},
    {EFFECT(IPV6_LEAVE_ANYCAST), NULL, the_address_is_received_at, "the address is not received at any more"},
};
const effects ipv6_effects = EFFECTS(rows);
