/* SPDX-License-Identifier: MIT */
/* Linux: the options of TCP, seen in what the kernel tells of the connection. tcp(7). */
#include "netns.h"
#include "received.h"
#include "tcp_state.h"

/* The tcp_info of a client with one unacknowledged byte in flight and more bytes to send. */
typedef struct seen {
    uint32_t held;     /* bytes not sent while they are held back */
    uint32_t released; /* and afterwards */
    bool writable_below, writable_above;
} seen;

static short writable(skt_socket s)
{
    skt_pollfd entry = {.socket = s, .events = SKT_POLLOUT};
    assert_ok(skt_poll(&entry, 1, skt_deadline_in(0)));
    return entry.revents & SKT_POLLOUT;
}

static void nothing(skt_socket s)
{
    (void)s;
}

static void nodelay(skt_socket s)
{
    assert_ok(skt_set_bool(s, SKT_TCP_NODELAY, true));
}

static void cork(skt_socket s)
{
    nodelay(s);
    assert_ok(skt_set_bool(s, SKT_TCP_CORK, true));
}

static void uncork(skt_socket s)
{
    assert_ok(skt_set_bool(s, SKT_TCP_CORK, false));
}

static void expect(skt_socket s, const char *text)
{
    char got[16];
    assert_rc(skt_recv_all(s, got, strlen(text), 0, skt_deadline_in(SKT_SECONDS(20)), NULL), 0);
    assert_memory_equal(got, text, strlen(text));
}

/*
 * Holds two bytes back and releases them. After 200 ms the kernel probes for the acknowledgement with whatever there
 * is to send, so a round that took too long tells nothing and is repeated. Returns 0, or what forbids to be deaf.
 */
static int watch(void (*hold)(skt_socket), void (*release)(skt_socket), seen *out)
{
    for (int i = 0; i < 100; i++) {
        connection c = tcp_connection("127.0.0.1:0");
        int rc = make_deaf(c.client);
        if (rc == 0) {
            skt_deadline start = skt_now();
            assert_int_equal(skt_send(c.client, "a", 1, 0), 1);
            hold(c.client);
            assert_int_equal(skt_send(c.client, "b", 1, 0), 1);
            assert_int_equal(skt_send(c.client, "c", 1, 0), 1);
            assert_ok(skt_set_int(c.client, SKT_TCP_NOTSENT_LOWAT, 2));
            out->writable_above = writable(c.client);
            assert_ok(skt_set_int(c.client, SKT_TCP_NOTSENT_LOWAT, 100));
            out->writable_below = writable(c.client);
            out->held = tcp_info_of(c.client).tcpi_notsent_bytes;
            release(c.client);
            out->released = tcp_info_of(c.client).tcpi_notsent_bytes;
            bool in_time = since(start) < SKT_MILLISECONDS(150);
            if (in_time && release != nothing) expect(c.server, "abc");
            rc = in_time ? 0 : 1;
        }
        close_both(&c);
        if (rc <= 0) return rc;
    }
    fail_msg("every round took too long");
    return 0;
}

#define WATCH(hold, release, out)                                               \
    do {                                                                        \
        int refused = watch(hold, release, out);                                \
        if (refused < 0) SKIP("SO_ATTACH_FILTER: %s", skt_error_name(refused)); \
    } while (0)

static void test_tcp_options__small_segments_wait_until_nodelay_is_on(void **state)
{
    (void)state;
    seen late = {.held = 0}, early = {.held = 0};
    WATCH(nothing, nodelay, &late);
    assert_int_equal(late.held, 2);
    assert_int_equal(late.released, 0);
    WATCH(nodelay, nothing, &early);
    assert_int_equal(early.held, 0);
}

static void test_tcp_options__corked_segments_wait_until_the_cork_is_pulled(void **state)
{
    (void)state;
    seen it = {.held = 0};
    WATCH(cork, uncork, &it);
    assert_int_equal(it.held, 2);
    assert_int_equal(it.released, 0);
}

static void test_tcp_options__as_much_unsent_as_the_mark_is_not_writable(void **state)
{
    (void)state;
    seen it = {.held = 0};
    WATCH(nothing, nodelay, &it);
    assert_false(it.writable_above);
    assert_true(it.writable_below);
}

static void test_tcp_options__a_connection_fails_once_data_is_unacknowledged_for_too_long(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    const skt_duration limit = SKT_MILLISECONDS(300);
    int64_t error = 0;
    MAKE_DEAF(c.client);
    assert_ok(skt_set_duration(c.client, SKT_TCP_USER_TIMEOUT, limit));
    skt_deadline start = skt_now();
    assert_int_equal(skt_send(c.client, "x", 1, 0), 1);
    wait_for(c.client, SKT_POLLIN);
    assert_true(since(start) >= limit - SKT_MILLISECONDS(30));
    assert_ok(skt_get_int(c.client, SKT_SO_ERROR, &error));
    assert_int_equal(error, -SKT_ETIMEDOUT);
    close_both(&c);
}

/* How often the time before a retransmission had been doubled when the second came. */
static int backoff(bool linear)
{
    connection c = tcp_connection("127.0.0.1:0");
    /* The kernel takes no stream for thin before it has left its first slow start, which bbr never tells. */
    assert_ok(skt_set_name(c.client, SKT_TCP_CONGESTION, "reno"));
    assert_ok(skt_set_bool(c.client, SKT_TCP_THIN_LINEAR_TIMEOUTS, linear));
    int rc = make_deaf(c.client);
    if (rc < 0) {
        close_both(&c);
        return rc;
    }
    assert_int_equal(skt_send(c.client, "x", 1, 0), 1);
    struct tcp_info info = tcp_info_of(c.client);
    skt_deadline limit = skt_deadline_in(SKT_SECONDS(30));
    while (info.tcpi_retransmits < 3 && !skt_deadline_passed(limit)) {
        skt_pollfd entry = {.socket = c.client, .events = SKT_POLLIN};
        assert_int_equal(skt_poll(&entry, 1, skt_deadline_in(SKT_MILLISECONDS(5))), 0);
        info = tcp_info_of(c.client);
    }
    assert_true(info.tcpi_retransmits >= 3);
    close_both(&c);
    return info.tcpi_backoff;
}

static void test_tcp_options__a_thin_stream_does_not_back_off(void **state)
{
    (void)state;
    int usual = backoff(false);
    if (usual < 0) SKIP("SO_ATTACH_FILTER: %s", skt_error_name(usual));
    assert_true(usual >= 2);
    assert_true(backoff(true) < usual);
}

static connection connection_with_mss(int64_t mss)
{
    skt_addr here;
    connection c;
    skt_socket listening = listener("127.0.0.1:0", &here);
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &c.client));
    if (mss > 0) assert_ok(skt_set_int(c.client, SKT_TCP_MAXSEG, mss));
    assert_ok(skt_connect(c.client, &here));
    assert_ok(skt_accept(listening, 0, &c.server, NULL));
    skt_close(listening);
    return c;
}

static void test_tcp_options__segments_are_no_longer_than_the_maximum(void **state)
{
    (void)state;
    connection usual = connection_with_mss(0), small = connection_with_mss(600);
    int64_t mss = 0;
    assert_true(tcp_info_of(usual.client).tcpi_snd_mss > 600);
    assert_true(tcp_info_of(usual.server).tcpi_snd_mss > 600);
    assert_true(tcp_info_of(small.client).tcpi_snd_mss <= 600);
    assert_true(tcp_info_of(small.server).tcpi_snd_mss <= 600);
    assert_ok(skt_get_int(small.client, SKT_TCP_MAXSEG, &mss));
    assert_true(mss > 500 && mss <= 600);

    /* Two thousand bytes are then four segments at least. */
    static const char block[2000];
    uint32_t before = tcp_info_of(small.client).tcpi_data_segs_out;
    assert_int_equal(skt_send(small.client, block, sizeof block, 0), sizeof block);
    skt_shutdown(small.client, SKT_SHUT_WR);
    char rest[sizeof block + 1];
    size_t got = 0;
    skt_recv_all(small.server, rest, sizeof rest, 0, skt_deadline_in(SKT_SECONDS(20)), &got);
    assert_int_equal(got, sizeof block);
    assert_true(tcp_info_of(small.client).tcpi_data_segs_out - before >= 4);
    close_both(&usual);
    close_both(&small);
}

/*
 * How many of some bytes were acknowledged when sending had returned. On loopback an acknowledgement that is not put
 * off is there by then, and one that is put off takes 40 ms, unless the machine sleeps in between: hence several.
 */
static int acknowledged_at_once(bool quick)
{
    int count = 0;
    for (int i = 0; i < 10; i++) {
        connection c = tcp_connection("127.0.0.1:0");
        assert_ok(skt_set_bool(c.server, SKT_TCP_QUICKACK, quick));
        assert_int_equal(skt_send(c.client, "x", 1, 0), 1);
        count += tcp_info_of(c.client).tcpi_unacked == 0;
        close_both(&c);
    }
    return count;
}

static void test_tcp_options__a_quick_acknowledgement_is_not_put_off(void **state)
{
    (void)state;
    assert_int_not_equal(acknowledged_at_once(true), 0);
    assert_int_not_equal(acknowledged_at_once(false), 10);
}

static void test_tcp_options__turning_it_on_sends_the_acknowledgement_that_is_due(void **state)
{
    (void)state;
    bool quick = true;
    connection c = tcp_connection("127.0.0.1:0");
    assert_ok(skt_set_bool(c.server, SKT_TCP_QUICKACK, false));
    assert_ok(skt_get_bool(c.server, SKT_TCP_QUICKACK, &quick));
    assert_false(quick);
    assert_int_equal(skt_send(c.client, "x", 1, 0), 1);
    expect(c.server, "x");
    assert_ok(skt_set_bool(c.server, SKT_TCP_QUICKACK, true));
    assert_int_equal(tcp_info_of(c.client).tcpi_unacked, 0);
    close_both(&c);
}

static void test_tcp_options__the_algorithm_is_the_one_that_the_kernel_uses(void **state)
{
    (void)state;
    static const char path[] = "/proc/sys/net/ipv4/tcp_allowed_congestion_control";
    char name[16], got[16];
    FILE *list = fopen(path, "r");
    if (list == NULL) {
        SKIP("%s cannot be read", path);
        return;
    }
    connection c = tcp_connection("127.0.0.1:0");
    int count = 0;
    for (; fscanf(list, "%15s", name) == 1; count++) {
        tcp_state told;
        assert_ok(skt_set_name(c.client, SKT_TCP_CONGESTION, name));
        assert_int_equal(skt_get_name(c.client, SKT_TCP_CONGESTION, got, sizeof got), strlen(name));
        assert_string_equal(got, name);
        int rc = tcp_state_of(c.client, &told);
        if (rc < 0) SKIP("sock_diag: %s", skt_error_name(rc));
        assert_string_equal(told.congestion, name);
    }
    fclose(list);
    assert_true(count > 0);
    assert_rc(skt_set_name(c.client, SKT_TCP_CONGESTION, "nosuch"), SKT_ENOENT);
    assert_rc(skt_set_name(c.client, SKT_TCP_CONGESTION, ""), SKT_EINVAL);
    close_both(&c);
}

/* Whether a connection's first packet had data. The one before it brought the cookie that this needs; RFC 7413. */
static bool opens_fast(int64_t queue)
{
    skt_addr here;
    skt_socket listening = bound("127.0.0.1:0", SKT_SOCK_STREAM, &here);
    bool fast = false;
    assert_rc(skt_set_int(listening, SKT_TCP_FASTOPEN, queue), 0);
    assert_ok(skt_listen(listening, 16));
    for (int i = 0; i < 2; i++) {
        connection c;
        assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &c.client));
        assert_int_equal(skt_sendto(c.client, "x", 1, SKT_MSG_FASTOPEN, &here), 1);
        assert_ok(skt_accept(listening, 0, &c.server, NULL));
        expect(c.server, "x");
        fast = tcp_info_of(c.client).tcpi_options & TCPI_OPT_SYN_DATA;
        close_both(&c);
    }
    skt_close(listening);
    return fast;
}

static void test_tcp_options__data_goes_with_the_first_packet_where_the_listener_takes_it(void **state)
{
    (void)state;
    NEEDS_NETNS();
    NETNS_RUN("echo 3 >/proc/sys/net/ipv4/tcp_fastopen");
    assert_true(opens_fast(16));
    assert_false(opens_fast(0));
}

static void test_tcp_options__what_the_kernel_tells_of_a_connection_is_its_own_structure(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    struct tcp_info info, raw = tcp_info_of(c.client);
    size_t len = sizeof info;
    memset(&info, 0, sizeof info);
    assert_rc(skt_get_bytes(c.client, SKT_TCP_INFO, &info, &len), 0);
    assert_true(len > 100 && len <= sizeof info);
    assert_int_equal(info.tcpi_state, 1); /* TCP_ESTABLISHED */
    assert_int_equal(info.tcpi_snd_mss, raw.tcpi_snd_mss);
    len = 1;
    assert_rc(skt_get_bytes(c.client, SKT_TCP_INFO, &info, &len), 0);
    assert_int_equal(len, 1);
    close_both(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_tcp_options__small_segments_wait_until_nodelay_is_on),
        TEST(test_tcp_options__corked_segments_wait_until_the_cork_is_pulled),
        TEST(test_tcp_options__as_much_unsent_as_the_mark_is_not_writable),
        TEST(test_tcp_options__a_connection_fails_once_data_is_unacknowledged_for_too_long),
        TEST(test_tcp_options__a_thin_stream_does_not_back_off),
        TEST(test_tcp_options__segments_are_no_longer_than_the_maximum),
        TEST(test_tcp_options__a_quick_acknowledgement_is_not_put_off),
        TEST(test_tcp_options__turning_it_on_sends_the_acknowledgement_that_is_due),
        TEST(test_tcp_options__the_algorithm_is_the_one_that_the_kernel_uses),
        TEST(test_tcp_options__data_goes_with_the_first_packet_where_the_listener_takes_it),
        TEST(test_tcp_options__what_the_kernel_tells_of_a_connection_is_its_own_structure),
    };
    return RUN_WITH(tests, netns_setup, netns_teardown);
}
