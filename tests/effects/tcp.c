/* SPDX-License-Identifier: MIT */
/* IPPROTO_TCP: tcp(7), RFC 7413. */
#include "effects.h"
#include "tcp_state.h"

#include <netinet/in.h>

enum { FAST_QUEUE = 16 };

/* Whether the data of a connection went with its first packet. */
static bool is_fast(skt_socket client, skt_socket listening)
{
    skt_socket server;
    wait_for(listening, SKT_POLLIN);
    assert_ok(skt_accept(listening, 0, &server, NULL));
    expect_x(server);
    bool fast = tcp_info_of(client).tcpi_options & TCPI_OPT_SYN_DATA;
    skt_close(server);
    skt_close(client);
    return fast;
}

/* A listener that takes data with the first packet, at an address for which nobody has a cookie yet. */
static skt_socket fast_listener(const char *text, skt_addr *here)
{
    skt_socket s = listener(text, here);
    assert_ok(skt_set_int(s, SKT_TCP_FASTOPEN, FAST_QUEUE));
    return s;
}

static skt_socket client_with(const effect *row, bool set)
{
    skt_socket s;
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &s));
    if (set) set_text(s, row->option, row->set);
    return s;
}

static bool connects_fast(skt_socket client, skt_socket listening, const skt_addr *here)
{
    assert_int_equal(skt_sendto(client, "x", 1, SKT_MSG_FASTOPEN, here), 1);
    return is_fast(client, listening);
}

#define NEEDS_FAST_OPEN() \
    NEEDS_NETNS();        \
    NETNS_RUN("echo 3 >/proc/sys/net/ipv4/tcp_fastopen")

static void connecting_waits_for_data(const effect *row)
{
    NEEDS_FAST_OPEN();
    skt_addr here;
    skt_socket s, listening = fast_listener("127.0.1.1:0", &here);
    assert_false(connects_fast(client_with(row, false), listening, &here));
    s = client_with(row, true);
    assert_rc(skt_connect(s, &here), 0);
    assert_false(has_come(listening));
    send_x(s);
    assert_true(is_fast(s, listening));
    skt_close(listening);
}

static void a_new_key_makes_old_cookies_void(const effect *row)
{
    NEEDS_FAST_OPEN();
    skt_addr here;
    skt_socket listening = fast_listener("127.0.1.2:0", &here);
    set_text(listening, row->option, row->set);
    assert_false(connects_fast(client_with(row, false), listening, &here));
    assert_true(connects_fast(client_with(row, false), listening, &here));
    set_text(listening, row->option, "ffeeddccbbaa99887766554433221100");
    assert_false(connects_fast(client_with(row, false), listening, &here));
    assert_true(connects_fast(client_with(row, false), listening, &here));
    skt_close(listening);
}

static void the_very_first_is_fast(const effect *row)
{
    NEEDS_FAST_OPEN();
    for (int on = 0; on < 2; on++) {
        skt_addr here;
        skt_socket listening = fast_listener(on ? "127.0.1.4:0" : "127.0.1.3:0", &here);
        if (on) set_text(listening, row->option, row->set);
        assert_int_equal(connects_fast(client_with(row, on), listening, &here), on);
        skt_close(listening);
    }
}

static void the_first_packet_is_repeated_so_often(const effect *row)
{
    NEEDS_NETNS();
    static packet p;
    skt_addr here, from = address("127.0.0.1:0");
    skt_socket listening = listener("127.0.0.1:0", &here), wire = open_wire("lo"), s = client_with(row, true);
    assert_ok(skt_bind(s, &from));
    assert_ok(skt_local_address(s, &from));
    MAKE_DEAF(listening);
    skt_set_duration(s, SKT_TCP_RTO_MAX_MS, SKT_SECONDS(1));
    assert_rc(skt_connect(s, &here), SKT_ETIMEDOUT);
    int count = 0;
    while (next_segment(wire, skt_addr_port(&from), &p) > 0) count++;
    assert_int_equal(count, 2);
    skt_close(s);
    skt_close(wire);
    skt_close(listening);
}

/* What the peer of a connection that was closed by half learns when it is closed whole. */
static int learnt_of_closing(const effect *row, bool set)
{
    connection c = open_ends(row->where);
    char byte;
    if (set) set_text(c.client, row->option, row->set);
    assert_ok(skt_shutdown(c.client, SKT_SHUT_WR));
    assert_int_equal(skt_recv(c.server, &byte, 1, 0), 0);
    while (tcp_info_of(c.client).tcpi_state != 5) continue; /* TCP_FIN_WAIT2 */
    skt_close(c.client);
    if (set) wait_for(c.server, SKT_POLLERR);
    int error = skt_pending_error(c.server);
    skt_close(c.server);
    return error;
}

static void closing_does_not_wait_for_the_peers_end(const effect *row)
{
    assert_rc(learnt_of_closing(row, false), 0);
    assert_rc(learnt_of_closing(row, true), SKT_EPIPE);
}

static void the_window_is_no_larger(const effect *row)
{
    connection usual = connect_with("127.0.0.1:0", row, NULL), clamped = connect_with("127.0.0.1:0", row, row->set);
    assert_true(tcp_info_of(usual.server).tcpi_snd_wnd > 8192);
    assert_in_range(tcp_info_of(clamped.server).tcpi_snd_wnd, 1, 8192);
    close_both(&usual);
    close_both(&clamped);
}

/* A key for the addresses that begin as 127.0.0.1 does, or for that one. */
static void set_key(skt_socket s, const effect *row, const char *key)
{
    struct tcp_md5sig md5;
    struct sockaddr_in peer = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    bool prefix = row->option.number == SKT_NUMBER_TCP_MD5SIG_EXT;
    memset(&md5, 0, sizeof md5);
    memcpy(&md5.tcpm_addr, &peer, sizeof peer);
    md5.tcpm_flags = prefix ? TCP_MD5SIG_FLAG_PREFIX : 0;
    md5.tcpm_prefixlen = prefix ? 8 : 0;
    md5.tcpm_keylen = (uint16_t)strlen(key);
    memcpy(md5.tcpm_key, key, strlen(key));
    set_bytes(s, prefix ? SKT_TCP_MD5SIG_EXT : SKT_TCP_MD5SIG, &md5, sizeof md5);
}

static void both_ends_sign_by_one_key(const effect *row)
{
    static const char *const keys[] = {"secret", "other", NULL};
    NEEDS_NETNS();
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        skt_addr here;
        skt_socket listening = listener("127.0.0.1:0", &here), client = client_with(row, false);
        set_key(listening, row, keys[0]);
        if (keys[i]) set_key(client, row, keys[i]);
        assert_rc(skt_connect_by(client, &here, skt_deadline_in(i == 0 ? SKT_SECONDS(20) : SKT_MILLISECONDS(100))),
                  i == 0 ? 0 : SKT_ETIMEDOUT);
        skt_close(client);
        skt_close(listening);
    }
}

static void the_first_packet_is_kept(const effect *row)
{
    (void)row;
    for (int on = 0; on < 2; on++) {
        skt_addr here, peer;
        connection c;
        uint8_t syn[256];
        size_t len = sizeof syn;
        skt_socket listening = listener("127.0.0.1:0", &here);
        if (on) set_text(listening, SKT_ANY(SKT_TCP_SAVE_SYN), "1");
        assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &c.client));
        assert_ok(skt_connect(c.client, &here));
        assert_ok(skt_accept(listening, 0, &c.server, &peer));
        assert_rc(skt_get_bytes(c.server, SKT_TCP_SAVED_SYN, syn, &len), 0);
        assert_true(on ? len >= 40 : len == 0);
        if (on) {
            assert_int_equal(syn[0], 0x45);
            assert_int_equal(syn[20] << 8 | syn[21], skt_addr_port(&peer));
            assert_int_equal(syn[33] & 0x12, 0x02); /* SYN without ACK */
            assert_rc(skt_get_bytes(c.server, SKT_TCP_SAVED_SYN, syn, &len), 0);
            assert_int_equal(len, 0);
        }
        skt_close(listening);
        close_both(&c);
    }
}

/* Until all is acknowledged, so that the connection has measured the way again. */
static struct tcp_info measured(const connection *c)
{
    send_x(c->client);
    expect_x(c->server);
    assert_ok(skt_set_bool(c->server, SKT_TCP_QUICKACK, true));
    while (tcp_info_of(c->client).tcpi_unacked > 0) continue;
    return tcp_info_of(c->client);
}

static void repeating_waits_at_least_so_long(const effect *row)
{
    connection c = open_ends(row->where);
    assert_true(measured(&c).tcpi_rto >= 200000);
    set_text(c.client, row->option, row->set);
    /* A slow machine has measured a long way, which it forgets by and by. */
    skt_deadline limit = skt_deadline_in(SKT_SECONDS(20));
    while (measured(&c).tcpi_rto >= 200000) assert_false(skt_deadline_passed(limit));
    close_both(&c);
}

/* Older kernels learn the delay by packets alone, and those only where fq(8) holds them back. */
static void the_way_takes_longer(const effect *row)
{
    connection c = open_ends(row->where);
    assert_true(measured(&c).tcpi_rtt < 20000000);
    set_text(c.client, row->option, row->set);
    if (tcp_info_of(c.client).tcpi_rtt < 20000000) SKIP("this kernel says nothing of the delay");
    close_both(&c);
}

static void repeating_waits_at_most_so_long(const effect *row)
{
    connection c = open_ends(row->where);
    measured(&c);
    set_text(c.client, SKT_ANY(SKT_TCP_TX_DELAY), "20s");
    if (tcp_info_of(c.client).tcpi_rto < 20000000) SKIP("nothing here makes the time long");
    set_text(c.client, row->option, row->set);
    assert_int_equal(measured(&c).tcpi_rto, 2000000);
    close_both(&c);
}

static void only_some_algorithms_say_more(const effect *row)
{
    static const struct {
        const char *name;
        bool says;
    } algorithms[] = {{"reno", false}, {"bbr", true}};
    connection c = open_ends(row->where);
    for (size_t i = 0; i < COUNT_OF(algorithms); i++) {
        uint8_t info[64];
        size_t len = sizeof info;
        int rc = skt_set_name(c.client, SKT_TCP_CONGESTION, algorithms[i].name);
        if (rc < 0) SKIP("%s: %s", algorithms[i].name, skt_error_name(rc));
        assert_rc(skt_get_bytes(c.client, SKT_TCP_CC_INFO, info, &len), 0);
        assert_int_equal(len > 0, algorithms[i].says);
    }
    close_both(&c);
}

/*
 * An acknowledgement that is put off takes 40 ms at least, if there is no lower limit. A machine that sleeps in between
 * shows less haste than there is, hence several attempts.
 */
static bool is_acknowledged_early(const connection *c)
{
    assert_ok(skt_set_bool(c->server, SKT_TCP_QUICKACK, false));
    skt_deadline start = skt_now();
    send_x(c->client);
    while (tcp_info_of(c->client).tcpi_unacked > 0 && since(start) < SKT_MILLISECONDS(30)) {
        skt_pollfd nothing = {.socket = SKT_INVALID_SOCKET};
        skt_poll(&nothing, 1, skt_deadline_in(SKT_MILLISECONDS(1)));
    }
    return tcp_info_of(c->client).tcpi_unacked == 0 && since(start) < SKT_MILLISECONDS(30);
}

static void an_acknowledgement_comes_sooner(const effect *row)
{
    bool early = false;
    for (int i = 0; i < 100 && !early; i++) {
        connection c = open_ends(row->where);
        set_text(c.server, row->option, row->set);
        early = is_acknowledged_early(&c);
        close_both(&c);
    }
    assert_true(early);
}

static const effect rows[] = {
    {EFFECT(TCP_FASTOPEN_CONNECT), "true", connecting_waits_for_data, "nothing leaves before there is data"},
    {EFFECT(TCP_FASTOPEN_KEY), "00112233445566778899aabbccddeeff", a_new_key_makes_old_cookies_void,
     "a new key makes the cookies of the old one void"},
    {EFFECT(TCP_FASTOPEN_NO_COOKIE), "true", the_very_first_is_fast,
     "data goes with the first packet without a cookie"},
    {EFFECT(TCP_SYNCNT), "1", the_first_packet_is_repeated_so_often, "the first packet is repeated once"},
    {EFFECT(TCP_LINGER2), "-1", closing_does_not_wait_for_the_peers_end, "closing resets a peer that did not close",
     .where = TCP4},
    {EFFECT(TCP_WINDOW_CLAMP), "8192", the_window_is_no_larger, "the peer is offered no larger window"},
    {EFFECT(TCP_MD5SIG), NULL, both_ends_sign_by_one_key, "a client connects only with the key"},
    {EFFECT(TCP_MD5SIG_EXT), NULL, both_ends_sign_by_one_key, "so it does where the key is for a prefix"},
    {EFFECT(TCP_SAVE_SYN), "1", the_first_packet_is_kept, "TCP_SAVED_SYN has the first packet"},
    {EFFECT(TCP_SAVED_SYN), NULL, the_first_packet_is_kept, "is the peer's first packet, and read once"},
    {EFFECT(TCP_INQ), "true", the_rest_is_counted, "each receive says how many bytes remain", .where = TCP4},
    {EFFECT(TCP_RTO_MIN_US), "8ms", repeating_waits_at_least_so_long, "TCP_INFO says less than 200 ms", .where = TCP4},
    {EFFECT(TCP_RTO_MAX_MS), "2s", repeating_waits_at_most_so_long, "TCP_INFO says no more", .where = TCP4},
    {EFFECT(TCP_TX_DELAY), "20s", the_way_takes_longer, "TCP_INFO has it in the time of the way", .where = TCP4},
    {EFFECT(TCP_DELACK_MAX_US), "8ms", an_acknowledgement_comes_sooner, "an acknowledgement comes before 40 ms",
     .where = TCP4},
    {EFFECT(TCP_CC_INFO), NULL, only_some_algorithms_say_more, "bbr says something and reno nothing", .where = TCP4},
};
const effects tcp_effects = EFFECTS(rows);
