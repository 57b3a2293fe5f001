/* SPDX-License-Identifier: MIT */
/* Handles and credentials that travel over Unix sockets. */
#include "support.h"

#include "process.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static const int types[] = {SKT_SOCK_STREAM, SKT_SOCK_DGRAM, SKT_SOCK_SEQPACKET};

static bool is_same_file(int a, int b)
{
    struct stat of_a, of_b;
    return fstat(a, &of_a) == 0 && fstat(b, &of_b) == 0 && of_a.st_dev == of_b.st_dev && of_a.st_ino == of_b.st_ino;
}

static void test_handles__any_number_of_any_sort_arrives(void **state)
{
    (void)state;
    static const size_t counts[] = {1, 2, 17, SKT_HANDLES_MAX};
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    for (size_t i = 0; i < COUNT_OF(types); i++)
        for (size_t j = 0; j < COUNT_OF(counts); j++) {
            connection c = unix_pair(types[i]);
            skt_file out[SKT_HANDLES_MAX], in[SKT_HANDLES_MAX];
            char data[16];
            size_t len = sizeof data;
            for (size_t k = 0; k < counts[j]; k++) out[k] = k % 2 ? ends[0] : ends[1];
            int before = open_handles();
            assert_rc(skt_send_handles(c.client, out, counts[j], "hello", 5), 0);
            assert_int_equal(skt_recv_handles(c.server, in, SKT_HANDLES_MAX, data, &len), counts[j]);
            assert_int_equal(len, 5);
            assert_memory_equal(data, "hello", 5);
            assert_int_equal(open_handles(), before + (int)counts[j]);
            for (size_t k = 0; k < counts[j]; k++) {
                assert_true(is_same_file(in[k], out[k]));
                assert_int_equal(fcntl(in[k], F_GETFD), FD_CLOEXEC);
                assert_int_equal(close(in[k]), 0);
            }
            close_both(&c);
        }
    close(ends[0]);
    close(ends[1]);
}

static void test_handles__more_than_there_is_room_for_are_all_closed(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        connection c = unix_pair(types[i]);
        const skt_file out[3] = {STDERR_FILENO, STDERR_FILENO, STDERR_FILENO};
        skt_file in[3];
        int before = open_handles();
        for (size_t max = 0; max < 3; max++) {
            char data[8];
            size_t len = sizeof data;
            assert_rc(skt_send_handles(c.client, out, 3, "hello", 5), 0);
            assert_rc(skt_recv_handles(c.server, in, max, data, &len), SKT_EMSGSIZE);
            assert_int_equal(open_handles(), before);
        }
        close_both(&c);
    }
}

static void test_handles__bytes_without_any_are_received_too(void **state)
{
    (void)state;
    connection c = unix_pair(SKT_SOCK_STREAM);
    skt_file in[1];
    char data[8];
    size_t len = sizeof data;
    assert_int_equal(skt_send(c.client, "abc", 3, 0), 3);
    assert_rc(skt_recv_handles(c.server, in, 1, data, &len), 0);
    assert_int_equal(len, 3);
    assert_ok(skt_shutdown(c.client, SKT_SHUT_WR));
    len = sizeof data;
    assert_rc(skt_recv_handles(c.server, in, 1, data, &len), SKT_EEOF);
    close_both(&c);
}

static void test_handles__what_cannot_be_sent_is_refused(void **state)
{
    (void)state;
    connection c = unix_pair(SKT_SOCK_STREAM), tcp = tcp_connection("127.0.0.1:0");
    skt_file many[SKT_HANDLES_MAX + 1], closed = 9999, in[1];
    char byte;
    size_t len = 1;
    for (size_t i = 0; i < COUNT_OF(many); i++) many[i] = STDERR_FILENO;
    assert_rc(skt_send_handles(c.client, many, 0, "x", 1), SKT_EINVAL);
    assert_rc(skt_send_handles(c.client, many, 1, "", 0), SKT_EINVAL);
    assert_rc(skt_send_handles(c.client, many, COUNT_OF(many), "x", 1), SKT_EINVAL);
    assert_rc(skt_send_handles(c.client, &closed, 1, "x", 1), SKT_EBADF);
    assert_rc(skt_send_handles(tcp.client, many, 1, "x", 1), SKT_EOPNOTSUPP);
    assert_rc(skt_recv_handles(tcp.client, in, 1, &byte, &len), SKT_EOPNOTSUPP);
    assert_rc(skt_recv(c.server, &byte, 1, SKT_MSG_DONTWAIT), SKT_EAGAIN);
    close_both(&c);
    close_both(&tcp);
}

static int receive_without_a_free_handle(void *context)
{
    const connection *c = context;
    const skt_file out[2] = {STDERR_FILENO, STDERR_FILENO};
    skt_file in[2];
    char data[8];
    size_t len = sizeof data;
    CHECK(skt_send_handles(c->client, out, 2, "hello", 5) == 0);
    CHECK(use_up_handles(1) > 0);
    int before = open_handles();
    CHECK(skt_recv_handles(c->server, in, 2, data, &len) == SKT_EMFILE);
    CHECK(open_handles() == before);
    return 0;
}

static void test_handles__those_for_which_the_process_has_none_are_closed(void **state)
{
    (void)state;
    NOT_UNDER_VALGRIND("keeps descriptors of its own");
    connection c = unix_pair(SKT_SOCK_STREAM);
    assert_child(receive_without_a_free_handle, &c);
    close_both(&c);
}

static void test_handles__credentials_and_a_pidfd_come_beside_them(void **state)
{
    (void)state;
    connection c = unix_pair(SKT_SOCK_SEQPACKET);
    int rc = skt_set_bool(c.server, SKT_SO_PASSCRED, true);
    if (rc == SKT_EUNSUPPORTED) SKIP("no credentials by an option on this system");
    assert_rc(rc, 0);
    const int on = 1;
    bool has_pidfd = skt_set_raw(c.server, 1 /* SOL_SOCKET */, 76 /* SO_PASSPIDFD */, &on, sizeof on) == 0;

    SKT_CONTROL_BUFFER(bytes, SKT_CONTROL_MAX);
    skt_control control;
    const skt_file handle = STDERR_FILENO;
    const skt_credentials own = {getpid(), getuid(), getgid(), SKT_HAS_PID | SKT_HAS_UID | SKT_HAS_GID, 0};
    char data[8] = "x";
    skt_buf buf = skt_buf_of(data, 1);
    skt_msg msg = skt_msg_of(NULL, &buf, 1, NULL, 0);
    skt_control_begin(&control, bytes, sizeof bytes, SKT_AF_UNIX);
    skt_control_put_handles(&control, &handle, 1);
    skt_control_put_credentials(&control, &own);
    assert_rc(skt_control_finish(&control, &msg), 0);
    int before = open_handles();
    assert_int_equal(skt_sendmsg(c.client, &msg, 0), 1);

    int kinds[SKT_CONTROL_RAW + 1] = {0};
    msg = skt_msg_of(NULL, &buf, 1, bytes, sizeof bytes);
    assert_int_equal(skt_recvmsg(c.server, &msg, 0), 1);
    skt_control_item item = {0};
    while (skt_control_next(&msg, &item)) {
        kinds[item.kind]++;
        for (size_t i = 0; skt_control_handle(&item, i) >= 0; i++) close(skt_control_handle(&item, i));
        if (item.kind != SKT_CONTROL_CREDENTIALS) continue;
        assert_int_equal(item.credentials.pid, getpid());
        assert_int_equal(item.credentials.uid, getuid());
        assert_int_equal(item.credentials.gid, getgid());
        assert_int_equal(item.credentials.has, SKT_HAS_PID | SKT_HAS_UID | SKT_HAS_GID);
    }
    assert_int_equal(kinds[SKT_CONTROL_HANDLES], 1);
    assert_int_equal(kinds[SKT_CONTROL_CREDENTIALS], 1);
    assert_int_equal(kinds[SKT_CONTROL_PIDFD], has_pidfd);
    assert_int_equal(open_handles(), before);
    close_both(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_handles__any_number_of_any_sort_arrives),
        TEST(test_handles__more_than_there_is_room_for_are_all_closed),
        TEST(test_handles__bytes_without_any_are_received_too),
        TEST(test_handles__what_cannot_be_sent_is_refused),
        TEST(test_handles__those_for_which_the_process_has_none_are_closed),
        TEST(test_handles__credentials_and_a_pidfd_come_beside_them),
    };
    return RUN(tests);
}
