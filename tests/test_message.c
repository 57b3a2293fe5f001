/* SPDX-License-Identifier: MIT */
#include "support.h"

#include <limits.h>

static void test_message__a_buffer_is_its_base_and_length(void **state)
{
    (void)state;
    char bytes[3];
    skt_buf buf = skt_buf_of(bytes, sizeof bytes);
    assert_ptr_equal(buf.base, bytes);
    assert_int_equal(buf.len, sizeof bytes);
    buf = skt_buf_of(NULL, 0);
    assert_null(buf.base);
    assert_int_equal(buf.len, 0);
    buf = skt_buf_of(bytes, SIZE_MAX);
    assert_true(buf.len == SIZE_MAX);
}

static void test_message__a_message_is_what_it_was_made_of(void **state)
{
    (void)state;
    char control[32];
    skt_addr addr = {.len = 0};
    skt_buf bufs[2] = {skt_buf_of(control, 1), skt_buf_of(control + 1, 1)};
    skt_msg msg = skt_msg_of(&addr, bufs, 2, control, sizeof control);
    assert_ptr_equal(msg.addr, &addr);
    assert_ptr_equal(msg.bufs, bufs);
    assert_int_equal(msg.buf_count, 2);
    assert_ptr_equal(msg.control, control);
    assert_int_equal(msg.control_len, sizeof control);
    assert_int_equal(msg.flags, 0);
    assert_int_equal(msg.count, 0);
}

static void test_message__no_control_data_is_a_null_pointer(void **state)
{
    (void)state;
    char control[1];
    skt_msg msg = skt_msg_of(NULL, NULL, 0, control, 0);
    assert_null(msg.addr);
    assert_null(msg.bufs);
    assert_null(msg.control);
    assert_int_equal(msg.buf_count, 0);
    assert_int_equal(msg.control_len, 0);
}

static void test_message__a_count_that_does_not_fit_does_not_wrap(void **state)
{
    (void)state;
    char control[1];
    skt_buf buf = skt_buf_of(control, 1);
    static const size_t large[] = {SIZE_MAX, SIZE_MAX - 1, SIZE_MAX / 2 + 1,
                                   (size_t)UINT32_MAX + (SIZE_MAX > UINT32_MAX)};
    for (size_t i = 0; i < COUNT_OF(large); i++) {
        skt_msg msg = skt_msg_of(NULL, &buf, large[i], control, large[i]);
        assert_true(msg.buf_count >= INT_MAX || msg.buf_count == large[i]);
        assert_true(msg.control_len >= INT_MAX || msg.control_len == large[i]);
    }
}

static void test_message__the_system_refuses_what_was_too_large(void **state)
{
    (void)state;
    NOT_UNDER_VALGRIND("takes the sizes for real");
    char byte = 'x';
    /* The first header has length 0, in case a kernel reads it before it checks the total length. */
    uint64_t control[4] = {0};
    skt_buf buf = skt_buf_of(&byte, 1);
    connection c = udp_connection("127.0.0.1:0");
    if (!host.limits_buffers && SIZE_MAX <= host.buffers_max) SKIP("a size_t holds nothing that is too large here");
    skt_msg msg = skt_msg_of(NULL, &buf, SIZE_MAX, NULL, 0);
    skt_ssize sent = skt_sendmsg(c.client, &msg, 0), got = skt_recvmsg(c.server, &msg, SKT_MSG_PEEK);
    msg = skt_msg_of(NULL, &buf, 1, control, SIZE_MAX);
    skt_ssize controlled = skt_sendmsg(c.client, &msg, 0);
    if (SIZE_MAX > host.buffers_max) {
        assert_rc(sent, SKT_ERANGE);
        assert_rc(got, SKT_ERANGE);
        assert_rc(controlled, SKT_ERANGE);
    } else {
        assert_true(sent == SKT_EMSGSIZE || sent == SKT_EINVAL);
        assert_true(got == SKT_EMSGSIZE || got == SKT_EINVAL);
        /* ENOMEM is musl's own. */
        assert_true(controlled == SKT_ENOBUFS || controlled == SKT_EINVAL || controlled == SKT_EMSGSIZE ||
                    controlled == SKT_ENOMEM);
    }
    close_both(&c);
}

static void test_message__receiving_that_was_shut_down_brings_no_control_data(void **state)
{
    (void)state;
    connection c = udp_connection("127.0.0.1:0");
    char byte;
    SKT_CONTROL_BUFFER(control, 64);
    skt_buf buf = skt_buf_of(&byte, 1);
    skt_msg msg = skt_msg_of(NULL, &buf, 1, control, sizeof control);
    assert_ok(skt_shutdown(c.server, SKT_SHUT_RD));
    assert_int_equal(skt_recvmsg(c.server, &msg, 0), 0);
    assert_int_equal(msg.control_len, 0);
    close_both(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_message__a_buffer_is_its_base_and_length),
        TEST(test_message__a_message_is_what_it_was_made_of),
        TEST(test_message__no_control_data_is_a_null_pointer),
        TEST(test_message__a_count_that_does_not_fit_does_not_wrap),
        TEST(test_message__the_system_refuses_what_was_too_large),
        TEST(test_message__receiving_that_was_shut_down_brings_no_control_data),
    };
    return RUN(tests);
}
