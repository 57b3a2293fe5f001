/* SPDX-License-Identifier: MIT */
/* IPPROTO_TCP: connections that are repaired; SOL_MPTCP: linux/tcp.h, linux/mptcp.h. */
#include "effects.h"
#include "tcp_state.h"

#include <netinet/in.h>

#include <linux/mptcp.h>

enum { NO_QUEUE, RECEIVED, SENT_BYTES };

/* Freezes the connection. */
static void repair(skt_socket s)
{
    set_text(s, SKT_ANY(SKT_TCP_REPAIR), "1");
}

static void end_of_repair(skt_socket s)
{
    assert_ok(skt_set_int(s, SKT_TCP_REPAIR, -1));
}

static void closing_sends_nothing(const effect *row)
{
    NEEDS_NETNS();
    for (int on = 0; on < 2; on++) {
        static packet p;
        connection c = open_ends(row->where);
        skt_socket wire = open_wire("lo");
        const int port = port_of(c.client);
        if (on) repair(c.client);
        skt_close(c.client);
        assert_int_equal(next_segment(wire, port, &p) == 0, on);
        skt_close(wire);
        skt_close(c.server);
    }
}

static uint32_t sequence(skt_socket s, int queue)
{
    repair(s);
    assert_ok(skt_set_int(s, SKT_TCP_REPAIR_QUEUE, queue));
    uint32_t at = (uint32_t)int_of(s, SKT_TCP_QUEUE_SEQ);
    end_of_repair(s);
    return at;
}

static void the_sequences_of_both_ends_agree(const effect *row)
{
    connection c = open_ends(row->where);
    uint32_t start = sequence(c.client, SENT_BYTES);
    assert_int_equal(skt_send(c.client, "abcde", 5, 0), 5);
    await_bytes(c.server, 5);
    assert_int_equal(sequence(c.client, SENT_BYTES) - start, 5);
    assert_int_equal(sequence(c.server, RECEIVED), sequence(c.client, SENT_BYTES));
    assert_int_equal(sequence(c.server, SENT_BYTES), sequence(c.client, RECEIVED));
    assert_int_not_equal(sequence(c.client, RECEIVED), sequence(c.client, SENT_BYTES));
    close_both(&c);
}

static void the_window_is_that_of_the_connection(const effect *row)
{
    connection c = open_ends(row->where);
    struct tcp_repair_window window = {0};
    size_t len = sizeof window;
    repair(c.client);
    assert_rc(skt_get_bytes(c.client, SKT_TCP_REPAIR_WINDOW, &window, &len), 0);
    assert_int_equal(window.snd_wnd, tcp_info_of(c.client).tcpi_snd_wnd);
    window.snd_wnd--;
    assert_rc(skt_set_bytes(c.client, SKT_TCP_REPAIR_WINDOW, &window, sizeof window), 0);
    assert_int_equal(window.snd_wnd, tcp_info_of(c.client).tcpi_snd_wnd);
    end_of_repair(c.client);
    close_both(&c);
}

/* The time stamp of the next segment with data: behind two bytes of nothing, as Linux places it. */
static uint32_t stamp_on_wire(skt_socket client, skt_socket wire)
{
    static packet p;
    clear_wire(wire);
    send_x(client);
    assert_true(next_segment(wire, port_of(client), &p) == 53);
    assert_true(is_like(p.bytes + 40, 4, "0101080a"));
    const uint8_t *at = p.bytes + 44;
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static void the_stamp_is_that_of_the_segments(const effect *row)
{
    NEEDS_NETNS();
    enum { A_MINUTE = 60000 };
    connection c = open_ends(row->where);
    skt_socket wire = open_wire("lo");
    const uint32_t sent = stamp_on_wire(c.client, wire), read = (uint32_t)int_of(c.client, SKT_TCP_TIMESTAMP);
    assert_in_range(read - sent + A_MINUTE, 0, 2 * A_MINUTE);
    repair(c.client);
    assert_ok(skt_set_int(c.client, SKT_TCP_TIMESTAMP, (int64_t)(uint32_t)(sent + 10 * A_MINUTE)));
    end_of_repair(c.client);
    assert_in_range(stamp_on_wire(c.client, wire) - sent, 9 * A_MINUTE, 11 * A_MINUTE);
    skt_close(wire);
    close_both(&c);
}

static connection mptcp_connection(void)
{
    connection c;
    skt_socket listening;
    skt_addr here = address("127.0.0.1:0");
    int rc = skt_open(SKT_AF_INET, SKT_SOCK_STREAM, SKT_IPPROTO_MPTCP, &listening);
    if (rc < 0) SKIP("MPTCP: %s", skt_error_name(rc));
    assert_ok(skt_bind(listening, &here));
    assert_ok(skt_listen(listening, 1));
    assert_ok(skt_local_address(listening, &here));
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, SKT_IPPROTO_MPTCP, &c.client));
    assert_ok(skt_connect(c.client, &here));
    assert_ok(skt_accept(listening, 0, &c.server, NULL));
    skt_close(listening);
    return c;
}

static struct mptcp_info info_of(skt_socket s)
{
    struct mptcp_info info;
    size_t len = sizeof info;
    memset(&info, 0, sizeof info);
    int rc = skt_get_bytes(s, SKT_MPTCP_INFO, &info, &len);
    if (rc < 0) SKIP("MPTCP_INFO: %s", skt_error_name(rc));
    return info;
}

static void what_was_sent_is_counted(const effect *row)
{
    (void)row;
    connection c = mptcp_connection();
    uint64_t start = info_of(c.client).mptcpi_write_seq;
    assert_int_equal(skt_send(c.client, "abcde", 5, 0), 5);
    assert_int_equal(info_of(c.client).mptcpi_write_seq - start, 5);
    for (int i = 0; i < 5; i++) {
        char byte;
        wait_for(c.server, SKT_POLLIN);
        assert_int_equal(skt_recv(c.server, &byte, 1, 0), 1);
    }
    assert_true(info_of(c.server).mptcpi_rcv_nxt == info_of(c.client).mptcpi_write_seq);
    close_both(&c);
}

static void each_subflow_is_told(const effect *row)
{
    struct {
        struct mptcp_subflow_data head;
        union {
            struct tcp_info info;
            struct mptcp_subflow_addrs ends;
        };
    } told;
    const bool addresses = row->option.number == SKT_NUMBER_MPTCP_SUBFLOW_ADDRS;
    size_t len = sizeof told;
    connection c = mptcp_connection();
    skt_addr here, there, local, peer;
    memset(&told, 0, sizeof told);
    told.head.size_subflow_data = sizeof told.head;
    told.head.size_user = addresses ? sizeof told.ends : sizeof told.info;
    int rc = skt_get_bytes(c.client, addresses ? SKT_MPTCP_SUBFLOW_ADDRS : SKT_MPTCP_TCPINFO, &told, &len);
    if (rc == SKT_EOPNOTSUPP) SKIP("%s", skt_error_name(rc));
    assert_rc(rc, 0);
    assert_int_equal(told.head.num_subflows, 1);
    if (addresses) {
        assert_ok(skt_local_address(c.client, &here));
        assert_ok(skt_peer_address(c.client, &there));
        assert_ok(skt_addr_from_native(&told.ends.sin_local, sizeof told.ends.sin_local, &local));
        assert_ok(skt_addr_from_native(&told.ends.sin_remote, sizeof told.ends.sin_remote, &peer));
        assert_same(&local, &here);
        assert_same(&peer, &there);
    } else {
        assert_int_equal(told.info.tcpi_state, 1); /* TCP_ESTABLISHED */
    }
    close_both(&c);
}

static const effect rows[] = {
    {EFFECT(TCP_REPAIR), "1", closing_sends_nothing, "closing sends nothing", .where = TCP4},
    {EFFECT(TCP_REPAIR_QUEUE), NULL, the_sequences_of_both_ends_agree, "chooses the end whose numbers are read",
     .where = TCP4},
    {EFFECT(TCP_QUEUE_SEQ), NULL, the_sequences_of_both_ends_agree, "grows by what is sent, and is the peer's too",
     .where = TCP4},
    {EFFECT(TCP_REPAIR_WINDOW), NULL, the_window_is_that_of_the_connection, "is the window of TCP_INFO", .where = TCP4},
    {EFFECT(TCP_TIMESTAMP), NULL, the_stamp_is_that_of_the_segments, "is the stamp of the next segment", .where = TCP4},
    {EFFECT(MPTCP_INFO), NULL, what_was_sent_is_counted, "counts what was sent, and the peer's what was received"},
    {EFFECT(MPTCP_TCPINFO), NULL, each_subflow_is_told, "the only subflow is connected"},
    {EFFECT(MPTCP_SUBFLOW_ADDRS), NULL, each_subflow_is_told, "are the addresses of both ends"},
};
const effects repair_effects = EFFECTS(rows);
