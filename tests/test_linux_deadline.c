/* SPDX-License-Identifier: MIT */
/* Linux: deadlines hold on sockets that are ready for poll(2) and not for the call. */
#include "support.h"

#include <skt/native.h>

#include <linux/errqueue.h>
#include <linux/net_tstamp.h>
#include <netinet/in.h>
#include <time.h>

/* Poll reports the client of each as ready for ever, since nobody reads the error queue. */

static connection an_icmp_error_in_the_queue(void)
{
    connection c = udp_connection("127.0.0.1:0");
    const int on = 1;
    assert_rc(skt_set_raw(c.client, IPPROTO_IP, IP_RECVERR, &on, sizeof on), 0);
    assert_ok(skt_close(c.server));
    c.server = SKT_INVALID_SOCKET;
    assert_int_equal(skt_send(c.client, "x", 1, 0), 1);
    wait_for(c.client, 0);
    assert_rc(skt_pending_error(c.client), SKT_ECONNREFUSED);
    return c;
}

static connection a_time_stamp_in_the_queue(void)
{
    connection c = udp_connection("127.0.0.1:0");
    const int on = SOF_TIMESTAMPING_TX_SOFTWARE | SOF_TIMESTAMPING_SOFTWARE;
    assert_rc(skt_set_raw(c.client, SOL_SOCKET, SO_TIMESTAMPING, &on, sizeof on), 0);
    assert_int_equal(skt_send(c.client, "x", 1, 0), 1);
    wait_for(c.client, 0);
    return c;
}

static connection a_zero_copy_completion(void)
{
    connection c = tcp_connection("127.0.0.1:0");
    static char bytes[1 << 14];
    const int on = 1;
    assert_rc(skt_set_raw(c.client, SOL_SOCKET, SO_ZEROCOPY, &on, sizeof on), 0);
    assert_int_equal(skt_send(c.client, bytes, sizeof bytes, MSG_ZEROCOPY), sizeof bytes);
    assert_rc(skt_recv_all(c.server, bytes, sizeof bytes, 0, SKT_NEVER, NULL), 0);
    wait_for(c.client, 0);
    return c;
}

static connection receiving_shut_down(void)
{
    connection c = udp_connection("127.0.0.1:0");
    assert_ok(skt_shutdown(c.client, SKT_SHUT_RD));
    return c;
}

static connection no_room_and_a_zero_copy_completion(void)
{
    connection c = a_zero_copy_completion();
    static char block[1 << 16];
    while (skt_send(c.client, block, sizeof block, SKT_MSG_DONTWAIT) > 0) {
    }
    return c;
}

static int receives(skt_socket s, skt_deadline deadline)
{
    char bytes[4];
    return skt_recv_all(s, bytes, sizeof bytes, 0, deadline, NULL);
}

static int sends(skt_socket s, skt_deadline deadline)
{
    static char block[1 << 20];
    return skt_send_all(s, block, sizeof block, 0, deadline, NULL);
}

static const struct {
    connection (*make)(void);
    int (*call)(skt_socket s, skt_deadline deadline);
    const char *name;
} scenes[] = {
    {an_icmp_error_in_the_queue, receives, "receiving, an ICMP error in the queue"},
    {a_time_stamp_in_the_queue, receives, "receiving, a time stamp in the queue"},
    {a_zero_copy_completion, receives, "receiving, a zero-copy completion in the queue"},
    {receiving_shut_down, receives, "receiving, shut down"},
    {no_room_and_a_zero_copy_completion, sends, "sending, a zero-copy completion in the queue"},
};

static skt_duration processor_time(void)
{
    struct timespec used;
    assert_int_equal(clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used), 0);
    return SKT_SECONDS(used.tv_sec) + used.tv_nsec;
}

static void test_linux_deadline__holds_whatever_poll_says_and_leaves_the_processor_free(void **state)
{
    (void)state;
    const skt_duration span = SKT_MILLISECONDS(300);
    for (size_t i = 0; i < COUNT_OF(scenes); i++) {
        connection c = scenes[i].make();
        skt_deadline begun = skt_now();
        skt_duration used = processor_time();
        int rc = scenes[i].call(c.client, skt_deadline_in(span));
        used = processor_time() - used;
        if (rc != SKT_ETIMEDOUT || since(begun) < span)
            fail_msg("%s: %s after %lld ns", scenes[i].name, skt_error_name(rc), (long long)since(begun));
        if (used > span / 2 && !under_valgrind())
            fail_msg("%s: %lld ns of the processor", scenes[i].name, (long long)used);
        close_both(&c);
    }
}

/* Data that arrives meanwhile is received, and the entry stays in the error queue. */
static void test_linux_deadline__data_that_comes_beside_an_entry_in_the_queue_is_received(void **state)
{
    (void)state;
    connection c = a_time_stamp_in_the_queue();
    char byte = 0;
    assert_int_equal(skt_send(c.server, "y", 1, 0), 1);
    assert_rc(skt_recv_all(c.client, &byte, 1, 0, skt_deadline_in(SKT_SECONDS(20)), NULL), 0);
    assert_int_equal(byte, 'y');
    skt_pollfd fd = {.socket = c.client};
    assert_int_equal(skt_poll(&fd, 1, (skt_deadline){0}), 1);
    assert_int_equal(fd.revents, SKT_POLLERR);
    close_both(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_linux_deadline__holds_whatever_poll_says_and_leaves_the_processor_free),
        TEST(test_linux_deadline__data_that_comes_beside_an_entry_in_the_queue_is_received),
    };
    return RUN(tests);
}
