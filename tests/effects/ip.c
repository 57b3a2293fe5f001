/* SPDX-License-Identifier: MIT */
/* IPPROTO_IP, and what is the same of IPPROTO_IPV6; SOL_RAW and IPPROTO_ICMPV6: ip(7), ipv6(7), raw(7). */
#include "effects.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <time.h>

#include <linux/errqueue.h>
#include <linux/xfrm.h>

enum { LONG = 1900, ITEM_CHECKSUM = 23, ITEM_FRAGMENT4 = 25, ITEM_FRAGMENT6 = 77 };

static bool is_ipv6(const effect *row)
{
    return row->where == UDP6 || row->where == TCP6;
}

static void the_largest_fragment_is_told(const effect *row)
{
    static const char bytes[LONG];
    NEEDS_NETNS();
    NETNS_RUN("ip link set lo mtu 1500");
    connection c = open_ends(row->where);
    const int level = is_ipv6(row) ? IPPROTO_IPV6 : IPPROTO_IP, type = is_ipv6(row) ? ITEM_FRAGMENT6 : ITEM_FRAGMENT4;
    for (int on = 0; on < 2; on++) {
        received got;
        int largest = 0;
        if (on) set_text(c.server, row->option, row->set);
        assert_int_equal(skt_send(c.client, bytes, LONG, 0), LONG);
        receive(c.server, &got);
        assert_int_equal(got.len, LONG);
        assert_int_equal(control_of(&got, level, type, &largest, sizeof largest), on ? (int)sizeof largest : -1);
        if (on) assert_in_range(largest, 1400, 1500);
    }
    NETNS_RUN("ip link set lo mtu 65536");
    close_both(&c);
}

/* A number of the second line of a pair in netstat, under the name in the first. */
static long counter(const char *name)
{
    static char names[1 << 14], numbers[1 << 14];
    long found = -1;
    FILE *file = fopen("/proc/thread-self/net/netstat", "r");
    if (file == NULL) return -1;
    while (fgets(names, sizeof names, file) && fgets(numbers, sizeof numbers, file)) {
        char *name_rest = NULL, *number_rest = NULL;
        const char *number = strtok_r(numbers, " \n", &number_rest);
        for (const char *at = strtok_r(names, " \n", &name_rest); at; at = strtok_r(NULL, " \n", &name_rest)) {
            if (number && strcmp(at, name) == 0) found = strtol(number, NULL, 10);
            number = strtok_r(NULL, " \n", &number_rest);
        }
    }
    fclose(file);
    return found;
}

static void what_travelled_too_far_is_dropped(const effect *row)
{
    NEEDS_NETNS();
    connection c = open_ends(row->where);
    skt_deadline limit = skt_deadline_in(SKT_SECONDS(20));
    const long before = counter("TCPMinTTLDrop");
    set_text(c.server, row->option, row->set);
    send_x(c.client);
    while (counter("TCPMinTTLDrop") == before) assert_false(skt_deadline_passed(limit));
    assert_false(has_come(c.server));
    set_text(c.client, is_ipv6(row) ? SKT_ANY(SKT_IPV6_UNICAST_HOPS) : SKT_ANY(SKT_IP_TTL), "255");
    expect_x(c.server);
    close_both(&c);
}

static void the_port_is_chosen_by_connect(const effect *row)
{
    skt_addr there, here = address("127.0.0.1:0");
    skt_socket s, listening = listener("127.0.0.1:0", &there);
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &s));
    set_text(s, row->option, row->set);
    assert_ok(skt_bind(s, &here));
    assert_ok(skt_local_address(s, &here));
    assert_int_equal(skt_addr_port(&here), 0);
    assert_ok(skt_connect(s, &there));
    assert_ok(skt_local_address(s, &here));
    assert_int_not_equal(skt_addr_port(&here), 0);
    skt_close(s);
    skt_close(listening);
}

static void the_port_is_of_the_range(const effect *row)
{
    NEEDS_NETNS();
    skt_socket s[2];
    for (size_t i = 0; i < COUNT_OF(s); i++) {
        skt_addr here = address("127.0.0.1:0");
        assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &s[i]));
        set_text(s[i], row->option, row->set);
        assert_rc(skt_bind(s[i], &here), i == 0 ? 0 : SKT_EADDRINUSE);
        assert_ok(skt_local_address(s[i], &here));
        if (i == 0) assert_int_equal(skt_addr_port(&here), 40000);
    }
    skt_close(s[0]);
    skt_close(s[1]);
}

static void what_the_policy_blocks_is_not_sent(const effect *row)
{
    NEEDS_NETNS();
    connection c = open_ends(row->where);
    struct xfrm_userpolicy_info policy;
    memset(&policy, 0, sizeof policy);
    policy.sel.family = is_ipv6(row) ? AF_INET6 : AF_INET;
    policy.lft.soft_byte_limit = policy.lft.hard_byte_limit = XFRM_INF;
    policy.lft.soft_packet_limit = policy.lft.hard_packet_limit = XFRM_INF;
    policy.dir = XFRM_POLICY_OUT;
    policy.action = XFRM_POLICY_BLOCK;
    send_x(c.client);
    int rc = skt_set_bytes(c.client, is_ipv6(row) ? SKT_IPV6_XFRM_POLICY : SKT_IP_XFRM_POLICY, &policy, sizeof policy);
    if (rc == SKT_EOPNOTSUPP && sizeof(void *) == 4) SKIP("a kernel of 64 bits takes no policies from 32");
    if (rc == SKT_ENOPROTOOPT) SKIP("no IPsec: %s", skt_error_name(rc));
    assert_rc(rc, 0);
    assert_rc((int)skt_send(c.client, "x", 1, 0), SKT_EPERM);
    close_both(&c);
}

/* A raw socket that asks its own machine for an echo hears the question and the answer. */
static int first_heard(skt_socket s, bool v6)
{
    const uint8_t question[8] = {v6 ? 128 : 8, 0, v6 ? 0 : 0xf7, v6 ? 0 : 0xff};
    skt_addr self = address(v6 ? "::1" : "127.0.0.1");
    received got;
    assert_int_equal(skt_sendto(s, question, sizeof question, 0, &self), sizeof question);
    receive(s, &got);
    return got.data[v6 ? 0 : 20];
}

static void a_type_is_not_received(const effect *row)
{
    NEEDS_NETNS();
    const bool v6 = is_ipv6(row);
    for (int on = 0; on < 2; on++) {
        skt_socket s;
        int rc = v6 ? skt_open(SKT_AF_INET6, SKT_SOCK_RAW, SKT_IPPROTO_ICMPV6, &s)
                    : skt_open(SKT_AF_INET, SKT_SOCK_RAW, SKT_IPPROTO_ICMP, &s);
        if (rc < 0) SKIP("raw sockets: %s", skt_error_name(rc));
        if (on) set_text(s, row->option, row->set);
        const int answer = v6 ? 129 : 0, question = v6 ? 128 : 8;
        assert_int_equal(first_heard(s, v6), on ? answer : question);
        skt_close(s);
    }
}

/* The entry of the error queue, after the socket has said that there is one. */
static bool queued(skt_socket s, const effect *row, struct sock_extended_err *out)
{
    uint8_t bytes[2000];
    SKT_CONTROL_BUFFER(room, SKT_CONTROL_MAX);
    skt_buf buf = skt_buf_of(bytes, sizeof bytes);
    skt_msg msg = skt_msg_of(NULL, &buf, 1, room, sizeof room);
    skt_control_item it = {0};
    wait_for(s, SKT_POLLERR);
    skt_ssize rc = skt_recvmsg(s, &msg, SKT_MSG_ERRQUEUE);
    if (rc == SKT_EAGAIN) return false;
    assert_ok(rc);
    while (skt_control_next(&msg, &it))
        if (it.level == row->level && it.type == row->type && it.len >= sizeof *out) {
            memcpy(out, it.data, sizeof *out);
            return true;
        }
    return false;
}

static void errors_are_in_the_queue(const effect *row)
{
    for (int on = 0; on < 2; on++) {
        struct sock_extended_err error = {0};
        connection c = open_ends(row->where);
        skt_close(c.server);
        if (on) set_text(c.client, row->option, row->set);
        send_x(c.client);
        assert_int_equal(queued(c.client, row, &error), on);
        if (on) assert_int_equal(error.ee_errno, -SKT_ECONNREFUSED);
        skt_close(c.client);
    }
}

static void put16(uint8_t *at, unsigned value)
{
    at[0] = (uint8_t)(value >> 8);
    at[1] = (uint8_t)value;
}

static unsigned sum_of(const uint8_t *bytes, size_t len)
{
    unsigned sum = 0;
    for (size_t i = 0; i + 1 < len; i += 2) sum += (unsigned)bytes[i] << 8 | bytes[i + 1];
    while (sum >> 16) sum = (sum & 0xffff) + (sum >> 16);
    return ~sum & 0xffff;
}

/*
 * Says of a datagram that its port is unreachable: an ICMP header that tells the length of the quotation, 128 bytes of
 * it, and an extension of one object. RFC 4884.
 */
static void report(const connection *c, bool v6)
{
    enum { QUOTED = 128, TOTAL = 8 + QUOTED + 8 };
    uint8_t icmp[TOTAL] = {v6 ? 1 : 3, v6 ? 4 : 3}, *quoted = icmp + 8, *extension = quoted + QUOTED;
    skt_addr from, to;
    skt_socket raw;
    assert_ok(skt_local_address(c->client, &from));
    assert_ok(skt_local_address(c->server, &to));
    if (v6)
        icmp[4] = QUOTED / 8;
    else
        icmp[5] = QUOTED / 4;
    quoted[0] = v6 ? 0x60 : 0x45;
    quoted[v6 ? 6 : 9] = IPPROTO_UDP;
    quoted[v6 ? 7 : 8] = 64;
    put16(quoted + (v6 ? 4 : 2), v6 ? QUOTED - 40 : QUOTED);
    skt_addr_ip(&from, quoted + (v6 ? 8 : 12));
    if (v6)
        skt_addr_ip(&to, quoted + 24);
    else
        memcpy(quoted + 16, quoted + 12, 4);
    put16(quoted + (v6 ? 40 : 20), (unsigned)skt_addr_port(&from));
    put16(quoted + (v6 ? 42 : 22), (unsigned)skt_addr_port(&to));
    extension[0] = 0x20;
    put16(extension + 4, 4); /* an object that is a header alone */
    put16(extension + 2, sum_of(extension, 8));
    if (!v6) put16(icmp + 2, sum_of(icmp, sizeof icmp));
    int rc = v6 ? skt_open(SKT_AF_INET6, SKT_SOCK_RAW, SKT_IPPROTO_ICMPV6, &raw)
                : skt_open(SKT_AF_INET, SKT_SOCK_RAW, SKT_IPPROTO_ICMP, &raw);
    if (rc < 0) SKIP("raw sockets: %s", skt_error_name(rc));
    skt_addr_set_port(&from, 0);
    assert_int_equal(skt_sendto(raw, icmp, sizeof icmp, 0, &from), sizeof icmp);
    skt_close(raw);
}

static void extensions_of_an_error_are_found(const effect *row)
{
    NEEDS_NETNS();
    const bool v6 = is_ipv6(row);
    for (int on = 0; on < 2; on++) {
        struct sock_extended_err error = {0};
        connection c = open_ends(row->where);
        assert_ok(skt_set_bool(c.client, v6 ? SKT_IPV6_RECVERR : SKT_IP_RECVERR, true));
        if (on) set_text(c.client, row->option, row->set);
        report(&c, v6);
        assert_true(queued(c.client, row, &error));
        /* Whether there is a length in ee_data: the union is younger than some headers. */
        assert_int_equal(error.ee_data != 0, on);
        close_both(&c);
    }
}

/* The kernel has a sum only of what it checked itself, and it believes its own packets unless a raw socket sent them. */
static void the_sum_comes(const effect *row)
{
    skt_addr here, to = address("127.0.0.1");
    skt_socket raw, s = bound("127.0.0.1:0", SKT_SOCK_DGRAM, &here);
    int rc = skt_open(SKT_AF_INET, SKT_SOCK_RAW, SKT_IPPROTO_UDP, &raw);
    if (rc < 0) SKIP("raw sockets: %s", skt_error_name(rc));
    uint8_t bytes[12 + 8 + 2] = {127, 0, 0, 1, 127, 0, 0, 1, 0, IPPROTO_UDP, 0, 10}, *udp = bytes + 12;
    put16(udp, 4711);
    put16(udp + 2, (unsigned)skt_addr_port(&here));
    put16(udp + 4, 10);
    udp[8] = 'h';
    udp[9] = 'i';
    put16(udp + 6, sum_of(bytes, sizeof bytes));
    for (int on = 0; on < 2; on++) {
        received got;
        uint32_t sum = 0;
        if (on) set_text(s, row->option, row->set);
        assert_int_equal(skt_sendto(raw, udp, 10, 0, &to), 10);
        receive(s, &got);
        assert_memory_equal(got.data, "hi", 2);
        assert_int_equal(control_of(&got, IPPROTO_IP, ITEM_CHECKSUM, &sum, sizeof sum), on ? (int)sizeof sum : -1);
        if (on) assert_int_not_equal(sum, 0);
    }
    skt_close(raw);
    skt_close(s);
}

/* The first fragment of a packet that never comes whole. */
static void fragments_leave_as_they_are(const effect *row)
{
    NEEDS_NETNS();
    static packet p;
    uint8_t fragment[20 + 16] = {0x45, 0, 0, 36, 0, 1, 0x20, 0, 64, IPPROTO_UDP, 0, 0, 127, 0, 0, 1, 127, 0, 0, 1};
    skt_addr self = address("127.0.0.1");
    NETNS_RUN("nft 'add table ip effects; add chain ip effects out { type filter hook output priority 0; };"
              "add rule ip effects out ct state new accept'");
    skt_socket s, wire = open_wire("lo");
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_RAW, SKT_IPPROTO_RAW, &s));
    for (int on = 0; on < 2; on++) {
        if (on) set_text(s, row->option, row->set);
        put16(fragment + 4, 1 + (unsigned)on);
        clear_wire(wire);
        assert_int_equal(skt_sendto(s, fragment, sizeof fragment, 0, &self), sizeof fragment);
        assert_int_equal(next_on_wire(wire, &p) > 0, on);
    }
    NETNS_RUN("nft delete table ip effects");
    skt_close(wire);
    skt_close(s);
}

/* Packets that this machine passes on, from the far end of the cable and back there. */
static void alerts_of_others_are_received(const effect *row)
{
    NEEDS_CABLE();
    const bool v6 = is_ipv6(row);
    skt_addr to = address(v6 ? "[fd77::1]:9" : "10.77.0.1:9");
    skt_socket s, far = netns_open_far(v6 ? SKT_AF_INET6 : SKT_AF_INET, SKT_SOCK_DGRAM, 0);
    received got;
    if (v6) {
        assert_int_equal(netns_status("ip -6 route replace fd77::/64 via fd09::1", true), 0);
        NETNS_RUN("echo 1 >/proc/sys/net/ipv6/conf/all/forwarding; ip -6 route replace fd77::/64 via fd09::2");
        set_text(far, SKT_ANY(SKT_IPV6_HOPOPTS), "0000050200000100");
    } else {
        assert_int_equal(netns_status("ip route replace 10.77.0.0/16 via 10.9.0.1", true), 0);
        NETNS_RUN("echo 1 >/proc/sys/net/ipv4/ip_forward; ip route replace 10.77.0.0/16 via 10.9.0.2");
        set_text(far, SKT_ANY(SKT_IP_OPTIONS), "94040000");
    }
    int rc = v6 ? skt_open(SKT_AF_INET6, SKT_SOCK_RAW, SKT_IPPROTO_RAW, &s)
                : skt_open(SKT_AF_INET, SKT_SOCK_RAW, SKT_IPPROTO_UDP, &s);
    if (rc < 0) SKIP("raw sockets: %s", skt_error_name(rc));
    assert_int_equal(skt_sendto(far, "before", 6, 0, &to), 6);
    set_text(s, row->option, row->set);
    skt_deadline limit = skt_deadline_in(SKT_SECONDS(20));
    while (!has_come(s)) {
        assert_false(skt_deadline_passed(limit));
        assert_int_equal(skt_sendto(far, "after.", 6, 0, &to), 6);
    }
    receive(s, &got);
    assert_true(got.len > 6);
    NETNS_RUN("echo 0 >/proc/sys/net/ipv6/conf/all/forwarding; echo 0 >/proc/sys/net/ipv4/ip_forward");
    skt_close(far);
    skt_close(s);
}

static const effect rows[] = {
    {EFFECT(IP_RECVTTL), "true", an_item_comes, "the packet's IP_TTL comes along", .level = IPPROTO_IP, .type = IP_TTL,
     .seen = "4d000000", SENT(IP_TTL), .sent_set = "77"},
    {EFFECT(IP_RECVTOS), "true", an_item_comes, "the packet's IP_TOS comes along", .level = IPPROTO_IP, .type = IP_TOS,
     .seen = "b8", SENT(IP_TOS), .sent_set = "184"},
    {EFFECT(IP_PKTINFO), "true", an_item_comes, "interface and destination come along", .level = IPPROTO_IP,
     .type = IP_PKTINFO, .seen = "010000007f0000017f000001"},
    {EFFECT(IP_RECVOPTS), "true", an_item_comes, "the packet's IP_OPTIONS come along", .level = IPPROTO_IP,
     .type = IP_RECVOPTS, .seen = "94040000", SENT(IP_OPTIONS), .sent_set = "94040000"},
    {EFFECT(IP_RETOPTS), "true", an_item_comes, "so they do for a reply", .level = IPPROTO_IP, .type = IP_RETOPTS,
     .seen = "0707", SENT(IP_OPTIONS), .sent_set = "0707040000000000"},
    {EFFECT(IP_RECVORIGDSTADDR), "true", an_item_comes, "the destination comes along", .level = IPPROTO_IP,
     .type = IP_ORIGDSTADDR, .seen = "0200????7f000001"},
    {EFFECT(IP_CHECKSUM), "true", the_sum_comes, "the sum of the datagram comes along", .where = UDP4},
    {EFFECT(IP_RECVFRAGSIZE), "true", the_largest_fragment_is_told, "the size of the largest fragment comes along"},
    {EFFECT(IPV6_RECVFRAGSIZE), "true", the_largest_fragment_is_told, "the size of the largest fragment comes along",
     .where = UDP6},
    {EFFECT(IP_MTU_DISCOVER), "0", is_in_the_packet, "the packet may be fragmented", .at = 6, .seen = "00"},
    {EFFECT(IP_MINTTL), "200", what_travelled_too_far_is_dropped, "a segment of a lower TTL is dropped", .where = TCP4},
    {EFFECT(IPV6_MINHOPCOUNT), "200", what_travelled_too_far_is_dropped, "a segment of a lower hop limit is dropped",
     .where = TCP6},
    {EFFECT(IP_BIND_ADDRESS_NO_PORT), "true", the_port_is_chosen_by_connect, "there is no port before connect"},
    {EFFECT(IP_LOCAL_PORT_RANGE), "2621480000", the_port_is_of_the_range, "bind chooses the only port of the range"},
    {EFFECT(IP_XFRM_POLICY), NULL, what_the_policy_blocks_is_not_sent, "sending is refused where the policy blocks"},
    {EFFECT(IPV6_XFRM_POLICY), NULL, what_the_policy_blocks_is_not_sent, "sending is refused where the policy blocks",
     .where = UDP6},
    {EFFECT(ICMP_FILTER), "00010000", a_type_is_not_received, "a type whose bit is set is not received"},
    {EFFECT(ICMP6_FILTER), "0000000000000000000000000000000001000000000000000000000000000000", a_type_is_not_received,
     "a type whose bit is set is not received", .where = UDP6},
    {EFFECT(IP_RECVERR), "true", errors_are_in_the_queue, "a port that is closed is in the error queue",
     .level = IPPROTO_IP, .type = IP_RECVERR},
    {EFFECT(IPV6_RECVERR), "true", errors_are_in_the_queue, "a port that is closed is in the error queue",
     .where = UDP6, .level = IPPROTO_IPV6, .type = IPV6_RECVERR},
    {EFFECT(IP_RECVERR_RFC4884), "true", extensions_of_an_error_are_found,
     "the error queue says where extensions begin", .level = IPPROTO_IP, .type = IP_RECVERR},
    {EFFECT(IPV6_RECVERR_RFC4884), "true", extensions_of_an_error_are_found,
     "the error queue says where extensions begin", .where = UDP6, .level = IPPROTO_IPV6, .type = IPV6_RECVERR},
    {EFFECT(IP_NODEFRAG), "true", fragments_leave_as_they_are, "a lone fragment leaves in spite of conntrack"},
    {EFFECT(IP_ROUTER_ALERT), "true", alerts_of_others_are_received, "what is passed on is received"},
    {EFFECT(IPV6_ROUTER_ALERT), "0", alerts_of_others_are_received, "what is passed on is received", .where = UDP6},
};
const effects ip_effects = EFFECTS(rows);
