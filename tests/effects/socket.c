/* SPDX-License-Identifier: MIT */
/* SOL_SOCKET: socket(7). */
#include "effects.h"
#include "tcp_state.h"

#include <linux/sock_diag.h>
#include <poll.h>
#include <sys/socket.h>

/* Of newer kernels than many headers. */
enum { ITEM_MARK = 36, ITEM_PRIORITY = 12, ITEM_DROPS = 40 };

static void a_gateway_is_not_used(const effect *row)
{
    NEEDS_CABLE();
    skt_addr to = address("10.8.0.1:9");
    skt_socket s;
    NETNS_RUN("ip route replace 10.8.0.0/16 via 10.9.0.2");
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &s));
    assert_int_equal(skt_sendto(s, "x", 1, 0, &to), 1);
    set_text(s, row->option, row->set);
    assert_rc((int)skt_sendto(s, "x", 1, 0, &to), SKT_ENETUNREACH);
    NETNS_RUN("ip route del 10.8.0.0/16");
    skt_close(s);
}

static void fewer_bytes_are_not_ready(const effect *row)
{
    connection c = open_ends(row->where);
    set_text(c.server, row->option, "3");
    assert_int_equal(skt_send(c.client, "ab", 2, 0), 2);
    await_bytes(c.server, 2);
    assert_false(has_come(c.server));
    assert_int_equal(skt_send(c.client, "c", 1, 0), 1);
    wait_for(c.server, SKT_POLLIN);
    close_both(&c);
}

static void bytes_are_counted(const effect *row)
{
    connection c = open_ends(row->where);
    assert_int_equal(int_of(c.server, SKT_FIONREAD), 0);
    assert_int_equal(skt_send(c.client, "abcde", 5, 0), 5);
    await_bytes(c.server, 5);
    assert_int_equal(int_of(c.server, SKT_FIONREAD), 5);
    close_both(&c);
}

static void the_mark_is_reached(const effect *row)
{
    connection c = open_ends(row->where);
    char bytes[8];
    bool at = true;
    assert_ok(skt_set_bool(c.server, SKT_SO_OOBINLINE, true));
    assert_int_equal(skt_send(c.client, "ab", 2, 0), 2);
    assert_int_equal(skt_send(c.client, "!", 1, SKT_MSG_OOB), 1);
    await_bytes(c.server, 3);
    assert_ok(skt_get_bool(c.server, SKT_SIOCATMARK, &at));
    assert_false(at);
    assert_int_equal(skt_recv(c.server, bytes, sizeof bytes, 0), 2);
    assert_ok(skt_get_bool(c.server, SKT_SIOCATMARK, &at));
    assert_true(at);
    close_both(&c);
}

static void what_nobody_acknowledged_is_counted(const effect *row)
{
    connection c = open_ends(row->where);
    MAKE_DEAF(c.server);
    assert_int_equal(int_of(c.client, SKT_SIOCOUTQ), 0);
    assert_int_equal(skt_send(c.client, "abcde", 5, 0), 5);
    assert_int_equal(int_of(c.client, SKT_SIOCOUTQ), 5);
    abort_both(&c);
}

static void the_last_arrival_is_known(const effect *row)
{
    connection c = open_ends(row->where);
    struct {
        uint8_t bytes[16];
    } none = {{0}}, when = none;
    size_t len = sizeof when;
    assert_rc(skt_get_bytes(c.server, SKT_SIOCGSTAMP, &when, &len), SKT_ENOENT);
    send_x(c.client);
    expect_x(c.server);
    len = sizeof when;
    assert_rc(skt_get_bytes(c.server, SKT_SIOCGSTAMP, &when, &len), 0);
    assert_memory_not_equal(&when, &none, len);
    close_both(&c);
}

/* Sends until the buffer has dropped some, and then receives the next. Returns how many it says were dropped. */
static uint32_t drops_that_are_told(const connection *c)
{
    static const char block[1000];
    received got;
    uint32_t drops = 0;
    for (int i = 0; i < 50; i++) assert_int_equal(skt_send(c->client, block, sizeof block, 0), sizeof block);
    while (has_come(c->server)) receive(c->server, &got);
    send_x(c->client);
    receive(c->server, &got);
    control_of(&got, SOL_SOCKET, ITEM_DROPS, &drops, sizeof drops);
    return drops;
}

static void what_was_dropped_is_told(const effect *row)
{
    connection c = open_ends(row->where);
    skt_deadline limit = skt_deadline_in(SKT_SECONDS(20));
    assert_ok(skt_set_int(c.server, SKT_SO_RCVBUF, 4000));
    assert_int_equal(drops_that_are_told(&c), 0);
    set_text(c.server, row->option, row->set);
    while (drops_that_are_told(&c) == 0) assert_false(skt_deadline_passed(limit));
    close_both(&c);
}

static void the_rate_is_that_of_the_connection(const effect *row)
{
    connection c = open_ends(row->where);
    set_text(c.client, row->option, row->set);
    assert_true(tcp_info_of(c.client).tcpi_max_pacing_rate == strtoull(row->set, NULL, 10));
    close_both(&c);
}

static uint64_t netns_cookie(skt_socket s)
{
    uint64_t cookie = 0;
    int rc = skt_get_u64(s, SKT_SO_NETNS_COOKIE, &cookie);
    if (rc < 0) SKIP("SO_NETNS_COOKIE: %s", skt_error_name(rc));
    return cookie;
}

static void another_network_has_another(const effect *row)
{
    (void)row;
    NEEDS_NETNS();
    connection here = open_ends(UDP4);
    skt_socket far = netns_open_far(SKT_AF_INET, SKT_SOCK_DGRAM, 0);
    assert_true(netns_cookie(here.client) == netns_cookie(here.server));
    assert_true(netns_cookie(here.client) != netns_cookie(far));
    skt_close(far);
    close_both(&here);
}

static void the_memory_of_what_waits_is_counted(const effect *row)
{
    connection c = open_ends(row->where);
    uint32_t before[SK_MEMINFO_VARS] = {0}, after[SK_MEMINFO_VARS] = {0};
    size_t len = sizeof before;
    assert_rc(skt_get_bytes(c.server, SKT_SO_MEMINFO, before, &len), 0);
    send_x(c.client);
    wait_for(c.server, SKT_POLLIN);
    len = sizeof after;
    assert_rc(skt_get_bytes(c.server, SKT_SO_MEMINFO, after, &len), 0);
    assert_int_equal(before[SK_MEMINFO_RMEM_ALLOC], 0);
    assert_true(after[SK_MEMINFO_RMEM_ALLOC] > 0);
    assert_int_equal(after[SK_MEMINFO_RCVBUF], int_of(c.server, SKT_SO_RCVBUF));
    assert_int_equal(after[SK_MEMINFO_SNDBUF], int_of(c.server, SKT_SO_SNDBUF));
    close_both(&c);
}

static void the_limit_is_exceeded(const effect *row)
{
    connection c = open_ends(row->where);
    bool receiving = row->option.number == SKT_NUMBER_SO_RCVBUFFORCE;
    const skt_int_option usual = receiving ? SKT_SO_RCVBUF : SKT_SO_SNDBUF;
    char text[24];
    assert_ok(skt_set_int(c.server, usual, 1 << 29));
    const int64_t limit = int_of(c.server, usual);
    snprintf(text, sizeof text, "%lld", (long long)limit);
    set_text(c.server, row->option, text);
    assert_int_equal(int_of(c.server, usual), 2 * limit);
    close_both(&c);
}

static int64_t send_buffer(const effect *row, bool unlocked)
{
    skt_addr here;
    connection c;
    skt_socket listening = listener("127.0.0.1:0", &here);
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &c.client));
    assert_ok(skt_set_int(c.client, SKT_SO_SNDBUF, 4608));
    if (unlocked) set_text(c.client, row->option, row->set);
    assert_ok(skt_connect(c.client, &here));
    assert_ok(skt_accept(listening, 0, &c.server, NULL));
    skt_close(listening);
    int64_t bytes = int_of(c.client, SKT_SO_SNDBUF);
    close_both(&c);
    return bytes;
}

static void an_unlocked_buffer_grows(const effect *row)
{
    assert_int_equal(send_buffer(row, false), 2 * 4608);
    assert_true(send_buffer(row, true) > 2 * 4608);
}

/* The flow label of the next segment with data, -1 where none was sent yet. */
static int64_t next_label(skt_socket wire, int port)
{
    static packet p;
    while (next_segment(wire, port, &p) > 0) {
        size_t header = (size_t)(p.bytes[52] >> 4) * 4;
        if (p.len > 40 + header) return (int64_t)(p.bytes[1] & 15) << 16 | p.bytes[2] << 8 | p.bytes[3];
    }
    return -1;
}

/* The label of each of the next packets with data, as the kernel repeats what is never acknowledged. */
static bool repeats_have_other_labels(const effect *row, const char *set)
{
    connection c = connect_with("[::1]:0", row, set);
    skt_socket wire = open_wire("lo");
    skt_deadline limit = skt_deadline_in(SKT_SECONDS(20));
    int64_t first = -1;
    bool other = false;
    MAKE_DEAF(c.client);
    skt_set_duration(c.client, SKT_TCP_RTO_MIN_US, SKT_MILLISECONDS(20));
    send_x(c.client);
    for (int count = 0; count < 5;) {
        int64_t label = next_label(wire, port_of(c.client));
        skt_pollfd waiting = {.socket = wire, .events = SKT_POLLIN};
        if (label < 0) assert_ok(skt_poll(&waiting, 1, limit));
        assert_false(skt_deadline_passed(limit));
        if (label < 0) continue;
        if (first < 0) first = label;
        other = other || label != first;
        count++;
    }
    skt_close(wire);
    abort_both(&c);
    return other;
}

static void repeats_take_another_path_unless_off(const effect *row)
{
    NEEDS_NETNS();
    assert_true(repeats_have_other_labels(row, "1"));
    assert_false(repeats_have_other_labels(row, "0"));
}

/* Of two segments, and of a third after the option was set. False where the kernel chose another path by itself. */
static bool labels_of_three(const effect *row, int64_t labels[3])
{
    connection c = open_ends(row->where);
    skt_socket wire = open_wire("lo");
    for (size_t i = 0; i < 3; i++) {
        if (i == 2) set_text(c.client, row->option, row->set);
        clear_wire(wire);
        send_x(c.client);
        labels[i] = next_label(wire, port_of(c.client));
        assert_true(labels[i] >= 0);
        expect_x(c.server);
    }
    skt_close(wire);
    close_both(&c);
    return labels[0] == labels[1];
}

static void the_path_changes_at_once(const effect *row)
{
    NEEDS_NETNS();
    int64_t labels[3];
    skt_deadline limit = skt_deadline_in(SKT_SECONDS(20));
    while (!labels_of_three(row, labels)) assert_false(skt_deadline_passed(limit));
    assert_true(labels[1] != labels[2]);
}

static void an_error_in_the_queue_is_urgent(const effect *row)
{
    for (int on = 0; on < 2; on++) {
        skt_addr nobody;
        skt_socket s, gone = bound("127.0.0.1:0", SKT_SOCK_DGRAM, &nobody);
        skt_close(gone);
        assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &s));
        assert_ok(skt_set_bool(s, SKT_IP_RECVERR, true));
        if (on) set_text(s, row->option, row->set);
        assert_int_equal(skt_sendto(s, "x", 1, 0, &nobody), 1);
        struct pollfd entry = {.fd = s, .events = POLLPRI};
        assert_int_equal(poll(&entry, 1, 20000), 1);
        assert_int_equal(entry.revents, on ? POLLERR | POLLPRI : POLLERR);
        skt_close(s);
    }
}

static void the_filter_stays(const effect *row)
{
    const skt_filter all = {.code = 0x06, .k = UINT32_MAX};
    connection c = open_ends(row->where);
    assert_ok(skt_attach_filter(c.server, &all, 1));
    assert_ok(skt_detach_filter(c.server));
    assert_ok(skt_attach_filter(c.server, &all, 1));
    set_text(c.server, row->option, row->set);
    assert_rc(skt_detach_filter(c.server), SKT_EPERM);
    assert_rc(skt_attach_filter(c.server, &all, 1), SKT_EPERM);
    close_both(&c);
}

static const effect rows[] = {
    {EFFECT(SO_DONTROUTE), "true", a_gateway_is_not_used, "what only a gateway reaches is unreachable"},
    {EFFECT(SO_RCVLOWAT), "3", fewer_bytes_are_not_ready, "poll is silent below so many bytes", .where = TCP4},
    {EFFECT(SO_TIMESTAMP), "true", an_item_comes, "the time comes along", .kind = SKT_CONTROL_TIME},
    {EFFECT(SO_TIMESTAMPNS), "true", an_item_comes, "the time comes along", .kind = SKT_CONTROL_TIME},
    {EFFECT(SO_TIMESTAMPING), "24", an_item_comes, "the time comes along", .kind = SKT_CONTROL_TIME},
    {EFFECT(SO_RCVMARK), "true", an_item_comes, "the sender's mark comes along", .level = SOL_SOCKET, .type = ITEM_MARK,
     .seen = "78560034", SENT(SO_MARK), .sent_set = "0x34005678"},
    {EFFECT(SO_RCVPRIORITY), "true", an_item_comes, "the sender's priority comes along", .level = SOL_SOCKET,
     .type = ITEM_PRIORITY, .seen = "05000000", SENT(SO_PRIORITY), .sent_set = "5"},
    {EFFECT(SO_RXQ_OVFL), "true", what_was_dropped_is_told, "what was dropped is told with the next", .where = UDP4},
    {EFFECT(SO_MAX_PACING_RATE), "1000000", the_rate_is_that_of_the_connection, "TCP_INFO has the rate", .where = TCP4},
    {EFFECT(SO_NETNS_COOKIE), NULL, another_network_has_another, "sockets of one network have one, of two have two"},
    {EFFECT(SO_MEMINFO), NULL, the_memory_of_what_waits_is_counted, "a datagram that waits is counted", .where = UDP4},
    {EFFECT(SO_RCVBUFFORCE), NULL, the_limit_is_exceeded, "the buffer is twice as large as SO_RCVBUF can make it"},
    {EFFECT(SO_SNDBUFFORCE), NULL, the_limit_is_exceeded, "the buffer is twice as large as SO_SNDBUF can make it"},
    {EFFECT(SO_BUF_LOCK), "0", an_unlocked_buffer_grows, "a send buffer that was set grows again"},
    {EFFECT(SO_TXREHASH), "0", repeats_take_another_path_unless_off, "the flow label of repeated segments stays"},
    {EFFECT(SO_CNX_ADVICE), "1", the_path_changes_at_once, "the next segment has another flow label", .where = TCP6},
    {EFFECT(SO_SELECT_ERR_QUEUE), "true", an_error_in_the_queue_is_urgent, "poll says POLLPRI beside POLLERR"},
    {EFFECT(SO_LOCK_FILTER), "true", the_filter_stays, "the filter can be neither removed nor changed", .where = UDP4},
    {EFFECT(SO_NO_CHECK), "true", is_in_the_packet, "the checksum is 0", .where = UDP4, .at = 26, .seen = "0000"},
    {EFFECT(FIONREAD), NULL, bytes_are_counted, "is as many as were sent", .where = TCP4},
    {EFFECT(SIOCATMARK), NULL, the_mark_is_reached, "receiving stops at the mark", .where = TCP4},
    {EFFECT(SIOCOUTQ), NULL, what_nobody_acknowledged_is_counted, "is as many as nobody acknowledged", .where = TCP4},
    {EFFECT(SIOCGSTAMP), NULL, the_last_arrival_is_known, "there is a time once something was received", .where = UDP4},
};
const effects socket_effects = EFFECTS(rows);
