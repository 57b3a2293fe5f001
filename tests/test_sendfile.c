/* SPDX-License-Identifier: MIT */
/* skt_sendfile. That it raises no SIGPIPE is test_sigpipe.c's. */
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
    const int flags = host.system == SKT_ON_LINUX ? SKT_MSG_TRUNC : 0;
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

static void test_sendfile__a_peer_that_reset_is_told(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    skt_file file = temp_file(0, text, LEN);
    assert_ok(skt_set_linger(c.server, SKT_SO_LINGER, (skt_linger){.on = true, .time = 0}));
    assert_ok(skt_close(c.server));
    wait_for(c.client, SKT_POLLIN);
    int rc = (int)skt_sendfile(c.client, file, 0, LEN);
    if (rc == SKT_EUNSUPPORTED) SKIP("no sendfile on this system");
    if (host.forgets_resets)
        assert_true(rc == SKT_ECONNRESET || rc == SKT_EPIPE);
    else
        assert_true(rc == SKT_ECONNRESET || rc == SKT_ECONNABORTED || rc == SKT_ENOTCONN);
    file_close(file);
    skt_close(c.client);
}

static void test_sendfile__splice_is_told_where_there_is_none(void **state)
{
    (void)state;
    skt_ssize rc = skt_splice((skt_file)-1, (skt_file)-1, 1, 0);
    assert_rc(rc, host.system == SKT_ON_LINUX ? SKT_EBADF : SKT_EUNSUPPORTED);
}

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
        TEST(test_sendfile__a_peer_that_reset_is_told),
        TEST(test_sendfile__splice_is_told_where_there_is_none),
    };
    return RUN(tests);
}
