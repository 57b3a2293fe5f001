/* SPDX-License-Identifier: MIT */
/* skt's types in the system's calls, and the system's types in skt's functions. */
#include "support.h"

#include "native_calls.h"

static void test_native__an_address_goes_into_the_systems_calls(void **state)
{
    (void)state;
    static const char *const texts[] = {"127.0.0.1:0", "[::1]:0"};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        skt_addr addr = address(texts[i]), here;
        skt_socket s;
        assert_ok(skt_open(skt_addr_family(&addr), SKT_SOCK_DGRAM, 0, &s));
        assert_int_equal(bind(s, skt_native_sockaddr(&addr), skt_native_len(&addr)), 0);
        assert_ok(skt_local_address(s, &here));
        assert_true(skt_addr_port(&here) > 0);
        assert_ok(skt_addr_set_port(&here, 0));
        assert_true(skt_addr_equal(&here, &addr));
        skt_close(s);
    }
}

static void test_native__the_systems_address_comes_back(void **state)
{
    (void)state;
    skt_addr addr = address("127.0.0.1:0"), here, taken;
    struct sockaddr_storage native;
    socklen_t len = sizeof native;
    skt_socket s;
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &s));
    assert_ok(skt_bind(s, &addr));
    assert_int_equal(getsockname(s, (struct sockaddr *)&native, &len), 0);
    assert_ok(skt_local_address(s, &here));
    assert_ok(skt_addr_from_native(&native, (size_t)len, &taken));
    assert_true(skt_addr_equal(&taken, &here));
    assert_int_equal(skt_native_len(&taken), len);
    assert_int_equal(skt_native_sockaddr(&taken)->sa_family, AF_INET);
    skt_close(s);
}

static void test_native__an_address_points_into_itself(void **state)
{
    (void)state;
    skt_addr addr = address("[::1]:80");
    size_t len = 0;
    assert_ptr_equal(skt_native_sockaddr(&addr), skt_addr_native(&addr, &len));
    assert_int_equal(skt_native_len(&addr), len);
    assert_int_equal(sizeof addr.storage, sizeof(struct sockaddr_storage));
}

static void test_native__buffers_are_the_systems_own(void **state)
{
    (void)state;
    char bytes[] = "abc", back[4] = "";
    skt_buf out[2] = {skt_buf_of(bytes, 1), skt_buf_of(bytes + 1, 3)};
    skt_buf in[2] = {skt_buf_of(back, 2), skt_buf_of(back + 2, 2)};
    connection c = tcp_connection("127.0.0.1:0");
    assert_int_equal(native_send(c.client, skt_native_bufs(out), 2), 4);
    wait_for(c.server, SKT_POLLIN);
    assert_int_equal(native_receive(c.server, skt_native_bufs(in), 2), 4);
    assert_string_equal(back, "abc");
    close_both(&c);
}

static void test_native__a_message_goes_into_the_systems_calls(void **state)
{
    (void)state;
    char bytes[] = "abc", back[4] = "", control[64];
    connection c = udp_connection("127.0.0.1:0");
    skt_addr to, from = {.len = SKT_STORAGE_SIZE};
    assert_ok(skt_local_address(c.server, &to));
    skt_buf buf = skt_buf_of(bytes, 4), room = skt_buf_of(back, sizeof back);
    skt_msg out = skt_msg_of(&to, &buf, 1, NULL, 0), in = skt_msg_of(&from, &room, 1, control, sizeof control);
    assert_int_equal(native_send_message(c.client, skt_native_msg_of(&out)), 4);

    skt_native_msg *native = skt_native_msg_of(&in);
    assert_int_equal(native_fields_of(native).addr_len, SKT_STORAGE_SIZE);
    assert_int_equal(native_receive_message(c.server, native), 4);
    assert_string_equal(back, "abc");
    from.len = (uint32_t)native_fields_of(native).addr_len;
    assert_int_equal(in.control_len, 0);
    assert_int_equal(in.flags, 0);
    skt_addr sender;
    assert_ok(skt_local_address(c.client, &sender));
    assert_true(skt_addr_equal(&from, &sender));
    close_both(&c);
}

static void test_native__a_message_without_an_address_has_none(void **state)
{
    (void)state;
    char byte = 'x';
    skt_buf buf = skt_buf_of(&byte, 1);
    skt_msg msg = skt_msg_of(NULL, &buf, 1, NULL, 0);
    native_fields fields = native_fields_of(skt_native_msg_of(&msg));
    assert_null(fields.addr);
    assert_int_equal(fields.addr_len, 0);
    assert_ptr_equal(fields.bufs, &buf);
    assert_int_equal(fields.buf_count, 1);
    assert_null(fields.control);
}

static void test_native__a_socket_of_the_system_is_one_of_skt(void **state)
{
    (void)state;
    skt_addr here = address("127.0.0.1:0");
    char byte = 0;
    assert_true(skt_family_supported(SKT_AF_INET, SKT_SOCK_DGRAM, 0));
    skt_socket s = socket(AF_INET, SOCK_DGRAM, 0);
    assert_ok(skt_bind(s, &here));
    assert_ok(skt_local_address(s, &here));
    assert_int_equal(skt_sendto(s, "x", 1, 0, &here), 1);
    assert_int_equal(skt_recv(s, &byte, 1, 0), 1);
    assert_int_equal(byte, 'x');
    assert_int_equal(skt_type(s), SKT_SOCK_DGRAM);
    assert_ok(skt_close(s));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_native__an_address_goes_into_the_systems_calls),
        TEST(test_native__the_systems_address_comes_back),
        TEST(test_native__an_address_points_into_itself),
        TEST(test_native__buffers_are_the_systems_own),
        TEST(test_native__a_message_goes_into_the_systems_calls),
        TEST(test_native__a_message_without_an_address_has_none),
        TEST(test_native__a_socket_of_the_system_is_one_of_skt),
    };
    return RUN(tests);
}
