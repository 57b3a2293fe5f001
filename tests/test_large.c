/* SPDX-License-Identifier: MIT */
/* Calls with more bytes than 32 bits can count, in address space that uses no memory. */
#include "support.h"

/* A 32-bit program has no room for it. */
#define LARGE ((size_t)0x100010000)

static void *mapping;

static int map(void **state)
{
    (void)state;
    if (SIZE_MAX > UINT32_MAX) mapping = memory_map(LARGE);
    return 0;
}

static int unmap(void **state)
{
    (void)state;
    if (mapping) memory_unmap(mapping, LARGE);
    return 0;
}

#define NEEDS_MAPPING()                                                                   \
    do {                                                                                  \
        NOT_UNDER_VALGRIND("looks at every byte of it");                                  \
        if (mapping == NULL) SKIP("this machine has no room for 4 GiB of address space"); \
    } while (0)

/* Receives, counts and discards data. */
typedef struct drain {
    skt_socket s;
    size_t got;
    skt_ssize last;
} drain;

static void drain_all(void *context)
{
    drain *d = context;
    static char bytes[1 << 20];
    /* Linux can throw away what TCP received without copying it. */
    const int flags = host.system == SKT_ON_LINUX ? SKT_MSG_TRUNC : 0;
    while ((d->last = skt_recv(d->s, bytes, sizeof bytes, flags)) > 0) d->got += (size_t)d->last;
}

static void test_large__what_a_socket_takes_of_it_is_counted(void **state)
{
    (void)state;
    NEEDS_MAPPING();
    for (int way = 0; way < 4; way++) {
        connection c = unix_pair(SKT_SOCK_STREAM);
        static char bytes[1 << 16];
        skt_buf bufs[2] = {skt_buf_of(mapping, LARGE), skt_buf_of(mapping, LARGE)};
        skt_ssize sent = 0, got, total = 0;
        assert_ok(skt_set_nonblocking(c.client, true));
        if (way == 0) sent = skt_send(c.client, mapping, LARGE, 0);
        if (way == 1) sent = skt_sendto(c.client, mapping, LARGE, 0, NULL);
        if (way == 2) sent = skt_sendv(c.client, bufs, 1, 0);
        if (way == 3) sent = skt_sendv(c.client, bufs, LARGE > host.buffers_max ? 1 : 2, 0);
        assert_true(sent > 0 && sent < INT32_MAX);
        assert_ok(skt_shutdown(c.client, SKT_SHUT_WR));
        while ((got = skt_recv(c.server, bytes, sizeof bytes, 0)) > 0) total += got;
        assert_rc(got, 0);
        assert_int_equal(total, sent);
        close_both(&c);
    }
}

/* Windows counts bytes in 32 bits: larger sizes must be refused, not truncated. */
static void assert_counted(skt_ssize rc, size_t len)
{
    if (len > host.buffers_max)
        assert_rc(rc, SKT_ERANGE);
    else
        assert_true(rc > 0);
}

static void test_large__a_buffer_among_others_is_taken_or_refused(void **state)
{
    (void)state;
    NEEDS_MAPPING();
    const size_t lengths[] = {LARGE, (size_t)UINT32_MAX + 1};
    for (size_t i = 0; i < COUNT_OF(lengths); i++)
        for (size_t first = 0; first < 2; first++) {
            connection c = tcp_connection("127.0.0.1:0");
            char byte = 'x';
            int flags = -1;
            skt_buf bufs[2] = {skt_buf_of(&byte, 1), skt_buf_of(mapping, lengths[i])};
            skt_msg msg = skt_msg_of(NULL, bufs + first, 2 - first, NULL, 0);
            assert_ok(skt_set_nonblocking(c.client, true));
            /* A single one is as any other call's. */
            assert_counted(skt_sendv(c.client, bufs + first, 2 - first, 0), first ? 1 : lengths[i]);
            if (first == 0) assert_counted(skt_recvv(c.server, bufs, 2, SKT_MSG_PEEK, NULL), lengths[i]);
            assert_counted(skt_recvv(c.server, bufs + first, 2 - first, SKT_MSG_PEEK, &flags), lengths[i]);
            assert_counted(skt_recvmsg(c.server, &msg, 0), lengths[i]);
            assert_int_equal(flags, lengths[i] > host.buffers_max ? -1 : 0);
            close_both(&c);

            c = tcp_connection("127.0.0.1:0");
            assert_ok(skt_set_nonblocking(c.client, true));
            assert_counted(skt_sendmsg(c.client, &msg, 0), lengths[i]);
            close_both(&c);
        }
}

static void test_large__a_receive_into_it_takes_what_is_there(void **state)
{
    (void)state;
    NEEDS_MAPPING();
    static const size_t rooms[] = {(size_t)INT32_MAX + 1, UINT32_MAX, LARGE - 1, LARGE};
    connection c = tcp_connection("127.0.0.1:0");
    for (size_t i = 0; i < COUNT_OF(rooms); i++) {
        assert_int_equal(skt_send(c.client, "abc", 3, 0), 3);
        assert_int_equal(skt_recv(c.server, mapping, rooms[i], 0), 3);
        assert_memory_equal(mapping, "abc", 3);
        memset(mapping, 0, 3);
    }
    close_both(&c);
}

static void test_large__more_than_the_system_moves_at_once_is_a_short_count(void **state)
{
    (void)state;
    NEEDS_MAPPING();
    connection c = tcp_connection("127.0.0.1:0");
    drain d = {.s = c.server};
    test_thread thread;
    thread_start(&thread, drain_all, &d);
    skt_ssize sent = skt_send(c.client, mapping, LARGE, 0);
    skt_shutdown(c.client, SKT_SHUT_WR);
    thread_join(&thread);
    close_both(&c);
    assert_true(sent > 0 && (size_t)sent <= LARGE);
    assert_true(d.got == (size_t)sent);
    if (host.system == SKT_ON_LINUX) assert_int_equal(sent, 0x7ffff000);
    if (host.system == SKT_ON_WINDOWS) assert_int_equal(sent, INT32_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_large__what_a_socket_takes_of_it_is_counted),
        TEST(test_large__a_buffer_among_others_is_taken_or_refused),
        TEST(test_large__a_receive_into_it_takes_what_is_there),
        TEST(test_large__more_than_the_system_moves_at_once_is_a_short_count),
    };
    return RUN_WITH(tests, map, unmap);
}
