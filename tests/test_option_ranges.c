/* SPDX-License-Identifier: MIT */
/*
 * Values that the system's form cannot hold are refused before any call, so the socket is invalid. A row names its
 * systems.
 */
#include "sorts.h"

enum { ALL = SKT_ON_ALL, LINUX = SKT_ON_LINUX, WINDOWS = SKT_ON_WINDOWS };

/* Values that fit are passed to the system, which returns the error for the socket, or for a missing option. */
static void assert_fits(int rc, skt_option option)
{
    skt_socket s;
    if (rc != host.no_socket && open_sort(usual_sort(option), &s) == 0) {
        int lack = young_lack(s, option);
        skt_close(s);
        if (lack < 0) return;
    }
    if (rc != host.no_socket) print_error("%s\n", option_name(option));
    assert_rc(rc, host.no_socket);
}

static void test_option_ranges__an_int_out_of_range_is_refused_before_any_call(void **state)
{
    (void)state;
    const struct {
        skt_int_option key;
        unsigned systems;
        int64_t least, most;
    } rows[] = {
        {SKT_SO_RCVBUF, ALL, INT32_MIN, INT32_MAX},
        {SKT_SO_SNDBUF, ALL, INT32_MIN, INT32_MAX},
        {SKT_SO_PRIORITY, LINUX, 0, UINT32_MAX},
        {SKT_SO_MARK, LINUX, 0, UINT32_MAX},
        {SKT_SO_INCOMING_CPU, LINUX, INT32_MIN, INT32_MAX},
        {SKT_SO_BINDTOIFINDEX, LINUX, INT32_MIN, INT32_MAX},
        {SKT_TCP_KEEPCNT, LINUX | WINDOWS, INT32_MIN, INT32_MAX},
        {SKT_TCP_MAXSEG, LINUX, INT32_MIN, INT32_MAX},
        {SKT_TCP_NOTSENT_LOWAT, LINUX, 0, UINT32_MAX},
        {SKT_TCP_FASTOPEN, LINUX | WINDOWS, INT32_MIN, INT32_MAX},
        {SKT_SIO_TCP_SET_ACK_FREQUENCY, WINDOWS, 0, 255},
        {SKT_UDP_SEND_MSG_SIZE, WINDOWS, INT32_MIN, INT32_MAX},
        {SKT_UDP_RECV_MAX_COALESCED_SIZE, WINDOWS, INT32_MIN, INT32_MAX},
        {SKT_IP_TTL, LINUX | WINDOWS, INT32_MIN, INT32_MAX},
        {SKT_IP_TOS, LINUX, 0, 255},
        {SKT_IP_MULTICAST_TTL, LINUX | WINDOWS, INT32_MIN, INT32_MAX},
        {SKT_IP_UNICAST_IF, LINUX | WINDOWS, 0, UINT32_MAX},
        {SKT_IP_MTU_DISCOVER, LINUX | WINDOWS, INT32_MIN, INT32_MAX},
        {SKT_IP_USER_MTU, WINDOWS, INT32_MIN, INT32_MAX},
        {SKT_IPV6_UNICAST_HOPS, ALL, INT32_MIN, INT32_MAX},
        {SKT_IPV6_MULTICAST_HOPS, ALL, INT32_MIN, INT32_MAX},
        {SKT_IPV6_MULTICAST_IF, LINUX | WINDOWS, INT32_MIN, INT32_MAX},
        {SKT_IPV6_TCLASS, LINUX | WINDOWS, INT32_MIN, INT32_MAX},
        {SKT_IPV6_UNICAST_IF, LINUX, 0, UINT32_MAX},
        {SKT_IPV6_UNICAST_IF, WINDOWS, INT32_MIN, INT32_MAX},
        {SKT_IPV6_MTU_DISCOVER, LINUX | WINDOWS, INT32_MIN, INT32_MAX},
        {SKT_IPV6_USER_MTU, WINDOWS, INT32_MIN, INT32_MAX},
        {SKT_DCCP_SOCKOPT_SERVICE, LINUX, 0, UINT32_MAX},
        {SKT_DCCP_SOCKOPT_SEND_CSCOV, LINUX, INT32_MIN, INT32_MAX},
        {SKT_DCCP_SOCKOPT_RECV_CSCOV, LINUX, INT32_MIN, INT32_MAX},
        {SKT_DCCP_SOCKOPT_QPOLICY_TXQLEN, LINUX, INT32_MIN, INT32_MAX},
    };
    skt_socket s = SKT_INVALID_SOCKET;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (!(rows[i].systems & host.system)) continue;
        assert_fits(skt_set_int(s, rows[i].key, rows[i].least), SKT_ANY(rows[i].key));
        assert_fits(skt_set_int(s, rows[i].key, rows[i].most), SKT_ANY(rows[i].key));
        assert_rc(skt_set_int(s, rows[i].key, rows[i].least - 1), SKT_ERANGE);
        assert_rc(skt_set_int(s, rows[i].key, rows[i].most + 1), SKT_ERANGE);
        assert_rc(skt_set_int(s, rows[i].key, INT64_MIN), SKT_ERANGE);
        assert_rc(skt_set_int(s, rows[i].key, INT64_MAX), SKT_ERANGE);
    }
}

static void test_option_ranges__a_span_out_of_range_is_refused_before_any_call(void **state)
{
    (void)state;
    const struct {
        skt_duration value;
        skt_duration_option key;
        int rc; /* 0 for one that fits */
        unsigned systems;
    } rows[] = {
        {-1, SKT_SO_RCVTIMEO, SKT_EINVAL, ALL},
        {INT64_MIN, SKT_SO_SNDTIMEO, SKT_EINVAL, ALL},
        {-1, SKT_SO_BUSY_POLL, SKT_EINVAL, LINUX},
        {-1, SKT_TCP_KEEPIDLE, SKT_EINVAL, LINUX | WINDOWS},
        {-SKT_SECONDS(1), SKT_TCP_KEEPINTVL, SKT_EINVAL, LINUX | WINDOWS},
        {-1, SKT_TCP_USER_TIMEOUT, SKT_EINVAL, LINUX | WINDOWS},
        {0, SKT_SO_RCVTIMEO, SKT_EINVAL, ALL},
        {0, SKT_SO_SNDTIMEO, SKT_EINVAL, ALL},
        {0, SKT_TCP_USER_TIMEOUT, SKT_EINVAL, LINUX},
        {SKT_FOREVER, SKT_SO_BUSY_POLL, SKT_ERANGE, LINUX},
        {SKT_FOREVER, SKT_TCP_KEEPIDLE, SKT_ERANGE, LINUX | WINDOWS},
        {SKT_FOREVER, SKT_TCP_KEEPINTVL, SKT_ERANGE, LINUX | WINDOWS},
        {SKT_MICROSECONDS(INT32_MAX) + 1, SKT_SO_BUSY_POLL, SKT_ERANGE, LINUX},
        {SKT_SECONDS(INT32_MAX) + 1, SKT_TCP_KEEPIDLE, SKT_ERANGE, LINUX | WINDOWS},
        {SKT_FOREVER - 1, SKT_TCP_KEEPINTVL, SKT_ERANGE, LINUX | WINDOWS},
        {SKT_MILLISECONDS(INT32_MAX) + 1, SKT_TCP_USER_TIMEOUT, SKT_ERANGE, LINUX},
        {SKT_SECONDS(INT32_MAX) + 1, SKT_TCP_USER_TIMEOUT, SKT_ERANGE, WINDOWS},
        {SKT_MICROSECONDS(INT32_MAX), SKT_SO_BUSY_POLL, 0, LINUX},
        {SKT_SECONDS(INT32_MAX), SKT_TCP_KEEPIDLE, 0, LINUX | WINDOWS},
        {SKT_MILLISECONDS(INT32_MAX), SKT_TCP_USER_TIMEOUT, 0, LINUX},
        {SKT_SECONDS(INT32_MAX), SKT_TCP_USER_TIMEOUT, 0, WINDOWS},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (!(rows[i].systems & host.system)) continue;
        int rc = skt_set_duration(SKT_INVALID_SOCKET, rows[i].key, rows[i].value);
        if (rows[i].rc == 0)
            assert_fits(rc, SKT_ANY(rows[i].key));
        else if (rc != rows[i].rc)
            fail_msg("%s, row %u: %d", option_name(SKT_ANY(rows[i].key)), (unsigned)i, rc);
    }
    /* If the largest number means "for ever", no other duration may become that number. */
    const skt_duration_option timeouts[] = {SKT_SO_RCVTIMEO, SKT_SO_SNDTIMEO};
    for (size_t i = 0; i < COUNT_OF(timeouts); i++) {
        assert_fits(skt_set_duration(SKT_INVALID_SOCKET, timeouts[i], host.timeout_max), SKT_ANY(timeouts[i]));
        if (host.timeout_max == SKT_FOREVER - 1) continue;
        assert_rc(skt_set_duration(SKT_INVALID_SOCKET, timeouts[i], host.timeout_max + 1), SKT_ERANGE);
        assert_rc(skt_set_duration(SKT_INVALID_SOCKET, timeouts[i], SKT_FOREVER - 1), SKT_ERANGE);
    }
}

static void test_option_ranges__linger_out_of_range_is_refused_before_any_call(void **state)
{
    (void)state;
    skt_socket s = SKT_INVALID_SOCKET;
    const skt_duration most = SKT_SECONDS(host.system == SKT_ON_WINDOWS ? UINT16_MAX : INT32_MAX);
    assert_rc(skt_set_linger(s, SKT_SO_LINGER, (skt_linger){true, -1}), SKT_EINVAL);
    assert_rc(skt_set_linger(s, SKT_SO_LINGER, (skt_linger){true, most + 1}), SKT_ERANGE);
    assert_rc(skt_set_linger(s, SKT_SO_LINGER, (skt_linger){true, SKT_FOREVER}), SKT_ERANGE);
    assert_rc(skt_set_linger(s, SKT_SO_LINGER, (skt_linger){true, most}), host.no_socket);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_option_ranges__an_int_out_of_range_is_refused_before_any_call),
        TEST(test_option_ranges__a_span_out_of_range_is_refused_before_any_call),
        TEST(test_option_ranges__linger_out_of_range_is_refused_before_any_call),
    };
    return RUN(tests);
}
