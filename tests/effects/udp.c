/* SPDX-License-Identifier: MIT */
/* IPPROTO_UDP, IPPROTO_UDPLITE: udp(7), udplite(7). */
#include "effects.h"

enum { UDP_LEVEL = 17, ITEM_SEGMENTS = 104 };

static skt_ssize next_length(skt_socket s)
{
    received got;
    receive(s, &got);
    return got.len;
}

static void one_send_is_several_datagrams(const effect *row)
{
    connection c = open_ends(row->where);
    set_text(c.client, row->option, row->set);
    assert_int_equal(skt_send(c.client, "aaabbbc", 7, 0), 7);
    assert_int_equal(next_length(c.server), 3);
    assert_int_equal(next_length(c.server), 3);
    assert_int_equal(next_length(c.server), 1);
    close_both(&c);
}

static void several_datagrams_are_one_receive(const effect *row)
{
    connection c = open_ends(row->where);
    received got;
    int size = 0;
    set_text(c.client, SKT_ANY(SKT_UDP_SEGMENT), "3");
    set_text(c.server, row->option, row->set);
    assert_int_equal(skt_send(c.client, "aaabbbc", 7, 0), 7);
    receive(c.server, &got);
    assert_int_equal(got.len, 7);
    assert_int_equal(control_of(&got, UDP_LEVEL, ITEM_SEGMENTS, &size, sizeof size), sizeof size);
    assert_int_equal(size, 3);
    close_both(&c);
}

static void several_sends_are_one_datagram(const effect *row)
{
    connection c = open_ends(row->where);
    received got;
    set_text(c.client, row->option, row->set);
    assert_int_equal(skt_send(c.client, "ab", 2, 0), 2);
    assert_int_equal(skt_send(c.client, "cd", 2, 0), 2);
    assert_false(has_come(c.server));
    set_text(c.client, row->option, "false");
    receive(c.server, &got);
    assert_int_equal(got.len, 4);
    assert_memory_equal(got.data, "abcd", 4);
    close_both(&c);
}

/* A lone byte of all ones keeps a path open, and is nothing to the program. RFC 3948. */
static void a_keepalive_is_swallowed(const effect *row)
{
    connection c = open_ends(row->where);
    received got;
    assert_int_equal(skt_send(c.client, "\xff", 1, 0), 1);
    assert_int_equal(next_length(c.server), 1);
    set_text(c.server, row->option, row->set);
    assert_int_equal(skt_send(c.client, "\xff", 1, 0), 1);
    assert_int_equal(skt_send(c.client, "ike", 3, 0), 3);
    receive(c.server, &got);
    assert_int_equal(got.len, 3);
    close_both(&c);
}

/* Over IPv6 a datagram without a checksum is received only by those who say so; what follows shows what was lost. */
static void no_checksum_is_no_error(const effect *row)
{
    connection c = open_ends(row->where);
    received got;
    for (int on = 0; on < 2; on++) {
        if (on) set_text(c.server, row->option, row->set);
        set_text(c.client, SKT_ANY(SKT_UDP_NO_CHECK6_TX), "true");
        assert_int_equal(skt_send(c.client, "without", 7, 0), 7);
        assert_ok(skt_set_bool(c.client, SKT_UDP_NO_CHECK6_TX, false));
        assert_int_equal(skt_send(c.client, "with", 4, 0), 4);
        receive(c.server, &got);
        assert_int_equal(got.len, on ? 7 : 4);
    }
    close_both(&c);
}

/* What follows a datagram shows whether it was dropped. */
static void less_cover_is_dropped(const effect *row)
{
    connection c = open_ends(row->where);
    received got;
    for (int on = 0; on < 2; on++) {
        if (on) set_text(c.server, row->option, row->set);
        set_text(c.client, SKT_ANY(SKT_UDPLITE_SEND_CSCOV), "8");
        assert_int_equal(skt_send(c.client, "uncovered", 9, 0), 9);
        assert_ok(skt_set_int(c.client, SKT_UDPLITE_SEND_CSCOV, 0));
        assert_int_equal(skt_send(c.client, "whole", 5, 0), 5);
        receive(c.server, &got);
        assert_int_equal(got.len, on ? 5 : 9);
        if (!on) receive(c.server, &got);
    }
    close_both(&c);
}

static const effect rows[] = {
    {EFFECT(UDP_SEGMENT), "3", one_send_is_several_datagrams, "one send is several datagrams", .where = UDP4},
    {EFFECT(UDP_GRO), "true", several_datagrams_are_one_receive, "one receive has several datagrams", .where = UDP4},
    {EFFECT(UDP_CORK), "true", several_sends_are_one_datagram, "several sends are one datagram", .where = UDP4},
    {EFFECT(UDP_ENCAP), "2", a_keepalive_is_swallowed, "a keepalive of ESP in UDP is not received", .where = UDP4},
    {EFFECT(UDP_NO_CHECK6_TX), "true", is_in_the_packet, "the checksum is 0", .where = UDP6, .at = 46, .seen = "0000"},
    {EFFECT(UDP_NO_CHECK6_RX), "true", no_checksum_is_no_error, "a datagram without a checksum is received",
     .where = UDP6},
    {EFFECT(UDPLITE_SEND_CSCOV), "8", is_in_the_packet, "the packet says so", .where = LITE4, .at = 24, .seen = "0008"},
    {EFFECT(UDPLITE_RECV_CSCOV), "12", less_cover_is_dropped, "a datagram of less cover is dropped", .where = LITE4},
};
const effects udp_effects = EFFECTS(rows);
