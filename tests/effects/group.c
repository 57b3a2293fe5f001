/* SPDX-License-Identifier: MIT */
/* Memberships of multicast groups by their structures: ip(7), ipv6(7), RFC 3678. */
#include "effects.h"

#include <netinet/in.h>

enum { NEITHER = 0, FIRST = 1, OTHER = 2, BOTH = 3 };

/* A step: the structure in hex, and which of the two senders the receiver then hears. */
typedef struct step {
    skt_option option;
    const char *set;
    int heard;
} step;
#define STEP(name) {SKT_NUMBER_##name}

/* 239.1.2.3 on lo, whose senders are 127.0.0.1 and 127.0.0.2. */
#define GROUP     "ef010203"
#define INTERFACE "7f000001"
#define SOURCE    "7f000001"
#define EXCLUDE   "00000000"
#define ONE       "01000000"

static const step steps4[] = {
    {STEP(IP_ADD_MEMBERSHIP), GROUP INTERFACE, BOTH},
    {STEP(IP_BLOCK_SOURCE), GROUP INTERFACE SOURCE, OTHER},
    {STEP(IP_UNBLOCK_SOURCE), GROUP INTERFACE SOURCE, BOTH},
    {STEP(IP_MSFILTER), GROUP INTERFACE EXCLUDE ONE SOURCE, OTHER},
    {STEP(IP_DROP_MEMBERSHIP), GROUP INTERFACE, NEITHER},
    {STEP(IP_ADD_SOURCE_MEMBERSHIP), GROUP INTERFACE SOURCE, FIRST},
    {STEP(IP_DROP_SOURCE_MEMBERSHIP), GROUP INTERFACE SOURCE, NEITHER},
};

/* ff05::123 on the cable, NEAR_INDEX. */
#define GROUP6 "ff05000000000000000000000000012347000000"
static const step steps6[] = {
    {STEP(IPV6_JOIN_GROUP), GROUP6, BOTH},
    {STEP(IPV6_LEAVE_GROUP), GROUP6, NEITHER},
};

typedef struct scene {
    skt_socket receiver, senders[2];
    skt_addr group, own;
} scene;

static scene begin(bool v6)
{
    static const char *const sources[2][2] = {{"127.0.0.1:0", "127.0.0.2:0"}, {"[fd09::1]:0", "[fd09::1]:0"}};
    skt_addr here;
    scene s = {.receiver = bound(v6 ? "[::]:0" : "0.0.0.0:0", SKT_SOCK_DGRAM, &here)};
    s.group = address(v6 ? "ff05::123" : "239.1.2.3");
    s.own = address(v6 ? "fd09::1" : "127.0.0.1");
    assert_ok(skt_addr_set_port(&s.group, (uint16_t)skt_addr_port(&here)));
    assert_ok(skt_addr_set_port(&s.own, (uint16_t)skt_addr_port(&here)));
    assert_ok(skt_set_bool(s.receiver, v6 ? SKT_IPV6_MULTICAST_ALL : SKT_IP_MULTICAST_ALL, false));
    for (size_t i = 0; i < 2; i++) {
        s.senders[i] = bound(sources[v6][i], SKT_SOCK_DGRAM, &here);
        assert_ok(skt_multicast_interface(s.senders[i], v6 ? NEAR_INDEX : 1));
    }
    return s;
}

static void end(const scene *s)
{
    skt_close(s->receiver);
    skt_close(s->senders[0]);
    skt_close(s->senders[1]);
}

/* Both send to the group, and then one to the receiver itself, which shows what was lost. */
static int heard(const scene *s)
{
    int who = NEITHER;
    for (size_t i = 0; i < 2; i++) assert_int_equal(skt_sendto(s->senders[i], i ? "2" : "1", 1, 0, &s->group), 1);
    assert_int_equal(skt_sendto(s->senders[0], "own", 3, 0, &s->own), 3);
    for (received got;;) {
        receive(s->receiver, &got);
        if (got.len == 3) return who;
        who |= got.data[0] == '1' ? FIRST : OTHER;
    }
}

static void show(const effect *row, bool v6, const step *steps, size_t count)
{
    (void)row;
    NEEDS_CABLE();
    NETNS_RUN("ip link set lo multicast on");
    scene s = begin(v6);
    assert_int_equal(heard(&s), NEITHER);
    for (size_t i = 0; i < count; i++) {
        set_text(s.receiver, steps[i].option, steps[i].set);
        assert_int_equal(heard(&s), steps[i].heard);
    }
    end(&s);
}

static void groups_are_heard(const effect *row)
{
    show(row, false, steps4, COUNT_OF(steps4));
}

static void groups_of_ipv6_are_heard(const effect *row)
{
    show(row, true, steps6, COUNT_OF(steps6));
}

/* group_filter of one source. */
static void one_source_is_blocked_in_both_families(const effect *row)
{
    (void)row;
    NEEDS_NETNS();
    struct {
        uint32_t index;
        struct sockaddr_storage group;
        uint32_t mode, count;
        struct sockaddr_storage source;
    } filter;
    NETNS_RUN("ip link set lo multicast on");
    scene s = begin(false);
    skt_addr source = address("127.0.0.1");
    set_text(s.receiver, steps4[0].option, steps4[0].set);
    memset(&filter, 0, sizeof filter);
    filter.index = 1;
    filter.count = 1;
    memcpy(&filter.group, &s.group.storage, sizeof(struct sockaddr_in));
    memcpy(&filter.source, &source.storage, sizeof(struct sockaddr_in));
    set_bytes(s.receiver, SKT_MCAST_MSFILTER, &filter, sizeof filter);
    assert_int_equal(heard(&s), OTHER);
    filter.mode = 1; /* MCAST_INCLUDE */
    set_bytes(s.receiver, SKT_MCAST_MSFILTER, &filter, sizeof filter);
    assert_int_equal(heard(&s), FIRST);
    end(&s);
}

static const effect rows[] = {
    {EFFECT(IP_ADD_MEMBERSHIP), NULL, groups_are_heard, "all senders are heard"},
    {EFFECT(IP_BLOCK_SOURCE), NULL, groups_are_heard, "one sender is not heard any more"},
    {EFFECT(IP_UNBLOCK_SOURCE), NULL, groups_are_heard, "and is heard again"},
    {EFFECT(IP_MSFILTER), NULL, groups_are_heard, "all but those of the list are heard"},
    {EFFECT(IP_DROP_MEMBERSHIP), NULL, groups_are_heard, "nobody is heard any more"},
    {EFFECT(IP_ADD_SOURCE_MEMBERSHIP), NULL, groups_are_heard, "one sender alone is heard"},
    {EFFECT(IP_DROP_SOURCE_MEMBERSHIP), NULL, groups_are_heard, "that one is not heard any more"},
    {EFFECT(IPV6_JOIN_GROUP), NULL, groups_of_ipv6_are_heard, "all senders are heard"},
    {EFFECT(IPV6_LEAVE_GROUP), NULL, groups_of_ipv6_are_heard, "nobody is heard any more"},
    {EFFECT(MCAST_MSFILTER), NULL, one_source_is_blocked_in_both_families,
     "a list excludes one, or is all that is heard"},
};
const effects group_effects = EFFECTS(rows);
