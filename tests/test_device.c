/* SPDX-License-Identifier: MIT */
/* Sockets that are bound to an interface, as far as the loopback interface shows it. */
#include "support.h"

static const char *const any[] = {"0.0.0.0:0", "[::]:0"};
static const char *const own[] = {"127.0.0.1:0", "[::1]:0"};

/* Wine expects the index of IPv6 in network order, unlike Windows. */
static bool is_wines_lack(int rc, int family)
{
    if (rc != SKT_EINVAL || family != SKT_AF_INET6 || !under_wine()) return false;
    printf("SKIP IPV6_UNICAST_IF: Wine: %s\n", skt_error_name(rc));
    return true;
}

static void needs_devices(void)
{
    skt_addr here;
    skt_socket s = bound("127.0.0.1:0", SKT_SOCK_DGRAM, &here);
    int rc = skt_device_index(s);
    skt_close(s);
    if (rc == SKT_EUNSUPPORTED) SKIP("this system binds no sockets to interfaces");
    assert_int_equal(rc, 0);
}

static void expect_device(skt_socket s, const char *name, int index)
{
    char text[SKT_INTERFACE_NAME_MAX] = "?";
    assert_int_equal(skt_device_index(s), index);
    assert_int_equal(skt_device(s, text, sizeof text), strlen(name));
    assert_string_equal(text, name);
}

static void test_device__it_is_read_however_it_was_set(void **state)
{
    (void)state;
    needs_devices();
    static const int types[] = {SKT_SOCK_STREAM, SKT_SOCK_DGRAM};
    char name[SKT_INTERFACE_NAME_MAX];
    const int lo = loopback_index();
    assert_ok(skt_interface_name((uint32_t)lo, name, sizeof name));
    for (size_t i = 0; i < COUNT_OF(any); i++)
        for (size_t t = 0; t < COUNT_OF(types); t++) {
            skt_addr here;
            skt_socket s = bound(any[i], types[t], &here);
            expect_device(s, "", 0);
            int rc = skt_bind_device_index(s, (uint32_t)lo);
            if (!is_wines_lack(rc, skt_addr_family(&here))) {
                assert_rc(rc, 0);
                expect_device(s, name, lo);
                assert_rc(skt_bind_device_index(s, 0), 0);
                expect_device(s, "", 0);
                assert_rc(skt_bind_device(s, name), 0);
                expect_device(s, name, lo);
                assert_rc(skt_bind_device(s, NULL), 0);
                expect_device(s, "", 0);
            }
            skt_close(s);
        }
}

static void test_device__packets_leave_by_that_interface(void **state)
{
    (void)state;
    needs_devices();
    for (size_t i = 0; i < COUNT_OF(any); i++) {
        skt_addr here, there;
        skt_socket near = bound(any[i], SKT_SOCK_DGRAM, &here), far = bound(own[i], SKT_SOCK_DGRAM, &there);
        int rc = skt_bind_device_index(near, (uint32_t)loopback_index());
        if (!is_wines_lack(rc, skt_addr_family(&here))) {
            char byte = 0;
            assert_rc(rc, 0);
            assert_int_equal(skt_sendto(near, "x", 1, 0, &there), 1);
            assert_int_equal(skt_recv(far, &byte, 1, 0), 1);
            assert_int_equal(byte, 'x');
        }
        skt_close(near);
        skt_close(far);
    }
}

static void test_device__its_name_is_cut_to_the_room_and_tells_its_length(void **state)
{
    (void)state;
    needs_devices();
    skt_addr here;
    skt_socket s = bound("0.0.0.0:0", SKT_SOCK_DGRAM, &here);
    char name[SKT_INTERFACE_NAME_MAX], text[SKT_INTERFACE_NAME_MAX];
    assert_rc(skt_bind_device_index(s, (uint32_t)loopback_index()), 0);
    int len = skt_device(s, name, sizeof name);
    assert_in_range(len, 1, sizeof name - 1);
    assert_int_equal(skt_device(s, NULL, 0), len);
    for (size_t size = 1; size <= (size_t)len + 1; size++) {
        memset(text, 'x', sizeof text);
        assert_int_equal(skt_device(s, text, size), len);
        assert_int_equal(strlen(text), size - 1);
        assert_memory_equal(text, name, size - 1);
    }
    skt_close(s);
}

static void test_device__what_is_no_interface_is_refused(void **state)
{
    (void)state;
    needs_devices();
    skt_addr here;
    skt_socket s = bound("0.0.0.0:0", SKT_SOCK_DGRAM, &here);
    assert_true(is_no_interface(skt_bind_device(s, "nosuch0")));
    assert_int_equal(skt_device_index(s), 0);
    skt_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_device__it_is_read_however_it_was_set),
        TEST(test_device__packets_leave_by_that_interface),
        TEST(test_device__its_name_is_cut_to_the_room_and_tells_its_length),
        TEST(test_device__what_is_no_interface_is_refused),
    };
    return RUN(tests);
}
