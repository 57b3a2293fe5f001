/* SPDX-License-Identifier: MIT */
/* skt_sendfile, and on Linux skt_splice. That neither raises SIGPIPE is test_sigpipe.c's. */
#include "support.h"

#include "kinds.h"

static const char text[] = "what stands in the file";

#define LEN (sizeof text - 1)

/* As much of a file as comes, from the first call that sends any. */
static skt_ssize through(skt_file file, uint64_t offset, uint64_t len, char *out, size_t size)
{
    connection c = tcp_connection("127.0.0.1:0");
    skt_ssize count = skt_sendfile(c.client, file, offset, len);
    if (count > 0)
        assert_ok(skt_recv_all(c.server, out, (size_t)count < size ? (size_t)count : size, 0, SKT_NEVER, NULL));
    close_both(&c);
    return count;
}

static void test_sendfile__sends_what_was_asked_for(void **state)
{
    (void)state;
    static const struct {
        uint64_t offset, len;
        skt_ssize sent;
        const char *why;
    } rows[] = {
        {0, LEN, LEN, "the whole"},
        {5, 6, 6, "a part"},
        {5, 1000, LEN - 5, "to the end and no further"},
        {0, UINT64_MAX, LEN, "however much is asked for"},
        {LEN, 10, 0, "nothing at the end"},
        {LEN + 1000, 10, 0, "nothing beyond the end"},
        {0, 0, 0, "nothing if nothing is asked for"},
    };
    skt_file file = temp_file(0, text, LEN);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char got[LEN];
        skt_ssize sent = through(file, rows[i].offset, rows[i].len, got, sizeof got);
        if (sent == SKT_EUNSUPPORTED) SKIP("no sendfile on this system");
        if (sent != rows[i].sent) print_error("%s\n", rows[i].why);
        assert_int_equal(sent, rows[i].sent);
        if (sent > 0) assert_memory_equal(got, text + rows[i].offset, (size_t)sent);
    }
    file_close(file);
}

static void test_sendfile__leaves_the_file_where_it_stood(void **state)
{
    (void)state;
    char got[LEN];
    skt_file file = temp_file(0, text, LEN);
    file_seek(file, 3);
    assert_int_equal(through(file, 0, LEN, got, sizeof got), LEN);
    assert_int_equal(file_position(file), 3);
    file_close(file);
}

static void test_sendfile__reaches_beyond_4_gib(void **state)
{
    (void)state;
    char got[LEN];
    uint64_t far = (uint64_t)5 << 30;
    skt_file file = temp_file(far, text, LEN);
    assert_int_equal(through(file, far, 1000, got, sizeof got), LEN);
    assert_memory_equal(got, text, LEN);
    file_close(file);
}

static void test_sendfile__every_sort_of_stream_takes_a_file(void **state)
{
    (void)state;
    skt_file file = temp_file(100, text, LEN);
    EACH_STREAM(k) {
        if (k->type != SKT_SOCK_STREAM) continue;
        connection c = kind_connection(k);
        char got[LEN + 1] = "";
        skt_ssize sent = skt_sendfile(c.client, file, 100, LEN);
        if (sent == SKT_EUNSUPPORTED) SKIP("no sendfile on this system");
        assert_int_equal(sent, LEN);
        assert_rc(skt_recv_all(c.server, got, LEN, 0, skt_deadline_in(SKT_SECONDS(10)), NULL), 0);
        assert_string_equal(got, text);
        close_both(&c);
    }
    file_close(file);
}

/* Throws away what comes, and counts it. */
typedef struct drain {
    skt_socket s;
    uint64_t got;
    skt_ssize last;
} drain;

static void drain_all(void *context)
{
    drain *d = context;
    static char bytes[1 << 20];
    /* Linux can throw away what TCP received without copying it. */
#if defined(__linux__)
    const int flags = SKT_MSG_TRUNC;
#else
    const int flags = 0;
#endif
    while ((d->last = skt_recv(d->s, bytes, sizeof bytes, flags)) > 0) d->got += (uint64_t)d->last;
}

static void assert_takes_a_part(void)
{
    connection c = unix_pair(SKT_SOCK_STREAM);
    uint64_t size = (uint64_t)64 << 20, sent = 0;
    skt_file file = temp_file(size, text, LEN);
    assert_ok(skt_set_nonblocking(c.client, true));
    skt_ssize count = 0;
    while (sent < size && (count = skt_sendfile(c.client, file, sent, size)) > 0) sent += (uint64_t)count;
    assert_rc(count, SKT_EAGAIN);
    assert_true(sent > 0 && sent < size);

    /* Every byte that was counted is there, and no other. */
    static char bytes[1 << 16];
    uint64_t got = 0;
    while ((count = skt_recv(c.server, bytes, sizeof bytes, SKT_MSG_DONTWAIT)) > 0) got += (uint64_t)count;
    assert_rc(count, SKT_EAGAIN);
    assert_int_equal(got, sent);
    file_close(file);
    close_both(&c);
}

static void assert_takes_all(void)
{
    connection c = tcp_connection("127.0.0.1:0");
    const uint64_t size = (uint64_t)64 << 20;
    skt_file file = temp_file(size - LEN, text, LEN);
    drain d = {.s = c.server};
    test_thread thread;
    assert_ok(skt_set_nonblocking(c.client, true));
    thread_start(&thread, drain_all, &d);
    skt_ssize sent = skt_sendfile(c.client, file, 0, size);
    skt_shutdown(c.client, SKT_SHUT_WR);
    thread_join(&thread);
    assert_true(sent == (skt_ssize)size);
    assert_true(d.got == size);
    file_close(file);
    close_both(&c);
}

static void test_sendfile__a_socket_that_does_not_block_takes_a_part_unless_the_system_waits(void **state)
{
    (void)state;
    if (host.sendfile_waits)
        assert_takes_all();
    else
        assert_takes_a_part();
}

static void test_sendfile__more_than_2_gib_go_in_honest_pieces(void **state)
{
    (void)state;
    const uint64_t size = ((uint64_t)2 << 30) + 12345;
    connection c = tcp_connection("127.0.0.1:0");
    skt_file file = temp_file(size - LEN, text, LEN);
    drain d = {.s = c.server};
    test_thread thread;
    uint64_t sent = 0;
    skt_ssize count, largest = 0;
    thread_start(&thread, drain_all, &d);
    while ((count = skt_sendfile(c.client, file, sent, size)) > 0) {
        sent += (uint64_t)count;
        if (count > largest) largest = count;
    }
    skt_shutdown(c.client, SKT_SHUT_WR);
    thread_join(&thread);
    close_both(&c);
    file_close(file);
    if (count == SKT_EUNSUPPORTED) SKIP("no sendfile on this system");
    assert_rc(count, 0);
    assert_true(sent == size);
    assert_true(d.got == size);
    assert_rc(d.last, 0);
    assert_true(largest <= INT32_MAX);
}

static void test_sendfile__what_cannot_be_sent_is_refused(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    skt_file file = temp_file(0, text, LEN);
    if (skt_sendfile(c.client, file, 0, 1) == SKT_EUNSUPPORTED) SKIP("no sendfile on this system");
    assert_rc(skt_sendfile(c.client, file, (uint64_t)INT64_MAX + 1, 1), SKT_ERANGE);
    assert_rc(skt_sendfile(c.client, file, UINT64_MAX, UINT64_MAX), SKT_ERANGE);
    assert_true(skt_sendfile(c.client, file, INT64_MAX, 1) <= 0);
    assert_rc(skt_sendfile(SKT_INVALID_SOCKET, file, 0, 1), host.no_socket);
    assert_rc(skt_sendfile(c.client, (skt_file)-1, 0, 1), host.no_file);

    skt_socket s;
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &s));
    int rc = (int)skt_sendfile(s, file, 0, 1);
    assert_true(rc == SKT_ENOTCONN || rc == SKT_EPIPE);
    skt_close(s);
    file_close(file);
    assert_rc(skt_sendfile(c.client, file, 0, 1), host.no_file);
    close_both(&c);
}

#if defined(__linux__)
#include <fcntl.h>
#include <unistd.h>

static void test_sendfile__a_socket_or_pipe_is_no_file(void **state)
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

static void test_splice__moves_bytes_through_a_pipe(void **state)
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
static void test_splice__carries_a_file_from_end_to_end(void **state)
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

/* SKT_SPLICE_F_NONBLOCK is about the pipe: a socket that blocks is waited for all the same. */
static void test_splice__a_socket_that_does_not_block_is_not_waited_for(void **state)
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

static void test_splice__what_cannot_be_is_refused(void **state)
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
#else
static void test_splice__is_told_where_there_is_none(void **state)
{
    (void)state;
    assert_rc(skt_splice((skt_file)-1, (skt_file)-1, 0, 0), SKT_EUNSUPPORTED);
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_sendfile__sends_what_was_asked_for),
        TEST(test_sendfile__leaves_the_file_where_it_stood),
        TEST(test_sendfile__reaches_beyond_4_gib),
        TEST(test_sendfile__a_socket_that_does_not_block_takes_a_part_unless_the_system_waits),
        TEST(test_sendfile__every_sort_of_stream_takes_a_file),
        TEST(test_sendfile__more_than_2_gib_go_in_honest_pieces),
        TEST(test_sendfile__what_cannot_be_sent_is_refused),
#if defined(__linux__)
        TEST(test_sendfile__a_socket_or_pipe_is_no_file),
        TEST(test_splice__moves_bytes_through_a_pipe),
        TEST(test_splice__carries_a_file_from_end_to_end),
        TEST(test_splice__a_socket_that_does_not_block_is_not_waited_for),
        TEST(test_splice__what_cannot_be_is_refused),
#else
        TEST(test_splice__is_told_where_there_is_none),
#endif
    };
    return RUN(tests);
}
