/* SPDX-License-Identifier: MIT */
/* Linux: how many system calls each function of option.h makes. They are counted in the place of libc's. */
#include "sorts.h"

#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static int calls;

/* The bytes of a structure that the kernel has, instead of the real ones; -1 for the real ones. */
static int imagined = -1;

/* The errno with which the options of IPv6 are refused, 0 for none. */
static int refused_v6;

/* The calls that are refused, as bits by their number from 1 on. */
static unsigned refused_calls;

/* libc names its parameters with underscores. NOLINTBEGIN(readability-inconsistent-declaration-parameter-name) */

int setsockopt(int s, int level, int name, const void *value, socklen_t len)
{
    calls++;
    if (calls < 32 && (refused_calls & 1U << calls)) {
        errno = EPERM;
        return -1;
    }
    return (int)syscall(SYS_setsockopt, s, level, name, value, len);
}

int getsockopt(int s, int level, int name, void *restrict value, socklen_t *restrict len)
{
    calls++;
    if (refused_v6 != 0 && level == IPPROTO_IPV6) {
        errno = refused_v6;
        return -1;
    }
    if (imagined < 0) return (int)syscall(SYS_getsockopt, s, level, name, value, len);
    if (*len > (socklen_t)imagined) *len = (socklen_t)imagined;
    for (socklen_t i = 0; i < *len; i++) ((unsigned char *)value)[i] = (unsigned char)(i * 7 + i / 256);
    return 0;
}

int socket(int family, int type, int protocol)
{
    calls++;
    return (int)syscall(SYS_socket, family, type, protocol);
}

/* NOLINTEND(readability-inconsistent-declaration-parameter-name) */

/* Calls made by the expression, whatever it returns. */
#define CALLS(expression) (calls = 0, (void)(expression), calls)

static void test_option_calls__each_typed_function_makes_one(void **state)
{
    (void)state;
    skt_socket s = opened(TCP), udp = opened(UDP);
    const int on = 1;
    bool truth;
    int64_t number;
    uint64_t wide;
    skt_linger linger = {.on = false};
    char name[16];
    uint8_t ip[4] = {0};
    size_t len = sizeof name;
    assert_int_equal(CALLS(skt_set_bool(s, SKT_TCP_NODELAY, true)), 1);
    assert_int_equal(CALLS(skt_get_bool(s, SKT_TCP_NODELAY, &truth)), 1);
    assert_int_equal(CALLS(skt_set_int(s, SKT_SO_RCVBUF, 10000)), 1);
    assert_int_equal(CALLS(skt_get_int(s, SKT_SO_RCVBUF, &number)), 1);
    assert_int_equal(CALLS(skt_set_int(udp, SKT_IP_TOS, 8)), 1);
    assert_int_equal(CALLS(skt_get_int(udp, SKT_IP_TOS, &number)), 1);
    assert_int_equal(CALLS(skt_set_u64(s, SKT_SO_COOKIE, 1)), 1);
    assert_int_equal(CALLS(skt_get_u64(s, SKT_SO_COOKIE, &wide)), 1);
    assert_int_equal(CALLS(skt_set_duration(s, SKT_TCP_KEEPIDLE, SKT_SECONDS(30))), 1);
    assert_int_equal(CALLS(skt_get_duration(s, SKT_TCP_KEEPIDLE, &number)), 1);
    assert_int_equal(CALLS(skt_set_duration(s, SKT_SO_RCVTIMEO, SKT_FOREVER)), 1);
    assert_int_equal(CALLS(skt_get_duration(s, SKT_SO_RCVTIMEO, &number)), 1);
    assert_int_equal(CALLS(skt_set_linger(s, SKT_SO_LINGER, linger)), 1);
    assert_int_equal(CALLS(skt_get_linger(s, SKT_SO_LINGER, &linger)), 1);
    assert_int_equal(CALLS(skt_set_name(s, SKT_TCP_CONGESTION, "reno")), 1);
    assert_int_equal(CALLS(skt_get_name(s, SKT_TCP_CONGESTION, name, sizeof name)), 1);
    assert_int_equal(CALLS(skt_set_ipv4(udp, SKT_IP_MULTICAST_IF, ip)), 1);
    assert_int_equal(CALLS(skt_get_ipv4(udp, SKT_IP_MULTICAST_IF, ip)), 1);
    assert_int_equal(CALLS(skt_set_bytes(s, SKT_DCCP_SOCKOPT_CCID, ip, 1)), 1);
    assert_int_equal(CALLS(skt_get_bytes(s, SKT_DCCP_SOCKOPT_AVAILABLE_CCIDS, name, &len)), 1);
    len = sizeof name;
    assert_int_equal(CALLS(skt_set_raw(s, SKT_SOL_SOCKET, SO_REUSEADDR, &on, sizeof on)), 1);
    assert_int_equal(CALLS(skt_get_raw(s, SKT_SOL_SOCKET, SO_REUSEADDR, name, &len)), 1);
    skt_close(s);
    skt_close(udp);
}

static void test_option_calls__what_the_tables_know_makes_none(void **state)
{
    (void)state;
    skt_option option;
    assert_int_equal(CALLS(skt_option_find("TCP_NODELAY", &option)), 0);
    assert_int_equal(CALLS(skt_option_describe(option)), 0);
    assert_int_equal(CALLS(skt_option_supported(option)), 0);
    assert_int_equal(CALLS(skt_option_at(skt_option_count() - 1)), 0);
}

static void test_option_calls__what_is_refused_or_lacking_makes_none(void **state)
{
    (void)state;
    skt_socket s = opened(TCP);
    bool truth;
    char name[16];
    size_t len = SIZE_MAX;
    const skt_membership none = {.interface_index = 0};
    const skt_linger linger = {.on = true, .time = -1};
    const skt_filter filter = {.code = 6};
    assert_int_equal(CALLS(skt_set_int(s, SKT_SO_RCVBUF, INT64_MAX)), 0);
    assert_int_equal(CALLS(skt_set_int(s, SKT_IP_TOS, 256)), 0);
    assert_int_equal(CALLS(skt_set_duration(s, SKT_SO_RCVTIMEO, 0)), 0);
    assert_int_equal(CALLS(skt_set_duration(s, SKT_TCP_KEEPIDLE, -1)), 0);
    assert_int_equal(CALLS(skt_set_duration(s, SKT_TCP_KEEPIDLE, SKT_FOREVER)), 0);
    assert_int_equal(CALLS(skt_set_linger(s, SKT_SO_LINGER, linger)), 0);
    assert_int_equal(CALLS(skt_set_name(s, SKT_TCP_CONGESTION, "a name that is too long")), 0);
    assert_int_equal(CALLS(skt_set_bytes(s, SKT_DCCP_SOCKOPT_CCID, name, SIZE_MAX)), 0);
    assert_int_equal(CALLS(skt_get_raw(s, SKT_SOL_SOCKET, 2, name, &len)), 0);
    assert_int_equal(CALLS(skt_set_bool(s, SKT_SO_NOSIGPIPE, true)), 0);
    assert_int_equal(CALLS(skt_get_bool(s, SKT_SO_NOSIGPIPE, &truth)), 0);
    assert_int_equal(CALLS(skt_option_probe(s, SKT_ANY(SKT_SO_NOSIGPIPE))), 0);
    assert_int_equal(CALLS(skt_option_set_text(s, SKT_ANY(SKT_TCP_NODELAY), "maybe")), 0);
    assert_int_equal(CALLS(skt_set_keepalive(s, -1, 0, 0)), 0);
    assert_int_equal(CALLS(skt_set_keepalive(s, SKT_FOREVER, 0, 0)), 0);
    assert_int_equal(CALLS(skt_multicast_join(s, &none)), 0);
    assert_int_equal(CALLS(skt_attach_filter(s, &filter, 65536)), 0);
    skt_close(s);
}

static void test_option_calls__texts_and_probes_make_one(void **state)
{
    (void)state;
    skt_socket s = opened(TCP);
    char text[32];
    assert_int_equal(CALLS(skt_option_set_text(s, SKT_ANY(SKT_TCP_NODELAY), "true")), 1);
    assert_int_equal(CALLS(skt_option_get_text(s, SKT_ANY(SKT_TCP_NODELAY), text, sizeof text)), 1);
    assert_int_equal(CALLS(skt_option_probe(s, SKT_ANY(SKT_TCP_NODELAY))), 1);
    assert_int_equal(CALLS(skt_option_probe(s, SKT_ANY(SKT_DCCP_SOCKOPT_CCID))), 1);
    skt_close(s);
}

static void test_option_calls__bytes_of_any_length_are_a_whole_text(void **state)
{
    (void)state;
    static const struct {
        int len, calls;
    } rows[] = {{0, 1},   {1, 1},    {255, 1},  {256, 1},  {257, 1},  {511, 1},   {512, 2},
                {513, 2}, {1000, 2}, {4095, 2}, {4096, 3}, {5000, 3}, {32767, 3}, {0, 1}};
    static char text[65536], byte[3];
    skt_socket s = opened(TCP);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        int len = -1;
        imagined = rows[i].len;
        assert_int_equal(CALLS(len = skt_option_get_text(s, SKT_ANY(SKT_IP_OPTIONS), text, sizeof text)),
                         rows[i].calls);
        assert_int_equal(len, 2 * rows[i].len);
        assert_int_equal(strlen(text), len);
        for (int at = 0; at < rows[i].len; at++) {
            snprintf(byte, sizeof byte, "%02x", (unsigned)(at * 7 + at / 256) & 0xff);
            assert_memory_equal(text + (ptrdiff_t)2 * at, byte, 2);
        }
        assert_int_equal(skt_option_get_text(s, SKT_ANY(SKT_IP_OPTIONS), text, 5), len);
        assert_int_equal(strlen(text), len < 4 ? len : 4);
        assert_int_equal(skt_option_get_text(s, SKT_ANY(SKT_IP_OPTIONS), NULL, 0), len);
    }
    imagined = 32768;
    assert_rc(skt_option_get_text(s, SKT_ANY(SKT_IP_OPTIONS), text, sizeof text), SKT_EMSGSIZE);
    imagined = -1;
    skt_close(s);
}

static void test_option_calls__keepalive_makes_two_and_two_for_each_number(void **state)
{
    (void)state;
    skt_socket s = opened(TCP);
    assert_int_equal(CALLS(skt_set_keepalive(s, 0, 0, 0)), 2);
    assert_int_equal(CALLS(skt_set_keepalive(s, SKT_SECONDS(30), 0, 0)), 4);
    assert_int_equal(CALLS(skt_set_keepalive(s, 0, SKT_SECONDS(5), 0)), 4);
    assert_int_equal(CALLS(skt_set_keepalive(s, SKT_SECONDS(30), SKT_SECONDS(5), 3)), 8);
    skt_close(s);
}

static void test_option_calls__the_functions_of_several_arguments_make_what_they_say(void **state)
{
    (void)state;
    skt_socket s = opened(UDP), s6 = opened(UDP6);
    const skt_filter all = {.code = 6, .k = UINT32_MAX};
    skt_membership m = {.group = address("239.1.2.3"), .interface_address = address("127.0.0.1")};
    skt_addr told;
    char name[SKT_INTERFACE_NAME_MAX];
    assert_int_equal(CALLS(skt_multicast_join(s, &m)), 1);
    assert_int_equal(CALLS(skt_multicast_leave(s, &m)), 1);
    m.source = address("127.0.0.1");
    assert_int_equal(CALLS(skt_multicast_block(s, &m)), 1);
    assert_int_equal(CALLS(skt_multicast_unblock(s, &m)), 1);
    assert_int_equal(CALLS(skt_multicast_interface(s, 0)), 2);
    assert_int_equal(CALLS(skt_multicast_interface(s6, 0)), 2);
    assert_int_equal(CALLS(skt_attach_filter(s, &all, 1)), 1);
    assert_int_equal(CALLS(skt_detach_filter(s)), 1);
    assert_int_equal(CALLS(skt_bind_device(s, "lo")), 1);
    assert_int_equal(CALLS(skt_device(s, name, sizeof name)), 1);
    assert_int_equal(CALLS(skt_device_index(s)), 1);
    assert_int_equal(CALLS(skt_bind_device(s, NULL)), 1);
    assert_int_equal(CALLS(skt_bind_device_index(s, 0)), 1);
    assert_int_equal(CALLS(skt_original_destination(s, &told)), 2);
    skt_close(s);
    skt_close(s6);
}

typedef struct keepalive {
    bool on;
    skt_duration idle, interval;
    int64_t count;
} keepalive;

static keepalive keepalive_of(skt_socket s)
{
    keepalive k = {.on = false};
    assert_ok(skt_get_bool(s, SKT_SO_KEEPALIVE, &k.on));
    assert_ok(skt_get_duration(s, SKT_TCP_KEEPIDLE, &k.idle));
    assert_ok(skt_get_duration(s, SKT_TCP_KEEPINTVL, &k.interval));
    assert_ok(skt_get_int(s, SKT_TCP_KEEPCNT, &k.count));
    return k;
}

static void test_option_calls__keepalive_that_is_refused_at_any_call_changes_nothing(void **state)
{
    (void)state;
    static const int setting[] = {3, 5, 7, 8};
    for (size_t i = 0; i < COUNT_OF(setting); i++) {
        skt_socket s = opened(TCP);
        const keepalive before = keepalive_of(s);
        calls = 0;
        refused_calls = 1U << setting[i];
        int rc = skt_set_keepalive(s, SKT_SECONDS(30), SKT_SECONDS(5), 3);
        refused_calls = 0;
        assert_rc(rc, SKT_EPERM);
        const keepalive after = keepalive_of(s);
        assert_int_equal(after.on, before.on);
        assert_int_equal(after.idle, before.idle);
        assert_int_equal(after.interval, before.interval);
        assert_int_equal(after.count, before.count);
        skt_close(s);
    }
}

/* Linux says ENOENT where the connection is that of an IPv4 peer, or was not redirected. */
static void test_option_calls__an_ipv4_destination_is_asked_for_only_where_there_is_none_of_ipv6(void **state)
{
    (void)state;
    static const int errors[] = {EPERM, EACCES, ENOPROTOOPT, EOPNOTSUPP, EINVAL, ENOTCONN, ENOMEM, EFAULT};
    skt_socket s = opened(TCP6);
    skt_addr told;
    for (size_t i = 0; i < COUNT_OF(errors); i++) {
        refused_v6 = errors[i];
        calls = 0;
        assert_rc(skt_original_destination(s, &told), -errors[i]);
        assert_int_equal(calls, 2);
    }
    refused_v6 = ENOENT;
    assert_int_equal(CALLS(skt_original_destination(s, &told)), 3);
    refused_v6 = 0;
    skt_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_option_calls__each_typed_function_makes_one),
        TEST(test_option_calls__what_the_tables_know_makes_none),
        TEST(test_option_calls__what_is_refused_or_lacking_makes_none),
        TEST(test_option_calls__texts_and_probes_make_one),
        TEST(test_option_calls__bytes_of_any_length_are_a_whole_text),
        TEST(test_option_calls__keepalive_makes_two_and_two_for_each_number),
        TEST(test_option_calls__the_functions_of_several_arguments_make_what_they_say),
        TEST(test_option_calls__keepalive_that_is_refused_at_any_call_changes_nothing),
        TEST(test_option_calls__an_ipv4_destination_is_asked_for_only_where_there_is_none_of_ipv6),
    };
    return RUN(tests);
}
