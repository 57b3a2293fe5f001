/* SPDX-License-Identifier: MIT */
/*
 * Linux: skt_splice, and what of its files skt_sendfile refuses. That neither raises SIGPIPE is test_sigpipe.c's.
 * splice(2).
 */
#include "support.h"

#include <fcntl.h>
#include <unistd.h>

static const char text[] = "what stands in the file";

#define LEN (sizeof text - 1)

static void test_linux_splice__a_socket_or_pipe_is_no_file_to_send(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    int ends[2], directory = open("/", O_RDONLY | O_CLOEXEC), null = open("/dev/null", O_WRONLY | O_CLOEXEC);
    assert_int_equal(pipe(ends), 0);
    assert_rc(skt_sendfile(c.client, c.server, 0, 1), SKT_ESPIPE);
    assert_rc(skt_sendfile(c.client, ends[0], 0, 1), SKT_ESPIPE);
    assert_rc(skt_sendfile(c.client, directory, 0, 1), SKT_EINVAL);
    assert_rc(skt_sendfile(c.client, null, 0, 1), SKT_EBADF);
    close(ends[0]);
    close(ends[1]);
    close(directory);
    close(null);
    close_both(&c);
}

static void test_linux_splice__moves_bytes_through_a_pipe(void **state)
{
    (void)state;
    connection c = unix_pair(SKT_SOCK_STREAM);
    int pipes[2];
    char got[LEN];
    assert_int_equal(pipe(pipes), 0);
    assert_int_equal(write(pipes[1], text, LEN), LEN);
    assert_int_equal(skt_splice(pipes[0], c.client, 1000, SKT_SPLICE_F_MOVE), LEN);
    assert_int_equal(skt_splice(c.server, pipes[1], LEN, SKT_SPLICE_F_MORE), LEN);
    assert_int_equal(read(pipes[0], got, sizeof got), LEN);
    assert_memory_equal(got, text, LEN);
    assert_rc(skt_splice(pipes[0], c.client, 10, SKT_SPLICE_F_NONBLOCK), SKT_EAGAIN);
    close(pipes[1]);
    assert_int_equal(skt_splice(pipes[0], c.client, 10, 0), 0);
    close(pipes[0]);
    close_both(&c);
}

/* A file into a socket and out of another into a file, all by way of a pipe. */
static void test_linux_splice__carries_a_file_from_end_to_end(void **state)
{
    (void)state;
    enum { SIZE = 300000 };
    static char data[SIZE], got[SIZE];
    for (size_t i = 0; i < SIZE; i++) data[i] = (char)(i * 2654435761U >> 20);
    connection c = tcp_connection("127.0.0.1:0");
    skt_file from = temp_file(0, data, SIZE), to = temp_file(0, "", 0);
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    for (size_t done = 0; done < SIZE;) {
        skt_ssize in = skt_splice(from, ends[1], SIZE, 0);
        assert_true(in > 0);
        for (skt_ssize left = in; left > 0;) {
            skt_ssize out = skt_splice(ends[0], c.client, (size_t)left, SKT_SPLICE_F_MOVE | SKT_SPLICE_F_MORE);
            assert_true(out > 0);
            left -= out;
        }
        for (skt_ssize left = in; left > 0;) {
            skt_ssize out = skt_splice(c.server, ends[1], (size_t)left, 0);
            assert_true(out > 0);
            left -= out;
            while (out > 0) {
                skt_ssize stored = skt_splice(ends[0], to, (size_t)out, 0);
                assert_true(stored > 0);
                out -= stored;
            }
        }
        done += (size_t)in;
    }
    assert_int_equal(pread(to, got, SIZE, 0), SIZE);
    assert_memory_equal(got, data, SIZE);
    close(ends[0]);
    close(ends[1]);
    file_close(from);
    file_close(to);
    close_both(&c);
}

/* SKT_SPLICE_F_NONBLOCK concerns only the pipe: the call still blocks on a blocking socket. */
static void test_linux_splice__a_socket_that_does_not_block_is_not_waited_for(void **state)
{
    (void)state;
    for (int which = 0; which < 2; which++) {
        connection c = which ? tcp_connection("127.0.0.1:0") : unix_pair(SKT_SOCK_STREAM);
        int ends[2];
        assert_int_equal(pipe(ends), 0);
        assert_ok(skt_set_nonblocking(c.server, true));
        assert_rc(skt_splice(c.server, ends[1], 10, 0), SKT_EAGAIN);
        assert_rc(skt_splice(c.server, ends[1], 10, SKT_SPLICE_F_NONBLOCK), SKT_EAGAIN);
        close(ends[0]);
        close(ends[1]);
        close_both(&c);
    }
}

static void test_linux_splice__what_cannot_be_is_refused(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "x", 1), 1);
    assert_rc(skt_splice(c.server, c.client, 10, 0), SKT_EINVAL);
    assert_rc(skt_splice(ends[0], c.client, 10, 1 << 20), SKT_EINVAL);
    assert_rc(skt_splice(ends[0], c.client, 10, -1), SKT_EINVAL);
    assert_rc(skt_splice(-1, ends[1], 10, 0), SKT_EBADF);
    assert_rc(skt_splice(ends[0], -1, 10, 0), SKT_EBADF);
    assert_rc(skt_splice(ends[0], ends[0], 10, 0), SKT_EBADF);
    assert_int_equal(skt_splice(ends[0], c.client, 0, 0), 0);
    assert_int_equal(skt_splice(ends[0], c.client, SIZE_MAX, 0), 1);
    close(ends[0]);
    close(ends[1]);
    close_both(&c);
}
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_linux_splice__a_socket_or_pipe_is_no_file_to_send),
        TEST(test_linux_splice__moves_bytes_through_a_pipe),
        TEST(test_linux_splice__carries_a_file_from_end_to_end),
        TEST(test_linux_splice__a_socket_that_does_not_block_is_not_waited_for),
        TEST(test_linux_splice__what_cannot_be_is_refused),
    };
    return RUN(tests);
}
