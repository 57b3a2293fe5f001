/* SPDX-License-Identifier: MIT */
/* Linux: the kernel's errors are returned unchanged. */
#include "sorts.h"

#include <sys/wait.h>
#include <unistd.h>

static void test_option_refusals__what_fits_but_is_senseless_the_kernel_refuses(void **state)
{
    (void)state;
    const struct {
        skt_int_option key;
        sort which;
        int64_t value;
    } rows[] = {
        {SKT_TCP_KEEPCNT, TCP, 0},
        {SKT_TCP_KEEPCNT, TCP, 128},
        {SKT_TCP_MAXSEG, TCP, 1},
        {SKT_TCP_MAXSEG, TCP, 1 << 16},
        {SKT_IP_TTL, UDP, 0},
        {SKT_IP_TTL, UDP, 256},
        {SKT_IP_MULTICAST_TTL, UDP, 256},
        {SKT_IPV6_UNICAST_HOPS, UDP6, 256},
        {SKT_IPV6_UNICAST_HOPS, UDP6, -2},
        {SKT_IPV6_MULTICAST_HOPS, UDP6, 256},
        {SKT_IPV6_TCLASS, UDP6, 256},
        {SKT_IPV6_TCLASS, UDP6, -2},
        {SKT_SO_BINDTOIFINDEX, UDP, -1},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_socket s = opened(rows[i].which);
        assert_rc(skt_set_int(s, rows[i].key, rows[i].value), SKT_EINVAL);
        skt_close(s);
    }
    skt_socket s = opened(TCP), s6 = opened(UDP6);
    assert_rc(skt_set_duration(s, SKT_TCP_KEEPIDLE, SKT_SECONDS(32768)), SKT_EINVAL);
    assert_rc(skt_set_duration(s, SKT_TCP_KEEPIDLE, 0), SKT_EINVAL);
    assert_rc(skt_set_duration(s, SKT_TCP_KEEPINTVL, 0), SKT_EINVAL);
    assert_rc(skt_set_int(s6, SKT_IPV6_MULTICAST_IF, INT32_MAX), SKT_ENODEV);
    skt_close(s);
    skt_close(s6);
}

static void test_option_refusals__a_name_has_the_room_of_its_field(void **state)
{
    (void)state;
    const char longest[] = "fifteen_letters";
    const char beyond[] = "sixteen__letters";
    skt_socket s = opened(TCP);
    assert_int_equal(strlen(longest), 15);
    assert_int_equal(strlen(beyond), 16);
    assert_rc(skt_set_name(s, SKT_TCP_CONGESTION, longest), SKT_ENOENT);
    assert_rc(skt_set_name(s, SKT_SO_BINDTODEVICE, longest), SKT_ENODEV);
    skt_close(s);
    assert_rc(skt_set_name(SKT_INVALID_SOCKET, SKT_TCP_CONGESTION, beyond), SKT_ENAMETOOLONG);
    assert_rc(skt_set_name(SKT_INVALID_SOCKET, SKT_SO_BINDTODEVICE, beyond), SKT_ENAMETOOLONG);
}

typedef struct wrong_row {
    skt_option option;
    sort which;
    const char *text;
    int set;
    int get; /* or 0 where it can be read all the same */
} wrong_row;

static void check_wrong(const wrong_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char text[64];
        skt_socket s = opened(rows[i].which);
        int set = skt_option_set_text(s, rows[i].option, rows[i].text);
        int get = skt_option_get_text(s, rows[i].option, text, sizeof text);
        int probe = skt_option_probe(s, rows[i].option);
        if (set != rows[i].set || (get < 0 ? get : 0) != rows[i].get || probe != rows[i].get)
            fail_msg("%s on socket %d: %s %s %s", option_name(rows[i].option), rows[i].which, skt_error_name(set),
                     get < 0 ? skt_error_name(get) : text, probe < 0 ? skt_error_name(probe) : "0");
        skt_close(s);
    }
}

static void test_option_refusals__the_wrong_socket_has_the_kernels_own_error(void **state)
{
    (void)state;
    const int no_option = SKT_ENOPROTOOPT, no_support = SKT_EOPNOTSUPP;
    const wrong_row rows[] = {
        {SKT_ANY(SKT_TCP_NODELAY), UDP, "1", no_option, no_support},
        {SKT_ANY(SKT_TCP_NODELAY), UDP6, "1", no_option, no_option},
        {SKT_ANY(SKT_TCP_NODELAY), UNIX, "1", no_support, no_support},
        {SKT_ANY(SKT_TCP_KEEPIDLE), UDP, "1s", no_option, no_support},
        {SKT_ANY(SKT_TCP_USER_TIMEOUT), UNIX, "1s", no_support, no_support},
        {SKT_ANY(SKT_TCP_CONGESTION), UDP, "reno", no_option, no_support},
        {SKT_ANY(SKT_IP_TTL), UNIX, "1", no_support, no_support},
        {SKT_ANY(SKT_IP_TOS), UNIX, "1", no_support, no_support},
        {SKT_ANY(SKT_IP_MULTICAST_IF), UNIX, "127.0.0.1", no_support, no_support},
        {SKT_ANY(SKT_IP_MULTICAST_IF), TCP, "127.0.0.1", SKT_EINVAL, 0},
        {SKT_ANY(SKT_IP_MULTICAST_TTL), TCP, "1", SKT_EINVAL, 0},
        {SKT_ANY(SKT_IP_HDRINCL), UDP, "1", no_option, 0},
        {SKT_ANY(SKT_IP_HDRINCL), UNIX, "1", no_support, no_support},
        {SKT_ANY(SKT_IPV6_UNICAST_HOPS), UDP, "1", no_option, no_support},
        {SKT_ANY(SKT_IPV6_V6ONLY), TCP, "1", no_option, no_support},
        {SKT_ANY(SKT_IPV6_TCLASS), UNIX, "1", no_support, no_support},
        {SKT_ANY(SKT_IPV6_MULTICAST_HOPS), TCP6, "1", no_option, 0},
        {SKT_ANY(SKT_IPV6_MULTICAST_IF), TCP6, "1", no_option, 0},
        {SKT_ANY(SKT_IPV6_HDRINCL), UDP6, "1", no_option, no_option},
        {SKT_ANY(SKT_IPV6_FREEBIND), UDP, "1", no_option, no_support},
        {SKT_ANY(SKT_IPV6_TRANSPARENT), TCP, "1", no_option, no_support},
        {SKT_ANY(SKT_SO_REUSEPORT), UNIX, "1", no_support, 0},
        {SKT_ANY(SKT_SO_TYPE), TCP, "1", no_option, 0},
        {SKT_ANY(SKT_SO_DOMAIN), TCP, "2", no_option, 0},
        {SKT_ANY(SKT_SO_PROTOCOL), UDP, "6", no_option, 0},
        {SKT_ANY(SKT_SO_ACCEPTCONN), TCP, "1", no_option, 0},
        {SKT_ANY(SKT_SO_ERROR), TCP, "0", no_option, 0},
        {SKT_ANY(SKT_SO_COOKIE), TCP, "1", no_option, 0},
        {SKT_ANY(SKT_DCCP_SOCKOPT_SERVICE), TCP, "1", no_option, no_support},
        {SKT_ANY(SKT_DCCP_SOCKOPT_SERVER_TIMEWAIT), TCP6, "1", no_option, no_option},
        {SKT_ANY(SKT_DCCP_SOCKOPT_SEND_CSCOV), TCP, "1", no_option, no_support},
        {SKT_ANY(SKT_DCCP_SOCKOPT_RECV_CSCOV), UDP, "1", no_option, no_support},
        {SKT_ANY(SKT_DCCP_SOCKOPT_QPOLICY_TXQLEN), UNIX, "1", no_support, no_support},
        {SKT_ANY(SKT_DCCP_SOCKOPT_TX_CCID), TCP, "1", no_option, no_support},
        {SKT_ANY(SKT_DCCP_SOCKOPT_RX_CCID), TCP, "1", no_option, no_support},
        {SKT_ANY(SKT_DCCP_SOCKOPT_AVAILABLE_CCIDS), TCP, "02", no_option, no_support},
        {SKT_ANY(SKT_DCCP_SOCKOPT_GET_CUR_MPS), TCP, "1", no_option, no_support},
    };
    check_wrong(rows, COUNT_OF(rows));
    skt_socket s = opened(TCP);
    assert_rc(skt_option_probe(s, SKT_ANY(SKT_DCCP_SOCKOPT_CCID)), SKT_ENOPROTOOPT);
    skt_close(s);
}

static void test_option_refusals__ip_options_of_a_raw_ipv6_socket_are_no_options(void **state)
{
    (void)state;
    skt_socket s;
    int rc = open_sort(RAW6, &s);
    if (rc < 0) SKIP("raw sockets: %s", skt_error_name(rc));
    skt_close(s);
    const wrong_row rows[] = {
        {SKT_ANY(SKT_IP_TTL), RAW6, "1", SKT_ENOPROTOOPT, SKT_ENOPROTOOPT},
        {SKT_ANY(SKT_IP_HDRINCL), RAW6, "1", SKT_ENOPROTOOPT, SKT_ENOPROTOOPT},
        {SKT_ANY(SKT_TCP_NODELAY), RAW, "1", SKT_ENOPROTOOPT, SKT_EOPNOTSUPP},
        {SKT_ANY(SKT_IPV6_HDRINCL), RAW, "1", SKT_ENOPROTOOPT, SKT_EOPNOTSUPP},
    };
    check_wrong(rows, COUNT_OF(rows));
}

static int without_privilege(void)
{
    const struct {
        skt_option option;
        sort which;
        const char *text;
        int rc;
    } rows[] = {
        {SKT_ANY(SKT_SO_MARK), UDP, "1", SKT_EPERM},
        {SKT_ANY(SKT_SO_PRIORITY), UDP, "7", SKT_EPERM},
        {SKT_ANY(SKT_SO_PRIORITY), UDP, "6", 0},
        {SKT_ANY(SKT_IP_TRANSPARENT), UDP, "true", SKT_EPERM},
        {SKT_ANY(SKT_IPV6_TRANSPARENT), UDP6, "true", SKT_EPERM},
        {SKT_ANY(SKT_IP_FREEBIND), UDP, "true", 0},
    };
    if (getuid() == 0 && setresuid(65534, 65534, 65534) < 0) return 100;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_socket s;
        if (open_sort(rows[i].which, &s) < 0) return 101;
        int rc = skt_option_set_text(s, rows[i].option, rows[i].text);
        skt_close(s);
        if (rc != rows[i].rc) return 1 + (int)i;
    }
    return 0;
}

static void test_option_refusals__what_needs_privilege_is_eperm_without(void **state)
{
    (void)state;
    int status = -1;
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) _exit(without_privilege());
    assert_int_equal(waitpid(child, &status, 0), child);
    if (status != 0) fail_msg("row %d", WEXITSTATUS(status) - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_option_refusals__what_fits_but_is_senseless_the_kernel_refuses),
        TEST(test_option_refusals__a_name_has_the_room_of_its_field),
        TEST(test_option_refusals__the_wrong_socket_has_the_kernels_own_error),
        TEST(test_option_refusals__ip_options_of_a_raw_ipv6_socket_are_no_options),
        TEST(test_option_refusals__what_needs_privilege_is_eperm_without),
    };
    return RUN(tests);
}
