/* SPDX-License-Identifier: MIT */
/* Linux: what keepalive does, the timer and the end of a dead connection. tcp(7), sock_diag(7). */
#include "tcp_state.h"

static void test_linux_keepalive__the_kernel_runs_the_timer(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    tcp_state told;
    int rc = tcp_state_of(c.client, &told);
    if (rc < 0) SKIP("sock_diag: %s", skt_error_name(rc));
    assert_int_equal(told.timer, TIMER_NONE);

    assert_ok(skt_set_keepalive(c.client, SKT_SECONDS(3000), SKT_SECONDS(5), 3));
    assert_ok(tcp_state_of(c.client, &told));
    assert_int_equal(told.timer, TIMER_KEEPALIVE);
    assert_true(told.expires > 2000 * 1000 && told.expires <= 3001 * 1000);

    assert_ok(skt_set_duration(c.client, SKT_TCP_KEEPIDLE, SKT_SECONDS(7000)));
    assert_ok(tcp_state_of(c.client, &told));
    assert_int_equal(told.timer, TIMER_KEEPALIVE);
    assert_true(told.expires > 6000 * 1000 && told.expires <= 7001 * 1000);

    assert_ok(skt_set_bool(c.client, SKT_SO_KEEPALIVE, false));
    assert_ok(tcp_state_of(c.client, &told));
    assert_int_equal(told.timer, TIMER_NONE);
    close_both(&c);
}

/* How long a connection lives whose peer falls silent, and what ends it. */
static skt_duration lifetime(int count, int64_t *error_out)
{
    connection c = tcp_connection("127.0.0.1:0");
    int rc = make_deaf(c.client);
    if (rc < 0) {
        close_both(&c);
        return rc;
    }
    skt_deadline start = skt_now();
    assert_ok(skt_set_keepalive(c.client, SKT_SECONDS(1), SKT_SECONDS(1), count));
    skt_pollfd entry = {.socket = c.client, .events = SKT_POLLIN};
    assert_int_equal(skt_poll(&entry, 1, skt_deadline_in(SKT_SECONDS(60))), 1);
    skt_duration lived = since(start);
    assert_ok(skt_get_int(c.client, SKT_SO_ERROR, error_out));
    close_both(&c);
    return lived;
}

static void test_linux_keepalive__a_silent_peer_ends_the_connection_after_the_last_probe(void **state)
{
    (void)state;
    int64_t error = 0;
    skt_duration one = lifetime(1, &error);
    if (one < 0) SKIP("SO_ATTACH_FILTER: %s", skt_error_name((int)one));
    assert_int_equal(error, -SKT_ETIMEDOUT);
    assert_true(one >= SKT_MILLISECONDS(1800));
    assert_true(lifetime(3, &error) >= SKT_MILLISECONDS(3600));
    assert_int_equal(error, -SKT_ETIMEDOUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_linux_keepalive__the_kernel_runs_the_timer),
        TEST(test_linux_keepalive__a_silent_peer_ends_the_connection_after_the_last_probe),
    };
    return RUN(tests);
}
