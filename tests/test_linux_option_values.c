/* SPDX-License-Identifier: MIT */
/* Linux: options read back as they were set, for those that only Linux has, or has in this form. */
#include "sorts.h"

static void test_linux_option_values__numbers_of_32_bits_have_all_of_them(void **state)
{
    (void)state;
    const struct {
        skt_int_option key;
        int64_t value;
    } rows[] = {
        {SKT_SO_MARK, 0},
        {SKT_SO_MARK, UINT32_MAX},
        {SKT_SO_MARK, 0x80000001},
        {SKT_SO_PRIORITY, 0x80010002},
        {SKT_SO_PRIORITY, UINT32_MAX},
    };
    skt_socket s = opened(UDP);
    int rc = skt_set_int(s, SKT_SO_MARK, 1);
    if (rc < 0) SKIP("SO_MARK: %s", skt_error_name(rc));
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        int64_t got = -1;
        assert_rc(skt_set_int(s, rows[i].key, rows[i].value), 0);
        assert_rc(skt_get_int(s, rows[i].key, &got), 0);
        assert_true(got == rows[i].value);
    }
    skt_close(s);
}

static void test_linux_option_values__busy_polling_lasts_whole_microseconds(void **state)
{
    (void)state;
    skt_socket s = opened(UDP);
    skt_duration got = -1;
    int rc = skt_set_duration(s, SKT_SO_BUSY_POLL, SKT_MICROSECONDS(50) + 1);
    if (rc < 0) SKIP("SO_BUSY_POLL: %s", skt_error_name(rc));
    assert_ok(skt_get_duration(s, SKT_SO_BUSY_POLL, &got));
    assert_int_equal(got, SKT_MICROSECONDS(51));
    assert_ok(skt_set_duration(s, SKT_SO_BUSY_POLL, SKT_MICROSECONDS(INT32_MAX)));
    assert_ok(skt_get_duration(s, SKT_SO_BUSY_POLL, &got));
    assert_int_equal(got, SKT_MICROSECONDS(INT32_MAX));
    skt_close(s);
}

static void test_linux_option_values__a_name_is_cut_to_the_room_and_tells_its_length(void **state)
{
    (void)state;
    skt_socket s = opened(TCP);
    assert_ok(skt_set_name(s, SKT_TCP_CONGESTION, "reno"));
    assert_int_equal(skt_get_name(s, SKT_TCP_CONGESTION, NULL, 0), 4);
    for (size_t size = 1; size <= 5; size++) {
        char text[] = "xxxxxxx";
        assert_int_equal(skt_get_name(s, SKT_TCP_CONGESTION, text, size), 4);
        assert_int_equal(strlen(text), size - 1);
        assert_memory_equal(text, "reno", size - 1);
        assert_int_equal(text[size], 'x');
    }
    char empty[] = "x";
    assert_int_equal(skt_get_name(s, SKT_SO_BINDTODEVICE, empty, sizeof empty), 0);
    assert_string_equal(empty, "");
    skt_close(s);
}

static void test_linux_option_values__dccp_options_on_a_dccp_socket(void **state)
{
    (void)state;
    skt_socket s;
    int rc = skt_open(SKT_AF_INET, SKT_SOCK_DCCP, SKT_IPPROTO_DCCP, &s);
    if (rc < 0) SKIP("this kernel has no DCCP: %s", skt_error_name(rc));
    int64_t value = 0;
    uint8_t ids[16];
    size_t len = sizeof ids;
    assert_ok(skt_set_int(s, SKT_DCCP_SOCKOPT_SERVICE, 0x64697363));
    assert_ok(skt_get_int(s, SKT_DCCP_SOCKOPT_SERVICE, &value));
    assert_int_equal(value, 0x64697363);
    assert_ok(skt_set_int(s, SKT_DCCP_SOCKOPT_QPOLICY_TXQLEN, 9));
    assert_ok(skt_get_int(s, SKT_DCCP_SOCKOPT_QPOLICY_TXQLEN, &value));
    assert_int_equal(value, 9);
    assert_ok(skt_get_bytes(s, SKT_DCCP_SOCKOPT_AVAILABLE_CCIDS, ids, &len));
    assert_true(len > 0);
    assert_ok(skt_set_bytes(s, SKT_DCCP_SOCKOPT_CCID, ids, 1));
    skt_close(s);
}

/* How much of a packet the checksum covers, which both ends agree on as they connect. */
static void test_linux_option_values__dccp_options_of_a_connection(void **state)
{
    (void)state;
    skt_socket listening, client, server;
    skt_addr at = address("127.0.0.1:0");
    int64_t value = 0;
    bool truth = false;
    int rc = skt_open(SKT_AF_INET, SKT_SOCK_DCCP, SKT_IPPROTO_DCCP, &listening);
    if (rc < 0) SKIP("this kernel has no DCCP: %s", skt_error_name(rc));
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_DCCP, SKT_IPPROTO_DCCP, &client));
    assert_ok(skt_set_int(listening, SKT_DCCP_SOCKOPT_RECV_CSCOV, 3));
    assert_ok(skt_set_int(listening, SKT_DCCP_SOCKOPT_SEND_CSCOV, 2));
    assert_ok(skt_set_int(client, SKT_DCCP_SOCKOPT_SEND_CSCOV, 3));
    assert_ok(skt_set_int(client, SKT_DCCP_SOCKOPT_RECV_CSCOV, 2));
    assert_ok(skt_bind(listening, &at));
    assert_ok(skt_listen(listening, 1));
    assert_ok(skt_local_address(listening, &at));
    assert_ok(skt_connect(client, &at));
    assert_ok(skt_get_int(client, SKT_DCCP_SOCKOPT_SEND_CSCOV, &value));
    assert_int_equal(value, 3);
    assert_ok(skt_get_int(client, SKT_DCCP_SOCKOPT_RECV_CSCOV, &value));
    assert_int_equal(value, 2);
    assert_ok(skt_get_int(client, SKT_DCCP_SOCKOPT_GET_CUR_MPS, &value));
    assert_true(value > 0);
    assert_ok(skt_get_int(client, SKT_DCCP_SOCKOPT_TX_CCID, &value));
    assert_true(value > 0);
    assert_ok(skt_get_int(client, SKT_DCCP_SOCKOPT_RX_CCID, &value));
    assert_true(value > 0);
    /* Only of an accepted one. */
    assert_ok(skt_accept(listening, 0, &server, NULL));
    assert_ok(skt_set_bool(server, SKT_DCCP_SOCKOPT_SERVER_TIMEWAIT, true));
    assert_ok(skt_get_bool(server, SKT_DCCP_SOCKOPT_SERVER_TIMEWAIT, &truth));
    assert_true(truth);
    skt_close(client);
    skt_close(server);
    skt_close(listening);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_linux_option_values__numbers_of_32_bits_have_all_of_them),
        TEST(test_linux_option_values__busy_polling_lasts_whole_microseconds),
        TEST(test_linux_option_values__a_name_is_cut_to_the_room_and_tells_its_length),
        TEST(test_linux_option_values__dccp_options_on_a_dccp_socket),
        TEST(test_linux_option_values__dccp_options_of_a_connection),
    };
    return RUN(tests);
}
