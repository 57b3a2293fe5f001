/* SPDX-License-Identifier: MIT */
/* Several messages by one call. */
#include "support.h"

enum { MOST = 20, EACH = 100 };

typedef struct crate {
    skt_msg msgs[MOST];
    skt_buf bufs[MOST];
    skt_addr addrs[MOST];
    char bytes[MOST][EACH];
} crate;

/* Messages of 0, 1, 2 ... bytes, whose first byte is their number. */
static void fill(crate *c, const skt_addr *to)
{
    memset(c, 0, sizeof *c);
    for (size_t i = 0; i < MOST; i++) {
        c->bytes[i][0] = (char)i;
        c->bufs[i] = skt_buf_of(c->bytes[i], i);
        if (to) c->addrs[i] = *to;
        c->msgs[i] = skt_msg_of(to ? &c->addrs[i] : NULL, &c->bufs[i], 1, NULL, 0);
    }
}

static void make_room(crate *c)
{
    memset(c, 0, sizeof *c);
    for (size_t i = 0; i < MOST; i++) {
        c->bufs[i] = skt_buf_of(c->bytes[i], EACH);
        c->msgs[i] = skt_msg_of(&c->addrs[i], &c->bufs[i], 1, NULL, 0);
    }
}

static size_t receive_all(skt_socket s, crate *in, size_t count)
{
    size_t have = 0;
    while (have < count) {
        wait_for(s, SKT_POLLIN);
        skt_ssize got = skt_recv_batch(s, in->msgs + have, count - have, 0);
        if (got <= 0) fail_msg("%s after %zu", skt_error_name((int)got), have);
        have += (size_t)got;
    }
    return have;
}

static void test_batch__all_arrive_as_they_were_sent(void **state)
{
    (void)state;
    static const char *const texts[] = {"127.0.0.1:0", "[::1]:0"};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        for (int connected = 0; connected < 2; connected++) {
            connection c = udp_connection(texts[i]);
            skt_addr server, client;
            static crate out, in;
            skt_socket from = c.client;
            assert_ok(skt_local_address(c.server, &server));
            fill(&out, connected ? NULL : &server);
            assert_rc(skt_send_batch(from, out.msgs, MOST, 0), MOST);
            assert_ok(skt_local_address(from, &client));
            make_room(&in);
            receive_all(c.server, &in, MOST);
            for (size_t j = 0; j < MOST; j++) {
                assert_int_equal(out.msgs[j].count, j);
                assert_int_equal(in.msgs[j].count, j);
                if (j > 0) assert_int_equal(in.bytes[j][0], j);
                assert_true(skt_addr_equal(&in.addrs[j], &client));
                assert_int_equal(in.msgs[j].flags, 0);
            }
            close_both(&c);
        }
}

/* On a socket that blocks. */
static void test_batch__only_the_first_is_waited_for(void **state)
{
    (void)state;
    connection c = udp_connection("127.0.0.1:0");
    static crate in;
    assert_int_equal(skt_send(c.client, "abc", 3, 0), 3);
    wait_for(c.server, SKT_POLLIN);
    make_room(&in);
    assert_rc(skt_recv_batch(c.server, in.msgs, MOST, 0), 1);
    assert_int_equal(in.msgs[0].count, 3);
    close_both(&c);
}

static void test_batch__nothing_there_is_no_message(void **state)
{
    (void)state;
    connection c = udp_connection("127.0.0.1:0");
    static crate in;
    make_room(&in);
    assert_ok(skt_set_nonblocking(c.server, true));
    assert_rc(skt_recv_batch(c.server, in.msgs, MOST, 0), SKT_EAGAIN);
    assert_rc(skt_send_batch(c.client, in.msgs, 0, 0), 0);
    assert_true(skt_send_batch(SKT_INVALID_SOCKET, in.msgs, 1, 0) < 0);
    assert_true(skt_recv_batch(SKT_INVALID_SOCKET, in.msgs, 1, 0) < 0);
    close_both(&c);
}

static void test_batch__one_that_was_cut_says_so(void **state)
{
    (void)state;
    connection c = udp_connection("127.0.0.1:0");
    static crate in;
    static char large[EACH + 50];
    assert_int_equal(skt_send(c.client, large, sizeof large, 0), sizeof large);
    assert_int_equal(skt_send(c.client, "abc", 3, 0), 3);
    make_room(&in);
    receive_all(c.server, &in, 2);
    assert_int_equal(in.msgs[0].count, EACH);
    assert_int_equal(in.msgs[0].flags, SKT_MSG_TRUNC);
    assert_int_equal(in.msgs[1].count, 3);
    assert_int_equal(in.msgs[1].flags, 0);
    close_both(&c);
}

/* Messages after the refused one are not sent. */
static void test_batch__one_that_is_refused_ends_it(void **state)
{
    (void)state;
    connection c = udp_connection("127.0.0.1:0");
    static crate out, in;
    static char too_large[70000];
    fill(&out, NULL);
    out.bufs[7] = skt_buf_of(too_large, sizeof too_large);
    assert_rc(skt_send_batch(c.client, out.msgs, MOST, 0), 7);
    assert_rc(skt_send_batch(c.client, out.msgs + 7, MOST - 7, 0), SKT_EMSGSIZE);
    assert_rc(skt_send_batch(c.client, out.msgs + 8, MOST - 8, 0), MOST - 8);
    make_room(&in);
    receive_all(c.server, &in, MOST - 1);
    for (size_t i = 0; i < MOST - 1; i++) assert_int_equal(in.msgs[i].count, i < 7 ? i : i + 1);
    close_both(&c);
}

static void test_batch__absent_flags_are_refused(void **state)
{
    (void)state;
    connection c = udp_connection("127.0.0.1:0");
    static crate out;
    fill(&out, NULL);
    if (host.system == SKT_ON_WINDOWS) {
        assert_rc(skt_send_batch(c.client, out.msgs, 1, SKT_MSG_MORE), SKT_EUNSUPPORTED);
    } else if (host.system == SKT_ON_LINUX) {
        assert_rc(skt_recv_batch(c.client, out.msgs, 1, SKT_MSG_ERRQUEUE), SKT_EAGAIN);
    }
    close_both(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_batch__all_arrive_as_they_were_sent), TEST(test_batch__only_the_first_is_waited_for),
        TEST(test_batch__nothing_there_is_no_message),  TEST(test_batch__one_that_was_cut_says_so),
        TEST(test_batch__one_that_is_refused_ends_it),  TEST(test_batch__absent_flags_are_refused),
    };
    return RUN(tests);
}
