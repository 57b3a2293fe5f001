/* SPDX-License-Identifier: MIT */
/* Linux: programs by descriptor, keys of TCP, corks, deferred accepting and the sources of groups do what they say. */
#include "netns.h"
#include "sorts.h"

#include <linux/bpf.h>
#include <sys/syscall.h>
#include <unistd.h>

/* A program of two instructions that returns a number; or -1. */
static int program(unsigned type, int result)
{
    const struct bpf_insn code[] = {{.code = 0xb7, .imm = result}, {.code = 0x95}};
    union bpf_attr attributes;
    memset(&attributes, 0, sizeof attributes);
    attributes.prog_type = type;
    attributes.insn_cnt = 2;
    attributes.insns = (uint64_t)(uintptr_t)code;
    attributes.license = (uint64_t)(uintptr_t)"GPL";
    return (int)syscall(SYS_bpf, BPF_PROG_LOAD, &attributes, sizeof attributes);
}

static void test_linux_option_functions__a_program_decides_what_is_received(void **state)
{
    (void)state;
    /* The header of UDP counts too. */
    int keep = program(BPF_PROG_TYPE_SOCKET_FILTER, 8 + 3), drop = program(BPF_PROG_TYPE_SOCKET_FILTER, 0);
    if (keep < 0 || drop < 0) SKIP("programs cannot be loaded here");
    connection c = udp_connection("127.0.0.1:0");
    char bytes[8];
    assert_rc(skt_attach_program(c.server, keep), 0);
    assert_int_equal(skt_send(c.client, "hello", 5, 0), 5);
    assert_int_equal(skt_recv(c.server, bytes, sizeof bytes, 0), 3);
    assert_rc(skt_attach_program(c.server, drop), 0);
    assert_int_equal(skt_send(c.client, "gone", 4, 0), 4);
    assert_rc((int)skt_recv(c.server, bytes, sizeof bytes, SKT_MSG_DONTWAIT), SKT_EAGAIN);
    assert_rc(skt_detach_filter(c.server), 0);
    assert_rc(skt_attach_program(c.server, -1), SKT_EBADF);
    close(keep);
    close(drop);
    close_both(&c);
}

/* Two datagram sockets of one port. */
static void open_two(skt_socket out[2], skt_addr *port)
{
    assert_ok(skt_addr_parse("127.0.0.1:0", port));
    for (size_t i = 0; i < 2; i++) {
        out[i] = opened(UDP);
        assert_ok(skt_set_bool(out[i], SKT_SO_REUSEPORT, true));
        assert_ok(skt_bind(out[i], port));
        assert_ok(skt_local_address(out[i], port));
    }
}

/* Sends to the port; the socket that has it must be `wanted`. */
static void check_choice(const skt_socket s[2], const skt_addr *port, size_t wanted)
{
    char byte;
    skt_socket sender = opened(UDP);
    assert_int_equal(skt_sendto(sender, "x", 1, 0, port), 1);
    assert_int_equal(skt_recv(s[wanted], &byte, 1, SKT_MSG_DONTWAIT), 1);
    assert_rc((int)skt_recv(s[1 - wanted], &byte, 1, SKT_MSG_DONTWAIT), SKT_EAGAIN);
    skt_close(sender);
}

static void test_linux_option_functions__what_a_port_gives_to_whom_is_chosen_by_a_program(void **state)
{
    (void)state;
    const skt_filter second[] = {{.code = 0x06, .k = 1}};
    skt_socket s[2];
    skt_addr port;
    open_two(s, &port);
    assert_rc(skt_attach_reuseport_filter(s[0], second, 1), 0);
    check_choice(s, &port, 1);
    int first = program(BPF_PROG_TYPE_SOCKET_FILTER, 0);
    if (first >= 0) {
        assert_rc(skt_attach_reuseport_program(s[0], first), 0);
        check_choice(s, &port, 0);
        close(first);
    } else {
        printf("SKIP programs cannot be loaded here\n");
    }
    assert_rc(skt_detach_reuseport(s[0]), 0);
    assert_rc(skt_detach_reuseport(s[0]), SKT_ENOENT);
    assert_rc(skt_attach_reuseport_filter(s[0], second, 65536), SKT_ERANGE);
    skt_close(s[0]);
    skt_close(s[1]);
}

static void test_linux_option_functions__a_cork_holds_small_segments_back(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    char bytes[8];
    assert_rc(skt_cork(c.client, true), 0);
    assert_int_equal(skt_send(c.client, "ab", 2, 0), 2);
    assert_rc((int)skt_recv(c.server, bytes, sizeof bytes, SKT_MSG_DONTWAIT), SKT_EAGAIN);
    assert_rc(skt_cork(c.client, false), 0);
    assert_int_equal(skt_recv(c.server, bytes, sizeof bytes, 0), 2);
    close_both(&c);
}

static void test_linux_option_functions__a_deferred_connection_is_accepted_with_its_data(void **state)
{
    (void)state;
    skt_addr at;
    skt_socket listening = opened(TCP), client = opened(TCP), server;
    assert_ok(skt_addr_parse("127.0.0.1:0", &at));
    assert_ok(skt_bind(listening, &at));
    assert_ok(skt_listen(listening, 1));
    assert_rc(skt_defer_accept(listening, SKT_SECONDS(20)), 0);
    assert_ok(skt_local_address(listening, &at));
    assert_ok(skt_connect(client, &at));
    assert_ok(skt_set_nonblocking(listening, true));
    assert_rc(skt_accept(listening, 0, &server, NULL), SKT_EAGAIN);
    assert_int_equal(skt_send(client, "x", 1, 0), 1);
    wait_for(listening, SKT_POLLIN);
    assert_rc(skt_accept(listening, 0, &server, NULL), 0);
    assert_rc(skt_defer_accept(listening, 0), 0);
    assert_rc(skt_defer_accept(listening, -1), SKT_EINVAL);
    skt_close(server);
    skt_close(client);
    skt_close(listening);
}

static void test_linux_option_functions__keys_of_md5_must_agree(void **state)
{
    (void)state;
    NEEDS_NETNS();
    static const char *const keys[] = {"secret", "other"};
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        skt_addr at;
        skt_socket listening = opened(TCP), client = opened(TCP);
        assert_ok(skt_addr_parse("127.0.0.1:0", &at));
        int rc = skt_tcp_md5(listening, &at, "secret", 6);
        if (rc == SKT_ENOPROTOOPT) SKIP("this kernel signs nothing");
        assert_rc(rc, 0);
        assert_rc(skt_tcp_md5(client, &at, keys[i], strlen(keys[i])), 0);
        assert_ok(skt_bind(listening, &at));
        assert_ok(skt_listen(listening, 1));
        assert_ok(skt_local_address(listening, &at));
        assert_rc(skt_connect_by(client, &at, skt_deadline_in(i == 0 ? SKT_SECONDS(20) : SKT_MILLISECONDS(300))),
                  i == 0 ? 0 : SKT_ETIMEDOUT);
        assert_rc(skt_tcp_md5(listening, &at, NULL, 0), 0);
        assert_rc(skt_tcp_md5(listening, &at, NULL, 0), SKT_ENOENT);
        assert_rc(skt_tcp_md5(listening, &at, "", 81), SKT_ERANGE);
        skt_close(client);
        skt_close(listening);
    }
}

static void test_linux_option_functions__keys_of_ao_are_added_used_and_removed(void **state)
{
    (void)state;
    NEEDS_NETNS();
    skt_addr at;
    skt_socket listening = opened(TCP), client = opened(TCP), server;
    assert_ok(skt_addr_parse("127.0.0.1:0", &at));
    skt_tcp_ao_key key = {
        .peer = at, .algorithm = "hmac(sha1)", .key = "secret", .key_len = 6, .send_id = 7, .receive_id = 7};
    skt_tcp_ao_state told;
    int rc = skt_tcp_ao_add(listening, &key);
    if (rc == SKT_ENOPROTOOPT) SKIP("this kernel has no TCP-AO");
    assert_rc(rc, 0);
    assert_rc(skt_tcp_ao_add(listening, &key), SKT_EEXIST);
    assert_rc(skt_tcp_ao_add(client, &key), 0);
    assert_ok(skt_bind(listening, &at));
    assert_ok(skt_listen(listening, 1));
    assert_ok(skt_local_address(listening, &at));
    assert_rc(skt_connect_by(client, &at, skt_deadline_in(SKT_SECONDS(20))), 0);
    assert_rc(skt_accept(listening, 0, &server, NULL), 0);
    assert_rc(skt_tcp_ao_info(client, &told), 0);
    assert_int_equal(told.current, 7);
    assert_true(told.good > 0 && told.bad == 0);
    assert_rc(skt_tcp_ao_delete(listening, &key), 0);
    assert_rc(skt_tcp_ao_delete(listening, &key), SKT_ENOENT);
    skt_close(server);
    skt_close(client);
    skt_close(listening);
}

static void test_linux_option_functions__keys_of_ao_must_agree(void **state)
{
    (void)state;
    NEEDS_NETNS();
    skt_addr at;
    skt_socket listening = opened(TCP), client = opened(TCP);
    assert_ok(skt_addr_parse("127.0.0.1:0", &at));
    skt_tcp_ao_key key = {.peer = at, .algorithm = "cmac(aes128)", .key = "secret", .key_len = 6};
    skt_tcp_ao_state told;
    int rc = skt_tcp_ao_add(listening, &key);
    if (rc == SKT_ENOPROTOOPT) SKIP("this kernel has no TCP-AO");
    assert_rc(rc, 0);
    key.key = "other";
    key.key_len = 5;
    assert_rc(skt_tcp_ao_add(client, &key), 0);
    assert_ok(skt_bind(listening, &at));
    assert_ok(skt_listen(listening, 1));
    assert_ok(skt_local_address(listening, &at));
    assert_rc(skt_connect_by(client, &at, skt_deadline_in(SKT_MILLISECONDS(300))), SKT_ETIMEDOUT);
    assert_rc(skt_tcp_ao_info(listening, &told), 0);
    assert_true(told.bad > 0 && told.good == 0);
    skt_close(client);
    skt_close(listening);
}

static void test_linux_option_functions__a_key_that_does_not_fit_is_refused_before_any_call(void **state)
{
    (void)state;
    skt_addr peer, other;
    char name[65];
    memset(name, 'x', sizeof name - 1);
    name[64] = '\0';
    assert_ok(skt_addr_parse("127.0.0.1:0", &peer));
    assert_ok(skt_addr_unix("/x", &other));
    skt_socket none = SKT_INVALID_SOCKET;
    assert_rc(skt_tcp_ao_add(none, &(skt_tcp_ao_key){.peer = peer, .algorithm = "a", .key = "", .key_len = 81}),
              SKT_ERANGE);
    assert_rc(skt_tcp_ao_add(none, &(skt_tcp_ao_key){.peer = peer, .algorithm = name, .key = ""}), SKT_ERANGE);
    assert_rc(skt_tcp_ao_add(none, &(skt_tcp_ao_key){.peer = other, .algorithm = "a", .key = ""}), SKT_EAFNOSUPPORT);
    assert_rc(skt_tcp_ao_delete(none, &(skt_tcp_ao_key){.peer = other}), SKT_EAFNOSUPPORT);
    assert_rc(skt_tcp_md5(none, &other, "k", 1), SKT_EAFNOSUPPORT);
}

static void check_sources(sort which, const char *group, const char *const texts[3])
{
    skt_socket s = opened(which);
    skt_membership m = {.interface_index = 1};
    skt_addr sources[3], got[3];
    int mode = -1;
    assert_ok(skt_addr_parse(group, &m.group));
    for (size_t i = 0; i < 3; i++) assert_ok(skt_addr_parse(texts[i], &sources[i]));
    assert_ok(skt_multicast_join(s, &m));
    assert_rc(skt_multicast_sources(s, &m, &mode, got, 3), 0);
    assert_int_equal(mode, SKT_MCAST_EXCLUDE);
    assert_rc(skt_multicast_set_sources(s, &m, SKT_MCAST_INCLUDE, sources, 2), 0);
    assert_rc(skt_multicast_sources(s, &m, &mode, got, 3), 2);
    assert_int_equal(mode, SKT_MCAST_INCLUDE);
    for (size_t i = 0; i < 2; i++) assert_true(skt_addr_same_host(&got[i], &sources[i]));
    assert_rc(skt_multicast_sources(s, &m, &mode, got, 1), 2);
    assert_rc(skt_multicast_set_sources(s, &m, SKT_MCAST_EXCLUDE, &sources[2], 1), 0);
    assert_rc(skt_multicast_sources(s, &m, &mode, got, 3), 1);
    assert_true(skt_addr_same_host(&got[0], &sources[2]));
    assert_rc(skt_multicast_set_sources(s, &m, SKT_MCAST_EXCLUDE, sources, 65), SKT_ERANGE);
    skt_close(s);
}

static void test_linux_option_functions__all_sources_of_a_group_are_set_and_read_at_once(void **state)
{
    (void)state;
    NEEDS_NETNS();
    check_sources(UDP, "239.1.2.3:0", (const char *const[]){"127.0.0.2:0", "127.0.0.3:0", "127.0.0.4:0"});
    check_sources(UDP6, "[ff02::99]:0", (const char *const[]){"[fd09::1]:0", "[fd09::2]:0", "[fd09::3]:0"});
    skt_socket s = opened(UDP);
    skt_membership m = {.interface_index = 1};
    skt_addr sources[1];
    int mode;
    assert_ok(skt_addr_parse("239.1.2.3:0", &m.group));
    assert_ok(skt_addr_parse("[fd09::1]:0", &sources[0]));
    assert_rc(skt_multicast_sources(s, &m, &mode, sources, 0), SKT_EADDRNOTAVAIL);
    assert_rc(skt_multicast_set_sources(s, &m, SKT_MCAST_INCLUDE, sources, 1), SKT_EAFNOSUPPORT);
    m.interface_address = sources[0];
    assert_rc(skt_multicast_sources(s, &m, &mode, sources, 0), SKT_EINVAL);
    skt_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_linux_option_functions__a_program_decides_what_is_received),
        TEST(test_linux_option_functions__what_a_port_gives_to_whom_is_chosen_by_a_program),
        TEST(test_linux_option_functions__a_cork_holds_small_segments_back),
        TEST(test_linux_option_functions__a_deferred_connection_is_accepted_with_its_data),
        TEST(test_linux_option_functions__keys_of_md5_must_agree),
        TEST(test_linux_option_functions__keys_of_ao_are_added_used_and_removed),
        TEST(test_linux_option_functions__keys_of_ao_must_agree),
        TEST(test_linux_option_functions__a_key_that_does_not_fit_is_refused_before_any_call),
        TEST(test_linux_option_functions__all_sources_of_a_group_are_set_and_read_at_once),
    };
    return cmocka_run_group_tests(tests, netns_setup, netns_teardown);
}
