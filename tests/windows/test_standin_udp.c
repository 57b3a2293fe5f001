/* SPDX-License-Identifier: MIT */
/* Features of UDP that Wine lacks: ICMP errors from receives, source addresses, segmentation and coalescing. */
#include "played.h"

#include <mswsock.h>

static const char *const any_port[] = {"127.0.0.1:0", "[::1]:0"};

static skt_socket bound_udp(const char *text, int bits, skt_addr *here)
{
    skt_socket s;
    *here = address(text);
    assert_rc(skt_open(skt_addr_family(here), SKT_SOCK_DGRAM | bits, 0, &s), 0);
    assert_rc(skt_bind(s, here), 0);
    assert_rc(skt_local_address(s, here), 0);
    return s;
}

static skt_addr vacant(const char *text)
{
    skt_addr here;
    skt_close(bound_udp(text, 0, &here));
    return here;
}

/*
 * After a datagram to a closed port an ordinary socket of Windows fails the next receive; ours does so only if asked.
 */
static void test_udp__a_closed_port_does_not_fail_receiving_unless_wanted(void **state)
{
    (void)state;
    static const struct {
        int bits;
        bool set, value, fails;
    } rows[] = {
        {0, false, false, false},
        {0, true, true, true},
        {SKT_SOCK_BARE, false, false, true},
        {SKT_SOCK_BARE, true, false, false},
    };
    for (size_t i = 0; i < COUNT_OF(rows) * COUNT_OF(any_port); i++) {
        size_t row = i / 2;
        skt_addr here, nowhere = vacant(any_port[i % 2]);
        skt_socket s = bound_udp(any_port[i % 2], rows[row].bits, &here);
        char got[4];
        if (rows[row].set) assert_rc(skt_set_bool(s, SKT_SIO_UDP_CONNRESET, rows[row].value), 0);
        assert_int_equal(skt_sendto(s, "x", 1, 0, &nowhere), 1);
        assert_int_equal(skt_sendto(s, "own", 3, 0, &here), 3);
        if (rows[row].fails) assert_rc(skt_recv(s, got, sizeof got, 0), SKT_ECONNRESET);
        assert_int_equal(skt_recv(s, got, sizeof got, 0), 3);
        skt_close(s);
    }
}

static void test_udp__nor_does_a_datagram_that_expired_on_its_way(void **state)
{
    (void)state;
    for (int wanted = 0; wanted < 2; wanted++) {
        skt_addr here;
        skt_socket s = bound_udp("127.0.0.1:0", 0, &here);
        char got[4];
        if (wanted) assert_rc(skt_set_bool(s, SKT_SIO_UDP_NETRESET, true), 0);
        standin_icmp(s, WSAENETRESET);
        assert_int_equal(skt_sendto(s, "own", 3, 0, &here), 3);
        if (wanted) assert_rc(skt_recv(s, got, sizeof got, 0), SKT_ENETRESET);
        assert_int_equal(skt_recv(s, got, sizeof got, 0), 3);
        skt_close(s);
    }
}

/* An older Windows refuses SIO_UDP_NETRESET, which does not keep a socket from being made. */
static void test_udp__sockets_are_made_where_the_switches_are_missing(void **state)
{
    (void)state;
    for (unsigned refused = 1; refused <= 2; refused++) {
        skt_addr here;
        standin_fail("WSAIoctl", WSAEOPNOTSUPP, 2 - refused, refused);
        skt_socket s = bound_udp("127.0.0.1:0", 0, &here);
        assert_rc(skt_close(s), 0);
        play(NULL);
    }
}

/* One item of control data, as Windows lays it out. */
static size_t put_control(void *out, int level, int type, const void *data, size_t len)
{
    WSACMSGHDR header = {.cmsg_len = sizeof header + len, .cmsg_level = level, .cmsg_type = type};
    memcpy(out, &header, sizeof header);
    memcpy((char *)out + sizeof header, data, len);
    return (sizeof header + len + sizeof(size_t) - 1) & ~(sizeof(size_t) - 1);
}

/* Finds an item; false if there is none. */
static bool find_control(const skt_msg *msg, int level, int type, void *out, size_t len)
{
    for (size_t at = 0; at + sizeof(WSACMSGHDR) <= msg->control_len;) {
        WSACMSGHDR header;
        memcpy(&header, (const char *)msg->control + at, sizeof header);
        if (header.cmsg_len < sizeof header) return false;
        if (header.cmsg_level == level && header.cmsg_type == type) {
            memcpy(out, (const char *)msg->control + at + sizeof header, len);
            return true;
        }
        at += (header.cmsg_len + sizeof(size_t) - 1) & ~(sizeof(size_t) - 1);
    }
    return false;
}

/* The control data goes to Windows as it is, and the datagram has the address that it names. */
static void test_udp__a_datagram_has_the_source_that_it_was_given(void **state)
{
    (void)state;
    skt_addr there, here, from, wanted;
    uint64_t control[8];
    char got[4];
    skt_socket server = bound_udp("127.0.0.1:0", 0, &there), client = bound_udp("0.0.0.0:0", 0, &here);
    IN_PKTINFO info = {.ipi_ifindex = 0};
    info.ipi_addr.s_addr = htonl(0x7f000009);
    size_t len = put_control(control, IPPROTO_IP, IP_PKTINFO, &info, sizeof info);
    skt_buf buf = skt_buf_of((char[]){"abc"}, 3);
    skt_msg msg = skt_msg_of(&there, &buf, 1, control, len);
    assert_int_equal(skt_sendmsg(client, &msg, 0), 3);
    assert_calls("WSASendMsg", 1);
    assert_int_equal(standin_last("WSASendMsg", STANDIN_ANY, STANDIN_ANY)->len, len);
    assert_memory_equal(standin_last("WSASendMsg", STANDIN_ANY, STANDIN_ANY)->value, control, len);
    assert_int_equal(skt_recvfrom(server, got, sizeof got, 0, &from), 3);
    wanted = address("127.0.0.9:0");
    assert_rc(skt_addr_set_port(&wanted, (uint16_t)skt_addr_port(&here)), 0);
    assert_true(skt_addr_equal(&from, &wanted));
    skt_close(server);
    skt_close(client);
}

static void test_udp__one_send_is_cut_where_windows_does_that(void **state)
{
    (void)state;
    skt_addr there, here;
    char got[1000];
    static char data[1000];
    skt_socket server = bound_udp("127.0.0.1:0", 0, &there), client = bound_udp("127.0.0.1:0", 0, &here);
    int rc = skt_set_int(client, SKT_UDP_SEND_MSG_SIZE, 400);
    assert_rc(rc, SINCE(19041) ? 0 : SKT_ENOPROTOOPT);
    assert_int_equal(skt_sendto(client, data, sizeof data, 0, &there), sizeof data);
    if (SINCE(19041)) {
        assert_int_equal(skt_recv(server, got, sizeof got, 0), 400);
        assert_int_equal(skt_recv(server, got, sizeof got, 0), 400);
        assert_int_equal(skt_recv(server, got, sizeof got, 0), 200);
    } else {
        assert_int_equal(skt_recv(server, got, sizeof got, 0), sizeof data);
    }
    skt_close(server);
    skt_close(client);
}

/* The same by control data, for one message only. */
static void test_udp__one_message_is_cut_where_windows_does_that(void **state)
{
    (void)state;
    skt_addr there, here;
    char got[1000];
    static char data[1000];
    uint64_t control[8];
    DWORD segment = 600;
    skt_socket server = bound_udp("127.0.0.1:0", 0, &there), client = bound_udp("127.0.0.1:0", 0, &here);
    size_t len = put_control(control, IPPROTO_UDP, STANDIN_UDP_SEND_MSG_SIZE, &segment, sizeof segment);
    skt_buf bufs[2] = {skt_buf_of(data, 500), skt_buf_of(data + 500, 500)};
    skt_msg msg = skt_msg_of(&there, bufs, 2, control, len);
    skt_ssize rc = skt_sendmsg(client, &msg, 0);
    if (SINCE(19041)) {
        assert_int_equal(rc, sizeof data);
        assert_int_equal(skt_recv(server, got, sizeof got, 0), 600);
        assert_int_equal(skt_recv(server, got, sizeof got, 0), 400);
    } else {
        assert_rc(rc, SKT_EINVAL);
    }
    skt_close(server);
    skt_close(client);
}

static void test_udp__what_windows_put_together_comes_with_its_size(void **state)
{
    (void)state;
    if (!SINCE(19041)) SKIP("UDP_RECV_MAX_COALESCED_SIZE: Windows 10 2004");
    skt_addr there, here, from;
    char got[1000];
    uint64_t control[16];
    DWORD size = 0;
    skt_socket server = bound_udp("127.0.0.1:0", 0, &there), client = bound_udp("127.0.0.1:0", 0, &here);
    assert_rc(skt_set_int(server, SKT_UDP_RECV_MAX_COALESCED_SIZE, 1000), 0);
    for (int i = 0; i < 3; i++)
        assert_int_equal(skt_sendto(client, "abcdefgh", i < 2 ? 8 : 3, 0, &there), i < 2 ? 8 : 3);
    skt_buf buf = skt_buf_of(got, sizeof got);
    skt_msg msg = skt_msg_of(&from, &buf, 1, control, sizeof control);
    assert_int_equal(skt_recvmsg(server, &msg, 0), 19);
    assert_true(find_control(&msg, IPPROTO_UDP, STANDIN_UDP_COALESCED_INFO, &size, sizeof size));
    assert_int_equal(size, 8);
    assert_true(skt_addr_equal(&from, &here));
    skt_close(server);
    skt_close(client);
}

static void test_udp__messages_bring_what_was_switched_on(void **state)
{
    (void)state;
    skt_addr there, here;
    char got[8];
    uint64_t control[32];
    IN_PKTINFO info = {.ipi_ifindex = 0};
    DWORD ecn = 9;
    skt_socket server = bound_udp("127.0.0.1:0", 0, &there), client = bound_udp("127.0.0.1:0", 0, &here);
    assert_rc(skt_set_bool(server, SKT_IP_PKTINFO, true), 0);
    assert_rc(skt_set_bool(server, SKT_IP_RECVECN, true), SINCE(20348) ? 0 : SKT_ENOPROTOOPT);
    assert_int_equal(skt_sendto(client, "abc", 3, 0, &there), 3);
    skt_buf buf = skt_buf_of(got, sizeof got);
    skt_msg msg = skt_msg_of(NULL, &buf, 1, control, sizeof control);
    assert_int_equal(skt_recvmsg(server, &msg, 0), 3);
    assert_true(find_control(&msg, IPPROTO_IP, IP_PKTINFO, &info, sizeof info));
    assert_int_equal(info.ipi_addr.s_addr, htonl(INADDR_LOOPBACK));
    assert_int_equal(find_control(&msg, IPPROTO_IP, IP_ECN, &ecn, sizeof ecn), SINCE(20348));
    skt_close(server);
    skt_close(client);
}

int main(int argc, char **argv)
{
    play_build(argc, argv);
    const struct CMUnitTest tests[] = {
        PLAY(test_udp__a_closed_port_does_not_fail_receiving_unless_wanted),
        PLAY(test_udp__nor_does_a_datagram_that_expired_on_its_way),
        PLAY(test_udp__sockets_are_made_where_the_switches_are_missing),
        PLAY(test_udp__a_datagram_has_the_source_that_it_was_given),
        PLAY(test_udp__one_send_is_cut_where_windows_does_that),
        PLAY(test_udp__one_message_is_cut_where_windows_does_that),
        PLAY(test_udp__what_windows_put_together_comes_with_its_size),
        PLAY(test_udp__messages_bring_what_was_switched_on),
    };
    return RUN(tests);
}
