/* SPDX-License-Identifier: MIT */
/* Linux: the options of the socket itself whose effect is the kernel's own. socket(7), unix(7). */
#include "received.h"
#include "tcp_state.h"

#include <sched.h>
#include <sys/socket.h>
#include <unistd.h>

/* Of newer kernels than many headers. */
#ifndef SO_RCVMARK
#define SO_RCVMARK 75
#endif
#ifndef SO_RCVPRIORITY
#define SO_RCVPRIORITY 82
#endif

/*
 * How much of a wait the system's clock may miss: it ticks, and is behind after a machine was not given its time.
 */
static const skt_duration slack = SKT_MILLISECONDS(30);

static int bind_again(const skt_addr *addr, int type, const skt_bool_option *key, skt_socket *out)
{
    assert_ok(skt_open(skt_addr_family(addr), type, 0, out));
    if (key) assert_ok(skt_set_bool(*out, *key, true));
    return skt_bind(*out, addr);
}

static void test_linux_socket_options__the_credentials_of_a_peer_are_those_of_the_manual_page(void **state)
{
    (void)state;
    connection c = unix_pair(SKT_SOCK_STREAM);
    struct ucred peer = {.pid = 0};
    size_t len = sizeof peer;
    assert_rc(skt_get_bytes(c.client, SKT_SO_PEERCRED, &peer, &len), 0);
    assert_int_equal(len, sizeof peer);
    assert_int_equal(peer.pid, getpid());
    assert_int_equal(peer.uid, geteuid());
    assert_int_equal(peer.gid, getegid());
    assert_rc(skt_set_bytes(c.client, SKT_SO_PEERCRED, &peer, sizeof peer), SKT_ENOPROTOOPT);
    assert_rc(skt_set_bool(c.client, SKT_SO_PEERCRED_HANDSHAKE, false), SKT_EUNSUPPORTED);
    close_both(&c);
}

static void test_linux_socket_options__an_address_in_use_is_shared_only_if_both_allow_it(void **state)
{
    (void)state;
    const skt_bool_option keys[] = {SKT_SO_REUSEADDR, SKT_SO_REUSEPORT};
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        skt_addr here = address("127.0.0.1:0");
        skt_socket first, second;
        assert_rc(bind_again(&here, SKT_SOCK_DGRAM, &keys[i], &first), 0);
        assert_ok(skt_local_address(first, &here));
        assert_rc(bind_again(&here, SKT_SOCK_DGRAM, NULL, &second), SKT_EADDRINUSE);
        skt_close(second);
        assert_rc(bind_again(&here, SKT_SOCK_DGRAM, &keys[i], &second), 0);
        skt_close(second);
        assert_ok(skt_set_bool(first, keys[i], false));
        assert_rc(bind_again(&here, SKT_SOCK_DGRAM, &keys[i], &second), SKT_EADDRINUSE);
        skt_close(second);
        skt_close(first);
    }
}

static void test_linux_socket_options__the_address_of_an_old_connection_is_free_for_reuse(void **state)
{
    (void)state;
    skt_addr here = address("127.0.0.1:0");
    const skt_bool_option reuse = SKT_SO_REUSEADDR;
    skt_socket listening, client, server, again;
    char byte;
    assert_rc(bind_again(&here, SKT_SOCK_STREAM, &reuse, &listening), 0);
    assert_ok(skt_listen(listening, 1));
    assert_ok(skt_local_address(listening, &here));
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &client));
    assert_ok(skt_connect(client, &here));
    assert_ok(skt_accept(listening, 0, &server, NULL));
    /* Whoever closes first is left with the old connection. */
    skt_close(server);
    assert_rc(skt_recv(client, &byte, 1, 0), 0);
    skt_close(client);
    skt_close(listening);
    assert_rc(bind_again(&here, SKT_SOCK_STREAM, NULL, &again), SKT_EADDRINUSE);
    skt_close(again);
    assert_rc(bind_again(&here, SKT_SOCK_STREAM, &reuse, &again), 0);
    skt_close(again);
}

static void test_linux_socket_options__two_listeners_on_one_port_share_the_load(void **state)
{
    (void)state;
    skt_addr here = address("127.0.0.1:0");
    const skt_bool_option key = SKT_SO_REUSEPORT;
    skt_socket listening[2], clients[64];
    int accepted[2] = {0, 0};
    for (int i = 0; i < 2; i++) {
        assert_rc(bind_again(&here, SKT_SOCK_STREAM, &key, &listening[i]), 0);
        assert_ok(skt_listen(listening[i], 128));
        assert_ok(skt_set_nonblocking(listening[i], true));
        assert_ok(skt_local_address(listening[i], &here));
    }
    for (size_t i = 0; i < COUNT_OF(clients); i++) {
        assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &clients[i]));
        assert_ok(skt_connect(clients[i], &here));
    }
    for (int i = 0; i < 2; i++) {
        skt_socket server;
        while (skt_accept(listening[i], 0, &server, NULL) == 0) {
            accepted[i]++;
            skt_close(server);
        }
        skt_close(listening[i]);
    }
    for (size_t i = 0; i < COUNT_OF(clients); i++) skt_close(clients[i]);
    assert_int_equal(accepted[0] + accepted[1], COUNT_OF(clients));
    assert_int_not_equal(accepted[0], 0);
    assert_int_not_equal(accepted[1], 0);
}

static void test_linux_socket_options__a_broadcast_on_loopback_arrives_once_it_is_allowed(void **state)
{
    (void)state;
    skt_addr any, everyone = address("127.255.255.255");
    skt_socket receiver = bound("0.0.0.0:0", SKT_SOCK_DGRAM, &any), sender;
    received got;
    skt_addr_set_port(&everyone, (uint16_t)skt_addr_port(&any));
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &sender));
    assert_rc(skt_sendto(sender, "all", 3, 0, &everyone), SKT_EACCES);
    assert_ok(skt_set_bool(sender, SKT_SO_BROADCAST, true));
    assert_int_equal(skt_sendto(sender, "all", 3, 0, &everyone), 3);
    receive(receiver, &got);
    assert_memory_equal(got.data, "all", 3);
    skt_close(receiver);
    skt_close(sender);
}

static int datagrams_kept(int64_t room)
{
    static const char block[1000];
    connection c = udp_connection("127.0.0.1:0");
    int count = 0;
    assert_ok(skt_set_int(c.server, SKT_SO_RCVBUF, room));
    for (int i = 0; i < 50; i++) assert_int_equal(skt_send(c.client, block, sizeof block, 0), sizeof block);
    for (received got; has_come(c.server); count++) receive(c.server, &got);
    close_both(&c);
    return count;
}

static void test_linux_socket_options__a_receive_buffer_keeps_what_fits(void **state)
{
    (void)state;
    int few = datagrams_kept(4000);
    assert_true(few >= 1 && few < 10);
    assert_int_equal(datagrams_kept(150000), 50);
}

static int datagrams_taken(int64_t room)
{
    static const char block[1000];
    connection c = unix_pair(SKT_SOCK_DGRAM);
    int count = 0;
    assert_ok(skt_set_int(c.client, SKT_SO_SNDBUF, room));
    assert_ok(skt_set_nonblocking(c.client, true));
    while (count < 1000 && skt_send(c.client, block, sizeof block, 0) > 0) count++;
    close_both(&c);
    return count;
}

static void test_linux_socket_options__a_send_buffer_takes_what_fits(void **state)
{
    (void)state;
    int few = datagrams_taken(4000);
    assert_true(few >= 1);
    assert_true(datagrams_taken(8000) > few);
}

static void test_linux_socket_options__accepting_gives_up_when_its_time_is_over(void **state)
{
    (void)state;
    skt_addr here;
    skt_socket client, listening = listener("127.0.0.1:0", &here);
    assert_ok(skt_set_duration(listening, SKT_SO_RCVTIMEO, SKT_MILLISECONDS(100)));
    skt_deadline start = skt_now();
    assert_rc(skt_accept(listening, 0, &client, NULL), SKT_EAGAIN);
    assert_true(since(start) + slack >= SKT_MILLISECONDS(100));
    skt_close(listening);
}

static void test_linux_socket_options__connecting_gives_up_when_its_time_is_over(void **state)
{
    (void)state;
    skt_addr here;
    skt_socket client, listening = listener("127.0.0.1:0", &here);
    MAKE_DEAF(listening);
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &client));
    assert_ok(skt_set_duration(client, SKT_SO_SNDTIMEO, SKT_MILLISECONDS(100)));
    skt_deadline start = skt_now();
    assert_rc(skt_connect(client, &here), SKT_EINPROGRESS);
    assert_true(since(start) + slack >= SKT_MILLISECONDS(100));
    skt_close(client);
    skt_close(listening);
}

static void test_linux_socket_options__closing_lingers_while_data_is_unacknowledged(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    MAKE_DEAF(c.server);
    assert_int_equal(skt_send(c.client, "x", 1, 0), 1);
    /* Half a second is rounded up to one. */
    assert_ok(skt_set_linger(c.client, SKT_SO_LINGER, (skt_linger){.on = true, .time = SKT_MILLISECONDS(500)}));
    skt_deadline start = skt_now();
    skt_close(c.client);
    assert_true(since(start) + slack >= SKT_SECONDS(1));
    skt_close(c.server);
}

static void test_linux_socket_options__the_senders_credentials_come_along(void **state)
{
    (void)state;
    connection c = unix_pair(SKT_SOCK_DGRAM);
    received got;
    struct ucred who = {0};
    assert_int_equal(skt_send(c.client, "1", 1, 0), 1);
    receive(c.server, &got);
    assert_int_equal(control_of(&got, SOL_SOCKET, SCM_CREDENTIALS, &who, sizeof who), -1);

    assert_ok(skt_set_bool(c.server, SKT_SO_PASSCRED, true));
    assert_int_equal(skt_send(c.client, "2", 1, 0), 1);
    receive(c.server, &got);
    assert_int_equal(control_of(&got, SOL_SOCKET, SCM_CREDENTIALS, &who, sizeof who), sizeof who);
    assert_int_equal(who.pid, getpid());
    assert_int_equal(who.uid, getuid());
    assert_int_equal(who.gid, getgid());
    close_both(&c);
}

/* The number that a packet brings to its receiver, by an option that has no key. */
static int64_t arrives(connection *c, int reporter)
{
    received got;
    uint32_t value = 0;
    assert_int_equal(skt_send(c->client, "x", 1, 0), 1);
    receive(c->server, &got);
    int type = reporter == SO_RCVMARK ? SO_MARK : SO_PRIORITY;
    assert_int_equal(control_of(&got, SOL_SOCKET, type, &value, sizeof value), sizeof value);
    return value;
}

static void test_linux_socket_options__the_mark_is_on_the_packet(void **state)
{
    (void)state;
    connection c = udp_connection("127.0.0.1:0");
    int on = 1;
    int rc = skt_set_raw(c.server, SKT_SOL_SOCKET, SO_RCVMARK, &on, sizeof on);
    if (rc < 0) SKIP("SO_RCVMARK: %s", skt_error_name(rc));
    assert_int_equal(arrives(&c, SO_RCVMARK), 0);
    rc = skt_set_int(c.client, SKT_SO_MARK, 0x80000001);
    if (rc < 0) SKIP("SO_MARK: %s", skt_error_name(rc));
    assert_int_equal(arrives(&c, SO_RCVMARK), 0x80000001);
    close_both(&c);
}

static void test_linux_socket_options__the_priority_is_on_the_packet(void **state)
{
    (void)state;
    connection c = udp_connection("127.0.0.1:0");
    int on = 1;
    int rc = skt_set_raw(c.server, SKT_SOL_SOCKET, SO_RCVPRIORITY, &on, sizeof on);
    if (rc < 0) SKIP("SO_RCVPRIORITY: %s", skt_error_name(rc));
    assert_int_equal(arrives(&c, SO_RCVPRIORITY), 0);
    assert_ok(skt_set_int(c.client, SKT_SO_PRIORITY, 5));
    assert_int_equal(arrives(&c, SO_RCVPRIORITY), 5);
    close_both(&c);
}

static void test_linux_socket_options__the_processor_is_the_one_that_received(void **state)
{
    (void)state;
    cpu_set_t allowed;
    int tried = 0;
    assert_int_equal(sched_getaffinity(0, sizeof allowed, &allowed), 0);
    for (size_t cpu = 0; cpu < CPU_SETSIZE && tried < 4; cpu++) {
        if (!CPU_ISSET(cpu, &allowed)) continue;
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(cpu, &one);
        if (sched_setaffinity(0, sizeof one, &one) < 0) continue;
        connection c = udp_connection("127.0.0.1:0");
        received got;
        int64_t told = -2;
        assert_int_equal(skt_send(c.client, "x", 1, 0), 1);
        receive(c.server, &got);
        assert_ok(skt_get_int(c.server, SKT_SO_INCOMING_CPU, &told));
        assert_int_equal(told, cpu);
        close_both(&c);
        tried++;
    }
    sched_setaffinity(0, sizeof allowed, &allowed);
    if (tried == 0) SKIP("the program may not choose its processor");
}

static void test_linux_socket_options__no_processor_yet_is_minus_one(void **state)
{
    (void)state;
    skt_socket s;
    int64_t told = 0;
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &s));
    assert_ok(skt_get_int(s, SKT_SO_INCOMING_CPU, &told));
    assert_int_equal(told, -1);
    skt_close(s);
}

static void test_linux_socket_options__the_cookie_is_the_sockets_own(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    skt_socket twin;
    uint64_t client = 0, server = 0, again = 0, dup = 0;
    assert_ok(skt_get_u64(c.client, SKT_SO_COOKIE, &client));
    assert_ok(skt_get_u64(c.server, SKT_SO_COOKIE, &server));
    assert_ok(skt_get_u64(c.client, SKT_SO_COOKIE, &again));
    assert_ok(skt_dup(c.client, &twin));
    assert_ok(skt_get_u64(twin, SKT_SO_COOKIE, &dup));
    assert_true(client != 0 && client != server);
    assert_true(client == again);
    assert_true(client == dup);
    skt_close(twin);

    tcp_state state_of_client;
    int rc = tcp_state_of(c.client, &state_of_client);
    if (rc < 0) SKIP("sock_diag: %s", skt_error_name(rc));
    assert_true(state_of_client.cookie == client);
    close_both(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_linux_socket_options__the_credentials_of_a_peer_are_those_of_the_manual_page),
        TEST(test_linux_socket_options__an_address_in_use_is_shared_only_if_both_allow_it),
        TEST(test_linux_socket_options__the_address_of_an_old_connection_is_free_for_reuse),
        TEST(test_linux_socket_options__two_listeners_on_one_port_share_the_load),
        TEST(test_linux_socket_options__a_broadcast_on_loopback_arrives_once_it_is_allowed),
        TEST(test_linux_socket_options__a_receive_buffer_keeps_what_fits),
        TEST(test_linux_socket_options__a_send_buffer_takes_what_fits),
        TEST(test_linux_socket_options__accepting_gives_up_when_its_time_is_over),
        TEST(test_linux_socket_options__connecting_gives_up_when_its_time_is_over),
        TEST(test_linux_socket_options__closing_lingers_while_data_is_unacknowledged),
        TEST(test_linux_socket_options__the_senders_credentials_come_along),
        TEST(test_linux_socket_options__the_mark_is_on_the_packet),
        TEST(test_linux_socket_options__the_priority_is_on_the_packet),
        TEST(test_linux_socket_options__the_processor_is_the_one_that_received),
        TEST(test_linux_socket_options__no_processor_yet_is_minus_one),
        TEST(test_linux_socket_options__the_cookie_is_the_sockets_own),
    };
    return RUN(tests);
}
