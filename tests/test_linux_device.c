/* SPDX-License-Identifier: MIT */
/* Linux: sockets that are bound to an interface, of which there are several. socket(7). */
#include "netns.h"
#include "received.h"

static skt_socket datagram(const char *text)
{
    skt_addr here = address(text);
    skt_socket s;
    assert_ok(skt_open(skt_addr_family(&here), SKT_SOCK_DGRAM, 0, &s));
    assert_ok(skt_bind(s, &here));
    return s;
}

static void expect_device(skt_socket s, const char *name, int index)
{
    char text[SKT_INTERFACE_NAME_MAX] = "?";
    int64_t number = -1;
    assert_int_equal(skt_device(s, text, sizeof text), strlen(name));
    assert_string_equal(text, name);
    assert_int_equal(skt_device_index(s), index);
    assert_int_equal(skt_get_name(s, SKT_SO_BINDTODEVICE, text, sizeof text), strlen(name));
    assert_string_equal(text, name);
    assert_ok(skt_get_int(s, SKT_SO_BINDTOIFINDEX, &number));
    assert_int_equal(number, index);
}

static void test_linux_device__it_is_read_however_it_was_set(void **state)
{
    (void)state;
    NEEDS_CABLE();
    for (int v6 = 0; v6 < 2; v6++) {
        skt_socket s = datagram(v6 ? "[::]:0" : "0.0.0.0:0");
        expect_device(s, "", 0);
        assert_rc(skt_bind_device(s, "near"), 0);
        expect_device(s, "near", NEAR_INDEX);
        assert_rc(skt_bind_device(s, NULL), 0);
        expect_device(s, "", 0);
        assert_rc(skt_bind_device_index(s, NEAR_INDEX), 0);
        expect_device(s, "near", NEAR_INDEX);
        assert_rc(skt_bind_device(s, "lo"), 0);
        expect_device(s, "lo", skt_interface_index("lo"));
        assert_rc(skt_bind_device_index(s, 0), 0);
        expect_device(s, "", 0);
        assert_rc(skt_set_name(s, SKT_SO_BINDTODEVICE, "near"), 0);
        expect_device(s, "near", NEAR_INDEX);
        assert_rc(skt_set_name(s, SKT_SO_BINDTODEVICE, ""), 0);
        assert_rc(skt_set_int(s, SKT_SO_BINDTOIFINDEX, NEAR_INDEX), 0);
        expect_device(s, "near", NEAR_INDEX);
        skt_close(s);
    }
}

/* Linux keeps any index, and fails when there is something to send or to be named. */
static void test_linux_device__an_index_without_an_interface_fails_when_it_is_used(void **state)
{
    (void)state;
    NEEDS_NETNS();
    char text[SKT_INTERFACE_NAME_MAX];
    skt_addr to = address("127.0.0.1:9");
    skt_socket s = datagram("0.0.0.0:0");
    assert_rc(skt_bind_device_index(s, 4711), 0);
    assert_int_equal(skt_device_index(s), 4711);
    assert_rc(skt_device(s, text, sizeof text), SKT_ENODEV);
    assert_true(skt_sendto(s, "x", 1, 0, &to) < 0);
    skt_close(s);
}

static void test_linux_device__its_name_is_cut_to_the_room_and_tells_its_length(void **state)
{
    (void)state;
    NEEDS_CABLE();
    skt_socket s = datagram("0.0.0.0:0");
    assert_ok(skt_bind_device(s, "near"));
    assert_int_equal(skt_device(s, NULL, 0), 4);
    for (size_t size = 1; size <= 5; size++) {
        char text[] = "xxxxxxx";
        assert_int_equal(skt_device(s, text, size), 4);
        assert_int_equal(strlen(text), size - 1);
        assert_memory_equal(text, "near", size - 1);
        assert_int_equal(text[size], 'x');
    }
    skt_close(s);
}

static void test_linux_device__what_is_no_interface_is_refused(void **state)
{
    (void)state;
    skt_socket s = datagram("0.0.0.0:0");
    assert_rc(skt_bind_device(s, "nosuch0"), SKT_ENODEV);
    assert_rc(skt_bind_device(SKT_INVALID_SOCKET, "sixteen__letters"), SKT_ENAMETOOLONG);
    assert_rc(skt_bind_device_index(SKT_INVALID_SOCKET, (uint32_t)INT32_MAX + 1), SKT_ERANGE);
    assert_rc(skt_bind_device_index(SKT_INVALID_SOCKET, UINT32_MAX), SKT_ERANGE);
    skt_close(s);
}

typedef int (*binder)(skt_socket);

static int by_name(skt_socket s)
{
    return skt_bind_device(s, "near");
}

static int by_index(skt_socket s)
{
    return skt_bind_device_index(s, NEAR_INDEX);
}

static const binder binders[] = {by_name, by_index};

static void test_linux_device__packets_of_other_interfaces_are_not_received(void **state)
{
    (void)state;
    NEEDS_CABLE();
    static const struct {
        const char *any, *lo, *near, *far;
    } rows[] = {{"0.0.0.0:0", "127.0.0.1", "10.9.0.1", "10.9.0.2:0"}, {"[::]:0", "::1", "fd09::1", "[fd09::2]:0"}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        for (size_t j = 0; j < COUNT_OF(binders); j++) {
            skt_socket receiver = datagram(rows[i].any), local = datagram(rows[i].any);
            skt_addr lo = address(rows[i].lo), to = address(rows[i].near), there = address(rows[i].far), port;
            skt_socket far = netns_open_far(skt_addr_family(&to), SKT_SOCK_DGRAM, 0);
            received got;
            assert_ok(skt_bind(far, &there));
            assert_ok(skt_local_address(receiver, &port));
            skt_addr_set_port(&to, (uint16_t)skt_addr_port(&port));
            skt_addr_set_port(&lo, (uint16_t)skt_addr_port(&port));
            assert_ok(binders[j](receiver));
            assert_int_equal(skt_sendto(local, "local", 5, 0, &lo), 5);
            assert_int_equal(skt_sendto(far, "far..", 5, 0, &to), 5);
            receive(receiver, &got);
            assert_memory_equal(got.data, "far..", 5);

            assert_ok(skt_bind_device(receiver, NULL));
            assert_int_equal(skt_sendto(local, "local", 5, 0, &lo), 5);
            receive(receiver, &got);
            assert_memory_equal(got.data, "local", 5);
            skt_close(receiver);
            skt_close(local);
            skt_close(far);
        }
    }
}

static void test_linux_device__a_listener_is_not_reached_over_another_interface(void **state)
{
    (void)state;
    NEEDS_CABLE();
    skt_addr here;
    skt_socket listening = listener("10.9.0.1:0", &here);
    skt_socket first = netns_open_far(SKT_AF_INET, SKT_SOCK_STREAM, 0);
    skt_socket second = netns_open_far(SKT_AF_INET, SKT_SOCK_STREAM, 0);
    assert_ok(skt_bind_device(listening, "lo"));
    assert_rc(skt_connect(first, &here), SKT_ECONNREFUSED);
    assert_ok(skt_bind_device(listening, "near"));
    assert_rc(skt_connect(second, &here), 0);
    skt_close(listening);
    skt_close(first);
    skt_close(second);
}

static void test_linux_device__packets_leave_by_that_interface_only(void **state)
{
    (void)state;
    NEEDS_CABLE();
    skt_addr to = address("10.9.0.2:0");
    skt_socket far = netns_open_far(SKT_AF_INET, SKT_SOCK_DGRAM, 0), sender;
    received got;
    assert_ok(skt_bind(far, &to));
    assert_ok(skt_local_address(far, &to));
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &sender));
    assert_ok(skt_bind_device(sender, "lo"));
    skt_sendto(sender, "lost.", 5, 0, &to);
    assert_ok(skt_bind_device(sender, "near"));
    assert_int_equal(skt_sendto(sender, "sent.", 5, 0, &to), 5);
    receive(far, &got);
    assert_memory_equal(got.data, "sent.", 5);
    skt_close(far);
    skt_close(sender);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_linux_device__it_is_read_however_it_was_set),
        TEST(test_linux_device__an_index_without_an_interface_fails_when_it_is_used),
        TEST(test_linux_device__its_name_is_cut_to_the_room_and_tells_its_length),
        TEST(test_linux_device__what_is_no_interface_is_refused),
        TEST(test_linux_device__packets_of_other_interfaces_are_not_received),
        TEST(test_linux_device__a_listener_is_not_reached_over_another_interface),
        TEST(test_linux_device__packets_leave_by_that_interface_only),
    };
    return RUN_WITH(tests, netns_setup, netns_teardown);
}
