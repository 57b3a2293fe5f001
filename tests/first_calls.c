/* SPDX-License-Identifier: MIT */
#include "first_calls.h"

#include <stdlib.h>

static skt_deadline soon(void)
{
    return skt_deadline_in(SKT_SECONDS(20));
}

static int call_bind(const first_given *g)
{
    skt_addr any = address("127.0.0.1:0");
    return skt_bind(g->s, &any);
}

static int call_listen(const first_given *g)
{
    return skt_listen(g->s, 1);
}

static int call_connect(const first_given *g)
{
    return skt_connect(g->s, &g->there);
}

static int call_connect_by(const first_given *g)
{
    return skt_connect_by(g->s, &g->there, soon());
}

static int call_connect_result(const first_given *g)
{
    return skt_connect_result(g->s);
}

static int call_accept(const first_given *g)
{
    skt_socket accepted;
    skt_addr peer;
    int rc = skt_accept(g->s, 0, &accepted, &peer);
    return rc == 0 ? skt_close(accepted) : rc;
}

static int call_dup(const first_given *g)
{
    skt_socket copy;
    int rc = skt_dup(g->s, &copy);
    return rc == 0 ? skt_close(copy) : rc;
}

static int call_close(const first_given *g)
{
    return skt_close(g->s);
}

static int call_shutdown(const first_given *g)
{
    return skt_shutdown(g->s, SKT_SHUT_WR);
}

static int call_local_address(const first_given *g)
{
    skt_addr here;
    return skt_local_address(g->s, &here);
}

static int call_peer_address(const first_given *g)
{
    skt_addr peer;
    return skt_peer_address(g->s, &peer);
}

static int call_family(const first_given *g)
{
    return skt_family(g->s) == SKT_AF_INET ? 0 : -1;
}

static int call_type(const first_given *g)
{
    return skt_type(g->s) == SKT_SOCK_STREAM ? 0 : -1;
}

static int call_protocol(const first_given *g)
{
    int protocol = skt_protocol(g->s);
    return protocol == SKT_IPPROTO_TCP || protocol == SKT_EUNSUPPORTED ? 0 : -1;
}

static int call_is_listener(const first_given *g)
{
    int listens = skt_is_listener(g->s);
    return listens == 1 || listens == SKT_EUNSUPPORTED ? 0 : -1;
}

static int call_pending_error(const first_given *g)
{
    return skt_pending_error(g->s);
}

static int call_reuse_address(const first_given *g)
{
    return skt_reuse_address(g->s);
}

static int call_set_nonblocking(const first_given *g)
{
    return skt_set_nonblocking(g->s, true);
}

static int call_set_inheritable(const first_given *g)
{
    return skt_set_inheritable(g->s, false);
}

static int call_get_inheritable(const first_given *g)
{
    bool on = false;
    int rc = skt_get_inheritable(g->s, &on);
    return rc == 0 && !on ? -1 : rc;
}

static int call_export(const first_given *g)
{
    int rc = skt_export(g->s, g->channel, own_pid());
    return rc == SKT_EOPNOTSUPP && !host.exports_over_any_stream ? 0 : rc;
}

/* The data in the stream is not an exported socket. */
static int call_import(const first_given *g)
{
    skt_socket copy;
    int rc = skt_import(g->s, 0, &copy);
    if (rc == SKT_EOPNOTSUPP && !host.exports_over_any_stream) return 0;
    return rc == SKT_EBADMSG ? 0 : rc == 0 ? -1 : rc;
}

static int call_send(const first_given *g)
{
    return (int)skt_send(g->s, "x", 1, 0);
}

static int call_recv(const first_given *g)
{
    char byte;
    return (int)skt_recv(g->s, &byte, 1, 0);
}

static int call_sendto(const first_given *g)
{
    return (int)skt_sendto(g->s, "x", 1, 0, &g->there);
}

static int call_recvfrom(const first_given *g)
{
    char byte;
    skt_addr from;
    return (int)skt_recvfrom(g->s, &byte, 1, 0, &from);
}

static int call_sendv(const first_given *g)
{
    char bytes[2] = {'x', 'y'};
    skt_buf bufs[2] = {skt_buf_of(&bytes[0], 1), skt_buf_of(&bytes[1], 1)};
    return (int)skt_sendv(g->s, bufs, 2, 0);
}

static int call_recvv(const first_given *g)
{
    char bytes[2];
    int flags;
    skt_buf bufs[2] = {skt_buf_of(&bytes[0], 1), skt_buf_of(&bytes[1], 1)};
    return (int)skt_recvv(g->s, bufs, 2, 0, &flags);
}

static int call_sendmsg(const first_given *g)
{
    char byte = 'x';
    skt_buf buf = skt_buf_of(&byte, 1);
    skt_msg msg = skt_msg_of(NULL, &buf, 1, NULL, 0);
    return (int)skt_sendmsg(g->s, &msg, 0);
}

static int call_recvmsg(const first_given *g)
{
    char byte;
    skt_buf buf = skt_buf_of(&byte, 1);
    skt_msg msg = skt_msg_of(NULL, &buf, 1, NULL, 0);
    return (int)skt_recvmsg(g->s, &msg, 0);
}

static int call_recvmsg_with_control(const first_given *g)
{
    char byte;
    size_t control[16];
    skt_addr from;
    skt_buf buf = skt_buf_of(&byte, 1);
    skt_msg msg = skt_msg_of(&from, &buf, 1, control, sizeof control);
    return (int)skt_recvmsg(g->s, &msg, 0);
}

static int call_send_batch(const first_given *g)
{
    char byte = 'x';
    skt_buf buf = skt_buf_of(&byte, 1);
    skt_msg msg = skt_msg_of(NULL, &buf, 1, NULL, 0);
    return (int)skt_send_batch(g->s, &msg, 1, 0);
}

static int call_recv_batch(const first_given *g)
{
    char byte;
    skt_buf buf = skt_buf_of(&byte, 1);
    skt_msg msg = skt_msg_of(NULL, &buf, 1, NULL, 0);
    return (int)skt_recv_batch(g->s, &msg, 1, 0);
}

static int call_info_enable(const first_given *g)
{
    uint32_t granted = 0;
    int rc = skt_info_enable(g->s, SKT_INFO_LOCAL, &granted);
    return rc == 0 && granted != SKT_INFO_LOCAL ? -1 : rc;
}

static int call_udp_attach(const first_given *g)
{
    skt_udp udp;
    uint32_t granted;
    return skt_udp_attach(&udp, sizeof udp, g->s, 0, &granted);
}

static int call_peek_sender(const first_given *g)
{
    skt_addr from;
    return skt_peek_sender(g->s, &from);
}

static int call_send_all(const first_given *g)
{
    return skt_send_all(g->s, "x", 1, 0, soon(), NULL);
}

static int call_recv_all(const first_given *g)
{
    char byte;
    return skt_recv_all(g->s, &byte, 1, 0, soon(), NULL);
}

static int call_sendfile(const first_given *g)
{
    skt_file file = temp_file(0, "abc", 3);
    int sent = (int)skt_sendfile(g->s, file, 0, 3);
    file_close(file);
    return sent;
}

static int call_poll(const first_given *g)
{
    skt_pollfd fd = {.socket = g->s, .events = SKT_POLLIN};
    int ready = skt_poll(&fd, 1, soon());
    return ready == 1 && (fd.revents & SKT_POLLIN) != 0 ? 0 : -1;
}

static int call_waker_wake(const first_given *g)
{
    return skt_waker_wake(&(skt_waker){.receive = g->s, .send = g->s});
}

static int call_set_bool(const first_given *g)
{
    return skt_set_bool(g->s, SKT_TCP_NODELAY, true);
}

static int call_get_bool(const first_given *g)
{
    bool on;
    return skt_get_bool(g->s, SKT_TCP_NODELAY, &on);
}

static int call_set_int(const first_given *g)
{
    return skt_set_int(g->s, SKT_SO_RCVBUF, 65536);
}

static int call_get_int(const first_given *g)
{
    int64_t value;
    return skt_get_int(g->s, SKT_SO_RCVBUF, &value);
}

static int call_set_duration(const first_given *g)
{
    return skt_set_duration(g->s, SKT_SO_RCVTIMEO, SKT_SECONDS(20));
}

static int call_get_duration(const first_given *g)
{
    skt_duration value;
    return skt_get_duration(g->s, SKT_SO_RCVTIMEO, &value);
}

static int call_set_linger(const first_given *g)
{
    return skt_set_linger(g->s, SKT_SO_LINGER, (skt_linger){.on = false});
}

static int call_get_linger(const first_given *g)
{
    skt_linger value;
    return skt_get_linger(g->s, SKT_SO_LINGER, &value);
}

static int call_set_keepalive(const first_given *g)
{
    int rc = skt_set_keepalive(g->s, SKT_SECONDS(30), SKT_SECONDS(5), 3);
    return rc == SKT_ENOPROTOOPT ? 0 : rc;
}

static int call_option_get_text(const first_given *g)
{
    char text[64];
    return skt_option_get_text(g->s, SKT_ANY(SKT_SO_SNDBUF), text, sizeof text);
}

static int call_option_probe(const first_given *g)
{
    return skt_option_probe(g->s, SKT_ANY(SKT_SO_SNDBUF));
}

const first_row first_rows[] = {
    {"bind", NEW_STREAM, call_bind},
    {"listen", BOUND_STREAM, call_listen},
    {"connect", NEW_STREAM, call_connect},
    {"connect_by", NEW_STREAM, call_connect_by},
    {"connect_result", STREAM, call_connect_result},
    {"accept", LISTENER, call_accept},
    {"dup", STREAM, call_dup},
    {"close", STREAM, call_close},
    {"shutdown", STREAM, call_shutdown},
    {"local_address", STREAM, call_local_address},
    {"peer_address", STREAM, call_peer_address},
    {"family", STREAM, call_family},
    {"type", STREAM, call_type},
    {"protocol", STREAM, call_protocol},
    {"is_listener", LISTENER, call_is_listener},
    {"pending_error", STREAM, call_pending_error},
    {"reuse_address", STREAM, call_reuse_address},
    {"set_nonblocking", STREAM, call_set_nonblocking},
    {"set_inheritable", STREAM, call_set_inheritable},
    {"get_inheritable", STREAM, call_get_inheritable},
    {"export", DATAGRAM, call_export},
    {"import", STREAM, call_import},
    {"send", STREAM, call_send},
    {"send of a datagram", DATAGRAM, call_send},
    {"recv", STREAM, call_recv},
    {"sendto", NEW_DATAGRAM, call_sendto},
    {"recvfrom", DATAGRAM, call_recvfrom},
    {"sendv", STREAM, call_sendv},
    {"recvv", DATAGRAM, call_recvv},
    {"sendmsg", DATAGRAM, call_sendmsg},
    {"recvmsg", STREAM, call_recvmsg},
    {"recvmsg with control data", DATAGRAM, call_recvmsg_with_control},
    {"send_batch", DATAGRAM, call_send_batch},
    {"recv_batch", DATAGRAM, call_recv_batch},
    {"info_enable", DATAGRAM, call_info_enable},
    {"udp_attach", DATAGRAM, call_udp_attach},
    {"peek_sender", DATAGRAM, call_peek_sender},
    {"send_all", STREAM, call_send_all},
    {"recv_all", STREAM, call_recv_all},
    {"sendfile", STREAM, call_sendfile},
    {"poll", DATAGRAM, call_poll},
    {"waker_wake", STREAM, call_waker_wake},
    {"set_bool", STREAM, call_set_bool},
    {"get_bool", STREAM, call_get_bool},
    {"set_int", STREAM, call_set_int},
    {"get_int", STREAM, call_get_int},
    {"set_duration", STREAM, call_set_duration},
    {"get_duration", STREAM, call_get_duration},
    {"set_linger", STREAM, call_set_linger},
    {"get_linger", STREAM, call_get_linger},
    {"set_keepalive", STREAM, call_set_keepalive},
    {"option_get_text", STREAM, call_option_get_text},
    {"option_probe", STREAM, call_option_probe},
};
const size_t first_row_count = COUNT_OF(first_rows);

/* The socket that the child inherits. Its other end, if it has one, stays in this process. */
static skt_socket make(first_sort sort, skt_socket listening, const skt_addr *there, connection *out)
{
    skt_addr here;
    switch (sort) {
    case NEW_STREAM: assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &out->client)); break;
    case NEW_DATAGRAM: assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &out->client)); break;
    case BOUND_STREAM: out->client = bound("127.0.0.1:0", SKT_SOCK_STREAM, &here); break;
    case LISTENER:
        assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &out->server));
        assert_ok(skt_connect(out->server, there));
        out->client = listening;
        break;
    case STREAM: *out = tcp_connection("127.0.0.1:0"); break;
    case DATAGRAM: *out = udp_connection("127.0.0.1:0"); break;
    }
    return out->client;
}

/* Starts the child of one row, with the numbers of the handles and the address as text. */
static int code_of_child(const char *argv0, size_t row, skt_socket s, skt_socket channel, const skt_addr *there)
{
    char index[8], handle[24], channel_handle[24], where[SKT_ADDR_TEXT_MAX];
    skt_addr_format(there, where, sizeof where);
    snprintf(index, sizeof index, "%zu", row);
    snprintf(handle, sizeof handle, "%lld", (long long)s);
    snprintf(channel_handle, sizeof channel_handle, "%lld", (long long)channel);
    const char *const arguments[] = {"first-call", index, handle, channel_handle, where, NULL};
    test_child child = child_start(argv0, arguments);
    return child_wait(&child);
}

void first_calls_in_children(const char *argv0)
{
    for (size_t i = 0; i < COUNT_OF(first_rows); i++) {
        first_sort sort = first_rows[i].sort;
        skt_addr stream_at, datagram_at;
        connection c = {SKT_INVALID_SOCKET, SKT_INVALID_SOCKET}, channel = tcp_connection("127.0.0.1:0");
        skt_socket listening = listener("127.0.0.1:0", &stream_at);
        skt_socket receiver = bound("127.0.0.1:0", SKT_SOCK_DGRAM, &datagram_at);
        skt_socket s = make(sort, listening, &stream_at, &c);
        assert_ok(skt_set_inheritable(s, true));
        assert_ok(skt_set_inheritable(channel.client, true));
        if (sort == STREAM || sort == DATAGRAM) assert_int_equal(skt_send(c.server, "x", 1, 0), 1);
        if (sort == STREAM) assert_ok(skt_shutdown(c.server, SKT_SHUT_WR));
        if (code_of_child(argv0, i, s, channel.client, sort == NEW_DATAGRAM ? &datagram_at : &stream_at) != 0)
            fail_msg("skt_%s cannot be the first call", first_rows[i].name);
        close_both(&channel);
        if (s != listening) skt_close(s);
        if (c.server != SKT_INVALID_SOCKET) skt_close(c.server);
        skt_close(listening);
        skt_close(receiver);
    }
}

bool is_first_call(int argc, char **argv)
{
    return argc == 6 && strcmp(argv[1], "first-call") == 0;
}

int first_call(char **argv)
{
    size_t i = strtoul(argv[2], NULL, 10);
    first_given g = {.s = (skt_socket)strtoll(argv[3], NULL, 10), .channel = (skt_socket)strtoll(argv[4], NULL, 10)};
    if (i >= first_row_count || skt_addr_parse(argv[5], &g.there) < 0) return 2;
    int rc = first_rows[i].call(&g);
    if (rc >= 0) return 0;
    const char *name = skt_error_name(rc);
    printf("skt_%s: %d %s\n", first_rows[i].name, rc, name ? name : "?");
    /* Wine's failures with an inherited socket are not about the first call: it fails later as well. */
    return under_wine() && first_rows[i].call(&g) == rc ? 0 : 1;
}
