/* SPDX-License-Identifier: MIT */
/*
 * Connecting with a deadline on versions of Windows whose WSAPoll does not report failures, where the blocking mode
 * cannot be read, and where a refused connect is retried for two seconds. Each test runs on every build.
 */
#include "played.h"

#include <mstcpip.h>

/* Documentation addresses (RFC 5737, RFC 3849); the tests that use them send no packet to them. */
static const char *const far_away[] = {"192.0.2.1:9", "[2001:db8::1]:9"};
static const char *const at_home[] = {"127.0.0.1:0", "[::1]:0"};

static skt_socket open_stream(const skt_addr *addr, bool nonblocking)
{
    skt_socket s;
    int bits = nonblocking ? SKT_SOCK_NONBLOCK : 0;
    assert_rc(skt_open(skt_addr_family(addr), SKT_SOCK_STREAM | bits, 0, &s), 0);
    return s;
}

/* An address of the loopback interface where nobody listens. */
static skt_addr vacant(const char *text)
{
    skt_addr here;
    skt_close(listener(text, &here));
    return here;
}

/* The record without what making the sockets left in it. */
static void forget(void)
{
    standin_windows now = standin;
    standin_reset();
    standin = now;
}

static void test_connect__succeeds_and_leaves_the_mode_alone(void **state)
{
    (void)state;
    const skt_deadline deadlines[] = {SKT_NEVER, skt_deadline_in(SKT_SECONDS(20))};
    for (size_t i = 0; i < COUNT_OF(at_home) * 2 * COUNT_OF(deadlines); i++) {
        bool nonblocking = i & 1;
        skt_addr here, peer;
        skt_socket listening = listener(at_home[i / 2 % 2], &here), client = open_stream(&here, nonblocking), server;
        forget();
        assert_rc(skt_connect_by(client, &here, deadlines[i / 4]), 0);
        assert_no_mode_set();
        assert_int_equal(standin_blocks(client), !nonblocking);
        assert_rc(skt_accept(listening, 0, &server, NULL), 0);
        assert_rc(skt_peer_address(client, &peer), 0);
        assert_true(skt_addr_equal(&peer, &here));
        assert_talk(client, server);
        assert_rc(skt_shutdown(client, SKT_SHUT_WR), 0);
        assert_int_equal(skt_recv(server, &(char){0}, 1, 0), 0);
        skt_close(client);
        skt_close(server);
        skt_close(listening);
    }
}

static void test_connect__refused_is_told_at_once(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(at_home) * 2; i++) {
        bool nonblocking = i & 1;
        skt_addr nowhere = vacant(at_home[i / 2]);
        skt_socket client = open_stream(&nowhere, nonblocking);
        forget();
        int64_t began = now_ms();
        assert_rc(skt_connect_by(client, &nowhere, skt_deadline_in(SKT_SECONDS(60))), SKT_ECONNREFUSED);
        assert_true(now_ms() - began < 10000);
        assert_no_mode_set();
        assert_int_equal(standin_blocks(client), !nonblocking);
        skt_close(client);
    }
}

/* The first build that can be made not to repeat it. */
#define ASKS_ONCE 16299

/* The record of it: nothing else changes, and after the connect the machine's own setting holds again. */
static void assert_asked_once_and_restored(skt_socket s, const char *how)
{
    TCP_INITIAL_RTO_PARAMETERS asked;
    const standin_call *connected = standin_last(how, STANDIN_ANY, STANDIN_ANY);
    const standin_call *after = standin_last("WSAIoctl", 0, (long)SIO_TCP_INITIAL_RTO), *before = connected;
    while (strcmp(before->function, "WSAIoctl") != 0 || before->name != SIO_TCP_INITIAL_RTO) before--;
    memcpy(&asked, before->value, sizeof asked);
    assert_true(before->socket == s && after->socket == s && after > connected);
    assert_int_equal(asked.Rtt, TCP_INITIAL_RTO_UNSPECIFIED_RTT);
    assert_int_equal(asked.MaxSynRetransmissions, TCP_INITIAL_RTO_NO_SYN_RETRANSMISSIONS);
    memcpy(&asked, after->value, sizeof asked);
    assert_int_equal(asked.Rtt, TCP_INITIAL_RTO_UNSPECIFIED_RTT);
    assert_int_equal(asked.MaxSynRetransmissions, TCP_INITIAL_RTO_UNSPECIFIED_MAX_SYN_RETRANSMISSIONS);
}

/* Windows repeats the first packet for two seconds though the loopback interface refused it. */
static void test_connect__over_loopback_the_first_packet_is_not_repeated_and_elsewhere_it_is(void **state)
{
    (void)state;
    for (size_t i = 0; i < 8; i++) {
        bool at_hand = i & 1, v6 = i & 2, by_deadline = i & 4;
        skt_addr addr = at_hand ? vacant(at_home[v6]) : address(far_away[v6]);
        skt_socket client = open_stream(&addr, false);
        play(NULL);
        standin.silence = !at_hand;
        if (!at_hand) standin_fail("connect", WSAETIMEDOUT, 0, 1);
        int rc = by_deadline ? skt_connect_by(client, &addr, skt_deadline_in(SKT_MILLISECONDS(at_hand ? 20000 : 50)))
                             : skt_connect(client, &addr);
        assert_rc(rc, at_hand ? SKT_ECONNREFUSED : SKT_ETIMEDOUT);
        bool set = at_hand && SINCE(ASKS_ONCE);
        assert_int_equal(standin_count("WSAIoctl", 0, (long)SIO_TCP_INITIAL_RTO), set ? 2 : 0);
        if (set) assert_asked_once_and_restored(client, by_deadline ? "ConnectEx" : "connect");
        skt_close(client);
    }
}

/* A non-blocking connect is in progress when the call returns, and is nevertheless refused at once. */
static void test_connect__that_is_under_way_keeps_the_first_packet_from_being_repeated(void **state)
{
    (void)state;
    skt_addr nowhere = vacant(at_home[0]);
    skt_socket client = open_stream(&nowhere, true);
    play(NULL);
    standin_fail("connect", WSAEWOULDBLOCK, 0, 1);
    assert_rc(skt_connect(client, &nowhere), SKT_EINPROGRESS);
    assert_int_equal(standin_count("WSAIoctl", 0, (long)SIO_TCP_INITIAL_RTO), SINCE(ASKS_ONCE));
    skt_close(client);
}

/* A socket of SKT_SOCK_BARE is as Windows makes it, and stays so. */
static void test_connect__of_a_bare_socket_sets_nothing_on_it(void **state)
{
    (void)state;
    for (int by_deadline = 0; by_deadline < 2; by_deadline++) {
        skt_addr nowhere = vacant(at_home[0]);
        skt_socket client;
        assert_rc(skt_open(SKT_AF_INET, SKT_SOCK_STREAM | SKT_SOCK_BARE, 0, &client), 0);
        play(NULL);
        int rc = by_deadline ? skt_connect_by(client, &nowhere, skt_deadline_in(SKT_SECONDS(20)))
                             : skt_connect(client, &nowhere);
        assert_rc(rc, SKT_ECONNREFUSED);
        assert_int_equal(standin_count("WSAIoctl", 0, (long)SIO_TCP_INITIAL_RTO), 0);
        skt_close(client);
    }
}

/* Otherwise each connection would need a port of its own, unlike with connect. */
static void test_connect__shares_the_port_that_it_is_bound_to_for_connectex(void **state)
{
    (void)state;
    for (size_t i = 0; i < 8; i++) {
        bool v6 = i & 1, bound_before = i & 2, refused = i & 4;
        skt_addr here, any = address(at_home[v6]);
        skt_socket listening = listener(at_home[v6], &here), client = open_stream(&here, false);
        if (bound_before) assert_rc(skt_bind(client, &any), 0);
        play(NULL);
        if (refused) standin_fail("setsockopt", WSAENOPROTOOPT, 0, 1);
        int rc = skt_connect_by(client, &here, skt_deadline_in(SKT_SECONDS(20)));
        assert_rc(rc, refused && bound_before ? SKT_ENOPROTOOPT : 0);
        const standin_call *set = standin_last("setsockopt", SOL_SOCKET, STANDIN_SO_REUSE_UNICASTPORT);
        const standin_call *bind = standin_last("bind", STANDIN_ANY, STANDIN_ANY);
        assert_int_equal(set != NULL, !bound_before);
        assert_int_equal(bind != NULL, !bound_before);
        if (set != NULL && bind != NULL) {
            assert_true(set < bind);
            assert_int_equal(set->len, sizeof(BOOL));
            assert_int_equal(*(const BOOL *)(const void *)set->value, TRUE);
        }
        skt_close(client);
        skt_close(listening);
    }
}

static void test_connect__that_nobody_answers_ends_at_the_deadline(void **state)
{
    (void)state;
    static const int64_t spans[] = {-1000, 0, 1, 200};
    for (size_t i = 0; i < COUNT_OF(spans) * 4; i++) {
        bool nonblocking = i & 1;
        skt_addr addr = address(far_away[i / 2 % 2]);
        int64_t span = spans[i / 4];
        skt_socket client = open_stream(&addr, nonblocking);
        forget();
        standin.silence = true;
        int64_t began = now_ms();
        assert_rc(skt_connect_by(client, &addr, skt_deadline_in(SKT_MILLISECONDS(span))), SKT_ETIMEDOUT);
        assert_true(now_ms() - began >= span - 16); /* the tick of the clock that measures here */
        assert_true(now_ms() - began < 10000);
        assert_no_mode_set();
        assert_int_equal(standin_blocks(client), !nonblocking);
        assert_rc(skt_peer_address(client, &addr), SKT_ENOTCONN);
        skt_close(client);
    }
}

/* A cancelled call must not write to the stack later, and the socket can be closed. */
static void test_connect__given_up_can_be_closed_and_others_made(void **state)
{
    (void)state;
    size_t open = standin_open_sockets();
    skt_addr addr = address(far_away[0]);
    standin.silence = true;
    for (int i = 0; i < 50; i++) {
        skt_socket client = open_stream(&addr, false);
        assert_rc(skt_connect_by(client, &addr, skt_deadline_in(SKT_MILLISECONDS(1))), SKT_ETIMEDOUT);
        assert_rc(skt_close(client), 0);
    }
    assert_int_equal(standin_open_sockets(), open);
}

/* The function may return only when the call has ended, since the call writes to the caller's memory. */
static void test_connect__given_up_is_waited_for_though_cancelling_takes_time(void **state)
{
    (void)state;
    skt_addr addr = address(far_away[0]);
    standin.silence = true;
    standin.slow_cancel = true;
    for (int i = 0; i < 4; i++) {
        skt_socket client = open_stream(&addr, false);
        int64_t began = now_ms();
        assert_rc(skt_connect_by(client, &addr, skt_deadline_in(SKT_MILLISECONDS(1))), SKT_ETIMEDOUT);
        assert_true(now_ms() - began >= 80);
        assert_rc(skt_close(client), 0);
    }
    assert_calls("CancelIo", 0);
}

/* Some providers cannot cancel a single call. Nothing is cancelled if the call has just ended. */
static void test_connect__given_up_is_cancelled_in_another_way_if_it_must(void **state)
{
    (void)state;
    static const int failures[] = {ERROR_INVALID_FUNCTION, ERROR_NOT_SUPPORTED, ERROR_INVALID_PARAMETER};
    skt_addr addr = address(far_away[0]);
    for (size_t i = 0; i < COUNT_OF(failures); i++) {
        skt_socket client = open_stream(&addr, false);
        play(NULL);
        standin.silence = true;
        standin_fail("CancelIoEx", failures[i], 0, 1);
        assert_rc(skt_connect_by(client, &addr, skt_deadline_in(SKT_MILLISECONDS(1))), SKT_ETIMEDOUT);
        assert_calls("CancelIoEx", 1);
        assert_calls("CancelIo", 1);
        assert_rc(skt_close(client), 0);
    }
}

static void test_connect__sends_no_packet_to_a_completion_port(void **state)
{
    (void)state;
    static const bool silence[] = {false, true};
    for (size_t i = 0; i < COUNT_OF(silence); i++) {
        DWORD bytes;
        ULONG_PTR key;
        OVERLAPPED *packet = NULL;
        skt_addr here;
        skt_socket listening = listener("127.0.0.1:0", &here), client = open_stream(&here, false), server;
        HANDLE port = CreateIoCompletionPort((HANDLE)client, NULL, 1, 0);
        assert_non_null(port);
        standin.silence = silence[i];
        assert_rc(skt_connect_by(client, &here, skt_deadline_in(SKT_MILLISECONDS(silence[i] ? 100 : 20000))),
                  silence[i] ? SKT_ETIMEDOUT : 0);
        if (!silence[i]) {
            assert_rc(skt_accept(listening, 0, &server, NULL), 0);
            assert_talk(client, server);
            skt_close(server);
        }
        assert_false(GetQueuedCompletionStatus(port, &bytes, &key, &packet, 100));
        assert_null(packet);
        skt_close(client);
        skt_close(listening);
        CloseHandle(port);
    }
}

/* Every call that it takes fails once. */
static void test_connect__that_fails_at_any_call_is_no_success(void **state)
{
    (void)state;
    static const char *const steps[] = {"bind",       "getsockname", "WSAIoctl", "ConnectEx",
                                        "setsockopt", "getsockopt",  "connect",  "getpeername"};
    skt_addr here, peer;
    skt_socket listening = listener("127.0.0.1:0", &here);
    for (size_t i = 0; i < COUNT_OF(steps); i++)
        for (unsigned passed = 0, reached = 1; reached && passed < 8; passed++) {
            skt_socket client = open_stream(&here, false), server;
            play(NULL);
            standin_fail(steps[i], WSAENOBUFS, passed, 1);
            int rc = skt_connect_by(client, &here, skt_deadline_in(SKT_SECONDS(20)));
            reached = standin_count(steps[i], STANDIN_ANY, STANDIN_ANY) > passed;
            assert_no_mode_set();
            play(NULL);
            if (rc == 0) {
                assert_rc(skt_peer_address(client, &peer), 0);
                assert_true(skt_addr_equal(&peer, &here));
                assert_rc(skt_accept(listening, 0, &server, NULL), 0);
                skt_close(server);
            } else {
                assert_rc(rc, SKT_ENOBUFS);
            }
            skt_close(client);
        }
    skt_close(listening);
}

static void test_connect__keeps_the_local_address_that_was_bound(void **state)
{
    (void)state;
    skt_addr here, before, local;
    skt_socket listening = listener("127.0.0.1:0", &here), client = open_stream(&here, false);
    before = address("127.0.0.1:0");
    assert_rc(skt_bind(client, &before), 0);
    assert_rc(skt_local_address(client, &before), 0);
    assert_rc(skt_connect_by(client, &here, skt_deadline_in(SKT_SECONDS(20))), 0);
    assert_rc(skt_local_address(client, &local), 0);
    assert_true(skt_addr_equal(&before, &local));
    skt_close(client);
    skt_close(listening);
}

static void test_connect__of_what_is_connected_or_listens_is_an_error(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    skt_addr here;
    skt_socket listening = listener("127.0.0.1:0", &here);
    assert_rc(skt_connect_by(c.client, &here, skt_deadline_in(SKT_SECONDS(20))), SKT_EISCONN);
    assert_true(skt_connect_by(listening, &here, skt_deadline_in(SKT_SECONDS(20))) < 0);
    assert_talk(c.client, c.server);
    close_both(&c);
    skt_close(listening);
}

static void test_connect__sets_the_peer_of_a_datagram_socket(void **state)
{
    (void)state;
    skt_socket s;
    skt_addr there = address("127.0.0.1:9"), peer;
    assert_rc(skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &s), 0);
    assert_rc(skt_connect_by(s, &there, skt_deadline_in(SKT_SECONDS(20))), 0);
    assert_rc(skt_peer_address(s, &peer), 0);
    assert_true(skt_addr_equal(&peer, &there));
    skt_close(s);
}

/* Waits for a connect that a non-blocking call has started. */
static void test_connect__one_that_is_under_way_is_waited_for(void **state)
{
    (void)state;
    skt_addr here, nowhere = vacant("127.0.0.1:0");
    skt_socket listening = listener("127.0.0.1:0", &here);
    static const struct {
        bool silence, refused;
        int result;
    } rows[] = {{false, false, 0}, {true, false, SKT_ETIMEDOUT}, {false, true, SKT_ECONNREFUSED}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const skt_addr *to = rows[i].refused ? &nowhere : &here;
        skt_socket client = open_stream(to, true);
        standin.silence = rows[i].silence;
        int rc = skt_connect(client, to);
        if (rc == SKT_EINPROGRESS)
            rc = skt_connect_by(client, to, skt_deadline_in(SKT_MILLISECONDS(rows[i].silence ? 200 : 20000)));
        assert_rc(rc, rows[i].result);
        assert_false(standin_blocks(client));
        standin.silence = false;
        skt_close(client);
    }
    skt_close(listening);
}

static void test_poll__tells_of_a_connect_that_failed_and_of_one_that_did_not(void **state)
{
    (void)state;
    skt_addr here, nowhere = vacant("127.0.0.1:0");
    skt_socket listening = listener("127.0.0.1:0", &here);
    const skt_deadline deadlines[] = {skt_deadline_in(SKT_SECONDS(30)), SKT_NEVER};
    for (size_t i = 0; i < 4; i++) {
        bool refused = i & 1;
        const skt_addr *to = refused ? &nowhere : &here;
        skt_socket client = open_stream(to, true);
        int rc = skt_connect(client, to);
        assert_true(rc == SKT_EINPROGRESS || rc == (refused ? SKT_ECONNREFUSED : 0));
        if (rc == SKT_EINPROGRESS) {
            skt_pollfd fd = {.socket = client, .events = SKT_POLLOUT};
            play(NULL);
            assert_int_equal(skt_poll(&fd, 1, deadlines[i / 2]), 1);
            if (SINCE(19041)) assert_calls("WSAPoll", 1);
            assert_int_equal((fd.revents & (SKT_POLLERR | SKT_POLLHUP)) != 0, refused);
            assert_rc(skt_pending_error(client), refused ? SKT_ECONNREFUSED : 0);
        }
        skt_close(client);
    }
    skt_close(listening);
}

/* With other entries without events, in any position. */
static void test_poll__finds_the_failed_connect_among_others(void **state)
{
    (void)state;
    skt_addr nowhere = vacant("127.0.0.1:0");
    for (size_t place = 0; place < 3; place++) {
        connection quiet[2] = {tcp_connection("127.0.0.1:0"), udp_connection("127.0.0.1:0")};
        skt_pollfd fds[3];
        size_t next = 0;
        for (size_t i = 0; i < 3; i++)
            if (i != place) fds[i] = (skt_pollfd){.socket = quiet[next++].client, .events = SKT_POLLIN};
        fds[place] = (skt_pollfd){.socket = open_stream(&nowhere, true), .events = SKT_POLLOUT};
        if (skt_connect(fds[place].socket, &nowhere) == SKT_EINPROGRESS) {
            assert_int_equal(skt_poll(fds, 3, skt_deadline_in(SKT_SECONDS(30))), 1);
            for (size_t i = 0; i < 3; i++) assert_int_equal(fds[i].revents != 0, i == place);
            assert_true(fds[place].revents & (SKT_POLLERR | SKT_POLLHUP));
        }
        skt_close(fds[place].socket);
        close_both(&quiet[0]);
        close_both(&quiet[1]);
    }
}

static void test_poll__waits_until_the_deadline_for_a_connect_that_nobody_answers(void **state)
{
    (void)state;
    skt_addr addr = address(far_away[0]);
    skt_socket client = open_stream(&addr, true);
    standin.silence = true;
    assert_rc(skt_connect(client, &addr), SKT_EINPROGRESS);
    skt_pollfd fd = {.socket = client, .events = SKT_POLLOUT};
    assert_int_equal(skt_poll(&fd, 1, skt_deadline_in(SKT_MILLISECONDS(100))), 0);
    assert_int_equal(fd.revents, 0);
    skt_close(client);
}

/* Entries without a socket are not passed to Winsock, which would report them at once. */
static void test_poll__shows_winsock_no_entry_without_a_socket(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    assert_int_equal(skt_send(c.client, "x", 1, 0), 1);
    for (unsigned holes = 0; holes < 16; holes++) {
        skt_pollfd fds[4];
        size_t sockets = 0;
        for (size_t i = 0; i < 4; i++) {
            bool is_hole = holes >> i & 1;
            fds[i] = (skt_pollfd){.socket = is_hole ? SKT_INVALID_SOCKET : c.server, .events = SKT_POLLIN};
            sockets += !is_hole;
        }
        play(NULL);
        assert_int_equal(skt_poll(fds, 4, skt_deadline_in(SKT_MILLISECONDS(sockets > 0 ? 20000 : 30))), sockets);
        const standin_call *call = standin_last("WSAPoll", STANDIN_ANY, STANDIN_ANY);
        assert_int_equal(standin_count("WSAPoll", STANDIN_ANY, STANDIN_ANY), sockets > 0);
        for (size_t i = 0; call != NULL && i < sockets; i++) {
            WSAPOLLFD shown;
            memcpy(&shown, call->value + i * sizeof shown, sizeof shown);
            assert_int_equal(shown.fd, c.server);
        }
        if (call != NULL) assert_int_equal(call->level, sockets);
        for (size_t i = 0; i < 4; i++) {
            bool is_hole = holes >> i & 1;
            assert_true(fds[i].socket == (is_hole ? SKT_INVALID_SOCKET : c.server));
            assert_int_equal(fds[i].revents != 0, !is_hole);
        }
    }
    close_both(&c);
}

/* select reports urgent data in the same way as a failed connect. */
static void test_poll__takes_urgent_data_for_no_failed_connect(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    static char much[65536];
    assert_rc(skt_set_nonblocking(c.client, true), 0);
    while (skt_send(c.client, much, sizeof much, 0) > 0) continue;
    assert_int_equal(skt_send(c.server, "!", 1, SKT_MSG_OOB), 1);
    fd_set urgent = {.fd_count = 1, .fd_array = {c.client}};
    assert_int_equal(select(0, NULL, NULL, &urgent, &(struct timeval){.tv_sec = 20}), 1);
    skt_pollfd fd = {.socket = c.client, .events = SKT_POLLOUT};
    int ready = skt_poll(&fd, 1, skt_deadline_in(SKT_MILLISECONDS(150)));
    assert_int_equal(fd.revents & (SKT_POLLERR | SKT_POLLHUP), 0);
    if (ready != 0) SKIP("the system below has room again");
    close_both(&c);
}

int main(int argc, char **argv)
{
    play_build(argc, argv);
    const struct CMUnitTest tests[] = {
        PLAY(test_connect__succeeds_and_leaves_the_mode_alone),
        PLAY(test_connect__refused_is_told_at_once),
        PLAY(test_connect__over_loopback_the_first_packet_is_not_repeated_and_elsewhere_it_is),
        PLAY(test_connect__that_is_under_way_keeps_the_first_packet_from_being_repeated),
        PLAY(test_connect__of_a_bare_socket_sets_nothing_on_it),
        PLAY(test_connect__shares_the_port_that_it_is_bound_to_for_connectex),
        PLAY(test_connect__that_nobody_answers_ends_at_the_deadline),
        PLAY(test_connect__given_up_can_be_closed_and_others_made),
        PLAY(test_connect__sends_no_packet_to_a_completion_port),
        PLAY(test_connect__that_fails_at_any_call_is_no_success),
        PLAY(test_connect__keeps_the_local_address_that_was_bound),
        PLAY(test_connect__of_what_is_connected_or_listens_is_an_error),
        PLAY(test_connect__sets_the_peer_of_a_datagram_socket),
        PLAY(test_connect__one_that_is_under_way_is_waited_for),
        PLAY(test_poll__tells_of_a_connect_that_failed_and_of_one_that_did_not),
        PLAY(test_poll__finds_the_failed_connect_among_others),
        PLAY(test_poll__waits_until_the_deadline_for_a_connect_that_nobody_answers),
        PLAY(test_connect__given_up_is_waited_for_though_cancelling_takes_time),
        PLAY(test_connect__given_up_is_cancelled_in_another_way_if_it_must),
        PLAY(test_poll__shows_winsock_no_entry_without_a_socket),
        PLAY(test_poll__takes_urgent_data_for_no_failed_connect),
    };
    return RUN(tests);
}
