/* SPDX-License-Identifier: MIT */
/*
 * Failing calls, and calls that complete at once, leave no handle open. On Linux ./dev faults checks that by strace,
 * which Windows lacks.
 */
#include "support.h"

#include "kinds.h"

static void opens_what_is_not(void)
{
    skt_socket s;
    assert_true(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, SKT_IPPROTO_UDP, &s) < 0);
    assert_false(skt_family_supported(12345, SKT_SOCK_STREAM, 0));
    assert_true(skt_family_supported(SKT_AF_INET, SKT_SOCK_STREAM, 0));
}

static void makes_pairs(void)
{
    skt_socket both[2];
    assert_true(skt_pair(SKT_AF_INET, SKT_SOCK_STREAM, 0, both) < 0);
    assert_true(skt_pair(SKT_AF_UNIX, SKT_SOCK_STREAM, 77, both) < 0);
    if (skt_pair(SKT_AF_UNIX, SKT_SOCK_STREAM | SKT_SOCK_NONBLOCK, 0, both) < 0) return;
    skt_close(both[0]);
    skt_close(both[1]);
}

static void duplicates(void)
{
    connection c = udp_connection("127.0.0.1:0");
    skt_socket copy;
    assert_rc(skt_dup(SKT_INVALID_SOCKET, &copy), host.no_socket);
    assert_ok(skt_dup(c.client, &copy));
    skt_close(copy);
    close_both(&c);
}

static void connects_by_a_deadline(void)
{
    skt_addr here, nobody, elsewhere = address("[::1]:9");
    skt_socket listening = listener("127.0.0.1:0", &here), gone = listener("127.0.0.1:0", &nobody), s;
    skt_close(gone);
    const struct {
        const skt_addr *to;
        skt_deadline deadline;
    } rows[] = {{&here, SKT_NEVER}, {&here, {0}}, {&nobody, SKT_NEVER}, {&nobody, {0}}, {&elsewhere, SKT_NEVER}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &s));
        skt_connect_by(s, rows[i].to, rows[i].deadline);
        skt_close(s);
    }
    assert_rc(skt_connect_by(SKT_INVALID_SOCKET, &here, SKT_NEVER), host.no_socket);
    skt_close(listening);
}

static void accepts(void)
{
    skt_addr here;
    skt_socket listening = listener("127.0.0.1:0", &here), client, server;
    assert_ok(skt_set_nonblocking(listening, true));
    assert_rc(skt_accept(listening, 0, &server, NULL), SKT_EAGAIN);
    assert_rc(skt_accept(listening, 1, &server, NULL), SKT_EINVAL);
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &client));
    assert_ok(skt_connect(client, &here));
    wait_for(listening, SKT_POLLIN);
    assert_ok(skt_accept(listening, SKT_SOCK_NONBLOCK, &server, NULL));
    skt_close(server);
    skt_close(client);
    skt_close(listening);
}

static void hands_sockets_over(void)
{
    EACH_CHANNEL(k) {
        connection channel = kind_connection(k);
        skt_socket copy;
        assert_true(skt_export(SKT_INVALID_SOCKET, channel.client, own_pid()) < 0);
        assert_rc(skt_export(channel.client, SKT_INVALID_SOCKET, own_pid()), host.no_socket);
        assert_ok(skt_export(channel.client, channel.client, own_pid()));
        assert_rc(skt_import(channel.server, SKT_SOCK_NONBLOCK, &copy), SKT_EINVAL);
        assert_ok(skt_import(channel.server, 0, &copy));
        skt_close(copy);
        assert_int_equal(skt_send(channel.client, "s", 1, 0), 1);
        assert_ok(skt_shutdown(channel.client, SKT_SHUT_WR));
        assert_true(skt_import(channel.server, 0, &copy) < 0);
        close_both(&channel);
    }
}

static void waits_and_gives_up(void)
{
    connection c = tcp_connection("127.0.0.1:0");
    char byte;
    assert_rc(skt_recv_all(c.server, &byte, 1, 0, skt_deadline_in(SKT_MILLISECONDS(1)), NULL), SKT_ETIMEDOUT);
    assert_rc(skt_send_all(c.client, "x", 1, 0, skt_deadline_in(SKT_SECONDS(20)), NULL), 0);
    assert_rc(skt_recv_all(c.server, &byte, 1, 0, skt_deadline_in(SKT_SECONDS(20)), NULL), 0);
    assert_rc(skt_recv_all(SKT_INVALID_SOCKET, &byte, 1, 0, SKT_NEVER, NULL), host.no_socket);
    skt_pollfd entry = {.socket = c.client, .events = SKT_POLLIN};
    assert_int_equal(skt_poll(&entry, 1, skt_deadline_in(SKT_MILLISECONDS(1))), 0);
    close_both(&c);
    assert_true(skt_recv_all(c.server, &byte, 1, 0, SKT_NEVER, NULL) < 0);
}

static void sends_files(void)
{
    static const char text[] = "text";
    connection c = tcp_connection("127.0.0.1:0");
    skt_file file = temp_file(0, text, sizeof text);
    skt_socket s;
    skt_sendfile(c.client, file, 0, sizeof text);
    skt_sendfile(c.client, file, sizeof text, 1);
    skt_sendfile(c.client, file, UINT64_MAX, 1);
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &s));
    assert_true(skt_sendfile(s, file, 0, 1) < 0);
    assert_int_equal(skt_sendfile_with(c.client, "<", 1, file, 0, 1, ">", 1), 3);
    skt_close(s);
    file_close(file);
    close_both(&c);
}

static void receives_messages(void)
{
    connection c = udp_connection("127.0.0.1:0");
    char bytes[2], control[64];
    skt_buf buf = skt_buf_of(bytes, sizeof bytes);
    skt_msg msg = skt_msg_of(NULL, &buf, 1, control, sizeof control);
    assert_int_equal(skt_send(c.client, "abc", 3, 0), 3);
    assert_int_equal(skt_recvmsg(c.server, &msg, 0), 2);
    assert_ok(skt_set_nonblocking(c.server, true));
    assert_rc(skt_recvmsg(c.server, &msg, 0), SKT_EAGAIN);
    close_both(&c);
}

static void asks_for_names(void)
{
    skt_addr addr;
    skt_interface first;
    char name[SKT_INTERFACE_NAME_MAX];
    assert_true(skt_interfaces(&first, 1) > 0);
    assert_ok(skt_interface_index(first.name));
    assert_true(skt_interface_index("skt-no-such") < 0);
    assert_ok(skt_interface_name(first.index, name, sizeof name));
    assert_ok(skt_resolve("127.0.0.1", "80", 0, SKT_SOCK_STREAM, 0, &addr, 1));
    assert_true(skt_resolve("localhost", NULL, 0, 0, SKT_AI_NUMERICHOST, &addr, 1) < 0);
    assert_true(skt_addr_parse("[fe80::1%skt-no-such]:80", &addr) < 0);
}

static void reads_and_writes_options(void)
{
    skt_socket s;
    char text[128];
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &s));
    for (size_t i = 0; i < skt_option_count(); i++) {
        skt_option_probe(s, skt_option_at(i));
        skt_option_get_text(s, skt_option_at(i), text, sizeof text);
    }
    skt_set_keepalive(s, SKT_SECONDS(30), SKT_SECONDS(5), 3);
    skt_close(s);
}

typedef struct deed {
    void (*what)(void);
} deed;

static void leaves_nothing_open(void **state)
{
    const deed *d = *state;
    /* The system may keep something open from the first time on. */
    d->what();
    int before = open_handles();
    for (int times = 0; times < 5; times++) d->what();
    int after = open_handles();
    if (after > before) fail_msg("%d handles became %d", before, after);
}

#define SCENE(function)                                                                                       \
    {                                                                                                         \
        "test_windows_leaks__nothing_when_it_" #function, leaves_nothing_open, NULL, NULL, &(deed){function}, \
    }

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(opens_what_is_not),
        SCENE(makes_pairs),
        SCENE(duplicates),
        SCENE(connects_by_a_deadline),
        SCENE(accepts),
        SCENE(hands_sockets_over),
        SCENE(waits_and_gives_up),
        SCENE(sends_files),
        SCENE(receives_messages),
        SCENE(asks_for_names),
        SCENE(reads_and_writes_options),
    };
    return RUN(tests);
}
