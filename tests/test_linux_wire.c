/* SPDX-License-Identifier: MIT */
/*
 * Linux: what the UDP path puts on the wire, seen by a packet socket at the far end of the cable. packet(7).
 *
 * A device with segmentation offload would show a run as one packet. The link is set to take one segment at a time, so
 * that the kernel segments the run before, as for a real wire.
 */
#include "netns.h"
#include "received.h"

#include <netinet/in.h>

enum { FAR_PORT = 4433, EVERY_PROTOCOL = 3, SENT_FROM_HERE = 4, UDP_PROTOCOL = 17, FRAGMENT = 44, ANY = -1 };

/* A UDP packet, or a fragment of one. */
typedef struct packet {
    int version, tos, hop_limit;
    bool dont_fragment, is_fragment;
    skt_addr from, to; /* without ports */
    size_t len;        /* of the content of UDP */
} packet;

static unsigned number_at(const unsigned char *bytes)
{
    return (unsigned)bytes[0] << 8 | bytes[1];
}

/* Reads what is no UDP as nothing. */
static bool read_packet(const unsigned char *bytes, size_t len, packet *out)
{
    *out = (packet){.version = bytes[0] >> 4};
    size_t head;
    int protocol;
    if (out->version == 4) {
        unsigned fragment = number_at(bytes + 6);
        head = (size_t)(bytes[0] & 15) * 4;
        protocol = bytes[9];
        out->tos = bytes[1];
        out->hop_limit = bytes[8];
        out->dont_fragment = fragment & 0x4000;
        out->is_fragment = fragment & 0x3fff;
        skt_addr_ipv4(bytes + 12, 0, &out->from);
        skt_addr_ipv4(bytes + 16, 0, &out->to);
    } else {
        head = 40;
        protocol = bytes[6];
        out->tos = (bytes[0] & 15) << 4 | bytes[1] >> 4;
        out->hop_limit = bytes[7];
        out->is_fragment = protocol == FRAGMENT;
        skt_addr_ipv6(bytes + 8, 0, 0, &out->from);
        skt_addr_ipv6(bytes + 24, 0, 0, &out->to);
    }
    out->len = len - head - 8;
    return protocol == UDP_PROTOCOL || protocol == FRAGMENT;
}

/* A socket that sees every packet that arrives there. */
static skt_socket open_capture(void)
{
    skt_socket s = netns_open_far(PF_PACKET, SKT_SOCK_DGRAM, htons(EVERY_PROTOCOL));
    assert_ok((int)skt_grow_buffer(s, SKT_SO_RCVBUF, 1 << 20));
    return s;
}

static packet next_packet(skt_socket capture)
{
    static unsigned char bytes[1 << 17];
    for (;;) {
        struct {
            unsigned short family, protocol;
            int index;
            unsigned short hardware;
            unsigned char kind, rest[13];
        } link;
        skt_addr from;
        packet p;
        wait_for(capture, SKT_POLLIN);
        skt_ssize len = skt_recvfrom(capture, bytes, sizeof bytes, 0, &from);
        assert_true(len > 0);
        memcpy(&link, &from.storage, sizeof link);
        if (link.kind != SENT_FROM_HERE && len > 28 && read_packet(bytes, (size_t)len, &p)) return p;
    }
}

/* What is sent, and what of it must be seen. */
typedef struct tag {
    const char *from, *to; /* where the socket is bound; the peer */
    uint32_t has;
    const char *source;           /* with LOCAL: the address, NULL for the interface alone */
    int tos, hop_limit;           /* of the datagram */
    int socket_tos, socket_class; /* IP_TOS and IPV6_TCLASS, 0: as they are */
    int discovery;                /* by skt_set_path_mtu; ANY: as it is */
    struct {
        const char *from;
        int tos, hop_limit, dont_fragment;
    } seen;
    const char *sentence;
} tag;

#define LOCAL  SKT_INFO_LOCAL
#define TOS    SKT_INFO_TOS
#define ECN    SKT_INFO_ECN
#define HOPS   SKT_INFO_HOP_LIMIT
#define DO     2
#define DONT   0
#define V4     "0.0.0.0", "10.9.0.2"
#define V6     "[fd09::1]", "[fd09::2]"
#define BOTH   "[::]", "10.9.0.2"
#define MAPPED "[::]", "[::ffff:10.9.0.2]"
#define TO_V6  "[::]", "[fd09::2]"

static const tag tags[] = {
    {V4, 0, NULL, 0, 0, 0, 0, ANY, {"10.9.0.1", 0, 64, ANY}, "nothing is said"},
    {V4, TOS, NULL, 0xb9, 0, 0, 0, ANY, {"10.9.0.1", 0xb9, 64, ANY}, "TOS"},
    {V4, TOS, NULL, 0, 0, 0xb8, 0, ANY, {"10.9.0.1", 0, 64, ANY}, "TOS of 0 where the socket has another"},
    {V4, ECN, NULL, 1, 0, 0xb8, 0, ANY, {"10.9.0.1", 0xb9, 64, ANY}, "ECN beside the socket's DSCP"},
    {V4, HOPS, NULL, 0, 33, 0, 0, ANY, {"10.9.0.1", 0, 33, ANY}, "hop limit"},
    {V4, LOCAL, "10.9.0.9", 0, 0, 0, 0, ANY, {"10.9.0.9", 0, 64, ANY}, "source"},
    {V4, LOCAL, NULL, 0, 0, 0, 0, ANY, {"10.9.0.1", 0, 64, ANY}, "interface alone"},
    {V4, 0, NULL, 0, 0, 0, 0, DO, {"10.9.0.1", 0, 64, 1}, "not to be fragmented"},
    {V4, 0, NULL, 0, 0, 0, 0, DONT, {"10.9.0.1", 0, 64, 0}, "may be fragmented"},
    {V4, LOCAL | TOS | HOPS, "10.9.0.9", 0x2e, 7, 0, 0, DO, {"10.9.0.9", 0x2e, 7, 1}, "all of it"},
    {V6, 0, NULL, 0, 0, 0, 0, ANY, {"fd09::1", 0, 64, ANY}, "nothing is said"},
    {V6, TOS, NULL, 0xb9, 0, 0, 0, ANY, {"fd09::1", 0xb9, 64, ANY}, "traffic class"},
    {V6, ECN, NULL, 2, 0, 0, 0xb8, ANY, {"fd09::1", 0xba, 64, ANY}, "ECN beside the socket's DSCP"},
    {V6, HOPS, NULL, 0, 33, 0, 0, ANY, {"fd09::1", 0, 33, ANY}, "hop limit"},
    {TO_V6, LOCAL, "fd09::9", 0, 0, 0, 0, ANY, {"fd09::9", 0, 64, ANY}, "source"},
    {TO_V6, LOCAL, NULL, 0, 0, 0, 0, ANY, {NULL, 0, 64, ANY}, "interface alone"},
    {TO_V6, LOCAL | TOS | HOPS, "fd09::9", 0x2e, 7, 0, 0, DO, {"fd09::9", 0x2e, 7, ANY}, "all of it"},
    {BOTH, 0, NULL, 0, 0, 0, 0, ANY, {"10.9.0.1", 0, 64, ANY}, "nothing is said"},
    {BOTH, TOS, NULL, 0xb9, 0, 0, 0, ANY, {"10.9.0.1", 0xb9, 64, ANY}, "TOS"},
    {BOTH, ECN, NULL, 1, 0, 0x20, 0xb8, ANY, {"10.9.0.1", 0x21, 64, ANY}, "ECN beside the socket's DSCP of IPv4"},
    {BOTH, HOPS, NULL, 0, 33, 0, 0, ANY, {"10.9.0.1", 0, 33, ANY}, "hop limit"},
    {BOTH, LOCAL, "10.9.0.9", 0, 0, 0, 0, ANY, {"10.9.0.9", 0, 64, ANY}, "source"},
    {BOTH, LOCAL, "::ffff:10.9.0.9", 0, 0, 0, 0, ANY, {"10.9.0.9", 0, 64, ANY}, "source that is mapped"},
    {BOTH, 0, NULL, 0, 0, 0, 0, DO, {"10.9.0.1", 0, 64, 1}, "not to be fragmented"},
    {BOTH, 0, NULL, 0, 0, 0, 0, DONT, {"10.9.0.1", 0, 64, 0}, "may be fragmented"},
    {MAPPED, LOCAL | TOS | HOPS, "10.9.0.9", 0x2e, 7, 0, 0, DO, {"10.9.0.9", 0x2e, 7, 1}, "all of it"},
};

/* The datagrams of one call, and the contents that are seen. */
static const struct shape {
    size_t count, lens[4];
    uint32_t segment_size; /* of the one */
    size_t seen_count, seen[4];
    const char *sentence;
} shapes[] = {
    {1, {100}, 0, 1, {100}, "one"},
    {3, {100, 200, 300}, 0, 3, {100, 200, 300}, "a batch"},
    {4, {300, 300, 300, 50}, 0, 4, {300, 300, 300, 50}, "a run"},
    {1, {950}, 300, 4, {300, 300, 300, 50}, "several in one"},
};

static unsigned char content[1 << 16];

static skt_addr address_with_port(const char *text, unsigned port)
{
    skt_addr addr = address(text);
    assert_rc(skt_addr_set_port(&addr, (uint16_t)port), 0);
    return addr;
}

static skt_local local_of(const char *text)
{
    skt_local local = {.interface_index = NEAR_INDEX};
    if (text == NULL) return local;
    skt_addr addr = address(text);
    local.family = (uint32_t)skt_addr_family(&addr);
    local.interface_index = 0;
    assert_ok(skt_addr_ip(&addr, local.ip));
    return local;
}

static skt_socket open_sender(const tag *t, skt_udp *udp)
{
    skt_socket s;
    skt_addr from = address_with_port(t->from, 0);
    assert_ok(skt_open(skt_addr_family(&from), SKT_SOCK_DGRAM, 0, &s));
    if (skt_addr_family(&from) == SKT_AF_INET6) assert_ok(skt_set_bool(s, SKT_IPV6_V6ONLY, false));
    assert_ok(skt_bind(s, &from));
    if (t->socket_tos) assert_ok(skt_set_int(s, SKT_IP_TOS, t->socket_tos));
    if (t->socket_class) assert_ok(skt_set_int(s, SKT_IPV6_TCLASS, t->socket_class));
    if (t->discovery != ANY) assert_ok(skt_set_path_mtu(s, t->discovery));
    assert_rc(skt_udp_attach(udp, sizeof *udp, s, 0, NULL), 0);
    return s;
}

/* What is wrong with a packet, or NULL. */
static const char *fault_of(const packet *p, const tag *t, size_t len)
{
    skt_addr to = address(t->to), from = address(t->seen.from ? t->seen.from : "0.0.0.0");
    if (skt_addr_is_v4_mapped(&to)) to = address("10.9.0.2");
    if (!skt_addr_equal(&p->to, &to)) return "destination";
    if (t->seen.from && !skt_addr_equal(&p->from, &from)) return "source";
    if (p->tos != t->seen.tos) return "TOS";
    if (p->hop_limit != t->seen.hop_limit) return "hop limit";
    if (p->is_fragment) return "fragmented";
    if (t->seen.dont_fragment != ANY && p->dont_fragment != t->seen.dont_fragment) return "DF";
    return p->len == len ? NULL : "length";
}

static void send_shape(skt_udp *udp, const tag *t, const struct shape *shape)
{
    skt_addr to = address_with_port(t->to, FAR_PORT);
    skt_datagram out[4];
    for (size_t i = 0; i < shape->count; i++) {
        out[i] = skt_datagram_to(content, shape->lens[i], &to);
        out[i].segment_size = shape->segment_size;
        out[i].has = t->has;
        out[i].tos = (uint8_t)t->tos;
        out[i].hop_limit = (uint8_t)t->hop_limit;
        if (t->has & SKT_INFO_LOCAL) out[i].local = local_of(t->source);
    }
    assert_rc(skt_udp_send(udp, out, shape->count, 0), shape->count);
}

/* A receiver, so that no ICMP error is returned. */
static void open_listeners(skt_socket out[2])
{
    const char *const texts[] = {"10.9.0.2", "[fd09::2]"};
    for (size_t i = 0; i < 2; i++) {
        skt_addr here = address_with_port(texts[i], FAR_PORT);
        out[i] = netns_open_far(skt_addr_family(&here), SKT_SOCK_DGRAM, 0);
        assert_ok(skt_bind(out[i], &here));
    }
}

static void test_linux_wire__what_is_said_of_a_datagram_is_in_its_header(void **state)
{
    (void)state;
    NEEDS_CABLE();
    NETNS_RUN("ip addr replace 10.9.0.9/24 dev near && ip addr replace fd09::9/64 dev near nodad");
    NETNS_RUN("ip link set near gso_max_segs 1");
    skt_socket capture = open_capture(), listeners[2];
    open_listeners(listeners);
    for (size_t i = 0; i < COUNT_OF(tags); i++)
        for (size_t j = 0; j < COUNT_OF(shapes); j++) {
            skt_udp udp;
            skt_socket s = open_sender(&tags[i], &udp);
            send_shape(&udp, &tags[i], &shapes[j]);
            for (size_t k = 0; k < shapes[j].seen_count; k++) {
                packet p = next_packet(capture);
                const char *fault = fault_of(&p, &tags[i], shapes[j].seen[k]);
                if (fault == NULL) continue;
                fail_msg("%s to %s: %s, %s, packet %zu: %s", tags[i].from, tags[i].to, tags[i].sentence,
                         shapes[j].sentence, k, fault);
            }
            skt_close(s);
        }
    NETNS_RUN("ip link set near gso_max_segs 65535");
    skt_close(capture);
    skt_close(listeners[0]);
    skt_close(listeners[1]);
}

static void test_linux_wire__a_run_is_one_packet_to_a_device_that_segments(void **state)
{
    (void)state;
    NEEDS_CABLE();
    skt_socket capture = open_capture(), listeners[2];
    open_listeners(listeners);
    for (int v6 = 0; v6 < 2; v6++) {
        const tag plain = {.from = v6 ? "[::]" : "0.0.0.0", .to = v6 ? "[fd09::2]" : "10.9.0.2", .discovery = ANY};
        const struct shape run = {.count = 1, .lens = {20100}, .segment_size = 1000};
        skt_udp udp;
        skt_socket s = open_sender(&plain, &udp);
        send_shape(&udp, &plain, &run);
        assert_int_equal(next_packet(capture).len, 20100);
        skt_close(s);
    }
    skt_close(capture);
    skt_close(listeners[0]);
    skt_close(listeners[1]);
}

/* The kernel itself refuses segments that are longer than what the path carries. */
static void test_linux_wire__a_run_that_no_longer_fits_goes_one_by_one(void **state)
{
    (void)state;
    NEEDS_CABLE();
    skt_socket listeners[2];
    open_listeners(listeners);
    for (int v6 = 0; v6 < 2; v6++) {
        enum { COUNT = 10, LEN = 1400 };
        const tag plain = {.from = v6 ? "[::]" : "0.0.0.0", .to = v6 ? "[fd09::2]" : "10.9.0.2", .discovery = ANY};
        skt_addr to = address_with_port(plain.to, FAR_PORT);
        skt_udp udp;
        skt_datagram out[COUNT];
        skt_socket s = open_sender(&plain, &udp);
        for (size_t i = 0; i < COUNT; i++) out[i] = skt_datagram_to(content, LEN, &to);
        NETNS_RUN("ip link set near mtu 1280");
        assert_rc(skt_udp_send(&udp, out, COUNT, 0), COUNT);
        for (size_t i = 0; i < COUNT; i++) {
            received got;
            receive(listeners[v6], &got);
            assert_int_equal(got.len, LEN);
        }
        assert_false(has_come(listeners[v6]));
        assert_true(skt_udp_features(&udp) & SKT_INFO_SEGMENTS);
        /* Where it may not be cut either, that is the answer. */
        assert_ok(skt_set_path_mtu(s, SKT_IP_PMTUDISC_DO));
        assert_rc(skt_udp_send(&udp, out, COUNT, 0), SKT_EMSGSIZE);
        NETNS_RUN("ip link set near mtu 1500");
        assert_false(has_come(listeners[v6]));
        skt_close(s);
    }
    skt_close(listeners[0]);
    skt_close(listeners[1]);
}

/* Per datagram for IPv6, which has an item for it; IPv4 has skt_set_path_mtu. */
static void test_linux_wire__a_datagram_is_not_cut_where_it_says_so(void **state)
{
    (void)state;
    NEEDS_CABLE();
    static const struct {
        const char *here;
        bool only, has_it;
    } rows[] = {{"0.0.0.0", false, false}, {"[::]", false, false}, {"[::]", true, true}};
    enum { LONG = 1900 };
    skt_socket capture = open_capture(), listeners[2];
    open_listeners(listeners);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_addr here = address(rows[i].here), to = address_with_port("[fd09::2]", FAR_PORT);
        skt_socket s;
        skt_udp udp;
        assert_ok(skt_open(skt_addr_family(&here), SKT_SOCK_DGRAM, 0, &s));
        if (skt_addr_family(&here) == SKT_AF_INET6) assert_ok(skt_set_bool(s, SKT_IPV6_V6ONLY, rows[i].only));
        assert_rc(skt_udp_attach(&udp, sizeof udp, s, 0, NULL), 0);
        assert_int_equal(!!(skt_udp_features(&udp) & SKT_INFO_DONT_FRAGMENT), rows[i].has_it);
        skt_datagram out = skt_datagram_to(content, LONG, &to);
        out.has = SKT_INFO_DONT_FRAGMENT;
        assert_rc(skt_udp_send(&udp, &out, 1, 0), rows[i].has_it ? SKT_EMSGSIZE : SKT_EUNSUPPORTED);
        if (rows[i].has_it) {
            out.data.len = 1000;
            assert_rc(skt_udp_send(&udp, &out, 1, 0), 1);
            assert_false(next_packet(capture).is_fragment);
            out = skt_datagram_to(content, LONG, &to);
            assert_rc(skt_udp_send(&udp, &out, 1, 0), 1);
            assert_true(next_packet(capture).is_fragment);
            assert_true(next_packet(capture).is_fragment);
        }
        skt_close(s);
    }
    skt_close(capture);
    skt_close(listeners[0]);
    skt_close(listeners[1]);
}

/* Received at an address that cannot be a source address. */
static void test_linux_wire__what_came_to_a_group_is_answered_from_an_address(void **state)
{
    (void)state;
    NEEDS_CABLE();
    static const struct {
        const char *here, *asked, *client;
    } rows[] = {
        {"0.0.0.0", "10.9.0.255", "10.9.0.2"}, {"0.0.0.0", "255.255.255.255", "10.9.0.2"},
        {"0.0.0.0", "224.0.0.1", "10.9.0.2"},  {"[::]", "10.9.0.255", "10.9.0.2"},
        {"[::]", "[ff02::1]", "[fd09::2]"},
    };
    static const uint8_t far[4] = {10, 9, 0, 2};
    const skt_addr near = address("10.9.0.1");
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const tag plain = {.from = rows[i].here, .discovery = ANY};
        skt_udp udp;
        uint32_t granted;
        skt_addr here, peer, client = address_with_port(rows[i].client, 0);
        skt_socket s = open_sender(&plain, &udp), c = netns_open_far(skt_addr_family(&client), SKT_SOCK_DGRAM, 0);
        received got;
        char room[10];
        assert_rc(skt_udp_attach(&udp, sizeof udp, s, SKT_INFO_LOCAL, &granted), 0);
        assert_ok(skt_local_address(s, &here));
        assert_ok(skt_bind(c, &client));
        if (skt_addr_family(&client) == SKT_AF_INET) {
            assert_ok(skt_set_bool(c, SKT_SO_BROADCAST, true));
            assert_ok(skt_set_ipv4(c, SKT_IP_MULTICAST_IF, far));
            assert_ok(skt_bind_device(c, "far"));
        } else {
            assert_ok(skt_set_int(c, SKT_IPV6_MULTICAST_IF, FAR_INDEX));
        }
        skt_addr asked = address_with_port(rows[i].asked, (unsigned)skt_addr_port(&here));
        assert_int_equal(skt_sendto(c, "question", 8, 0, &asked), 8);
        skt_datagram in = skt_datagram_into(room, sizeof room, &peer), out = skt_datagram_to("answer", 6, NULL);
        wait_for(s, SKT_POLLIN);
        assert_rc(skt_udp_recv(&udp, &in, 1, 0), 1);
        assert_int_equal(in.got & (SKT_INFO_LOCAL | SKT_INFO_GROUP), SKT_INFO_LOCAL | SKT_INFO_GROUP);
        assert_int_equal(in.local.interface_index, NEAR_INDEX);
        skt_udp_reply(&in, &out);
        assert_rc(skt_udp_send(&udp, &out, 1, 0), 1);
        receive(c, &got);
        assert_int_equal(got.len, 6);
        assert_rc(skt_addr_set_port(&got.from, 0), 0);
        if (skt_addr_family(&client) == SKT_AF_INET) assert_same(&got.from, &near);
        skt_close(s);
        skt_close(c);
    }
}

static void test_linux_wire__whole_messages_are_received_singly_and_several_at_once(void **state)
{
    (void)state;
    NEEDS_CABLE();
    enum { PACKET_LEVEL = 263, COUNT = 3 };
    skt_addr to = address("10.9.0.2:9");
    skt_socket capture = open_capture(), s;
    char bytes[COUNT][64];
    SKT_CONTROL_BUFFER(room, SKT_CONTROL_MAX);
    skt_buf bufs[COUNT];
    skt_msg msgs[COUNT];
    skt_control_item it = {0};
    assert_ok(skt_set_bool(capture, SKT_PACKET_AUXDATA, true));
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &s));
    for (int i = 0; i < 1 + COUNT; i++) assert_int_equal(skt_sendto(s, "x", 1, 0, &to), 1);
    bufs[0] = skt_buf_of(bytes[0], sizeof bytes[0]);
    msgs[0] = skt_msg_of(NULL, bufs, 1, room, sizeof room);
    wait_for(capture, SKT_POLLIN);
    assert_true(skt_recvmsg(capture, &msgs[0], 0) > 0);
    assert_true(skt_control_next(&msgs[0], &it));
    assert_int_equal(it.level, PACKET_LEVEL);
    for (size_t i = 0; i < COUNT; i++) {
        bufs[i] = skt_buf_of(bytes[i], sizeof bytes[i]);
        msgs[i] = skt_msg_of(NULL, &bufs[i], 1, NULL, 0);
    }
    wait_for(capture, SKT_POLLIN);
    assert_in_range(skt_recv_batch(capture, msgs, COUNT, SKT_MSG_DONTWAIT), 1, COUNT);
    assert_true(msgs[0].count > 0);
    skt_close(capture);
    skt_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_linux_wire__what_is_said_of_a_datagram_is_in_its_header),
        TEST(test_linux_wire__a_run_is_one_packet_to_a_device_that_segments),
        TEST(test_linux_wire__a_run_that_no_longer_fits_goes_one_by_one),
        TEST(test_linux_wire__a_datagram_is_not_cut_where_it_says_so),
        TEST(test_linux_wire__whole_messages_are_received_singly_and_several_at_once),
        TEST(test_linux_wire__what_came_to_a_group_is_answered_from_an_address),
    };
    return RUN_WITH(tests, netns_setup, netns_teardown);
}
