/* SPDX-License-Identifier: MIT */
/* The functions that are macros too: the code in the header does what the function in the library does. */
#include "support.h"

static const char *const texts[] = {
    "192.0.2.1:80", "0.0.0.0:0", "255.255.255.255:65535", "[2001:db8::1]:80", "[fe80::1%7]:4660", "unix:/a", "unix:",
};

static void test_inline__what_is_read_is_the_same(void **state)
{
    (void)state;
    for (size_t i = 0; i <= COUNT_OF(texts); i++) {
        skt_addr addr = {.len = 0};
        if (i < COUNT_OF(texts)) addr = address(texts[i]);
        for (uint32_t len = addr.len; len < 200; len = len > 0 && len == addr.len ? 1 : 200) {
            uint8_t a[16], b[16];
            size_t a_len = 1, b_len = 2;
            skt_addr asked = addr;
            asked.len = len;
            memset(a, 0x5a, sizeof a);
            memset(b, 0x5a, sizeof b);
            assert_int_equal(skt_addr_family(&asked), (skt_addr_family)(&asked));
            assert_int_equal(skt_addr_port(&asked), (skt_addr_port)(&asked));
            assert_int_equal(skt_addr_ip(&asked, a), (skt_addr_ip)(&asked, b));
            assert_memory_equal(a, b, sizeof a);
            assert_int_equal(skt_addr_scope(&asked), (skt_addr_scope)(&asked));
            assert_ptr_equal(skt_addr_native(&asked, &a_len), (skt_addr_native)(&asked, &b_len));
            assert_int_equal(a_len, b_len);
        }
    }
}

static void test_inline__what_is_made_is_the_same_to_the_byte(void **state)
{
    (void)state;
    uint8_t ip[16];
    for (size_t i = 0; i < sizeof ip; i++) ip[i] = (uint8_t)(0xe0 + i);
    skt_addr a = dirty(), b = dirty();
    skt_addr_ipv4(ip, 0x1234, &a);
    (skt_addr_ipv4)(ip, 0x1234, &b);
    assert_memory_equal(&a, &b, sizeof a);
    assert_int_equal(skt_addr_set_port(&a, 0xfedc), (skt_addr_set_port)(&b, 0xfedc));
    assert_memory_equal(&a, &b, sizeof a);
    skt_addr_ipv6(ip, 0x1234, 0x12345678, &a);
    (skt_addr_ipv6)(ip, 0x1234, 0x12345678, &b);
    assert_memory_equal(&a, &b, sizeof a);
    assert_int_equal(skt_addr_scope(&a), 0x12345678);
    assert_int_equal(skt_addr_set_port(&a, 0xfedc), (skt_addr_set_port)(&b, 0xfedc));
    assert_memory_equal(&a, &b, sizeof a);
    skt_addr_unix_unnamed(&a);
    b = a;
    assert_rc(skt_addr_set_port(&a, 1), SKT_EAFNOSUPPORT);
    assert_rc((skt_addr_set_port)(&b, 1), SKT_EAFNOSUPPORT);
    assert_memory_equal(&a, &b, sizeof a);
}

static void test_inline__an_address_may_be_made_of_its_own_bytes(void **state)
{
    (void)state;
    skt_addr four = address("192.0.2.1:80"), six = address("[2001:db8::1]:80"), wanted4 = address("192.0.2.1:81"),
             wanted6 = address("[2001:db8::1%3]:81");
    skt_addr_ipv4(four.storage.bytes + 4, 81, &four);
    assert_same(&four, &wanted4);
    skt_addr_ipv6(six.storage.bytes + 8, 81, 3, &six);
    assert_same(&six, &wanted6);
    assert_rc(skt_addr_from_native(&six.storage, six.len, &six), 0);
    assert_same(&six, &wanted6);
}

static void assert_same_msg(const skt_msg *a, const skt_msg *b)
{
    assert_ptr_equal(a->addr, b->addr);
    assert_ptr_equal(a->bufs, b->bufs);
    assert_ptr_equal(a->control, b->control);
    assert_int_equal(a->buf_count, b->buf_count);
    assert_int_equal(a->control_len, b->control_len);
    assert_int_equal(a->flags, 0);
    assert_int_equal(b->flags, 0);
}

static void test_inline__messages_are_the_same(void **state)
{
    (void)state;
    static const size_t counts[] = {0, 1, 1024, INT32_MAX - 1, INT32_MAX, (size_t)INT32_MAX + 1, UINT32_MAX, SIZE_MAX};
    static const char data[] = "constant";
    const skt_addr to = address("192.0.2.1:80");
    const skt_buf buf = skt_buf_of(data, sizeof data), same = (skt_buf_of)(data, sizeof data);
    assert_ptr_equal(buf.base, same.base);
    assert_ptr_equal(buf.base, data);
    assert_int_equal(buf.len, same.len);
    for (size_t i = 0; i < COUNT_OF(counts); i++) {
        skt_msg a = skt_msg_of(&to, &buf, counts[i], data, 0), b = (skt_msg_of)(&to, &buf, counts[i], data, 0);
        assert_same_msg(&a, &b);
        assert_null(a.control);
        a = skt_msg_of(NULL, NULL, 0, data, counts[i]);
        b = (skt_msg_of)(NULL, NULL, 0, data, counts[i]);
        assert_same_msg(&a, &b);
        if (counts[i] < INT32_MAX) assert_int_equal(a.control_len, counts[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_inline__what_is_read_is_the_same),
        TEST(test_inline__what_is_made_is_the_same_to_the_byte),
        TEST(test_inline__an_address_may_be_made_of_its_own_bytes),
        TEST(test_inline__messages_are_the_same),
    };
    return RUN(tests);
}
