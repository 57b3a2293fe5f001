/* SPDX-License-Identifier: MIT */
/* Linux: the packets that members of a group receive. The sender is at the far end of a link. ip(7), RFC 3678. */
#include "netns.h"
#include "received.h"

typedef struct membership_row {
    const char *group;
    const char *by_address; /* NULL: by index */
    bool dual;              /* IPv4 on a socket of both families */
} membership_row;

static const membership_row rows[] = {
    {"239.1.2.3", "10.9.0.1", false}, {"239.1.2.3", NULL, false}, {"ff05::123", NULL, false},
    {"239.1.2.3", "10.9.0.1", true},  {"239.1.2.3", NULL, true},
};

/* A receiver here; over there two senders with an address each, and where a packet reaches the receiver in any case. */
typedef struct scene {
    skt_socket receiver, senders[2];
    skt_addr group, unicast, sources[2];
    skt_membership membership;
} scene;

static scene begin(const membership_row *row)
{
    scene s = {.group = address(row->group)};
    bool v6 = skt_addr_family(&s.group) == SKT_AF_INET6;
    skt_addr any;
    s.receiver = bound(v6 || row->dual ? "[::]:0" : "0.0.0.0:0", SKT_SOCK_DGRAM, &any);
    s.unicast = address(v6 ? "fd09::1" : "10.9.0.1");
    skt_addr_set_port(&s.unicast, (uint16_t)skt_addr_port(&any));
    skt_addr_set_port(&s.group, (uint16_t)skt_addr_port(&any));
    s.membership.group = s.group;
    if (row->by_address)
        s.membership.interface_address = address(row->by_address);
    else
        s.membership.interface_index = NEAR_INDEX;
    for (int i = 0; i < 2; i++) {
        char text[32];
        snprintf(text, sizeof text, v6 ? "[fd09::%d]:0" : "10.9.0.%d:0", 2 + i);
        s.sources[i] = address(text);
        s.senders[i] = netns_open_far(skt_addr_family(&s.sources[i]), SKT_SOCK_DGRAM, 0);
        assert_ok(skt_bind(s.senders[i], &s.sources[i]));
        assert_ok(skt_multicast_interface(s.senders[i], FAR_INDEX));
    }
    return s;
}

static void end(scene *s)
{
    skt_close(s->receiver);
    skt_close(s->senders[0]);
    skt_close(s->senders[1]);
}

/* Whether a packet to the group is received. A packet to the receiver alone, sent after it, must arrive in any case. */
static bool heard(scene *s, int sender)
{
    received got;
    assert_int_equal(skt_sendto(s->senders[sender], "group", 5, 0, &s->group), 5);
    assert_int_equal(skt_sendto(s->senders[sender], "fence", 5, 0, &s->unicast), 5);
    receive(s->receiver, &got);
    bool came = memcmp(got.data, "group", 5) == 0;
    if (came) receive(s->receiver, &got);
    assert_memory_equal(got.data, "fence", 5);
    return came;
}

static void test_linux_multicast__a_group_is_heard_between_joining_and_leaving(void **state)
{
    (void)state;
    NEEDS_CABLE();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        scene s = begin(&rows[i]);
        assert_false(heard(&s, 0));
        assert_rc(skt_multicast_join(s.receiver, &s.membership), 0);
        assert_true(heard(&s, 0));
        assert_true(heard(&s, 1));
        assert_rc(skt_multicast_leave(s.receiver, &s.membership), 0);
        assert_false(heard(&s, 0));
        end(&s);
    }
}

static void test_linux_multicast__with_a_source_only_that_one_is_heard(void **state)
{
    (void)state;
    NEEDS_CABLE();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        scene s = begin(&rows[i]);
        skt_membership second = s.membership;
        s.membership.source = s.sources[0];
        second.source = s.sources[1];
        assert_rc(skt_multicast_join(s.receiver, &s.membership), 0);
        assert_true(heard(&s, 0));
        assert_false(heard(&s, 1));
        assert_rc(skt_multicast_join(s.receiver, &second), 0);
        assert_true(heard(&s, 1));
        assert_rc(skt_multicast_leave(s.receiver, &s.membership), 0);
        assert_false(heard(&s, 0));
        assert_true(heard(&s, 1));
        end(&s);
    }
}

static void test_linux_multicast__a_blocked_source_is_silent_until_it_is_unblocked(void **state)
{
    (void)state;
    NEEDS_CABLE();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        scene s = begin(&rows[i]);
        skt_membership one = s.membership;
        one.source = s.sources[1];
        assert_true(skt_multicast_block(s.receiver, &one) < 0);
        assert_rc(skt_multicast_join(s.receiver, &s.membership), 0);
        assert_rc(skt_multicast_block(s.receiver, &one), 0);
        assert_true(heard(&s, 0));
        assert_false(heard(&s, 1));
        assert_rc(skt_multicast_unblock(s.receiver, &one), 0);
        assert_true(heard(&s, 1));
        assert_true(skt_multicast_unblock(s.receiver, &one) < 0);
        end(&s);
    }
}

static void test_linux_multicast__without_an_interface_the_route_decides(void **state)
{
    (void)state;
    NEEDS_CABLE();
    const membership_row row = {"239.7.7.7", NULL, false};
    scene s = begin(&row);
    s.membership.interface_index = 0;
    assert_rc(skt_multicast_join(s.receiver, &s.membership), SKT_ENODEV);
    NETNS_RUN("ip route add 239.7.7.7/32 dev near");
    assert_rc(skt_multicast_join(s.receiver, &s.membership), 0);
    assert_true(heard(&s, 0));
    assert_rc(skt_multicast_leave(s.receiver, &s.membership), 0);
    assert_false(heard(&s, 0));
    NETNS_RUN("ip route del 239.7.7.7/32");
    end(&s);
}

static void test_linux_multicast__the_wrong_interface_hears_nothing(void **state)
{
    (void)state;
    NEEDS_CABLE();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        scene s = begin(&rows[i]);
        if (rows[i].by_address)
            s.membership.interface_address = address("127.0.0.1");
        else
            s.membership.interface_index = (uint32_t)skt_interface_index("lo");
        assert_rc(skt_multicast_join(s.receiver, &s.membership), 0);
        assert_false(heard(&s, 0));
        end(&s);
    }
}

/* Names of the same membership: by the index, by the group's scope, by the source's scope. */
typedef struct named_row {
    const char *group, *source;
    uint32_t index;
} named_row;

static skt_membership named(const named_row *row, const scene *s, bool with_source)
{
    skt_membership m = {.group = address(row->group), .interface_index = row->index};
    if (with_source) m.source = row->source ? address(row->source) : s->sources[0];
    return m;
}

/* The route of the group would lead another way than the scope. */
static void test_linux_multicast__a_scope_names_the_interface_as_an_index_does(void **state)
{
    (void)state;
    NEEDS_CABLE();
    const membership_row row = {"ff05::123", NULL, false};
    static const named_row near[] = {{"ff05::123", NULL, NEAR_INDEX},
                                     {"ff05::123%near", NULL, 0},
                                     {"ff05::123%71", NULL, NEAR_INDEX},
                                     {"ff05::123", "fd09::2%71", 0},
                                     {"ff05::123%71", "fd09::2%71", NEAR_INDEX}};
    NETNS_RUN("ip -6 route add multicast ff05::123/128 dev lo table local");
    for (size_t i = 0; i < COUNT_OF(near); i++) {
        for (int with_source = near[i].source != NULL; with_source <= 1; with_source++) {
            const named_row *other = &near[(i + 1) % COUNT_OF(near)];
            scene s = begin(&row);
            if (other->source && !with_source) other = &near[0];
            skt_membership join = named(&near[i], &s, with_source), leave = named(other, &s, with_source);
            assert_rc(skt_multicast_join(s.receiver, &join), 0);
            assert_true(heard(&s, 0));
            assert_true(heard(&s, 1) == !with_source);
            assert_rc(skt_multicast_leave(s.receiver, &leave), 0);
            assert_false(heard(&s, 0));
            end(&s);
        }
    }
    NETNS_RUN("ip -6 route del multicast ff05::123/128 dev lo table local");
}

static void test_linux_multicast__the_scope_of_another_interface_hears_nothing(void **state)
{
    (void)state;
    NEEDS_CABLE();
    const membership_row row = {"ff05::123", NULL, false};
    static const named_row lo[] = {{"ff05::123%lo", NULL, 0}, {"ff05::123", "fd09::2%lo", 0}};
    for (size_t i = 0; i < COUNT_OF(lo); i++) {
        scene s = begin(&row);
        skt_membership join = named(&lo[i], &s, lo[i].source != NULL), near = join;
        assert_rc(skt_multicast_join(s.receiver, &join), 0);
        assert_false(heard(&s, 0));
        near.interface_index = NEAR_INDEX;
        assert_rc(skt_multicast_leave(s.receiver, &near), SKT_EINVAL);
        assert_rc(skt_multicast_leave(s.receiver, &join), 0);
        end(&s);
    }
}

static void test_linux_multicast__a_source_is_blocked_where_the_scope_says(void **state)
{
    (void)state;
    NEEDS_CABLE();
    const membership_row row = {"ff05::123", NULL, false};
    static const named_row near[] = {{"ff05::123%near", "fd09::3", 0}, {"ff05::123", "fd09::3%near", 0}};
    for (size_t i = 0; i < COUNT_OF(near); i++) {
        scene s = begin(&row);
        skt_membership one = named(&near[i], &s, true);
        assert_rc(skt_multicast_join(s.receiver, &s.membership), 0);
        assert_rc(skt_multicast_block(s.receiver, &one), 0);
        assert_true(heard(&s, 0));
        assert_false(heard(&s, 1));
        assert_rc(skt_multicast_unblock(s.receiver, &one), 0);
        assert_true(heard(&s, 1));
        end(&s);
    }
}

static void test_linux_multicast__groups_of_others_are_heard_only_with_multicast_all(void **state)
{
    (void)state;
    NEEDS_CABLE();
    const struct {
        membership_row row;
        skt_bool_option all;
        const char *fence;
    } families[] = {{{"239.1.2.3", NULL, false}, SKT_IP_MULTICAST_ALL, "239.9.9.9"},
                    {{"ff05::123", NULL, false}, SKT_IPV6_MULTICAST_ALL, "ff05::999"}};
    for (size_t i = 0; i < COUNT_OF(families); i++) {
        for (int all = 1; all >= 0; all--) {
            scene s = begin(&families[i].row);
            received got;
            skt_socket other;
            skt_addr here;
            skt_membership fence = {.group = address(families[i].fence), .interface_index = NEAR_INDEX};
            skt_close(s.receiver);
            assert_ok(skt_open(skt_addr_family(&s.group), SKT_SOCK_DGRAM, 0, &s.receiver));
            assert_ok(skt_open(skt_addr_family(&s.group), SKT_SOCK_DGRAM, 0, &other));
            here = address(skt_addr_family(&s.group) == SKT_AF_INET6 ? "[::]:0" : "0.0.0.0:0");
            assert_ok(skt_set_bool(s.receiver, SKT_SO_REUSEADDR, true));
            assert_ok(skt_set_bool(other, SKT_SO_REUSEADDR, true));
            assert_ok(skt_bind(s.receiver, &here));
            assert_ok(skt_local_address(s.receiver, &here));
            assert_ok(skt_bind(other, &here));
            skt_addr_set_port(&s.group, (uint16_t)skt_addr_port(&here));
            skt_addr_set_port(&fence.group, (uint16_t)skt_addr_port(&here));

            assert_rc(skt_multicast_join(s.receiver, &s.membership), 0);
            assert_rc(skt_multicast_join(other, &fence), 0);
            assert_ok(skt_set_bool(other, families[i].all, all));
            assert_int_equal(skt_sendto(s.senders[0], "group", 5, 0, &s.group), 5);
            assert_int_equal(skt_sendto(s.senders[0], "fence", 5, 0, &fence.group), 5);
            receive(s.receiver, &got);
            assert_memory_equal(got.data, "group", 5);
            receive(other, &got);
            assert_memory_equal(got.data, all ? "group" : "fence", 5);
            skt_close(other);
            end(&s);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_linux_multicast__a_group_is_heard_between_joining_and_leaving),
        TEST(test_linux_multicast__with_a_source_only_that_one_is_heard),
        TEST(test_linux_multicast__a_blocked_source_is_silent_until_it_is_unblocked),
        TEST(test_linux_multicast__without_an_interface_the_route_decides),
        TEST(test_linux_multicast__the_wrong_interface_hears_nothing),
        TEST(test_linux_multicast__a_scope_names_the_interface_as_an_index_does),
        TEST(test_linux_multicast__the_scope_of_another_interface_hears_nothing),
        TEST(test_linux_multicast__a_source_is_blocked_where_the_scope_says),
        TEST(test_linux_multicast__groups_of_others_are_heard_only_with_multicast_all),
    };
    return RUN_WITH(tests, netns_setup, netns_teardown);
}
