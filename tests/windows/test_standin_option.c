/* SPDX-License-Identifier: MIT */
/* The options that Wine lacks: what Windows is given for each, and what comes back. */
#include "played.h"

#include <mstcpip.h>

enum socket_kind { TCP4, TCP6, UDP4, UDP6 };

static skt_socket open_kind(enum socket_kind k)
{
    skt_socket s;
    int family = k == TCP4 || k == UDP4 ? SKT_AF_INET : SKT_AF_INET6;
    assert_rc(skt_open(family, k == TCP4 || k == TCP6 ? SKT_SOCK_STREAM : SKT_SOCK_DGRAM, 0, &s), 0);
    return s;
}

static skt_option option_named(const char *name)
{
    skt_option found = {0};
    if (skt_option_find(name, &found) != 0) fail_msg("no option is called %s", name);
    return found;
}

#define BIG_ENDIAN_3 0x03000000

/* What setsockopt is given: level, name, and a DWORD. */
static const struct {
    const char *name, *text;
    enum socket_kind on;
    unsigned since;
    int level, number;
    DWORD value;
} rows[] = {
    {"SO_RANDOMIZE_PORT", "true", UDP4, 0, SOL_SOCKET, STANDIN_SO_RANDOMIZE_PORT, 1},
    {"SO_PORT_SCALABILITY", "true", TCP4, 0, SOL_SOCKET, STANDIN_SO_PORT_SCALABILITY, 1},
    {"SO_REUSE_UNICASTPORT", "true", TCP4, 0, SOL_SOCKET, STANDIN_SO_REUSE_UNICASTPORT, 1},
    {"SO_REUSE_MULTICASTPORT", "true", UDP4, 0, SOL_SOCKET, STANDIN_SO_REUSE_MULTICASTPORT, 1},
    {"TCP_KEEPIDLE", "30s", TCP4, 16299, IPPROTO_TCP, STANDIN_TCP_KEEPIDLE, 30},
    {"TCP_KEEPINTVL", "5s", TCP6, 16299, IPPROTO_TCP, STANDIN_TCP_KEEPINTVL, 5},
    {"TCP_KEEPCNT", "4", TCP4, 15063, IPPROTO_TCP, STANDIN_TCP_KEEPCNT, 4},
    {"TCP_USER_TIMEOUT", "40s", TCP4, 0, IPPROTO_TCP, STANDIN_TCP_MAXRT, 40},
    {"TCP_USER_TIMEOUT", "forever", TCP4, 0, IPPROTO_TCP, STANDIN_TCP_MAXRT, (DWORD)-1},
    {"TCP_FASTOPEN", "1", TCP4, 14393, IPPROTO_TCP, STANDIN_TCP_FASTOPEN, 1},
    {"UDP_SEND_MSG_SIZE", "1200", UDP4, 19041, IPPROTO_UDP, STANDIN_UDP_SEND_MSG_SIZE, 1200},
    {"UDP_RECV_MAX_COALESCED_SIZE", "65000", UDP6, 19041, IPPROTO_UDP, STANDIN_UDP_RECV_MAX_COALESCED_SIZE, 65000},
    {"IP_DONTFRAGMENT", "true", UDP4, 0, IPPROTO_IP, IP_DONTFRAGMENT, 1},
    {"IP_MTU_DISCOVER", "1", UDP4, 0, IPPROTO_IP, IP_MTU_DISCOVER, 1},
    {"IP_USER_MTU", "1400", UDP4, 0, IPPROTO_IP, IP_USER_MTU, 1400},
    {"IP_UNICAST_IF", "3", UDP4, 0, IPPROTO_IP, IP_UNICAST_IF, BIG_ENDIAN_3},
    {"IP_PKTINFO", "true", UDP4, 0, IPPROTO_IP, IP_PKTINFO, 1},
    {"IP_RECVTTL", "true", UDP4, 0, IPPROTO_IP, IP_RECVTTL, 1},
    {"IP_RECVTOS", "true", UDP4, 0, IPPROTO_IP, IP_RECVTOS, 1},
    {"IP_RECVECN", "true", UDP4, 20348, IPPROTO_IP, STANDIN_IP_RECVECN, 1},
    {"IPV6_DONTFRAG", "true", UDP6, 0, IPPROTO_IPV6, IPV6_DONTFRAG, 1},
    {"IPV6_MTU_DISCOVER", "1", UDP6, 0, IPPROTO_IPV6, IPV6_MTU_DISCOVER, 1},
    {"IPV6_USER_MTU", "1400", UDP6, 0, IPPROTO_IPV6, IPV6_USER_MTU, 1400},
    {"IPV6_UNICAST_IF", "3", UDP6, 0, IPPROTO_IPV6, IPV6_UNICAST_IF, 3},
    {"IPV6_RECVPKTINFO", "true", UDP6, 0, IPPROTO_IPV6, IPV6_PKTINFO, 1},
    {"IPV6_RECVHOPLIMIT", "true", UDP6, 0, IPPROTO_IPV6, IPV6_HOPLIMIT, 1},
    {"IPV6_RECVTCLASS", "true", UDP6, 0, IPPROTO_IPV6, IPV6_RECVTCLASS, 1},
    {"IPV6_RECVECN", "true", UDP6, 20348, IPPROTO_IPV6, STANDIN_IP_RECVECN, 1},
    {"SO_CONDITIONAL_ACCEPT", "true", TCP4, 0, SOL_SOCKET, SO_CONDITIONAL_ACCEPT, 1},
    {"SO_PAUSE_ACCEPT", "true", TCP4, 0, SOL_SOCKET, STANDIN_SO_PAUSE_ACCEPT, 1},
    {"SO_COMPARTMENT_ID", "3", UDP4, 0, SOL_SOCKET, STANDIN_SO_COMPARTMENT_ID, 3},
    {"TCP_EXPEDITED_1122", "true", TCP4, 0, IPPROTO_TCP, TCP_EXPEDITED_1122, 1},
    {"TCP_BSDURGENT", "true", TCP4, 0, IPPROTO_TCP, TCP_BSDURGENT, 1},
    {"TCP_TIMESTAMPS", "true", TCP4, 0, IPPROTO_TCP, STANDIN_TCP_TIMESTAMPS, 1},
    {"TCP_FAIL_CONNECT_ON_ICMP_ERROR", "true", TCP4, 0, IPPROTO_TCP, STANDIN_TCP_FAIL_CONNECT_ON_ICMP_ERROR, 1},
    {"TCP_MAXRTMS", "1500ms", TCP4, 0, IPPROTO_TCP, STANDIN_TCP_MAXRTMS, 1500},
    {"TCP_MAXRTMS", "forever", TCP6, 0, IPPROTO_TCP, STANDIN_TCP_MAXRTMS, (DWORD)-1},
    {"UDP_NOCHECKSUM", "true", UDP4, 0, IPPROTO_UDP, UDP_NOCHECKSUM, 1},
    {"IP_RECEIVE_BROADCAST", "true", UDP4, 0, IPPROTO_IP, IP_RECEIVE_BROADCAST, 1},
    {"IP_ORIGINAL_ARRIVAL_IF", "true", UDP4, 0, IPPROTO_IP, STANDIN_IP_ORIGINAL_ARRIVAL_IF, 1},
    {"IP_RECVERR", "true", UDP4, 0, IPPROTO_IP, STANDIN_IP_RECVERR, 1},
    {"IPV6_RECVERR", "true", UDP6, 0, IPPROTO_IPV6, STANDIN_IP_RECVERR, 1},
};

static void test_option__windows_is_given_the_number_and_gives_it_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char text[64];
        skt_option option = option_named(rows[i].name);
        skt_socket s = open_kind(rows[i].on);
        int rc = skt_option_set_text(s, option, rows[i].text);
        const standin_call *call = standin_last("setsockopt", rows[i].level, rows[i].number);
        if (call == NULL) {
            fail_msg("%s was not given to setsockopt", rows[i].name);
            return;
        }
        assert_int_equal(call->len, sizeof(DWORD));
        assert_memory_equal(call->value, &rows[i].value, sizeof(DWORD));
        if (SINCE(rows[i].since)) {
            assert_rc(rc, 0);
            assert_int_equal(skt_option_get_text(s, option, text, sizeof text), strlen(rows[i].text));
            assert_string_equal(text, rows[i].text);
            assert_rc(skt_option_probe(s, option), 0);
        } else {
            assert_rc(rc, SKT_ENOPROTOOPT);
            assert_rc(skt_option_get_text(s, option, text, sizeof text), SKT_ENOPROTOOPT);
            assert_rc(skt_option_probe(s, option), SKT_ENOPROTOOPT);
        }
        assert_true(skt_option_supported(option));
        skt_close(s);
    }
}

/* The same option is answered in one byte or in four, and what is not written is not the value's. */
static void test_option__a_bool_is_read_in_one_byte_and_in_four(void **state)
{
    (void)state;
    const struct {
        skt_bool_option key;
        enum socket_kind on;
    } bools[] = {
        {SKT_SO_KEEPALIVE, TCP4},    {SKT_SO_REUSEADDR, TCP4},      {SKT_SO_OOBINLINE, TCP4},
        {SKT_SO_BROADCAST, UDP4},    {SKT_TCP_NODELAY, TCP4},       {SKT_SO_EXCLUSIVEADDRUSE, TCP4},
        {SKT_IPV6_V6ONLY, TCP6},     {SKT_IP_MULTICAST_LOOP, UDP4}, {SKT_IPV6_MULTICAST_LOOP, UDP6},
        {SKT_IP_DONTFRAGMENT, UDP4}, {SKT_SO_RANDOMIZE_PORT, UDP4},
    };
    static const int sizes[] = {1, 4};
    for (size_t i = 0; i < COUNT_OF(bools) * COUNT_OF(sizes); i++) {
        skt_socket s = open_kind(bools[i / 2].on);
        standin.bool_size = sizes[i % 2];
        for (int value = 1; value >= 0; value--) {
            bool got = !value;
            assert_rc(skt_set_bool(s, bools[i / 2].key, value), 0);
            memset(&got, 0xff, sizeof got);
            assert_rc(skt_get_bool(s, bools[i / 2].key, &got), 0);
            assert_int_equal(got, value);
        }
        skt_close(s);
    }
    skt_addr here;
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        skt_socket listening = listener("127.0.0.1:0", &here), s = open_kind(TCP4);
        standin.bool_size = sizes[i];
        assert_int_equal(skt_is_listener(listening), 1);
        assert_int_equal(skt_is_listener(s), 0);
        int64_t fast = -1;
        assert_rc(skt_set_int(s, SKT_TCP_FASTOPEN, 1), 0);
        assert_rc(skt_get_int(s, SKT_TCP_FASTOPEN, &fast), 0);
        assert_int_equal(fast, 1);
        skt_close(s);
        skt_close(listening);
    }
}

/* Those that are written by WSAIoctl and cannot be read: control code, bytes. */
static void test_option__control_codes_are_given_their_structures(void **state)
{
    (void)state;
    static const struct {
        const char *name, *text;
        enum socket_kind on;
        DWORD code;
        size_t len;
        unsigned char bytes[8];
    } codes[] = {
        {"SIO_LOOPBACK_FAST_PATH", "true", TCP4, SIO_LOOPBACK_FAST_PATH, 4, {1}},
        {"SIO_TCP_SET_ACK_FREQUENCY", "2", TCP4, SIO_TCP_SET_ACK_FREQUENCY, 1, {2}},
        {"SIO_CPU_AFFINITY", "258", UDP4, STANDIN_SIO_CPU_AFFINITY, 2, {2, 1}},
        {"SIO_UDP_CONNRESET", "true", UDP4, SIO_UDP_CONNRESET, 4, {1}},
        {"SIO_UDP_CONNRESET", "false", UDP4, SIO_UDP_CONNRESET, 4, {0}},
        {"SIO_UDP_NETRESET", "true", UDP4, STANDIN_SIO_UDP_NETRESET, 4, {1}},
        {"SIO_ASSOCIATE_PORT_RESERVATION",
         "0x0102030405060708",
         TCP4,
         SIO_ASSOCIATE_PORT_RESERVATION,
         8,
         {8, 7, 6, 5, 4, 3, 2, 1}},
        {"SIO_RELEASE_PORT_RESERVATION",
         "0x0102030405060708",
         TCP4,
         SIO_RELEASE_PORT_RESERVATION,
         8,
         {8, 7, 6, 5, 4, 3, 2, 1}},
    };
    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        char text[64];
        skt_option option = option_named(codes[i].name);
        skt_socket s = open_kind(codes[i].on);
        play(NULL);
        assert_rc(skt_option_set_text(s, option, codes[i].text), 0);
        assert_calls("WSAIoctl", 1);
        const standin_call *call = standin_last("WSAIoctl", 0, (long)codes[i].code);
        if (call == NULL) {
            fail_msg("%s was not given to WSAIoctl", codes[i].name);
            return;
        }
        assert_int_equal(call->len, codes[i].len);
        assert_memory_equal(call->value, codes[i].bytes, codes[i].len);
        assert_true(skt_option_get_text(s, option, text, sizeof text) < 0);
        skt_close(s);
    }
}

static void test_option__a_value_that_does_not_fit_is_refused_before_any_call(void **state)
{
    (void)state;
    static const struct {
        const char *name, *text;
        enum socket_kind on;
    } values[] = {
        {"SIO_TCP_SET_ACK_FREQUENCY", "256", TCP4}, {"SIO_TCP_SET_ACK_FREQUENCY", "-1", TCP4},
        {"TCP_KEEPIDLE", "2147483648s", TCP4},      {"TCP_USER_TIMEOUT", "2147483648s", TCP4},
        {"UDP_SEND_MSG_SIZE", "4294967296", UDP4},  {"IP_UNICAST_IF", "4294967296", UDP4},
        {"IPV6_UNICAST_IF", "4294967296", UDP6},
    };
    for (size_t i = 0; i < COUNT_OF(values); i++) {
        skt_socket s = open_kind(values[i].on);
        play(NULL);
        assert_rc(skt_option_set_text(s, option_named(values[i].name), values[i].text), SKT_ERANGE);
        assert_calls("setsockopt", 0);
        assert_calls("WSAIoctl", 0);
        skt_close(s);
    }
}

/* Windows takes milliseconds in a DWORD, of which 0 and the largest mean "for ever". */
static void test_option__a_timeout_is_rounded_up_and_never_to_for_ever(void **state)
{
    (void)state;
    static const struct {
        skt_duration span;
        int rc;
        DWORD written;
    } spans[] = {
        {1, 0, 1},
        {SKT_MICROSECONDS(1), 0, 1},
        {SKT_MILLISECONDS(1), 0, 1},
        {SKT_MILLISECONDS(1) + 1, 0, 2},
        {SKT_SECONDS(3), 0, 3000},
        {SKT_MILLISECONDS(INT64_C(4294967294)), 0, 4294967294U},
        {SKT_MILLISECONDS(INT64_C(4294967294)) + 1, SKT_ERANGE, 0},
        {SKT_MILLISECONDS(INT64_C(4294967295)), SKT_ERANGE, 0},
        {SKT_MILLISECONDS(INT64_C(4294967296)), SKT_ERANGE, 0},
        {SKT_FOREVER, 0, 0},
        {0, SKT_EINVAL, 0},
        {-1, SKT_EINVAL, 0},
    };
    const skt_duration_option keys[] = {SKT_SO_RCVTIMEO, SKT_SO_SNDTIMEO};
    for (size_t i = 0; i < COUNT_OF(spans) * COUNT_OF(keys); i++) {
        skt_socket s = open_kind(TCP4);
        play(NULL);
        assert_rc(skt_set_duration(s, keys[i % 2], spans[i / 2].span), spans[i / 2].rc);
        const standin_call *call = standin_last("setsockopt", SOL_SOCKET, i % 2 ? SO_SNDTIMEO : SO_RCVTIMEO);
        assert_int_equal(call != NULL, spans[i / 2].rc == 0);
        if (call != NULL) {
            assert_int_equal(call->len, sizeof(DWORD));
            assert_memory_equal(call->value, &spans[i / 2].written, sizeof(DWORD));
        }
        skt_close(s);
    }
}

static void test_option__spans_in_seconds_are_rounded_up(void **state)
{
    (void)state;
    skt_socket s = open_kind(TCP4);
    skt_duration span = 0;
    assert_rc(skt_set_duration(s, SKT_TCP_USER_TIMEOUT, 1), 0);
    assert_rc(skt_get_duration(s, SKT_TCP_USER_TIMEOUT, &span), 0);
    assert_int_equal(span, SKT_SECONDS(1));
    assert_rc(skt_set_duration(s, SKT_TCP_USER_TIMEOUT, SKT_SECONDS(2) + 1), 0);
    assert_rc(skt_get_duration(s, SKT_TCP_USER_TIMEOUT, &span), 0);
    assert_int_equal(span, SKT_SECONDS(3));
    skt_close(s);
}

/* struct linger holds 16 bits of seconds. */
static void test_option__linger_is_rounded_up_and_does_not_wrap(void **state)
{
    (void)state;
    static const struct {
        skt_linger value;
        int rc;
        u_short on, seconds;
    } values[] = {
        {{true, 1}, 0, 1, 1},
        {{true, 0}, 0, 1, 0},
        {{true, SKT_SECONDS(65535)}, 0, 1, 65535},
        {{true, SKT_SECONDS(65535) + 1}, SKT_ERANGE, 0, 0},
        {{true, SKT_SECONDS(65536)}, SKT_ERANGE, 0, 0},
        {{true, SKT_SECONDS(65537)}, SKT_ERANGE, 0, 0},
    };
    for (size_t i = 0; i < COUNT_OF(values); i++) {
        skt_socket s = open_kind(TCP4);
        play(NULL);
        assert_rc(skt_set_linger(s, SKT_SO_LINGER, values[i].value), values[i].rc);
        const standin_call *call = standin_last("setsockopt", SOL_SOCKET, SO_LINGER);
        assert_int_equal(call != NULL, values[i].rc == 0);
        if (call != NULL) {
            u_short written[2];
            memcpy(written, call->value, sizeof written);
            assert_int_equal(written[0] != 0, values[i].on);
            assert_int_equal(written[1], values[i].seconds);
        }
        skt_close(s);
    }
}

/* The structure that there is room for is asked for. */
static void test_option__tcp_info_comes_in_the_version_that_fits(void **state)
{
    (void)state;
    static const struct {
        size_t room;
        DWORD version;
        size_t len;
    } rooms[] = {
        {sizeof(TCP_INFO_v0), 0, sizeof(TCP_INFO_v0)},
        {sizeof(TCP_INFO_v1) - 1, 0, sizeof(TCP_INFO_v0)},
        {sizeof(TCP_INFO_v1), 1, sizeof(TCP_INFO_v1)},
        {sizeof(TCP_INFO_v1) + 100, 1, sizeof(TCP_INFO_v1)},
    };
    connection c = tcp_connection("127.0.0.1:0");
    for (size_t i = 0; i < COUNT_OF(rooms); i++) {
        char bytes[sizeof(TCP_INFO_v1) + 100];
        size_t len = rooms[i].room;
        TCP_INFO_v1 info;
        memset(bytes, 0xee, sizeof bytes);
        int rc = skt_get_bytes(c.client, SKT_TCP_INFO, bytes, &len);
        if (!SINCE(15063)) {
            assert_rc(rc, SKT_EOPNOTSUPP);
            continue;
        }
        assert_rc(rc, 0);
        assert_int_equal(len, rooms[i].len);
        assert_memory_equal(standin_last("WSAIoctl", 0, (long)SIO_TCP_INFO)->value, &rooms[i].version, sizeof(DWORD));
        memcpy(&info, bytes, rooms[i].len);
        assert_int_equal(info.State, TCPSTATE_ESTABLISHED);
        assert_int_equal(info.SynRetrans, 19);
        if (rooms[i].version == 1) assert_int_equal(info.SndLimBytesSnd, 28);
        for (size_t at = rooms[i].len; at < sizeof bytes; at++) assert_int_equal(bytes[at], (char)0xee);
    }
    char small[8];
    size_t len = sizeof small;
    assert_true(skt_get_bytes(c.client, SKT_TCP_INFO, small, &len) < 0);
    close_both(&c);
}

/* Windows 10 1703 and 1709 have the first version only. */
static void test_option__tcp_info_of_an_older_windows_is_its_older_structure(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    char bytes[sizeof(TCP_INFO_v1)];
    size_t len = sizeof bytes;
    standin.build = 16299;
    assert_rc(skt_get_bytes(c.client, SKT_TCP_INFO, bytes, &len), 0);
    assert_int_equal(len, sizeof(TCP_INFO_v0));
    close_both(&c);
}

static void test_option__the_path_mtu_is_known_of_what_is_connected(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    skt_socket s = open_kind(TCP4);
    int64_t mtu = 0;
    assert_rc(skt_get_int(c.client, SKT_IP_MTU, &mtu), 0);
    assert_int_equal(mtu, 1500);
    assert_rc(skt_get_int(s, SKT_IP_MTU, &mtu), SKT_ENOTCONN);
    skt_close(s);
    close_both(&c);
}

/* One option of ours, two of Windows, which take the index in two byte orders. */
static void test_device__the_index_is_given_in_the_familys_byte_order(void **state)
{
    (void)state;
    static const struct {
        enum socket_kind on;
        int level, number;
        DWORD value;
    } devices[] = {
        {UDP4, IPPROTO_IP, IP_UNICAST_IF, BIG_ENDIAN_3},
        {UDP6, IPPROTO_IPV6, IPV6_UNICAST_IF, 3},
        {TCP4, IPPROTO_IP, IP_UNICAST_IF, BIG_ENDIAN_3},
        {TCP6, IPPROTO_IPV6, IPV6_UNICAST_IF, 3},
    };
    for (size_t i = 0; i < COUNT_OF(devices); i++) {
        skt_socket s = open_kind(devices[i].on);
        assert_int_equal(skt_device_index(s), 0);
        assert_rc(skt_bind_device_index(s, 3), 0);
        const standin_call *call = standin_last("setsockopt", devices[i].level, devices[i].number);
        assert_non_null(call);
        assert_int_equal(call->len, sizeof(DWORD));
        assert_memory_equal(call->value, &devices[i].value, sizeof(DWORD));
        assert_int_equal(skt_device_index(s), 3);
        assert_rc(skt_bind_device_index(s, 0), 0);
        assert_int_equal(skt_device_index(s), 0);
        skt_close(s);
    }
}

/* What a change of a membership was given: the structures of RFC 3678, or those that Windows had for IPv4 before. */
typedef struct membership_asked {
    bool found;
    uint32_t interface_index;
    uint8_t group[16], source[16];
} membership_asked;

static void copy_ip(uint8_t out[16], const struct sockaddr_storage *from)
{
    if (from->ss_family == AF_INET6)
        memcpy(out, &((const struct sockaddr_in6 *)(const void *)from)->sin6_addr, 16);
    else
        memcpy(out, &((const struct sockaddr_in *)(const void *)from)->sin_addr, 4);
}

static membership_asked change_asked(int level, int number, int old_number)
{
    membership_asked out = {.found = false};
    const standin_call *call = standin_last("setsockopt", level, number);
    if (call != NULL) {
        struct group_source_req new_form;
        memcpy(&new_form, call->value, sizeof new_form);
        out.found = call->len == sizeof new_form;
        out.interface_index = new_form.gsr_interface;
        copy_ip(out.group, &new_form.gsr_group);
        copy_ip(out.source, &new_form.gsr_source);
        return out;
    }
    call = level == IPPROTO_IP ? standin_last("setsockopt", level, old_number) : NULL;
    if (call != NULL) {
        struct ip_mreq_source old_form;
        memcpy(&old_form, call->value, sizeof old_form);
        out.found = call->len == sizeof old_form;
        out.interface_index = ntohl(old_form.imr_interface.s_addr); /* 0.0.0.3 is the third */
        memcpy(out.group, &old_form.imr_multiaddr, 4);
        memcpy(out.source, &old_form.imr_sourceaddr, 4);
    }
    return out;
}

static void test_multicast__of_one_source_is_asked_for_by_index(void **state)
{
    (void)state;
    typedef int (*change)(skt_socket, const skt_membership *);
    static const struct {
        change call;
        int number, old_number;
    } changes[] = {
        {skt_multicast_join, MCAST_JOIN_SOURCE_GROUP, IP_ADD_SOURCE_MEMBERSHIP},
        {skt_multicast_leave, MCAST_LEAVE_SOURCE_GROUP, IP_DROP_SOURCE_MEMBERSHIP},
        {skt_multicast_block, MCAST_BLOCK_SOURCE, IP_BLOCK_SOURCE},
        {skt_multicast_unblock, MCAST_UNBLOCK_SOURCE, IP_UNBLOCK_SOURCE},
    };
    static const struct {
        enum socket_kind on;
        const char *group, *source;
        int level;
    } families_of[] = {
        {UDP6, "[ff12::1234]:0", "[2001:db8::7]:0", IPPROTO_IPV6},
        {UDP4, "239.1.2.3:0", "192.0.2.7:0", IPPROTO_IP},
    };
    for (size_t i = 0; i < COUNT_OF(changes) * COUNT_OF(families_of); i++) {
        size_t f = i % 2;
        const skt_addr group = address(families_of[f].group), source = address(families_of[f].source);
        skt_membership m = {.group = group, .source = source, .interface_index = 3};
        uint8_t ip[16];
        skt_socket s = open_kind(families_of[f].on);
        play(NULL);
        int rc = changes[i / 2].call(s, &m);
        membership_asked a = change_asked(families_of[f].level, changes[i / 2].number, changes[i / 2].old_number);
        assert_true(a.found);
        assert_int_equal(a.interface_index, 3);
        assert_memory_equal(a.group, ip, (size_t)skt_addr_ip(&group, ip));
        assert_memory_equal(a.source, ip, (size_t)skt_addr_ip(&source, ip));
        if (standin_count("setsockopt", families_of[f].level, changes[i / 2].number) > 0) assert_rc(rc, 0);
        skt_close(s);
    }
}

/* Windows says WSAEOPNOTSUPP or WSAEINVAL of a control code that it does not know, WSAEFAULT of one without its value. */
static void test_option__a_control_code_that_windows_does_not_know_is_not_there(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        enum socket_kind on;
    } codes[] = {{"SIO_UDP_CONNRESET", UDP4},
                 {"SIO_UDP_NETRESET", UDP6},
                 {"SIO_LOOPBACK_FAST_PATH", TCP4},
                 {"SIO_TCP_SET_ACK_FREQUENCY", TCP6},
                 {"SIO_ASSOCIATE_PORT_RESERVATION", TCP4},
                 {"SIO_RELEASE_PORT_RESERVATION", UDP4}};
    static const int errors[] = {WSAEINVAL, WSAEOPNOTSUPP};
    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        skt_socket s = open_kind(codes[i].on);
        skt_option option = option_named(codes[i].name);
        assert_rc(skt_option_probe(s, option), 0);
        for (size_t e = 0; e < COUNT_OF(errors); e++) {
            standin_fail("WSAIoctl", errors[e], 0, 1);
            assert_rc(skt_option_probe(s, option), -errors[e]);
        }
        assert_rc(skt_option_probe(s, option), 0);
        skt_close(s);
    }
}

/* setsockopt of IP_TOS succeeds and marks nothing (Microsoft, Q248611). */
static void test_option__a_type_of_service_is_no_silent_success(void **state)
{
    (void)state;
    for (int kind = TCP4; kind <= UDP6; kind++) {
        skt_socket s = open_kind((enum socket_kind)kind);
        int64_t tos;
        play(NULL);
        assert_rc(skt_set_int(s, SKT_IP_TOS, 0xb8), SKT_EUNSUPPORTED);
        assert_rc(skt_get_int(s, SKT_IP_TOS, &tos), SKT_EUNSUPPORTED);
        assert_false(skt_option_supported(SKT_ANY(SKT_IP_TOS)));
        assert_int_equal(standin_count("setsockopt", IPPROTO_IP, IP_TOS), 0);
        skt_close(s);
    }
}

static void test_redirect__a_connection_that_was_not_redirected_has_the_systems_error(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    skt_addr where;
    assert_rc(skt_original_destination(c.server, &where), SKT_EINVAL);
    close_both(&c);
}

static void test_ports__are_reserved_and_taken_before_binding(void **state)
{
    (void)state;
    static const uint16_t wanted[] = {0, 40000};
    for (size_t i = 0; i < COUNT_OF(wanted); i++) {
        skt_socket keeper = open_kind(TCP4), s = open_kind(TCP4);
        uint16_t first = 0;
        uint64_t token = 0;
        INET_PORT_RANGE asked;
        skt_addr any = address("127.0.0.1:0");
        assert_rc(skt_ports_reserve(keeper, wanted[i], 7, &first, &token), 0);
        memcpy(&asked, standin_last("WSAIoctl", 0, (long)SIO_ACQUIRE_PORT_RESERVATION)->value, sizeof asked);
        assert_int_equal(asked.StartPort, htons(wanted[i]));
        assert_int_equal(asked.NumberOfPorts, 7);
        assert_int_equal(first, wanted[i] != 0 ? wanted[i] : 50000);
        assert_int_not_equal(token, 0);
        assert_rc(skt_set_u64(s, SKT_SIO_ASSOCIATE_PORT_RESERVATION, token), 0);
        assert_memory_equal(standin_last("WSAIoctl", 0, (long)SIO_ASSOCIATE_PORT_RESERVATION)->value, &token, 8);
        assert_rc(skt_bind(s, &any), 0);
        assert_rc(skt_set_u64(s, SKT_SIO_ASSOCIATE_PORT_RESERVATION, token), SKT_EINVAL);
        assert_rc(skt_set_u64(keeper, SKT_SIO_RELEASE_PORT_RESERVATION, token), 0);
        standin_fail("WSAIoctl", WSAEADDRINUSE, 0, 1);
        assert_rc(skt_ports_reserve(keeper, wanted[i], 7, &first, &token), SKT_EADDRINUSE);
        skt_close(s);
        skt_close(keeper);
    }
}

static void check_sources(enum socket_kind kind, const char *group, const char *const texts[2])
{
    skt_socket s = open_kind(kind);
    skt_membership m = {.interface_index = 3};
    skt_addr sources[2], got[2];
    int mode = -1;
    assert_rc(skt_addr_parse(group, &m.group), 0);
    for (size_t i = 0; i < 2; i++) assert_rc(skt_addr_parse(texts[i], &sources[i]), 0);
    assert_rc(skt_multicast_set_sources(s, &m, SKT_MCAST_INCLUDE, sources, 2), 0);
    assert_rc(skt_multicast_sources(s, &m, &mode, got, 2), 2);
    assert_int_equal(mode, SKT_MCAST_INCLUDE);
    for (size_t i = 0; i < 2; i++) assert_true(skt_addr_equal(&got[i], &sources[i]));
    assert_rc(skt_multicast_set_sources(s, &m, SKT_MCAST_EXCLUDE, &sources[1], 1), 0);
    assert_rc(skt_multicast_sources(s, &m, &mode, got, 0), 1);
    assert_int_equal(mode, SKT_MCAST_EXCLUDE);
    m.interface_index = 4;
    assert_rc(skt_multicast_sources(s, &m, &mode, got, 0), SKT_EADDRNOTAVAIL);
    assert_rc(skt_multicast_set_sources(s, &m, 2, sources, 1), SKT_EINVAL);
    skt_close(s);
}

static void test_multicast__all_sources_of_a_group_are_set_and_read_by_ioctls(void **state)
{
    (void)state;
    check_sources(UDP4, "239.1.2.3:0", (const char *const[]){"127.0.0.2:0", "127.0.0.3:0"});
    check_sources(UDP6, "[ff02::99]:0", (const char *const[]){"[fd09::1]:0", "[fd09::2]:0"});
    skt_socket s = open_kind(TCP4);
    skt_membership m = {.interface_index = 3};
    assert_rc(skt_addr_parse("239.1.2.3:0", &m.group), 0);
    assert_rc(skt_multicast_set_sources(s, &m, SKT_MCAST_EXCLUDE, NULL, 0), SKT_EOPNOTSUPP);
    skt_close(s);
}

/* What the stand-in says of a connection, by the fields of the version that there is. */
static void test_option__the_fields_of_a_connection_are_a_text(void **state)
{
    (void)state;
    static const char first[] =
        "state=4 mss=65483B connection_time=3ms timestamps_enabled=false rtt=5us min_rtt=6us in_flight=7B cwnd=8B "
        "snd_wnd=9B rcv_wnd=10B rcv_buf=11B out=12B in=13B reordered=14B retrans=15B fast_retrans=0 dup_acks_in=0 "
        "timeout_episodes=0 syn_retrans=19";
    static const char second[] = " snd_lim_trans_rwin=20 snd_lim_time_rwin=21ms snd_lim_rwin=0B snd_lim_trans_cwnd=0 "
                                 "snd_lim_time_cwnd=0s snd_lim_cwnd=0B snd_lim_trans_snd=0 snd_lim_time_snd=0s "
                                 "snd_lim_snd=28B";
    char text[1024], wanted[1024];
    connection c = tcp_connection("127.0.0.1:0");
    int rc = skt_option_get_text(c.client, SKT_ANY(SKT_TCP_INFO), text, sizeof text);
    snprintf(wanted, sizeof wanted, "%s%s", first, SINCE(17763) ? second : "");
    if (SINCE(15063))
        assert_string_equal(text, wanted);
    else
        assert_rc(rc, SKT_EOPNOTSUPP);
    close_both(&c);
}

int main(int argc, char **argv)
{
    play_build(argc, argv);
    const struct CMUnitTest tests[] = {
        PLAY(test_option__windows_is_given_the_number_and_gives_it_back),
        PLAY(test_option__a_bool_is_read_in_one_byte_and_in_four),
        PLAY(test_option__control_codes_are_given_their_structures),
        PLAY(test_option__a_value_that_does_not_fit_is_refused_before_any_call),
        PLAY(test_option__a_timeout_is_rounded_up_and_never_to_for_ever),
        PLAY(test_option__spans_in_seconds_are_rounded_up),
        PLAY(test_option__linger_is_rounded_up_and_does_not_wrap),
        PLAY(test_option__tcp_info_comes_in_the_version_that_fits),
        PLAY(test_option__tcp_info_of_an_older_windows_is_its_older_structure),
        PLAY(test_option__the_path_mtu_is_known_of_what_is_connected),
        PLAY(test_device__the_index_is_given_in_the_familys_byte_order),
        PLAY(test_multicast__of_one_source_is_asked_for_by_index),
        PLAY(test_option__a_control_code_that_windows_does_not_know_is_not_there),
        PLAY(test_option__a_type_of_service_is_no_silent_success),
        PLAY(test_redirect__a_connection_that_was_not_redirected_has_the_systems_error),
        PLAY(test_multicast__all_sources_of_a_group_are_set_and_read_by_ioctls),
        PLAY(test_option__the_fields_of_a_connection_are_a_text),
        PLAY(test_ports__are_reserved_and_taken_before_binding),
    };
    return RUN(tests);
}
