/* SPDX-License-Identifier: MIT */
/* Descriptors in control data, given as raw bytes: SCM_RIGHTS of unix(7). */
#include "support.h"

#include "host.h"
#include "process.h"

#include <skt/native.h>

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { MOST = 8 };

typedef union room {
    struct cmsghdr header;
    unsigned char bytes[CMSG_SPACE(MOST * sizeof(int))];
} room;

/* Sends some descriptors beside one byte. */
static void send_rights(skt_socket channel, const int *fds, size_t count)
{
    room control;
    memset(&control, 0, sizeof control);
    control.header.cmsg_len = (socklen_t)CMSG_LEN(count * sizeof(int));
    control.header.cmsg_level = SOL_SOCKET;
    control.header.cmsg_type = SCM_RIGHTS;
    memcpy(CMSG_DATA(&control.header), fds, count * sizeof(int));
    char mark = 'm';
    skt_buf buf = skt_buf_of(&mark, 1);
    skt_msg msg = skt_msg_of(NULL, &buf, 1, &control, CMSG_SPACE(count * sizeof(int)));
    assert_int_equal(skt_sendmsg(channel, &msg, 0), 1);
}

/* Receives with room for `len` bytes of control data. Returns the descriptors, and the flags of the message. */
static size_t receive_rights(skt_socket channel, size_t len, int fds[MOST], int *flags_out)
{
    room control;
    char byte = 0;
    memset(&control, 0x5a, sizeof control);
    skt_buf buf = skt_buf_of(&byte, 1);
    skt_msg msg = skt_msg_of(NULL, &buf, 1, &control, len);
    assert_int_equal(skt_recvmsg(channel, &msg, 0), 1);
    assert_int_equal(byte, 'm');
    *flags_out = msg.flags;
    assert_true(msg.control_len <= len);
    for (size_t i = len; i < sizeof control; i++) assert_int_equal(control.bytes[i], 0x5a);
    if (msg.control_len < CMSG_LEN(sizeof(int))) return 0;
    assert_int_equal(control.header.cmsg_level, SOL_SOCKET);
    assert_int_equal(control.header.cmsg_type, SCM_RIGHTS);
    size_t count = (control.header.cmsg_len - CMSG_LEN(0)) / sizeof(int);
    assert_true(count <= MOST);
    memcpy(fds, CMSG_DATA(&control.header), count * sizeof(int));
    return count;
}

static void close_all(const int *fds, size_t count)
{
    for (size_t i = 0; i < count; i++) assert_int_equal(close(fds[i]), 0);
}

static void test_rights__several_descriptors_arrive_and_are_not_inherited(void **state)
{
    (void)state;
    connection channel = unix_pair(SKT_SOCK_STREAM);
    int sent[MOST], got[MOST], flags = -1, before;
    for (size_t i = 0; i < MOST; i++) sent[i] = dup(STDERR_FILENO);
    before = open_handles();
    send_rights(channel.client, sent, MOST);
    assert_int_equal(receive_rights(channel.server, sizeof(room), got, &flags), MOST);
    assert_int_equal(flags, 0);
    assert_int_equal(open_handles(), before + MOST);
    for (size_t i = 0; i < MOST; i++) assert_int_equal(fcntl(got[i], F_GETFD), FD_CLOEXEC);
    close_all(sent, MOST);
    close_all(got, MOST);
    close_both(&channel);
}

static void test_rights__every_type_of_unix_socket_carries_them(void **state)
{
    (void)state;
    static const int types[] = {SKT_SOCK_STREAM, SKT_SOCK_DGRAM, SKT_SOCK_SEQPACKET};
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        connection channel = unix_pair(types[i]);
        int got[MOST], flags = -1, fd = STDERR_FILENO;
        send_rights(channel.client, &fd, 1);
        assert_int_equal(receive_rights(channel.server, sizeof(room), got, &flags), 1);
        assert_int_equal(flags & ~SKT_MSG_EOR, 0);
        assert_int_equal(fcntl(got[0], F_GETFD), FD_CLOEXEC);
        close_all(got, 1);
        close_both(&channel);
    }
}

/* Descriptors without room are dropped, reported as truncated, and not left open in the process. */
static void test_rights__too_little_room_is_told_and_leaks_nothing(void **state)
{
    (void)state;
    for (size_t len = 0; len <= CMSG_SPACE(4 * sizeof(int)); len++) {
        connection channel = unix_pair(SKT_SOCK_STREAM);
        const int sent[4] = {STDERR_FILENO, STDERR_FILENO, STDERR_FILENO, STDERR_FILENO};
        int got[MOST], flags = 0, before = open_handles();
        send_rights(channel.client, sent, 4);
        size_t count = receive_rights(channel.server, len, got, &flags);
        assert_int_equal(flags, count == 4 ? 0 : SKT_MSG_CTRUNC);
        size_t room_for = len < CMSG_LEN(sizeof(int)) ? 0 : (len - CMSG_LEN(0)) / sizeof(int);
        assert_int_equal(count, room_for < 4 ? room_for : 4);
        assert_int_equal(open_handles(), before + (int)count);
        close_all(got, count);
        close_both(&channel);
    }
}

static void test_rights__a_receive_without_control_data_drops_them_and_says_so(void **state)
{
    (void)state;
    connection channel = unix_pair(SKT_SOCK_STREAM);
    int fd = STDERR_FILENO, flags = 0, before = open_handles();
    char byte = 0;
    skt_buf buf = skt_buf_of(&byte, 1);
    send_rights(channel.client, &fd, 1);
    assert_int_equal(skt_recvv(channel.server, &buf, 1, 0, &flags), 1);
    assert_int_equal(flags, SKT_MSG_CTRUNC);
    send_rights(channel.client, &fd, 1);
    assert_int_equal(skt_recv(channel.server, &byte, 1, 0), 1);
    assert_int_equal(open_handles(), before);
    close_both(&channel);
}

static void assert_import(const connection *channel, int wanted)
{
    skt_socket s = SKT_INVALID_SOCKET;
    int before = open_handles();
    assert_rc(skt_import(channel->server, 0, &s), wanted);
    if (wanted == 0) assert_ok(skt_close(s));
    assert_int_equal(open_handles(), before);
}

static void test_rights__an_import_takes_exactly_one_socket(void **state)
{
    (void)state;
    connection channel = unix_pair(SKT_SOCK_STREAM), c = udp_connection("127.0.0.1:0");
    int fds[MOST];
    for (size_t i = 0; i < MOST; i++) fds[i] = c.client;
    for (size_t count = 1; count <= MOST; count++) {
        send_rights(channel.client, fds, count);
        assert_import(&channel, count == 1 ? 0 : SKT_EBADMSG);
    }
    for (size_t count = 50; count < 250; count += 100) {
        int many[250];
        unsigned char control[CMSG_SPACE(sizeof many)] = {0};
        struct cmsghdr header = {
            .cmsg_len = (socklen_t)CMSG_LEN(count * sizeof(int)), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS};
        for (size_t i = 0; i < count; i++) many[i] = c.client;
        memcpy(control, &header, sizeof header);
        memcpy(control + CMSG_LEN(0), many, count * sizeof(int));
        char mark = 'm';
        skt_buf buf = skt_buf_of(&mark, 1);
        skt_msg msg = skt_msg_of(NULL, &buf, 1, control, CMSG_SPACE(count * sizeof(int)));
        assert_int_equal(skt_sendmsg(channel.client, &msg, 0), 1);
        assert_import(&channel, SKT_EBADMSG);
    }
    close_both(&c);
    close_both(&channel);
}

static void test_rights__an_import_refuses_what_is_no_socket(void **state)
{
    (void)state;
    connection channel = unix_pair(SKT_SOCK_STREAM);
    skt_file file = temp_file(0, "x", 1);
    send_rights(channel.client, &file, 1);
    assert_import(&channel, SKT_EBADMSG);
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    send_rights(channel.client, ends, 1);
    assert_import(&channel, SKT_EBADMSG);
    close_all(ends, 2);
    file_close(file);
    close_both(&channel);
}

static void test_rights__an_import_passes_over_credentials(void **state)
{
    (void)state;
    connection channel = unix_pair(SKT_SOCK_STREAM);
    int rc = skt_set_bool(channel.server, SKT_SO_PASSCRED, true);
    if (rc == SKT_EUNSUPPORTED) SKIP("no credentials in control data on this system");
    assert_rc(rc, 0);
    assert_rc(skt_export(channel.client, channel.client, 0), 0);
    assert_import(&channel, 0);
    assert_int_equal(skt_send(channel.client, "m", 1, 0), 1);
    assert_import(&channel, SKT_EBADMSG);
    close_both(&channel);
}

static int import_without_a_free_handle(void *context)
{
    const connection *channel = context;
    skt_socket s = SKT_INVALID_SOCKET;
    CHECK(skt_export(channel->client, channel->client, 0) == 0);
    CHECK(skt_export(channel->client, channel->client, 0) == 0);
    CHECK(use_up_handles(0) > 0);
    int before = open_handles();
    CHECK(skt_import(channel->server, 0, &s) == SKT_EMFILE);
    CHECK(s == SKT_INVALID_SOCKET);
    CHECK(open_handles() == before);
    CHECK(close(STDIN_FILENO) == 0);
    CHECK(skt_import(channel->server, 0, &s) == 0);
    CHECK(s == STDIN_FILENO);
    return 0;
}

static void test_rights__an_import_without_a_free_handle_is_told(void **state)
{
    (void)state;
    NOT_UNDER_VALGRIND("keeps descriptors of its own");
    connection channel = unix_pair(SKT_SOCK_STREAM);
    assert_child(import_without_a_free_handle, &channel);
    close_both(&channel);
}

static void test_rights__credentials_come_as_raw_bytes_too(void **state)
{
    (void)state;
#if defined(__linux__)
    connection channel = unix_pair(SKT_SOCK_DGRAM);
    union {
        struct cmsghdr header;
        unsigned char bytes[CMSG_SPACE(sizeof(struct ucred))];
    } control;
    char byte = 0;
    skt_buf buf = skt_buf_of(&byte, 1);
    skt_msg msg = skt_msg_of(NULL, &buf, 1, &control, sizeof control);
    assert_ok(skt_set_bool(channel.server, SKT_SO_PASSCRED, true));
    assert_int_equal(skt_send(channel.client, "m", 1, 0), 1);
    assert_int_equal(skt_recvmsg(channel.server, &msg, 0), 1);
    assert_int_equal(msg.control_len, CMSG_SPACE(sizeof(struct ucred)));
    assert_int_equal(control.header.cmsg_type, SCM_CREDENTIALS);
    struct ucred who;
    memcpy(&who, CMSG_DATA(&control.header), sizeof who);
    assert_int_equal(who.pid, getpid());
    assert_int_equal(who.uid, getuid());

    /* Half of it: the kernel writes what fits. */
    msg = skt_msg_of(NULL, &buf, 1, &control, CMSG_LEN(4));
    assert_int_equal(skt_send(channel.client, "m", 1, 0), 1);
    assert_int_equal(skt_recvmsg(channel.server, &msg, 0), 1);
    assert_int_equal(msg.flags, SKT_MSG_CTRUNC);
    assert_int_equal(msg.control_len, CMSG_LEN(4));
    close_both(&channel);
#else
    SKIP("this is Linux's way");
#endif
}

/* All control items that Linux may add besides the expected one; some bring descriptors. */
static void test_rights__an_import_closes_what_it_does_not_hand_out(void **state)
{
    (void)state;
#if defined(__linux__)
    static const struct {
        int name; /* of SOL_SOCKET; socket(7), and include/uapi/asm-generic/socket.h */
        const char *why;
    } switches[] = {
        {16, "SO_PASSCRED"},  {34, "SO_PASSSEC"},     {76, "SO_PASSPIDFD"},
        {29, "SO_TIMESTAMP"}, {35, "SO_TIMESTAMPNS"}, {40, "SO_RXQ_OVFL"},
    };
    for (unsigned on = 0; on < 1U << COUNT_OF(switches); on++) {
        connection channel = unix_pair(SKT_SOCK_STREAM), c = udp_connection("127.0.0.1:0");
        for (size_t i = 0; i < COUNT_OF(switches); i++) {
            const int one = 1;
            if (!(on >> i & 1)) continue;
            int rc = skt_set_raw(channel.server, SOL_SOCKET, switches[i].name, &one, sizeof one);
            assert_true(rc == 0 || rc == SKT_ENOPROTOOPT || rc == SKT_EOPNOTSUPP);
        }
        for (size_t count = 1; count <= MOST; count += MOST - 1) {
            const int fds[MOST] = {c.client, c.client, c.client, c.client, c.client, c.client, c.client, c.client};
            send_rights(channel.client, fds, count);
            assert_import(&channel, count == 1 ? 0 : SKT_EBADMSG);
        }
        assert_int_equal(skt_send(channel.client, "m", 1, 0), 1);
        assert_import(&channel, SKT_EBADMSG);
        close_both(&c);
        close_both(&channel);
    }
#else
    SKIP("the control items are those of Linux");
#endif
}

static void test_rights__another_channel_than_a_unix_socket_is_refused(void **state)
{
    (void)state;
    connection channels[] = {tcp_connection("127.0.0.1:0"), udp_connection("127.0.0.1:0")};
    for (size_t i = 0; i < COUNT_OF(channels); i++) {
        skt_socket out = SKT_INVALID_SOCKET;
        char byte = 0;
        assert_rc(skt_export(channels[i].client, channels[i].client, 0), SKT_EOPNOTSUPP);
        assert_rc(skt_recv(channels[i].server, &byte, 1, SKT_MSG_DONTWAIT), SKT_EAGAIN);
        assert_int_equal(skt_send(channels[i].client, "m", 1, 0), 1);
        wait_for(channels[i].server, SKT_POLLIN);
        assert_rc(skt_import(channels[i].server, 0, &out), SKT_EOPNOTSUPP);
        assert_true(out == SKT_INVALID_SOCKET);
        assert_int_equal(skt_recv(channels[i].server, &byte, 1, SKT_MSG_DONTWAIT), 1);
        close_both(&channels[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_rights__several_descriptors_arrive_and_are_not_inherited),
        TEST(test_rights__every_type_of_unix_socket_carries_them),
        TEST(test_rights__too_little_room_is_told_and_leaks_nothing),
        TEST(test_rights__a_receive_without_control_data_drops_them_and_says_so),
        TEST(test_rights__an_import_takes_exactly_one_socket),
        TEST(test_rights__an_import_refuses_what_is_no_socket),
        TEST(test_rights__an_import_passes_over_credentials),
        TEST(test_rights__an_import_without_a_free_handle_is_told),
        TEST(test_rights__credentials_come_as_raw_bytes_too),
        TEST(test_rights__an_import_closes_what_it_does_not_hand_out),
        TEST(test_rights__another_channel_than_a_unix_socket_is_refused),
    };
    return RUN(tests);
}
