/* SPDX-License-Identifier: MIT */
/* Linux: sockets of the families and protocols that few kernels have, and what their options do. ./dev guest has them. */
#include "netns.h"

#include <linux/can.h>
#include <linux/if_alg.h>
#include <net/if.h>
#include <sys/socket.h>
#include <unistd.h>

#define NEEDS_SOCKET(family, type, protocol, out)                                       \
    do {                                                                                \
        int lack = skt_open(family, type, protocol, out);                               \
        if (lack < 0) SKIP("this kernel has no such socket: %s", skt_error_name(lack)); \
    } while (0)

static bool nothing_came(skt_socket s)
{
    char byte;
    return skt_recv(s, &byte, 1, SKT_MSG_DONTWAIT) == SKT_EAGAIN;
}

/* TLS in the kernel. Each end has a key for what it sends and one for what it receives. */
static int use_tls(skt_socket s, skt_bytes_option direction)
{
    uint8_t key[40] = {4, 3, 51, 0}; /* TLS 1.3, AES-GCM of 128 bits; vector, key, salt, number */
    memset(key + 4, 7, 8 + 16 + 4);
    int rc = skt_set_name(s, SKT_TCP_ULP, "tls");
    return rc < 0 ? rc : skt_set_bytes(s, direction, key, sizeof key);
}

static void test_linux_families__tls_hides_what_is_sent_and_shows_it_to_its_key(void **state)
{
    (void)state;
    for (int knows = 0; knows <= 1; knows++) {
        unsigned char bytes[100];
        connection c = tcp_connection("127.0.0.1:0");
        int rc = use_tls(c.client, SKT_TLS_TX);
        if (rc == SKT_ENOENT) {
            close_both(&c);
            SKIP("this kernel has no TLS");
        }
        assert_rc(rc, 0);
        if (knows) assert_rc(use_tls(c.server, SKT_TLS_RX), 0);
        assert_int_equal(skt_send(c.client, "hello", 5, 0), 5);
        wait_for(c.server, SKT_POLLIN);
        skt_ssize len = skt_recv(c.server, bytes, sizeof bytes, 0);
        if (knows) {
            assert_int_equal(len, 5);
            assert_memory_equal(bytes, "hello", 5);
        } else {
            /* A header of five bytes, the data, its kind, a sum of sixteen. */
            assert_int_equal(len, 5 + 5 + 1 + 16);
            assert_int_equal(bytes[0], 23);
        }
        close_both(&c);
    }
}

static void test_linux_families__the_kind_of_a_tls_record_is_sent_and_told(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    int rc = use_tls(c.client, SKT_TLS_TX);
    if (rc == SKT_ENOENT) {
        close_both(&c);
        SKIP("this kernel has no TLS");
    }
    assert_rc(use_tls(c.server, SKT_TLS_RX), 0);
    union {
        size_t alignment;
        char bytes[64];
    } room;
    char bytes[8];
    skt_buf out = skt_buf_of("abc", 3), in = skt_buf_of(bytes, sizeof bytes);
    skt_control control;
    skt_msg msg = skt_msg_of(NULL, &out, 1, NULL, 0);
    skt_control_begin(&control, &room, sizeof room, SKT_AF_INET);
    skt_control_put_tls_record(&control, 22);
    assert_rc(skt_control_finish(&control, &msg), 0);
    assert_int_equal(skt_sendmsg(c.client, &msg, 0), 3);
    skt_control_item item = {0};
    msg = skt_msg_of(NULL, &in, 1, &room, sizeof room);
    wait_for(c.server, SKT_POLLIN);
    assert_int_equal(skt_recvmsg(c.server, &msg, 0), 3);
    assert_true(skt_control_next(&msg, &item));
    assert_int_equal(item.kind, SKT_CONTROL_TLS_RECORD);
    assert_int_equal(item.tls_record, 22);
    close_both(&c);
}

/* The streams that either end may send on: those of sctp_initmsg, and of sctp_status. */
static void test_linux_families__sctp_has_the_streams_that_were_asked_for(void **state)
{
    (void)state;
    skt_socket listening, client, server;
    skt_addr at = address("127.0.0.1:0");
    uint16_t wanted[4] = {3, 5, 0, 0};
    struct {
        uint32_t association, state, window;
        uint16_t unacknowledged, pending, in, out;
        uint8_t rest[400];
    } status = {0};
    size_t len = sizeof status;
    NEEDS_SOCKET(SKT_AF_INET, SKT_SOCK_STREAM, SKT_IPPROTO_SCTP, &listening);
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, SKT_IPPROTO_SCTP, &client));
    assert_rc(skt_set_bytes(client, SKT_SCTP_INITMSG, wanted, sizeof wanted), 0);
    assert_rc(skt_set_bool(client, SKT_SCTP_DISABLE_FRAGMENTS, true), 0);
    assert_ok(skt_bind(listening, &at));
    assert_ok(skt_listen(listening, 1));
    assert_ok(skt_local_address(listening, &at));
    assert_ok(skt_connect(client, &at));
    assert_ok(skt_accept(listening, 0, &server, NULL));
    assert_rc(skt_get_bytes(server, SKT_SCTP_STATUS, &status, &len), 0);
    assert_int_equal(status.in, 3);
    assert_int_equal(status.out, 5);
    /* Loopback carries 65536 bytes, with the headers. */
    static char large[100000];
    assert_rc((int)skt_send(client, large, sizeof large, 0), SKT_EMSGSIZE);
    assert_rc(skt_set_bool(client, SKT_SCTP_DISABLE_FRAGMENTS, false), 0);
    assert_int_equal(skt_send(client, large, sizeof large, 0), sizeof large);
    skt_close(client);
    skt_close(server);
    skt_close(listening);
}

/* What sctp_rcvinfo tells of a message comes with it once it was asked for. */
static void test_linux_families__sctp_tells_the_stream_of_a_message(void **state)
{
    (void)state;
    skt_socket listening, client, server;
    skt_addr at = address("127.0.0.1:0");
    union {
        size_t alignment;
        char bytes[128];
    } room;
    char bytes[8];
    skt_buf in = skt_buf_of(bytes, sizeof bytes);
    uint8_t sending[16] = {1}; /* sctp_sndinfo: the stream first */
    NEEDS_SOCKET(SKT_AF_INET, SKT_SOCK_STREAM, SKT_IPPROTO_SCTP, &listening);
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, SKT_IPPROTO_SCTP, &client));
    assert_ok(skt_bind(listening, &at));
    assert_ok(skt_listen(listening, 1));
    assert_ok(skt_local_address(listening, &at));
    assert_ok(skt_connect(client, &at));
    assert_ok(skt_accept(listening, 0, &server, NULL));
    assert_rc(skt_set_bool(server, SKT_SCTP_RECVRCVINFO, true), 0);
    assert_rc(skt_set_bytes(client, SKT_SCTP_DEFAULT_SNDINFO, sending, sizeof sending), 0);
    assert_int_equal(skt_send(client, "abc", 3, 0), 3);
    skt_msg msg = skt_msg_of(NULL, &in, 1, &room, sizeof room);
    skt_control_item item = {0};
    assert_int_equal(skt_recvmsg(server, &msg, 0), 3);
    assert_true(msg.flags & SKT_MSG_EOR);
    assert_true(skt_control_next(&msg, &item));
    assert_int_equal(item.level, SKT_IPPROTO_SCTP);
    assert_int_equal(item.type, 3); /* SCTP_RCVINFO */
    assert_int_equal(*(const uint16_t *)item.data, 1);
    skt_close(client);
    skt_close(server);
    skt_close(listening);
}

/* A CAN of the test's own; its index. */
#define NEEDS_CAN(out)                                                                                                 \
    do {                                                                                                               \
        NEEDS_NETNS();                                                                                                 \
        if (if_nametoindex("can") == 0 && netns_status("ip link add can type vcan && ip link set can up", false) != 0) \
            SKIP("this kernel has no vcan");                                                                           \
        *(out) = if_nametoindex("can");                                                                                \
    } while (0)

static skt_socket can_socket(unsigned index)
{
    skt_socket s;
    skt_addr at;
    assert_ok(skt_open(SKT_AF_CAN, SKT_SOCK_RAW, CAN_RAW, &s));
    assert_ok(skt_addr_can(index, 0, 0, &at));
    assert_ok(skt_bind(s, &at));
    return s;
}

static void send_frame(skt_socket s, uint32_t id)
{
    const struct can_frame frame = {.can_id = id, .can_dlc = 1};
    assert_int_equal(skt_send(s, &frame, sizeof frame, 0), sizeof frame);
}

static uint32_t received_id(skt_socket s)
{
    struct can_frame frame;
    wait_for(s, SKT_POLLIN);
    assert_int_equal(skt_recv(s, &frame, sizeof frame, 0), sizeof frame);
    return frame.can_id;
}

static void test_linux_families__can_lets_through_what_its_filter_names(void **state)
{
    (void)state;
    unsigned index;
    NEEDS_CAN(&index);
    const struct can_filter filter = {.can_id = 0x123, .can_mask = CAN_SFF_MASK};
    skt_socket sender = can_socket(index), receiver = can_socket(index);
    assert_rc(skt_set_bytes(receiver, SKT_CAN_RAW_FILTER, &filter, sizeof filter), 0);
    send_frame(sender, 0x124);
    send_frame(sender, 0x123);
    assert_int_equal(received_id(receiver), 0x123);
    assert_true(nothing_came(receiver));
    assert_true(nothing_came(sender));
    assert_rc(skt_set_bool(sender, SKT_CAN_RAW_RECV_OWN_MSGS, true), 0);
    send_frame(sender, 0x125);
    assert_int_equal(received_id(sender), 0x125);
    assert_rc(skt_set_bool(sender, SKT_CAN_RAW_LOOPBACK, false), 0);
    send_frame(sender, 0x123);
    assert_true(nothing_came(receiver));
    skt_close(sender);
    skt_close(receiver);
}

static void test_linux_families__can_of_64_bytes_has_to_be_asked_for(void **state)
{
    (void)state;
    unsigned index;
    NEEDS_CAN(&index);
    struct canfd_frame frame = {.can_id = 0x123, .len = 64};
    skt_socket sender = can_socket(index), receiver = can_socket(index);
    assert_rc((int)skt_send(sender, &frame, sizeof frame, 0), SKT_EINVAL);
    assert_rc(skt_set_bool(sender, SKT_CAN_RAW_FD_FRAMES, true), 0);
    assert_rc(skt_set_bool(receiver, SKT_CAN_RAW_FD_FRAMES, true), 0);
    int rc = (int)skt_send(sender, &frame, sizeof frame, 0);
    if (rc == SKT_EINVAL || rc == SKT_EMSGSIZE) SKIP("this vcan carries 8 bytes: %s", skt_error_name(rc));
    assert_int_equal(rc, sizeof frame);
    wait_for(receiver, SKT_POLLIN);
    assert_int_equal(skt_recv(receiver, &frame, sizeof frame, 0), sizeof frame);
    skt_close(sender);
    skt_close(receiver);
}

static int open_j1939(unsigned index, uint8_t node, skt_socket *out)
{
    skt_addr at;
    int rc = skt_open(SKT_AF_CAN, SKT_SOCK_DGRAM, CAN_J1939, out);
    if (rc < 0) return rc;
    assert_ok(skt_addr_j1939(index, 0, 0x40000, node, &at));
    assert_ok(skt_bind(*out, &at));
    return 0;
}

static void send_j1939(skt_socket s, unsigned index, uint8_t to)
{
    skt_addr at;
    assert_ok(skt_addr_j1939(index, 0, 0x0ef00, to, &at));
    assert_int_equal(skt_sendto(s, "x", 1, 0, &at), 1);
}

static void test_linux_families__j1939_lets_through_what_its_filter_names(void **state)
{
    (void)state;
    unsigned index;
    char byte;
    NEEDS_CAN(&index);
    /* j1939_filter: what is sent from 0x11. */
    const struct {
        uint64_t name, name_mask;
        uint32_t group, group_mask;
        uint8_t number, number_mask;
    } filter = {.number = 0x11, .number_mask = 0xff};
    skt_socket receiver, first, second, all;
    int rc = open_j1939(index, 0x20, &receiver);
    if (rc < 0) SKIP("this kernel has no J1939: %s", skt_error_name(rc));
    assert_rc(open_j1939(index, 0x10, &first), 0);
    assert_rc(open_j1939(index, 0x11, &second), 0);
    assert_rc(open_j1939(index, 0x30, &all), 0);
    assert_rc(skt_set_bytes(receiver, SKT_SO_J1939_FILTER, &filter, sizeof filter), 0);
    assert_rc(skt_set_bool(all, SKT_SO_J1939_PROMISC, true), 0);
    send_j1939(first, index, 0x20);
    send_j1939(second, index, 0x20);
    wait_for(receiver, SKT_POLLIN);
    assert_int_equal(skt_recv(receiver, &byte, 1, 0), 1);
    assert_true(nothing_came(receiver));
    for (int i = 0; i < 2; i++) {
        wait_for(all, SKT_POLLIN);
        assert_int_equal(skt_recv(all, &byte, 1, 0), 1);
    }
    skt_close(receiver);
    skt_close(first);
    skt_close(second);
    skt_close(all);
}

/* FIPS 197, appendix C.1. */
static void test_linux_families__the_kernel_encrypts_by_the_key_that_was_set(void **state)
{
    (void)state;
    static const uint8_t wanted[16] = {0x69, 0xc4, 0xe0, 0xd8, 0x6a, 0x7b, 0x04, 0x30,
                                       0xd8, 0xcd, 0xb7, 0x80, 0x70, 0xb4, 0xc5, 0x5a};
    const struct sockaddr_alg at = {.salg_family = AF_ALG, .salg_type = "skcipher", .salg_name = "ecb(aes)"};
    uint8_t key[16], text[16];
    union {
        size_t alignment;
        char bytes[64];
    } room;
    skt_socket algorithm, operation;
    skt_control control;
    skt_buf out = skt_buf_of(text, sizeof text);
    skt_msg msg = skt_msg_of(NULL, &out, 1, NULL, 0);
    const uint32_t encrypt = ALG_OP_ENCRYPT;
    for (uint8_t i = 0; i < 16; i++) key[i] = i, text[i] = (uint8_t)(i * 0x11);
    NEEDS_SOCKET(SKT_AF_ALG, SKT_SOCK_SEQPACKET, 0, &algorithm);
    assert_int_equal(bind(algorithm, (const struct sockaddr *)&at, sizeof at), 0);
    assert_rc(skt_set_bytes(algorithm, SKT_ALG_SET_KEY, key, 15), SKT_EINVAL);
    assert_rc(skt_set_bytes(algorithm, SKT_ALG_SET_KEY, key, sizeof key), 0);
    assert_ok(skt_accept(algorithm, 0, &operation, NULL));
    skt_control_begin(&control, &room, sizeof room, SKT_AF_ALG);
    skt_control_put_raw(&control, 279 /* SOL_ALG */, ALG_SET_OP, &encrypt, sizeof encrypt);
    assert_rc(skt_control_finish(&control, &msg), 0);
    assert_int_equal(skt_sendmsg(operation, &msg, 0), sizeof text);
    assert_int_equal(skt_recv(operation, text, sizeof text, 0), sizeof text);
    assert_memory_equal(text, wanted, sizeof wanted);
    skt_close(operation);
    skt_close(algorithm);
}

static void check_vsock(int type)
{
    skt_addr at, to, peer;
    uint32_t cid, port, own;
    char bytes[8];
    skt_socket listening, client, server;
    assert_ok(skt_open(SKT_AF_VSOCK, type, 0, &listening));
    assert_ok(skt_open(SKT_AF_VSOCK, type, 0, &client));
    assert_ok(skt_addr_vsock(UINT32_MAX, UINT32_MAX, &at));
    assert_ok(skt_bind(listening, &at));
    assert_ok(skt_listen(listening, 1));
    assert_ok(skt_local_address(listening, &at));
    assert_ok(skt_addr_vsock_parts(&at, &cid, &port));
    assert_int_equal(cid, UINT32_MAX);
    assert_ok(skt_addr_vsock(1, port, &to));
    assert_rc(skt_connect_by(client, &to, skt_deadline_in(SKT_SECONDS(20))), 0);
    assert_ok(skt_accept(listening, 0, &server, &peer));
    assert_ok(skt_addr_vsock_parts(&peer, &cid, &port));
    assert_int_equal(cid, 1);
    assert_ok(skt_local_address(client, &at));
    assert_ok(skt_addr_vsock_parts(&at, &cid, &own));
    assert_int_equal(own, port);
    assert_ok(skt_peer_address(client, &at));
    assert_same(&at, &to);
    assert_int_equal(skt_send(server, "hello", 5, 0), 5);
    assert_int_equal(skt_recv(client, bytes, sizeof bytes, 0), 5);
    assert_rc(skt_shutdown(server, SKT_SHUT_WR), 0);
    assert_int_equal(skt_recv(client, bytes, sizeof bytes, 0), 0);
    skt_close(client);
    skt_close(server);
    skt_close(listening);
}

static void test_linux_families__vsock_connects_a_machine_with_itself(void **state)
{
    (void)state;
    if (access("/sys/module/vsock_loopback", F_OK) != 0) SKIP("the module vsock_loopback is not loaded");
    check_vsock(SKT_SOCK_STREAM);
    check_vsock(SKT_SOCK_SEQPACKET);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_linux_families__tls_hides_what_is_sent_and_shows_it_to_its_key),
        TEST(test_linux_families__the_kind_of_a_tls_record_is_sent_and_told),
        TEST(test_linux_families__sctp_has_the_streams_that_were_asked_for),
        TEST(test_linux_families__sctp_tells_the_stream_of_a_message),
        TEST(test_linux_families__can_lets_through_what_its_filter_names),
        TEST(test_linux_families__can_of_64_bytes_has_to_be_asked_for),
        TEST(test_linux_families__j1939_lets_through_what_its_filter_names),
        TEST(test_linux_families__the_kernel_encrypts_by_the_key_that_was_set),
        TEST(test_linux_families__vsock_connects_a_machine_with_itself),
    };
    return RUN_WITH(tests, netns_setup, netns_teardown);
}
