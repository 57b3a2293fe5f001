/* SPDX-License-Identifier: MIT */
/* Sending and receiving with one buffer. For several buffers and messages see test_vectors.c. */
#include "support.h"

#include "kinds.h"

static const skt_addr none = {.len = 0};

static skt_addr local(skt_socket s)
{
    skt_addr here;
    assert_ok(skt_local_address(s, &here));
    return here;
}

static void test_io__a_stream_carries_bytes_in_order(void **state)
{
    (void)state;
    EACH_STREAM(k) {
        if (k->type != SKT_SOCK_STREAM) continue;
        connection c = kind_connection(k);
        char bytes[16] = "";
        assert_int_equal(skt_send(c.client, "abc", 3, 0), 3);
        assert_int_equal(skt_sendto(c.client, "def", 3, 0, NULL), 3);
        assert_int_equal(skt_recv(c.server, bytes, 4, SKT_MSG_WAITALL), 4);
        assert_int_equal(skt_recvfrom(c.server, bytes + 4, 2, SKT_MSG_WAITALL, NULL), 2);
        assert_string_equal(bytes, "abcdef");
        close_both(&c);
    }
}

static void test_io__nothing_can_be_sent_on_a_stream(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    char byte = 0;
    assert_int_equal(skt_send(c.client, NULL, 0, 0), 0);
    assert_int_equal(skt_send(c.client, "x", 1, 0), 1);
    assert_int_equal(skt_recv(c.server, &byte, 1, 0), 1);
    close_both(&c);
}

static void test_io__the_end_of_a_stream_is_0(void **state)
{
    (void)state;
    EACH_STREAM(k) {
        connection c = kind_connection(k);
        char bytes[4];
        assert_int_equal(skt_send(c.client, "x", 1, 0), 1);
        assert_ok(skt_close(c.client));
        assert_int_equal(skt_recv(c.server, bytes, sizeof bytes, 0), 1);
        assert_int_equal(skt_recv(c.server, bytes, sizeof bytes, 0), 0);
        assert_int_equal(skt_recv(c.server, bytes, sizeof bytes, 0), 0);
        assert_ok(skt_close(c.server));
    }
}

static void test_io__a_peek_leaves_what_it_shows(void **state)
{
    (void)state;
    EACH_STREAM(k) {
        connection c = kind_connection(k);
        char bytes[4] = "";
        assert_int_equal(skt_send(c.client, "ab", 2, 0), 2);
        for (int i = 0; i < 3; i++) {
            assert_int_equal(skt_recv(c.server, bytes, 2, SKT_MSG_PEEK), 2);
            assert_string_equal(bytes, "ab");
        }
        assert_int_equal(skt_recv(c.server, bytes, 2, 0), 2);
        assert_rc(skt_set_nonblocking(c.server, true), 0);
        assert_rc(skt_recv(c.server, bytes, 2, SKT_MSG_PEEK), SKT_EAGAIN);
        close_both(&c);
    }
}

static void test_io__datagrams_keep_their_bounds(void **state)
{
    (void)state;
    EACH_DATAGRAM(k) {
        connection c = kind_connection(k);
        char bytes[8];
        assert_int_equal(skt_send(c.client, "abc", 3, 0), 3);
        assert_int_equal(skt_send(c.client, "", 0, 0), 0);
        assert_int_equal(skt_sendto(c.client, "de", 2, 0, NULL), 2);
        assert_int_equal(skt_recv(c.server, bytes, sizeof bytes, 0), 3);
        assert_memory_equal(bytes, "abc", 3);
        assert_int_equal(skt_recv(c.server, bytes, sizeof bytes, 0), 0);
        assert_int_equal(skt_recv(c.server, bytes, sizeof bytes, 0), 2);
        assert_memory_equal(bytes, "de", 2);
        close_both(&c);
    }
}

static void test_io__the_sender_of_a_datagram_is_told(void **state)
{
    (void)state;
    EACH_DATAGRAM(k) {
        skt_addr here, there, from = dirty();
        skt_socket near = kind_bound(k, &here), far = kind_bound(k, &there);
        char bytes[8];
        assert_int_equal(skt_sendto(near, "abc", 3, 0, &there), 3);
        assert_int_equal(skt_recvfrom(far, bytes, sizeof bytes, 0, &from), 3);
        assert_true(skt_addr_equal(&from, &here));

        /* And an answer goes there; an empty one has a sender too. */
        assert_int_equal(skt_sendto(far, NULL, 0, 0, &from), 0);
        from = dirty();
        assert_int_equal(skt_recvfrom(near, bytes, sizeof bytes, 0, &from), 0);
        assert_true(skt_addr_equal(&from, &there));

        assert_int_equal(skt_sendto(near, "abc", 3, 0, &there), 3);
        assert_int_equal(skt_recvfrom(far, bytes, sizeof bytes, 0, NULL), 3);
        skt_close(near);
        skt_close(far);
        leave_address(&here);
        leave_address(&there);
    }
}

/* A receive writes only the address, and does not clear the bytes behind it. */
static void test_io__a_receive_writes_no_more_of_an_address_than_there_is(void **state)
{
    (void)state;
    connection c = udp_connection("127.0.0.1:0");
    skt_addr from = dirty(), before = from;
    char byte;
    assert_int_equal(skt_send(c.client, "x", 1, 0), 1);
    assert_int_equal(skt_recvfrom(c.server, &byte, 1, 0, &from), 1);
    assert_int_equal(from.len, 16);
    bool untouched = memcmp(from.storage.bytes + 16, before.storage.bytes + 16, sizeof from.storage - 16) == 0;
    IF_WINE_DEVIATES(!untouched, "an address of 16 bytes is received with zeros behind it");
    assert_true(untouched);
    close_both(&c);
}

static void test_io__a_connected_stream_tells_no_sender(void **state)
{
    (void)state;
    EACH_STREAM(k) {
        if (k->type != SKT_SOCK_STREAM || k->family == SKT_AF_UNIX) continue;
        connection c = kind_connection(k);
        skt_addr from = dirty();
        char byte;
        assert_int_equal(skt_send(c.client, "x", 1, 0), 1);
        assert_int_equal(skt_recvfrom(c.server, &byte, 1, 0, &from), 1);
        assert_int_equal(from.len, 0);
        assert_int_equal(skt_addr_family(&from), SKT_AF_UNSPEC);
        assert_true(skt_addr_equal(&from, &none));
        close_both(&c);
    }
}

static void test_io__an_unnamed_unix_sender_has_no_address(void **state)
{
    (void)state;
    EACH_DATAGRAM(k) {
        if (k->family != SKT_AF_UNIX) continue;
        skt_addr there, from = dirty();
        skt_socket far = kind_bound(k, &there), near = kind_open(k);
        char byte;
        assert_int_equal(skt_sendto(near, "x", 1, 0, &there), 1);
        assert_int_equal(skt_recvfrom(far, &byte, 1, 0, &from), 1);
        assert_null(skt_addr_unix_path(&from));
        assert_true(from.len == 0 || skt_addr_is_unnamed(&from));
        if (host.system == SKT_ON_LINUX) assert_int_equal(from.len, 0);
        skt_close(near);
        skt_close(far);
        leave_address(&there);
    }
}

static void test_io__what_does_not_fit_of_a_datagram_is_lost_without_a_word(void **state)
{
    (void)state;
    EACH_DATAGRAM(k) {
        connection c = kind_connection(k);
        char bytes[4] = {0, 0, 0, 'z'};
        skt_addr from;
        for (int i = 0; i < 2; i++) assert_int_equal(skt_send(c.client, "abcdef", 6, 0), 6);
        assert_int_equal(skt_send(c.client, "g", 1, 0), 1);
        assert_int_equal(skt_recv(c.server, bytes, 3, 0), 3);
        assert_memory_equal(bytes, "abcz", 4);
        assert_int_equal(skt_recvfrom(c.server, bytes, 2, 0, &from), 2);
        assert_int_equal(skt_recv(c.server, bytes, 3, 0), 1);
        assert_int_equal(bytes[0], 'g');
        close_both(&c);
    }
}

static void test_io__the_next_sender_can_be_seen_without_taking_the_datagram(void **state)
{
    (void)state;
    EACH_DATAGRAM(k)
        for (size_t len = 0; len <= 20; len += 10) {
            connection c = kind_connection(k);
            skt_addr from = dirty(), client = local(c.client);
            char bytes[32] = "";
            assert_int_equal(skt_send(c.client, "0123456789abcdefghij", len, 0), len);
            for (int i = 0; i < 2; i++) {
                assert_rc(skt_peek_sender(c.server, &from), 0);
                assert_true(skt_addr_equal(&from, &client));
            }
            assert_int_equal(skt_recv(c.server, bytes, sizeof bytes, 0), len);
            assert_memory_equal(bytes, "0123456789abcdefghij", len);
            close_both(&c);
        }
}

static void test_io__there_may_be_no_next_sender(void **state)
{
    (void)state;
    connection c = udp_connection("127.0.0.1:0");
    skt_addr from = dirty();
    assert_ok(skt_set_nonblocking(c.server, true));
    assert_rc(skt_peek_sender(c.server, &from), SKT_EAGAIN);
    close_both(&c);

    c = tcp_connection("127.0.0.1:0");
    assert_int_equal(skt_send(c.client, "x", 1, 0), 1);
    assert_rc(skt_peek_sender(c.server, &from), 0);
    assert_int_equal(from.len, 0);
    close_both(&c);
}

static void test_io__after_an_error_there_is_no_sender(void **state)
{
    (void)state;
    connection c = udp_connection("127.0.0.1:0");
    skt_addr from = local(c.client);
    char byte;
    assert_ok(skt_set_nonblocking(c.server, true));
    assert_rc(skt_recvfrom(c.server, &byte, 1, 0, &from), SKT_EAGAIN);
    assert_int_equal(from.len, 0);
    close_both(&c);
}

static void test_io__urgent_data_is_received_apart(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    char bytes[8] = "";
    assert_int_equal(skt_send(c.client, "ab", 2, 0), 2);
    assert_int_equal(skt_send(c.client, "!", 1, SKT_MSG_OOB), 1);
    assert_int_equal(skt_send(c.client, "cd", 2, 0), 2);
    wait_for(c.server, host.urgent);
    assert_int_equal(skt_recv(c.server, bytes, sizeof bytes, SKT_MSG_OOB), 1);
    assert_int_equal(bytes[0], '!');
    size_t got = 0;
    assert_rc(skt_recv_all(c.server, bytes, 4, 0, skt_deadline_in(SKT_SECONDS(10)), &got), 0);
    assert_memory_equal(bytes, "abcd", 4);
    /* Some systems wait for more. */
    assert_ok(skt_set_nonblocking(c.server, true));
    assert_rc(skt_recv(c.server, bytes, 1, SKT_MSG_OOB), host.waits_for_urgent_data ? SKT_EAGAIN : SKT_EINVAL);
    close_both(&c);
}

static void test_io__urgent_data_may_stand_in_line(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    char bytes[8] = "";
    assert_ok(skt_set_bool(c.server, SKT_SO_OOBINLINE, true));
    assert_int_equal(skt_send(c.client, "a", 1, 0), 1);
    assert_int_equal(skt_send(c.client, "!", 1, SKT_MSG_OOB), 1);
    assert_rc(skt_recv_all(c.server, bytes, 2, 0, skt_deadline_in(SKT_SECONDS(10)), NULL), 0);
    assert_memory_equal(bytes, "a!", 2);
    close_both(&c);
}

static void test_io__where_nothing_can_be_done_now_it_says_so(void **state)
{
    (void)state;
    EACH_STREAM(k) {
        connection c = kind_connection(k);
        static char many[1 << 16];
        char byte;
        assert_ok(skt_set_nonblocking(c.client, true));
        assert_rc(skt_recv(c.client, &byte, 1, 0), SKT_EAGAIN);
        skt_ssize sent;
        size_t total = 0;
        while ((sent = skt_send(c.client, many, sizeof many, 0)) > 0) total += (size_t)sent;
        assert_rc(sent, SKT_EAGAIN);
        assert_true(skt_error_is_again((int)sent));
        assert_true(total > 0);
        close_both(&c);
    }
}

static void test_io__one_call_can_be_told_not_to_wait(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    char byte;
    skt_ssize rc = skt_recv(c.server, &byte, 1, SKT_MSG_DONTWAIT);
    skt_ssize sent = skt_send(c.client, "x", 1, SKT_MSG_DONTWAIT);
    assert_rc(rc, SKT_MSG_DONTWAIT & SKT__MSG_ABSENT ? SKT_EUNSUPPORTED : SKT_EAGAIN);
    assert_int_equal(sent, SKT_MSG_DONTWAIT & SKT__MSG_ABSENT ? SKT_EUNSUPPORTED : 1);
    close_both(&c);
}

static void test_io__an_expired_receive_timeout_is_again_on_unix_and_timed_out_on_windows(void **state)
{
    (void)state;
    connection c = udp_connection("127.0.0.1:0");
    char byte;
    assert_ok(skt_set_duration(c.server, SKT_SO_RCVTIMEO, SKT_MILLISECONDS(20)));
    skt_deadline start = skt_now();
    skt_ssize rc = skt_recv(c.server, &byte, 1, 0);
    assert_true(since(start) >= SKT_MILLISECONDS(15));
    assert_rc(rc, host.system == SKT_ON_WINDOWS ? SKT_ETIMEDOUT : SKT_EAGAIN);
    close_both(&c);
}

static void test_io__a_datagram_that_is_too_long_is_refused(void **state)
{
    (void)state;
    static char many[65536 * 4];
    EACH_DATAGRAM(k) {
        if (k->family == SKT_AF_UNIX) continue;
        connection c = kind_connection(k);
        assert_rc(skt_send(c.client, many, 65536, 0), SKT_EMSGSIZE);
        assert_rc(skt_send(c.client, many, sizeof many, 0), SKT_EMSGSIZE);
        close_both(&c);
    }
}

static void test_io__the_longest_datagram_arrives_whole(void **state)
{
    (void)state;
    static char out[65507], in[65536];
    connection c = udp_connection("127.0.0.1:0");
    for (size_t i = 0; i < sizeof out; i++) out[i] = (char)(i * 31);
    assert_ok(skt_set_int(c.client, SKT_SO_SNDBUF, 1 << 18));
    assert_int_equal(skt_send(c.client, out, sizeof out, 0), sizeof out);
    assert_int_equal(skt_recv(c.server, in, sizeof in, 0), sizeof out);
    assert_memory_equal(in, out, sizeof out);
    close_both(&c);
}

static void test_io__without_a_peer_nothing_can_be_sent(void **state)
{
    (void)state;
    char byte;
    EACH_STREAM(k) {
        skt_socket s = kind_open(k);
        skt_ssize rc = skt_send(s, "x", 1, 0);
        IF_WINE_DEVIATES(rc == SKT_ECONNRESET, "to send without a peer is %s", skt_error_name((int)rc));
        assert_true(rc == SKT_ENOTCONN || rc == SKT_EPIPE);
        /* A Unix stream that was never connected says EINVAL on Linux. */
        rc = skt_recv(s, &byte, 1, 0);
        assert_true(rc == SKT_ENOTCONN || (k->family == SKT_AF_UNIX && rc == SKT_EINVAL));
        skt_close(s);
    }
    EACH_DATAGRAM(k) {
        skt_addr here;
        skt_socket s = kind_bound(k, &here);
        leave_address(&here);
        skt_ssize rc = skt_send(s, "x", 1, 0);
        assert_true(rc == SKT_EDESTADDRREQ || rc == SKT_ENOTCONN);
        rc = skt_sendto(s, "x", 1, 0, NULL);
        assert_true(rc == SKT_EDESTADDRREQ || rc == SKT_ENOTCONN);
        skt_close(s);
    }
}

static void test_io__a_datagram_to_nowhere_is_told_where_the_system_does(void **state)
{
    (void)state;
    EACH_DATAGRAM(k) {
        skt_addr gone;
        skt_socket s = kind_bound(k, &gone);
        assert_ok(skt_close(s));
        s = kind_open(k);
        if (k->family == SKT_AF_UNIX) {
            assert_rc(skt_sendto(s, "x", 1, 0, &gone), SKT_ECONNREFUSED);
            leave_address(&gone);
            assert_rc(skt_sendto(s, "x", 1, 0, &gone), k->address ? SKT_ECONNREFUSED : SKT_ENOENT);
        } else {
            char byte;
            assert_ok(skt_connect(s, &gone));
            assert_int_equal(skt_send(s, "x", 1, 0), 1);
            if (host.tells_refused_datagrams) wait_for(s, SKT_POLLIN);
            assert_ok(skt_set_nonblocking(s, true));
            assert_rc(skt_recv(s, &byte, 1, 0), host.tells_refused_datagrams ? SKT_ECONNREFUSED : SKT_EAGAIN);
        }
        skt_close(s);
    }
}

/* The errors that mean that the connection has ended. */
static bool is_gone(skt_ssize rc)
{
    return rc == SKT_ECONNRESET || rc == SKT_ECONNABORTED;
}

static void test_io__a_reset_is_told(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    char byte;
    assert_ok(skt_set_linger(c.server, SKT_SO_LINGER, (skt_linger){.on = true, .time = 0}));
    assert_ok(skt_close(c.server));
    wait_for(c.client, SKT_POLLIN);
    skt_ssize first = skt_recv(c.client, &byte, 1, 0);
    IF_WINE_DEVIATES(first == 0, "a reset is received as an end");
    assert_rc(first, SKT_ECONNRESET);
    skt_ssize again = skt_recv(c.client, &byte, 1, 0), sent = skt_send(c.client, "x", 1, 0);
    if (host.forgets_resets) {
        assert_rc(again, 0);
        assert_rc(sent, SKT_EPIPE);
    } else {
        assert_true(is_gone(again));
        assert_true(is_gone(sent));
    }
    skt_close(c.client);
}

/* Every way of sending to a peer that has closed: an error, and no SIGPIPE. */
static skt_ssize send_by(int way, skt_socket s)
{
    char byte = 'x';
    skt_buf bufs[2] = {skt_buf_of(&byte, 1), skt_buf_of(&byte, 1)};
    skt_msg msg = skt_msg_of(NULL, bufs, 2, NULL, 0);
    switch (way) {
    case 0: return skt_send(s, &byte, 1, 0);
    case 1: return skt_sendto(s, &byte, 1, 0, NULL);
    case 2: return skt_sendv(s, bufs, 1, 0);
    case 3: return skt_sendv(s, bufs, 2, 0);
    case 4: return skt_sendmsg(s, &msg, 0);
    default: return skt_send_all(s, &byte, 1, 0, skt_deadline_in(SKT_SECONDS(20)), NULL);
    }
}

static void test_io__whoever_sends_to_a_peer_that_is_gone_lives(void **state)
{
    (void)state;
    EACH_STREAM(k)
        for (int way = 0; way < 6; way++)
            for (int shut = 0; shut < 2; shut++) {
                /* MPTCP keeps undelivered data for a minute, in case another path becomes available. */
                if (!shut && k->protocol == SKT_IPPROTO_MPTCP) continue;
                connection c = kind_connection(k);
                skt_ssize rc = 0;
                if (shut)
                    assert_ok(skt_shutdown(c.client, SKT_SHUT_WR));
                else
                    assert_ok(skt_close(c.server));
                /* A stream over IP returns the error only after it has sent something. */
                for (int i = 0; i < 1000 && rc >= 0; i++) {
                    rc = send_by(way, c.client);
                    if (rc >= 0) skt_poll(NULL, 0, skt_deadline_in(SKT_MILLISECONDS(1)));
                }
                if (shut)
                    assert_rc(rc, SKT_EPIPE);
                else if (rc != SKT_EPIPE && !is_gone(rc))
                    fail_msg("%s, way %d: %d", k->name, way, (int)rc);
                skt_close(c.client);
                if (shut) skt_close(c.server);
            }
}

static void test_io__an_address_of_another_family_is_refused(void **state)
{
    (void)state;
    skt_addr six = address("[::1]:9");
    skt_socket s;
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &s));
    skt_ssize rc = skt_sendto(s, "x", 1, 0, &six);
    IF_WINE_DEVIATES(rc == SKT_EOPNOTSUPP, "an address of another family is %s", skt_error_name((int)rc));
    assert_true(rc == SKT_EAFNOSUPPORT || rc == SKT_EINVAL || rc == SKT_EFAULT);
    rc = skt_sendto(s, "x", 1, 0, &none);
    assert_true(rc < 0);
    skt_close(s);
}

/* A flag that the system lacks is refused by every call, before the system sees it. */
static void test_io__a_flag_that_the_system_lacks_is_refused(void **state)
{
    (void)state;
    static const int flags[] = {
        SKT_MSG_OOB,        SKT_MSG_PEEK,         SKT_MSG_DONTROUTE, SKT_MSG_CTRUNC,   SKT_MSG_TRUNC, SKT_MSG_DONTWAIT,
        SKT_MSG_EOR,        SKT_MSG_WAITALL,      SKT_MSG_NOSIGNAL,  SKT_MSG_CONFIRM,  SKT_MSG_MORE,  SKT_MSG_ERRQUEUE,
        SKT_MSG_WAITFORONE, SKT_MSG_CMSG_CLOEXEC, SKT_MSG_FASTOPEN,  SKT_MSG_ZEROCOPY, SKT_MSG_BATCH};
    connection c = udp_connection("127.0.0.1:0");
    skt_addr to = local(c.server), from;
    char bytes[2] = "x";
    skt_buf bufs[2] = {skt_buf_of(bytes, 1), skt_buf_of(bytes + 1, 1)};
    skt_msg msg = skt_msg_of(NULL, bufs, 1, NULL, 0);
    int lacking = 0, flags_out;
    for (size_t i = 0; i < COUNT_OF(flags); i++) {
        if (!(flags[i] & SKT__MSG_ABSENT)) continue;
        lacking++;
        assert_rc(skt_send(c.client, "x", 1, flags[i]), SKT_EUNSUPPORTED);
        assert_rc(skt_sendto(c.client, "x", 1, flags[i], NULL), SKT_EUNSUPPORTED);
        assert_rc(skt_sendto(c.client, "x", 1, flags[i], &to), SKT_EUNSUPPORTED);
        assert_rc(skt_sendv(c.client, bufs, 1, flags[i]), SKT_EUNSUPPORTED);
        assert_rc(skt_sendv(c.client, bufs, 2, flags[i]), SKT_EUNSUPPORTED);
        assert_rc(skt_sendmsg(c.client, &msg, flags[i]), SKT_EUNSUPPORTED);
        assert_rc(skt_send_all(c.client, "x", 1, flags[i], SKT_NEVER, NULL), SKT_EUNSUPPORTED);
        assert_rc(skt_recv(c.client, bytes, 1, flags[i]), SKT_EUNSUPPORTED);
        assert_rc(skt_recvfrom(c.client, bytes, 1, flags[i], NULL), SKT_EUNSUPPORTED);
        assert_rc(skt_recvfrom(c.client, bytes, 1, flags[i], &from), SKT_EUNSUPPORTED);
        assert_rc(skt_recvv(c.client, bufs, 1, flags[i], NULL), SKT_EUNSUPPORTED);
        assert_rc(skt_recvv(c.client, bufs, 2, flags[i], &flags_out), SKT_EUNSUPPORTED);
        assert_rc(skt_recvmsg(c.client, &msg, flags[i]), SKT_EUNSUPPORTED);
        assert_rc(skt_recv_all(c.client, bytes, 1, flags[i], SKT_NEVER, NULL), SKT_EUNSUPPORTED);
    }
    close_both(&c);
    if (lacking == 0) SKIP("this system lacks none of the flags");
}

static void test_io__the_flags_of_sending_do_as_they_say(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    char bytes[4] = "";
    assert_int_equal(skt_send(c.client, "a", 1, SKT_MSG_NOSIGNAL), 1);
    assert_int_equal(skt_send(c.client, "b", 1, SKT_MSG_DONTROUTE), 1);
    skt_ssize rc = skt_send(c.client, "c", 1, SKT_MSG_MORE);
    if (rc == SKT_EUNSUPPORTED) rc = skt_send(c.client, "c", 1, 0);
    assert_int_equal(rc, 1);
    assert_int_equal(skt_send(c.client, "d", 1, 0), 1);
    assert_int_equal(skt_recv(c.server, bytes, 4, SKT_MSG_WAITALL), 4);
    assert_memory_equal(bytes, "abcd", 4);
    close_both(&c);
}

static void test_io__the_true_length_of_a_datagram_can_be_asked_for(void **state)
{
    (void)state;
    /* On Linux only: elsewhere it is no flag for receiving, which some systems ignore. */
    connection c = udp_connection("127.0.0.1:0");
    char bytes[2];
    assert_int_equal(skt_send(c.client, "abcdef", 6, 0), 6);
    skt_ssize peeked = skt_recv(c.server, bytes, sizeof bytes, SKT_MSG_TRUNC | SKT_MSG_PEEK);
    if (host.system == SKT_ON_LINUX) {
        assert_int_equal(peeked, 6);
        assert_int_equal(skt_recv(c.server, bytes, sizeof bytes, SKT_MSG_TRUNC), 6);
    } else {
        assert_true(peeked < 0 || peeked == sizeof bytes);
    }
    close_both(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_io__a_stream_carries_bytes_in_order),
        TEST(test_io__nothing_can_be_sent_on_a_stream),
        TEST(test_io__the_end_of_a_stream_is_0),
        TEST(test_io__a_peek_leaves_what_it_shows),
        TEST(test_io__datagrams_keep_their_bounds),
        TEST(test_io__the_sender_of_a_datagram_is_told),
        TEST(test_io__a_receive_writes_no_more_of_an_address_than_there_is),
        TEST(test_io__a_connected_stream_tells_no_sender),
        TEST(test_io__an_unnamed_unix_sender_has_no_address),
        TEST(test_io__what_does_not_fit_of_a_datagram_is_lost_without_a_word),
        TEST(test_io__the_next_sender_can_be_seen_without_taking_the_datagram),
        TEST(test_io__there_may_be_no_next_sender),
        TEST(test_io__after_an_error_there_is_no_sender),
        TEST(test_io__urgent_data_is_received_apart),
        TEST(test_io__urgent_data_may_stand_in_line),
        TEST(test_io__where_nothing_can_be_done_now_it_says_so),
        TEST(test_io__one_call_can_be_told_not_to_wait),
        TEST(test_io__an_expired_receive_timeout_is_again_on_unix_and_timed_out_on_windows),
        TEST(test_io__a_datagram_that_is_too_long_is_refused),
        TEST(test_io__the_longest_datagram_arrives_whole),
        TEST(test_io__without_a_peer_nothing_can_be_sent),
        TEST(test_io__a_datagram_to_nowhere_is_told_where_the_system_does),
        TEST(test_io__a_reset_is_told),
        TEST(test_io__whoever_sends_to_a_peer_that_is_gone_lives),
        TEST(test_io__an_address_of_another_family_is_refused),
        TEST(test_io__a_flag_that_the_system_lacks_is_refused),
        TEST(test_io__the_flags_of_sending_do_as_they_say),
        TEST(test_io__the_true_length_of_a_datagram_can_be_asked_for),
    };
    return RUN(tests);
}
