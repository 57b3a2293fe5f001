/* SPDX-License-Identifier: MIT */
/* skt_sendfile, skt_sendfile_with. That it raises no SIGPIPE is test_sigpipe.c's. */
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

/* Receives, counts and discards data. */
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

/* The bytes of the pattern that a file, its head and its tail are cut from. */
static void fill(char *out, size_t from, size_t len)
{
    for (size_t i = 0; i < len; i++) out[i] = (char)((from + i) % 251);
}

static void test_sendfile_with__sends_the_parts_in_their_order(void **state)
{
    (void)state;
    static const struct {
        const char *head;
        uint64_t offset, len;
        const char *tail, *sent, *why;
    } rows[] = {
        {"<", 5, 6, ">", "<stands>", "all three"},
        {"<", 5, 6, "", "<stands", "no tail"},
        {"", 5, 6, ">", "stands>", "no head"},
        {"", 5, 6, "", "stands", "the file alone"},
        {"<", 5, 0, ">", "<>", "nothing of the file"},
        {"<", 5, 0, "", "<", "the head alone"},
        {"", 5, 0, ">", ">", "the tail alone"},
        {"", 0, 0, "", "", "nothing at all"},
        {"<", LEN - 4, 4, ">", "<file>", "the end of the file"},
        {"<", LEN - 4, 5, ">", "<file", "no tail where the file ends too early"},
        {"<", LEN - 4, UINT64_MAX, ">", "<file", "no tail behind a length without end"},
        {"<", LEN, 1, ">", "<", "the head where the file has ended"},
        {"", LEN + 1, 1, ">", "", "nothing where the file has ended"},
    };
    skt_file file = temp_file(0, text, LEN);
    EACH_STREAM(k) {
        if (k->type != SKT_SOCK_STREAM) continue;
        for (size_t i = 0; i < COUNT_OF(rows); i++) {
            const char *head = rows[i].head, *tail = rows[i].tail;
            connection c = kind_connection(k);
            char got[64] = "";
            size_t done = 0;
            skt_ssize sent = skt_sendfile_with(c.client, *head ? head : NULL, strlen(head), file, rows[i].offset,
                                               rows[i].len, *tail ? tail : NULL, strlen(tail));
            if (sent == SKT_EUNSUPPORTED) SKIP("no sendfile on this system");
            skt_close(c.client);
            skt_recv_all(c.server, got, sizeof got, 0, skt_deadline_in(SKT_SECONDS(20)), &done);
            if (sent != (skt_ssize)strlen(rows[i].sent)) print_error("%s\n", rows[i].why);
            assert_int_equal(sent, strlen(rows[i].sent));
            assert_int_equal(done, sent);
            assert_memory_equal(got, rows[i].sent, done);
            skt_close(c.server);
        }
    }
    file_close(file);
}

/* A head, a file and a tail of PART bytes each, sent in as many calls as it takes. */
enum { PART = 300000 };

typedef struct parts {
    char bytes[3 * PART];
    skt_file file;
    unsigned stopped; /* 1: in the head, 2: in the file, 4: in the tail */
} parts;

static void parts_make(parts *p)
{
    fill(p->bytes, 0, sizeof p->bytes);
    p->file = temp_file(0, p->bytes + PART, PART);
    p->stopped = 0;
}

/* Goes on from what the counts before say. */
static skt_ssize send_rest(parts *p, skt_socket s, size_t done)
{
    size_t head = done < PART ? done : PART, body = done < PART ? 0 : done < 2 * PART ? done - PART : PART;
    size_t tail = done - head - body;
    skt_ssize sent = skt_sendfile_with(s, p->bytes + head, PART - head, p->file, body, PART - body,
                                       p->bytes + 2 * PART + tail, PART - tail);
    size_t at = sent > 0 ? done + (size_t)sent : done;
    if (sent > 0 && at < 3 * PART) p->stopped |= 1U << (at / PART);
    return sent;
}

/* All counted bytes arrive exactly once, wherever the socket's buffer became full. */
static void test_sendfile_with__a_socket_that_does_not_block_stops_anywhere_and_goes_on_there(void **state)
{
    (void)state;
    static parts p;
    static char got[sizeof p.bytes + 1];
    if (host.sendfile_waits) SKIP("sendfile waits on this system");
    connection c = unix_pair(SKT_SOCK_STREAM);
    parts_make(&p);
    assert_ok(skt_set_nonblocking(c.client, true));
    assert_ok(skt_set_int(c.client, SKT_SO_SNDBUF, 40000));
    size_t done = 0, came = 0;
    while (done < sizeof p.bytes) {
        skt_ssize sent = send_rest(&p, c.client, done);
        if (sent == SKT_EUNSUPPORTED) SKIP("no sendfile on this system");
        assert_true(sent > 0 || sent == SKT_EAGAIN);
        if (sent > 0) done += (size_t)sent;
        /* A little is read at a time, so that the socket is full again soon. */
        skt_ssize count = skt_recv(c.server, got + came, 7777, SKT_MSG_DONTWAIT);
        if (count > 0) came += (size_t)count;
    }
    assert_int_equal(p.stopped, 1 | 2 | 4);
    skt_close(c.client);
    size_t rest = 0;
    assert_rc(skt_recv_all(c.server, got + came, sizeof got - came, 0, skt_deadline_in(SKT_SECONDS(20)), &rest),
              SKT_EEOF);
    assert_int_equal(came + rest, sizeof p.bytes);
    assert_memory_equal(got, p.bytes, sizeof p.bytes);
    skt_close(c.server);
    file_close(p.file);
}

static void test_sendfile_with__a_socket_that_blocks_sends_all(void **state)
{
    (void)state;
    static parts p;
    parts_make(&p);
    connection c = tcp_connection("127.0.0.1:0");
    drain d = {.s = c.server};
    test_thread thread;
    thread_start(&thread, drain_all, &d);
    skt_ssize sent = send_rest(&p, c.client, 0);
    skt_shutdown(c.client, SKT_SHUT_WR);
    thread_join(&thread);
    close_both(&c);
    file_close(p.file);
    if (sent == SKT_EUNSUPPORTED) SKIP("no sendfile on this system");
    assert_int_equal(sent, sizeof p.bytes);
    assert_int_equal(d.got, sizeof p.bytes);
}

/* What was sent before is counted; the call after it returns the error. */
static void test_sendfile_with__a_file_that_cannot_be_sent_is_an_error_only_without_a_head(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    skt_ssize sent = skt_sendfile_with(c.client, "<", 1, (skt_file)-1, 0, 1, ">", 1);
    if (sent == SKT_EUNSUPPORTED) SKIP("no sendfile on this system");
    assert_true(sent == 1 || sent == host.no_file);
    assert_rc(skt_sendfile_with(c.client, NULL, 0, (skt_file)-1, 0, 1, ">", 1), host.no_file);
    close_both(&c);
    skt_file file = temp_file(0, text, LEN);
    assert_rc(skt_sendfile_with(SKT_INVALID_SOCKET, "<", 1, file, 0, 1, ">", 1), host.no_socket);
    assert_rc(skt_sendfile_with(SKT_INVALID_SOCKET, "<", 1, file, UINT64_MAX, 1, ">", 1), SKT_ERANGE);
    file_close(file);
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
        TEST(test_sendfile_with__sends_the_parts_in_their_order),
        TEST(test_sendfile_with__a_socket_that_does_not_block_stops_anywhere_and_goes_on_there),
        TEST(test_sendfile_with__a_socket_that_blocks_sends_all),
        TEST(test_sendfile_with__a_file_that_cannot_be_sent_is_an_error_only_without_a_head),
        TEST(test_sendfile__splice_is_told_where_there_is_none),
    };
    return RUN(tests);
}
