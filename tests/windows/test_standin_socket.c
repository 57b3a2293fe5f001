/* SPDX-License-Identifier: MIT */
/* Making and accepting sockets: what Windows is asked for, and what it would give unasked. */
#include "played.h"

static void test_socket__is_made_with_the_flags_that_were_asked_for_and_in_one_call(void **state)
{
    (void)state;
    static const struct {
        int bits;
        DWORD flags;
        bool inheritable, blocks;
    } rows[] = {
        {0, WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT, false, true},
        {SKT_SOCK_INHERIT, WSA_FLAG_OVERLAPPED, true, true},
        {SKT_SOCK_BARE, WSA_FLAG_OVERLAPPED, true, true},
        {SKT_SOCK_NONBLOCK, WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT, false, false},
        {SKT_SOCK_REGISTERED_IO, WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT | WSA_FLAG_REGISTERED_IO, false,
         true},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_socket s;
        play(NULL);
        assert_rc(skt_open(SKT_AF_INET, SKT_SOCK_STREAM | rows[i].bits, 0, &s), 0);
        assert_calls("WSASocketW", 1);
        assert_int_equal(standin_last("WSASocketW", STANDIN_ANY, STANDIN_ANY)->name, rows[i].flags);
        assert_int_equal(inheritable(s), rows[i].inheritable);
        assert_int_equal(standin_blocks(s), rows[i].blocks);
        assert_int_equal(standin_count("ioctlsocket", STANDIN_ANY, (long)FIONBIO), !rows[i].blocks);
        skt_close(s);
        assert_calls("closesocket", 1);
    }
}

/* Windows gives an accepted socket the listener's mode and events, and lets child processes have it. */
static void test_socket__accepted_has_nothing_from_its_listener_unless_bare(void **state)
{
    (void)state;
    static const struct {
        bool listener_blocks, watched;
        int flags;
        bool blocks, inheritable, events;
    } rows[] = {
        {true, false, 0, true, false, false},
        {false, false, 0, true, false, false},
        {false, true, 0, true, false, false},
        {true, false, SKT_SOCK_NONBLOCK, false, false, false},
        {false, true, SKT_SOCK_NONBLOCK, false, false, false},
        {true, false, SKT_SOCK_INHERIT, true, true, false},
        {false, true, SKT_SOCK_INHERIT, true, true, false},
        {false, true, SKT_SOCK_BARE, false, true, true},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_addr here;
        skt_socket listening = listener("127.0.0.1:0", &here), client, server;
        WSAEVENT event = WSACreateEvent();
        if (!rows[i].listener_blocks) assert_rc(skt_set_nonblocking(listening, true), 0);
        if (rows[i].watched) assert_int_equal(WSAEventSelect(listening, event, FD_ACCEPT | FD_CLOSE), 0);
        assert_rc(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &client), 0);
        assert_rc(skt_connect(client, &here), 0);
        assert_rc(skt_accept(listening, rows[i].flags, &server, NULL), 0);
        assert_int_equal(standin_blocks(server), rows[i].blocks);
        assert_int_equal(standin_events(server) != 0, rows[i].events);
        assert_int_equal(inheritable(server), rows[i].inheritable);
        assert_int_equal(standin_events(listening) != 0, rows[i].watched);
        if (rows[i].blocks) assert_talk(client, server);
        skt_close(client);
        skt_close(server);
        skt_close(listening);
        WSACloseEvent(event);
    }
}

static void test_socket__accepting_that_fails_half_way_leaves_nothing_open(void **state)
{
    (void)state;
    static const char *const steps[] = {"accept", "ioctlsocket", "WSAEventSelect"};
    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        skt_addr here;
        skt_socket listening = listener("127.0.0.1:0", &here), client, server = SKT_INVALID_SOCKET;
        assert_rc(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &client), 0);
        assert_rc(skt_connect(client, &here), 0);
        size_t open = standin_open_sockets();
        standin_fail(steps[i], WSAENOBUFS, 0, 1);
        int rc = skt_accept(listening, 0, &server, NULL);
        if (standin_count(steps[i], STANDIN_ANY, STANDIN_ANY) > 0) {
            assert_rc(rc, SKT_ENOBUFS);
            assert_int_equal(standin_open_sockets(), open);
        } else {
            assert_rc(rc, 0);
            skt_close(server);
        }
        skt_close(client);
        skt_close(listening);
        play(NULL);
    }
}

static int open_nonblocking(skt_socket *out)
{
    return skt_open(SKT_AF_INET, SKT_SOCK_STREAM | SKT_SOCK_NONBLOCK, 0, out);
}

static int open_datagram(skt_socket *out)
{
    return skt_open(SKT_AF_INET6, SKT_SOCK_DGRAM, 0, out);
}

static skt_socket original;

static int duplicate(skt_socket *out)
{
    return skt_dup(original, out);
}

/* Every call that making and duplicating a socket takes fails once. */
static void test_socket__one_that_could_not_be_made_whole_is_not_left_open(void **state)
{
    (void)state;
    static int (*const makers[])(skt_socket *) = {open_nonblocking, open_datagram, duplicate};
    static const char *const steps[] = {"WSASocketW", "ioctlsocket", "WSAIoctl", "WSADuplicateSocketW"};
    assert_rc(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &original), 0);
    size_t open = standin_open_sockets();
    for (size_t i = 0; i < COUNT_OF(makers) * COUNT_OF(steps); i++)
        for (unsigned passed = 0, reached = 1; reached && passed < 8; passed++) {
            skt_socket s = SKT_INVALID_SOCKET;
            play(NULL);
            standin_fail(steps[i % COUNT_OF(steps)], WSAENOBUFS, passed, 1);
            int rc = makers[i / COUNT_OF(steps)](&s);
            reached = standin_count(steps[i % COUNT_OF(steps)], STANDIN_ANY, STANDIN_ANY) > passed;
            if (rc == 0)
                skt_close(s);
            else
                assert_rc(rc, SKT_ENOBUFS);
            assert_int_equal(standin_open_sockets(), open);
        }
    skt_close(original);
}

static void test_socket__duplicate_is_the_same_socket_and_not_inherited(void **state)
{
    (void)state;
    connection c = tcp_connection("127.0.0.1:0");
    skt_socket other;
    assert_rc(skt_set_nonblocking(c.client, true), 0);
    assert_rc(skt_dup(c.client, &other), 0);
    assert_false(inheritable(other));
    assert_false(standin_blocks(other));
    assert_int_not_equal(other, c.client);
    assert_true(standin_last("WSASocketW", STANDIN_ANY, STANDIN_ANY)->name & WSA_FLAG_NO_HANDLE_INHERIT);
    skt_close(c.client);
    c.client = other;
    assert_talk(c.client, c.server);
    close_both(&c);
}

/* Whatever is set on it, and whatever of that cannot be changed any more. */
static void test_socket__closing_one_that_would_linger_closes_the_handle(void **state)
{
    (void)state;
    static const struct {
        bool nonblocking, watched, refused;
    } rows[] = {
        {false, false, false}, {true, false, false}, {true, true, false}, {true, false, true}, {true, true, true}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        connection c = tcp_connection("127.0.0.1:0");
        WSAEVENT event = WSACreateEvent();
        size_t open = standin_open_sockets();
        char got[4];
        assert_rc(skt_set_linger(c.client, SKT_SO_LINGER, (skt_linger){.on = true, .time = SKT_SECONDS(5)}), 0);
        assert_rc(skt_set_nonblocking(c.client, rows[i].nonblocking), 0);
        if (rows[i].watched) assert_int_equal(WSAEventSelect(c.client, event, FD_READ | FD_CLOSE), 0);
        assert_int_equal(skt_send(c.client, "abc", 3, 0), 3);
        if (rows[i].refused) standin_fail("setsockopt", WSAENOBUFS, 0, 1);
        assert_rc(skt_close(c.client), 0);
        assert_int_equal(standin_open_sockets(), open - 1);
        assert_int_equal(skt_recv(c.server, got, sizeof got, 0), 3);
        assert_int_equal(skt_recv(c.server, got, sizeof got, 0), 0);
        assert_rc(skt_close(c.server), 0);
        WSACloseEvent(event);
    }
}

/* Its listener's time to linger is its own. */
static void test_socket__accepting_that_fails_leaves_none_open_that_would_linger(void **state)
{
    (void)state;
    skt_addr here;
    skt_socket listening = listener("127.0.0.1:0", &here), client, server = SKT_INVALID_SOCKET;
    assert_rc(skt_set_linger(listening, SKT_SO_LINGER, (skt_linger){.on = true, .time = SKT_SECONDS(5)}), 0);
    assert_rc(skt_set_nonblocking(listening, true), 0);
    assert_rc(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &client), 0);
    assert_rc(skt_connect(client, &here), 0);
    size_t open = standin_open_sockets();
    standin_fail("ioctlsocket", WSAENOBUFS, 0, 1);
    assert_rc(skt_accept(listening, 0, &server, NULL), SKT_ENOBUFS);
    assert_int_equal(standin_open_sockets(), open);
    skt_close(client);
    skt_close(listening);
}

static void test_socket__mode_cannot_be_asked_for(void **state)
{
    (void)state;
    skt_socket s;
    bool on = true;
    assert_rc(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &s), 0);
    assert_rc(skt_get_nonblocking(s, &on), SKT_EUNSUPPORTED);
    assert_no_mode_set();
    skt_close(s);
}

static void test_socket__whether_a_family_is_there_leaves_nothing_open(void **state)
{
    (void)state;
    size_t open = standin_open_sockets();
    assert_true(skt_family_supported(SKT_AF_INET, SKT_SOCK_DGRAM, 0));
    assert_int_equal(skt_family_supported(SKT_AF_UNIX, SKT_SOCK_STREAM, 0), SINCE(STANDIN_1809));
    assert_false(skt_family_supported(SKT_AF_UNIX, SKT_SOCK_DGRAM, 0));
    assert_int_equal(standin_open_sockets(), open);
}

/* SIO_UDP_CONNRESET and SIO_UDP_NETRESET are off on every datagram socket, unless bare, and never touched on streams. */
static void test_socket__udp_is_made_not_to_die_of_icmp(void **state)
{
    (void)state;
    static const struct {
        int family, type;
        size_t calls;
    } rows[] = {
        {SKT_AF_INET, SKT_SOCK_DGRAM, 1},
        {SKT_AF_INET6, SKT_SOCK_DGRAM, 1},
        {SKT_AF_INET, SKT_SOCK_DGRAM | SKT_SOCK_BARE, 0},
        {SKT_AF_INET, SKT_SOCK_STREAM, 0},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_socket s;
        play(NULL);
        assert_rc(skt_open(rows[i].family, rows[i].type, 0, &s), 0);
        assert_int_equal(standin_count("WSAIoctl", 0, (long)SIO_UDP_CONNRESET), rows[i].calls);
        assert_int_equal(standin_count("WSAIoctl", 0, (long)STANDIN_SIO_UDP_NETRESET), rows[i].calls);
        if (rows[i].calls > 0) {
            assert_int_equal(*(const BOOL *)(const void *)standin_last("WSAIoctl", 0, (long)SIO_UDP_CONNRESET)->value,
                             0);
            assert_int_equal(standin_last("WSAIoctl", 0, (long)SIO_UDP_CONNRESET)->len, sizeof(BOOL));
        }
        skt_close(s);
    }
}

/* Above 200 the number is given as SOMAXCONN_HINT, without which Windows lowers it to 200. */
static void test_socket__listens_with_a_hint_where_the_backlog_is_large_or_the_systems_own(void **state)
{
    (void)state;
    static const struct {
        int backlog;
        long given;
    } rows[] = {{0, 0},        {1, 1},          {200, 200},         {201, -201},
                {4096, -4096}, {65535, -65535}, {65536, -65535},    {INT32_MAX, -65535},
                {-1, -65535},  {-200, -65535},  {INT32_MIN, -65535}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        skt_addr here;
        skt_socket s = bound("127.0.0.1:0", SKT_SOCK_STREAM, &here);
        assert_rc(skt_listen(s, rows[i].backlog), 0);
        assert_int_equal((long)standin_last("listen", STANDIN_ANY, STANDIN_ANY)->name, rows[i].given);
        skt_close(s);
    }
}

int main(int argc, char **argv)
{
    play_build(argc, argv);
    const struct CMUnitTest tests[] = {
        PLAY(test_socket__is_made_with_the_flags_that_were_asked_for_and_in_one_call),
        PLAY(test_socket__accepted_has_nothing_from_its_listener_unless_bare),
        PLAY(test_socket__accepting_that_fails_half_way_leaves_nothing_open),
        PLAY(test_socket__one_that_could_not_be_made_whole_is_not_left_open),
        PLAY(test_socket__duplicate_is_the_same_socket_and_not_inherited),
        PLAY(test_socket__closing_one_that_would_linger_closes_the_handle),
        PLAY(test_socket__accepting_that_fails_leaves_none_open_that_would_linger),
        PLAY(test_socket__mode_cannot_be_asked_for),
        PLAY(test_socket__whether_a_family_is_there_leaves_nothing_open),
        PLAY(test_socket__udp_is_made_not_to_die_of_icmp),
        PLAY(test_socket__listens_with_a_hint_where_the_backlog_is_large_or_the_systems_own),
    };
    return RUN(tests);
}
