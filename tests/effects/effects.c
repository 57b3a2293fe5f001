/* SPDX-License-Identifier: MIT */
#include "effects.h"

#include <linux/if_packet.h>
#include <netinet/in.h>
#include <unistd.h>

/* From where on a kernel lacks an option, or the process a privilege. */
static void leave_if_lacking(skt_option option, int rc)
{
    if (rc != SKT_ENOPROTOOPT && rc != SKT_EPERM && rc != SKT_EACCES && rc != SKT_EUNSUPPORTED) return;
    SKIP("%s: %s", option_name(option), skt_error_name(rc));
}

void set_text(skt_socket s, skt_option option, const char *text)
{
    int rc = skt_option_set_text(s, option, text);
    leave_if_lacking(option, rc);
    if (rc < 0) fail_msg("%s = %s: %s", option_name(option), text, skt_error_name(rc));
}

void set_bytes(skt_socket s, skt_bytes_option key, const void *value, size_t len)
{
    int rc = skt_set_bytes(s, key, value, len);
    leave_if_lacking(SKT_ANY(key), rc);
    if (rc < 0) fail_msg("%s: %s", option_name(SKT_ANY(key)), skt_error_name(rc));
}

int64_t int_of(skt_socket s, skt_int_option key)
{
    int64_t value = 0;
    assert_ok(skt_get_int(s, key, &value));
    return value;
}

/* UDP-Lite, of which not every kernel has the module. */
static connection lite_connection(void)
{
    connection c;
    skt_addr here = address("127.0.0.1:0");
    int rc = skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, SKT_IPPROTO_UDPLITE, &c.server);
    if (rc < 0) SKIP("UDP-Lite: %s", skt_error_name(rc));
    assert_ok(skt_bind(c.server, &here));
    assert_ok(skt_local_address(c.server, &here));
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, SKT_IPPROTO_UDPLITE, &c.client));
    assert_ok(skt_connect(c.client, &here));
    return c;
}

connection open_ends(ends where)
{
    switch (where) {
    case UDP4: return udp_connection("127.0.0.1:0");
    case UDP6: return udp_connection("[::1]:0");
    case TCP4: return tcp_connection("127.0.0.1:0");
    case TCP6: return tcp_connection("[::1]:0");
    case LITE4: return lite_connection();
    case UNIX_STREAM: return unix_pair(SKT_SOCK_STREAM);
    default: return unix_pair(SKT_SOCK_DGRAM);
    }
}

connection connect_with(const char *text, const effect *row, const char *set)
{
    skt_addr here;
    connection c;
    skt_socket listening = listener(text, &here);
    assert_ok(skt_open(skt_addr_family(&here), SKT_SOCK_STREAM, 0, &c.client));
    if (set) set_text(c.client, row->option, set);
    assert_ok(skt_connect(c.client, &here));
    assert_ok(skt_accept(listening, 0, &c.server, NULL));
    skt_close(listening);
    return c;
}

void await_bytes(skt_socket s, int64_t count)
{
    skt_deadline limit = skt_deadline_in(SKT_SECONDS(20));
    while (int_of(s, SKT_FIONREAD) < count) {
        assert_false(skt_deadline_passed(limit));
        skt_pollfd nothing = {.socket = SKT_INVALID_SOCKET};
        skt_poll(&nothing, 1, skt_deadline_in(SKT_MILLISECONDS(1)));
    }
}

void send_x(skt_socket s)
{
    assert_int_equal(skt_send(s, "x", 1, 0), 1);
}

void expect_x(skt_socket s)
{
    char byte = 0;
    wait_for(s, SKT_POLLIN);
    assert_int_equal(skt_recv(s, &byte, 1, 0), 1);
    assert_int_equal(byte, 'x');
}

bool is_like(const void *bytes, size_t len, const char *pattern)
{
    for (size_t i = 0; pattern[2 * i] != '\0'; i++) {
        char digits[3];
        if (i == len) return false;
        snprintf(digits, sizeof digits, "%02x", ((const uint8_t *)bytes)[i]);
        for (size_t k = 0; k < 2; k++)
            if (pattern[2 * i + k] != '?' && pattern[2 * i + k] != digits[k]) return false;
    }
    return true;
}

enum { EVERY_PROTOCOL = 3 };

skt_socket open_wire(const char *interface)
{
    skt_socket s;
    skt_addr at;
    assert_ok(skt_open(SKT_AF_PACKET, SKT_SOCK_DGRAM, 0, &s));
    assert_ok((int)skt_grow_buffer(s, SKT_SO_RCVBUF, 1 << 20));
    assert_ok(skt_addr_link((uint32_t)skt_interface_index(interface), EVERY_PROTOCOL, NULL, 0, &at));
    assert_ok(skt_bind(s, &at));
    return s;
}

static size_t next_of_all(skt_socket wire, packet *out)
{
    for (;;) {
        skt_addr from;
        struct sockaddr_ll link;
        skt_ssize len = skt_recvfrom(wire, out->bytes, sizeof out->bytes, SKT_MSG_DONTWAIT, &from);
        if (len == SKT_EAGAIN) return 0;
        assert_true(len > 0);
        out->len = (size_t)len;
        memcpy(&link, &from.storage, sizeof link);
        if (link.sll_pkttype == PACKET_OUTGOING) return out->len;
    }
}

/* The protocol above IP, -1 for what is not IP. */
static int protocol_of(const packet *p)
{
    if (p->bytes[0] >> 4 == 4) return p->bytes[9];
    return p->bytes[0] >> 4 == 6 ? p->bytes[6] : -1;
}

size_t next_on_wire(skt_socket wire, packet *out)
{
    static const int noise[] = {IPPROTO_TCP, IPPROTO_IGMP, IPPROTO_ICMP, IPPROTO_ICMPV6};
    while (next_of_all(wire, out) > 0) {
        bool is_noise = false;
        for (size_t i = 0; i < COUNT_OF(noise); i++) is_noise = is_noise || protocol_of(out) == noise[i];
        if (!is_noise) return out->len;
    }
    return 0;
}

size_t next_segment(skt_socket wire, int from_port, packet *out)
{
    while (next_of_all(wire, out) > 0) {
        const uint8_t *tcp = out->bytes + (out->bytes[0] >> 4 == 6 ? 40 : (out->bytes[0] & 15) * 4);
        if (protocol_of(out) == IPPROTO_TCP && (tcp[0] << 8 | tcp[1]) == from_port) return out->len;
    }
    return 0;
}

int port_of(skt_socket s)
{
    skt_addr here;
    assert_ok(skt_local_address(s, &here));
    return skt_addr_port(&here);
}

void abort_both(connection *c)
{
    const skt_linger at_once = {.on = true, .time = 0};
    assert_ok(skt_set_linger(c->client, SKT_SO_LINGER, at_once));
    assert_ok(skt_set_linger(c->server, SKT_SO_LINGER, at_once));
    close_both(c);
}

void clear_wire(skt_socket wire)
{
    static packet dropped;
    while (next_of_all(wire, &dropped) > 0) continue;
}

/* Whether the message has what the row looks for. Handles that came with it are closed. */
static bool has_item(received *got, const effect *row)
{
    skt_control_item it = {0};
    bool found = false;
    while (skt_control_next(&got->msg, &it)) {
        bool is_it = row->kind ? it.kind == row->kind : it.level == row->level && it.type == row->type;
        if (is_it) found = row->seen == NULL || is_like(it.data, it.len, row->seen);
        if (it.kind == SKT_CONTROL_PIDFD) close(skt_control_handle(&it, 0));
    }
    return found;
}

static bool item_comes(const connection *c, const effect *row)
{
    received got;
    send_x(c->client);
    receive(c->server, &got);
    return has_item(&got, row);
}

/* Some come only once the kernel has switched itself over, which it does on its own time. */
void an_item_comes(const effect *row)
{
    connection c = open_ends(row->where);
    skt_deadline limit = skt_deadline_in(SKT_SECONDS(20));
    assert_false(item_comes(&c, row));
    set_text(c.server, row->option, row->set);
    if (row->sent_set) {
        assert_false(item_comes(&c, row));
        set_text(c.client, row->sent, row->sent_set);
    }
    while (!item_comes(&c, row)) assert_false(skt_deadline_passed(limit));
    close_both(&c);
}

static bool packet_is_like(const connection *c, skt_socket wire, const effect *row)
{
    static packet p;
    clear_wire(wire);
    send_x(c->client);
    assert_true(next_on_wire(wire, &p) > row->at);
    return is_like(p.bytes + row->at, p.len - row->at, row->seen);
}

void is_in_the_packet(const effect *row)
{
    NEEDS_NETNS();
    connection c = open_ends(row->where);
    skt_socket wire = open_wire("lo");
    assert_false(packet_is_like(&c, wire, row));
    set_text(c.client, row->option, row->set);
    assert_true(packet_is_like(&c, wire, row));
    skt_close(wire);
    close_both(&c);
}

void the_rest_is_counted(const effect *row)
{
    connection c = open_ends(row->where);
    char byte;
    skt_buf buf = skt_buf_of(&byte, 1);
    set_text(c.server, row->option, row->set);
    assert_int_equal(skt_send(c.client, "abc", 3, 0), 3);
    await_bytes(c.server, 3);
    for (int rest = 2; rest >= 0; rest--) {
        SKT_CONTROL_BUFFER(room, SKT_CONTROL_MAX);
        skt_msg msg = skt_msg_of(NULL, &buf, 1, room, sizeof room);
        skt_control_item it = {0};
        assert_int_equal(skt_recvmsg(c.server, &msg, 0), 1);
        assert_true(skt_control_next(&msg, &it));
        assert_int_equal(it.kind, SKT_CONTROL_INQ);
        assert_int_equal(it.inq, rest);
    }
    close_both(&c);
}
