/* SPDX-License-Identifier: MIT */
/* Connecting, at once and by a deadline. Interruption by signals is in test_eintr.c. */
#include "support.h"

#include "kinds.h"

#include <stdatomic.h>

/* A month is more milliseconds than an int holds, and a century is more than some kernels wait at once. */
#define MONTH   SKT_SECONDS(31 * 24 * 60 * 60)
#define CENTURY SKT_SECONDS((int64_t)100 * 365 * 24 * 60 * 60)

static skt_socket open_in_mode(const kind *k, bool nonblocking)
{
    skt_socket s = kind_open(k);
    if (nonblocking) assert_ok(skt_set_nonblocking(s, true));
    return s;
}

static void assert_peer(skt_socket s, const skt_addr *wanted)
{
    skt_addr peer;
    assert_rc(skt_peer_address(s, &peer), 0);
    assert_true(skt_addr_equal(&peer, wanted));
}

static void test_connect__a_connect_that_does_not_block_is_waited_for(void **state)
{
    (void)state;
    EACH_STREAM(k) {
        skt_addr here;
        skt_socket listening = kind_bound(k, &here), client = open_in_mode(k, true);
        int rc = skt_connect(client, &here);
        assert_true(rc == 0 || rc == SKT_EINPROGRESS);
        skt_pollfd fd = {.socket = client, .events = SKT_POLLOUT};
        assert_int_equal(skt_poll(&fd, 1, skt_deadline_in(SKT_SECONDS(10))), 1);
        assert_true(fd.revents & SKT_POLLOUT);
        assert_rc(skt_pending_error(client), 0);
        assert_peer(client, &here);
        skt_close(client);
        skt_close(listening);
        leave_address(&here);
    }
}

static void test_connect__by_a_deadline_it_succeeds_and_keeps_the_mode(void **state)
{
    (void)state;
    const skt_deadline deadlines[] = {SKT_NEVER, skt_deadline_in(SKT_SECONDS(20)), skt_deadline_in(MONTH),
                                      skt_deadline_in(CENTURY)};
    EACH_STREAM(k)
        for (int nonblocking = 0; nonblocking < 2; nonblocking++)
            for (size_t i = 0; i < COUNT_OF(deadlines); i++) {
                skt_addr here;
                skt_socket listening = kind_bound(k, &here), client = open_in_mode(k, nonblocking), server;
                char byte = 0;
                assert_rc(skt_connect_by(client, &here, deadlines[i]), 0);
                assert_mode(client, nonblocking);
                assert_peer(client, &here);
                assert_rc(skt_pending_error(client), 0);
                assert_ok(skt_accept(listening, 0, &server, NULL));
                assert_int_equal(skt_send(client, "x", 1, 0), 1);
                assert_int_equal(skt_recv(server, &byte, 1, 0), 1);
                skt_close(client);
                skt_close(server);
                skt_close(listening);
                leave_address(&here);
            }
}

/* With a deadline in the past the connect is started and not waited for; it continues in the background. */
static void test_connect__a_past_deadline_is_no_error_in_itself(void **state)
{
    (void)state;
    const skt_deadline deadlines[] = {{0}, {-1}, {INT64_MIN}, skt_deadline_in(0), skt_deadline_in(SKT_SECONDS(-1))};
    EACH_STREAM(k)
        for (int nonblocking = 0; nonblocking < 2; nonblocking++)
            for (size_t i = 0; i < COUNT_OF(deadlines); i++) {
                skt_addr here;
                skt_socket listening = kind_bound(k, &here), client = open_in_mode(k, nonblocking);
                int rc = skt_connect_by(client, &here, deadlines[i]);
                assert_mode(client, nonblocking);
                if (rc == SKT_ETIMEDOUT) rc = skt_connect_by(client, &here, SKT_NEVER);
                assert_rc(rc, 0);
                assert_mode(client, nonblocking);
                assert_peer(client, &here);
                skt_close(client);
                skt_close(listening);
                leave_address(&here);
            }
}

static void test_connect__one_that_is_under_way_is_taken_over(void **state)
{
    (void)state;
    EACH_STREAM(k) {
        skt_addr here;
        skt_socket listening = kind_bound(k, &here), client = open_in_mode(k, true);
        int rc = skt_connect(client, &here);
        assert_true(rc == 0 || rc == SKT_EINPROGRESS);
        if (rc == SKT_EINPROGRESS) assert_rc(skt_connect_by(client, &here, skt_deadline_in(SKT_SECONDS(10))), 0);
        assert_mode(client, true);
        assert_peer(client, &here);
        skt_close(client);
        skt_close(listening);
        leave_address(&here);
    }
}

static void test_connect__a_refusal_is_told(void **state)
{
    (void)state;
    const skt_deadline deadlines[] = {SKT_NEVER, skt_deadline_in(SKT_SECONDS(20)), skt_deadline_in(MONTH)};
    EACH_STREAM(k) {
        skt_addr here;
        skt_socket gone = kind_bound(k, &here);
        assert_ok(skt_close(gone));
        for (int nonblocking = 0; nonblocking < 2; nonblocking++)
            for (size_t i = 0; i < COUNT_OF(deadlines); i++) {
                skt_socket client = open_in_mode(k, nonblocking);
                assert_rc(skt_connect_by(client, &here, deadlines[i]), SKT_ECONNREFUSED);
                assert_mode(client, nonblocking);
                assert_taken(client);
                skt_addr peer;
                assert_rc(skt_peer_address(client, &peer), SKT_ENOTCONN);
                skt_close(client);
            }
        skt_socket client = kind_open(k);
        assert_rc(skt_connect(client, &here), SKT_ECONNREFUSED);
        skt_close(client);
        leave_address(&here);
    }
}

/* By default Windows repeats the SYN a second later. */
static void test_connect__a_refusal_is_told_at_once(void **state)
{
    (void)state;
    static const char *const texts[] = {"127.0.0.1:0", "[::1]:0"};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        for (int by_a_deadline = 0; by_a_deadline < 2; by_a_deadline++) {
            skt_addr here;
            skt_duration best = SKT_FOREVER;
            skt_close(listener(texts[i], &here));
            for (int round = 0; round < 5 && best > SKT_MILLISECONDS(500); round++) {
                skt_socket client;
                assert_ok(skt_open(skt_addr_family(&here), SKT_SOCK_STREAM, 0, &client));
                skt_deadline start = skt_now();
                int rc = by_a_deadline ? skt_connect_by(client, &here, SKT_NEVER) : skt_connect(client, &here);
                skt_duration took = since(start);
                assert_rc(rc, SKT_ECONNREFUSED);
                if (took < best) best = took;
                skt_close(client);
            }
            assert_true(best <= SKT_MILLISECONDS(500));
        }
}

static void test_connect__an_address_that_cannot_be_is_told_and_the_mode_kept(void **state)
{
    (void)state;
    skt_addr six = address("[::1]:1"), path;
    skt_socket s;
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &s));
    int rc = skt_connect_by(s, &six, SKT_NEVER);
    IF_WINE_DEVIATES(rc == SKT_EOPNOTSUPP, "an address of another family is %s", skt_error_name(rc));
    assert_true(rc == SKT_EAFNOSUPPORT || rc == SKT_EINVAL || rc == SKT_EFAULT);
    assert_mode(s, false);
    skt_close(s);
    NEEDS_UNIX();
    assert_ok(skt_open(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, &s));
    path = address("unix:/skt-no-such-directory/socket");
    assert_rc(skt_connect_by(s, &path, SKT_NEVER), SKT_ENOENT);
    assert_mode(s, false);
    skt_close(s);
}

static void test_connect__what_is_connected_stays_so(void **state)
{
    (void)state;
    EACH_STREAM(k) {
        skt_addr here;
        skt_socket listening = kind_bound(k, &here), client = kind_open(k);
        assert_ok(skt_connect_by(client, &here, SKT_NEVER));
        /* Linux returns 0 once for a non-blocking connect that has succeeded. */
        int rc = skt_connect(client, &here);
        if (rc == 0) rc = skt_connect(client, &here);
        assert_rc(rc, SKT_EISCONN);
        assert_peer(client, &here);
        skt_close(client);
        skt_close(listening);
        leave_address(&here);
    }
}

static void test_connect__a_datagram_socket_gets_its_peer_at_once(void **state)
{
    (void)state;
    EACH_DATAGRAM(k) {
        skt_addr there, elsewhere;
        skt_socket far = kind_bound(k, &there), other = kind_bound(k, &elsewhere), near = kind_open(k);
        char byte = 0;
        assert_rc(skt_connect_by(near, &there, skt_deadline_in(SKT_SECONDS(-1))), 0);
        assert_mode(near, false);
        assert_peer(near, &there);
        assert_int_equal(skt_send(near, "x", 1, 0), 1);
        assert_int_equal(skt_recv(far, &byte, 1, 0), 1);

        /* It may be another one later. */
        assert_rc(skt_connect(near, &elsewhere), 0);
        assert_peer(near, &elsewhere);
        skt_close(near);
        skt_close(far);
        skt_close(other);
        leave_address(&there);
        leave_address(&elsewhere);
    }
}

static void test_connect__an_address_without_a_family_takes_the_peer_away(void **state)
{
    (void)state;
    const skt_addr none = {.len = 0};
    skt_addr unspecified = none, peer;
    assert_ok(skt_addr_parse("family:0:", &unspecified));
    EACH_DATAGRAM(k)
        for (int way = 0; way < 2; way++) {
            connection c = kind_connection(k);
            assert_rc(skt_connect(c.client, way ? &unspecified : &none), 0);
            assert_rc(skt_peer_address(c.client, &peer), SKT_ENOTCONN);
            int rc = (int)skt_send(c.client, "x", 1, 0);
            IF_WINE_DEVIATES(rc == 1, "what has no peer any more sends all the same");
            assert_true(rc == SKT_EDESTADDRREQ || rc == SKT_ENOTCONN);
            close_both(&c);
        }
}

/* A listener with a full backlog, and the connections in it. */
typedef struct full {
    skt_socket listening;
    skt_addr here;
    skt_socket clients[8];
    size_t count;
} full;

static void close_full(full *f)
{
    if (f->listening != SKT_INVALID_SOCKET) skt_close(f->listening);
    for (size_t i = 0; i < f->count; i++) skt_close(f->clients[i]);
    leave_address(&f->here);
}

/* Returns false if the backlog cannot be filled, or if the system then refuses connections. */
static bool fill(full *f, const kind *k)
{
    f->listening = kind_open(k);
    f->here = kind_address(k);
    f->count = 0;
    assert_ok(skt_bind(f->listening, &f->here));
    assert_ok(skt_listen(f->listening, 0));
    assert_ok(skt_local_address(f->listening, &f->here));
    while (f->count < COUNT_OF(f->clients)) {
        skt_socket client = open_in_mode(k, true);
        int rc = skt_connect_by(client, &f->here, skt_deadline_in(SKT_MILLISECONDS(20)));
        if (rc != 0) skt_close(client);
        if (rc == SKT_ETIMEDOUT) return true;
        if (rc != 0) break;
        f->clients[f->count++] = client;
    }
    close_full(f);
    return false;
}

static const kind *named(const char *name)
{
    EACH_STREAM(k)
        if (strcmp(k->name, name) == 0) return k;
    return NULL;
}

#define FILL_OR_SKIP(f, k)                                                \
    do {                                                                  \
        if ((k) == NULL) SKIP("no such sockets on this machine");         \
        if (!fill(f, k)) SKIP("a listener is never full on this system"); \
    } while (0)

static void assert_times_out(full *f, const kind *k)
{
    for (int nonblocking = 0; nonblocking < 2; nonblocking++) {
        skt_socket client = open_in_mode(k, nonblocking);
        skt_addr peer;
        skt_deadline deadline = skt_deadline_in(SKT_MILLISECONDS(60));
        assert_rc(skt_connect_by(client, &f->here, deadline), SKT_ETIMEDOUT);
        assert_true(skt_deadline_passed(deadline));
        assert_true(since(deadline) < SKT_SECONDS(20));
        assert_mode(client, nonblocking);
        assert_rc(skt_peer_address(client, &peer), SKT_ENOTCONN);
        int again = skt_connect_by(client, &f->here, skt_deadline_in(SKT_SECONDS(-1)));
        assert_mode(client, nonblocking);
        skt_close(client);
        IF_WINE_DEVIATES(again == SKT_EINVAL, "a connect that was given up cannot be begun anew: EINVAL");
        assert_rc(again, SKT_ETIMEDOUT);
    }
}

static void test_connect__a_full_listener_lets_it_time_out(void **state)
{
    (void)state;
    int tried = 0;
    EACH_STREAM(k) {
        full f;
        if (!fill(&f, k)) continue;
        assert_times_out(&f, k);
        close_full(&f);
        tried++;
    }
    if (tried == 0) SKIP("a listener is never full on this system");
}

/* A call that timed out is repeated once the backlog has room. */
static void assert_completes_later(full *f, const kind *k, bool nonblocking)
{
    skt_socket client = open_in_mode(k, nonblocking), server;
    assert_rc(skt_connect_by(client, &f->here, skt_deadline_in(SKT_MILLISECONDS(20))), SKT_ETIMEDOUT);
    for (size_t i = 0; i < f->count; i++) {
        assert_ok(skt_accept(f->listening, 0, &server, NULL));
        skt_close(server);
    }
    int again = skt_connect_by(client, &f->here, SKT_NEVER);
    IF_WINE_DEVIATES(again == SKT_EINVAL, "a connect that was given up cannot be begun anew: EINVAL");
    assert_rc(again, 0);
    assert_mode(client, nonblocking);
    assert_peer(client, &f->here);
    char byte = 0;
    assert_ok(skt_accept(f->listening, 0, &server, NULL));
    assert_int_equal(skt_send(client, "x", 1, 0), 1);
    assert_int_equal(skt_recv(server, &byte, 1, 0), 1);
    skt_close(server);
    skt_close(client);
}

static void test_connect__after_a_timeout_another_call_completes_it_unix(void **state)
{
    (void)state;
    NEEDS_UNIX();
    const kind *k = named("Unix stream");
    for (int nonblocking = 0; nonblocking < 2; nonblocking++) {
        full f;
        FILL_OR_SKIP(&f, k);
        assert_completes_later(&f, k, nonblocking);
        close_full(&f);
    }
}

/* Takes a second, until TCP repeats the SYN. */
static void test_connect__after_a_timeout_another_call_completes_it_tcp(void **state)
{
    (void)state;
    const kind *k = named("TCP over IPv4");
    full f;
    FILL_OR_SKIP(&f, k);
    assert_completes_later(&f, k, false);
    close_full(&f);
}

/* The action of another thread during a wait. */
typedef struct meanwhile {
    full *f;
    skt_socket client;
    skt_socket servers[COUNT_OF(((full *)0)->clients)];
    atomic_bool done;
    int failure;
} meanwhile;

static void accept_all(void *context)
{
    meanwhile *m = context;
    skt_poll(NULL, 0, skt_deadline_in(SKT_MILLISECONDS(30)));
    atomic_store(&m->done, true);
    for (size_t i = 0; i < m->f->count; i++) {
        int rc = skt_accept(m->f->listening, 0, &m->servers[i], NULL);
        if (rc < 0) m->failure = rc;
    }
}

static void assert_waits_for_room(const char *name, skt_deadline deadline)
{
    const kind *k = named(name);
    for (int nonblocking = 0; nonblocking < 2; nonblocking++) {
        full f;
        test_thread thread;
        FILL_OR_SKIP(&f, k);
        meanwhile m = {.f = &f};
        skt_socket client = open_in_mode(k, nonblocking);
        thread_start(&thread, accept_all, &m);
        int rc = skt_connect_by(client, &f.here, deadline);
        bool waited = atomic_load(&m.done);
        thread_join(&thread);
        assert_rc(rc, 0);
        assert_true(waited);
        assert_rc(m.failure, 0);
        assert_mode(client, nonblocking);
        assert_peer(client, &f.here);
        for (size_t i = 0; i < f.count; i++) skt_close(m.servers[i]);
        skt_close(client);
        close_full(&f);
    }
}

static void test_connect__a_full_unix_listener_is_waited_for(void **state)
{
    (void)state;
    NEEDS_UNIX();
    assert_waits_for_room("Unix stream", SKT_NEVER);
    if (named("Unix sequenced packets"))
        assert_waits_for_room("Unix sequenced packets", skt_deadline_in(SKT_SECONDS(20)));
}

static void test_connect__a_full_tcp_listener_is_waited_for_longer_than_an_int_has_milliseconds(void **state)
{
    (void)state;
    assert_waits_for_room("TCP over IPv6", skt_deadline_in(MONTH));
}

static void stop_listening(void *context)
{
    meanwhile *m = context;
    skt_poll(NULL, 0, skt_deadline_in(SKT_MILLISECONDS(30)));
    skt_close(m->f->listening);
}

/* The error occurs during the wait and is only in SO_ERROR. */
static void test_connect__a_refusal_that_comes_late_is_told(void **state)
{
    (void)state;
    const kind *k = named("TCP over IPv4");
    full f;
    test_thread thread;
    FILL_OR_SKIP(&f, k);
    meanwhile m = {.f = &f};
    skt_socket client = kind_open(k);
    thread_start(&thread, stop_listening, &m);
    int rc = skt_connect_by(client, &f.here, skt_deadline_in(SKT_SECONDS(60)));
    thread_join(&thread);
    assert_rc(rc, SKT_ECONNREFUSED);
    assert_mode(client, false);
    skt_close(client);
    f.listening = SKT_INVALID_SOCKET;
    close_full(&f);
}

static void shut_client(void *context)
{
    meanwhile *m = context;
    while (!atomic_load(&m->done)) {
        skt_shutdown(m->client, SKT_SHUT_RDWR);
        skt_pending_error(m->client);
        skt_poll(NULL, 0, skt_deadline_in(SKT_MILLISECONDS(1)));
    }
}

/* Another thread shuts the socket down and reads its error: the socket is ready without an error, but has no peer. */
static void test_connect__without_a_peer_there_is_no_success(void **state)
{
    (void)state;
    const kind *k = named("TCP over IPv4");
    full f;
    FILL_OR_SKIP(&f, k);
    for (int i = 0; i < 20; i++) {
        test_thread thread;
        meanwhile m = {.f = &f, .client = kind_open(k)};
        thread_start(&thread, shut_client, &m);
        /* Some systems cannot shut down a socket without a peer: then the deadline ends the wait. */
        bool shuts = host.system != SKT_ON_WINDOWS;
        int rc = skt_connect_by(m.client, &f.here, skt_deadline_in(shuts ? SKT_SECONDS(20) : SKT_MILLISECONDS(20)));
        atomic_store(&m.done, true);
        thread_join(&thread);
        if (rc != SKT_ENOTCONN && rc != SKT_ECONNRESET && rc != SKT_ECONNABORTED && (shuts || rc != SKT_ETIMEDOUT))
            fail_msg("%d %s", rc, skt_error_name(rc));
        skt_close(m.client);
    }
    close_full(&f);
}

static void test_connect__a_reset_right_after_it_is_told(void **state)
{
    (void)state;
    static const char *const texts[] = {"127.0.0.1:0", "[::1]:0"};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        for (int nonblocking = 0; nonblocking < 2; nonblocking++) {
            skt_addr here;
            skt_socket listening = listener(texts[i], &here), client, server;
            assert_ok(skt_open(skt_addr_family(&here), SKT_SOCK_STREAM, 0, &client));
            assert_ok(skt_set_nonblocking(client, true));
            int rc = skt_connect(client, &here);
            if (rc == 0) SKIP("connecting on loopback takes no time on this system");
            assert_rc(rc, SKT_EINPROGRESS);
            assert_ok(skt_set_nonblocking(client, nonblocking));
            assert_ok(skt_accept(listening, 0, &server, NULL));
            assert_ok(skt_set_linger(server, SKT_SO_LINGER, (skt_linger){.on = true, .time = 0}));
            assert_ok(skt_close(server));
            skt_pollfd fd = {.socket = client, .events = SKT_POLLIN};
            assert_int_equal(skt_poll(&fd, 1, skt_deadline_in(SKT_SECONDS(10))), 1);
            rc = skt_connect_by(client, &here, skt_deadline_in(SKT_SECONDS(10)));
            if (host.system == SKT_ON_WINDOWS)
                assert_true(rc == SKT_ECONNRESET || rc == SKT_ECONNABORTED || rc == SKT_ENOTCONN);
            else
                assert_rc(rc, SKT_ECONNRESET);
            assert_mode(client, nonblocking);
            skt_close(client);
            skt_close(listening);
        }
}

static void test_connect__a_peer_that_closed_at_once_was_there(void **state)
{
    (void)state;
    skt_addr here;
    skt_socket listening = listener("127.0.0.1:0", &here), client, server;
    char byte;
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM | SKT_SOCK_NONBLOCK, 0, &client));
    int rc = skt_connect(client, &here);
    assert_true(rc == 0 || rc == SKT_EINPROGRESS);
    assert_ok(skt_accept(listening, 0, &server, NULL));
    assert_ok(skt_close(server));
    if (rc == SKT_EINPROGRESS) assert_rc(skt_connect_by(client, &here, skt_deadline_in(SKT_SECONDS(10))), 0);
    assert_peer(client, &here);
    skt_pollfd fd = {.socket = client, .events = SKT_POLLIN};
    assert_int_equal(skt_poll(&fd, 1, skt_deadline_in(SKT_SECONDS(10))), 1);
    assert_int_equal(skt_recv(client, &byte, 1, 0), 0);
    skt_close(client);
    skt_close(listening);
}

/* In each state that a stream can be in. A listener that accepts nothing keeps one from being connected. */
static void test_connect__the_result_can_be_had_without_waiting(void **state)
{
    (void)state;
    skt_addr here, peer;
    skt_socket listening = listener("127.0.0.1:0", &here), client, server;

    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM | SKT_SOCK_NONBLOCK, 0, &client));
    int never_started = skt_connect_result(client);
    if (host.system == SKT_ON_LINUX) assert_rc(never_started, SKT_ENOTCONN);
    assert_true(never_started == SKT_ENOTCONN || never_started == SKT_EINPROGRESS);

    int rc = skt_connect(client, &here);
    assert_true(rc == 0 || rc == SKT_EINPROGRESS);
    assert_ok(skt_accept(listening, 0, &server, NULL));
    wait_for(client, SKT_POLLOUT);
    for (int i = 0; i < 3; i++) assert_rc(skt_connect_result(client), 0);

    /* With a full send buffer it is not ready for sending, but connected. */
    static char block[1 << 16];
    while (skt_send(client, block, sizeof block, 0) > 0) {
    }
    assert_rc(skt_connect_result(client), 0);

    assert_ok(skt_set_linger(server, SKT_SO_LINGER, (skt_linger){.on = true, .time = 0}));
    assert_ok(skt_close(server));
    wait_for(client, SKT_POLLIN);
    rc = skt_connect_result(client);
    assert_true(rc == SKT_ECONNRESET || rc == SKT_ECONNABORTED || rc == SKT_ENOTCONN);
    if (skt_peer_address(client, &peer) == SKT_ENOTCONN) assert_rc(skt_connect_result(client), SKT_ENOTCONN);
    skt_close(client);
    skt_close(listening);
    assert_true(skt_connect_result(SKT_INVALID_SOCKET) < 0);
}

static void test_connect__the_result_of_a_refused_one_is_had_once(void **state)
{
    (void)state;
    skt_addr here;
    skt_socket client;
    skt_close(bound("127.0.0.1:0", SKT_SOCK_STREAM, &here));
    assert_ok(skt_open(SKT_AF_INET, SKT_SOCK_STREAM | SKT_SOCK_NONBLOCK, 0, &client));
    int rc = skt_connect(client, &here);
    if (rc != SKT_EINPROGRESS) SKIP("connecting on loopback takes no time on this system: %s", skt_error_name(rc));
    wait_for(client, SKT_POLLOUT);
    assert_rc(skt_connect_result(client), SKT_ECONNREFUSED);
    rc = skt_connect_result(client);
    IF_WINE_DEVIATES(rc == SKT_ECONNREFUSED, "an error is not taken by reading it");
    assert_rc(rc, SKT_ENOTCONN);
    skt_close(client);
}

static void test_connect__the_result_of_one_under_way_is_not_there_yet(void **state)
{
    (void)state;
    full f;
    FILL_OR_SKIP(&f, named("TCP over IPv4"));
    skt_socket client = open_in_mode(named("TCP over IPv4"), true);
    assert_rc(skt_connect(client, &f.here), SKT_EINPROGRESS);
    assert_rc(skt_connect_result(client), SKT_EINPROGRESS);
    skt_close(client);
    close_full(&f);
}

/* While a connect to A is in progress, or its result was not yet read, a connect to B must not succeed. */
static void test_connect__another_peer_than_the_one_asked_for_is_no_success(void **state)
{
    (void)state;
    static const char *const texts[] = {"127.0.0.1:0", "[::1]:0"};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        for (int wait = 0; wait < 2; wait++)
            for (int nonblocking = 0; nonblocking < 2; nonblocking++) {
                skt_addr a, b;
                skt_socket at_a = listener(texts[i], &a), at_b = listener(texts[i], &b), client;
                assert_ok(skt_open(skt_addr_family(&a), SKT_SOCK_STREAM | SKT_SOCK_NONBLOCK, 0, &client));
                int rc = skt_connect(client, &a);
                assert_true(rc == 0 || rc == SKT_EINPROGRESS);
                if (wait) wait_for(client, SKT_POLLOUT);
                assert_ok(skt_set_nonblocking(client, nonblocking));
                assert_rc(skt_connect_by(client, &b, skt_deadline_in(SKT_SECONDS(10))), SKT_EISCONN);
                assert_mode(client, nonblocking);
                assert_peer(client, &a);
                skt_close(client);
                skt_close(at_a);
                skt_close(at_b);
            }
}

/* During the wait for a full backlog. */
static void test_connect__another_peer_is_not_reported_as_connected_in_time(void **state)
{
    (void)state;
    full f;
    skt_addr b;
    FILL_OR_SKIP(&f, named("TCP over IPv4"));
    skt_socket at_b = listener("127.0.0.1:0", &b), client = open_in_mode(named("TCP over IPv4"), true);
    assert_rc(skt_connect(client, &f.here), SKT_EINPROGRESS);
    assert_rc(skt_connect_by(client, &b, skt_deadline_in(SKT_MILLISECONDS(20))), SKT_ETIMEDOUT);
    skt_close(client);
    skt_close(at_b);
    close_full(&f);
}

static void test_connect__by_a_deadline_an_address_needs_a_family(void **state)
{
    (void)state;
    skt_addr nobody;
    memset(&nobody, 0, sizeof nobody);
    for (int type = 0; type < 2; type++)
        for (nobody.len = 0; nobody.len <= 16; nobody.len += 16) {
            skt_socket s;
            assert_ok(skt_open(SKT_AF_INET, type ? SKT_SOCK_DGRAM : SKT_SOCK_STREAM, 0, &s));
            assert_rc(skt_connect_by(s, &nobody, skt_deadline_in(SKT_SECONDS(10))), SKT_EAFNOSUPPORT);
            skt_close(s);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_connect__a_connect_that_does_not_block_is_waited_for),
        TEST(test_connect__by_a_deadline_it_succeeds_and_keeps_the_mode),
        TEST(test_connect__a_past_deadline_is_no_error_in_itself),
        TEST(test_connect__one_that_is_under_way_is_taken_over),
        TEST(test_connect__a_refusal_is_told),
        TEST(test_connect__a_refusal_is_told_at_once),
        TEST(test_connect__an_address_that_cannot_be_is_told_and_the_mode_kept),
        TEST(test_connect__what_is_connected_stays_so),
        TEST(test_connect__a_datagram_socket_gets_its_peer_at_once),
        TEST(test_connect__an_address_without_a_family_takes_the_peer_away),
        TEST(test_connect__a_full_listener_lets_it_time_out),
        TEST(test_connect__after_a_timeout_another_call_completes_it_unix),
        TEST(test_connect__after_a_timeout_another_call_completes_it_tcp),
        TEST(test_connect__a_full_unix_listener_is_waited_for),
        TEST(test_connect__a_full_tcp_listener_is_waited_for_longer_than_an_int_has_milliseconds),
        TEST(test_connect__a_refusal_that_comes_late_is_told),
        TEST(test_connect__without_a_peer_there_is_no_success),
        TEST(test_connect__a_reset_right_after_it_is_told),
        TEST(test_connect__a_peer_that_closed_at_once_was_there),
        TEST(test_connect__the_result_can_be_had_without_waiting),
        TEST(test_connect__the_result_of_a_refused_one_is_had_once),
        TEST(test_connect__the_result_of_one_under_way_is_not_there_yet),
        TEST(test_connect__another_peer_than_the_one_asked_for_is_no_success),
        TEST(test_connect__another_peer_is_not_reported_as_connected_in_time),
        TEST(test_connect__by_a_deadline_an_address_needs_a_family),
    };
    return RUN(tests);
}
